from __future__ import annotations

from itertools import permutations

import pytest

from runbookc.model import article as a
from tests.lowering.lowered import lowered
from tests.lowering.samples import WORDS, health_article

Row = tuple[str | None, str | None, list[str], list[tuple[str | None, str | None]]]


def rows(article: a.Article) -> list[Row]:
    return [
        (
            probe.probe.id,
            probe.health_set.id,
            [dependency.written for dependency in probe.dependencies],
            [(monitor.id, monitor.health_set) for monitor in probe.monitors],
        )
        for probe in article.probes
    ]


def table(*lines: str, locale: str = "qaa") -> a.Article:
    return lowered("# T\n\n## A\n\n" + "\n".join(lines) + "\n", locale)


def pipes(cells: list[list[str]]) -> list[str]:
    width = len(cells[0])
    return [f"| {' | '.join(line)} |" for line in ([["?"] * width, ["---"] * width, *cells])]


def html(cells: list[list[str]]) -> list[str]:
    body = "".join("<tr>" + "".join(f"<td><p>{c}</p></td>" for c in line) + "</tr>" for line in cells)
    return [f"<table>{body}</table>"]


@pytest.mark.parametrize("locale", WORDS)
def test_ids_are_the_same_in_every_language(locale: str) -> None:
    article = lowered(health_article(locale), locale)
    assert [(row[0], row[1], row[3]) for row in rows(article)] == [
        ("AbcCtpProbe", "ABC", [("AbcCtpMonitor", "ABC")]),
        ("AbcDeepTestProbe", "ABC.Protocol", [("AbcDeepTestMonitor", None), ("AbcSelfTestMonitor", None)]),
    ]
    assert article.probe_section == 1
    assert article.probe_span is not None
    assert all(type(block).__name__ != "Table" for section in article.sections for block in section.blocks)


FOUR = [
    ["PopCtpProbe", "POP", "Active Directory<br>Kjua", "PopCtpMonitor (zup POP)"],
    ["PopSelfProbe", "POP.Protocol", "Kjua", "PopSelfMonitor<br>SlowGt60sMonitor（POP zup）"],
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_columns_are_found_in_any_order(order: tuple[int, ...]) -> None:
    article = table(*pipes([[line[index] for index in order] for line in FOUR]))
    assert rows(article) == [
        ("PopCtpProbe", "POP", ["Active Directory", "Kjua"], [("PopCtpMonitor", "POP")]),
        ("PopSelfProbe", "POP.Protocol", ["Kjua"], [("PopSelfMonitor", None), ("SlowGt60sMonitor", "POP")]),
    ]


@pytest.mark.parametrize("written", [pipes, html], ids=["pipes", "html without a header"])
@pytest.mark.parametrize("none", ["Kjua", "Kjua (zup)", "无（通知或检查）", "-"])
def test_rows_without_a_probe(none: str, written: object) -> None:
    cells = [[none, "FIPS", "CrashEvent.scanner"], [none, "FIPS", "MaintenanceFailureMonitor.FIPS"]]
    article = table(*(pipes(cells) if written is pipes else html(cells)))
    assert rows(article) == [
        (None, "FIPS", [], [("CrashEvent.scanner", None)]),
        (None, "FIPS", [], [("MaintenanceFailureMonitor.FIPS", None)]),
    ]
    assert [probe.probe.written for probe in article.probes] == [none, none]


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("ECP。Proxy", "ECP.Proxy"),
        ("ECP. Proxy", "ECP.Proxy"),
        ("ECP.Proxy\u00a0", "ECP.Proxy"),
        ("\uff25\uff23\uff30.Proxy", "ECP.Proxy"),
        ("ECP.\u200bProxy", "ECP.Proxy"),
    ],
)
def test_damaged_identifiers_are_mended_and_kept_as_written(damaged: str, meant: str) -> None:
    article = table(*html([["EcpProbe", damaged, "EcpSelfTest Monitor"]]))
    (probe,) = article.probes
    assert (probe.health_set.id, probe.health_set.written.strip()) == (meant, damaged.strip())
    assert (probe.monitors[0].id, probe.monitors[0].written) == ("EcpSelfTestMonitor", "EcpSelfTest Monitor")


