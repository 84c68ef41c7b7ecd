"""Runbooks made by hand: what the pipeline gives for a small health-set article, in our own words.

`pop()` has four editions (English, Portuguese, Chinese, and Arabic for right-to-left), every kind
of block, references, waits, a change with its undo, an edition that lacks a step, and findings.
"""

from __future__ import annotations

import msgspec

from runbookc.model.document import Span
from runbookc.model.finding import Finding
from runbookc.model.runbook import (
    Block,
    Command,
    Dependency,
    Edition,
    Item,
    Link,
    List,
    Monitor,
    Note,
    Paragraph,
    Placeholder,
    Probe,
    Reference,
    Runbook,
    Section,
    Step,
    Steps,
    Table,
)
from runbookc.renderers import Bundle

LOCALES = ("ar-SA", "en-US", "pt-BR", "zh-CN")


def text(en: str = "", pt: str = "", zh: str = "", ar: str = "") -> dict[str, str]:
    """A text of the model; an edition whose argument is empty lacks it."""
    pairs = {"ar-SA": ar, "en-US": en, "pt-BR": pt, "zh-CN": zh}
    return {locale: said for locale, said in pairs.items() if said}


class Lines:
    """Line numbers that only go up, the same in each edition."""

    def __init__(self) -> None:
        self.line = 10

    def take(self, locales: tuple[str, ...], size: int = 1) -> dict[str, Span]:
        span = Span(self.line, self.line + size - 1)
        self.line += size + 1
        return dict.fromkeys(locales, span)


_lines = Lines()


def paragraph(
    id_: str,
    said: dict[str, str],
    references: tuple[Reference, ...] = (),
    waits: tuple[str, ...] = (),
    links: tuple[Link, ...] = (),
) -> Paragraph:
    locales = tuple(sorted(said))
    return Paragraph(
        id=id_,
        locales=locales,
        sources=_lines.take(locales),
        text=said,
        references=references,
        waits=waits,
        links=links,
    )


def command(id_: str, code: str, purpose: str = "template", effect: str = "read", **more: object) -> Command:
    variants = more.pop("variants", None) or dict.fromkeys(LOCALES, code)
    assert isinstance(variants, dict)
    fields: dict[str, object] = {"language": "powershell", "agreed_by": "all", **more}
    return Command(
        id=id_,
        locales=tuple(sorted(variants)),
        sources=_lines.take(tuple(sorted(variants)), code.count("\n") + 1),
        code=code,
        variants=variants,
        purpose=purpose,
        effect=effect,
        **fields,  # type: ignore[arg-type]
    )


def holder(name: str, parameter: str) -> Placeholder:
    return Placeholder(name=name, parameter=parameter)


SERVER = holder("server name", "Server")
SERVER_2 = holder("ServerName", "Server")
HEALTH_SET = holder("health set name", "HealthSet")
PROBE = holder("probe name", "Probe")
CAS = holder("CAS server name", "CasServer")


def step(id_: str, label: str, *blocks: Block, locales: tuple[str, ...] = LOCALES) -> Step:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return Step(
        id=id_,
        label=label,
        locales=locales,
        sources={locale: Span(20, 21) for locale in locales},
        blocks=blocks,
        references=tuple(ref for block in paragraphs for ref in block.references),
        waits=tuple(wait for block in paragraphs for wait in block.waits),
        links=tuple(link for block in paragraphs for link in block.links),
    )


def steps(id_: str, *items: Step) -> Steps:
    return Steps(id=id_, locales=LOCALES, sources=_lines.take(LOCALES, 9), items=items)


def section(
    id_: str, role: str, title: dict[str, str], *blocks: Block, level: int = 2, monitors: tuple[str, ...] = ()
) -> Section:
    return Section(
        id=id_,
        role=role,
        level=level,
        title=title,
        locales=LOCALES,
        sources=_lines.take(LOCALES, 5),
        monitors=monitors,
        named_by=dict.fromkeys(monitors, "exact"),
        blocks=blocks,
    )


def monitor(id_: str, health_set: str) -> Monitor:
    return Monitor(
        id=id_,
        health_set=health_set,
        locales=LOCALES,
        sources=_lines.take(LOCALES),
        text=dict.fromkeys(LOCALES, id_),
    )


def dependency(id_: str, said: dict[str, str]) -> Dependency:
    return Dependency(id=id_, text=said, locales=tuple(sorted(said)), sources=_lines.take(LOCALES))


