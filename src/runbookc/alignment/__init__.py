"""Stage `alignment`: the editions of one article to one language-neutral runbook."""

from runbookc.alignment.assembly import align, named

__all__ = ["align", "named"]
