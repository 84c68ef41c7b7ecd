"""What a step's outcome should look like: ``Result = Succeeded``.

A property that a cmdlet prints, followed by a literal, both set as code or in bold: found in every
edition by shape, and taken where the editions agree. What the shell prints is the same in every
language, so an ASCII literal in one edition is worth more than its translations in the others.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from functools import lru_cache

from runbookc import inline
from runbookc.commands.tables import known_properties
from runbookc.model.runbook import Paragraph, Step

_LITERAL = re.compile(r"\$?[A-Za-z][A-Za-z0-9_.]*|\d+(?: OK)?")


def expected_values(step: Step) -> tuple[tuple[str, str], ...]:
    """Property and value, for each property that the step's own paragraphs pair with a literal."""
    texts = [text for block in step.blocks if isinstance(block, Paragraph) for text in block.text.values()]
    found = [pairs for text in texts if (pairs := _pairs(text))]
    if not found:
        return ()
    votes: Counter[tuple[str, str]] = Counter()
    for pairs in found:
        votes.update(set(pairs))
    best: dict[str, tuple[str, str]] = {}
    for pair, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(pair[0], pair)
    return tuple(best.values())


@lru_cache(maxsize=4096)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    if "*" not in text and "`" not in text:
        return ()
    literals = [_literal(node) for node in inline.parse(text)]
    spans = [literal for literal in literals if literal]
    names = _names()
    return tuple(
        (names[left.casefold()], right)
        for left, right in itertools.pairwise(spans)
        if left.casefold() in names and right.casefold() not in names and _LITERAL.fullmatch(right)
    )


def _literal(node: inline.Inline) -> str:
    match node:
        case inline.Code(text):
            return text.strip(" :")
        case inline.Strong(children):
            return inline.plain_text(children).strip(" :")
        case _:
            return ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(known_properties())}
