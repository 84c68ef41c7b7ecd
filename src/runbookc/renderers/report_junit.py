"""Findings as JUnit XML: a suite for each runbook and locale, a failing case for each finding.

An edition without findings is a suite with one passing case, so that a build server can tell
"nothing found" from "nothing looked at". Source: the schema of the Jenkins xUnit plug-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from runbookc.model.finding import Accepted, Finding
from runbookc.renderers import Library

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any form (section 2.2)."""


def report(library: Library) -> str:
    """``testsuites`` with totals; notes are passing cases with their text as output."""
    titles = {rule.code: rule.title for rule in library.rules}
    editions: dict[tuple[str, str], list[Finding | Accepted]] = {
        (summary.id, locale): [] for summary in library.summaries for locale in sorted(summary.editions)
    }
    for finding in library.findings:
        editions.setdefault((finding.runbook, finding.locale), []).append(finding)
    for accepted in library.accepted:
        key = accepted.finding.runbook, accepted.finding.locale
        editions.setdefault(key, []).append(accepted)
    root = ET.Element("testsuites", name="runbookc drift")
    for (runbook, locale), entries in sorted(editions.items()):
        _suite(root, f"{runbook} ({locale})", entries, titles)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(
    root: ET.Element, name: str, entries: Iterable[Finding | Accepted], titles: dict[str, str]
) -> None:
    suite = ET.SubElement(root, "testsuite", name=_clean(name))
    failures = skipped = 0
    for entry in entries:
        finding = entry.finding if isinstance(entry, Accepted) else entry
        case = _case(suite, finding, titles)
        if isinstance(entry, Accepted):
            ET.SubElement(case, "skipped", message=_clean(entry.reason))
            skipped += 1
        elif finding.level == "note":
            ET.SubElement(case, "system-out").text = _clean(_details(finding))
        else:
            failure = ET.SubElement(case, "failure", message=_clean(finding.message), type=finding.level)
            failure.text = _clean(_details(finding))
            failures += 1
    if not len(suite):
        ET.SubElement(suite, "testcase", name="no drift", classname=_clean(name))
    counts = {"tests": len(suite), "failures": failures, "errors": 0, "skipped": skipped}
    for key, value in counts.items():
        suite.set(key, str(value))


def _case(suite: ET.Element, finding: Finding, titles: dict[str, str]) -> ET.Element:
    title = titles.get(finding.rule, "")
    return ET.SubElement(
        suite,
        "testcase",
        name=_clean(f"{finding.rule} {title}: {finding.place or 'article'} [{finding.fingerprint[:8]}]"),
        classname=_clean(f"{finding.runbook}.{finding.locale}"),
        file=_clean(finding.path),
        line=str(finding.line),
    )


def _details(finding: Finding) -> str:
    lines = [f"{finding.path}:{finding.line}: {finding.message}"]
    if finding.expected is not None:
        lines.append(f"expected: {finding.expected}")
    if finding.actual is not None:
        lines.append(f"actual: {finding.actual}")
    if finding.agreeing:
        lines.append(f"agreeing: {', '.join(finding.agreeing)}")
    return "\n".join(lines)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
