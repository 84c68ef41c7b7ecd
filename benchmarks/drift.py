"""How well drift finds single defects, and how quiet it is otherwise: ``python benchmarks/drift.py``.

Each trial puts one defect (see `defects`) into one edition and compiles its article among all the others.
A defect counts as found when a finding that was not there before is of the right family, about the right
locale, and within three lines of the defect. New findings that are not about that place are extras.

What rules learn from the whole input, they learn from the input without defects: one changed line does not
show in it. ``--exact`` learns anew for each trial.

With ``--clean``: no defects; the findings over the articles as they are, by rule.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import further_defects  # noqa: F401
from compiling import ROOT, SHARED, Group, compiled_article, groups, paths_in
from defects import KINDS, Kind, make
from mutations import Mutated, Source, parse
from places_in_source import Context

from runbookc import checks
from runbookc.alignment import align
from runbookc.linking import LinkIndex, link_editions
from runbookc.model.article import Article
from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook

NEAR = 3
"""Lines between a defect and a finding about it, at most."""


def default_sources() -> list[Path]:
    """The real articles, if they are there, and our own."""
    return [SHARED / "corpus", ROOT / "source_docs"]


@dataclass(slots=True)
class Input:
    """All articles, compiled once."""

    groups: list[Group]
    index: LinkIndex
    sources: dict[str, Source]
    """By path."""
    runbooks: dict[str, Runbook]
    observations: dict[str, checks.Observations]
    corpus: checks.Corpus
    findings: dict[str, frozenset[str]] = field(default_factory=dict)
    """By runbook: fingerprints of what is found without a defect."""
    all: list[Finding] = field(default_factory=list)


def load(folders: list[Path], locales: frozenset[str] = frozenset()) -> Input:
    articles = (compiled_article(path.as_posix(), path.read_bytes()) for path in paths_in(*folders))
    found = groups([one for one in articles if not locales or one.locale in locales])
    index = LinkIndex.of((group.id, group.articles) for group in found)
    runbooks = {group.id: compiled(group.id, group.articles, index) for group in found}
    observations = {id_: checks.observe(runbook) for id_, runbook in runbooks.items()}
    loaded = Input(
        groups=found,
        index=index,
        sources={article.path: parse(Path(article.path)) for group in found for article in group.articles},
        runbooks=runbooks,
        observations=observations,
        corpus=checks.Corpus(observations.values()),
    )
    for id_, runbook in runbooks.items():
        findings = checks.run(runbook, loaded.corpus)
        loaded.all += findings
        loaded.findings[id_] = frozenset(one.fingerprint for one in findings)
    return loaded


def compiled(id_: str, articles: tuple[Article, ...], index: LinkIndex) -> Runbook:
    return align(link_editions(articles, index), runbook_id=id_)


def counterparts(runbook: Runbook, locale: str) -> dict[int, Mapping[str, int]]:
    """Line of each text of one edition to where it stands in the others."""
    return {
        segment.lines[locale]: {tag: line for tag, line in segment.lines.items() if tag != locale}
        for segment in checks.segments(runbook)
        if locale in segment.lines and segment.role != "title"
    }


@dataclass(frozen=True, slots=True)
class Trial:
    kind: Kind
    path: str
    locale: str
    mutated: Mutated
    hit: bool
    extras: tuple[Finding, ...]
    new: tuple[Finding, ...]


def trials(
    loaded: Input, kind: Kind, count: int, rng: random.Random, *, into: str | None = None, exact: bool = False
) -> Iterator[Trial]:
    """So many defects of one kind, spread over articles and editions (or those of the locale `into`)."""
    places = [
        (group, article)
        for group in loaded.groups
        for article in group.articles
        if into in (None, article.locale)
    ]
    rng.shuffle(places)
    done = 0
    for group, article in places * 3:
        if done == count:
            return
        mutated = make(kind, loaded.sources[article.path], rng, _context(loaded, group, article))
        if mutated is not None:
            done += 1
            yield _tried(loaded, kind, group, article, mutated, exact=exact)


def _context(loaded: Input, group: Group, article: Article) -> Context:
    return Context(
        locale=article.locale,
        siblings={one.locale: loaded.sources[one.path] for one in group.articles if one is not article},
        aligned=counterparts(loaded.runbooks[group.id], article.locale),
    )


def _tried(
    loaded: Input, kind: Kind, group: Group, article: Article, mutated: Mutated, *, exact: bool
) -> Trial:
    path, locale = article.path, article.locale
    data = mutated.text.encode("utf-8")
    changed = compiled_article(path, data)
    editions = tuple(changed if one is article else one for one in group.articles)
    runbook = compiled(group.id, editions, loaded.index)
    before = loaded.findings[group.id]
    corpus = loaded.corpus
    if exact:
        corpus = checks.Corpus((loaded.observations | {group.id: checks.observe(runbook)}).values())
    findings = checks.run(runbook, corpus)
    new = tuple(one for one in findings if one.fingerprint not in before)
    first, last = mutated.line, _last(loaded.sources[path], mutated)
    near = [one for one in new if _is_near(one, locale, first, last)]
    return Trial(
        kind=kind,
        path=path,
        locale=locale,
        mutated=mutated,
        hit=any(one.locale == locale and one.rule[:3] in kind.families for one in near),
        extras=tuple(one for one in new if one not in near),
        new=new,
    )


def _last(source: Source, mutated: Mutated) -> int:
    """The last line of the changed region: what follows it is as it was."""
    old, new = source.lines, mutated.text.split("\n")
    tail = 0
    while tail < min(len(old), len(new)) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return max(mutated.line, min(len(new) - tail, mutated.line + 40))


def _is_near(finding: Finding, locale: str, first: int, last: int) -> bool:
    if finding.locale == locale:
        line = finding.line
    else:
        own = [one.line for one in finding.related if one.locale == locale]
        if not own:
            return False
        line = own[0]
    return first - NEAR <= line <= last + NEAR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--trials", type=int, default=12, help="of each kind")
    parser.add_argument("--kind", action="append", help="only kinds whose name contains this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", help="only these locales of each article: en-US,it-IT")
    parser.add_argument("--in", dest="into", help="put defects into this locale's edition only")
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    parser.add_argument("--extras", action="store_true", help="print new findings elsewhere")
    parser.add_argument(
        "--exact", action="store_true", help="learn anew from the input with the defect (slow)"
    )
    parser.add_argument("--clean", action="store_true", help="count findings without any defect")
    options = parser.parse_args()
    locales = frozenset((options.editions or "").split(",")) - {""}
    loaded = load(options.sources or default_sources(), locales)
    if options.clean:
        _print_clean(loaded)
        return
    results: dict[str, list[Trial]] = defaultdict(list)
    for kind in KINDS:
        if options.kind and not any(part in kind.name for part in options.kind):
            continue
        rng = random.Random(f"{options.seed}/{kind.name}")
        for trial in trials(loaded, kind, options.trials, rng, into=options.into, exact=options.exact):
            results[kind.name].append(trial)
            _print_trial(trial, loaded, misses=options.misses, extras=options.extras)
    _print_table(results)


def _print_trial(trial: Trial, loaded: Input, *, misses: bool, extras: bool) -> None:
    where = f"{trial.path}:{trial.mutated.line}"
    if misses and not trial.hit:
        print(f"MISSED {trial.kind.name}: {where}")
        old = loaded.sources[trial.path].lines[trial.mutated.touched[0] - 1]
        new = trial.mutated.text.split("\n")[trial.mutated.line - 1]
        print(f"    was: {old.strip()[:300]}\n    is:  {new.strip()[:300]}")
        for finding in trial.new[:4]:
            print(f"    said {finding.rule} {finding.locale}:{finding.line} {finding.message[:160]}")
    if extras and trial.extras:
        print(f"EXTRA {trial.kind.name}: {where}")
        for finding in trial.extras[:6]:
            print(f"    {finding.rule} {finding.locale}:{finding.line} {finding.message[:200]}")


def _print_table(results: dict[str, list[Trial]]) -> None:
    print(f"{'kind of defect':<36} {'trials':>6} {'recall':>7} {'extras':>7}")
    recalls = []
    for name, tried in results.items():
        recalls.append(sum(one.hit for one in tried) / len(tried))
        print(_row(name, tried, recalls[-1]))
    everything = [one for tried in results.values() for one in tried]
    if everything:
        print(
            _row(f"all {len(results)} kinds (recall: mean of kinds)", everything, sum(recalls) / len(recalls))
        )


def _row(name: str, tried: list[Trial], recall: float) -> str:
    extras = sum(len(one.extras) for one in tried) / len(tried)
    return f"{name:<36} {len(tried):>6} {recall:>7.1%} {extras:>7.2f}"


def _print_clean(loaded: Input) -> None:
    tally = Counter((one.rule, one.level, one.origin) for one in loaded.all)
    for (code, level, origin), count in sorted(tally.items()):
        print(f"{code} {level:<8} {origin:<8} {count:>5}")
    editions = sum(len(group.articles) for group in loaded.groups)
    print(f"{len(loaded.all)} findings in {editions} editions of {len(loaded.groups)} articles")


if __name__ == "__main__":
    main()