def probe(
    id_: str | None, health_set: str, *monitors: Monitor, dependencies: tuple[Dependency, ...] = ()
) -> Probe:
    return Probe(
        id=id_,
        health_set=health_set,
        locales=LOCALES,
        sources=_lines.take(LOCALES),
        text=dict.fromkeys(LOCALES, id_ or "—"),
        health_set_text=dict.fromkeys(LOCALES, health_set),
        dependencies=dependencies,
        monitors=monitors,
    )


DIRECTORY = dependency(
    "active-directory", text("Active Directory", "Active Directory", "Active Directory", "Active Directory")
)
SIGN_IN = dependency("authentication", text("Authentication", "Autenticação", "身份验证", "المصادقة"))

PROBES = (
    probe("PopCTPProbe", "POP", monitor("PopCTPMonitor", "POP"), dependencies=(DIRECTORY, SIGN_IN)),
    probe(
        "PopDeepTestProbe",
        "POP.Protocol",
        monitor("PopDeepTestMonitor", "POP.Protocol"),
        dependencies=(DIRECTORY,),
    ),
    probe("PopSelfTestProbe", "POP.Protocol", monitor("PopSelfTestMonitor", "POP.Protocol")),
    probe(None, "POP", monitor("RequestsQueuedGt500Monitor", "POP")),
)

RERUN = Reference(kind="step", target="verification.2.3", text=text("2c", "2c", "2c", "2ج"))


def rerun(id_: str) -> Paragraph:
    return paragraph(
        id_,
        text(
            "Run the probe again as in step 2c.",
            "Execute a sonda de novo, como na etapa 2c.",
            "按照步骤 2c 再次运行探测器。",
            "شغّل المسبار مرة أخرى كما في الخطوة 2ج.",
        ),
        references=(RERUN,),
    )


def _introduction() -> Section:
    return section(
        "introduction",
        "introduction",
        {},
        paragraph(
            "introduction/1",
            text(
                "The **POP** health set watches whether people can read their mail over POP3.",
                "O conjunto de integridade **POP** observa se as pessoas conseguem ler o correio por POP3.",
                "**POP** 运行状况集监视用户能否通过 POP3 读取邮件。",
                "تراقب مجموعة السلامة **POP** قدرة المستخدمين على قراءة بريدهم عبر POP3.",
            ),
        ),
        level=0,
    )


def _explanation() -> Section:
    return section(
        "explanation",
        "explanation",
        text("What is watched", "O que é observado", "监视内容", "ما الذي تتم مراقبته"),
        paragraph(
            "explanation/1",
            text(
                "These probes and monitors watch the service. See [Server health](https://example.org/health).",
                "Estas sondas e monitores observam o serviço. Veja [Integridade do servidor](https://example.org/pt/health).",
                "以下探测器和监视器监视该服务。请参阅[服务器运行状况](https://example.org/zh/health)。",
                "تراقب هذه المسابر والشاشات الخدمة. راجع [سلامة الخادم](https://example.org/ar/health).",
            ),
        ),
    )


