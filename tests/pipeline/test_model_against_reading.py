"""The model against an independent reading: every step, code block and id of every edition, exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from runbookc.inline import plain
from runbookc.model import runbook as r
from runbookc.model.walking import walk_blocks
from runbookc.pipeline import Options, compile_runbooks

from ..independent.outline import Outline, independent_outline, squeeze


@pytest.fixture(scope="module")
def together(shared: Path) -> tuple[r.Runbook, ...]:
    return compile_runbooks([shared / "corpus", shared / "procedures"], Options()).runbooks


@pytest.fixture(scope="module")
def seeds(shared: Path) -> tuple[r.Runbook, ...]:
    return compile_runbooks([shared / "seeds"], Options()).runbooks


def outline_of(runbook: r.Runbook, locale: str) -> Outline:
    return independent_outline(Path(runbook.editions[locale].path).read_text(encoding="utf-8"))


def steps_of(runbook: r.Runbook, locale: str) -> Counter[tuple[int, str]]:
    """Depth and first text of every item of an ordered list, in one edition."""
    return Counter(item for section in runbook.sections for item in _steps(section.blocks, locale, 0))


def _steps(blocks: tuple[r.Block, ...], locale: str, depth: int) -> Iterator[tuple[int, str]]:
    for block in blocks:
        match block:
            case r.Steps(items=items):
                yield from _items(items, locale, depth + 1)
            case r.List(items=items, ordered=ordered):
                if ordered:
                    yield from _items(items, locale, depth + 1)
                else:
                    for item in items:
                        yield from _steps(item.blocks, locale, depth)
            case r.Note(blocks=inner):
                yield from _steps(inner, locale, depth)


def _items(
    items: tuple[r.Step, ...] | tuple[r.Item, ...], locale: str, depth: int
) -> Iterator[tuple[int, str]]:
    for item in items:
        if locale in item.locales:
            first = item.blocks[0] if item.blocks else None
            yield depth, _first_text(first, locale)
            yield from _steps(item.blocks, locale, depth)


def _first_text(block: r.Block | None, locale: str) -> str:
    match block:
        case r.Paragraph(text=text) if locale in text:
            return squeeze(plain(text[locale]))
        case r.Command(prose=prose, variants=variants) if locale in prose:
            return squeeze(variants[locale])
        case r.Note(blocks=inner):
            return _first_text(inner[0], locale)
        case _:
            return ""


def codes_of(runbook: r.Runbook, locale: str) -> str:
    """All code of one edition, without white space, in order of its lines."""
    found = [
        (block.sources[locale].first, squeeze(block.variants[locale]))
        for section in runbook.sections
        for block in walk_blocks(section.blocks)
        if isinstance(block, r.Command) and locale in block.variants and locale not in block.prose
    ]
    return "".join(code for _, code in sorted(found))


def editions(runbooks: tuple[r.Runbook, ...]) -> Iterator[tuple[r.Runbook, str]]:
    return ((runbook, locale) for runbook in runbooks for locale in runbook.locales)


def _letters(text: str) -> str:
    """Letters and digits only: notes lose their bold label, parsers differ in punctuation."""
    return re.sub(r"[\W_]+", "", text)


def check_steps(runbook: r.Runbook, locale: str) -> None:
    expected = Counter((step.depth, _letters(step.text)) for step in outline_of(runbook, locale).steps)
    found = Counter((depth, _letters(text)) for depth, text in steps_of(runbook, locale).elements())
    assert found == expected, (runbook.editions[locale].path, expected - found, found - expected)


def check_code(runbook: r.Runbook, locale: str) -> None:
    expected = "".join(squeeze(code) for code in outline_of(runbook, locale).code)
    assert codes_of(runbook, locale) == expected, runbook.editions[locale].path


def check_identifiers(runbook: r.Runbook, locale: str) -> None:
    """Every entry of the probe table's cells, and nothing else; only a "None" may be gone."""
    if not any(locale in probe.locales for probe in runbook.probes):
        return
    _, *rows = outline_of(runbook, locale).tables[0]
    expected = Counter(entry for row in rows for cell in row for entry in cell)
    found = Counter(squeeze(plain(entry)) for entry in _entries(runbook, locale))
    assert not found - expected, (runbook.editions[locale].path, found - expected)
    assert all(_says_none(entry) for entry in expected - found), (
        runbook.editions[locale].path,
        expected - found,
    )


def _entries(runbook: r.Runbook, locale: str) -> Iterator[str]:
    for probe in runbook.probes:
        named = (probe.text, probe.health_set_text, *(m.text for m in (*probe.monitors, *probe.dependencies)))
        yield from (text[locale] for text in named if locale in text)


def _says_none(entry: str) -> bool:
    return len(entry) < 10 and not re.search(r"[a-z][A-Z]|\d|\.\w", entry)


@pytest.mark.parametrize("check", [check_steps, check_code, check_identifiers])
def test_every_edition_compiled_together(together, seeds, check) -> None:  # type: ignore[no-untyped-def]
    for runbook, locale in [*editions(together), *editions(seeds)]:
        check(runbook, locale)


@pytest.mark.parametrize("check", [check_steps, check_code, check_identifiers])
def test_every_edition_compiled_alone(shared: Path, check) -> None:  # type: ignore[no-untyped-def]
    for path in sorted([*(shared / "corpus").rglob("*.md"), *(shared / "seeds").rglob("*.txt")]):
        (runbook,) = compile_runbooks([path], Options()).runbooks
        check(runbook, runbook.locales[0])
