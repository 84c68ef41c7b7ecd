"""Documents from a grammar and damaged real ones: no stage raises."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from runbookc.alignment import align
from runbookc.checks import Corpus, observe, run
from runbookc.linking import link_editions
from runbookc.lowering import lower
from runbookc.reader import read
from runbookc.renderers import Bundle, runbook_renderers

SAMPLES = tuple(
    path.read_bytes() for path in sorted((Path(__file__).resolve().parents[2] / "source_docs").rglob("*.md"))
)
EXAMPLES = int(os.environ.get("RUNBOOKC_FUZZ_EXAMPLES", "50"))
PIECES = (
    "# ", "## ", "1.  ", "    ", "- ", "> ", "> [!NOTE]\n", "```\n", "\n", "\n\n", "**", "`", "[", "](", ")",
    "<table>", "<tr><td>", "</td>", "</table>", "|", "|-|-|\n", "\\", "<server name>", "Get-ServerHealth ",
    "POP\\PopCTPProbe", "PopCTPMonitor", "2c", "\u200b", "\ufeff", "’", "：", "服务器", "---\n",
    "ms:assetid: x\n", "&#0;",
)  # fmt: skip


def compiled(*texts: bytes) -> None:
    """Every stage, over editions of one article."""
    articles = [
        lower(read(f"{locale}/a.md", data, folder_locale=locale))
        for locale, data in zip(("en-US", "fr-FR"), texts, strict=False)
    ]
    one = {article.locale: article for article in articles}
    runbook = align(link_editions(tuple(one.values())), runbook_id="a")
    findings = tuple(run(runbook, Corpus([observe(runbook)])))
    for finding in findings:
        assert finding.line >= 1
        assert finding.locale in one
    bundle = Bundle(runbook=runbook, findings=findings)
    written = [artifact.path for render in runbook_renderers() for artifact in render(bundle)]
    assert len(set(written)) == len(written) > 0


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.lists(st.sampled_from(PIECES), max_size=60))
def test_documents_from_a_grammar(left: list[str], right: list[str]) -> None:
    compiled("".join(left).encode(), "".join(right).encode())


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_samples(sample: bytes, data: st.DataObject) -> None:
    damaged = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        match data.draw(st.integers(0, 3)):
            case 0:
                damaged[at] = data.draw(st.integers(0, 255))
            case 1:
                del damaged[at : at + data.draw(st.integers(1, 200))]
            case 2:
                damaged[at:at] = data.draw(st.sampled_from(PIECES)).encode()
            case _:
                damaged[at:at] = damaged[at : at + 300]
        if not damaged:
            break
    compiled(sample, bytes(damaged))
