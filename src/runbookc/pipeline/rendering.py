"""From aligned runbooks to findings and artifacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from runbookc import baseline, checks
from runbookc.model.finding import Excerpt, Finding
from runbookc.model.runbook import Runbook
from runbookc.model.walking import references_in
from runbookc.pipeline.aligning import Aligned
from runbookc.pipeline.options import Options
from runbookc.pipeline.shared import Shared
from runbookc.pipeline.spool import Spool
from runbookc.pipeline.summaries import summary
from runbookc.pipeline.workers import Lost, Workers
from runbookc.renderers import Artifact, Bundle, Summary, runbook_renderers

_BATCH = 6
"""Runbooks in one piece of work."""


class RenderingFailedError(Exception):
    """A worker died over a runbook."""


class Rendered(msgspec.Struct, frozen=True, array_like=True):
    """What came of one runbook."""

    findings: tuple[Finding, ...]
    """All, accepted ones too."""
    excerpts: tuple[Excerpt, ...]
    summary: Summary
    artifacts: tuple[Artifact, ...]


class Setting(msgspec.Struct, frozen=True):
    """What all runbooks are checked and rendered with."""

    corpus: checks.Corpus
    options: Options
    titles: dict[str, dict[str, str]]
    """Runbook id to locale to title."""
    artifacts: bool
    """Whether to render at all."""


class _Batch(msgspec.Struct, frozen=True):
    runbooks: tuple[bytes, ...]
    problems: tuple[tuple[Finding, ...], ...]
    setting: Shared[Setting]


_ENCODER = msgspec.msgpack.Encoder()
_RUNBOOKS = msgspec.msgpack.Decoder(Runbook)
_RESULTS = msgspec.msgpack.Decoder(list[Rendered])


def render_all(
    aligned: Sequence[Aligned],
    problems: dict[str, list[Finding]],
    workers: Workers,
    spool: Spool,
    setting: Setting,
) -> Iterator[Rendered]:
    """Check (and render) every runbook, in order. `problems` are the `SRC` findings by runbook id."""
    with Shared(setting, embed=not workers.shares_files) as shared:
        for result in workers.map(_render_batch, _batches(aligned, problems, spool, shared)):
            if isinstance(result, Lost):
                raise RenderingFailedError(result.reason)
            yield from _RESULTS.decode(result)


def _batches(
    aligned: Sequence[Aligned], problems: dict[str, list[Finding]], spool: Spool, shared: Shared[Setting]
) -> Iterator[_Batch]:
    for start in range(0, len(aligned), _BATCH):
        some = aligned[start : start + _BATCH]
        yield _Batch(
            runbooks=tuple(spool.get(one.place) for one in some),
            problems=tuple(tuple(problems.get(one.group.id, ())) for one in some),
            setting=shared,
        )


def _render_batch(batch: _Batch) -> bytes:
    setting = batch.setting.get()
    return _ENCODER.encode(
        [
            _rendered(_RUNBOOKS.decode(encoded), problems, setting)
            for encoded, problems in zip(batch.runbooks, batch.problems, strict=True)
        ]
    )


def _rendered(runbook: Runbook, problems: tuple[Finding, ...], setting: Setting) -> Rendered:
    options = setting.options
    found = sorted([*problems, *checks.run(runbook, setting.corpus, options.settings)], key=checks.order)
    shown = baseline.apply(found, options.baseline).open
    bundle = Bundle(
        runbook=runbook, findings=shown, titles=_titles_for(runbook, setting.titles), options=options.render
    )
    artifacts = (
        tuple(artifact for render in runbook_renderers() for artifact in render(bundle))
        if setting.artifacts
        else ()
    )
    return Rendered(
        findings=tuple(found),
        excerpts=tuple(checks.excerpts(runbook, found)),
        summary=summary(runbook, shown),
        artifacts=artifacts,
    )


def _titles_for(runbook: Runbook, titles: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Titles of the runbooks that this one refers to."""
    wanted = {
        reference.target
        for section in runbook.sections
        for reference in references_in(section.blocks)
        if reference.kind == "runbook" and reference.target
    }
    return {id_: titles[id_] for id_ in sorted(wanted) if id_ in titles}
