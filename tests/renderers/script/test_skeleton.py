"""Scripts and data files hold their skeleton and literals, whatever the article says."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import tree_sitter_powershell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tree_sitter import Language, Parser

from runbookc.model.runbook import Command, Paragraph, Section, Step, Steps
from runbookc.renderers import Bundle, Options
from runbookc.renderers._script.texts import plain
from runbookc.renderers.powershell import render
from tests.renderers.fixtures import pop
from tests.renderers.script.real import compiled
from tests.renderers.script.skeleton import Script, SkeletonError
from tests.renderers.script.test_literal import anything
from tests.renderers.script.tokenizer import read_table

replace = msgspec.structs.replace
PARSER = Parser(Language(tree_sitter_powershell.language()))


def rendered(bundle: Bundle) -> dict[str, bytes]:
    return {artifact.path: artifact.data for artifact in render(bundle)}


def script_of(bundle: Bundle) -> Script:
    name = bundle.runbook.id
    return Script(rendered(bundle)[f"scripts/{name}/{name}.ps1"].decode("ascii"))


def with_texts(bundle: Bundle, text: str) -> Bundle:
    """The same runbook with `text` wherever an article has a say."""
    runbook = bundle.runbook
    editions = {
        locale: replace(edition, title=text, path=text) for locale, edition in runbook.editions.items()
    }
    probes = tuple(
        replace(probe, monitors=tuple(replace(monitor, id=text + monitor.id) for monitor in probe.monitors))
        for probe in runbook.probes
    )
    sections = tuple(_section(section, text) for section in runbook.sections)
    return replace(
        bundle, runbook=replace(runbook, editions=editions, probes=probes, sections=sections, health_set=text)
    )


def _section(section: Section, text: str) -> Section:
    blocks = tuple(_steps(block, text) if isinstance(block, Steps) else block for block in section.blocks)
    return replace(section, title=dict.fromkeys(section.title, text), blocks=blocks)


def _steps(steps: Steps, text: str) -> Steps:
    return replace(steps, items=tuple(replace(step, blocks=_blocks(step, text)) for step in steps.items))


def _blocks(step: Step, text: str) -> tuple[object, ...]:
    found: list[object] = []
    for block in step.blocks:
        match block:
            case Paragraph():
                found.append(replace(block, text=dict.fromkeys(block.text, text)))
            case Steps():
                found.append(_steps(block, text))
            case Command(code=code):
                hostile = code + text
                variants = dict.fromkeys(block.variants, hostile)
                found.append(replace(block, code=hostile, variants=variants))
            case _:
                found.append(block)
    return tuple(found)


def test_the_script_is_ascii_with_windows_line_ends() -> None:
    data = rendered(pop())["scripts/pop/pop.ps1"]
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert not any(line.endswith((b" ", b"\t")) for line in data.split(b"\r\n"))


def test_data_files_have_one_mark_windows_line_ends_and_the_same_keys() -> None:
    files = {path: data for path, data in rendered(pop()).items() if path.endswith(".psd1")}
    assert sorted(files) == [
        f"scripts/pop/{locale}/pop.psd1" for locale in ("ar-SA", "en-US", "pt-BR", "zh-CN")
    ]
    tables = []
    for data in files.values():
        assert data.startswith(b"\xef\xbb\xbf@{\r\n")
        assert data.count(b"\xef\xbb\xbf") == 1
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert not PARSER.parse(data).root_node.has_error
        tables.append(list(read_table(data.decode("utf-8-sig"))))
    assert all(keys == tables[0] for keys in tables)


def test_the_texts_of_the_script_are_those_of_its_data_file() -> None:
    files = rendered(pop())
    table = read_table(files["scripts/pop/en-US/pop.psd1"].decode("utf-8-sig"))
    del table["Escaped"]
    assert script_of(pop()).texts == table


def test_an_article_script_has_the_texts_of_its_locale() -> None:
    files = rendered(replace(pop(), options=Options(scripts_mode="article")))
    script = Script(files["scripts/pop/zh-CN/pop.ps1"].decode("ascii"))
    table = read_table(files["scripts/pop/zh-CN/pop.psd1"].decode("utf-8-sig"))
    del table["Escaped"]
    assert script.texts == table
    assert script.runbook["Locales"] == ["zh-CN"]


def test_a_text_that_an_edition_lacks_is_marked_as_another_ones() -> None:
    table = read_table(rendered(pop())["scripts/pop/zh-CN/pop.psd1"].decode("utf-8-sig"))
    assert table["Step.recovery-popctpmonitor.4"] == "[en-US] Ask for help."


def test_no_sample_host_is_in_the_code() -> None:
    script = script_of(pop())
    code = [action["Run"] for action in script.actions() if action["Kind"] == "Command"]
    assert code
    assert not any("contoso" in str(value) for action in script.actions() for value in action.values())


def test_the_skeleton_reader_refuses_code() -> None:
    source = rendered(pop())["scripts/pop/pop.ps1"].decode("ascii")
    for harmless, harmful in (
        ("Label = '1'", "Label = $(Remove-Item x)"),
        ("Label = '1'", 'Label = "$x"'),
        ("@Quiet", "; Remove-Item -Path 'x'"),
        ("$Value.Server", "$env:USERNAME"),
    ):
        with pytest.raises(SkeletonError):
            Script(source.replace(harmless, harmful, 1))


@given(anything)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_hostile_texts_come_back_and_never_become_code(text: str) -> None:
    bundle = with_texts(pop(), text)
    files = rendered(bundle)
    source = files["scripts/pop/pop.ps1"]
    assert not PARSER.parse(source).root_node.has_error
    script = Script(source.decode("ascii"))
    for path, data in files.items():
        if path.endswith(".psd1"):
            assert not PARSER.parse(data).root_node.has_error
            table = read_table(data.decode("utf-8-sig"))
            assert _same(table["Title"], text)
            assert _same(table["Step.verification.1"], plain(text))
    assert _same(script.texts["Title"], text)
    assert _same(script.runbook["HealthSet"], text)
    assert _same(script.runbook["Monitors"][0]["Id"], text + "PopCTPMonitor")


def _same(found: str, text: str) -> bool:
    """Two halves of a surrogate pair that meet are one character to everybody but Python."""
    return found.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


@given(st.sampled_from(("code", "variants", "both")), anything)
@settings(max_examples=60, deadline=None)
def test_a_command_with_anything_behind_it_is_rebuilt_or_left_to_a_person(where: str, text: str) -> None:
    bundle = pop()
    sections = []
    for section in bundle.runbook.sections:
        data = msgspec.json.decode(msgspec.json.encode(section), type=Section)
        sections.append(_with_code(data, where, text))
    script_of(replace(bundle, runbook=replace(bundle.runbook, sections=tuple(sections))))


def _with_code(section: Section, where: str, text: str) -> Section:
    def step(item: Step) -> Step:
        return replace(item, blocks=tuple(block(inner) for inner in item.blocks))

    def block(item: object) -> object:
        match item:
            case Steps():
                return replace(item, items=tuple(step(inner) for inner in item.items))
            case Command():
                code = item.code + text if where != "variants" else item.code
                variants = {k: v + text if where != "code" else v for k, v in item.variants.items()}
                return replace(item, code=code, variants=variants)
        return item

    return replace(section, blocks=tuple(block(inner) for inner in section.blocks))


def test_real_scripts_hold_their_skeleton(shared: Path) -> None:
    for runbook in compiled(shared):
        bundle = Bundle(runbook=runbook, options=Options(scripts_mode="article"))
        for path, data in rendered(bundle).items():
            assert not PARSER.parse(data).root_node.has_error, path
            if path.endswith(".ps1"):
                script = Script(data.decode("ascii"))
                code = [str(action.get("Run", "")) for action in script.actions()]
                assert not any("contoso" in text or "fabrikam" in text for text in code), path
            else:
                read_table(data.decode("utf-8-sig"))
