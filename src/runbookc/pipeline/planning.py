"""What is known of each runbook before the work on it begins: its findings, its artifacts, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import msgspec

from runbookc import checks
from runbookc.cache import key_of
from runbookc.model.finding import Excerpt, Finding
from runbookc.pipeline.aligning import Aligned
from runbookc.pipeline.options import Options
from runbookc.pipeline.store import Store, VanishedError
from runbookc.renderers import Summary

_UNHEEDED = frozenset(
    ("jobs", "scheduler", "exclude", "skip", "locales", "reference", "limits", "seconds", "render")
)
"""Options that make no difference to the findings of a runbook once it is aligned."""


class Checked(msgspec.Struct, frozen=True, array_like=True):
    """What the checks say of one runbook."""

    findings: tuple[Finding, ...]
    """All, accepted ones too."""
    excerpts: tuple[Excerpt, ...]
    summary: Summary
    brief: Brief


class Brief(msgspec.Struct, frozen=True, array_like=True):
    """What decides whether a runbook is to be rendered again."""

    shown: bytes
    """Digest of the findings that are not accepted."""
    linked: tuple[str, ...]
    """Ids of the runbooks that this one refers to."""


class Setting(msgspec.Struct, frozen=True):
    """What all runbooks are checked and rendered with."""

    corpus: checks.Corpus
    options: Options
    titles: dict[str, dict[str, str]]
    """Runbook id to locale to title."""
    folder: Path | None
    """Where artifacts go; None when there are to be none."""


class Plan(msgspec.Struct, frozen=True):
    """What is known of one runbook before the work begins."""

    aligned: Aligned
    problems: tuple[Finding, ...]
    key: bytes
    """Stands for all that its findings depend on; empty when nothing is remembered."""
    brief: Brief | None
    ready: bytes
    """Key of its artifacts if there is nothing to do, else empty."""


_ENCODER = msgspec.msgpack.Encoder(enc_hook=repr)
_CHECKED = msgspec.msgpack.Decoder(Checked)
_BRIEFS = msgspec.msgpack.Decoder(Brief)


def plans_of(
    aligned: Sequence[Aligned],
    problems: dict[str, list[Finding]],
    store: Store,
    setting: Setting,
    there: Mapping[str, bytes],
) -> list[Plan]:
    """A plan for each runbook, in order. `problems` are the `SRC` findings by runbook id; `there` are the
    keys of the artifacts that the output folder has, by runbook id.
    """
    found = [tuple(problems.get(one.group.id, ())) for one in aligned]
    if not store.is_on:
        return [Plan(one, own, b"", None, b"") for one, own in zip(aligned, found, strict=True)]
    options = {
        field.name: getattr(setting.options, field.name)
        for field in fields(setting.options)
        if field.name not in _UNHEEDED
    }
    common = key_of(_ENCODER.encode(options), setting.corpus.digest())
    keys = [
        store.key("checked", common, one.digest, _ENCODER.encode(own))
        for one, own in zip(aligned, found, strict=True)
    ]
    briefs = store.known(keys)
    whole = store.has([store.key("findings", key) for key in briefs])
    plans = []
    for one, own, key in zip(aligned, found, keys, strict=True):
        brief = _brief(briefs[key]) if key in briefs and store.key("findings", key) in whole else None
        rendered = artifacts_key(one.digest, brief, setting) if brief else b""
        is_there = setting.folder is None or there.get(one.group.id) == rendered
        plans.append(Plan(one, own, key, brief, rendered if is_there else b""))
    return plans


def _brief(data: bytes) -> Brief | None:
    try:
        return _BRIEFS.decode(data)
    except msgspec.DecodeError:
        return None


def content_key(plan: Plan, store: Store) -> bytes:
    """The key under which the store has the runbook's `Checked`, encoded."""
    return store.key("findings", plan.key)


def decoded(data: bytes | None) -> Checked:
    """What the store had under `content_key`. Raises VanishedError when it is not there, or damaged."""
    try:
        return _CHECKED.decode(data or b"")
    except msgspec.DecodeError as error:
        raise VanishedError from error


def titles_of(brief: Brief, setting: Setting) -> dict[str, dict[str, str]]:
    """Titles of the runbooks that a runbook refers to."""
    return {id_: setting.titles[id_] for id_ in brief.linked if id_ in setting.titles}


def artifacts_key(digest: bytes, brief: Brief, setting: Setting) -> bytes:
    """Stands for all that the artifacts of a runbook depend on."""
    given = (titles_of(brief, setting), setting.options.render)
    return key_of(digest, brief.shown, _ENCODER.encode(given))
