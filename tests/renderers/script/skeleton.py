"""Proves that a generated script is its fixed parts, literals, and commands of a small grammar.

Everything between the runtime and the last part is read token by token; whatever is not a literal,
a known key or a command of the grammar raises `SkeletonError`.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from tests.renderers.script.tokenizer import Token, tokens, unescape

RUNTIME = files("runbookc.renderers").joinpath("templates", "script", "runtime.ps1").read_text("ascii")
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_CMDLET = re.compile(r"[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+")
_OPERATORS = re.compile("[ci]?(?:eq|ne|g[te]|l[te]|(?:not)?(?:like|match|contains))")
_PROGRAM = re.compile(r'"\$env:SystemRoot\\System32\\(?:inetsrv\\)?[a-z0-9]+\.exe"')


class SkeletonError(Exception):
    """Something in the script is neither skeleton nor literal."""


class Code(str):
    """The text of a script block."""


class Script:
    """A generated script, taken apart."""

    def __init__(self, source: str) -> None:
        self.source = source
        runtime = RUNTIME.replace("\n", "\r\n")
        if source.count(runtime) != 1:
            raise SkeletonError("the runtime is not there once, unchanged")
        self.head, rest = source.split(runtime)
        self.parts = _Reader(rest)
        self.runbook = self.parts.assignment("$", "runbook")
        self.runbook["Sections"] = self.parts.assignment("$", "runbook", ".", "Sections")
        self.texts: dict[str, str] = {
            key: unescape(text) for key, text in self.parts.assignment("$", "defaultText").items()
        }
        self.tail = rest[self.parts.end :]

    def actions(self) -> list[dict[str, Any]]:
        return [
            action
            for section in self.runbook["Sections"]
            for step in section["Steps"]
            for action in step["Actions"]
        ]


class _Reader:
    """Assignments of data, read token by token; comments and line ends are skipped."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = [
            token for token in tokens(source) if token.kind not in ("newline", "comment", "block-comment")
        ]
        self.at = 0

    @property
    def end(self) -> int:
        """Where in the source the last token that was read ends."""
        last = self.tokens[self.at - 1]
        return last.start + len(last.text)

    def _peek(self, ahead: int = 0) -> Token:
        return self.tokens[self.at + ahead]

    def _take(self, text: str | None = None) -> Token:
        token = self._peek()
        if text is not None and token.text != text:
            raise SkeletonError(f"{text!r} expected, {token.text!r} found at {token.start}")
        self.at += 1
        return token

    def assignment(self, *names: str) -> Any:
        variable = "".join(names)
        found = ""
        while found != variable:
            found += self._take().text
            if not variable.startswith(found):
                raise SkeletonError(f"{found!r} instead of {variable!r}")
        self._take("=")
        return self.value()

    def value(self) -> Any:
        token = self._take()
        if token.kind == "single":
            return token.value
        if token.text.isdigit():
            return int(token.text)
        if token.text in ("$true", "$false"):
            return token.text == "$true"
        if token.text == "(":
            return self._unescaped()
        if token.text == "@":
            return self._array() if self._peek().text == "(" else self._table()
        if token.text == "{":
            return self._block()
        raise SkeletonError(f"{token.text!r} is no literal at {token.start}")

    def _unescaped(self) -> str:
        """``([regex]::Unescape('…'))``."""
        for text in ("[", "regex", "]", ":", ":", "Unescape", "("):
            self._take(text)
        token = self._take()
        if token.kind != "single":
            raise SkeletonError(f"no literal to unescape at {token.start}")
        self._take(")")
        self._take(")")
        return unescape(token.value)

    def _array(self) -> list[Any]:
        self._take("(")
        found = []
        while self._peek().text != ")":
            found.append(self.value())
            if self._peek().text == ",":
                self._take()
        self._take(")")
        return found

    def _table(self) -> dict[str, Any]:
        self._take("{")
        found: dict[str, Any] = {}
        while self._peek().text != "}":
            key = self._take()
            name = key.value if key.kind == "single" else key.text
            if key.kind != "single" and not _NAME.fullmatch(key.text):
                raise SkeletonError(f"{key.text!r} is no key at {key.start}")
            if name.lower() in {known.lower() for known in found}:
                raise SkeletonError(f"the key {name!r} stands twice")
            self._take("=")
            found[name] = self.value()
            if self._peek().text == ";":
                self._take()
        self._take("}")
        return found

    # Script blocks

    def _block(self) -> Code:
        start = self._peek().start
        if self._peek().text == "param":
            self._parameters()
        if self._peek().text == "&":
            self._program()
        else:
            self._pipeline()
        end = self._take("}").start
        return Code(self.source[start:end].strip())

    def _parameters(self) -> None:
        self._take("param")
        self._take("(")
        allowed = ["$Value", "$Quiet"]
        while self._peek().text != ")":
            token = self._take()
            if token.text not in allowed:
                raise SkeletonError(f"a parameter {token.text}")
            allowed.remove(token.text)
            if self._peek().text == ",":
                self._take()
        self._take(")")

    def _program(self) -> None:
        self._take("&")
        token = self._take()
        if not _PROGRAM.fullmatch(token.text):
            raise SkeletonError(f"{token.text} is called")
        while self._peek().text not in ("if", "}"):
            self._argument()
        for text in ("if", "(", "$LASTEXITCODE", "-", "ne", "0", ")", "{", "throw"):
            self._take(text)
        self._take('"exit code $LASTEXITCODE"')
        self._take("}")

    def _pipeline(self) -> None:
        while True:
            self._command()
            if self._peek().text != "|":
                return
            self._take()

    def _command(self) -> None:
        name = self._take().text + self._take("-").text + self._take().text
        if not _CMDLET.fullmatch(name):
            raise SkeletonError(f"{name} is no cmdlet")
        while self._peek().text not in ("|", "}"):
            if self._peek().text == "-":
                self._take()
                if not _NAME.fullmatch(self._peek().text):
                    raise SkeletonError(f"-{self._peek().text} is no parameter")
                self._take()
                if self._peek().text == ":":
                    self._take()
            elif self._peek().text == "@":
                self._take()
                self._take("Quiet")
            elif self._peek().text == "{" and name == "Where-Object":
                self._filter()
            else:
                self._argument()
                if self._peek().text == ",":
                    self._take()

    def _argument(self) -> None:
        """A literal, a number, a constant, ``$Value.Name`` or ``('{0}' -f $Value.Name, …)``."""
        token = self._take()
        if token.kind == "single" or token.text in ("$true", "$false", "$null"):
            return
        if token.text == "$Value":
            self._take(".")
            if not _NAME.fullmatch(self._take().text):
                raise SkeletonError(f"no parameter at {token.start}")
            return
        if token.text[0].isdigit():
            while self._peek().text in (".",) or self._peek().text[0].isdigit():
                self._take()
            return
        if token.text == "(" and self._peek().text == "[":
            self._unescaped()
            return
        if token.text == "(":
            self.value()
            if self._peek().text == "-":
                self._take("-")
                self._take("f")
                self._argument()
                while self._peek().text == ",":
                    self._take()
                    self._argument()
            self._take(")")
            return
        raise SkeletonError(f"{token.text!r} is no argument at {token.start}")

    def _filter(self) -> None:
        self._take("{")
        while True:
            for text in ("$_", "."):
                self._take(text)
            self._take()
            self._take("-")
            if not _OPERATORS.fullmatch(self._take().text):
                raise SkeletonError("no comparison")
            self._argument()
            if self._peek().text == "}":
                self._take()
                return
            self._take("-")
            if self._take().text not in ("and", "or"):
                raise SkeletonError("no link")
