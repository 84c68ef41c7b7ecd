"""Two editions side by side as one self-contained page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from runbookc import __version__
from runbookc.locales import catalog
from runbookc.model.comparison import Comparison, Side
from runbookc.renderers._marking import visible
from runbookc.renderers._report_page import asset, environment, markup, policy
from runbookc.renderers.diff_terminal import stretches

_DOMAIN = "report"


def page(comparison: Comparison) -> str:
    """The comparison in the words of the left edition's language, if there is a catalog for it."""
    words = catalog(comparison.left, _DOMAIN)
    style = asset("style.css")
    text: str = _template().render(
        t=words.gettext,
        words=words,
        style=markup(style),
        policy=policy(style),
        comparison=comparison,
        names={
            locale: catalog(locale, _DOMAIN).language_name(words.words)
            for locale in (comparison.left, comparison.right)
        },
        directions={
            locale: catalog(locale, _DOMAIN).direction for locale in (comparison.left, comparison.right)
        },
        runs=_runs,
        visible=visible,
        version=__version__,
    )
    return text


@lru_cache(maxsize=1)
def _template() -> Any:
    return environment().get_template("diff.html.j2")


def _runs(side: Side) -> list[tuple[str, bool]]:
    return [(visible(text), marked) for text, marked in stretches(side)]
