"""Command lines to tokens, for PowerShell and cmd.exe. Never fails: what is odd becomes a word.

A tokenizer of our own next to the grammar, because commands in articles are damaged, have
placeholders and characters that the grammar does not know, and are to be compared all the same.
PowerShell's own reads in two modes (about_Parsing): after a command name words are arguments,
elsewhere they are expressions; so does this one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from runbookc.commands import tables
from runbookc.commands.characters import equalised
from runbookc.commands.cmd import cmd_tokens
from runbookc.commands.facts import Token
from runbookc.commands.placeholders import Slot, slots
from runbookc.commands.words import MAX_LENGTH, NUMBER, PROMPTS, classify, read_string

_VARIABLE = re.compile(r"\$(?:\{[^}\n]*\}|[A-Za-z_]\w*:(?=\w)\w+|\w+|[$?^])")
_PARAMETER = re.compile(r"--?(?=[^\W\d]|\?)[\w?-]*:?")
_OPERATOR = re.compile(r"-[A-Za-z]+|[-+*/%]=|\+\+|--|\.\.|[-+*/%!=.:?]")
_TYPE = re.compile(r"\[[A-Za-z_][\w.\[\],]*\]")
_REDIRECT = re.compile(r"(?:[1-6*]?>>?(?:&[12])?)")
_IDENTIFIER = re.compile(r"[^\W\d][\w-]*")
_COMMENT = re.compile(r"<#.*?(?:#>|\Z)|#[^\n]*", re.DOTALL)
_HERE_STRING = re.compile(r"@(['\"])[ \t]*\r?\n(.*?)\r?\n\1@", re.DOTALL)
_OPTIONAL = re.compile(r"\[(?=\s*-{1,2}[^\W\d])")
_END_OF_WORD = frozenset(" \t\r\n|;,(){}&<>\"'`")
_MEMBER = re.compile(r"(?:\.|::)([^\W\d]\w*)")
_LINE_INDENT = re.compile(r"[ \t]*")
_CMDLET_LINE = re.compile(r"[ \t]*[A-Za-z]+-[A-Za-z]")
_GOES_ON = re.compile(r"[ \t]*[|-]")
_CALLED = re.compile(r"[ \t]+([A-Za-z]+)-[A-Za-z]")
_BLANKS = frozenset(" \t\r")


@lru_cache(maxsize=4096)
def tokens(code: str, language: str = "powershell") -> tuple[Token, ...]:
    """The tokens of `code`, comments among them, in order."""
    text = equalised(code[:MAX_LENGTH])
    text = PROMPTS.sub(lambda match: " " * len(match[0]), text)
    if language == "powershell":
        return tuple(_PowerShell(text).run())
    if language == "cmd":
        return cmd_tokens(text)
    return tuple(_plain_tokens(text))


_PLAIN = re.compile(r"\w+(?:[.\-]\w+)*|[^\w\s]")


def _plain_tokens(text: str) -> list[Token]:
    return [
        Token(kind="word", value=match[0], start=match.start(), end=match.end())
        for match in _PLAIN.finditer(text)
    ]


class _PowerShell:
    """One run over one text. `mode` is what the next word is: ``command``, ``argument``, ``expression``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.mode = "command"
        self.stack: list[tuple[str, str]] = []
        self.optional = 0
        first = len(text) - len(text.lstrip())
        self.indent = first - (text.rfind("\n", 0, first) + 1)
        self.slots: dict[int, Slot] = {slot.start: slot for slot in slots(text)}
        self.out: list[Token] = []

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            start = self.at
            self._step(self.text[self.at])
            if self.at == start:
                self._emit("word", self.text[start], 1)
        return self.out

    def _emit(
        self, kind: str, value: str, length: int, *, quoted: bool = False, attached: bool = False
    ) -> None:
        end = min(self.at + length, len(self.text))
        self.out.append(
            Token(kind=kind, value=value, start=self.at, end=end, quoted=quoted, attached=attached)
        )
        self.at = end

    def _step(self, char: str) -> None:
        text = self.text
        if char in _BLANKS:
            self.at += 1
        elif char == "\n":
            self._newline()
        elif char == "`" and text[self.at + 1 : self.at + 2] in ("\n", "\r", ""):
            self.at += 3 if text[self.at + 1 : self.at + 3] == "\r\n" else 2
        elif self.at in self.slots:
            self._word()
        elif (char == "#" or text.startswith("<#", self.at)) and (comment := _COMMENT.match(text, self.at)):
            self._emit("comment", comment[0], len(comment[0]))
        elif char == "|":
            self._pipe("||" if text.startswith("||", self.at) else "|")
        elif char == ";" or text.startswith("&&", self.at):
            self._separator("&&" if char == "&" else ";")
        elif char == ",":
            self._emit("comma", ",", 1)
        elif char in "({":
            self._open(char, 1)
        elif char in ")}":
            self._close(char)
        elif text.startswith(("$(", "@(", "@{"), self.at):
            self._open(text[self.at : self.at + 2], 2)
        elif (char == ">" or char.isdigit() or char == "*") and (redirect := _REDIRECT.match(text, self.at)):
            self._redirect(redirect[0])
        elif self.mode == "expression":
            self._expression(char)
        elif self.mode == "argument":
            self._argument(char)
        else:
            self._command(char)

    def _newline(self) -> None:
        last = self.out[-1] if self.out else None
        self.at += 1
        if last is None or last.kind in ("pipe", "separator", "comma"):
            return
        if self.stack and self.stack[-1][0] in ("(", "$(", "@("):
            return
        if self.mode == "argument" and not self.stack and self._is_wrap():
            return
        self.at -= 1
        self._separator("\n")

    def _is_wrap(self) -> bool:
        """A line end that an exporter made: what follows is deeper, or goes on with a parameter or a pipe,
        or two blanks stand before it (Markdown's hard break)."""
        if _GOES_ON.match(self.text, self.at):
            return True
        if _CMDLET_LINE.match(self.text, self.at):
            return False
        start = _LINE_INDENT.match(self.text, self.at)
        deeper = start is not None and start.end() - self.at > self.indent
        return deeper or self.text.endswith("  ", 0, self.at - 1)

    def _separator(self, value: str) -> None:
        self._emit("separator", value, len(value))
        self.mode = "command"

    def _pipe(self, value: str) -> None:
        self._emit("pipe", value, len(value))
        self.mode = "command"

    def _open(self, bracket: str, length: int) -> None:
        after = "expression" if self.mode != "argument" else "argument"
        self.stack.append((bracket, after))
        self._emit("bracket", bracket, length)
        self.mode = "expression" if bracket == "@{" else "command"

    def _close(self, bracket: str) -> None:
        self.mode = self.stack.pop()[1] if self.stack else self.mode
        self._emit("bracket", bracket, 1)
        self._members()

    def _redirect(self, value: str) -> None:
        self._emit("redirect", value, len(value))
        if not value.endswith(("1", "2")):
            self.mode = "argument"

    def _command(self, char: str) -> None:
        """A statement begins: with a command's name, or with an expression."""
        text = self.text
        if char in "&." and text[self.at + 1 : self.at + 2].strip() != char and self._calls():
            self._emit("operator", char, 1)
            return
        if (
            char in "\"'"
            and self.out
            and self.out[-1].value in ("&", ".")
            and self.out[-1].kind == "operator"
        ):
            self._word()
            return
        if char in "\"'$@[!+-" or (char.isdigit() and NUMBER.match(text, self.at)):
            self.mode = "expression"
            self._expression(char)
            return
        name = _IDENTIFIER.match(text, self.at)
        if name and name[0].lower() in tables.keywords() and not self._after_pipe():
            self._emit("keyword", name[0].lower(), len(name[0]))
            return
        if name and re.match(r"\s*[-+*/%]?=(?!=)", text[name.end() : name.end() + 40]):
            self.mode = "expression"
            self._emit("word", name[0], len(name[0]))
            return
        self._word()

    def _calls(self) -> bool:
        return self.text[self.at] == "&" or self.text[self.at + 1 : self.at + 2] in (" ", "\t")

    def _after_pipe(self) -> bool:
        return bool(self.out) and self.out[-1].kind == "pipe"

    def _argument(self, char: str) -> None:
        parameter = _PARAMETER.match(self.text, self.at)
        if parameter:
            name = parameter[0].lstrip("-").rstrip(":")
            self._emit("parameter", name, len(parameter[0]), attached=parameter[0].endswith(":"))
        elif _OPTIONAL.match(self.text, self.at):
            self.optional += 1
            self._emit("optional", "[", 1)
        elif char == "]" and self.optional:
            self.optional -= 1
            self._emit("optional", "]", 1)
        elif char == "$" and (variable := _VARIABLE.match(self.text, self.at)):
            follows = self.text[variable.end() : variable.end() + 1]
            if follows in ("", ".", "[", ",", "]") or follows in _END_OF_WORD:
                self._emit("variable", variable[0].lower(), len(variable[0]))
                self._members()
            else:
                self._word()
        else:
            self._word()

    def _expression(self, char: str) -> None:
        text = self.text
        if char in "\"'" or text.startswith(("@'", '@"'), self.at):
            self._string()
            self._members()
        elif char == "$" and (variable := _VARIABLE.match(text, self.at)):
            self._emit("variable", variable[0].lower(), len(variable[0]))
            self._members()
        elif char == "[" and (type_ := _TYPE.match(text, self.at)) and not self._follows_value():
            self._emit("type", type_[0], len(type_[0]))
            self._members()
        elif char in "[]":
            self._emit("bracket", char, 1)
            self._members()
        elif number := NUMBER.match(text, self.at):
            self._emit("number", number[0], len(number[0]))
        elif operator := _OPERATOR.match(text, self.at):
            value = operator[0].lower()
            self._emit("operator", value, len(value))
            if value.endswith("="):
                self.mode = "command"
        elif name := _IDENTIFIER.match(text, self.at):
            self._emit("word", name[0], len(name[0]))
            self._members()

    def _follows_value(self) -> bool:
        last = self.out[-1] if self.out else None
        return (
            last is not None
            and last.end == self.at
            and (last.kind in ("variable", "member") or last.value == ")")
        )

    def _members(self) -> None:
        """``.Name`` and ``::Name`` straight after a value."""
        if self.out and self.out[-1].value == "}" and self.mode == "argument":
            return
        while match := _MEMBER.match(self.text, self.at):
            self.at += len(match[0]) - len(match[1])
            self._emit("member", match[1], len(match[1]), attached=True)

    def _string(self) -> None:
        here = _HERE_STRING.match(self.text, self.at)
        if here:
            self._emit("string", here[2], len(here[0]), quoted=True)
            return
        if self.text[self.at] == "@":
            return
        value, length = read_string(self.text, self.at)
        self._emit("string", value, length, quoted=True)

    def _word(self) -> None:
        """A bare word, with strings and placeholders that touch it."""
        if self.text.startswith(("@'", '@"'), self.at) and _HERE_STRING.match(self.text, self.at):
            self._string()
            return
        start, value, quoted = self.at, "", False
        at = self.at
        while at < len(self.text):
            char = self.text[at]
            if slot := self.slots.get(at):
                value += f"<{slot.name}>"
                at = slot.end
            elif char in "\"'":
                inner, length = read_string(self.text, at)
                value, quoted, at = value + inner, True, at + length
            elif char == "`" and at + 1 < len(self.text) and self.text[at + 1] not in "\r\n":
                value, at = value + self.text[at + 1], at + 2
            elif char == "&" and at == start:
                value, at = value + char, at + 1
            elif char in _END_OF_WORD or (char == "]" and self.optional):
                break
            else:
                value, at = value + char, at + 1
        if at == start:
            return
        self._emit_word(value, at - start, quoted=quoted)

    def _names_caller(self, word: str) -> bool:
        """A word that no table has, before a cmdlet: ``call Start-Service x``."""
        called = _CALLED.match(self.text, self.at + len(word))
        known = word.lower() in tables.aliases() or word.lower() in tables.programs()
        return bool(called) and not known and bool(called and called[1].lower() in tables.verbs())

    def _emit_word(self, value: str, length: int, *, quoted: bool) -> None:
        if self.mode == "command":
            if value.isalpha() and not quoted and self._names_caller(value):
                self._emit("word", value, length)
                return
            self.mode = "argument"
            self._emit(
                "command", value if "<" in value else tables.canonical_name(value), length, quoted=quoted
            )
            return
        whole = slots(value)
        if len(whole) == 1 and whole[0].start == 0 and whole[0].end == len(value):
            kind = "placeholder"
        elif quoted:
            kind = classify(value) if classify(value) in ("host", "path") else "string"
        else:
            kind = classify(value)
        self._emit(kind, value, length, quoted=quoted)
