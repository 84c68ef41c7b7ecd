"""Reading: a file's bytes become a `Document`. Pure, and never raises: trouble becomes problems."""

from __future__ import annotations

import hashlib
from collections import Counter

from runbookc.locales.hints import UNDETERMINED
from runbookc.model.document import Document, Junk, Node, Problem, Span
from runbookc.reader import markdown
from runbookc.reader.coverage import keep_lost_lines
from runbookc.reader.decoding import decode
from runbookc.reader.frontmatter import split
from runbookc.reader.limits import DEFAULT, Limits
from runbookc.reader.locale import stated_locale, text_locale
from runbookc.reader.problems import CODES, problem
from runbookc.reader.source import Source
from runbookc.reader.structure import settle

__all__ = ["CODES", "DEFAULT", "Limits", "read"]


def read(path: str, data: bytes, *, folder_locale: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Read one file.

    `path` is what messages will name, `folder_locale` the locale that its folder is named like
    (see `runbookc.sources`). Whatever `data` holds, the result is a Document: what could not be
    read as meant stands in it as `Junk` or with replaced characters, and in its `problems`.
    """
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > limits.file_bytes:
        return _too_large(path, data, digest, folder_locale, limits)
    text, problems = decode(data)
    lines = text.split("\n")
    front = split(lines, limits)
    found: list[Problem] = [*problems, *front.problems]
    body = "\n".join(lines[front.lines :])
    locale = stated_locale(front.values, folder_locale) or text_locale(body)
    if locale == UNDETERMINED:
        found.append(problem("SRC004", 1, "neither the file nor its folder says its language: add `lang:`"))
    stream, references = markdown.tokens(body, limits.nesting)
    source = Source(
        lines=lines,
        offset=front.lines,
        locale=locale,
        limits=limits,
        references=references,
        problems=found,
        seen=Counter(),
        leads={},
    )
    stream, cut = markdown.within_limits(stream, limits)
    nodes = keep_lost_lines(markdown.blocks(stream, source), stream, source, cut)
    if source.seen["["] > limits.brackets:
        source.report("SRC007", 1, f"more than {limits.brackets:,} brackets: links after them are text")
    return Document(
        path=path,
        sha256=digest,
        front=front.values,
        locale=locale,
        blocks=tuple(settle(nodes, source)),
        problems=tuple(sorted(source.problems, key=lambda item: (item.line, item.code, item.message))),
    )


def _too_large(path: str, data: bytes, digest: str, folder_locale: str | None, limits: Limits) -> Document:
    text, _ = decode(data[: limits.front_matter_bytes + 16])
    front = split(text.split("\n"), limits)
    reason = f"the file has {len(data):,} bytes, more than the limit of {limits.file_bytes:,}: not read"
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    junk: Node = Junk(text="", reason=reason, span=Span(1, lines))
    return Document(
        path=path,
        sha256=digest,
        front=front.values,
        locale=stated_locale(front.values, folder_locale) or UNDETERMINED,
        blocks=(junk,),
        problems=(problem("SRC007", 1, reason),),
    )
