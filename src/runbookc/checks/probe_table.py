"""Where the probe table stands in its section."""

from __future__ import annotations

from runbookc.model import runbook as model


def around_table(
    runbook: model.Runbook, section: model.Section
) -> tuple[tuple[model.Block, ...], tuple[model.Block, ...]]:
    """The blocks of the section that stand before the probe table, and those after it."""
    for index, block in enumerate(section.blocks):
        for locale, span in block.sources.items():
            table = runbook.probe_sources.get(locale)
            if table is not None and span.first > table.first:
                return section.blocks[:index], section.blocks[index:]
    return section.blocks, ()
