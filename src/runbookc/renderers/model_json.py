"""``model/<runbook-id>.json``: the language-neutral runbook, for other programs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from runbookc.renderers import Artifact, Bundle

_ENCODER = msgspec.json.Encoder()


def render(bundle: Bundle) -> Iterator[Artifact]:
    """The runbook as JSON (UTF-8, one space of indentation); its schema is ``runbookc schema``."""
    data = msgspec.json.format(_ENCODER.encode(bundle.runbook), indent=1)
    yield Artifact(path=f"model/{bundle.runbook.id}.json", data=data + b"\n")
