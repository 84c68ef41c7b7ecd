"""A record as Markdown, by `record_markdown` and by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from runbookc.cli.record import RecordError, command
from runbookc.model.record import Entry, Event, Record, Value, Wait
from runbookc.renderers.record_md import record_markdown
from tests.renderers import fixtures

AT = "2026-03-09T14:02:05Z"
RECORD = Record(
    format="runbookc-record",
    schema_version=1,
    runbook="pop",
    created="2026-03-09T13:50:00.123Z",
    updated="2026-03-09T14:30:00Z",
    operator="Ana",
    values={
        "Server": Value(value="mbx01", at=AT),
        "Monitor": Value(value="PopDeepTestMonitor", at=AT),
        "Probe": Value(value="PopDeepTestProbe", at=AT),
        "HealthSet": Value(value="", at=AT),
        "CasServer": Value(value="cas`01", at=AT),
    },
    steps={
        "verification.1": Entry(state="done", at=AT, by="Ana"),
        "verification.2.1": Entry(state="deferred", at=AT, note="later\n- [x] **not** a step"),
        "gone.7": Entry(state="failed", at=AT, by="script"),
    },
    waits={"recovery-popdeeptestmonitor.4/1": Wait(started=AT, ends=AT)},
    events=(
        Event(at=AT, step="verification.1", by="Ana", state="done"),
        Event(at=AT, step="verification.2.3", command="Get-X `a", outcome="succeeded", target="mbx01"),
    ),
)


def test_what_a_ticket_says() -> None:
    assert record_markdown(RECORD, fixtures.pop().runbook, "en-US").splitlines() == [
        "# Troubleshooting the POP health set",
        "",
        "- Runbook: `pop`",
        "- `CasServer`: ``cas`01``",
        "- Monitor: `PopDeepTestMonitor`",
        "- Probe: `PopDeepTestProbe`",
        "- Server: `mbx01`",
        "- Operator: Ana",
        "- Begun: 2026-03-09 13:50 UTC",
        "- Last change: 2026-03-09 14:30 UTC",
        "",
        "## Verifying the issue",
        "",
        "- [x] **1** Read the health set and the server in the alert. — Done, 2026-03-09 14:02 UTC, Ana.",
        "- [ ] **2** When the message does not name the cause, do this:",
        "  - [ ] **2a** Open the shell and list the health set's monitors: — Deferred, 2026-03-09 14:02 UTC."
        " Note: later - \\[x\\] \\*\\*not\\*\\* a step",
        "  - [ ] **2b** Find the monitor whose AlertValue is Unhealthy.",
        "  - [ ] **2c** Run the probe of that monitor again; the table in What is watched names it:",
        "  - [ ] **2d** Look at Result. If it is Succeeded, the trouble has passed.",
        "",
        "## PopDeepTestMonitor and PopSelfTestMonitor recovery",
        "",
        "- [ ] **1** Restart the POP3 back-end service. See Start and stop POP3.",
        "- [ ] **2** Run the probe again as in step 2c.",
        "- [ ] **3** If it still fails, move the databases off the mailbox server:",
        "- [ ] **4** Wait 10 minutes, then check that no copy is active.",
        "- [ ] **5** Restart the server.",
        "- [ ] **6** If the probe now succeeds, let the databases come back:",
        "",
        "## Steps that this runbook no longer has",
        "",
        "- [ ] `gone.7`  — Failed, 2026-03-09 14:02 UTC, script.",
        "",
        "## Log",
        "",
        "- 2026-03-09 14:02:05 UTC Step 1 (Verifying the issue): Done (Ana)",
        "- 2026-03-09 14:02:05 UTC Step 2c (Verifying the issue): ``Get-X `a``, succeeded",
    ]


def test_in_another_language() -> None:
    text = record_markdown(RECORD, fixtures.pop().runbook, "zh-CN")
    assert "# POP 运行状况集疑难解答" in text
    assert "- [x] **1** 从警报中读取运行状况集和服务器。 — 已完成, 2026-03-09 14:02 UTC, Ana." in text


def test_a_language_without_an_edition_has_its_words_and_the_next_best_texts() -> None:
    text = record_markdown(RECORD, fixtures.pop().runbook, "de-DE")
    assert "Schritt 1 (Verifying the issue): Erledigt" in text
    assert "Read the health set and the server" in text


def test_a_long_text_is_cut() -> None:
    runbook = fixtures.pop().runbook
    long = msgspec.json.encode(runbook).replace(
        b"Read the health set and the server in the alert.", b"x" * 200
    )
    text = record_markdown(RECORD, msgspec.json.decode(long, type=type(runbook)), "en-US")
    assert f"**1** {'x' * 159}… — Done" in text


def test_notes_cannot_become_markup() -> None:
    hostile = "<script>x</script> [a](javascript:x) ![b](c) `d` **e**\n\n# f\n<!-- g"
    record = msgspec.structs.replace(
        RECORD,
        operator=hostile,
        steps={"verification.1": Entry(state="done", at=AT, by=hostile, note=hostile)},
        events=(Event(at=AT, step="verification.1", note=hostile, command=hostile, by=hostile),),
    )
    tokens = MarkdownIt().parse(record_markdown(record, fixtures.pop().runbook, "en-US"))
    kinds = {child.type for token in tokens for child in token.children or ()} | {
        token.type for token in tokens
    }
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "em_open"}
    headings = [
        tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"
    ]
    assert "f" not in headings


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "run.record.json"
    path.write_bytes(msgspec.json.encode(RECORD))
    return path


def test_the_command_takes_the_words_from_the_last_build(exported: Path, tmp_path: Path) -> None:
    model = tmp_path / "out" / "model"
    model.mkdir(parents=True)
    (model / "pop.json").write_bytes(msgspec.json.encode(fixtures.pop().runbook))
    result = CliRunner().invoke(
        command, [str(exported), "--locale", "pt-BR", "-o", str(tmp_path / "out")], catch_exceptions=False
    )
    assert result.exit_code == 0
    assert result.stdout == record_markdown(RECORD, fixtures.pop().runbook, "pt-BR")


SOURCE = """---
title: A small runbook
ms:assetid: 1234
---

