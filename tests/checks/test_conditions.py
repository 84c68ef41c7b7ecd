"""Sentences and their opposites in every language with word lists: each pair is read as opposed."""

from __future__ import annotations

import pytest

from runbookc.checks.polarity import NEGATION, read

_OTHER = {"+": "-", "-": "+"}
PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    "ar": (
        ("المراقبة سليمة.", "المراقبة غير سليمة."),
        ("إذا نجح المجس، فتابع.", "إذا فشل المجس، فتابع."),
        ("إذا كانت المشكلة موجودة", "إذا لم تعد المشكلة موجودة"),
        ("بعد إعادة التشغيل، انتظر.", "قبل إعادة التشغيل، انتظر."),
    ),
    "hi": (
        ("मॉनीटर स्वस्थ है।", "मॉनीटर अस्वस्थ है।"),
        ("यदि जाँच सफल होती है", "यदि जाँच विफल होती है"),
        ("यदि समस्या मौजूद है", "यदि समस्या मौजूद नहीं है"),
    ),
    "nl": (
        ("Als de test slaagt", "Als de test mislukt"),
        ("Als het probleem nog bestaat", "Als het probleem niet meer bestaat"),
    ),
    "tr": (
        ("İzleyici sağlıklı.", "İzleyici sağlıksız."),
        ("Araştırma başarılı olursa", "Araştırma başarısız olursa"),
        ("Araştırma başarılı olursa", "Araştırma başarılı olmazsa"),
    ),
    "de": (
        ("Der Monitor ist fehlerfrei.", "Der Monitor ist fehlerhaft."),
        ("Wenn der Test erfolgreich ist, fahren Sie fort.", "Wenn der Test fehlschlägt, fahren Sie fort."),
        (
            "Wenn das Problem weiterhin besteht, starten Sie neu.",
            "Wenn das Problem nicht mehr besteht, starten Sie neu.",
        ),
        (
            "Warten Sie, nachdem der Server neu gestartet wurde.",
            "Warten Sie, bevor der Server neu gestartet wird.",
        ),
        ("Starten Sie den Dienst.", "Beenden Sie den Dienst."),
        ("Die Anmeldeinformationen sind richtig.", "Die Anmeldeinformationen sind falsch."),
        ("Der Server ist verfügbar.", "Der Server ist nicht verfügbar."),
        ("Die Ausgabe zeigt aktive Kopien.", "Die Ausgabe zeigt keine aktiven Kopien."),
        ("Der Anwendungspool antwortet.", "Der Anwendungspool antwortet nicht."),
        ("Das System ist intakt.", "Das System ist nicht intakt."),
        ("Aktivieren Sie die Protokollierung.", "Deaktivieren Sie die Protokollierung."),
        ("Wenn der Server fehlerfrei bleibt", "Wenn der Server nicht fehlerfrei bleibt"),
        ("Die Datenbank ist eingebunden.", "Die Datenbank ist nicht eingebunden."),
        ("Schlägt der Test weiterhin fehl", "Ist der Test erfolgreich"),
    ),
    "en": (
        ("The monitor is healthy.", "The monitor is unhealthy."),
        ("If the probe succeeds", "If the probe fails"),
        ("If the issue still exists", "If the issue no longer exists"),
        ("After the server restarts, wait.", "Before the server restarts, wait."),
        ("Start the service.", "Stop the service."),
        ("The credentials are correct.", "The credentials are incorrect."),
        ("The server is available.", "The server is unavailable."),
        ("The output shows active copies.", "The output doesn't show active copies."),
        ("Enable logging.", "Disable logging."),
        ("The issue persists", "The issue is resolved"),
        ("credentials are valid", "credentials are invalid"),
        ("more than 10", "less than 10"),
        ("connect", "disconnect"),
        ("mounted", "dismounted"),
        ("always", "never"),
        ("increase", "decrease"),
    ),
    "es": (
        ("El monitor está en estado correcto.", "El monitor está en estado incorrecto."),
        ("Si el sondeo se realiza correctamente, continúe.", "Si el sondeo genera un error, continúe."),
        ("Si el problema persiste, reinicie.", "Si el problema ya no existe, reinicie."),
        ("Después de reiniciar el servidor, espere.", "Antes de reiniciar el servidor, espere."),
        ("Inicie el servicio.", "Detenga el servicio."),
        ("Las credenciales son correctas.", "Las credenciales no son correctas."),
        ("El servidor está disponible.", "El servidor no está disponible."),
        ("El resultado muestra copias activas.", "El resultado no muestra copias activas."),
        ("Si el conjunto de mantenimiento es correcto", "Si el conjunto de mantenimiento es incorrecto"),
        ("Habilite el registro.", "Deshabilite el registro."),
        ("Si el sondeo se ejecuta correctamente", "Si el sondeo sigue sin ejecutarse correctamente"),
        ("El sondeo se completó correctamente", "El sondeo falla"),
        ("está en buen estado", "está en mal estado"),
        ("El servicio está en ejecución", "El servicio no está en ejecución"),
    ),
    "fr": (
        ("Le moniteur est sain.", "Le moniteur est défectueux."),
        ("Si la sonde réussit", "Si la sonde échoue"),
        ("Si le problème persiste", "Si le problème n'existe plus"),
        ("Après le redémarrage du serveur, attendez.", "Avant le redémarrage du serveur, attendez."),
        ("Démarrez le service.", "Arrêtez le service."),
        (
            "Les informations d'identification sont correctes.",
            "Les informations d'identification sont incorrectes.",
        ),
        ("Le serveur est disponible.", "Le serveur est indisponible."),
        ("La sortie affiche des copies actives.", "La sortie n'affiche pas de copies actives."),
        ("est intègre", "n'est pas intègre"),
        ("Activez la journalisation.", "Désactivez la journalisation."),
        ("existe toujours", "n'existe plus"),
        ("Le service est en cours d’exécution", "Le service n’est pas en cours d’exécution"),
    ),
    "it": (
        ("Il monitor è integro.", "Il monitor non è integro."),
        ("Se il probe riesce", "Se il probe non riesce"),
        ("Se il problema persiste", "Se il problema non esiste più"),
        ("Dopo aver riavviato il server, attendere.", "Prima di riavviare il server, attendere."),
        ("Avviare il servizio.", "Arrestare il servizio."),
        ("Le credenziali sono corrette.", "Le credenziali sono errate."),
        ("Il server è disponibile.", "Il server non è disponibile."),
        ("L'output mostra copie attive.", "L'output non mostra copie attive."),
        ("in stato integro", "in stato danneggiato"),
        ("Abilitare la registrazione.", "Disabilitare la registrazione."),
        ("Se il test ha esito positivo", "Se il test ha esito negativo"),
    ),
    "ja": (
        ("モニターは正常です。", "モニターは異常です。"),
        ("プローブが成功した場合", "プローブが失敗した場合"),
        ("サーバーの再起動後に待ちます。", "サーバーの再起動前に待ちます。"),
        ("サービスを開始します。", "サービスを停止します。"),
        ("資格情報が正しい。", "資格情報が正しくない。"),
        ("サーバーが使用可能です。", "サーバーが使用できません。"),
        ("アクティブなコピーが表示される場合", "アクティブなコピーが表示されない場合"),
        ("ログを有効にします。", "ログを無効にします。"),
        ("正常性セットは正常です", "正常性セットは正常ではありません"),
        ("問題がまだ存在する", "問題はもう存在しない"),
        ("再起動した後", "再起動する前"),
        ("応答しています", "応答していません"),
    ),
    "ko": (
        ("모니터가 정상입니다.", "모니터가 비정상입니다."),
        ("프로브가 성공하면", "프로브가 실패하면"),
        ("서버를 다시 시작한 후 기다립니다.", "서버를 다시 시작하기 전에 기다립니다."),
        ("서비스를 시작합니다.", "서비스를 중지합니다."),
        ("자격 증명이 올바릅니다.", "자격 증명이 올바르지 않습니다."),
        ("서버를 사용할 수 있습니다.", "서버를 사용할 수 없습니다."),
        ("활성 복사본이 표시됩니다.", "활성 복사본이 표시되지 않습니다."),
        ("로깅을 사용하도록 설정합니다.", "로깅을 사용하지 않도록 설정합니다."),
        ("문제가 여전히 존재하면", "문제가 더 이상 존재하지 않으면"),
        ("응답합니다", "응답하지 않습니다"),
        ("정상 상태", "정상이 아닌 상태"),
    ),
    "pt": (
        ("O monitor está íntegro.", "O monitor não está íntegro."),
        ("Se a sonda for bem-sucedida", "Se a sonda falhar"),
        ("Se o problema persistir", "Se o problema não existir mais"),
        ("Após reiniciar o servidor, aguarde.", "Antes de reiniciar o servidor, aguarde."),
        ("Inicie o serviço.", "Pare o serviço."),
        ("As credenciais estão corretas.", "As credenciais estão incorretas."),
        ("O servidor está disponível.", "O servidor está indisponível."),
        ("A saída mostra cópias ativas.", "A saída não mostra cópias ativas."),
        ("em um estado íntegro", "em um estado não íntegro"),
        ("Habilite o log.", "Desabilite o log."),
        ("Se o teste tiver êxito", "Se o teste falhar"),
    ),
    "ru": (
        ("Монитор работоспособен.", "Монитор неработоспособен."),
        ("Если проба выполнена успешно", "Если проба завершилась сбоем"),
        ("Если проблема сохраняется", "Если проблема больше не существует"),
        ("После перезапуска сервера подождите.", "До перезапуска сервера подождите."),
        ("Запустите службу.", "Остановите службу."),
        ("Учетные данные правильные.", "Учетные данные неправильные."),
        ("Сервер доступен.", "Сервер недоступен."),
        ("Вывод показывает активные копии.", "Вывод не показывает активные копии."),
        ("Включите ведение журнала.", "Отключите ведение журнала."),
        ("в исправном состоянии", "в неисправном состоянии"),
        ("Перед перезапуском", "После перезапуска"),
        ("служба отвечает", "служба не отвечает"),
        ("верный пароль", "неверный пароль"),
    ),
    "zh": (
        ("监视器正常。", "监视器不正常。"),
        ("如果探测成功", "如果探测失败"),
        ("如果问题仍然存在", "如果问题不再存在"),
        ("服务器重新启动后，等待。", "服务器重新启动前，等待。"),
        ("启动服务。", "停止服务。"),
        ("凭据正确。", "凭据不正确。"),
        ("服务器可用。", "服务器不可用。"),
        ("输出显示活动副本。", "输出不显示活动副本。"),
        ("启用日志记录。", "禁用日志记录。"),
        ("处于健康状态", "处于不健康状态"),
        ("应用程序池正在运行", "应用程序池未运行"),
        ("重启之后", "重启之前"),
    ),
    "zh-TW": (
        ("監視器狀況良好。", "監視器狀況不良。"),
        ("如果探查成功", "如果探查失敗"),
        ("如果問題仍然存在", "如果問題不再存在"),
        ("伺服器重新啟動之後，請等候。", "伺服器重新啟動之前，請等候。"),
        ("啟動服務。", "停止服務。"),
        ("認證正確。", "認證不正確。"),
        ("伺服器可用。", "伺服器無法使用。"),
        ("輸出顯示使用中複本。", "輸出未顯示使用中複本。"),
        ("啟用記錄。", "停用記錄。"),
        ("狀態正常", "狀態異常"),
        ("健全", "不健全"),
    ),
}