def _verification() -> Section:
    health = command(
        "verification.2.1/2",
        'Get-ServerHealth <server name> | ?{$_.HealthSetName -eq "<health set name>"}',
        placeholders=(SERVER, HEALTH_SET),
        cmdlets=("Get-ServerHealth", "Where-Object"),
    )
    invoke = command(
        "verification.2.3/2",
        "Invoke-MonitoringProbe <health set name>\\<probe name> -Server <server name> | Format-List",
        placeholders=(HEALTH_SET, PROBE, SERVER),
        cmdlets=("Invoke-MonitoringProbe", "Format-List"),
    )
    example = command(
        "verification.2.3/4",
        "Invoke-MonitoringProbe POP\\PopCTPProbe -Server server1.contoso.com | Format-List",
        purpose="example",
        template="verification.2.3/2",
        bindings={
            "health set name": "POP",
            "probe name": "PopCTPProbe",
            "server name": "server1.contoso.com",
        },
    )
    table = Table(
        id="verification.2.2/2",
        locales=LOCALES,
        sources=_lines.take(LOCALES, 4),
        rows=(
            (
                text("State", "Estado", "状态", "الحالة"),
                text("Meaning", "Significado", "含义", "المعنى"),
            ),
            (
                dict.fromkeys(LOCALES, "`Unhealthy`"),
                text("Act now.", "Aja agora.", "立即处理。", "تصرّف الآن."),
            ),
        ),
        row_sources=(_lines.take(LOCALES), _lines.take(LOCALES)),
        header=True,
    )
    inner = steps(
        "verification.2/2",
        step(
            "verification.2.1",
            "2a",
            paragraph(
                "verification.2.1/1",
                text(
                    "Open the shell and list the health set's monitors:",
                    "Abra o shell e liste os monitores do conjunto:",
                    "打开命令行管理程序，列出该运行状况集的监视器：",
                    "افتح الصدفة واعرض شاشات المجموعة:",
                ),
            ),
            health,
        ),
        step(
            "verification.2.2",
            "2b",
            paragraph(
                "verification.2.2/1",
                text(
                    "Find the monitor whose **AlertValue** is `Unhealthy`.",
                    "Encontre o monitor cujo **AlertValue** é `Unhealthy`.",
                    "找到 **AlertValue** 为 `Unhealthy` 的监视器。",
                    "ابحث عن الشاشة التي قيمة **AlertValue** فيها `Unhealthy`.",
                ),
            ),
            table,
        ),
        step(
            "verification.2.3",
            "2c",
            paragraph(
                "verification.2.3/1",
                text(
                    "Run the probe of that monitor again; the table in What is watched names it:",
                    "Execute de novo a sonda desse monitor; a tabela em What is watched diz qual é:",
                    "再次运行该监视器的探测器；“监视内容”中的表格列出了它：",
                    "شغّل مسبار تلك الشاشة مرة أخرى؛ الجدول يذكره:",
                ),
                references=(
                    Reference(
                        kind="section",
                        target="explanation",
                        text=text("What is watched", "What is watched", "监视内容"),
                    ),
                ),
            ),
            invoke,
            paragraph(
                "verification.2.3/3",
                text(
                    "For instance, on server1.contoso.com:",
                    "Por exemplo, em server1.contoso.com:",
                    "例如，在 server1.contoso.com 上：",
                    "مثلاً على server1.contoso.com:",
                ),
            ),
            example,
        ),
        step(
            "verification.2.4",
            "2d",
            paragraph(
                "verification.2.4/1",
                text(
                    "Look at **Result**. If it is **Succeeded**, the trouble has passed.",
                    "Olhe **Result**. Se for **Succeeded**, o problema passou.",
                    "查看 **Result**。如果是 **Succeeded**，问题已经消失。",
                    "انظر إلى **Result**. إذا كانت **Succeeded** فقد زالت المشكلة.",
                ),
            ),
            command(
                "verification.2.4/2",
                "Result : Succeeded\nError  :",
                purpose="output",
                effect="unknown",
                language="text",
            ),
        ),
    )
    return section(
        "verification",
        "verification",
        text(
            "Verifying the issue", "Confirmar o problema", "验证问题是否仍然存在", "التحقق من استمرار المشكلة"
        ),
        steps(
            "verification/1",
            step(
                "verification.1",
                "1",
                paragraph(
                    "verification.1/1",
                    text(
                        "Read the health set and the server in the alert.",
                        "Leia no alerta o conjunto de integridade e o servidor.",
                        "从警报中读取运行状况集和服务器。",
                        "اقرأ مجموعة السلامة والخادم في التنبيه.",
                    ),
                ),
            ),
            step(
                "verification.2",
                "2",
                paragraph(
                    "verification.2/1",
                    text(
                        "When the message does not name the cause, do this:",
                        "Se a mensagem não disser a causa, faça o seguinte:",
                        "如果消息未说明原因，请执行以下操作：",
                        "إذا لم تذكر الرسالة السبب فافعل ما يلي:",
                    ),
                ),
                inner,
            ),
        ),
    )


