"""What each section is for, from the shape of the whole article.

An article that names monitors, has a probe table or asks the health cmdlets is a *health-set*
article; one with steps or commands but nothing of that is a *task* article; the rest is prose.
Titles are looked at for identifiers, and for what they share with each other; no word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from runbookc.lowering.outline import RawSection, likeness

_LIKE = 0.35
"""Titles of one series ("Recovery actions for error: …") share at least this much."""
_COMPARED = 24
"""Titles that one title is compared with: a series shows in the first of them."""
_UNLIKE = 0.3
"""The title that asks whether it worked shares no more than this with any title of a method."""


def assign(sections: Sequence[RawSection], probe_section: int | None, title: str) -> list[str]:
    """One role for each section; the first is the introduction.

    `title` is the article's: methods of a task repeat its words.
    """
    roles = [""] * len(sections)
    roles[0] = "introduction"
    outer = [index for index, section in enumerate(sections) if index and section.parent is None]
    _further_information(sections, outer, roles)
    if _is_health_article(sections, probe_section):
        _health(sections, outer, roles, probe_section)
    elif any(section.facts.acts for section in sections):
        _task(sections, roles, title)
    else:
        _prose(sections, outer, roles)
    _containers(sections, roles)
    for index, section in enumerate(sections):
        if not roles[index]:
            roles[index] = roles[section.parent] if section.parent is not None else "other"
    return roles


def _containers(sections: Sequence[RawSection], roles: list[str]) -> None:
    """A heading with nothing but sections inside has the role that they share."""
    for index, inner in _children(sections).items():
        shared = {roles[i] for i in inner}
        if not sections[index].nodes and len(shared) == 1:
            roles[index] = min(shared)


def _children(sections: Sequence[RawSection]) -> dict[int, list[int]]:
    """Index of a section to those of the sections right inside it."""
    found: dict[int, list[int]] = {}
    for index, section in enumerate(sections):
        if section.parent is not None:
            found.setdefault(section.parent, []).append(index)
    return found


def _is_health_article(sections: Sequence[RawSection], probe_section: int | None) -> bool:
    return probe_section is not None or any(
        section.facts.asks or section.facts.names for section in sections[1:]
    )


def _further_information(sections: Sequence[RawSection], outer: Sequence[int], roles: list[str]) -> None:
    """The last section, or the last few, when they hold nothing but links."""
    for index in reversed(outer):
        if not sections[index].facts.only_links:
            return
        roles[index] = "further-information"


def _health(
    sections: Sequence[RawSection], outer: Sequence[int], roles: list[str], probe_section: int | None
) -> None:
    free = [index for index in range(1, len(sections)) if not roles[index]]
    unnamed = [index for index in free if not sections[index].facts.names]
    verification = next((index for index in unnamed if sections[index].facts.verifies), None)
    if verification is None:
        verification = next((index for index in unnamed if sections[index].facts.asks), None)
    if verification is not None:
        roles[verification] = "verification"
    if probe_section:
        roles[probe_section] = roles[probe_section] or "explanation"
    elif probe_section is None:
        _first(outer, roles, "explanation", before=verification, sections=sections)
    for index in free:
        if sections[index].facts.names and not roles[index]:
            roles[index] = "recovery"
    _before_recovery(sections, outer, roles, probe_section, verification)
    _after_verification(sections, roles, verification)


def _first(
    outer: Sequence[int], roles: list[str], role: str, *, before: int | None, sections: Sequence[RawSection]
) -> None:
    for index in outer:
        if before is not None and index >= before:
            return
        if not roles[index] and sections[index].nodes:
            if not sections[index].facts.acts and not sections[index].facts.names:
                roles[index] = role
            return


def _before_recovery(
    sections: Sequence[RawSection],
    outer: Sequence[int],
    roles: list[str],
    probe_section: int | None,
    verification: int | None,
) -> None:
    """The prose before the first section that acts: what users are told to do comes last."""
    start = probe_section or next((i for i in outer if roles[i] == "explanation"), 0)
    end = verification if verification is not None else _first_acting(sections, outer, roles, start)
    between = [
        index
        for index in outer
        if start < index < end and not roles[index] and not sections[index].facts.acts
    ]
    told = next((index for index in reversed(between) if not sections[index].facts.leads), None)
    if told is not None and verification is None:
        # Without a verification the recovery may begin with prose: only what follows the table at once.
        told = next(index for index in between if not sections[index].facts.leads)
        between = [index for index in between if index <= told]
    for index in between:
        if index == told:
            roles[index] = "user-action"
        elif sections[index].facts.bullets:
            roles[index] = "common-issues"


def _first_acting(sections: Sequence[RawSection], outer: Sequence[int], roles: list[str], start: int) -> int:
    return next(
        (i for i in outer if i > start and (sections[i].facts.acts or roles[i] == "recovery")), len(sections)
    )


def _after_verification(sections: Sequence[RawSection], roles: list[str], verification: int | None) -> None:
    """Sections that act are recovery, and so is prose under a title of the same series."""
    told = max((i for i, role in enumerate(roles) if role in ("user-action", "explanation")), default=0)
    start = verification if verification is not None else told
    free = [index for index in range(start + 1, len(sections)) if not roles[index]]
    for index in free:
        if sections[index].parent == verification is not None:
            roles[index] = "verification"
        elif sections[index].facts.acts:
            roles[index] = "recovery"
    children = _children(sections)
    recoveries = [index for index, role in enumerate(roles) if role == "recovery"][:_COMPARED]
    for index in free:
        section = sections[index]
        if roles[index] or not section.nodes:
            continue
        if section.parent is not None and section.parent > start:
            roles[index] = "recovery"
        elif index in children:
            roles[index] = "common-issues" if section.facts.bullets else "recovery"
        elif _is_of_series(section, (sections[i] for i in recoveries)):
            roles[index] = "recovery"


def _is_of_series(section: RawSection, others: Iterable[RawSection]) -> bool:
    return any(likeness(section.title, other.title) >= _LIKE for other in others)


def _task(sections: Sequence[RawSection], roles: list[str], title: str) -> None:
    methods = [i for i in range(1, len(sections)) if not roles[i] and sections[i].facts.acts]
    if not methods:
        return
    checks = _verifications(sections, roles, methods, title)
    for index in range(1, len(sections)):
        if roles[index]:
            continue
        if index in checks:
            roles[index] = "verification"
        elif sections[index].facts.acts:
            roles[index] = "procedure"
    first = next((i for i in range(1, methods[0]) if sections[i].nodes), None)
    if first is not None and not roles[first] and not _holds(sections, first, methods):
        roles[first] = "explanation"
    for index in range(1, len(sections)):
        if not roles[index]:
            roles[index] = "other"


def _holds(sections: Sequence[RawSection], index: int, methods: Sequence[int]) -> bool:
    """Whether a method is inside the section."""
    return any(sections[method].parent == index for method in methods)


def _verifications(
    sections: Sequence[RawSection], roles: Sequence[str], methods: Sequence[int], title: str
) -> set[int]:
    """Sections right after a method, that only look, under a title that no method's title resembles."""
    found: set[int] = set()
    acting = set(methods)
    for index in range(methods[0] + 1, len(sections)):
        section = sections[index]
        follows = index - 1 in acting and index - 1 not in found
        if roles[index] or not section.nodes or not follows or "change" in section.facts.effects:
            continue
        others = [sections[i].title for i in methods[:_COMPARED] if sections[i].title != section.title]
        if max((likeness(section.title, other) for other in (*others, title)), default=1.0) <= _UNLIKE:
            found.add(index)
    return found


def _prose(sections: Sequence[RawSection], outer: Sequence[int], roles: list[str]) -> None:
    """A page that sends its readers on: what it is about, then what they are told to do."""
    free = [index for index in outer if not roles[index] and sections[index].nodes]
    for index, role in zip(free, ("explanation", "user-action"), strict=False):
        roles[index] = role
