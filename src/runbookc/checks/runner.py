"""From what rules say to findings: level, path, line, sentence, fingerprint; each fault once."""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from runbookc.checks.corpus import Corpus, Observations
from runbookc.checks.places import Segment, segments
from runbookc.checks.registry import Drift, Rule, observers, rules
from runbookc.checks.sentences import MASK, restored
from runbookc.invariants import invariants
from runbookc.model.document import Problem
from runbookc.model.finding import Finding, Location
from runbookc.model.runbook import Command, Runbook
from runbookc.model.settings import Settings

_EXCERPT = 120
_FAMILIES = ("STR", "TBL", "CMD", "REF", "LNK", "POL", "IDN", "NUM", "UIL", "TRM", "TXT", "TYP", "REV", "SRC")
"""Which family names a fault best, when two rules see the same one."""


def observe(runbook: Runbook) -> Observations:
    """What this runbook adds to the corpus."""
    return Observations(
        counts={one.name: dict(one.count(runbook)) for one in observers() if not one.sampled},
        sampled={one.name: dict(one.count(runbook)) for one in observers() if one.sampled},
    )


def run(runbook: Runbook, corpus: Corpus, settings: Settings | None = None) -> tuple[Finding, ...]:
    """All findings of one runbook: sorted, each fault once, a defect of all editions once."""
    settings = settings or Settings()
    found = [_finding(one, runbook) for one in _told(runbook, corpus, settings)]
    wanted = (one for one in _numbered(found) if settings.shows(one.level, one.confidence))
    return tuple(sorted(wanted, key=order))


class _Told(msgspec.Struct, frozen=True):
    """What is found in a content, whatever the runbook is called."""

    finding: Finding
    """Without the runbook's id, its paths and the fingerprint."""
    lines: tuple[tuple[str, int], ...]
    """Locales and lines of what is related."""
    what: tuple[str | None, ...]
    """What the fingerprint is made of."""


class _Seen:
    """What the rules said of contents that were checked against one corpus."""

    def __init__(self) -> None:
        self.corpus: Corpus | None = None
        self.revision = -1
        self.told: OrderedDict[bytes, tuple[Runbook, list[_Told]]] = OrderedDict()
        """Content to the first runbook that has it."""
        self.last: tuple[Runbook | None, Runbook | None] = None, None
        """What was checked last, and the first with that content."""


_SEEN = _Seen()
_MOST_SEEN = 64
_ENCODER = msgspec.msgpack.Encoder()


def _told(runbook: Runbook, corpus: Corpus, settings: Settings) -> list[_Told]:
    """What the rules say. They know nothing of ids and paths but for the lock, so runbooks with the same
    content are checked once."""
    if corpus.locked:
        return _found(runbook, corpus, settings)
    if _SEEN.corpus is not corpus or _SEEN.revision != corpus.revision:
        _SEEN.corpus, _SEEN.revision = corpus, corpus.revision
        _SEEN.told.clear()
    key = _content_key(runbook, settings)
    known = _SEEN.told.pop(key, None) or (runbook, _found(runbook, corpus, settings))
    _SEEN.told[key] = known
    _SEEN.last = runbook, known[0]
    if len(_SEEN.told) > _MOST_SEEN:
        _SEEN.told.popitem(last=False)
    return known[1]


def first_alike(runbook: Runbook) -> Runbook:
    """Of a runbook that was just checked the first one with its content: its places are known."""
    last, first = _SEEN.last
    return first if last is runbook and first is not None else runbook


def _found(runbook: Runbook, corpus: Corpus, settings: Settings) -> list[_Told]:
    drifts = list(_applied(runbook, corpus, settings))
    texts = {segment.at.id: segment for segment in segments(runbook)}
    return [_worded(runbook, rule, same, settings, texts) for rule, same in _together(_once(drifts))]


def _applied(runbook: Runbook, corpus: Corpus, settings: Settings) -> Iterator[tuple[Rule, Drift]]:
    for rule in rules():
        if rule.check and settings.wants(rule.code):
            yield from ((rule, drift) for drift in rule(runbook, corpus))