def _failover() -> Section:
    block = command(
        "recovery-popdeeptestmonitor.3/2",
        "Set-MailboxServer -Identity <ServerName> -DatabaseCopyActivationDisabledAndMoveNow $true",
        effect="change",
        placeholders=(SERVER_2,),
        cmdlets=("Set-MailboxServer",),
    )
    undo = "Set-MailboxServer -Identity <ServerName> -DatabaseCopyActivationDisabledAndMoveNow $false"
    unblock = command(
        "recovery-popdeeptestmonitor.6/2",
        undo,
        effect="change",
        placeholders=(SERVER_2,),
        cmdlets=("Set-MailboxServer",),
        variants={**dict.fromkeys(LOCALES, undo), "pt-BR": undo.replace("<ServerName>", "<NomeServidor>")},
    )
    caution = Note(
        id="recovery-popdeeptestmonitor.5/2",
        locales=LOCALES,
        sources=_lines.take(LOCALES),
        severity="caution",
        severities=dict.fromkeys(LOCALES, "caution"),
        blocks=(
            paragraph(
                "recovery-popdeeptestmonitor.5/2/1",
                text(
                    "People lose their connection while it restarts.",
                    "As pessoas perdem a conexão durante o reinício.",
                    "重启期间用户会断开连接。",
                    "يفقد الناس اتصالهم أثناء إعادة التشغيل.",
                ),
            ),
        ),
    )
    return section(
        "recovery-popdeeptestmonitor",
        "recovery",
        text(
            "PopDeepTestMonitor and PopSelfTestMonitor recovery",
            "Recuperação de PopDeepTestMonitor e PopSelfTestMonitor",
            "PopDeepTestMonitor 和 PopSelfTestMonitor 恢复操作",
            "استعادة PopDeepTestMonitor وPopSelfTestMonitor",
        ),
        steps(
            "recovery-popdeeptestmonitor/1",
            step(
                "recovery-popdeeptestmonitor.1",
                "1",
                paragraph(
                    "recovery-popdeeptestmonitor.1/1",
                    text(
                        "Restart the POP3 back-end service. See [Start and stop POP3](https://example.org/aa997475).",
                        "Reinicie o serviço POP3 de back-end. Veja [Iniciar e parar o POP3](https://example.org/pt/aa997475).",
                        "重新启动 POP3 后端服务。请参阅[启动和停止 POP3](https://example.org/zh/aa997475)。",
                        "أعد تشغيل خدمة POP3 الخلفية. راجع [بدء POP3 وإيقافه](https://example.org/ar/aa997475).",
                    ),
                    references=(
                        Reference(
                            kind="runbook",
                            target="aa997475",
                            text=text(
                                "Start and stop POP3",
                                "Iniciar e parar o POP3",
                                "启动和停止 POP3",
                                "بدء POP3 وإيقافه",
                            ),
                        ),
                    ),
                    links=(
                        Link(
                            target="library/aa997475",
                            href=text(
                                "https://example.org/aa997475",
                                "https://example.org/pt/aa997475",
                                "https://example.org/zh/aa997475",
                                "https://example.org/ar/aa997475",
                            ),
                        ),
                    ),
                ),
            ),
            step(
                "recovery-popdeeptestmonitor.2",
                "2",
                rerun("recovery-popdeeptestmonitor.2/1"),
            ),
            step(
                "recovery-popdeeptestmonitor.3",
                "3",
                paragraph(
                    "recovery-popdeeptestmonitor.3/1",
                    text(
                        "If it still fails, move the databases off the mailbox server:",
                        "Se ainda falhar, tire os bancos de dados do servidor de caixa de correio:",
                        "如果仍然失败，请将数据库移出邮箱服务器：",
                        "إذا استمر الفشل فانقل قواعد البيانات خارج خادم البريد:",
                    ),
                ),
                block,
            ),
            step(
                "recovery-popdeeptestmonitor.4",
                "4",
                paragraph(
                    "recovery-popdeeptestmonitor.4/1",
                    text(
                        "Wait 10 minutes, then check that no copy is active.",
                        "Aguarde 10 minutos e confira que nenhuma cópia está ativa.",
                        "等待 10 分钟，然后检查没有活动副本。",
                        "انتظر 10 دقائق ثم تأكد من عدم وجود نسخة نشطة.",
                    ),
                    waits=("PT10M",),
                ),
            ),
            step(
                "recovery-popdeeptestmonitor.5",
                "5",
                paragraph(
                    "recovery-popdeeptestmonitor.5/1",
                    text(
                        "Restart the server.", "Reinicie o servidor.", "重新启动服务器。", "أعد تشغيل الخادم."
                    ),
                ),
                caution,
            ),
            step(
                "recovery-popdeeptestmonitor.6",
                "6",
                paragraph(
                    "recovery-popdeeptestmonitor.6/1",
                    text(
                        "If the probe now succeeds, let the databases come back:",
                        "Se a sonda falhar, deixe os bancos de dados voltarem:",
                        "如果探测器现在成功，请让数据库返回：",
                        "إذا نجح المسبار الآن فدع قواعد البيانات تعود:",
                    ),
                ),
                unblock,
            ),
        ),
        monitors=("PopDeepTestMonitor", "PopSelfTestMonitor"),
    )