# A small runbook

1.  Stop the service.

2.  Start the service.
"""


def test_the_command_compiles_sources_when_they_are_given(tmp_path: Path) -> None:
    folder = tmp_path / "en-US"
    folder.mkdir()
    (folder / "small.md").write_text(SOURCE, encoding="utf-8")
    record = msgspec.structs.replace(RECORD, runbook="small", steps={}, values={}, events=())
    path = tmp_path / "r.json"
    path.write_bytes(msgspec.json.encode(record))
    result = CliRunner().invoke(command, [str(path), str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout.startswith("# A small runbook\n\n- Runbook: `small`\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b'{"format": "other"}',
        json.dumps({"format": "runbookc-record", "schema_version": 2}).encode(),
        b'{"runbook": "\\ud800"}',
        msgspec.json.encode(RECORD).replace(b"deferred", b"exploded"),
        msgspec.json.encode(RECORD).replace(b"2026-03-09T14:30:00Z", b"yesterday"),
        b"[" * 100_000,
    ],
)
def test_what_is_no_record_gives_one_line_that_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="is no record of a run"):
        CliRunner().invoke(command, [str(path)], catch_exceptions=False)


def test_an_id_from_a_file_is_never_a_path(tmp_path: Path) -> None:
    (tmp_path / "out" / "model").mkdir(parents=True)
    (tmp_path / "secret.json").write_bytes(msgspec.json.encode(fixtures.pop().runbook))
    path = tmp_path / "r.json"
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(RECORD, runbook="../../secret")))
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "small.md").write_text(SOURCE, encoding="utf-8")
    with pytest.raises(Exception, match="no runbook"):
        CliRunner().invoke(
            command, [str(path), str(folder), "-o", str(tmp_path / "out")], catch_exceptions=False
        )
