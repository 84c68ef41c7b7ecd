"""A command as pieces, so that a page can put values into it by the rules of its shell.

PowerShell's lexical classes are those of its CharTraits.cs and tokenizer.cs: any character of a
quote class opens and closes a string, two adjacent ones stand for the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from runbookc import commands
from runbookc.commands.placeholders import pascal
from runbookc.model.runbook import Command

Slot = tuple[str, str]
"""The parameter, and the placeholder as written in the code."""
Part = str | Slot
Piece = str | tuple[str, tuple[Part, ...]]
"""Text as it stands, or a mode and the parts of one argument:

``bare``    an unquoted argument: quoted as a whole when a value needs it
``word``    an unquoted operand: PowerShell wants it quoted always
``single``  inside ``'…'``
``double``  inside ``"…"``
``fixed``   where no quoting helps: only harmless values
"""

_SINGLE = "'\u2018\u2019\u201a\u201b"
_DOUBLE = '"\u201c\u201d\u201e'
_SPACE = " \t\v\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BREAKS = re.compile(f"[{_SPACE}\r\n|;(){{}},&{_SINGLE}{_DOUBLE}]")
_OPERATOR = re.compile(
    r"(?i)(?:-[ci]?(?:eq|ne|g[te]|l[te]|(?:not)?(?:like|match|contains|in)|replace|split|join)|[=(])\s*$"
)
_COMMAND_POSITION = re.compile(r"(?:^|[|;{(\r\n])\s*$")
_ATTACHED = re.compile(r"-\w+:|--?[\w-]+=")
_UNQUOTABLE = re.compile(r"[$`@\[\]]")
_HERE_STRING = re.compile(f"@[{_SINGLE}{_DOUBLE}]")
_SERVER = re.compile(
    r"(?i)(?<!\S)-(?:Server|ComputerName)(?::|[ \t]+)(?!localhost\b)([a-z][\w-]*)(?=[\s|;)}]|$)"
)
PROBE_HEALTH_SET = "ProbeHealthSet"
"""The health set of a probe stands before its backslash; the alert's may be another."""


def pieces(command: Command, parameters: Mapping[str, str]) -> tuple[Piece, ...]:
    """The agreed code in pieces; joined as they stand they are the code, byte for byte.

    `parameters`: placeholder as written in the code to its parameter.
    """
    return _pieces(command.code, command.language, tuple(parameters.items()))


@lru_cache(maxsize=2048)
def _pieces(code: str, language: str, slots: tuple[Slot, ...]) -> tuple[Piece, ...]:
    parameters = dict(slots)
    pattern = _slots(parameters)
    if pattern is None:
        return (code,)
    if language != "powershell" or _HERE_STRING.search(code):
        return _merged(_plain(code, pattern, parameters))
    return _merged(_scan(code, pattern, parameters))


def written_placeholders(command: Command) -> dict[str, str]:
    """Each placeholder of the command, as its code has it, to its parameter.

    A name that stands in angle brackets has them. Sample hosts of a command that has no placeholders
    stand for servers, as the articles say ("replace server1.contoso.com by the name of your server"), and
    so does any name after ``-Server``, for no article knows its readers' servers: the first label without
    its digits is the kind of server.
    """
    if not command.placeholders and command.language == "powershell" and command.purpose != "output":
        hosts = commands.analyse(command.code, command.language).hosts
        return {name: _server(name) for name in (*hosts, *_SERVER.findall(command.code))}
    found = {}
    for placeholder in command.placeholders:
        bracketed = f"<{placeholder.name}>"
        found[bracketed if bracketed in command.code else placeholder.name] = placeholder.parameter
    return found


def distinct_placeholders(found: Iterable[Command]) -> tuple[dict[str, str], ...]:
    """`written_placeholders` of each command, one parameter never standing for two different choices.

    ``<Set-A | Set-B>`` and ``<Get-A | Get-B>`` may both be called Command: what is picked for one must not
    go into the other. The second list gets a number.
    """
    known: dict[str, list[str]] = {}
    return tuple(
        {written: _numbered(known, written, name) for written, name in written_placeholders(each).items()}
        for each in found
    )


def _numbered(known: dict[str, list[str]], written: str, parameter: str) -> str:
    if "|" not in written:
        return parameter
    lists = known.setdefault(parameter, [])
    if written not in lists:
        lists.append(written)
    number = lists.index(written) + 1
    return parameter if number == 1 else f"{parameter}{number}"