def _connectivity() -> Section:
    log = command(
        "recovery-popctpmonitor.2/2",
        "Set-PopSettings -Server <CAS server name> -ProtocolLoggingEnabled $true",
        effect="change",
        placeholders=(CAS,),
        cmdlets=("Set-PopSettings",),
    )
    bullets = List(
        id="recovery-popctpmonitor.3/2",
        locales=LOCALES,
        sources=_lines.take(LOCALES, 3),
        ordered=False,
        items=tuple(
            Item(
                locales=LOCALES,
                sources=_lines.take(LOCALES),
                blocks=(paragraph(f"recovery-popctpmonitor.3/2/{index}", said),),
            )
            for index, said in enumerate(
                (
                    text("the time of the failure", "a hora da falha", "失败的时间", "وقت الفشل"),
                    text(
                        "the name after `_Mbx:`",
                        "o nome depois de `_Mbx:`",
                        "`_Mbx:` 后的名称",
                        "الاسم بعد `_Mbx:`",
                    ),
                ),
                start=1,
            )
        ),
    )
    tip = Note(
        id="recovery-popctpmonitor/2",
        locales=LOCALES,
        sources=_lines.take(LOCALES),
        severity="note",
        severities={},
        blocks=(
            paragraph(
                "recovery-popctpmonitor/2/1",
                text(
                    "This monitor speaks of Client Access servers.",
                    "Este monitor trata de servidores de Acesso para Cliente.",
                    "此监视器针对客户端访问服务器。",
                    "تخص هذه الشاشة خوادم وصول العملاء.",
                ),
            ),
        ),
    )
    return section(
        "recovery-popctpmonitor",
        "recovery",
        text(
            "PopCTPMonitor recovery",
            "Recuperação de PopCTPMonitor",
            "PopCTPMonitor 恢复操作",
            "استعادة PopCTPMonitor",
        ),
        tip,
        steps(
            "recovery-popctpmonitor/3",
            step("recovery-popctpmonitor.1", "1", rerun("recovery-popctpmonitor.1/1")),
            step(
                "recovery-popctpmonitor.2",
                "2",
                paragraph(
                    "recovery-popctpmonitor.2/1",
                    text(
                        "Turn protocol logging on:",
                        "Ligue o registro do protocolo:",
                        "启用协议日志记录：",
                        "شغّل تسجيل البروتوكول:",
                    ),
                ),
                log,
            ),
            step(
                "recovery-popctpmonitor.3",
                "3",
                paragraph(
                    "recovery-popctpmonitor.3/1",
                    text("Note in the log:", "Anote do log:", "从日志中记下：", "دوّن من السجل:"),
                ),
                bullets,
            ),
            step(
                "recovery-popctpmonitor.4",
                "4",
                paragraph(
                    "recovery-popctpmonitor.4/1",
                    text("Ask for help.", "Peça ajuda.", ar="اطلب المساعدة."),
                ),
                locales=("ar-SA", "en-US", "pt-BR"),
            ),
        ),
        monitors=("PopCTPMonitor",),
    )


def _further() -> Section:
    return section(
        "further-information",
        "further-information",
        text("Further reading", "Leitura adicional", "更多信息", "قراءات أخرى"),
        paragraph(
            "further-information/1",
            dict.fromkeys(LOCALES, "[Get-ServerHealth](https://example.org/get-serverhealth)"),
        ),
    )


FINDINGS = (
    Finding(
        rule="POL001",
        level="error",
        message="The condition is turned round.",
        path="seeds/pt-BR/pop.md",
        line=61,
        locale="pt-BR",
        runbook="pop",
        section="recovery-popdeeptestmonitor",
        step="recovery-popdeeptestmonitor.6",
        block="recovery-popdeeptestmonitor.6/1",
        expected="succeeds",
        actual="falhar",
        agreeing=("ar-SA", "en-US", "zh-CN"),
    ),
    Finding(
        rule="STR001",
        level="error",
        message="A step is missing.",
        path="seeds/zh-CN/pop.md",
        line=80,
        locale="zh-CN",
        runbook="pop",
        section="recovery-popctpmonitor",
        step="recovery-popctpmonitor.4",
        expected="4",
        agreeing=("ar-SA", "en-US", "pt-BR"),
    ),
    Finding(
        rule="TYP001",
        level="note",
        message="An unpaired bracket.",
        path="seeds/pt-BR/pop.md",
        line=22,
        locale="pt-BR",
        runbook="pop",
        section="verification",
        step="verification.1",
        actual="(",
    ),
)

