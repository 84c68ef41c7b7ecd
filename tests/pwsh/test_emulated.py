"""The scenarios in the emulator: always, with or without a PowerShell on the machine."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from runbookc.commands import tables
from runbookc.model.record import decode_record
from runbookc.model.runbook import Runbook
from runbookc.renderers import Bundle
from runbookc.renderers._script.messages import MESSAGES
from runbookc.renderers.powershell import render
from tests.pwsh.emulator.session import Mock, Session
from tests.pwsh.emulator.values import PSError, PSObject
from tests.pwsh.scenarios import CTP, DEEP, READS, RECORDS, SCENARIOS, Scenario, recovering
from tests.renderers.fixtures import SERVER, command, pop, section, step, steps, text
from tests.renderers.script.real import compiled
from tests.renderers.script.skeleton import RUNTIME, Script
from tests.renderers.script.test_flow import reference, runbook_of, said

BLOCKING = "Set-MailboxServer -Identity 'mbx01' -DatabaseCopyActivationDisabledAndMoveNow $true"


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("script")
    for artifact in render(pop()):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder / "scripts" / "pop" / "pop.ps1"


def mocks(scenario: Scenario) -> dict[str, Mock]:
    results = list(scenario.probes)

    def health(_: dict[str, Any]) -> list[PSObject]:
        return [PSObject(Name=name, HealthSetName="POP", AlertValue=state) for name, state in scenario.health]

    def probe(_: dict[str, Any]) -> PSObject:
        return PSObject(ResultType=results.pop(0) if len(results) > 1 else results[0], Error="")

    def nothing(_: dict[str, Any]) -> None:
        return None

    return {
        "Get-ServerHealth": health,
        "Invoke-MonitoringProbe": probe,
        "Set-MailboxServer": nothing,
        "Set-PopSettings": nothing,
    }


def session_of(scenario: Scenario, **more: Any) -> Session:
    return Session(
        mocks(scenario) if scenario.mocked else {},
        answers=list(scenario.answers),
        interactive=scenario.interactive,
        reader=scenario.reader,
        **more,
    )


def changed(session: Session) -> list[tuple[str, bool]]:
    return [
        (name, next(value for key, value in given.items() if isinstance(value, bool) and key != "Confirm"))
        for name, given in session.calls
        if name not in READS
    ]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, script: Path, tmp_path: Path) -> None:
    arguments = dict(scenario.arguments)
    if scenario.record is not None:
        (tmp_path / "record.json").write_text(RECORDS[scenario.record], "utf-8")
        arguments["Resume"] = str(tmp_path / "record.json")
    session = session_of(scenario)
    objects = session.run(script, **arguments)
    assert session.exit_code == scenario.code, (session.shown, session.errors)
    assert changed(session) == list(scenario.changes)
    last = {item.get("StepId"): item.get("Outcome") for item in objects if "outcome" in item.properties}
    assert {step: last.get(step) for step in scenario.outcomes} == scenario.outcomes
    assert scenario.said in "\n".join(session.shown)
    assert scenario.warned in "\n".join(session.warnings)
    assert scenario.failed in "\n".join(session.errors)
    assert bool(scenario.failed) == bool(session.errors)


def test_nothing_but_reading_runs_without_a_word_of_consent(script: Path) -> None:
    """Whatever the answers, a change needs the operator's yes at ShouldProcess."""
    scenario = Scenario("refused", recovering(), 0)
    session = Session(mocks(scenario), answers=["1"] * 20, consents=[False] * 20)
    session.run(script, **recovering())
    assert changed(session) == []
    assert [answer for _, _, answer in session.should_process] == [False]


def test_consent_shows_the_command_its_target_and_what_it_does_to_people(script: Path) -> None:
    scenario = Scenario("agreed", recovering(), 0)
    session = Session(mocks(scenario), answers=["1"] * 20, consents=[True] * 20)
    session.run(script, **recovering())
    target, operation, _ = session.should_process[0]
    assert target == "mbx01"
    assert operation.startswith(
        "Set-MailboxServer -Identity 'mbx01' -DatabaseCopyActivationDisabledAndMoveNow $true"
    )
    assert MESSAGES["Risk.database-move"] in operation
    given = {"Identity": "mbx01", "DatabaseCopyActivationDisabledAndMoveNow": True, "Confirm": False}
    assert ("Set-MailboxServer", given) in session.calls


def test_a_change_in_a_console_without_input_needs_a_switch(script: Path) -> None:
    scenario = Scenario("piped", recovering(), 0)
    session = Session(mocks(scenario), answers=["1"] * 20, consents=[True] * 20, redirected=True)
    session.run(script, **recovering())
    assert session.exit_code == 6
    assert changed(session) == []


