"""What may run, what is called, what is asked: the plan of a script, from the shape of a runbook."""

from __future__ import annotations

import msgspec
import pytest

from runbookc.model.document import Span
from runbookc.model.finding import Finding
from runbookc.model.runbook import Block, Reference, Runbook
from runbookc.renderers import Bundle
from runbookc.renderers._script.code import build
from runbookc.renderers._script.flow import plan_of
from runbookc.renderers._script.plan import Ask, Call, Plan, Run, Wait
from runbookc.renderers.powershell import render
from tests.renderers.fixtures import (
    HEALTH_SET,
    LOCALES,
    SERVER,
    command,
    editions,
    paragraph,
    pop,
    section,
    step,
    steps,
    text,
)

replace = msgspec.structs.replace
APPCMD = '& "$env:SystemRoot\\System32\\inetsrv\\appcmd.exe"'
NET = '& "$env:SystemRoot\\System32\\net.exe"'
READ = command(
    "verification.1/2",
    'Get-ServerHealth <server name> | ?{$_.HealthSetName -eq "<health set name>"}',
    placeholders=(SERVER, HEALTH_SET),
    cmdlets=("Get-ServerHealth", "Where-Object"),
)


def runbook_of(*blocks: Block, role: str = "recovery", more: tuple[object, ...] = ()) -> Runbook:
    """A verification with one health query, and one section of `blocks`."""
    return Runbook(
        id="small",
        aliases=(),
        asset_id=None,
        health_set="POP",
        reference_locale=None,
        editions=editions(),
        probes=(),
        probe_section=None,
        probe_sources={},
        sections=(
            section(
                "verification", "verification", text("V"), steps("v/1", step("verification.1", "1", READ))
            ),
            section("part", role, text("Part", "Parte"), *blocks),
            *more,  # type: ignore[arg-type]
        ),
    )


def said(id_: str, words: str = "Do it.", **more: object) -> Block:
    return paragraph(id_, dict.fromkeys(LOCALES, words), **more)  # type: ignore[arg-type]


def actions(plan: Plan, step_id: str) -> list[object]:
    return list(next(item for item in plan.steps if item.id == step_id).actions)


def plan_with(*blocks: Block, findings: tuple[Finding, ...] = (), **more: object) -> Plan:
    return plan_of(Bundle(runbook=runbook_of(*blocks, **more), findings=findings))  # type: ignore[arg-type]


def one_step(*blocks: Block, **more: object) -> list[object]:
    return actions(plan_with(steps("part/1", step("part.1", "1", *blocks)), **more), "part.1")


def test_a_step_of_words_is_for_a_person() -> None:
    assert one_step(said("p1")) == [Ask(kind="Manual")]


def test_a_template_runs_with_parameters() -> None:
    (run,) = one_step(command("c1", "Set-MailboxServer <server name> -X $true", placeholders=(SERVER,)))
    assert isinstance(run, Run)
    assert run.code.run == "Set-MailboxServer -Identity $Value.Server -X $true @Quiet"
    assert run.code.needs == ("Server",)


def test_a_reading_of_the_alerts_server_judges() -> None:
    (run,) = one_step(replace(READ, id="c1"))
    assert isinstance(run, Run)
    assert (run.effect, run.check) == ("Read", "Health")


def test_an_example_of_a_query_calls_the_query() -> None:
    example = command(
        "c1",
        'Get-ServerHealth server1.contoso.com | ?{$_.HealthSetName -like "POP*"}',
        purpose="example",
        cmdlets=("Get-ServerHealth", "Where-Object"),
    )
    assert one_step(example) == [Call(step="verification.1")]


def test_an_example_beside_its_template_is_left_out_with_its_introduction() -> None:
    template = command("c1", "Get-PopSettings -Server <server name>", placeholders=(SERVER,))
    example = command("c2", "Get-PopSettings -Server server1.contoso.com", purpose="example", template="c1")
    bundle = Bundle(
        runbook=runbook_of(
            steps("part/1", step("part.1", "1", said("p1"), template, said("p2", "For instance:"), example))
        )
    )
    plan = plan_of(bundle)
    assert [type(action) for action in actions(plan, "part.1")] == [Run]
    assert not any("contoso" in artifact.data.decode() for artifact in render(bundle))


def test_an_example_that_is_no_exact_instance_is_left_out_as_well() -> None:
    example = command(
        "c2",
        'Get-ServerHealth server1.contoso.com | ?{$_.HealthSetName -like "POP*"}',
        purpose="literal",
        cmdlets=("Get-ServerHealth", "Where-Object"),
    )
    assert [type(action) for action in one_step(replace(READ, id="c1"), said("p2"), example)] == [Run]


