"""Which locale a file is in, by the evidence that counts most."""

from __future__ import annotations

import pytest

from runbookc.locales.hints import in_folder
from runbookc.reader import read

ENGLISH = "If you receive an alert that the health set is unhealthy, verify that the issue still exists."
TEXTS = {
    "en-US": ENGLISH,
    "pt-BR": "Se você receber um alerta de que o conjunto não está íntegro, verifique se o problema existe.",
    "fr-FR": "Si vous recevez une alerte indiquant que le service présente un problème, vérifiez la sonde.",
    "it-IT": "Se si riceve un avviso che il servizio non è integro, verificare se il problema esiste ancora.",
    "de-DE": "Wenn Sie eine Warnung erhalten, dass der Dienst nicht fehlerfrei ist, prüfen Sie das Problem.",
    "es-ES": "Si recibe una alerta de que el servicio no está en buen estado y si el problema existe.",
    "pl-PL": "Jeśli otrzymasz alert, że usługa nie jest w dobrej kondycji, sprawdź, czy to nie błąd.",
    "ru-RU": "Если вы получили оповещение о том, что служба не работает, проверьте, что это не ошибка.",
    "uk-UA": "Якщо ви отримали сповіщення про те, що служба не працює, перевірте, чи це не помилка.",
    "ja-JP": "サービスが正常でないという警告を受け取った場合は、問題がまだ存在するかを確認します。",
    "ko-KR": "서비스가 비정상이라는 경고를 받으면 문제가 아직 있는지 확인합니다.",
    "zh-CN": "如果收到警报，指明服务处于不正常状态，请验证问题是否仍然存在。",
    "zh-TW": "如果收到警示，指出服務處於不正常狀態，請驗證問題是否仍然存在。",
    "th-TH": "หากคุณได้รับการแจ้งเตือนว่าบริการไม่สมบูรณ์ ให้ตรวจสอบว่าปัญหายังคงอยู่หรือไม่",
    "ar-EG": "إذا تلقيت تنبيها بأن الخدمة غير سليمة فتحقق من أن المشكلة لا تزال موجودة",
}


def _locale(text: str, front: str = "", folder: str | None = None) -> str:
    return read("a.md", f"---\nx: y\n{front}---\n\n{text}\n".encode(), folder_locale=folder).locale


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://technet.microsoft.com/pt-br/library/ms.exch.scom.pop(v=EXCHG.150)", "pt-BR"),
        ("https://technet.microsoft.com/zh-hant-tw/library/x", "zh-Hant-TW"),
        ("https://docs.microsoft.com/es-419/exchange/x", "es-419"),
        ("https://docs.microsoft.com/it/exchange/x", "it"),
        ("https://technet.microsoft.com/tlh-aq/library/x", "tlh-AQ"),
        ("https://technet.microsoft.com/library/ms.exch.scom.pop(v=EXCHG.150)", "en-US"),
        ("https://technet.microsoft.com/en/", "en"),
    ],
)
def test_the_url_comes_first(url: str, expected: str) -> None:
    front = f"ms:mtpsurl: {url}\nlang: fr-FR\n" if expected != "en-US" else f"ms:mtpsurl: {url}\n"
    assert _locale(ENGLISH, front, "de-DE" if expected != "en-US" else None) == expected


@pytest.mark.parametrize("key", ["ms.locale", "lang", "locale"])
def test_then_other_front_matter_then_the_folder(key: str) -> None:
    url = "ms:mtpsurl: https://technet.microsoft.com/library/x\n"
    assert _locale(ENGLISH, f"{url}{key}: pt-br\n", "de-DE") == "pt-BR"
    assert _locale(ENGLISH, f"{url}{key}: ../../x\n", "de-DE") == "de-DE"
    assert _locale(ENGLISH, f"{key}: not a locale\n") == "en-US"


@pytest.mark.parametrize(("locale", "text"), TEXTS.items())
def test_then_the_text_itself(locale: str, text: str) -> None:
    assert _locale(text) == locale


def test_a_text_that_says_nothing_is_undetermined_and_a_problem() -> None:
    document = read("a.md", b"```\nGet-ServerHealth\n```\n")
    assert document.locale == "und"
    assert [found.code for found in document.problems] == ["SRC004"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("it", "it"), ("pt-br", "pt-BR"), ("pt_BR", "pt-BR"), ("zh-Hans-CN", "zh-Hans-CN"),
        ("xx-ZZ", "xx-ZZ"), ("fil-PH", "fil-PH"), ("es-419", "es-419"),
        ("src", None), ("docs", None), ("corpus", None), ("bin", None), ("add-on", None), ("how-to", None),
        ("en-us-old-pages", None), ("v2", None), ("", None), ("..", None), ("xx", None), ("a", None),
    ],
)  # fmt: skip
def test_folders_named_like_a_locale(name: str, expected: str | None) -> None:
    assert in_folder(name) == expected