def _server(host: str) -> str:
    kind = pascal(re.sub(r"[\d-]+", "", host.split(".")[0]))
    return kind if kind.endswith("Server") else f"{kind}Server"


def _slots(parameters: Mapping[str, str]) -> re.Pattern[str] | None:
    if not parameters:
        return None
    names = sorted(parameters, key=lambda name: (-len(name), name))
    return re.compile("|".join(_slot(name) for name in names))


def _slot(name: str) -> str:
    if name.startswith("<"):
        return re.escape(name)
    return rf"(?<![\w.-]){re.escape(name)}(?![\w-])(?!\.\w)"


def _plain(code: str, pattern: re.Pattern[str], parameters: Mapping[str, str]) -> Iterator[Piece]:
    for part in _parts(code, pattern, parameters):
        yield part if isinstance(part, str) else ("fixed", (part,))


def _parts(text: str, pattern: re.Pattern[str], parameters: Mapping[str, str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append((parameters[match[0]], match[0]))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


def _scan(code: str, pattern: re.Pattern[str], parameters: Mapping[str, str]) -> Iterator[Piece]:
    index = 0
    while index < len(code):
        char = code[index]
        if char in _SINGLE or char in _DOUBLE:
            end = _string_end(code, index)
            mode = "single" if char in _SINGLE else "fixed" if "$(" in code[index:end] else "double"
            for part in _parts(code[index:end], pattern, parameters):
                yield part if isinstance(part, str) else (mode, (part,))
        elif char == "#" and (index == 0 or _BREAKS.match(code[index - 1])):
            end = _line_end(code, index)
            yield code[index:end]
        else:
            end = _bare_end(code, index, pattern)
            yield from _argument(code, index, end, _parts(code[index:end], pattern, parameters))
        index = end


def _string_end(code: str, start: int) -> int:
    """Behind the closing quote, or the end of the code."""
    quotes = _SINGLE if code[start] in _SINGLE else _DOUBLE
    index = start + 1
    while index < len(code):
        if code[index] == "`" and quotes is _DOUBLE:
            index += 2
        elif code[index] not in quotes:
            index += 1
        elif code[index + 1 : index + 2] and code[index + 1] in quotes:
            index += 2
        else:
            return index + 1
    return len(code)


def _line_end(code: str, start: int) -> int:
    found = code.find("\n", start)
    return len(code) if found < 0 else found


def _bare_end(code: str, start: int, pattern: re.Pattern[str]) -> int:
    """Behind one unquoted argument, or behind one character that is none.

    A placeholder may hold spaces.
    """
    index = start
    while index < len(code):
        slot = pattern.match(code, index)
        if slot:
            index = slot.end()
        elif code[index] == "`":
            index += 2
        elif _BREAKS.match(code[index]):
            break
        else:
            index += 1
    return min(max(index, start + 1), len(code))


def _argument(code: str, start: int, end: int, parts: Sequence[Part]) -> Iterator[Piece]:
    if all(isinstance(part, str) for part in parts):
        yield code[start:end]
        return
    attached = _ATTACHED.match(parts[0]) if isinstance(parts[0], str) else None
    if attached:
        yield attached[0]
        rest: Part = attached.string[attached.end() :]
        parts = (rest, *parts[1:]) if rest else parts[1:]
    yield _mode(code, start, end, parts), _with_probe(parts)


def _mode(code: str, start: int, end: int, parts: Sequence[Part]) -> str:
    before = code[:start]
    literal = "".join(part for part in parts if isinstance(part, str))
    glued = (end < len(code) and code[end] in _SINGLE + _DOUBLE) or (
        start > 0 and code[start - 1] in _SINGLE + _DOUBLE
    )
    if (
        glued
        or _UNQUOTABLE.search(literal)
        or (_COMMAND_POSITION.search(before) and not before.endswith("("))
    ):
        return "fixed"
    return "word" if _OPERATOR.search(before) else "bare"


def _with_probe(parts: Sequence[Part]) -> tuple[Part, ...]:
    names = [part[0] for part in parts if not isinstance(part, str)]
    if names[:2] != ["HealthSet", "Probe"]:
        return tuple(parts)
    return tuple(
        (PROBE_HEALTH_SET, part[1]) if not isinstance(part, str) and part[0] == "HealthSet" else part
        for part in parts
    )


def _merged(found: Iterator[Piece]) -> tuple[Piece, ...]:
    """Neighbouring text in one piece."""
    out: list[Piece] = []
    for piece in found:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece:
            out.append(piece)
    return tuple(out)