def _content_key(runbook: Runbook, settings: Settings) -> bytes:
    editions = {locale: replace(edition, path="", sha256="") for locale, edition in runbook.editions.items()}
    content = replace(runbook, id="", aliases=(), asset_id=None, editions=editions)
    return hashlib.blake2b(_ENCODER.encode((content, settings)), digest_size=20).digest()


def order(finding: Finding) -> tuple[object, ...]:
    """The order in which findings are reported."""
    return (finding.runbook, finding.path, finding.line, finding.rule, finding.locale, finding.fingerprint)


def from_problem(
    problem: Problem, *, path: str, locale: str, runbook: str, settings: Settings | None = None
) -> Finding | None:
    """The `SRC` finding for what a stage could not read as meant; None when it is not wanted."""
    settings = settings or Settings()
    rule = next((one for one in rules() if one.code == problem.code), None)
    level = settings.level(problem.code, rule.page.level if rule else "warning")
    if not settings.wants(problem.code) or not settings.shows(level, 1.0):
        return None
    return Finding(
        rule=problem.code,
        level=level,
        message=problem.message,
        path=path,
        line=problem.line,
        locale=locale,
        runbook=runbook,
        actual=problem.actual or None,
        group=_digest(problem.code, locale, problem.message, problem.actual),
        fingerprint=_digest(problem.code, runbook, path, locale, problem.message, problem.actual),
    )


def _once(drifts: Iterable[tuple[Rule, Drift]]) -> list[tuple[Rule, Drift]]:
    """Of several rules that report the same words at the same place, the most telling one."""
    ranked = sorted(drifts, key=lambda pair: (_FAMILIES.index(pair[0].family), pair[0].code))
    kept: list[tuple[Rule, Drift]] = []
    claimed: dict[tuple[str, str, str], str] = {}
    for rule, drift in ranked:
        keys = [
            (drift.locale, drift.at.id, f"{side}:{text.strip().casefold()}")
            for side, text in (("+", drift.actual), ("-", drift.expected))
            if text
        ]
        if any(claimed.get(key, rule.code) != rule.code for key in keys):
            continue
        claimed.update((key, rule.code) for key in keys)
        kept.append((rule, drift))
    return kept


def _together(drifts: Iterable[tuple[Rule, Drift]]) -> list[tuple[Rule, list[Drift]]]:
    """Put drifts of one rule together that say the same of every edition: a defect of the source."""
    groups: dict[tuple[str, str, str | None, str | None, str], tuple[Rule, list[Drift]]] = {}
    for rule, drift in drifts:
        key = (rule.code, drift.at.id, drift.expected, drift.actual, drift.what)
        groups.setdefault(key, (rule, []))[1].append(drift)
    out: list[tuple[Rule, list[Drift]]] = []
    for rule, same in groups.values():
        if _is_of_the_source(same):
            out.append((rule, same))
        else:
            out.extend((rule, [drift]) for drift in same)
    return out


def _is_of_the_source(same: list[Drift]) -> bool:
    """All editions that have the element say the same; or most do, and none is said to be right."""
    editions = {drift.locale for drift in same}
    if len(editions) < 2:
        return False
    if editions >= set(same[0].at.locales):
        return True
    alone = all(drift.agreeing == () for drift in same)
    return alone and 2 * len(editions) > len(same[0].at.locales)


def _finding(told: _Told, runbook: Runbook) -> Finding:
    """What is told, of this runbook."""
    code, *what = told.what
    return replace(
        told.finding,
        path=runbook.editions[told.finding.locale].path,
        runbook=runbook.id,
        related=tuple(
            Location(locale=locale, path=runbook.editions[locale].path, line=line)
            for locale, line in told.lines
        ),
        fingerprint=_digest(code, runbook.id, *what),
    )