TITLES = {
    "ar-SA": "استكشاف أخطاء مجموعة السلامة POP",
    "en-US": "Troubleshooting the POP health set",
    "pt-BR": "Solução de problemas do conjunto de integridade POP",
    "zh-CN": "POP 运行状况集疑难解答",
}


def editions() -> dict[str, Edition]:
    kinds: dict[str, str | None] = {"ar-SA": "machine", "en-US": None, "pt-BR": "machine", "zh-CN": "human"}
    return {
        locale: Edition(
            path=f"seeds/{locale}/pop.md",
            sha256="0" * 64,
            title=title,
            modified="2015-03-09",
            published="2017-03-07",
            translation=kinds[locale],
        )
        for locale, title in TITLES.items()
    }


def pop() -> Bundle:
    """The runbook with its findings, as a renderer gets it."""
    _lines.line = 100
    runbook = Runbook(
        id="pop",
        aliases=("troubleshooting-pop-health-set",),
        asset_id=None,
        health_set="POP",
        reference_locale="en-US",
        editions=editions(),
        probes=PROBES,
        probe_section="explanation",
        probe_sources=_lines.take(LOCALES, 6),
        sections=(
            _introduction(),
            _explanation(),
            _verification(),
            _failover(),
            _connectivity(),
            _further(),
        ),
    )
    return Bundle(
        runbook=runbook,
        findings=FINDINGS,
        titles={
            "aa997475": {
                "en-US": "Start and stop the POP3 services",
                "pt-BR": "Iniciar e parar os serviços POP3",
            }
        },
    )


def with_choices() -> Bundle:
    """One step whose command offers choices: <$true | $false>."""
    bundle = pop()
    names = (
        holder("Set-TransportService | Set-MailboxTransportService", "Service"),
        holder("ServerIdentity", "Server"),
        holder("$true | $false", "Enabled"),
    )
    code = f"<{names[0].name}> <ServerIdentity> -ConnectivityLogEnabled <{names[2].name}>"
    first = step("s.1", "1", command("s.1/1", code, effect="change", placeholders=names))
    body = section("s", "procedure", text("T", "T", "T", "T"), steps("s/1", first))
    runbook = msgspec.structs.replace(bundle.runbook, sections=(body,), probes=())
    return Bundle(runbook=runbook)


def wordless(tag: str) -> Bundle:
    """A runbook in one locale whose texts have no letters: what the page says is the page's own."""
    locales = (tag,)
    span = {tag: Span(1, 1)}
    code = Command(
        id="s.1/2",
        locales=locales,
        sources=span,
        language="powershell",
        purpose="template",
        code="1 <1>",
        agreed_by="all",
        variants={tag: "1 <1>"},
        placeholders=(Placeholder(name="1", parameter="Server"),),
        effect="change",
    )
    first = Step(
        id="s.1",
        label="1",
        locales=locales,
        sources=span,
        blocks=(Paragraph(id="s.1/1", locales=locales, sources=span, text={tag: "1"}, waits=("PT5M",)), code),
        waits=("PT5M",),
    )
    note = Note(
        id="s/2",
        locales=locales,
        sources=span,
        severity="warning",
        severities={},
        blocks=(Paragraph(id="s/2/1", locales=locales, sources=span, text={tag: "2"}),),
    )
    body = Steps(id="s/1", locales=locales, sources=span, items=(first,))
    runbook = Runbook(
        id="1",
        aliases=(),
        asset_id=None,
        health_set="1",
        reference_locale=None,
        editions={
            tag: Edition(path="1", sha256="0" * 64, title="1", modified="2015-03-09", translation="human")
        },
        probes=(
            Probe(
                id="1",
                health_set="1",
                locales=locales,
                sources=span,
                text={tag: "1"},
                health_set_text={tag: "1"},
                dependencies=(),
                monitors=(Monitor(id="1", health_set="1", locales=locales, sources=span, text={tag: "1"}),),
            ),
        ),
        probe_section=None,
        probe_sources={},
        sections=(
            Section(
                id="s",
                role="verification",
                level=2,
                title={tag: "1"},
                locales=locales,
                sources=span,
                monitors=(),
                named_by={},
                blocks=(note, body),
            ),
        ),
    )
    return Bundle(runbook=runbook)