def test_the_record_is_one_that_the_page_reads(script: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    scenario = Scenario("recorded", recovering(), 0, probes=("Failed", "Failed"))
    session = Session(mocks(scenario), answers=["1", "3"], consents=[True])
    session.run(script, **recovering(RecordPath=str(path)))
    record = decode_record(path.read_bytes())
    assert record.runbook == "pop"
    assert {name: value.value for name, value in record.values.items()} == {
        "Server": "mbx01",
        "Monitor": "PopDeepTestMonitor",
    }
    assert [record.steps[f"{DEEP}.{number}"].state for number in (1, 2, 3, 4)] == [
        "done",
        "done",
        "done",
        "open",
    ]
    event = next(item for item in record.events if item.step == f"{DEEP}.3")
    assert (
        event.command == "Set-MailboxServer -Identity 'mbx01' -DatabaseCopyActivationDisabledAndMoveNow $true"
    )
    assert (event.target, event.outcome) == ("mbx01", "succeeded")
    assert event.ended is not None
    assert event.at <= event.ended


def test_a_resumed_record_keeps_what_others_wrote(script: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(RECORDS["blocked"], "utf-8")
    session = Session(mocks(Scenario("resumed", {}, 0, probes=("Succeeded",))), answers=["1", "1"])
    session.run(script, Resume=str(path), Confirm=False)
    record = decode_record(path.read_bytes())
    assert record.build == "0123"
    assert record.operator == "operator"
    assert record.steps[f"{DEEP}.1"].note == "in Lisbon"
    assert record.steps[f"{DEEP}.1"].at == "2026-03-09T14:01:05.000Z"
    assert record.steps[f"{DEEP}.6"].state == "done"
    assert record.created == "2026-03-09T14:00:05.000Z"


def test_a_record_is_never_overwritten_unawares(script: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("mine", "utf-8")
    session = Session(mocks(SCENARIOS[2]))
    session.run(script, Server="mbx01", RecordPath=str(path))
    assert session.exit_code == 8
    assert path.read_text("utf-8") == "mine"


def test_whatif_writes_no_record(script: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    session = Session(mocks(Scenario("dry", {}, 0)))
    session.run(script, **recovering(WhatIf=True, RecordPath=str(path)))
    assert not path.exists()


def test_a_record_cannot_smuggle_a_value(script: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(RECORDS["blocked"].replace("mbx01", "mbx01'; Stop-Computer #"), "utf-8")
    session = Session(mocks(SCENARIOS[2]))
    session.run(script, Resume=str(path), Confirm=False)
    assert session.exit_code == 8
    assert session.calls == []


@pytest.mark.parametrize(
    "value", ["a b", "x'y", "x;y", "$x", "`x", "-x", "x\n", "x|y", "*", "x\u2019y", "(x)"]
)
def test_a_harmful_server_is_refused_at_the_door(script: Path, value: str) -> None:
    with pytest.raises(PSError, match="pattern"):
        Session({}).run(script, Server=value)


def test_texts_come_from_the_file_where_the_system_has_no_cultures(script: Path) -> None:
    session = Session(mocks(SCENARIOS[2]), cultures=False)
    session.run(script, Server="mbx01", Locale="pt-BR")
    assert any("nenhum deles" in line for line in session.shown)


def test_the_script_carries_its_texts(script: Path, tmp_path: Path) -> None:
    alone = tmp_path / "pop.ps1"
    alone.write_bytes(script.read_bytes())
    session = Session(mocks(SCENARIOS[2]))
    session.run(alone, Server="mbx01", Locale="pt-BR")
    assert session.exit_code == 0
    assert any("2 monitors were checked" in line for line in session.shown)


def test_a_broken_data_file_is_not_the_end(script: Path, tmp_path: Path) -> None:
    alone = tmp_path / "pop.ps1"
    alone.write_bytes(script.read_bytes())
    (tmp_path / "pt-BR").mkdir()
    (tmp_path / "pt-BR" / "pop.psd1").write_bytes(b"\xef\xbb\xbf@{\r\n    'Title' = 'cut")
    session = Session(mocks(SCENARIOS[2]))
    session.run(alone, Server="mbx01", Locale="pt-BR")
    assert session.exit_code == 0


def test_control_characters_of_an_article_do_not_reach_the_console(script: Path, tmp_path: Path) -> None:
    source = script.read_bytes().replace(b"Read the health set", b"Read \\u001B[31m\\u202Ethe health set")
    alone = tmp_path / "pop.ps1"
    alone.write_bytes(source)
    session = Session(mocks(SCENARIOS[2]))
    session.run(alone, Server="mbx01")
    assert any("Read  [31m the health set" in line for line in session.shown)


def test_every_health_set_of_the_table_is_asked_for(script: Path) -> None:
    """The alert may be one of a health set that the article is not named after."""
    rows = [
        PSObject(Name="PopCTPMonitor", HealthSetName="POP", AlertValue="Healthy"),
        PSObject(Name="PopDeepTestMonitor", HealthSetName="POP.Protocol", AlertValue="Unhealthy"),
    ]
    commands = {**mocks(SCENARIOS[2]), "Get-ServerHealth": lambda _: rows}
    found = Session(commands)
    found.run(script, Server="mbx01")
    assert found.exit_code == 2
    assert any(line.endswith("(-Section recovery-popdeeptestmonitor)") for line in found.shown)
    assert ("Invoke-MonitoringProbe", "POP.Protocol\\PopDeepTestProbe") in [
        (name, given.get("Identity")) for name, given in found.calls
    ]
    narrow = Session(commands)
    narrow.run(script, Server="mbx01", HealthSet="POP")
    assert narrow.exit_code == 0
    assert [name for name, _ in narrow.calls] == ["Get-ServerHealth"]


def test_a_wait_is_a_timer_in_the_record(script: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    session = Session({}, answers=["1"])
    session.run(script, Server="mbx01", Step=f"{DEEP}.4", RecordPath=str(path))
    (key, wait) = next(iter(decode_record(path.read_bytes()).waits.items()))
    assert key == f"{DEEP}.4/1"
    started, ends = (datetime.fromisoformat(time) for time in (wait.started, wait.ends))
    assert (ends - started).total_seconds() == 600


def test_waits_are_kept_unless_they_are_not_wanted(script: Path) -> None:
    given = {"Server": "mbx01", "Step": f"{DEEP}.4"}
    waited = Session({}, answers=["1"])
    waited.run(script, **given)
    assert waited.slept == 600
    hasty = Session({}, answers=["1"])
    hasty.run(script, **given, NoWait=True)
    assert hasty.slept == 0


def test_a_failing_change_is_no_open_change(script: Path) -> None:
    def denied(_: dict[str, Any]) -> None:
        raise PSError("access denied")

    commands = {**mocks(Scenario("denied", {}, 0)), "Set-PopSettings": denied}
    session = Session(commands, answers=["3"])
    given = {"Server": "mbx01", "Step": f"{CTP}.2", "CasServer": "cas01", "Confirm": False}
    objects = session.run(script, **given)
    assert [item.get("Outcome") for item in objects] == ["failed"]
    assert session.warnings == ["access denied"]
    assert session.exit_code == 4


def test_every_message_that_the_runtime_uses_is_there_and_used() -> None:
    verdicts = ("Succeeded", "Failed", "Unknown")
    used = set(re.findall(r"-Key '(\w+)'", RUNTIME))
    used |= {f"{subject}{verdict}" for subject in ("Probe", "Monitor") for verdict in verdicts}
    used |= {"AskManual", "AskCondition", "AskSection", "NoDiagnosis", "Finished"}
    used |= {"Disagreement", "Doubtful", "NotBuilt", "OtherLanguage"}
    assert used == {key for key in MESSAGES if not key.startswith("Risk.")}


def test_every_function_that_is_called_is_defined(script: Path) -> None:
    source = script.read_text("ascii")
    defined = set(re.findall(r"^function ([\w-]+) \{", source, re.MULTILINE))
    called = set(re.findall(r"(?<![\w.'-])[A-Z][a-z]+-Runbook\w*", source))
    assert called <= defined
    assert len(called) > 30


def written(runbook: Runbook, folder: Path) -> Path:
    for artifact in render(Bundle(runbook=runbook)):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return folder / "scripts" / runbook.id / f"{runbook.id}.ps1"


def step_with(code: str, **more: Any) -> Runbook:
    block = command("c1", code, purpose="literal", effect="change", **more)
    return runbook_of(steps("part/1", step("part.1", "1", block)))


@pytest.mark.parametrize(("server", "remote"), [("mbx01", True), ("ADMIN01", False), ("localhost", False)])
def test_what_acts_on_its_computer_runs_on_the_server(tmp_path: Path, server: str, remote: bool) -> None:
    script = written(step_with("Restart-Service MSExchangePOP3"), tmp_path)
    session = Session({"Restart-Service": lambda _: None})
    session.run(script, Step="part.1", Server=server, Confirm=False)
    assert session.should_process[0][0] == f"{server}: MSExchangePOP3"
    calls = [("Restart-Service", {"Name": "MSExchangePOP3"})]
    assert session.calls == ([("Invoke-Command", {"ComputerName": "mbx01"})] if remote else []) + calls


def test_a_command_on_which_editions_disagree_is_shown_and_not_run(tmp_path: Path) -> None:
    one = "Set-PopSettings -ProtocolLogEnabled $true"
    variants = {
        "ar-SA": one,
        "en-US": one,
        "pt-BR": one.replace("$true", "$false"),
        "zh-CN": "Get-PopSettings",
    }
    script = written(step_with(one, variants=variants, agreed_by="none"), tmp_path)
    session = Session({"Set-PopSettings": lambda _: None}, answers=["1"])
    objects = session.run(script, Step="part.1", Confirm=False)
    assert session.calls == []
    assert MESSAGES["Disagreement"] in session.shown
    assert f"    {one}" in session.shown
    assert [item.get("Outcome") for item in objects] == ["succeeded"]
    assert "# pt-BR says otherwise (seeds/pt-BR/pop.md:" in script.read_text("ascii")


def test_alternatives_are_skipped_as_a_whole(tmp_path: Path) -> None:
    runbook = runbook_of(
        said("p1", "To start it:"),
        steps("part/s1", step("part.1", "1", said("p2", "Start it."))),
        said("p3", "To stop it:"),
        steps("part/s2", step("part.s2.1", "1", said("p4", "Stop it."))),
        role="procedure",
    )
    session = Session({}, answers=["2", "1", "1"])
    objects = session.run(written(runbook, tmp_path), Section="part")
    assert [item.get("StepId") for item in objects] == ["part/s1", "part/s2", "part.s2.1"]
    assert "1  Start it." not in session.shown


def test_another_section_is_about_another_server(tmp_path: Path) -> None:
    """Its changes are made there, and taken back there, whatever the first server is."""
    change = "Set-MailboxServer <server name> -DatabaseCopyActivationDisabledAndMoveNow $true"
    back = change.replace("$true", "$false")
    block, unblock = (
        command(name, code, effect="change", placeholders=(SERVER,), cmdlets=("Set-MailboxServer",))
        for name, code in (("c1", change), ("c2", back))
    )
    other = section(
        "other",
        "recovery",
        text("Other"),
        steps(
            "other/1",
            step("other.1", "1", block),
            step("other.2", "2", said("p2")),
            step("other.3", "3", unblock),
        ),
    )
    there = said("p1", "Follow it.", references=(reference("other", "section"),))
    runbook = runbook_of(steps("part/1", step("part.1", "1", there)), more=(other,))
    session = Session({"Set-MailboxServer": lambda _: None}, answers=["1", "mbx02", "3"])
    session.run(written(runbook, tmp_path), Section="part", Server="mbx01", Confirm=False)
    assert [call["Identity"] for _, call in session.calls] == ["mbx02"]
    assert session.exit_code == 5
    assert "'mbx02'" in session.warnings[0]


def test_errors_that_do_not_stop_a_command_are_failures(tmp_path: Path) -> None:
    """Implicit remoting does not see the script's preference: the error comes back in a variable."""
    session = Session({"Set-PopSettings": lambda _: session.problems.append("access denied")})
    script = written(step_with("Set-PopSettings -ProtocolLogEnabled $true"), tmp_path)
    objects = session.run(script, Step="part.1", Confirm=False)
    assert [item.get("Outcome") for item in objects] == ["failed"]
    assert session.exit_code == 4


def test_every_real_script_can_be_walked_through(shared: Path, tmp_path: Path) -> None:
    for runbook in compiled(shared):
        script = written(runbook, tmp_path)
        source = script.read_text("ascii")
        names = set(re.findall(r"'([A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+)'", source))
        built_in = {"Where-Object", "Group-Object", "Select-Object", "Sort-Object"}
        commands = {name: (lambda _: None) for name in names - built_in}
        given = dict.fromkeys(re.findall(r"^        (\w+) = '\^", source, re.MULTILINE), "mbx01")
        sections = re.findall(r"^        Id    = '([^']+)'", source, re.MULTILINE)
        monitors = re.findall(r"^        @\{ Id = '([^']+)'; HealthSet", source, re.MULTILINE)
        alert = {"Monitor": monitors[0]} if monitors else {}
        session = Session(commands)
        steps_of = [part["Steps"] for part in Script(script.read_bytes().decode("ascii")).runbook["Sections"]]
        assert len(session.run(script, List=True)) == sum(map(len, steps_of))
        for section_id in sections:
            session = Session(commands)
            session.run(script, Section=section_id, WhatIf=True, **given, **alert)
            assert session.exit_code == 0, (runbook.id, section_id, session.errors)
            assert all(not answer for _, _, answer in session.should_process)


def test_every_risk_has_words() -> None:
    assert {f"Risk.{category}" for category in tables.risks()} <= MESSAGES.keys()


def test_a_language_is_found_whatever_its_case(script: Path) -> None:
    session = Session(mocks(SCENARIOS[2]), cultures=False)
    session.run(script, Server="mbx01", Locale="PT-br")
    assert any("nenhum deles" in line for line in session.shown)
