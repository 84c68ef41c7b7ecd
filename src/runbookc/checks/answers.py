"""Whether what stands in the place of a missing term is something that no other edition says."""

from __future__ import annotations

import msgspec

from runbookc.checks.lexicon import Group, Lexicon, is_content
from runbookc.checks.parallel import Row
from runbookc.checks.sentences import is_unspaced, stem, stems, words

LONGEST = 250
"""Words of a sentence, at most, of which it is asked what answers to them."""
_COMMON, _RARE = 0.15, 0.07
"""Share of sentences from which on a word replaces nothing; up to which it is quoted with another."""
_ALIKE = 4
"""Letters that two forms of one word, or a word and its loan, share."""
_ANSWERS, _LIFT = 0.4, 3
"""A word answers to another when so many of the other's sentences have it, and so much oftener than usual;"""
_OFTENER = 10
"""but not if it stands in so many times more sentences: then it goes with everything."""

_NOTHING: Group = {}
_NONE: frozenset[int] = frozenset()


class Gap(msgspec.Struct, frozen=True):
    """A term that one edition lacks."""

    locale: str
    group: frozenset[str]
    """Stems, each a rendering of it."""
    beside: frozenset[str] = frozenset()
    """Stems that belong to it."""


def is_strange(word: str, gap: Gap, row: Row, learned: Lexicon) -> bool:
    """Whether a word is no form of the missing term, and nothing in the others answers to it."""
    return is_other(word, gap, learned) and not _is_answered(word, gap, row, learned)


def is_other(word: str, gap: Gap, learned: Lexicon) -> bool:
    """Whether a word is one that can be a term, and no form of the missing one."""
    own = stem(word)
    most = _COMMON * learned.sizes.get(gap.locale, 0)
    if not is_content(word) or learned.frequency.get((gap.locale, own), 0) > most:
        return False
    return not any(_is_akin(one, own, word) for one in gap.group | gap.beside)


def _is_akin(one: str, own: str, word: str) -> bool:
    """Whether a stem begins or contains a word; of pairs of characters, whether they may overlap."""
    if is_unspaced(one) and is_unspaced(own):
        return one == own or one[-1] == own[0] or own[-1] == one[0]
    return one[:_ALIKE] == own[:_ALIKE] or (is_content(one) and one in word)


def stretch(at: int, gap: Gap, row: Row, learned: Lexicon) -> tuple[str, ...]:
    """The stems of a word and of those beside it that are as strange, over words of grammar."""
    line = words(row[gap.locale])
    most = _RARE * learned.sizes.get(gap.locale, 0)
    found = [stem(line[at])]
    for step in (-1, 1):
        place, between = at + step, 0
        while 0 <= place < len(line) and between <= 1:
            own = stem(line[place])
            is_rare = learned.frequency.get((gap.locale, own), 0) <= most
            if is_rare and is_strange(line[place], gap, row, learned):
                found.append(own)
                between = 0
            elif is_content(own):
                break
            else:
                between += 1
            place += step
    return tuple(found)


def _is_answered(word: str, gap: Gap, row: Row, learned: Lexicon) -> bool:
    """Whether a loan of the word stands in another edition, or words of two that go with it elsewhere.

    Words that stand for the missing term answer to nothing else.
    """
    own = row[gap.locale]
    elsewhere = {
        number for number in learned.having(gap.locale, word) if learned.sample[number][gap.locale] != own
    }
    answers = 0
    for other, text in row.items():
        if other == gap.locale:
            continue
        groups = learned.groups.get((other, gap.locale), _NOTHING)
        free = [one for one in stems(text) if one not in groups or gap.group.isdisjoint(groups[one][1])]
        if any(one[:_ALIKE] == word[:_ALIKE] for one in free):
            return True
        having = elsewhere & learned.numbers.get(other, _NONE)
        answers += any(_answers(one, other, having, learned) for one in free)
    return answers > 1


def _answers(word: str, locale: str, having: set[int], learned: Lexicon) -> bool:
    count = learned.frequency.get((locale, word), 0)
    if count > _OFTENER * len(having):
        return False
    together = len(having.intersection(learned.places.get((locale, word), ())))
    usual = count / max(1, learned.sizes.get(locale, 0))
    return together > 1 and together >= max(_ANSWERS, _LIFT * usual) * len(having)
