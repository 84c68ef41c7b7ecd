"""The agreed form of a command: evidence before votes, votes before the reference edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from runbookc import commands
from runbookc.model import article as a


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What a command is, on whose evidence."""

    code: str
    agreed_by: str
    """``all``, ``majority``, ``evidence``, ``reference`` or ``none``."""


def agree(variants: Mapping[str, a.Command], reference: str | None) -> Agreement:
    """Settle on one form of a command that stands in one or more editions (locale to command).

    A form that lost its backslashes to Markdown counts for the form that still has them: a code
    block is better evidence than a paragraph. Then the largest group of equal normal forms wins if
    it is a majority of those that parse; then the reference edition.
    """
    codes = _restored({locale: variants[locale] for locale in sorted(variants)})
    language = _language(list(variants.values()))
    groups: dict[str, list[str]] = {}
    for locale, code in codes.items():
        groups.setdefault(commands.normal_form(code, language), []).append(locale)
    whole = [key for key in groups if _is_sound(codes[groups[key][0]], language)]
    restored = any(codes[locale] != variants[locale].code for locale in codes)
    if len(groups) == 1:
        only = next(iter(groups.values()))
        return Agreement(
            code=_written(only, codes, variants, reference), agreed_by="evidence" if restored else "all"
        )
    ranked = sorted(
        groups,
        key=lambda key: (-len(groups[key]), key not in whole, reference not in groups[key], groups[key]),
    )
    top = ranked[0]
    if 2 * len(groups[top]) > len(codes) and (top in whole or not whole):
        return Agreement(code=_written(groups[top], codes, variants, reference), agreed_by="majority")
    if len(whole) == 1 and len(groups[whole[0]]) >= len(groups[top]):
        return Agreement(code=_written(groups[whole[0]], codes, variants, reference), agreed_by="evidence")
    if reference in codes:
        return Agreement(code=codes[reference], agreed_by="reference")
    return Agreement(code=_written(groups[top], codes, variants, reference), agreed_by="none")


def _restored(variants: Mapping[str, a.Command]) -> dict[str, str]:
    """The codes, with what Markdown ate from prose put back where another edition proves it."""
    blocks = list(dict.fromkeys(item.code for item in variants.values() if not item.prose))
    out = {}
    for locale, item in variants.items():
        others = [code for code in blocks if code != item.code]
        out[locale] = (commands.restore(item.code, others) if item.prose else None) or item.code
    return out


def _is_sound(code: str, language: str) -> bool:
    return commands.analyse(code, language).parses and not commands.typography(code, language)


def _written(
    locales: Sequence[str],
    codes: Mapping[str, str],
    variants: Mapping[str, a.Command],
    reference: str | None,
) -> str:
    """Of equal forms, the way most editions write it."""
    counts: dict[str, int] = {}
    for locale in locales:
        counts[codes[locale]] = counts.get(codes[locale], 0) + 1
    return min(
        counts,
        key=lambda code: (
            -counts[code],
            reference not in variants or codes.get(reference or "") != code,
            min(locale for locale in locales if codes[locale] == code),
        ),
    )


def _language(items: Sequence[a.Command]) -> str:
    votes: dict[str, int] = {}
    for item in items:
        votes[item.language] = votes.get(item.language, 0) + 1
    return min(votes, key=lambda language: (-votes[language], language))


def language_of(variants: Mapping[str, a.Command]) -> str:
    """The language that most editions have the command in."""
    return _language([variants[locale] for locale in sorted(variants)])