def test_a_sample_host_stands_for_a_parameter() -> None:
    code = "Set-MailboxServer server1.contoso.com -DatabaseCopyActivationDisabledAndMoveNow $true"
    (run,) = one_step(command("c1", code, purpose="literal", effect="change"))
    assert isinstance(run, Run)
    assert "contoso" not in run.code.run + run.code.shown
    assert run.code.needs == ("Server",)
    (other,) = one_step(command("c1", "Get-ServerHealth mailbox1.contoso.com", purpose="literal"))
    assert isinstance(other, Run)
    assert other.code.needs == ("MailboxServer",)
    assert other.check == ""


@pytest.mark.parametrize(
    ("language", "code"),
    [("xml", '<add key="A" value="B"/>'), ("registry", r"HKEY_LOCAL_MACHINE\SYSTEM\X"), ("text", "x")],
)
def test_what_is_no_command_is_shown(language: str, code: str) -> None:
    (ask,) = one_step(command("c1", code, purpose="literal", language=language))
    assert isinstance(ask, Ask)
    assert (ask.kind, ask.reason, ask.command) == ("Manual", "OtherLanguage", code)


def test_the_majority_is_run_and_the_others_are_named() -> None:
    agreed = "Set-PopSettings -Server <server name> -ProtocolLogEnabled $true"
    variants = {**dict.fromkeys(LOCALES, agreed), "pt-BR": agreed.replace("$true", "$false")}
    (run,) = one_step(command("c1", agreed, placeholders=(SERVER,), variants=variants, agreed_by="majority"))
    assert isinstance(run, Run)
    (remark,) = run.remarks
    assert remark.startswith("pt-BR says otherwise (seeds/pt-BR/pop.md:")
    assert remark.endswith("$false")


def test_without_a_majority_a_person_decides() -> None:
    one, two = (
        "Set-PopSettings -Server <server name> -A $true",
        "Set-PopSettings -Server <server name> -A $false",
    )
    variants = {"ar-SA": one, "en-US": one, "pt-BR": two, "zh-CN": two}
    for agreed_by in ("none", "reference"):
        (ask,) = one_step(command("c1", one, placeholders=(SERVER,), variants=variants, agreed_by=agreed_by))
        assert isinstance(ask, Ask)
        assert ask.reason == "Disagreement"
        assert len(ask.remarks) == 2


def test_a_translated_placeholder_is_no_disagreement() -> None:
    names = {"ar-SA": "ServerName", "en-US": "ServerName", "pt-BR": "NomeServidor", "zh-CN": "服务器名"}
    variants = {locale: f"Get-MailboxServer -Identity <{name}>" for locale, name in names.items()}
    holder = replace(SERVER, name="ServerName")
    (run,) = one_step(
        command("c1", variants["en-US"], placeholders=(holder,), variants=variants, agreed_by="reference")
    )
    assert isinstance(run, Run)
    assert run.remarks == ()


def test_a_defect_of_the_source_is_left_to_a_person() -> None:
    code = 'Get-ServerHealth <server name> | ?{$_.HealtSetName -like "POP*"}'
    finding = Finding(
        rule="CMD005",
        level="error",
        message="A property that is none.",
        path="x.md",
        line=1,
        locale="en-US",
        runbook="small",
        block="c1",
        actual="HealtSetName",
    )
    (ask,) = one_step(command("c1", code, placeholders=(SERVER,)), findings=(finding,))
    assert isinstance(ask, Ask)
    assert ask.reason == "Doubtful"


def test_several_commands_for_a_person_are_one_question() -> None:
    lines = [command(f"c{n}", f'<add key="{n}"/>', purpose="literal", language="xml") for n in (1, 2)]
    assert [action.kind for action in one_step(*lines)] == ["Show", "Manual"]  # type: ignore[attr-defined]


def reference(target: str, kind: str = "step") -> Reference:
    return Reference(kind=kind, target=target, text=dict.fromkeys(LOCALES, target))


def test_a_reference_to_a_query_runs_it_again() -> None:
    again = said("p1", "Run step 1 again.", references=(reference("verification.1"),))
    assert one_step(again) == [Call(step="verification.1")]


def test_a_reference_with_more_to_do_asks_first() -> None:
    again = said("p1", "Restart it. Then run step 1 again.", references=(reference("verification.1"),))
    assert one_step(again) == [Ask(kind="Manual"), Call(step="verification.1")]