def _worded(
    runbook: Runbook, rule: Rule, same: list[Drift], settings: Settings, texts: dict[str, Segment]
) -> _Told:
    """One finding; of several drifts (a defect of the source) the reference edition's is the first."""
    first = min(same, key=lambda drift: (drift.locale != runbook.reference_locale, drift.locale))
    source = len(same) > 1
    agreeing = () if source else _agreeing(first)
    others = (
        {drift.locale: _line(drift) for drift in same if drift is not first}
        if source
        else {locale: first.at.line(locale) for locale in agreeing if locale in first.at.sources}
    )
    segment = texts.get(first.at.id)
    told = _unmasked(first, segment)
    finding = Finding(
        rule=rule.code,
        level=settings.level(rule.code, first.level or rule.page.level),
        message=sentence(rule.message, told, editions=len(same)),
        path="",
        line=_line(first),
        locale=first.locale,
        runbook="",
        section=first.at.section,
        step=first.at.step,
        block=first.at.block,
        place=first.at.id,
        expected=told.expected,
        actual=told.actual,
        agreeing=agreeing,
        confidence=round(first.confidence, 2),
        origin="source" if source else "edition",
        group=_digest(rule.code, first.locale, first.expected, first.actual, _context(first, segment)),
        fingerprint="",
    )
    what = (rule.code, first.locale, first.at.id, first.what, first.expected, first.actual)
    return _Told(finding, tuple(sorted(others.items())), what)


def _unmasked(drift: Drift, segment: Segment | None) -> Drift:
    """What a reader is told: the sentence with its names and numbers."""
    if segment is None or MASK not in f"{drift.expected}{drift.actual}":
        return drift
    others = [segment.texts[locale] for locale in segment.texts if locale != drift.locale]
    own = [segment.texts[drift.locale]] if drift.locale in segment.texts else []
    return replace(
        drift, expected=_restored(drift.expected, others + own), actual=_restored(drift.actual, own + others)
    )


def _restored(value: str | None, texts: list[str]) -> str | None:
    if value is None or MASK not in value:
        return value
    return next((told for told in (restored(value, text) for text in texts) if told != value), value)


def _agreeing(drift: Drift) -> tuple[str, ...]:
    if drift.agreeing is not None:
        return drift.agreeing
    return tuple(locale for locale in drift.at.locales if locale != drift.locale)


def _line(drift: Drift) -> int:
    return drift.line if drift.line is not None else drift.at.line(drift.locale)


def sentence(template: str, drift: Drift, *, editions: int = 1) -> str:
    """The finding's message, one line; `editions` have the defect."""
    text = template.format(
        place=drift.at.label,
        what=drift.what,
        expected=quoted(drift.expected),
        actual=quoted(drift.actual),
    )
    if editions < 2:
        return text
    of = len(drift.at.locales)
    number = "every edition" if editions >= of else f"{editions} of {of} editions"
    return f"{text} (in {number}: a defect of the source)"


def quoted(value: str | None) -> str:
    """A value inside a message: one line, shortened, in quotes."""
    if value is None:
        return "nothing"
    flat = " ".join(value.split())
    return f'"{flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 1] + "…"}"'


def _context(drift: Drift, segment: Segment | None) -> str:
    """The sentence around the defect, with names masked: POP's and IMAP's boilerplate are one."""
    if segment is None:
        element = drift.at.element
        return element.code if isinstance(element, Command) else drift.at.kind
    text = segment.texts.get(drift.locale) or next(iter(segment.texts.values()), "")
    for one in invariants(text):
        if one.kind in ("identifier", "acronym") and one.written not in (drift.expected, drift.actual):
            text = text.replace(one.written, "*")
    return text


def _numbered(findings: list[Finding]) -> list[Finding]:
    """Tell equal fingerprints apart, in reading order."""
    seen: Counter[str] = Counter()
    out: list[Finding] = []
    for finding in sorted(findings, key=order):
        seen[finding.fingerprint] += 1
        count = seen[finding.fingerprint]
        if count > 1:
            finding = replace(finding, fingerprint=_digest(finding.fingerprint, str(count)))
        out.append(finding)
    return out


def _digest(*parts: str | None) -> str:
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]
