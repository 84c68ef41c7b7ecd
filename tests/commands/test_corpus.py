"""The commands of the real articles, read with a parser that the program does not use for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from runbookc import commands

FOLDERS = ("seeds", "corpus", "procedures")
LANGUAGES = {"powershell", "cmd", "xml", "registry"}


@pytest.fixture(scope="module")
def blocks(shared: Path) -> dict[str, str]:
    """Text of each code block to its info string."""
    return {
        token.content.rstrip("\n"): token.info.strip()
        for tokens in _parsed(shared)
        for token in tokens
        if token.type in ("code_block", "fence")
    }


def _parsed(shared: Path) -> Iterator[list]:
    reader = MarkdownIt("commonmark", {"maxNesting": 100})
    for folder in FOLDERS:
        for path in sorted((shared / folder).rglob("*")):
            if path.is_file():
                yield reader.parse(path.read_text("utf-8-sig"))


def test_every_block_is_understood(blocks: dict[str, str]) -> None:
    assert len(blocks) > 100
    for text, info in blocks.items():
        for piece in commands.split(text, info):
            facts = commands.analyse(piece.code, piece.language)
            assert piece.language in LANGUAGES, text
            assert facts.parses, (text, facts.errors)
            assert not piece.output, text
            if piece.language in ("powershell", "cmd"):
                assert facts.cmdlets, text
                assert facts.effect != "unknown" or facts.cmdlets == ("notepad",), text


def test_one_line_is_one_command(blocks: dict[str, str]) -> None:
    for text, info in blocks.items():
        lines = [line for line in text.split("\n") if line.strip()]
        expected = 1 if text.count('"') == 2 and len(lines) == 2 and "|" in lines[0] else len(lines)
        assert len(commands.split(text, info)) == expected, text


def test_only_what_reads_counts_as_reading(blocks: dict[str, str]) -> None:
    reading = {
        facts.cmdlets[0]
        for text, info in blocks.items()
        for piece in commands.split(text, info)
        if (facts := commands.analyse(piece.code, piece.language)).effect == "read"
    }
    assert reading == {
        "Get-DlpPolicy",
        "Get-ImapSettings",
        "Get-Mailbox",
        "Get-MailboxDatabaseCopyStatus",
        "Get-MonitoringItemIdentity",
        "Get-PopSettings",
        "Get-ServerHealth",
        "Get-TransportConfig",
        "Get-TransportService",
        "Invoke-MonitoringProbe",
        "Test-MRSHealth",
        "Test-ReplicationHealth",
    }


def test_each_health_template_has_an_instance_in_its_article(shared: Path) -> None:
    reader = MarkdownIt("commonmark", {"maxNesting": 100})
    seen = 0
    for path in sorted((shared / "corpus").rglob("*.md")):
        tokens = reader.parse(path.read_text("utf-8-sig"))
        code = [token.content.strip() for token in tokens if token.type in ("code_block", "fence")]
        for template in code:
            if re.match(r"Invoke-MonitoringProbe <.*>\\<", template):
                seen += 1
                bound = [found for example in code if (found := commands.unify(template, example))]
                assert bound, path
                assert all("\\" not in value for value in bound[0].values())
    assert seen > 50


def test_no_sentence_is_a_command(shared: Path) -> None:
    found = {
        token.content
        for tokens in _parsed(shared)
        for token in tokens
        if token.type == "inline" and commands.is_prose_command(_undone(token.content))
    }
    assert {_undone(text).split()[0] for text in found} == {
        "Get-ServerHealth",
        "Invoke-MonitoringProbe",
        "Set-MailboxServer",
        "Get-MailboxDatabaseCopyStatus",
    }


def _undone(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