@pytest.mark.parametrize("column", range(3))
def test_a_translated_cell_leaves_the_other_columns_alone(column: int) -> None:
    line = ["PopCtpProbe", "POP", "PopCtpMonitor"]
    line[column] = "Zup trel"
    expected: list[str | None] = ["PopCtpProbe", "POP", "PopCtpMonitor"]
    expected[column] = None
    (row,) = rows(table(*pipes([line])))
    assert [row[0], row[1], row[3][0][0]] == expected


@pytest.mark.parametrize(
    ("locale", "none"),
    [("en-US", "None"), ("fr-FR", "Aucun"), ("zh-CN", "无"), ("ja-JP", "なし"), ("qaa", "-")],
)
def test_a_cell_that_says_none(locale: str, none: str) -> None:
    article = table(*pipes([["PopCtpProbe", "POP", none, "PopCtpMonitor"]]), locale=locale)
    assert article.probes[0].dependencies == ()


def test_none_is_learned_from_the_table_itself() -> None:
    lines = [
        *FOUR,
        ["PopDeepProbe", "POP", "Zup", "PopDeepMonitor"],
        ["PopXProbe", "POP", "Zup", "PopXMonitor"],
    ]
    found = rows(table(*pipes(lines)))
    assert [row[2] for row in found] == [["Active Directory", "Kjua"], ["Kjua"], [], []]


def test_a_row_is_never_lost() -> None:
    article = table(
        *html([FOUR[0], ["PopDeepProbe", "PopDeepMonitor"], ["Zup", "trel kjua", "-", "bim bam"]])
    )
    assert [(probe.probe.written, probe.span.first) for probe in article.probes] == [
        ("PopCtpProbe", 5), ("PopDeepProbe", 5), ("Zup", 5),
    ]  # fmt: skip
    assert [problem.code for problem in article.problems] == ["SRC020", "SRC021"]


@pytest.mark.parametrize(
    "cells",
    [
        [["`ItemType`", "`HealthSetName`", "`Name`"], ["`Probe`", "`POP`", "`PopCtpProbe`"]],
        [["Microsoft POP3", "MSExchangePOP3", "Client"], ["POP3 Backend", "MSExchangePOP3BE", "Mailbox"]],
        [["HealthSetName", "POP"], ["AlertValue", "Unhealthy"]],
        [["one", "two", "three"]],
    ],
)
def test_other_tables_stay_tables(cells: list[list[str]]) -> None:
    article = table(*pipes(cells))
    assert article.probes == ()
    (block,) = article.sections[1].blocks
    assert isinstance(block, a.Table)
    assert len(block.rows) == len(cells) + 1


@pytest.mark.parametrize("none", ["Aucune (notification)", "无（通知或检查）"])
def test_the_only_probe_that_says_so_may_be_translated(none: str) -> None:
    cells = [
        ["Sonde de transport", "HubTransport", "HubAvailabilityMonitor"],
        ["HubTransportServiceRunning", "HubTransport", "HubTransportServiceRunningMonitor"],
        *([none, "HubTransport", f"{name}Monitor"] for name in ("SubmissionQueue", "MailboxRetry", "Disk")),
    ]
    found = rows(table(*pipes(cells)))
    assert [row[0] for row in found] == [None, "HubTransportServiceRunning", None, None, None]
    assert {row[1] for row in found} == {"HubTransport"}


def test_a_table_inside_a_list_item_is_found() -> None:
    inner = [f"  {line}" for line in pipes([["AbcProbe", "ABC", "Active Directory", "AbcMonitor"]])]
    article = table("- Look at the table:", "", *inner, "", "- And then act.")
    assert [(row[0], row[1]) for row in rows(article)] == [("AbcProbe", "ABC")]
    (kept,) = article.sections[1].blocks
    assert isinstance(kept, a.List)
    assert [len(item.blocks) for item in kept.items] == [1, 1]
