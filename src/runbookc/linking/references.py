"""Every reference of an article resolved: steps, sections, the probe table, monitors, other articles."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

import msgspec

from runbookc import inline
from runbookc.linking.foreign import after_section_word, untranslated
from runbookc.linking.index import LinkIndex
from runbookc.linking.monitors import Names
from runbookc.linking.sections import Key, Path, Place, places, section_keys, step_numbers
from runbookc.linking.titles import Keyed, Mention, Titles
from runbookc.lowering.citations import Citation, CitationReader, addresses
from runbookc.lowering.identifiers import is_shaped, tokens
from runbookc.lowering.outline import likeness
from runbookc.lowering.prose import prose_of
from runbookc.model.article import Article, Paragraph, Reference

_LIKE = 0.4
"""Share of its letter groups that a half-translated title has in common with the title."""
_NEAR = 120
"""Characters within which a step and the section that it is in are cited together."""

_LONGEST_GAP = 8
"""Characters between the two ends of a range, in a language whose words are not known."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")

Spot = tuple[Key, Path]


@dataclass(slots=True)
class Edition:
    """One article with what is needed to resolve its references."""

    article: Article
    index: LinkIndex
    titles: Titles = field(init=False)
    names: Names = field(init=False)
    keys: tuple[Key, ...] = field(init=False)
    steps: tuple[frozenset[tuple[int, ...]], ...] = field(init=False)
    verification: int | None = field(init=False)
    spots: dict[Spot, Place] = field(init=False)
    mentions: dict[Spot, tuple[Mention, ...]] = field(init=False)
    words: dict[str, set[int]] | None = None
    """Folded words to the numbers of the paragraphs that have them."""
    by_key: dict[Key, int] = field(init=False)
    by_name: dict[str, list[int]] = field(init=False)
    """Folded names to the sections whose titles have them."""

    def __post_init__(self) -> None:
        self.keys = section_keys(self.article)

    def prepare(self, siblings: Sequence[Edition]) -> None:
        """Everything that the article says by itself, with the siblings' titles."""
        article = self.article
        found = list(places(article))
        texts = [inline.plain(place.paragraph.text) for place in found]
        self.titles = Titles.of(self.keyed(), [sibling.keyed() for sibling in siblings], texts)
        self.names = Names.of(article.probes)
        self.by_key = {key: index for index, key in enumerate(self.keys)}
        self.by_name = {}
        for index, section in enumerate(article.sections):
            for form in {form for name in section.names for form in (name.id or "", name.written)}:
                self.by_name.setdefault(form.casefold(), []).append(index)
        self.steps = tuple(step_numbers(section) for section in article.sections)
        roles = [section.role for section in article.sections]
        self.verification = roles.index("verification") if "verification" in roles else None
        self.spots = {(self.keys[place.section], place.path): place for place in found}
        self.mentions = {}
        for spot, text in zip(self.spots, texts, strict=True):
            here = self.spots[spot].section
            cited = tuple(m for m in self.titles.find(text) if m.section != here)
            if cited:
                self.mentions[spot] = cited

    def keyed(self) -> Keyed:
        return Keyed(self.article, self.keys)

    def cited(self) -> Iterator[Spot]:
        """Where a step or a title is cited."""
        yield from self.mentions
        for spot, place in self.spots.items():
            if any(ref.kind == "step" for ref in place.paragraph.references):
                yield spot

    def uses(self, word: str, foreign: str) -> bool:
        """Whether the article has `word` in a paragraph that does not hold the word `foreign`."""
        if self.words is None:
            self.words = {}
            for number, place in enumerate(self.spots.values()):
                for found in _WORD.findall(inline.plain(place.paragraph.text).casefold()):
                    self.words.setdefault(found, set()).add(number)
        there = self.words.get(foreign.casefold(), set())
        return not self.words.get(word.casefold(), set()) <= there

    def resolve(
        self, siblings: Sequence[Edition], cited: AbstractSet[Spot]
    ) -> Iterator[tuple[Place, Paragraph]]:
        """The paragraphs that change, with their references resolved; `cited`: where any edition cites."""
        for spot, place in self.spots.items():
            telling = siblings if spot in cited else ()
            references = _Resolver(self, spot, place, telling).references()
            if references != place.paragraph.references:
                yield place, msgspec.structs.replace(place.paragraph, references=references)


