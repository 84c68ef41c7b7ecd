"""CMD004."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.checks import Corpus, Drift, rule
from runbookc.checks.variants import deviations
from runbookc.model.runbook import Runbook


@rule(
    "CMD004",
    level="error",
    title="parameter-differs",
    message="{place}: {actual} where other editions have {expected}",
)
def parameter_differs(runbook: Runbook, _corpus: Corpus) -> Iterator[Drift]:
    """A command has another parameter than in the other editions, or lacks one.

    Why: a translated parameter is an error, a lost one makes the command act on something else.

    Bad:  `-Serveur server1` in fr-FR, `-Server server1` elsewhere.
    Good: `-Server server1` in every edition.
    """
    for deviation in deviations(runbook):
        if deviation.kind == "parameter":
            yield deviation.drift
