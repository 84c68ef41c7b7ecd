"""From aligned runbooks to findings and artifacts.

What the store knows is not done again: findings by the runbook, the corpus and the rules' options;
artifacts by the runbook, its findings and the titles of the articles that it refers to, if the output
folder has them still.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

import msgspec

from runbookc import baseline, checks
from runbookc.cache import key_of
from runbookc.model.finding import Finding
from runbookc.model.runbook import Runbook
from runbookc.model.walking import references_in
from runbookc.pipeline.aligning import Aligned
from runbookc.pipeline.aside import Aside
from runbookc.pipeline.attempts import Failure, attempt
from runbookc.pipeline.batches import batched
from runbookc.pipeline.crew import Crew
from runbookc.pipeline.grouping import Group
from runbookc.pipeline.learning import Learning
from runbookc.pipeline.planning import (
    Brief,
    Checked,
    Plan,
    Setting,
    artifacts_key,
    content_key,
    decoded,
    plans_of,
    titles_of,
)
from runbookc.pipeline.shared import Shared
from runbookc.pipeline.staging import Staged, stage, unstaged
from runbookc.pipeline.store import Store
from runbookc.pipeline.summaries import summary
from runbookc.pipeline.workers import Lost, Workers
from runbookc.renderers import Bundle, runbook_renderers

_BATCH = 30
"""Editions in one piece of work."""
_DOING = "checking and rendering it"
_PATIENCE = 30
"""Times the seconds of one edition, until a worker that says nothing is given up."""
_LEARNING = 0.05
"""Seconds for each article that there is."""
_AT_ONCE = 100
"""Runbooks whose findings are looked up at once."""


class Rendered(msgspec.Struct, frozen=True, array_like=True):
    """What came of one runbook."""

    checked: Checked
    key: bytes
    """Stands for all that its artifacts depend on."""
    artifacts: tuple[Staged, ...] | None
    """None when the output folder has them."""


class Failed(NamedTuple):
    """An article that could be aligned, but not checked or rendered."""

    group: Group
    failure: Failure


class _Item(msgspec.Struct, frozen=True):
    runbook: bytes
    digest: bytes
    problems: tuple[Finding, ...]
    checked: bytes
    """`Checked`, encoded; empty when it is not known."""
    there: bytes
    """Key of the artifacts that the output folder has; empty if it has none."""


class _Batch(msgspec.Struct, frozen=True):
    items: tuple[_Item, ...]
    setting: Shared[Setting]
    staged: bool
    """Whether the worker can put artifacts into the output folder."""


class _Results(msgspec.Struct, frozen=True, array_like=True):
    rendered: list[tuple[Rendered | None, str]]
    """Each with the reason if there is none."""
    learned: dict[str, bytes]


_ENCODER = msgspec.msgpack.Encoder(enc_hook=repr)
_RUNBOOKS = msgspec.msgpack.Decoder(Runbook)
_RESULTS = msgspec.msgpack.Decoder(_Results)


def render_all(
    aligned: Sequence[Aligned],
    problems: dict[str, list[Finding]],
    crew: Crew,
    store: Store,
    setting: Setting,
    there: Mapping[str, bytes],
    aside: Aside,
) -> Iterator[Rendered | Failed]:
    """Check (and render) every runbook; those that are known come first, while work on the others begins.

    `problems` are the `SRC` findings by runbook id; `there` are the keys of the artifacts that the output
    folder has, by runbook id.

    A runbook that takes too long, or kills its process, is left out. Raises VanishedError.
    """
    plans = plans_of(aligned, problems, store, setting, there)
    learning = Learning(setting.corpus, store)
    work = [plan for plan in plans if not plan.ready]
    workers = aside.rather_than(crew.of(sum(len(plan.aligned.group.editions) for plan in work)))
    if work:
        learning.share(workers, _LEARNING * len(aligned) + setting.options.seconds)
    with Shared(setting, embed=not workers.shares_files) as shared:
        new = _new(
            _batches(work, store, shared, there, staged=workers.shares_files),
            workers,
            learning,
            setting.options.seconds,
        )
        yield from _known([plan for plan in plans if plan.ready], store)
        aside.load()
        for plan, rendered in zip(work, new, strict=True):
            if isinstance(rendered, Failure):
                yield Failed(plan.aligned.group, rendered)
                continue
            if plan.key and plan.brief is None:
                store.remember(plan.key, _ENCODER.encode(rendered.checked.brief))
                store.remember(content_key(plan, store), _ENCODER.encode(rendered.checked))
            yield rendered
    learning.remember()


def _known(plans: Sequence[Plan], store: Store) -> Iterator[Rendered]:
    for start in range(0, len(plans), _AT_ONCE):
        some = plans[start : start + _AT_ONCE]
        known = store.known([content_key(plan, store) for plan in some])
        for plan in some:
            yield Rendered(decoded(known.get(content_key(plan, store))), plan.ready, None)


def _new(
    batches: Iterable[_Batch], workers: Workers, learning: Learning, seconds: float
) -> Iterator[Rendered | Failure]:
    results = workers.map(_render_batch, batches, _PATIENCE * _BATCH * seconds)
    return chain.from_iterable(
        _singly(result.item, workers, learning, seconds)
        if isinstance(result, Lost)
        else _results(result, learning)
        for result in results
    )


def _singly(
    batch: _Batch, workers: Workers, learning: Learning, seconds: float
) -> Iterator[Rendered | Failure]:
    """Find the runbook that the batch was lost for."""
    singles = (_Batch((item,), batch.setting, batch.staged) for item in batch.items)
    for result in workers.map(_render_batch, singles, _PATIENCE * seconds):
        if isinstance(result, Lost):
            yield Failure(f"{_DOING} failed: {result.reason}")
        else:
            yield from _results(result, learning)


def _results(encoded: bytes, learning: Learning) -> Iterator[Rendered | Failure]:
    results = _RESULTS.decode(encoded)
    learning.add(results.learned)
    return (rendered or Failure(reason) for rendered, reason in results.rendered)


def _batches(
    plans: Sequence[Plan],
    store: Store,
    shared: Shared[Setting],
    there: Mapping[str, bytes],
    *,
    staged: bool,
) -> Iterator[_Batch]:
    for some in batched(plans, lambda plan: plan.aligned.group, _BATCH):
        yield _Batch(
            tuple(
                _Item(
                    runbook=store.get(plan.aligned.where),
                    digest=plan.aligned.digest,
                    problems=plan.problems,
                    checked=store.get(content_key(plan, store)) if plan.brief else b"",
                    there=there.get(plan.aligned.group.id, b""),
                )
                for plan in some
            ),
            shared,
            staged,
        )


def _render_batch(batch: _Batch) -> bytes:
    setting = batch.setting.get()
    rendered: list[tuple[Rendered | None, str]] = []
    for item in batch.items:
        runbook = _RUNBOOKS.decode(item.runbook)
        known = decoded(item.checked) if item.checked else None
        work = partial(_rendered, runbook, known, item, setting, staged=batch.staged)
        result = attempt(work, _seconds(runbook, setting), _DOING)
        rendered.append((None, result.reason) if isinstance(result, Failure) else (result, ""))
    return _ENCODER.encode(_Results(rendered, setting.corpus.learned()))


def _seconds(runbook: Runbook, setting: Setting) -> float:
    """How long a runbook may take: by its editions, and what the first one learns from all articles."""
    return setting.options.seconds * len(runbook.editions) + _LEARNING * len(setting.titles)


def _rendered(
    runbook: Runbook, known: Checked | None, item: _Item, setting: Setting, *, staged: bool
) -> Rendered:
    checked = known or _checked(runbook, item.problems, setting)
    key = artifacts_key(item.digest, checked.brief, setting)
    if key == item.there or setting.folder is None:
        return Rendered(checked, key, None)
    bundle = Bundle(
        runbook=runbook,
        findings=baseline.apply(checked.findings, setting.options.baseline).open,
        titles=titles_of(checked.brief, setting),
        options=setting.options.render,
    )
    artifacts = (artifact for render in runbook_renderers() for artifact in render(bundle))
    return Rendered(checked, key, stage(setting.folder, artifacts) if staged else unstaged(artifacts))


def _checked(runbook: Runbook, problems: tuple[Finding, ...], setting: Setting) -> Checked:
    options = setting.options
    found = sorted([*problems, *checks.run(runbook, setting.corpus, options.settings)], key=checks.order)
    shown = baseline.apply(found, options.baseline).open
    return Checked(
        findings=tuple(found),
        excerpts=tuple(checks.excerpts(runbook, found)),
        summary=summary(runbook, shown),
        brief=Brief(key_of(_ENCODER.encode(shown)), _linked(runbook)),
    )


def _linked(runbook: Runbook) -> tuple[str, ...]:
    wanted = {
        reference.target
        for section in runbook.sections
        for reference in references_in(section.blocks)
        if reference.kind == "runbook" and reference.target
    }
    return tuple(sorted(wanted))
