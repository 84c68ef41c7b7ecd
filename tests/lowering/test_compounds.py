"""Names to which a language hangs words of its own."""

from __future__ import annotations

from tests.lowering.lowered import lowered

ARTICLE = """# ABC-Satz

Einleitung.

## Deutung

| Punkt | Satz | Monitore |
| --- | --- | --- |
| AbcTestProbe | ABC | AbcTestMonitor (ABC-Integritätssatz) |
| AbcDeepProbe | ABC.Proxy | AbcDeepMonitor (ABC.Proxy-Integritätssatz) |

## AbcTestMonitor- und AbcDeepMonitor-Maßnahmen

1. Neu starten.
"""


def test_monitors_in_a_title() -> None:
    section = lowered(ARTICLE, "de-DE").sections[-1]
    assert (section.role, [name.id for name in section.names]) == (
        "recovery",
        ["AbcTestMonitor", "AbcDeepMonitor"],
    )


def test_the_health_set_behind_a_monitor() -> None:
    rows = lowered(ARTICLE, "de-DE").probes
    assert [[name.health_set for name in row.monitors] for row in rows] == [["ABC"], ["ABC.Proxy"]]
