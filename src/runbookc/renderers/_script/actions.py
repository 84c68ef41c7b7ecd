"""What one step does: its texts, commands, waits, calls and questions, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from runbookc import commands
from runbookc.alignment.features import sentence_count
from runbookc.commands.placeholders import pascal
from runbookc.invariants import invariants
from runbookc.model.finding import Finding
from runbookc.model.runbook import Block, Command, Note, Paragraph, Runbook, Section, Step, Steps, Text
from runbookc.model.walking import commands_in
from runbookc.renderers._page.pool import seconds
from runbookc.renderers._script.code import Code, build
from runbookc.renderers._script.drift import dissenters, is_agreed, is_doubtful, remarks
from runbookc.renderers._script.plan import Action, Ask, Call, Run, Say, Wait
from runbookc.renderers._script.scope import changes
from runbookc.renderers._script.texts import lines, plain

HEALTH, PROBE = "Get-ServerHealth", "Invoke-MonitoringProbe"
_LONGEST_WAIT = 3600
"""Seconds. Nobody leaves a script waiting for longer; such a step is for a person."""
_SHELLS = ("powershell", "cmd")
VERIFICATION = "verification"


class StepPlanner:
    """Knows the whole runbook: which step holds a command, and where calls lead."""

    def __init__(self, runbook: Runbook, findings: tuple[Finding, ...]) -> None:
        self.runbook = runbook
        self.findings = findings
        self.texts: dict[str, Text] = {}
        self.homes: dict[str, str] = {}
        self.commands: dict[str, Command] = {}
        self.steps: dict[str, Step] = {}
        self.order: dict[str, int] = {}
        self.roles: dict[str, str] = {}
        """Section or step id to the section's role."""
        for section in runbook.sections:
            self.roles[section.id] = section.role
            self._register(section.blocks, section.id, section.role)
        self.health = self._first_template(HEALTH)
        self.probe = self._first_template(PROBE)

    def _register(self, blocks: Iterable[Block], home: str, role: str) -> None:
        for block in blocks:
            if isinstance(block, Steps):
                for step in block.items:
                    self.steps[step.id] = step
                    self.order[step.id] = len(self.order)
                    self.roles[step.id] = role
                    self._register(step.blocks, step.id, role)
                continue
            for command in commands_in((block,)):
                self.commands[command.id] = command
                self.homes[command.id] = home

    def _first_template(self, cmdlet: str) -> str:
        """The command by which the verification asks: its id, or empty."""
        found = [
            command.id
            for command in self.commands.values()
            if command.purpose == "template" and command.cmdlets[:1] == (cmdlet,)
        ]
        first = [id_ for id_ in found if self.roles.get(self.homes[id_]) == VERIFICATION]
        return next(iter((*first, *found)), "")

    # Steps

    def actions(self, step: Step, section: Section) -> tuple[Action, ...]:
        """Everything that a step does by itself, without the steps inside it."""
        own = [block for block in step.blocks if not isinstance(block, Steps)]
        nested = any(isinstance(block, Steps) for block in step.blocks)
        done = _asked_once(self._sequence(own, step.id, section.role), section.role)
        if section.role == VERIFICATION:
            return tuple(done)
        waits = [length for length in map(seconds, step.waits) if length]
        runs = [action for action in done if not isinstance(action, Say)]
        calls = self._calls(step, runs)
        if calls and not runs and self._says_more(step, own):
            # What else is cited there ("have the output of step 4 at hand") need not be run again.
            done.append(Ask(kind="Manual"))
            checks = [self.homes[id_] for id_ in (self.probe, self.health) if id_]
            calls = [call for call in calls if call.step in checks]
        if waits and max(waits) <= _LONGEST_WAIT:
            place = next((at for at, action in enumerate(done) if not isinstance(action, Say)), len(done))
            if done and isinstance(done[-1], Ask) and calls and not runs:
                place = len(done)
            longest = max(waits)
            done.insert(place, Wait(seconds=longest, number=waits.index(longest) + 1))
        done += calls
        if not runs and not calls:
            done += self._questions(step, section, nested=nested)
        return tuple(done)

    def _sequence(self, blocks: Sequence[Block], step: str, role: str) -> Iterator[Action]:
        """Texts and commands in turn; the first text is the step's own and needs no action."""
        said: list[Block] = []
        ran = False
        number = 1
        for index, block in enumerate(blocks):
            if not isinstance(block, Command):
                if self._introduces_example(blocks, index, ran=ran):
                    continue
                said.append(block)
            for command in commands_in((block,)):
                action = self._command(command)
                if action is None:
                    continue
                if number == 1 or said:
                    key = f"Step.{step}" + (f"/{number}" if number > 1 else "")
                    if self._put(key, said) and number > 1:
                        yield Say(text=key)
                    number += 1
                said = []
                ran = True
                yield action
        key = f"Step.{step}" + (f"/{number}" if number > 1 else "")
        if self._put(key, said) and number > 1:
            asked = role != VERIFICATION and any(not _is_remark(block) for block in said)
            yield Ask(kind="Manual", text=key) if asked else Say(text=key)

    def _put(self, key: str, blocks: Sequence[Block]) -> bool:
        text = lines(blocks, self.runbook.locales)
        if text or "/" not in key:
            self.texts[key] = text
        return bool(text)

    def _introduces_example(self, blocks: Sequence[Block], index: int, *, ran: bool) -> bool:
        """ "For instance, on server1:", before an example of a command that was there already."""
        follows = blocks[index + 1] if index + 1 < len(blocks) else None
        return (
            ran
            and isinstance(blocks[index], Paragraph)
            and isinstance(follows, Command)
            and self._is_shown_already(follows)
        )

    def _is_shown_already(self, command: Command) -> bool:
        """Whether a command is output, or shows on a sample host what its step runs anyway.

        Such an example need not be an exact instance (``-like`` for ``-eq``): the same cmdlets will do.
        """
        home = self.homes[command.id]
        if command.purpose == "output" or self.homes.get(command.template or "") == home:
            return True
        return (
            command.purpose == "literal"
            and bool(commands.analyse(command.code, command.language).hosts)
            and any(
                other.purpose == "template" and other.cmdlets == command.cmdlets
                for id_, other in self.commands.items()
                if self.homes[id_] == home
            )
        )

    # Commands

    def _command(self, command: Command) -> Action | None:
        """A run, a call or a question; None for an example of what the step runs anyway, and output."""
        source = command
        if self._is_shown_already(command):
            return None
        if command.purpose == "example":
            for check in (self.health, self.probe):
                if check and command.cmdlets[:1] == self.commands[check].cmdlets[:1]:
                    return Call(step=self.homes[check])
            source = self.commands.get(command.template or "", command)
        return self._run(command, source)

    def _run(self, command: Command, source: Command) -> Action:
        """`source` is what is built: the command itself, or the template that it is an example of."""
        against = dissenters(command)
        notes = remarks(command, self.runbook, against)
        code, placeholders = _with_placeholders(source)

        def ask(reason: str) -> Ask:
            return Ask(kind="Manual", reason=reason, command=code, remarks=notes)

        if command.language not in _SHELLS:
            return ask("OtherLanguage")
        if not is_agreed(command, against):
            return ask("Disagreement")
        if is_doubtful(command, self.findings):
            return ask("Doubtful")
        built = build(code, source.language, placeholders)
        if built is None:
            return ask("NotBuilt")
        risk = commands.risk(source.code, source.language)
        # A changing cmdlet with -WhatIf reads, but nothing that merely diagnoses need come near it.
        reads = source.effect == "read" and not any(map(changes, built.cmdlets))
        return Run(
            id=command.id,
            code=built,
            effect="Read" if reads else "Change",
            risk="" if reads else risk.category,
            level=risk.level,
            check=self._check(command.id, built),
            remarks=notes,
        )

    def _check(self, command: str, code: Code) -> str:
        """Whether the command judges: it asks for the health of the alert's server, or reruns the probe."""
        if code.cmdlets[:1] == (HEALTH,) and set(code.needs) <= {"Server", "HealthSet"}:
            return "Health"
        return "Probe" if command == self.probe else ""

    # References

    def _calls(self, step: Step, runs: Sequence[Action]) -> list[Call]:
        """The steps that this one has done again: those before it, and those of the verification."""
        targets: list[str] = []
        for reference in step.references:
            if reference.kind == "step" and reference.target in self.steps:
                targets += self._callees(reference.target, step)
        if not targets and not runs:
            sections = [r.target for r in step.references if r.kind == "section"]
            if any(self.roles.get(target or "") == VERIFICATION for target in sections):
                check = self.probe or self.health
                targets += [self.homes[check]] if check else []
        wanted = [
            target for target in dict.fromkeys(targets) if not runs or self.homes.get(self.probe) == target
        ]
        changes = [id_ for id_, home in self.homes.items() if home in wanted and self._changes(id_)]
        return [] if changes else [Call(step=target) for target in wanted]

    def _changes(self, command: str) -> bool:
        """A change is never repeated by a call: whether it is due again is for a person to say."""
        found = self.commands[command]
        return found.purpose in ("template", "literal") and found.effect != "read"

    def _callees(self, target: str, caller: Step, seen: frozenset[str] = frozenset()) -> list[str]:
        """The steps in and below `target` that have commands; the probe's alone if it is among them.

        A step without any leads to the steps that it has done again in its turn.
        """
        if (
            target in seen
            or target == caller.id
            or caller.id.startswith(f"{target}.")
            or target.startswith(f"{caller.id}.")
        ):
            return []
        same = self.roles[target] == self.roles[caller.id]
        if same and self.order[target] > self.order[caller.id]:
            return []
        found = [
            home
            for id_, home in self.homes.items()
            if (home == target or home.startswith(f"{target}.")) and self.commands[id_].purpose != "output"
        ]
        if not found:
            further = [r.target for r in self.steps[target].references if r.kind == "step"]
            found = [
                end
                for step in further
                if step in self.steps
                for end in self._callees(step, caller, seen | {target})
            ]
        checks = [self.homes[id_] for id_ in (self.probe, self.health) if id_]
        best = next((home for home in checks if home in found), "")
        return [best] if best else list(dict.fromkeys(found))

    def _says_more(self, step: Step, own: Sequence[Block]) -> bool:
        """Whether a step that calls another has something else to do: a link, or a second sentence."""
        if any(reference.kind == "runbook" for reference in step.references) or len(own) > 1:
            return True
        counts = [
            sentence_count(plain(text))
            for block in own
            if isinstance(block, Paragraph)
            for text in block.text.values()
        ]
        return 2 * sum(1 for count in counts if count > 1) > len(counts) and not step.waits

    def _questions(self, step: Step, section: Section, *, nested: bool) -> list[Action]:
        for reference in step.references:
            target = reference.target or ""
            if (
                reference.kind == "section"
                and target != section.id
                and self.roles.get(target) not in (None, VERIFICATION)
                and any(id_.startswith(f"{target}.") for id_ in self.steps)
            ):
                return [Ask(kind="Section", section=target)]
        return [Ask(kind="Condition" if nested else "Manual")]

    # Commands outside steps

    def loose(self, section: Section) -> Iterator[tuple[Command, tuple[Action, ...]]]:
        """Commands that stand in the section itself, each with the text before it."""
        said: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Steps):
                said = []
                continue
            found = [command for command in commands_in((block,)) if command.purpose != "output"]
            if not isinstance(block, Command):
                said.append(block)
            for command in found:
                action = self._command(command)
                if action is not None:
                    self._put(f"Step.{command.id}", said)
                    yield command, (action,)
                said = []


