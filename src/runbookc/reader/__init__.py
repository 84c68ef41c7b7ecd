"""Reading: a file's bytes become a `Document`. Pure, and never raises: trouble becomes problems."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache, partial

from runbookc.locales.hints import UNDETERMINED
from runbookc.model.document import Document, Junk, Node, Problem, Span
from runbookc.reader import markdown
from runbookc.reader.coverage import keep_lost_lines
from runbookc.reader.decoding import decode, is_text
from runbookc.reader.directives import as_alerts
from runbookc.reader.frontmatter import split
from runbookc.reader.lettered import renumbered
from runbookc.reader.limits import DEFAULT, Limits
from runbookc.reader.locale import stated_locale, text_locale
from runbookc.reader.numbered import may_have_markers
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
    if len(data) > limits.file_bytes:
        reason = f"the file has {len(data):,} bytes, more than the limit of {limits.file_bytes:,}: not read"
        return _refused(path, data, folder_locale, limits, "SRC007", reason)
    text, problems = decode(data)
    if not is_text(text):
        reason = "not text, or in another encoding than UTF-8: not read; save the file as UTF-8"
        return _refused(path, data, folder_locale, limits, "SRC001", reason)
    lines = text.split("\n")
    front = split(lines, limits)
    found = [*problems, *front.problems]
    body = "\n".join(lines[front.lines :])
    locale = stated_locale(front.values, folder_locale) or text_locale(body)
    if locale == UNDETERMINED:
        found.append(problem("SRC004", 1, "neither the file nor its folder says its language: add `lang:`"))
    blocks, in_body = _body(body, front.lines, locale, limits)
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        front=front.values,
        locale=locale,
        blocks=blocks,
        problems=tuple(sorted((*found, *in_body), key=lambda item: (item.line, item.code, item.message))),
    )


@lru_cache(maxsize=192)
def _body(
    body: str, offset: int, locale: str, limits: Limits
) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """The blocks below `offset` lines of front matter, and what is wrong with them.

    Remembered by content: vendors publish the same text under several ids and versions.
    """
    stream, references = markdown.tokens(body, limits.nesting)
    for mended in (renumbered, partial(as_alerts, locale=locale)):
        meant = mended(body, stream)
        if meant is not None:
            body = meant
            stream, references = markdown.tokens(body, limits.nesting)
    source = Source(
        lines=[*[""] * offset, *body.split("\n")],
        offset=offset,
        locale=locale,
        limits=limits,
        references=references,
        problems=[],
        seen=Counter(),
        leads={},
        may_be_numbered=may_have_markers(body, locale),
    )
    stream, left_out = markdown.within_limits(stream, source)
    nodes = keep_lost_lines(markdown.blocks(stream, source), stream, source, left_out)
    return tuple(settle(nodes, source)), tuple(source.problems)


def _refused(
    path: str, data: bytes, folder_locale: str | None, limits: Limits, code: str, reason: str
) -> Document:
    """A document of a file that is not parsed at all: its front matter, and one problem."""
    text, _ = decode(data[: limits.front_matter_bytes + 16])
    front = split(text.split("\n"), limits)
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        front=front.values,
        locale=stated_locale(front.values, folder_locale) or UNDETERMINED,
        blocks=(Junk(text="", reason=reason, span=Span(1, lines)),),
        problems=(problem(code, 1, reason),),
    )
