"""Rules: what is wrong with a runbook's editions. One module a rule, named after the fault.

`observe` counts what a runbook holds; the sum over all runbooks is the `Corpus`; `run` takes one
runbook and the corpus and gives its findings. A rule says where and what (`Drift`); the runner adds
level, path, line, sentence, fingerprint, and reports each fault once.

To add a rule: a module here with a function under `@rule(…)` whose docstring is the rule's page,
and a case file ``tests/cases/checks/<title>.md``. Nothing else needs to know.
"""

from runbookc.checks.context import excerpts
from runbookc.checks.corpus import Corpus, Observations, Observed, Sum
from runbookc.checks.learning import LESSONS, learn
from runbookc.checks.places import Place, Segment, places, segments
from runbookc.checks.registry import Drift, Rule, observer, rule, rules
from runbookc.checks.runner import from_problem, observe, order, run
from runbookc.model.settings import Settings

__all__ = [
    "LESSONS",
    "Corpus",
    "Drift",
    "Observations",
    "Observed",
    "Place",
    "Rule",
    "Segment",
    "Settings",
    "Sum",
    "excerpts",
    "from_problem",
    "learn",
    "observe",
    "observer",
    "order",
    "places",
    "rule",
    "rules",
    "run",
    "segments",
]