def test_a_wait_comes_before_what_is_run() -> None:
    wait = said("p1", "Wait, then run step 1.", references=(reference("verification.1"),), waits=("PT10M",))
    assert one_step(wait) == [Wait(seconds=600), Call(step="verification.1")]


def test_nobody_waits_for_a_day() -> None:
    assert one_step(said("p1", "Wait a day.", waits=("P1D",))) == [Ask(kind="Manual")]


def test_a_change_is_never_repeated_by_a_reference() -> None:
    change = command(
        "c1", "Set-MailboxServer <server name> -X $true", placeholders=(SERVER,), effect="change"
    )
    plan = plan_with(
        steps(
            "part/1",
            step("part.1", "1", said("p1"), change),
            step("part.2", "2", said("p2", "Repeat step 1.", references=(reference("part.1"),))),
        )
    )
    assert actions(plan, "part.2") == [Ask(kind="Manual")]


def test_a_reference_to_a_query_through_a_query_leads_to_the_query() -> None:
    again = said("p1", "Run step 1 again.", references=(reference("verification.1"),))
    more = said("p2", "As in step 1.", references=(reference("part.1"),))
    plan = plan_with(steps("part/1", step("part.1", "1", again), step("part.2", "2", more)))
    assert actions(plan, "part.2") == [Call(step="verification.1")]


def test_steps_inside_a_step_depend_on_its_condition() -> None:
    inner = steps("part.1/2", step("part.1.1", "1a", said("p2")))
    plan = plan_with(steps("part/1", step("part.1", "1", said("p1"), inner)))
    assert actions(plan, "part.1") == [Ask(kind="Condition")]
    assert plan.steps[-1].within == ("part.1",)


def test_several_lists_in_a_section_are_asked_for() -> None:
    plan = plan_with(
        said("p1", "To start it:"),
        steps("part/s1", step("part.1", "1", said("p2"))),
        said("p3", "To stop it:"),
        steps("part/s2", step("part.s2.1", "1", said("p4"))),
        role="procedure",
    )
    assert [item.id for item in plan.steps[1:]] == ["part/s1", "part.1", "part/s2", "part.s2.1"]
    assert actions(plan, "part/s2") == [Ask(kind="Condition")]
    assert plan.texts["Step.part/s2"]["en-US"] == "To stop it:"
    assert plan.steps[-1].within == ("part/s2",)


def test_another_section_is_asked_for() -> None:
    other = section("other", "recovery", text("Other"), steps("other/1", step("other.1", "1", said("p2"))))
    there = said("p1", "Follow the other section.", references=(reference("other", "section"),))
    plan = plan_with(steps("part/1", step("part.1", "1", there)), more=(other,))
    assert actions(plan, "part.1") == [Ask(kind="Section", section="other")]


def test_a_command_outside_steps_is_a_step() -> None:
    plan = plan_with(said("p1", "Run this:"), command("part.c1", "Test-ServiceHealth", purpose="literal"))
    assert [type(action) for action in actions(plan, "part.c1")] == [Run]
    assert plan.texts["Step.part.c1"]["en-US"] == "Run this:"


def test_a_change_knows_what_takes_it_back() -> None:
    plan = plan_of(pop())
    runs = {action.id: action for item in plan.steps for action in item.actions if isinstance(action, Run)}
    assert runs["recovery-popdeeptestmonitor.3/2"].undone_by == ("recovery-popdeeptestmonitor.6/2",)
    assert runs["recovery-popdeeptestmonitor.6/2"].undoes == ("recovery-popdeeptestmonitor.3/2",)
    assert runs["recovery-popctpmonitor.2/2"].undone_by == ()


def test_a_start_is_not_taken_back_by_a_stop() -> None:
    start, stop = (
        command(f"c{verb}", f"{verb}-Service MSExchangePOP3", purpose="literal", effect="change")
        for verb in ("Start", "Stop")
    )
    plan = plan_with(steps("part/1", step("part.1", "1", start), step("part.2", "2", stop)))
    assert not any(
        action.undone_by for item in plan.steps for action in item.actions if isinstance(action, Run)
    )
    plan = plan_with(steps("part/1", step("part.1", "1", stop), step("part.2", "2", start)))
    (run,) = actions(plan, "part.1")
    assert isinstance(run, Run)
    assert run.undone_by == ("cStart",)