@pytest.mark.parametrize(
    ("locale", "sentence", "opposite"), [(tag, *pair) for tag, pairs in PAIRS.items() for pair in pairs]
)
def test_a_sentence_and_its_opposite_are_on_two_sides(locale: str, sentence: str, opposite: str) -> None:
    one, other = read(sentence, locale).sides, read(opposite, locale).sides
    turned = {name for name, side in one.items() if other.get(name) == _OTHER.get(side)}
    assert turned - {NEGATION}


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "Wait not only for the server, but also for the service, before it is healthy."),
        ("ja", "正常性セットは異常です。"),
        ("zh", "重新启动服务后，等待。"),
        ("ko", "서버를 다시 시작한 후 기다립니다."),
        ("en", "If the probe succeeds, fail back the databases."),
    ],
)
def test_what_only_looks_like_a_condition_is_none(locale: str, sentence: str) -> None:
    assert "±" not in {side for name, side in read(sentence, locale).sides.items() if name != NEGATION}


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("ru", "Соберите данные удаленного сервера и исправьте ошибку."),
        ("es", "El servicio supervisa Active Directory."),
        ("en", "Fail over the databases."),
        ("tr", "Sunucuyu kapatma."),
        ("hi", "निम्न आदेश चलाएँ।"),
        ("ko", "그렇지 않으면 서버를 다시 시작합니다."),
    ],
)
def test_words_that_begin_like_a_condition_are_none(locale: str, sentence: str) -> None:
    sides = read(sentence, locale).sides
    assert sides.pop(NEGATION) != "-"
    assert not sides


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("ru", "Если сведения непонятны"),
        ("de", "Wenn die Details unklar sind"),
        ("ko", "이전 인증서를 제거하지 마십시오"),
    ],
)
def test_negation_inside_a_word(locale: str, sentence: str) -> None:
    assert read(sentence, locale).sides[NEGATION] == "-"
