"""YAML front matter: keys and values as written, for what YAML accepts and for what it rejects.

``ms:`` keys contain colons, titles contain ``: `` unquoted, dates must stay text: most front matter
is read line by line, and PyYAML reads what has more structure than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from runbookc.model.document import Problem
from runbookc.reader.limits import DEFAULT, Limits
from runbookc.reader.problems import problem

_FENCE = re.compile(r"-{3}[ \t]*")
_END = re.compile(r"(?:-{3}|\.{3})[ \t]*")
_ENTRY = re.compile(r"([A-Za-z_$][\w.$:/@-]*?)[ \t]*:(?:[ \t]+(.*))?", re.ASCII)
_PRINTABLE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
_PLAIN = re.compile(rf"\w{_PRINTABLE}*")
_QUOTED = re.compile(rf"'(?:(?!'){_PRINTABLE}|'')*'")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_DANGEROUS = re.compile(r"^\s*<<\s*:|(?::|^|-)[ \t]+[&*!]\S|^[&*!]\S", re.MULTILINE)
"""Merge keys, anchors, aliases and tags: no article needs them, and they can blow up (CWE-776)."""
_INDICATORS = tuple("[]{}\"'&*!|>%@`")
_DEEPEST_FLOW = 10


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    values: dict[str, str]
    lines: int
    """How many lines it takes, fences included: the body begins after them."""
    problems: tuple[Problem, ...] = ()


def split(lines: Sequence[str], limits: Limits = DEFAULT) -> FrontMatter:
    """Read the front matter at the head of a file's `lines`; empty if there is none."""
    start = next((index for index, line in enumerate(lines[:20]) if line.strip()), None)
    if start is None or not _FENCE.fullmatch(lines[start]):
        return FrontMatter(values={}, lines=0)
    end = _closing_fence(lines, start + 1, limits.front_matter_bytes)
    if end is None:
        return _unclosed(lines, start)
    content = [line.rstrip(" \t") for line in lines[start + 1 : end]]
    if any(content) and not any(_ENTRY.fullmatch(line) for line in content):
        return FrontMatter(values={}, lines=0)  # text between two thematic breaks
    simple = _simple(content)
    if simple is not None:
        return FrontMatter(values=simple, lines=end + 1)
    values, problems = _structured(content, start + 2)
    return FrontMatter(values=values, lines=end + 1, problems=problems)


def _closing_fence(lines: Sequence[str], start: int, limit: int) -> int | None:
    size = 0
    for index in range(start, len(lines)):
        if _END.fullmatch(lines[index]):
            return index
        size += len(lines[index]) + 1
        if size > limit:
            return None
    return None


def _unclosed(lines: Sequence[str], start: int) -> FrontMatter:
    """A thematic break, unless entries follow: then the entries are taken and the rest is body."""
    end = start + 1
    while end < len(lines) and _ENTRY.fullmatch(lines[end].rstrip(" \t")):
        end += 1
    if end == start + 1:
        return FrontMatter(values={}, lines=0)
    message = "front matter has no closing --- within its size limit: only its first entries were read"
    values = _line_by_line([line.rstrip(" \t") for line in lines[start + 1 : end]])
    return FrontMatter(values=values, lines=end, problems=(problem("SRC002", start + 1, message),))


def _simple(content: Sequence[str]) -> dict[str, str] | None:
    """Entries of one-line values and plain lists, or None when there is more than that."""
    values: dict[str, str] = {}
    key, listing = "", False
    for line in content:
        if line.startswith("- ") and listing and (item := _scalar(line[2:].strip(" "))):
            values[key] = f"{values[key]}, {item}" if values[key] else item
        elif line:
            entry = _ENTRY.fullmatch(line)
            if entry is None or entry[1] in values:
                return None
            key, written = entry[1], (entry[2] or "").strip(" ")
            value = _scalar(written)
            if value is None:
                return None
            values[key], listing = value, not written
    return values


def _scalar(written: str) -> str | None:
    """The text of a plain or single-quoted scalar, or None when only YAML can tell."""
    if not written or _is_plain(written):
        return written
    return written[1:-1].replace("''", "'") if _QUOTED.fullmatch(written) else None


def _is_plain(written: str) -> bool:
    """Whether YAML reads a scalar as it stands (1.2.2, section 7.3.3), narrowed to what is beyond doubt."""
    if ": " in written or " #" in written or written.endswith(":"):
        return False
    return _PLAIN.fullmatch(written) is not None


def _structured(content: Sequence[str], first_line: int) -> tuple[dict[str, str], tuple[Problem, ...]]:
    text = "\n".join(content)
    refused = _refusal(text)
    if refused:
        return _line_by_line(content), (problem("SRC002", first_line, refused),)
    import yaml

    try:
        loaded = yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        values = _line_by_line(content)
        if all(_only_lacks_quotes(line) for line in content if line):
            return values, ()
        mark = getattr(error, "problem_mark", None)
        at = min(mark.line, len(content) - 1) if mark is not None else 0
        message = "front matter is not valid YAML; its entries were read line by line"
        return values, (problem("SRC002", first_line + at, message, content[at]),)
    if not isinstance(loaded, dict):
        return {}, (problem("SRC002", first_line, "front matter is not a list of keys and values", text),)
    return dict(_flatten(loaded, "")), ()


def _only_lacks_quotes(line: str) -> bool:
    """Whether an entry means what it says although YAML rejects it: ``title: Foo: bar``."""
    found = _ENTRY.fullmatch(line) or _ITEM.fullmatch(line)
    return found is not None and not (found[found.lastindex or 0] or "").startswith(_INDICATORS)


def _refusal(text: str) -> str | None:
    if _DANGEROUS.search(text):
        return "YAML anchors, aliases, tags and merge keys are not read; entries were read line by line"
    depth = deepest = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        deepest = max(deepest, depth)
    return "front matter is nested too deeply" if deepest > _DEEPEST_FLOW else None


def _flatten(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """``a: {b: c}`` becomes ``a.b``; a list becomes its items with commas."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _flatten(child, f"{key}.{name}" if key else _encodable(str(name)))
    elif isinstance(value, list):
        yield key, ", ".join(text for child in value for _, text in _flatten(child, ""))
    else:
        yield key, _encodable(str(value))


def _encodable(text: str) -> str:
    """YAML escapes can write half of a surrogate pair, which no output could hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _line_by_line(content: Sequence[str]) -> dict[str, str]:
    """What the entries say if each stands on its own line; the first of equal keys wins."""
    values: dict[str, str] = {}
    key = ""
    for line in content:
        entry = _ENTRY.fullmatch(line)
        if entry:
            key = entry[1]
            values.setdefault(key, _unquoted((entry[2] or "").strip(" \t")))
        elif key and (item := _ITEM.fullmatch(line)):
            values[key] = ", ".join(filter(None, (values[key], _unquoted(item[1].strip()))))
    return values


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value