def test_the_table_says_which_section_and_probe_belong_to_a_monitor() -> None:
    monitors = {item.id: item for item in plan_of(pop()).monitors}
    assert monitors["PopSelfTestMonitor"].probe == "PopSelfTestProbe"
    assert monitors["PopSelfTestMonitor"].sections == ("recovery-popdeeptestmonitor",)
    assert monitors["RequestsQueuedGt500Monitor"].probe == ""


def test_sources_are_named_in_comments() -> None:
    script = next(iter(render(pop()))).data.decode("ascii")
    lines = [line.strip() for line in script.split("\r\n")]
    assert "# ar-SA seeds/ar-SA/pop.md" in lines
    assert "# 1 verification.1: ar-SA 20-21, en-US 20-21, pt-BR 20-21, zh-CN 20-21" in lines


@pytest.mark.parametrize(
    ("code", "language", "run"),
    [
        ("Get-ServerHealth mbx | ft", "powershell", None),
        ("Get-Queue | group status", "powershell", "Get-Queue | Group-Object -Property 'status'"),
        ("Get-TransportConfig | fl A*", "powershell", "Get-TransportConfig | Select-Object -Property 'A*'"),
        ("Restart-Service MSExchangePOP3", "powershell", "Restart-Service -Name 'MSExchangePOP3'"),
        ("Restart-Service \u2013Name X", "powershell", "Restart-Service -Name 'X'"),
        ("Restart-Service \u2212Name X", "powershell", None),
        ("Get-Service | %{ $_.Stop() }", "powershell", None),
        ("Get-Service; Stop-Computer", "powershell", None),
        ("Get-Service $(Stop-Computer)", "powershell", None),
        ('Get-Service "$(Stop-Computer)"', "powershell", None),
        ("Get-Service -Name $name", "powershell", None),
        ("Get-Service > x.txt", "powershell", None),
        ("Invoke-Expression 'x'", "powershell", None),
        ("iex x", "powershell", None),
        ("& x.exe", "powershell", None),
        ("Get-Credential", "powershell", None),
        ("Start-Transcript x.txt", "powershell", None),
        ("Trace-Command -Name x -PSHost", "powershell", None),
        ("Get-Queue -OutVariable ErrorActionPreference", "powershell", None),
        ("Get-Queue -ov x", "powershell", None),
        ("Set-Mailbox -Identity <mailbox> -CustomAttribute1 x", "powershell", None),
        ("Get-PSSession", "powershell", "Get-PSSession"),
        ("Restart-Service X -ErrorAction SilentlyContinue", "powershell", None),
        ("Restart-Service X -ea 0", "powershell", None),
        ("Get-Service X -ErrorAction Stop", "powershell", "Get-Service -Name 'X' -ErrorAction 'Stop'"),
        ("Remove-DlpPolicy 'Employee Numbers'", "powershell", None),
        ("Remove-MigrationBatch -Identity", "powershell", None),
        ("Set-PopSettings -MaxConnections Value", "powershell", None),
        ("Suspend-MailboxDatabaseCopy -Identity DB1\\MBX1", "powershell", None),
        ("Get-Service -ComputerName EX01", "powershell", None),
        ("New-MailboxRepairRequest -Identity <mailbox> [-Archive]", "powershell", None),
        ("notepad x.txt", "cmd", None),
        ("del c:\\x", "cmd", None),
        ("net stop MSExchangePOP3 & shutdown /r", "cmd", None),
        ("appcmd list apppool > x", "cmd", None),
        ('%windir%\\System32\\inetsrv\\appcmd.exe recycle /x:"A B"', "cmd", f"{APPCMD} 'recycle' '/x:A B'"),
        ("sc \\\\server1 stop MSExchangePOP3", "cmd", None),
        ("Get-Content -Path \\\\server1\\c$\\x.log", "powershell", None),
        ("Get-Item -Path HKLM:\\Software", "powershell", "Get-Item -Path 'HKLM:\\Software'"),
        ("net start MSExchangePOP3", "cmd", f"{NET} 'start' 'MSExchangePOP3'"),
    ],
)  # fmt: skip
def test_commands_are_built_from_parts_or_not_at_all(code: str, language: str, run: str | None) -> None:
    built = build(code, language, ())
    if run is None:
        assert built is None
    else:
        assert built is not None
        assert built.run.split("\n")[0] == run


def test_a_secret_is_no_parameter() -> None:
    code = "Test-PopConnectivity -MailboxCredential <credential>"
    assert build(code, "powershell", (("credential", "MailboxCredential"),)) is None


def test_spans_of_the_fixture_are_lines() -> None:
    assert isinstance(READ.sources["en-US"], Span)
