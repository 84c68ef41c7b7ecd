"""TBL011."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from runbookc.checks import Corpus, Drift, places, rule
from runbookc.checks.corpus import Observed
from runbookc.checks.evidence import majority
from runbookc.checks.places import Place
from runbookc.checks.registry import observer
from runbookc.model.runbook import Runbook

NAMED = "dependencies beside each other"
"""Observer: (locale, what it calls a dependency, another locale, what that one calls it)."""

_SEVERAL = 2


@observer(NAMED)
def observed_dependencies(runbook: Runbook) -> Observed:
    """Which words for a dependency stand at the same place of two editions."""
    counts: Observed = Counter()
    for place in places(runbook):
        if place.kind == "dependency":
            texts = _texts(place)
            for one, text in texts.items():
                counts.update((one, text, other, words) for other, words in texts.items() if one != other)
    return counts


@rule(
    "TBL011",
    level="warning",
    title="swapped-dependency",
    message="{place} has the dependency {actual} where other editions have {expected}",
)
def swapped_dependency(runbook: Runbook, corpus: Corpus) -> Iterator[Drift]:
    """A row of the probe table has another dependency than the other editions have there.

    Why: dependencies tell where to look when the probe fails; the wrong one costs the time that there
    is. Words are held against how the same language calls the same dependency elsewhere in the input.

    Bad:  `DNS` in it-IT where the others have `Active Directory`.
    Good: `Active Directory` in every edition.
    """
    known = corpus.derive(_known)
    lacking = {
        (place.id.rpartition(".")[0], locale)
        for place in places(runbook)
        if place.kind == "dependency"
        for locale in place.missing
    }
    for place in places(runbook):
        row = place.id.rpartition(".")[0]
        texts = _texts(place) if place.kind == "dependency" else {}
        odd = {locale: _against(locale, texts, corpus, known) for locale in texts}
        for locale, others in odd.items():
            rest = len(texts) - 1
            is_pair = len(texts) == _SEVERAL
            if (row, locale) in lacking:
                continue  # one that is missing leaves the others' places unsure
            enough = len(others) >= min(_SEVERAL, rest) and 2 * len(others) > rest
            if enough and (is_pair or not _is_blamed(locale, odd)):
                yield Drift(
                    locale=locale,
                    at=place,
                    expected=place.element.text[others[0]],
                    actual=place.element.text[locale],
                    agreeing=others,
                    confidence=majority(len(others), len(texts)),
                )


def _texts(place: Place) -> dict[str, str]:
    return {locale: " ".join(text.split()).casefold() for locale, text in sorted(place.element.text.items())}


def _known(corpus: Corpus) -> Mapping[tuple[str, str, str], frozenset[str]]:
    """For a locale, its words and another locale: which words that one has beside them."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for one, text, other, words in corpus.counts(NAMED):
        found.setdefault((one, text, other), set()).add(words)
    return {key: frozenset(words) for key, words in found.items()}


def _against(
    locale: str,
    texts: Mapping[str, str],
    corpus: Corpus,
    known: Mapping[tuple[str, str, str], frozenset[str]],
) -> tuple[str, ...]:
    """The editions whose words stand beside others in this language elsewhere, and never beside these."""
    own, counts = texts[locale], corpus.counts(NAMED)
    spoken = Counter(texts.values())
    found: list[str] = []
    for other, words in texts.items():
        if other == locale or words == own or counts.get((locale, own, other, words), 0) > 1:
            continue
        usual = known.get((other, words, locale), frozenset()) - {own}
        kept = counts.get((locale, words, other, words), 0)
        is_name = words in usual and max(spoken[words], kept) >= _SEVERAL
        if usual and (is_name or known.get((locale, own, other), frozenset()) - {words}):
            found.append(other)
    return tuple(found)


def _is_blamed(locale: str, odd: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether it is another edition that stands against this one and the rest."""
    return any(
        len(odd[other]) > len(odd[locale]) or (len(odd[other]) == len(odd[locale]) and other < locale)
        for other in odd[locale]
    )
