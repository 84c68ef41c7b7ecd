"""How well the alignment holds when one edition is changed: ``python benchmarks/alignment.py``.

Each trial changes one edition of one article in one way (see `mutations`) and aligns it with its
unchanged siblings. It counts how many of the untouched leaves (paragraphs, commands, rows) still
stand with the same lines of the siblings, and whether the change is named at the right place.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from mutations import MUTATIONS, Mutated, Source, parse

from runbookc.alignment import align
from runbookc.linking import LinkIndex, identities, link_editions
from runbookc.lowering import lower
from runbookc.model import runbook as r
from runbookc.model.article import Article
from runbookc.model.walking import walk_blocks, walk_steps
from runbookc.reader import read

ROOT = Path(__file__).resolve().parents[1]


def sources() -> list[Path]:
    """The real articles if they are there, and our own."""
    shared = ROOT.parent / "shared"
    folders = [shared / "corpus", shared / "procedures", ROOT / "source_docs"]
    return sorted(
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*.md")
        if path.stem != "README"
    )


def compile_group(articles: list[Article], index: LinkIndex) -> r.Runbook:
    return align(link_editions(articles, index), runbook_id="x")


Pairs = dict[tuple[int, int], frozenset[tuple[str, int]]]
"""Lines of a leaf in the changed edition to where its counterparts stand in the others."""


def pairs(runbook: r.Runbook, locale: str) -> Pairs:
    found: Pairs = {}
    for spans in _spans(runbook):
        if locale in spans:
            own = spans[locale]
            others = frozenset((tag, span.first) for tag, span in spans.items() if tag != locale)
            found[own.first, own.last] = others
    return found


def _spans(runbook: r.Runbook) -> Iterator[r.Sources]:
    for probe in runbook.probes:
        yield probe.sources
    for section in runbook.sections:
        if section.level:
            yield {tag: type(span)(span.first, span.first) for tag, span in section.sources.items()}
        for block in walk_blocks(section.blocks):
            if isinstance(block, r.Paragraph | r.Command):
                yield block.sources
            elif isinstance(block, r.Table):
                yield from block.row_sources


def kept(before: Pairs, after: Pairs, source: Source, mutated: Mutated, others: int) -> tuple[int, int]:
    """Of the leaves that were aligned with all siblings and not touched: how many still are, of how many."""
    old, new = source.lines, mutated.text.split("\n")
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in after:
        places[_content(new, span)].append(span)
    good = total = 0
    for span, counterparts in before.items():
        if len(counterparts) < others or _overlaps(span, mutated.touched):
            continue
        total += 1
        good += any(after[place] == counterparts for place in places[_content(old, span)])
    return good, total


def _content(lines: list[str], span: tuple[int, int]) -> str:
    text = " ".join(line.strip() for line in lines[span[0] - 1 : span[1]])
    return text.lstrip("0123456789. ")


def _overlaps(span: tuple[int, int], touched: tuple[int, int]) -> bool:
    return span[0] <= touched[1] and touched[0] <= span[1]


def is_named(before: r.Runbook, after: r.Runbook, locale: str, mutated: Mutated) -> bool:
    """Whether the runbook says what was done, about the right element."""
    match mutated.kind:
        case "remove step":
            return _lost(_steps(before), _steps(after), locale, mutated.touched)
        case "remove section":
            return _lost(_sections(before), _sections(after), locale, mutated.touched)
        case "remove row":
            return _lost(_rows(before), _rows(after), locale, mutated.touched)
        case "add step":
            return any(
                set(spans) == {locale} and abs(spans[locale].first - mutated.line) <= 1
                for _, spans in _steps(after)
            )
        case "add row":
            return any(
                set(spans) == {locale} and abs(spans[locale].first - mutated.line) <= 1
                for _, spans in _rows(after)
            )
        case "move section":
            return _diverges(before, after, _sections, locale, mutated, {"moved"})
        case "move step":
            return _diverges(before, after, _steps, locale, mutated, {"moved"})
        case "merge steps" | "merge sentences":
            return _diverges(before, after, _steps, locale, mutated, {"merged"})
        case "nest step":
            return _diverges(before, after, _steps, locale, mutated, {"nested"})
        case _:
            return _diverges(before, after, _steps, locale, mutated, {"split"})


Elements = list[tuple[str, r.Sources]]


def _steps(runbook: r.Runbook) -> Elements:
    """Steps, and the items of numbered lists that are no procedure."""
    found = [(step.id, step.sources) for step in walk_steps(runbook)]
    for section in runbook.sections:
        for block in walk_blocks(section.blocks):
            if isinstance(block, r.List) and block.ordered:
                found += [(f"{block.id}.{place}", item.sources) for place, item in enumerate(block.items, 1)]
    return found


def _sections(runbook: r.Runbook) -> Elements:
    return [(section.id, section.sources) for section in runbook.sections]


def _rows(runbook: r.Runbook) -> Elements:
    rows = [(str(i), probe.sources) for i, probe in enumerate(runbook.probes)]
    for section in runbook.sections:
        for block in walk_blocks(section.blocks):
            if isinstance(block, r.Table):
                rows += [(block.id, spans) for spans in block.row_sources]
    return rows


def _touched(elements: Elements, locale: str, lines: tuple[int, int]) -> r.Sources | None:
    """The element that starts where the change starts."""
    starts = [spans for _, spans in elements if locale in spans and spans[locale].first == lines[0]]
    return min(starts, key=lambda spans: spans[locale].last, default=None)


def _lost(before: Elements, after: Elements, locale: str, lines: tuple[int, int]) -> bool:
    gone = _touched(before, locale, lines)
    if gone is None:
        return False
    rest = {tag: span for tag, span in gone.items() if tag != locale}
    return any(locale not in spans and _same(spans, rest) for _, spans in after)


def _same(spans: r.Sources, rest: r.Sources) -> bool:
    shared = [tag for tag in rest if tag in spans]
    return bool(shared) and all(spans[tag].first == rest[tag].first for tag in shared)


def _diverges(
    before: r.Runbook, after: r.Runbook, elements: object, locale: str, mutated: Mutated, kinds: set[str]
) -> bool:
    assert callable(elements)
    touched = _touched(elements(before), locale, mutated.touched)
    if touched is None:
        return False
    rest = {tag: span for tag, span in touched.items() if tag != locale}
    ids = {id_ for id_, spans in elements(after) if _same(spans, rest)}
    said = [item for item in after.divergences if item.locale == locale and item.kind in kinds]
    return any(item.element in ids or item.other in ids for item in said)


def trials(
    articles: list[Article], index: LinkIndex, count: int, rng: random.Random
) -> Iterator[tuple[str, str, bool, int, int, list[object]]]:
    before = compile_group(articles, index)
    for _ in range(count):
        place = rng.randrange(len(articles))
        source = parse(Path(articles[place].path))
        mutated = rng.choice(MUTATIONS)(source, rng)
        if mutated is None:
            continue
        locale = articles[place].locale
        changed = list(articles)
        changed[place] = lower(read(articles[place].path, mutated.text.encode(), folder_locale=locale))
        after = compile_group(changed, index)
        good, total = kept(pairs(before, locale), pairs(after, locale), source, mutated, len(articles) - 1)
        named = is_named(before, after, locale, mutated)
        where = f"{articles[place].path}:{mutated.touched[0] or mutated.line}"
        said = [(i.kind, i.element, i.span.first, i.other) for i in after.divergences if i.locale == locale]
        yield mutated.kind, where, named, good, total, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20, help="per article")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", type=int, default=0, help="use only so many editions of each article")
    parser.add_argument("--misses", action="store_true", help="print what was not named")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    articles = [
        lower(read(path.as_posix(), path.read_bytes(), folder_locale=path.parent.name)) for path in sources()
    ]
    found = _groups(articles)
    index = LinkIndex.of((group[0].stem, group) for group in found)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for group in found:
        if options.editions:
            group = rng.sample(group, min(options.editions, len(group)))
        for kind, where, named, good, total, said in trials(group, index, options.trials, rng):
            tally[kind].update(trials=1, named=named, good=good, total=total)
            if options.misses and (not named or good < total):
                print(f"{'named' if named else 'MISSED'} {kind}: {where} aligned {good}/{total}", *said)
    _print(tally)


def _groups(articles: list[Article]) -> list[list[Article]]:
    """Articles with several editions, one list each."""
    found: dict[str, dict[str, Article]] = {}
    for identity, article in zip(identities(articles), articles, strict=True):
        found.setdefault(identity, {}).setdefault(article.locale, article)
    return [list(editions.values()) for editions in found.values() if len(editions) > 1]


def _print(tally: dict[str, Counter[str]]) -> None:
    whole: Counter[str] = Counter()
    print(f"{'change':<16} {'trials':>6} {'named':>7} {'untouched still aligned':>24}")
    for kind in sorted(tally):
        counts = tally[kind]
        whole.update(counts)
        print(_row(kind, counts))
    print(_row("all", whole))


def _row(kind: str, counts: Counter[str]) -> str:
    named = counts["named"] / max(1, counts["trials"])
    aligned = counts["good"] / max(1, counts["total"])
    return f"{kind:<16} {counts['trials']:>6} {named:>7.1%} {aligned:>24.2%}"


if __name__ == "__main__":
    main()
