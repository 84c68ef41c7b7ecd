"""What a rule is, and how rules are found: by walking this package."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from types import ModuleType

import msgspec

from runbookc.checks.corpus import Corpus, Observed
from runbookc.checks.places import Place
from runbookc.model.finding import Level, RulePage
from runbookc.model.runbook import Runbook

PACKAGE = "runbookc.checks"
_SECTION = re.compile(r"^(Why|Bad|Good):[ \t]*", re.MULTILINE)


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule says: which edition deviates, where, and how. The runner makes it a finding."""

    locale: str
    at: Place
    line: int | None = None
    """Where the deviating text stands; None: where the element stands, or should stand."""
    expected: str | None = None
    actual: str | None = None
    agreeing: tuple[str, ...] | None = None
    """Editions on the other side; None: all others that have the element."""
    what: str = ""
    """What the rule's message calls `{what}`: the parameter, the column, the kind of element."""
    confidence: float = 1.0
    level: Level | None = None
    """Only when it is not the rule's."""


Check = Callable[[Runbook, Corpus], Iterable[Drift]]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One fault that is looked for."""

    page: RulePage
    message: str
    """Template of the finding's sentence: `{expected}`, `{actual}`, `{what}`, `{place}`."""
    check: Check | None = None
    """None for faults that an earlier stage sees (`SRC`)."""

    @property
    def code(self) -> str:
        """Family and number: ``STR001``."""
        return self.page.code

    @property
    def family(self) -> str:
        return self.code[:3]

    def __call__(self, runbook: Runbook, corpus: Corpus) -> Iterable[Drift]:
        return self.check(runbook, corpus) if self.check else ()


class Observer(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is counted in every runbook before the rules run."""

    name: str
    count: Callable[[Runbook], Observed]
    sampled: bool = False
    """Whether a sample of its facts is enough (see `Corpus.sample`)."""


def rule(code: str, *, level: Level, title: str, message: str) -> Callable[[Check], Rule]:
    """Declare a rule. The function's docstring is its page: a sentence, then Why, Bad and Good.

    Raises ValueError when a section of the page is missing.
    """

    def declare(check: Check) -> Rule:
        page = parse_page(inspect.getdoc(check) or "", code=code, title=title, level=level)
        return Rule(page=page, message=message, check=check)

    return declare


def observer(name: str, *, sampled: bool = False) -> Callable[[Callable[[Runbook], Observed]], Observer]:
    """Declare what is counted over the whole input under `name` (see `Corpus.counts`)."""

    def declare(count: Callable[[Runbook], Observed]) -> Observer:
        return Observer(name=name, count=count, sampled=sampled)

    return declare


def parse_page(text: str, *, code: str, title: str, level: Level) -> RulePage:
    """Split ``sentence / Why: / Bad: / Good:``."""
    sentence, *parts = _SECTION.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    missing = [name for name in ("Why", "Bad", "Good") if not sections.get(name, "").strip()]
    if missing or not sentence.strip():
        raise ValueError(f"a rule's page needs a sentence, Why, Bad and Good: {text!r}")
    return RulePage(
        code=code,
        title=title,
        level=level,
        sentence=" ".join(sentence.split()),
        why=" ".join(sections["Why"].split()),
        bad=inspect.cleandoc(sections["Bad"]).strip(),
        good=inspect.cleandoc(sections["Good"]).strip(),
    )


@lru_cache(maxsize=1)
def _modules() -> tuple[ModuleType, ...]:
    package = import_module(PACKAGE)
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return tuple(import_module(f"{PACKAGE}.{name}") for name in names)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule of the package, in the order of their codes.

    Raises ValueError when two rules bear the same code or title.
    """
    found: dict[str, Rule] = {}
    for module in _modules():
        for value in vars(module).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Rule) and found.setdefault(one.code, one) is not one:
                    raise ValueError(f"{one.code} is both {one.page.title} and {found[one.code].page.title}")
    return tuple(found[code] for code in sorted(found))


@lru_cache(maxsize=1)
def observers() -> tuple[Observer, ...]:
    """Every observer of the package, in the order of their names."""
    found = {
        value.name: value
        for module in _modules()
        for value in vars(module).values()
        if isinstance(value, Observer)
    }
    return tuple(found[name] for name in sorted(found))