@dataclass(slots=True)
class _Resolver:
    edition: Edition
    spot: Spot
    place: Place
    siblings: Sequence[Edition]
    """Editions that may say more of it."""

    def references(self) -> tuple[Reference, ...]:
        paragraph = self.place.paragraph
        own = [ref for ref in paragraph.references if ref.kind == "step"]
        cited = self._spanning(own or list(self._like_siblings()))
        mentions = list(self.edition.mentions.get(self.spot, ()))
        steps = self._steps(cited, mentions)
        if not mentions:
            mentions = list(self._untranslated(steps))
        others = [self._other(ref) for ref in paragraph.references if ref.kind in ("monitor", "runbook")]
        sections = [self._section(mention) for mention in mentions]
        return (*steps, *sections, *others)

    def _steps(self, cited: Sequence[Reference], mentions: Sequence[Mention]) -> list[Reference]:
        if not cited:
            return []
        text = inline.plain(self.place.paragraph.text)
        found, at = [], 0
        for reference in cited:
            at = max(text.find(reference.text, at), 0)
            near = self._section_near(at, at + len(reference.text), mentions)
            found.append(self._step(reference, near))
            at += len(reference.text)
        return [
            step for one, last in zip_longest(found, found[1:]) for step in (one, *self._between(one, last))
        ]

    def _between(self, first: Reference, last: Reference | None) -> Iterator[Reference]:
        """The steps between the two ends of a range, each once; none if the ends are no siblings."""
        if not first.through or last is None or first.address is None or last.address is None:
            return
        section, *outer, begin = first.address
        if last.address[:-1] != first.address[:-1]:
            return
        for number in range(begin + 1, last.address[-1]):
            if (*outer, number) in self.edition.steps[section]:
                yield Reference(
                    kind="step",
                    text=first.through,
                    line=first.line,
                    address=(section, *outer, number),
                    found_by="range",
                )

    def _section_near(self, start: int, end: int, mentions: Sequence[Mention]) -> int | None:
        def distance(mention: Mention) -> int:
            return max(mention.start - end, start - mention.end)

        behind = bisect(mentions, start, key=lambda mention: mention.start)
        close = [
            mention for mention in mentions[max(0, behind - 1) : behind + 1] if distance(mention) <= _NEAR
        ]
        return min(close, key=distance).section if close else None

    def _step(self, reference: Reference, section: int | None) -> Reference:
        """In the section that is cited with it, else in its own, else in the verification."""
        wanted = addresses(reference.text)
        if section is not None:
            return _found(reference, self._in(section, wanted))
        own = self._in(self.place.section, (*wanted, *(
            (*self.place.steps[:-1], *address) for address in wanted if len(self.place.steps) > 1
        )))  # fmt: skip
        if own is None and self.edition.verification is not None:
            own = self._in(self.edition.verification, wanted)
        return _found(reference, own)

    def _in(self, section: int, wanted: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
        known = self.edition.steps[section]
        return next(((section, *address) for address in wanted if address in known), None)

    def _like_siblings(self) -> Iterator[Reference]:
        """Bare numbers that are citations in the same paragraph of another edition."""
        cited = {
            address for ref in self._steps_of_siblings() for address in addresses(ref.text)[:1]
        }  # fmt: skip
        for citation in self._numbers() if cited else ():
            if addresses(citation.text)[0] in cited:
                yield Reference(kind="step", text=citation.text, line=self.place.paragraph.span.first)

    def _spanning(self, cited: list[Reference]) -> list[Reference]:
        """`cited` with what is a range in the same paragraph of another edition as a range here too."""
        ranges = {
            (addresses(one.text)[:1], addresses(other.text)[:1])
            for sibling in self._siblings_here()
            for one, other in pairwise(ref for ref in sibling if ref.kind == "step")
            if one.through
        }
        own = {ref.text for ref in cited}
        if not ranges or any(ref.through for ref in cited):
            return cited
        text = prose_of(self.place.paragraph.text)
        for one, other in pairwise(self._numbers()):
            ends = addresses(one.text)[:1], addresses(other.text)[:1]
            if ends in ranges and one.text in own and other.start - one.end <= _LONGEST_GAP:
                line, through = self.place.paragraph.span.first, text[one.start : other.end]
                first = Reference(kind="step", text=one.text, line=line, through=through)
                last = Reference(kind="step", text=other.text, line=line)
                rest = [ref for ref in cited if ref.text not in (one.text, other.text)]
                return [first, last, *rest]
        return cited

    def _numbers(self) -> tuple[Citation, ...]:
        reader = CitationReader(self.edition.article.locale, frozenset(), (), ())
        return reader.numbers(prose_of(self.place.paragraph.text))

    def _siblings_here(self) -> Iterator[tuple[Reference, ...]]:
        for sibling in self.siblings:
            if place := sibling.spots.get(self.spot):
                yield place.paragraph.references

    def _steps_of_siblings(self) -> Iterator[Reference]:
        return (ref for references in self._siblings_here() for ref in references if ref.kind == "step")

    def _untranslated(self, steps: Sequence[Reference]) -> Iterator[Mention]:
        """A section cited by a title that no edition has, and which one it must be.

        The one that other editions cite here; the one that a step cited here lies in; or, where the
        verification sends its readers to another section, the one with the probe table.
        """
        elsewhere = {ref.address[0] for ref in steps if ref.address} - {self.place.section}
        target = self._cited_by_siblings()
        if target is None and len(elsewhere) == 1:
            target = min(elsewhere)
        text = inline.plain(self.place.paragraph.text)
        found = after_section_word(
            text,
            self.edition.titles.section_words,
            self.edition.uses,
            lambda clause: target is not None and likeness(clause, self._title(target)) >= _LIKE,
            with_step=bool(elsewhere),
        )
        if found is None and target is not None and steps:
            found = untranslated(text, self._other_languages())
        if found is None:
            return
        start = text.find(found)
        if target is None:
            target = self._named_in(found)
        if target is None and not steps and not _is_set_off(self.place.paragraph.text, text, found):
            if self.place.section != self.edition.verification:
                return
            target = self.edition.article.probe_section
        if target is not None or any(ref.address is None for ref in steps):
            yield Mention(start, start + len(found), found, target, "foreign-title")

    def _named_in(self, title: str) -> int | None:
        """The section whose title has the names that `title` has."""
        cited = {match[0].casefold() for match in tokens(title) if is_shaped(match[0])}
        shared = [set(self.edition.by_name.get(name, ())) for name in cited]
        for index in sorted(set.intersection(*shared)) if shared else ():
            if len(self.edition.article.sections[index].names) <= len(cited):
                return index
        return None

    def _title(self, section: int) -> str:
        return self.edition.article.sections[section].title

    def _other_languages(self) -> Iterator[str]:
        """The same paragraph in editions of other languages."""
        for sibling in self.siblings:
            place = sibling.spots.get(self.spot)
            if place and _language(sibling.article) != _language(self.edition.article):
                yield inline.plain(place.paragraph.text)

    def _cited_by_siblings(self) -> int | None:
        """The section that other editions' titles name in the same paragraph, if they agree."""
        cited = {
            sibling.keys[mention.section]
            for sibling in self.siblings
            for mention in sibling.mentions.get(self.spot, ())
            if mention.section is not None
        }
        return self.edition.by_key.get(cited.pop()) if len(cited) == 1 else None

    def _section(self, mention: Mention) -> Reference:
        is_table = mention.section is not None and mention.section == self.edition.article.probe_section
        return Reference(
            kind="table" if is_table else "section",
            text=mention.text,
            line=self.place.paragraph.span.first,
            address=None if mention.section is None else (mention.section,),
            found_by="" if mention.section is None else mention.found_by,
        )

    def _other(self, reference: Reference) -> Reference:
        if reference.kind == "monitor":
            found, how = self.edition.names.find(reference.text)
            return msgspec.structs.replace(reference, name=found, found_by=how if found else "")
        index = self.edition.index
        found = index.find(reference.name or "")
        if found:
            return msgspec.structs.replace(reference, name=found, found_by="exact")
        found = index.find_title(reference.text)
        return msgspec.structs.replace(reference, name=found, found_by="title" if found else "")


def _is_set_off(markdown: str, plain: str, phrase: str) -> bool:
    """Whether a phrase is bold, code or quoted: a word of the screen."""
    if re.search(rf"[\"'\u00ab\u201c\u2018\u300c]\W?{re.escape(phrase)}", plain):
        return True
    nodes = inline.walk(inline.parse(markdown))
    return any(
        isinstance(node, inline.Strong | inline.Code) and phrase in inline.plain_text((node,))
        for node in nodes
    )


def _found(reference: Reference, address: tuple[int, ...] | None) -> Reference:
    return msgspec.structs.replace(reference, address=address, found_by="number" if address else "")


def _language(article: Article) -> str:
    return article.locale.partition("-")[0]


def by_section(changed: Iterator[tuple[Place, Paragraph]]) -> Mapping[int, Mapping[Path, Paragraph]]:
    """The changed paragraphs by section and by where they stand in it."""
    found: dict[int, dict[Path, Paragraph]] = {}
    for place, paragraph in changed:
        found.setdefault(place.section, {})[place.path] = paragraph
    return found
