"""PowerShell scripts: one for all languages, and the texts of each language beside it."""

from __future__ import annotations

from collections.abc import Iterator

from runbookc.renderers import Artifact, Bundle
from runbookc.renderers._script.flow import plan_of
from runbookc.renderers._script.ps1 import script
from runbookc.renderers._script.psd1 import data_file, texts_of
from runbookc.renderers._script.texts import fallback


def render(bundle: Bundle) -> Iterator[Artifact]:
    """``scripts/<id>/<id>.ps1`` and ``scripts/<id>/<locale>/<id>.psd1``.

    With `scripts_mode` ``article`` also ``scripts/<id>/<locale>/<id>.ps1``: the same script with the
    texts of that locale in it, for those who may carry one file only.
    """
    plan = plan_of(bundle)
    order = fallback(bundle.runbook)
    folder = f"scripts/{plan.id}"
    texts = {locale: texts_of(plan, locale, order) for locale in plan.locales}
    yield Artifact(
        path=f"{folder}/{plan.id}.ps1",
        data=script(plan, texts[plan.default_locale], plan.default_locale, plan.locales),
    )
    for locale in plan.locales:
        yield Artifact(path=f"{folder}/{locale}/{plan.id}.psd1", data=data_file(texts[locale], locale))
        if bundle.options.scripts_mode == "article":
            yield Artifact(
                path=f"{folder}/{locale}/{plan.id}.ps1",
                data=script(plan, texts[locale], locale, (locale,)),
            )