def _asked_once(actions: Iterable[Action], role: str) -> list[Action]:
    """Several commands for a person in one step are one question; in the verification they are none."""
    done = list(actions)
    asks = [at for at, action in enumerate(done) if isinstance(action, Ask)]
    for at in asks if role == VERIFICATION else asks[:-1]:
        done[at] = msgspec.structs.replace(done[at], kind="Show")
    return done


def _is_remark(block: Block) -> bool:
    """A note, or a sentence about the sample host of the commands: there is nothing to do in it."""
    if isinstance(block, Note):
        return True
    texts = list(block.text.values()) if isinstance(block, Paragraph) else []
    about = [text for text in texts if any(item.kind == "host" for item in invariants(text))]
    return bool(texts) and 2 * len(about) > len(texts)


def _with_placeholders(command: Command) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The code and its placeholders; sample hosts of a command that has no others stand for servers.

    Articles say so themselves: "in all examples, replace server1.contoso.com by the name of your
    server". The first label without its digits is the kind of server.
    """
    named = tuple((item.name, item.parameter) for item in command.placeholders)
    if named or command.language != "powershell":
        return command.code, named
    code = command.code
    for host in commands.analyse(code, command.language).hosts:
        kind = pascal(re.sub(r"[\d-]+", "", host.split(".")[0]))
        name = "server name" if kind in ("", "Server") else f"{kind} server name"
        code = code.replace(host, f"<{name}>")
    if code == command.code:
        return code, ()
    found = commands.analyse(code, command.language).placeholders
    return code, tuple((item.name, item.parameter) for item in found)
