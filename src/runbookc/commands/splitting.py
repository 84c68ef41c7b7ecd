"""One code block to its commands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from runbookc.commands.characters import equalised
from runbookc.commands.facts import Piece
from runbookc.commands.language import (
    COMMANDS,
    block_language,
    is_powershell,
    is_session,
    line_language,
    looks_like_output,
    strip_prompt,
)

MAX_BLOCK = 200_000
"""A longer block is data, whatever it looks like."""
_LOOK_AHEAD = 400
"""Lines after which an open bracket counts as never closed."""

_GOES_ON = re.compile(r"\s*(?:\||-[A-Za-z]|[})]|(?:else|elseif|catch|finally)\b)", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\||,|=|\^|`|(?<=\s)-(?:and|or|eq|ne|like|match)|&&)\s*$")
_COMMENT = re.compile(r"\s*(?:#(?!>)|<#|rem\s|::)", re.IGNORECASE)
_INDENT = re.compile(r"[ \t]*")
_WRAPPED = re.compile(r"\S {2,}$")


@lru_cache(maxsize=2048)
def split(text: str, info: str = "") -> tuple[Piece, ...]:
    """The commands of a code block, and what stands between them, in order.

    Every line that is not blank belongs to one piece. `info` is the fence's info string, asked
    only where the text does not tell.
    """
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    if not filled:
        return ()
    if len(text) > MAX_BLOCK:
        return (_piece(lines, filled[0], filled[-1], "text", output=False),)
    starts_command = bool(line_language(lines[filled[0]], info)) or _COMMENT.match(lines[filled[0]])
    language = "" if starts_command and not _is_data(lines[filled[0]]) else block_language(text)
    if language:
        return (_piece(lines, filled[0], filled[-1], language, output=False),)
    return tuple(_Splitter(lines, info).run())


def _is_data(line: str) -> bool:
    return line.lstrip()[:1] in ("<", "{", "[")


def _piece(lines: Sequence[str], first: int, last: int, language: str, *, output: bool) -> Piece:
    code = "\n".join(lines[first : last + 1])
    return Piece(code=code, first=first, last=last, language=language, output=output)


class _Splitter:
    def __init__(self, lines: Sequence[str], info: str) -> None:
        self.lines, self.info = lines, info
        self.budget = 20 * len(lines) + 2 * _LOOK_AHEAD

    def run(self) -> list[Piece]:
        out: list[Piece] = []
        index, end = 0, len(self.lines)
        while index < end:
            if not self.lines[index].strip():
                index += 1
                continue
            last, language = self._command(index)
            if language:
                out.append(_piece(self.lines, index, last, language, output=False))
            elif out and out[-1].language in COMMANDS and self._only_comments(index):
                last = len(self.lines) - 1 - self._trailing_blanks()
                out[-1] = _piece(self.lines, out[-1].first, last, out[-1].language, output=False)
            else:
                last = self._data_end(index)
                out.append(self._data(index, last, after_command=bool(out)))
            index = last + 1
        return out

    def _command(self, first: int) -> tuple[int, str]:
        """The last line of the command that begins at `first` and its language, or nothing."""
        begin = first
        while begin < len(self.lines) and _COMMENT.match(self.lines[begin]):
            begin += 1
            while begin < len(self.lines) and not self.lines[begin].strip():
                begin += 1
        if begin == len(self.lines):
            return (
                (len(self.lines) - 1 - self._trailing_blanks(), "powershell")
                if self._comments_code()
                else (first, "")
            )
        language = line_language(self.lines[begin], self.info)
        if not language:
            return first, ""
        if language == "cmd" and is_session(self.lines[begin]):
            return self._session_end(begin), language
        last = self._closing_line(begin) if language == "powershell" else begin
        while self._goes_on(begin, last, language):
            nearest = last + 1
            last = self._closing_line(nearest) if language == "powershell" else nearest
        return last, language

    def _session_end(self, first: int) -> int:
        """The last line that is typed into the program, or that it answers."""
        last = first
        for index in range(first + 1, len(self.lines)):
            line = self.lines[index]
            if line_language(line) == "powershell" or strip_prompt(line)[1] or is_session(line):
                break
            if line.strip():
                last = index
        return last

    def _comments_code(self) -> bool:
        return is_powershell(self.info)

    def _only_comments(self, first: int) -> bool:
        return all(_COMMENT.match(line) or not line.strip() for line in self.lines[first:])

    def _trailing_blanks(self) -> int:
        count = 0
        while not self.lines[len(self.lines) - 1 - count].strip():
            count += 1
        return count

    def _closing_line(self, first: int) -> int:
        """The line on which every quote and bracket opened on `first` is closed; `first` if none is."""
        scan = _Scan()
        for index in range(first, min(len(self.lines), first + _LOOK_AHEAD)):
            if self.budget <= 0:
                return first
            self.budget -= 1
            if scan.feed(self.lines[index]):
                return index
        return first

    def _goes_on(self, first: int, last: int, language: str) -> bool:
        """Whether the line after `last` belongs to the command."""
        if last + 1 >= len(self.lines):
            return False
        line, after = self.lines[last].rstrip("\r"), self.lines[last + 1]
        if not after.strip():
            return False
        if _UNFINISHED.search(equalised(line)) and (language == "powershell" or line.rstrip().endswith("^")):
            return True
        if language == "powershell" and _GOES_ON.match(equalised(after)):
            return True
        if line_language(after, self.info) or _COMMENT.match(after):
            return False
        if _WRAPPED.search(line) and not looks_like_output(after):
            return True
        return self._is_deeper(first, last + 1) and not looks_like_output(
            "\n".join(self.lines[last + 1 : last + 4])
        )

    def _is_deeper(self, first: int, other: int) -> bool:
        return _indent(self.lines[other]) > _indent(self.lines[first])

    def _data_end(self, first: int) -> int:
        last = first
        for index in range(first + 1, len(self.lines)):
            line = self.lines[index]
            if line.strip():
                if line_language(line, self.info):
                    break
                last = index
        return last

    def _data(self, first: int, last: int, *, after_command: bool) -> Piece:
        text = "\n".join(self.lines[first : last + 1])
        language = block_language(text) or "text"
        output = language == "text" and (after_command or looks_like_output(text))
        return _piece(self.lines, first, last, language, output=output)


def _indent(line: str) -> int:
    match = _INDENT.match(line)
    return len(match[0].expandtabs(4)) if match else 0


class _Scan:
    """Which quotes and brackets are open at the end of a line of PowerShell."""

    def __init__(self) -> None:
        self.quote = ""
        self.here = ""
        self.depth = 0

    def feed(self, line: str) -> bool:
        """Read one more line; True when nothing is open after it."""
        text = equalised(line.rstrip("\r"))
        if self.here:
            if not text.startswith(self.here):
                return False
            text, self.here = text[2:], ""
        elif (
            not self.quote
            and text.rstrip().endswith(('@"', "@'"))
            and text.count('"') % 2 + text.count("'") % 2 == 1
        ):
            self.here = text.rstrip()[-1] + "@"
            text = text.rstrip()[:-2]
        self._read(text)
        return not (self.quote or self.here or self.depth > 0)

    def _read(self, text: str) -> None:
        at = 0
        while at < len(text):
            char = text[at]
            if char == "`" and self.quote != "'":
                at += 1
            elif self.quote:
                if char == self.quote:
                    self.quote = ""
            elif char in "\"'":
                self.quote = char
            elif char == "#" and (at == 0 or text[at - 1] in " \t;{("):
                return
            elif char in "({":
                self.depth += 1
            elif char in ")}":
                self.depth = max(0, self.depth - 1)
            at += 1
