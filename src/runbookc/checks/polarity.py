"""On which side of a condition a sentence stands, by the word lists of its language.

A sentence is cut at its commas into clauses. In a clause, a word of one side counts for the other when
the clause is negated; several negators are one (negative concord), as in *não mostra nenhuma cópia*.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from runbookc.checks.sentences import is_unspaced
from runbookc.locales.words import words

NEGATION = "negation"
"""The condition that a negator makes."""
_ORDERS = ("order", "switch")
"""Conditions that a negation in the same clause does not turn, and that are no negation."""
_OTHER = {"+": "-", "-": "+"}
_BEFORE, _BEHIND = {False: 5, True: 14}, {False: 1, True: 5}
"""Words (characters, where no blanks part words) between a negator and what it turns, at most."""
_GAP, _GAP_SIGN = r".{1,60}?", "…"
_END = r"(?![^\W_])"
_FIRST_MARKED = "\u0590"
_MARKS = "[\u064b-\u065f\u0900-\u0963\u0966-\u0dff]"
"""Letters for vowels, and vowel signs, of scripts in which a word goes on with one: no ``\\w``."""
_COMMAS = ("，", "、")
_CLAUSE = re.compile(r"[,;:()，；：、。（）—–]")


class Reading(msgspec.Struct, frozen=True):
    """What a sentence says."""

    sides: dict[str, str]
    """Condition to ``+``, ``-`` or ``±`` when it says both. The condition `NEGATION` is ``-`` with a
    negator, ``±`` with another word of a negative side, or where the language negates by endings."""
    spoken: dict[str, str]
    """Condition to the words that say so, the last of them."""


def has_words(locale: str) -> bool:
    """Whether the locale's language has lists."""
    conditions = words(locale).conditions
    return bool(conditions.negators or conditions.opposites)


class _Lists(msgspec.Struct, frozen=True):
    pattern: re.Pattern[str]
    senses: dict[str, tuple[str, str]]
    """Entry to its condition and side; negators have the condition `NEGATION`, what says nothing has none."""
    order: tuple[str, ...]
    """Entries in the order of the pattern's groups."""

    def sense(self, match: re.Match[str]) -> tuple[str, str]:
        """What a match says."""
        return self.senses[self.order[(match.lastindex or 1) - 1]]

    def is_wide(self, match: re.Match[str]) -> bool:
        """Whether it is an expression with a gap (*until … not*): what stands in its clause is left open."""
        return _GAP_SIGN in self.order[(match.lastindex or 1) - 1]


@lru_cache(maxsize=32768)
def read(text: str, locale: str) -> Reading:
    """The conditions of a masked sentence."""
    lists = _lists(locale)
    signs: dict[str, set[str]] = {}
    spoken: dict[str, str] = {}
    negative = negator_seen = ""
    for clause in _CLAUSE.split(text.casefold()) if lists is not None else ():
        assert lists is not None
        senses = [(*lists.sense(match), match) for match in lists.pattern.finditer(clause)]
        if any(not condition and lists.is_wide(match) for condition, _, match in senses):
            negative = negative or clause
            continue
        negators = [match for condition, _, match in senses if condition == NEGATION]
        negator_seen = negator_seen or (negators[0][0] if negators else "")
        for condition, sign, match in senses:
            if condition in ("", NEGATION):
                continue
            if sign == "-" and condition not in _ORDERS:
                negative = negative or match[0]
            negator = None if condition in _ORDERS else _negator(match, negators, clause)
            signs.setdefault(condition, set()).add(_OTHER[sign] if negator else sign)
            spoken[condition] = f"{negator} … {match[0]}" if negator else match[0]
    sides = {condition: "".join(seen) if len(seen) == 1 else "±" for condition, seen in signs.items()}
    plain = "+" if words(locale).conditions.negators else "±"
    sides[NEGATION] = "-" if negator_seen else "±" if negative else plain
    spoken[NEGATION] = negator_seen
    return Reading(sides, spoken)


@lru_cache(maxsize=64)
def _lists(locale: str) -> _Lists | None:
    conditions = words(locale).conditions
    if not has_words(locale):
        return None
    senses = dict.fromkeys(conditions.negators, (NEGATION, "-"))
    for name, sides in sorted(conditions.opposites.items()):
        senses |= dict.fromkeys(sides.positive, (name, "+")) | dict.fromkeys(sides.negative, (name, "-"))
    senses |= dict.fromkeys(conditions.neither, ("", ""))
    entries = sorted(senses, key=lambda entry: (-len(entry), entry))
    by_letter: dict[tuple[bool, str], list[str]] = {}
    for entry in entries:
        by_letter.setdefault((not is_unspaced(entry), entry[0]), []).append(entry)
    pattern = "|".join(_beginning(*key, by_letter[key]) for key in sorted(by_letter))
    order = tuple(entry for key in sorted(by_letter) for entry in by_letter[key])
    return _Lists(re.compile(pattern), senses, order)


def _beginning(spaced: bool, letter: str, entries: list[str]) -> str:
    """Entries that begin with the letter, each followed by an empty group: where a regular expression
    begins with letters, and not with groups or assertions, other positions are passed over quickly."""
    first = re.escape(letter)
    boundary = rf"(?<![^\W_]{first})" if spaced else ""
    if letter > _FIRST_MARKED:
        boundary += f"(?<!{_MARKS}{first})"
    return f"{first}{boundary}(?:{'|'.join(f'{_rest(entry, spaced)}()' for entry in entries)})"


def _negator(word: re.Match[str], negators: list[re.Match[str]], clause: str) -> str | None:
    """The negator that reaches the word: a few words before it, or right behind it."""
    unspaced = is_unspaced(clause)
    for negator in negators:
        if negator.end() <= word.start():
            between, reach = clause[negator.end() : word.start()], _BEFORE[unspaced]
        else:
            between, reach = clause[word.end() : negator.start()], _BEHIND[unspaced]
        if (len(between) if unspaced else len(between.split())) <= reach:
            return negator[0]
    return None


def _rest(entry: str, spaced: bool) -> str:
    """An entry behind its first letter, up to a word boundary where blanks part words; ``*`` is any
    ending, ``…`` a few words, an ideographic comma the end of a clause."""
    if entry.endswith(_COMMAS):
        return re.escape(entry[1:-1]) + r"(?=\s*$)"
    parts = [re.escape(part.strip()).replace(r"\ ", r"\s") for part in entry[1:].split(_GAP_SIGN)]
    parts = [
        part[:-2] + (rf"(?:[^\W_]|{_MARKS})*" if entry > _FIRST_MARKED else r"[^\W_]*")
        if part.endswith(r"\*")
        else part
        for part in parts
    ]
    if not spaced:
        return ".{0,20}?".join(parts)
    if entry > _FIRST_MARKED:
        parts = [f"{part}(?!{_MARKS})" for part in parts]
    return _GAP.join([f"{parts[0]}{_END}", *(rf"(?<![^\W_]){part}{_END}" for part in parts[1:])])
