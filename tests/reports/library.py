"""Findings for the tests of reports, ordinary and hostile."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runbookc.checks import rules
from runbookc.model.finding import Accepted, Excerpt, Finding, Location
from runbookc.model.runbook import Edition
from runbookc.renderers import Library, Options, Summary

PAGES = tuple(rule.page for rule in rules())
HOSTILE = (
    '</script><script>alert(1)</script><img src=x onerror="alert(1)"> {{ 7*7 }} {% raw %} &lt; ]]> '
    "\x1b[31m\x07\x00 \u202egnp.exe\u2028 \ud800 %0A::error::x\r\n::warning::y ,:% `**x**`"
)


def finding(**values: Any) -> Finding:
    known: dict[str, Any] = {
        "rule": "CMD004", "level": "error", "message": 'step 2c: "-Serveur" where others have "-Server"',
        "path": "docs/fr-FR/pop.md", "line": 84, "locale": "fr-FR", "runbook": "ms.exch.scom.pop",
        "section": "verification", "step": "verification.2.3", "block": "verification.2.3.c1",
        "place": "verification.2.3.c1", "expected": "-Server", "actual": "-Serveur",
        "agreeing": ("en-US", "pt-BR"), "confidence": 0.91, "group": "g1", "fingerprint": "f1",
        "related": (Location(locale="en-US", path="docs/en-US/pop.md", line=80),),
    }  # fmt: skip
    return Finding(**{**known, **values})


def library(*findings: Finding, accepted: tuple[Accepted, ...] = (), **options: Any) -> Library:
    editions = {
        locale: Edition(path=f"docs/{locale}/pop.md", sha256="0", title="POP")
        for locale in ("en-US", "fr-FR", "pt-BR")
    }
    summary = Summary(
        id="ms.exch.scom.pop", health_set="POP", editions=editions, steps={}, probes=1, findings={}
    )
    excerpt = Excerpt(
        group="g1",
        kind="code",
        texts={"en-US": "Get-X -Server a", "fr-FR": "Get-X -Serveur a"},
        lines={"en-US": 80, "fr-FR": 84, "pt-BR": 82},
    )
    return Library(
        summaries=(summary,), findings=findings, accepted=accepted, excerpts=(excerpt,), rules=PAGES,
        options=Options(**options),
    )  # fmt: skip


def hostile() -> Finding:
    """One whose every text tries to break out."""
    return finding(
        message=HOSTILE, path=f"docs/{HOSTILE[:40]}.md", expected=HOSTILE, actual=HOSTILE, section=HOSTILE,
        step=HOSTILE, runbook=HOSTILE[:30], group="g2", fingerprint="f2",
    )  # fmt: skip


texts = st.text(st.characters(exclude_categories=()), max_size=60)
findings = st.builds(
    finding,
    message=texts,
    expected=st.none() | texts,
    actual=st.none() | texts,
    step=st.none() | texts,
    level=st.sampled_from(["error", "warning", "note"]),
    rule=st.sampled_from(["CMD004", "STR001", "TYP001"]),
    group=st.sampled_from(["g1", "g2"]),
)
