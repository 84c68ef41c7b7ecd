"""From a runbook to a plan: which step runs, calls, waits or asks, without reading any language.

What a step does follows from its shape: its commands (template or literal, reading or changing),
the steps and sections that it refers to, its waits, and whether it has steps inside it. In the
verification nothing is asked; elsewhere a step without a command of its own is for a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from runbookc import commands
from runbookc.model.runbook import Block, Runbook, Section, Sources, Steps
from runbookc.renderers import Bundle
from runbookc.renderers._page.scope import choices, section_scopes
from runbookc.renderers._script.actions import VERIFICATION, StepPlanner
from runbookc.renderers._script.parameters import parameters_for
from runbookc.renderers._script.plan import Action, Ask, Call, Plan, PlannedMonitor, PlannedStep, Run
from runbookc.renderers._script.texts import fallback, lines

_PASSIVE = ("introduction", "explanation", "further-information")
"""Roles whose commands outside steps are talked about, not to be run."""


def plan_of(bundle: Bundle) -> Plan:
    """Everything that a script of this runbook needs to know."""
    runbook = bundle.runbook
    planner = StepPlanner(runbook, bundle.findings)
    texts = {"Title": {locale: edition.title for locale, edition in runbook.editions.items()}}
    steps: list[PlannedStep] = []
    for section in runbook.sections:
        found = list(_section_steps(planner, section))
        if found:
            texts[f"Section.{section.id}"] = section.title
            loose = any(step.id in planner.commands for step in found)
            texts[f"Intro.{section.id}"] = {} if loose else lines(_outside(section), runbook.locales)
            steps += found
    by_id = {step.id: step for step in steps}
    steps = [_with_live_calls(step, by_id) for step in steps]
    steps = _with_undo(steps)
    runs = [action for step in steps for action in step.actions if isinstance(action, Run)]
    return Plan(
        id=runbook.id,
        health_set=_health_set(runbook),
        default_locale=fallback(runbook)[0],
        locales=runbook.locales,
        editions=tuple(f"{locale} {runbook.editions[locale].path}" for locale in runbook.locales),
        parameters=parameters_for(name for run in runs for name in run.code.needs),
        monitors=tuple(_monitors(runbook, steps)),
        steps=tuple(steps),
        texts=texts | planner.texts,
    )


def _section_steps(planner: StepPlanner, section: Section) -> Iterator[PlannedStep]:
    lists = [block for block in section.blocks if isinstance(block, Steps)]
    for block in lists:
        within: tuple[str, ...] = ()
        if len(lists) > 1 and section.role != VERIFICATION:
            within = (block.id,)
            yield _gate(planner, section, block)
        yield from _steps(planner, section, (block,), within)
    if section.role in _PASSIVE:
        return
    for command, actions in planner.loose(section):
        yield PlannedStep(
            id=command.id,
            label="",
            section=section.id,
            role=section.role,
            actions=actions,
            sources=_lines(planner.runbook, command.sources),
        )


def _gate(planner: StepPlanner, section: Section, steps: Steps) -> PlannedStep:
    """Of several lists in one section not all may apply ("To start …", "To stop …"): each is asked for."""
    before: list[Block] = []
    for block in section.blocks:
        if block is steps:
            break
        before = [] if isinstance(block, Steps) else [*before, block]
    planner.texts[f"Step.{steps.id}"] = lines(before[-1:], planner.runbook.locales)
    return PlannedStep(
        id=steps.id,
        label="",
        section=section.id,
        role=section.role,
        actions=(Ask(kind="Condition"),),
        sources=_lines(planner.runbook, steps.sources),
    )


def _steps(
    planner: StepPlanner, section: Section, blocks: Sequence[Block], within: tuple[str, ...]
) -> Iterator[PlannedStep]:
    for block in blocks:
        if not isinstance(block, Steps):
            continue
        for step in block.items:
            yield PlannedStep(
                id=step.id,
                label=step.label,
                section=section.id,
                role=section.role,
                actions=planner.actions(step, section),
                within=within,
                sources=_lines(planner.runbook, step.sources),
            )
            yield from _steps(planner, section, step.blocks, (*within, step.id))


def _outside(section: Section) -> tuple[Block, ...]:
    return tuple(block for block in section.blocks if not isinstance(block, Steps))


def _lines(runbook: Runbook, sources: Sources) -> tuple[str, ...]:
    return tuple(
        f"{locale} {span.first}" + (f"-{span.last}" if span.last > span.first else "")
        for locale, span in sorted(sources.items())
        if locale in runbook.editions
    )


def _with_live_calls(step: PlannedStep, steps: Mapping[str, PlannedStep]) -> PlannedStep:
    """A call leads to where the commands are; where none are, a person has to do the step."""
    actions: list[Action] = []
    for action in step.actions:
        if isinstance(action, Call):
            targets = _runners(action.step, steps, frozenset((step.id,)))
            actions += [Call(step=target) for target in targets] or [Ask(kind="Manual")]
        else:
            actions.append(action)
    return msgspec.structs.replace(step, actions=tuple(dict.fromkeys(actions)))


def _runners(target: str, steps: Mapping[str, PlannedStep], seen: frozenset[str]) -> tuple[str, ...]:
    """`target` if it runs a command, else the steps that it calls in its turn."""
    called = steps.get(target)
    if called is None or target in seen:
        return ()
    if any(isinstance(action, Run) for action in called.actions):
        return (target,)
    further = (action.step for action in called.actions if isinstance(action, Call))
    return tuple(dict.fromkeys(end for step in further for end in _runners(step, steps, seen | {target})))


def _with_undo(steps: Sequence[PlannedStep]) -> list[PlannedStep]:
    """Pair each change with the next command of its section that takes it back, and with those of other
    sections. What takes back hurts no more than the change: to stop a service does not undo its start."""
    runs = [(step.section, action) for step in steps for action in step.actions if isinstance(action, Run)]
    changes = [(section, run) for section, run in runs if run.effect == "Change"]
    pairs = list(_pairs(changes))
    undoing = {undo for _, undo in pairs}
    by_id = {run.id: run for _, run in changes}
    undone_by: dict[str, list[str]] = {}
    undoes: dict[str, list[str]] = {}
    for change, undo in pairs:
        undone_by.setdefault(change, []).insert(0, undo)
    for _, run in changes:
        if run.id in undoing:
            continue
        for undo in dict.fromkeys(id_ for _, id_ in pairs):
            if undo not in undone_by.get(run.id, ()) and commands.undoes(
                run.code.shown, by_id[undo].code.shown
            ):
                undone_by.setdefault(run.id, []).append(undo)
    for change, found in undone_by.items():
        for undo in found:
            undoes.setdefault(undo, []).append(change)
    return [_paired(step, undone_by, undoes) for step in steps]


def _pairs(changes: Sequence[tuple[str, Run]]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for index, (section, run) in enumerate(changes):
        if run.id in taken:
            continue
        for other, later in changes[index + 1 :]:
            if (
                other == section
                and later.id not in taken
                and later.level <= run.level
                and commands.undoes(run.code.shown, later.code.shown)
            ):
                taken.add(later.id)
                yield run.id, later.id
                break


def _paired(step: PlannedStep, undone_by: dict[str, list[str]], undoes: dict[str, list[str]]) -> PlannedStep:
    actions = tuple(
        msgspec.structs.replace(
            action,
            undone_by=tuple(undone_by.get(action.id, ())),
            undoes=tuple(undoes.get(action.id, ())),
            risk="undo" if action.id in undoes else action.risk,
        )
        if isinstance(action, Run)
        else action
        for action in step.actions
    )
    return msgspec.structs.replace(step, actions=actions)


def _health_set(runbook: Runbook) -> str:
    """The article's own, or the only one of its table."""
    sets = {probe.health_set for probe in runbook.probes if probe.health_set}
    return runbook.health_set or (next(iter(sets)) if len(sets) == 1 else "")


def _monitors(runbook: Runbook, steps: Sequence[PlannedStep]) -> Iterator[PlannedMonitor]:
    """Each monitor once, with a probe where one of its rows has one."""
    scopes = section_scopes(runbook)
    active = {step.section for step in steps if step.role != VERIFICATION}
    recovery = [
        section for section in runbook.sections if section.role == "recovery" and section.id in active
    ]
    general = [section.id for section in recovery if not scopes[section.id]]
    found: dict[str, PlannedMonitor] = {}
    for choice in choices(runbook):
        known = found.get(choice.monitor)
        if known is not None and (known.probe or not choice.probe):
            continue
        names = {choice.monitor, choice.probe} - {""}
        own = [section.id for section in recovery if names & set(scopes[section.id])]
        found[choice.monitor] = PlannedMonitor(
            id=choice.monitor,
            health_set=choice.health_set,
            probe=choice.probe,
            probe_health_set=choice.probe_health_set,
            sections=tuple(own or (general if len(general) == 1 else ())),
        )
    yield from found.values()
