"""Single defects of the kinds that drift in translations: what goes wrong in one place of one edition.

Each is put into the Markdown itself, as an export, a translation engine or an editor would. A kind is
a name, the families of rules that may report it, and a function that makes it (None: not possible here).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import mutations
from defect_words import FLIPS, TERMS, TRANSLATED
from mutations import Mutated, Source
from places_in_source import Context, cells, changed, commands, headings, last_column, prose, replaced

Make = Callable[[Source, random.Random, Context], Mutated | None]

IDENTIFIER = r"(?<![\w/.-])[A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*(?![\w/-])"
_SENTENCE = r"(?:(?<=[.!?])\s+|(?<=[。！？]))(?=\S)"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    families: tuple[str, ...]
    """Rules of any of these families name it rightly."""
    make: Make


KINDS: list[Kind] = []


def kind(name: str, *families: str) -> Callable[[Make], Make]:
    def declare(make: Make) -> Make:
        KINDS.append(Kind(name, families, make))
        return make

    return declare


def _structural(name: str, make: Callable[[Source, random.Random], Mutated | None], *families: str) -> None:
    def wrapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
        return make(source, rng)

    KINDS.append(Kind(name, families, wrapped))


_structural("step missing", mutations.remove_step, "STR")
_structural("step extra", mutations.add_step, "STR")
_structural("step moved", mutations.move_step, "STR")
_structural("steps merged", mutations.merge_steps, "STR")
_structural("steps merged in a paragraph", mutations.merge_sentences, "STR", "TXT")
_structural("step nested", mutations.nest_step, "STR")
_structural("step split", mutations.split_step, "STR", "TXT")
_structural("section missing", mutations.remove_section, "STR")
_structural("section moved", mutations.move_section, "STR")
_structural("row missing", mutations.remove_row, "TBL")
_structural("row extra", mutations.add_row, "TBL")


@kind("numbered list with bullets", "STR")
def bullets(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    choices = [found for found in mutations.lists(source.document.blocks) if len(found.items) > 1]
    if not choices:
        return None
    found = rng.choice(choices)
    lines = list(source.lines)
    for item in found.items:
        lines[item.span.first - 1] = re.sub(r"\d+\.", "-", lines[item.span.first - 1], count=1)
    return Mutated("", "\n".join(lines), found.span.first, (found.span.first, found.span.last))


@kind("note severity", "STR")
def severity(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = list(range(1, len(source.lines) + 1))
    return replaced(source, rng, "", lines, r"\[!(NOTE|TIP|IMPORTANT|WARNING)\]", _other_alert)


def _other_alert(match: re.Match[str]) -> str:
    return "[!CAUTION]" if match[1] != "WARNING" else "[!TIP]"


# --- the probe table


@kind("probe translated", "TBL", "IDN")
def probe_translated(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    words = TRANSLATED.get(context.locale.partition("-")[0], TRANSLATED["en"])
    return replaced(source, rng, "", cells(source, 0), r"(?<=<p>)[A-Za-z0-9]+Probe(?=</p>)", words["probe"])


@kind("monitor damaged", "TBL", "IDN")
def monitor_damaged(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = cells(source, last_column(source))
    return replaced(source, rng, "", lines, r"\b[A-Za-z0-9]+Monitor\b", lambda m: _slip(m[0], rng))


@kind("monitor missing", "TBL")
def monitor_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = [line for line in cells(source, last_column(source)) if source.lines[line - 1].startswith("<p>")]
    return _line_removed(source, rng, lines)


@kind("monitor is a health set", "TBL")
def monitor_is_set(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = cells(source, last_column(source))
    names = [
        m[1] for line in cells(source, 1) if (m := re.search(r"<p>([\w.]+)</p>", source.lines[line - 1]))
    ]
    return replaced(source, rng, "", lines, r"\b\w+Monitor\b.*(?=</p>)", rng.choice(names)) if names else None


@kind("health set changed", "TBL")
def set_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", cells(source, 1), r"(?<=<p>)[A-Za-z][\w.]+(?=</p>)", _other_set)


def _other_set(match: re.Match[str]) -> str:
    name = match[0]
    return name.partition(".")[0] + ".Transit" if "." in name else name + ".Protocol"


@kind("dependency missing", "TBL")
def dependency_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    if last_column(source) < 3:
        return None
    lines = [
        line
        for line in cells(source, 2)
        if source.lines[line - 1].startswith("<p>") and not source.lines[line - 1].endswith("</td>")
    ]
    return _line_removed(source, rng, lines)


def _line_removed(source: Source, rng: random.Random, lines: list[int]) -> Mutated | None:
    """A paragraph of a cell taken out; one that ends the cell leaves the end to the line before."""
    if not lines:
        return None
    line = rng.choice(lines)
    if not source.lines[line - 1].endswith("</td>"):
        return changed(source, "", line)
    text = [*source.lines[: line - 2], source.lines[line - 2] + "</td>", *source.lines[line:]]
    return Mutated("", "\n".join(text), line - 1, (line, line))


# --- commands


@kind("command missing", "CMD")
def command_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = [line for line in commands(source) if not source.lines[line - 2].strip()]
    lines = [line for line in lines if line < len(source.lines) and not source.lines[line].strip()]
    return changed(source, "", rng.choice(lines)) if lines else None


def in_commands(
    name: str, pattern: str, by: str | Callable[[re.Match[str]], str | None], *families: str
) -> None:
    def make(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
        return replaced(source, rng, "", commands(source), pattern, by)

    KINDS.append(Kind(name, families or ("CMD",), make))


in_commands("cmdlet changed", r"\b(?:Get-(?=ServerHealth)|Set-(?=MailboxServer)|Restart-|Start-)", "Test-")
in_commands(
    "parameter misspelt",
    r"(?<=\s-)(Server|DatabaseCopyActivation\w+|Identity|Name)\b",
    lambda m: m[0][:-2] + m[0][-1],
)
in_commands(
    "parameter translated",
    r"(?<=\s-)(Server|Command|Name|Identity)\b",
    lambda m: {"Server": "Serveur", "Name": "Nome"}.get(m[0], m[0] + "e"),
)
in_commands("parameter lost", r" -Server (?:<[^>]+>|\S+)", "")
in_commands("true for false", r"\$(true|false)\b", lambda m: "$false" if m[1] == "true" else "$true")
in_commands(
    "value changed",
    r"(?<=[\"'])[A-Za-z][\w.]*\*?(?=[\"'])",
    lambda m: "Fips" if not m[0].startswith("FIPS") else "POP",
)
in_commands("placeholder is a host", r"<server ?name>", "server7.contoso.com", "CMD")
in_commands("operator changed", r"-(eq|like)\b", lambda m: "-ne" if m[1] == "eq" else "-notlike")
in_commands("pipe lost", r" \| (?=\S)", " ")
in_commands("host changed", r"\b(server|mailbox)1(?=\.contoso)", r"\g<1>7")
in_commands("typographic dash", r"(?<=\s)-(?=[A-Z])", "\u2013")
in_commands("dash that is none", r"(?<=\s)-(?=[A-Z])", "\u2212")
in_commands("typographic quote", r"\"(?=\w)", "\u201c")
in_commands("quote that is none", r"\"(?=\w)", "\u00ab")
in_commands("no-break space", r"(?<=\w) (?=-)", "\u00a0")
in_commands("backslash lost", r"(?<=[\w>])\\(?=[\w<])", "")
in_commands("entity left in", r"[<>\"]", lambda m: {"<": "&lt;", ">": "&gt;", '"': "&quot;"}[m[0]])
in_commands("markup in command", r"\b[A-Z][a-z]+-[A-Z]\w+", r"**\g<0>**")
in_commands("property misspelt", r"(?<=\$_\.)\w{6,}", lambda m: m[0][:3] + m[0][4:])


# --- names, numbers, links, references


@kind("identifier damaged", "IDN", "REF", "UIL")
def identifier_damaged(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), IDENTIFIER, lambda m: _slip(m[0], rng))


@kind("identifier in a title damaged", "IDN", "REF", "STR")
def title_damaged(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", headings(source), IDENTIFIER, lambda m: _slip(m[0], rng))


@kind("identifier swapped", "IDN", "REF", "UIL")
def identifier_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    names = sorted(
        {name for line in prose(source) for name in re.findall(IDENTIFIER, source.lines[line - 1])}
    )

    def other(match: re.Match[str]) -> str | None:
        ending = re.search(r"[A-Z][a-z]+$", match[0])
        alike = [name for name in names if name != match[0] and ending and name.endswith(ending[0])]
        return rng.choice(alike) if alike else None

    return replaced(source, rng, "", spoken(source), IDENTIFIER, other)


@kind("identifier translated", "IDN", "UIL")
def identifier_translated(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    words = TRANSLATED.get(context.locale.partition("-")[0], TRANSLATED["en"])

    def word(match: re.Match[str]) -> str | None:
        return next((words[key] for key in ("probe", "monitor") if match[0].lower().endswith(key)), None)

    return replaced(source, rng, "", spoken(source), IDENTIFIER, word)


@kind("name split at its dot", "IDN")
def split_at_dot(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    def apart(match: re.Match[str]) -> str:
        return f"{match[1]}. {match[2]}"

    return replaced(
        source,
        rng,
        "",
        spoken(source),
        r"(?<![\w/(\\])([A-Za-z]+\d?)\.((?:Pro[a-z]+|contoso\.com)\b)",
        apart,
    )


@kind("acronym lost", "IDN")
def acronym_lost(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\b(IMAP4|POP3|IIS|OWA|EWS|HTTP)\b", "XYZ")


def spoken(source: Source) -> list[int]:
    """Lines of prose without links, whose targets are of another kind."""
    return [line for line in prose(source) if not re.search(r"\]\(|href=", source.lines[line - 1])]


def _slip(name: str, rng: random.Random) -> str:
    """One letter of the inside lost, or two swapped."""
    place = rng.randrange(1, len(name) - 2)
    if rng.random() < 0.5 or name[place] == name[place + 1]:
        return name[:place] + name[place + 1 :]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


@kind("number changed", "NUM")
def number_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    pattern = (
        r"(?<![\w.:/-])\d{1,4}(?=\s?[a-zA-Zà-ÿ\u4e00-\u9fff\u0400-\u04ff\uac00-\ud7a3]{1,9})(?![\w.]*\d)"
    )
    lines = [line for line in spoken(source) if not re.search(r"20\d\d", source.lines[line - 1])]
    marker = re.compile(r"^\s*\d+\.\s")

    def other(match: re.Match[str]) -> str | None:
        if marker.match(match.string) and match.start() < marker.match(match.string).end():  # type: ignore[union-attr]
            return None
        rest = match.string[match.end() :].lstrip()
        is_citation = re.match(r"[a-d](?![a-z])", rest) or int(match[0]) < 10
        return None if is_citation else str(int(match[0]) + 5)

    return replaced(source, rng, "", lines, pattern, other)


@kind("link target changed", "LNK")
def link_changed(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    """A target that a sibling has as well: where all differ, as between two sites, nobody can tell."""
    pattern = r"\]\(((?:\\.|[^()\s])+)\)"
    targets = sorted(
        {match for line in prose(source) for match in re.findall(pattern, source.lines[line - 1])}
    )
    texts = ["\n".join(sibling.lines) for sibling in context.siblings.values()]

    def ending(target: str) -> str:
        return re.split(r"[/?]", target)[-1]

    def other(match: re.Match[str]) -> str | None:
        if not any(ending(match[1]) in text for text in texts):
            return None
        rest = [one for one in targets if ending(one) != ending(match[1])]
        return f"]({rng.choice(rest)})" if rest else None

    return replaced(source, rng, "", prose(source), pattern, other)


@kind("link lost", "LNK")
def link_lost(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", prose(source), r"(?<!!)\[([^\]]+)\]\((?:\\.|[^()\s])+\)", r"\1")


@kind("reference to another step", "REF")
def reference_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<![\w.])2\.?c(?![a-z])", "2b", re.IGNORECASE)


@kind("reference to no step", "REF")
def reference_dangling(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<![\w.])2\.?c(?![a-z])", "7f", re.IGNORECASE)


@kind("section named in another language", "REF", "TXT")
def foreign_title(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    titles: dict[str, str] = {}
    for line in headings(source):
        for locale, other in sorted(context.aligned.get(line, {}).items()):
            foreign = context.siblings[locale].lines[other - 1].removeprefix("## ")
            own = source.lines[line - 1].removeprefix("## ")
            if foreign != own and len(own) > 12 and not re.search(IDENTIFIER, own):
                titles[own] = foreign
    if not titles:
        return None
    pattern = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    citing = [
        line for line in prose(source) if re.search(r"(?<!\d)\d{1,2}\.?\s?[a-d]\b", source.lines[line - 1])
    ]
    return replaced(source, rng, "", citing, pattern, lambda m: titles[m[0]])


# --- words


@kind("literal translated", "UIL")
def literal_translated(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    words = TRANSLATED.get(context.locale.partition("-")[0], TRANSLATED["en"])
    pattern = r"\b(Unhealthy|Healthy|Succeeded|Passed|Failed)\b"
    if context.locale.startswith("en"):
        return None
    return replaced(source, rng, "", spoken(source), pattern, lambda m: words[m[1].lower()])


@kind("code span changed", "UIL", "IDN")
def code_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"`([^`\n]{4,})`", lambda m: f"`{m[1][:2]}{m[1][3:]}`")


@kind("sentence missing", "TXT")
def sentence_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return _sentences_changed(source, rng, lambda parts, i: [*parts[:i], *parts[i + 1 :]])


@kind("sentence twice", "TXT")
def sentence_twice(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return _sentences_changed(source, rng, lambda parts, i: [*parts[: i + 1], *parts[i:]])


def _sentences_changed(
    source: Source, rng: random.Random, change: Callable[[list[str], int], list[str]]
) -> Mutated | None:
    lines = prose(source)
    rng.shuffle(lines)
    for line in lines:
        marker = re.match(r"\s*(?:\d+\.|-|>)?\s*", source.lines[line - 1])
        head = marker[0] if marker else ""
        parts = re.split(_SENTENCE, source.lines[line - 1][len(head) :])
        if len(parts) < 2 or min(map(len, parts)) < 8 or "](" in source.lines[line - 1]:
            continue
        space = "" if re.search(r"[。！？]", parts[0]) else " "
        return changed(source, "", line, head + space.join(change(parts, rng.randrange(len(parts)))))
    return None


@kind("paragraph missing", "TXT", "STR")
def paragraph_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = [line for line in prose(source) if re.match(r"\S", source.lines[line - 1])]
    lines = [line for line in lines if not re.match(r"\d+\.|-|>", source.lines[line - 1])]
    return changed(source, "", rng.choice(lines)) if lines else None


@kind("text left untranslated", "TXT")
def untranslated(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    lines = prose(source)
    rng.shuffle(lines)
    for line in lines:
        head = re.match(r"\s*(?:\d+\.|-|>)?\s*", source.lines[line - 1])
        others = context.aligned.get(line, {})
        if not others or head is None:
            continue
        locale = "en-US" if "en-US" in others else rng.choice(sorted(others))
        text = context.siblings[locale].lines[others[locale] - 1]
        text = re.sub(r"^\s*(?:\d+\.|-|>)?\s*", "", text)
        words = re.findall(r"[^\W\d_]+", text)
        if (len(words) > 5 or len(text) > 25) and _shown(text) != _shown(
            source.lines[line - 1][head.end() :]
        ):
            return changed(source, "", line, head[0] + text)
    return None


def _shown(text: str) -> str:
    """Without the targets of its links."""
    return re.sub(r"\]\([^)\s]*\)+", "]", text)


@kind("sentence left untranslated", "TXT")
def sentence_untranslated(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    lines = prose(source)
    rng.shuffle(lines)
    for line in lines:
        for locale, other in sorted(context.aligned.get(line, {}).items()):
            here = re.split(_SENTENCE, source.lines[line - 1])
            there = re.split(_SENTENCE, context.siblings[locale].lines[other - 1])
            place = rng.randrange(1, len(here)) if len(here) > 1 else 0
            if place == 0 or len(here) != len(there) or len(there[place].split()) < 6:
                continue
            old = source.lines[line - 1]
            return changed(source, "", line, old.replace(here[place], there[place]))
    return None


@kind("term replaced", "TRM")
def term_replaced(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    return _by_words(
        source, rng, TERMS.get(context.locale) or TERMS.get(context.locale.partition("-")[0], {})
    )


@kind("condition turned round", "POL")
def flipped(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    return _by_words(
        source, rng, FLIPS.get(context.locale) or FLIPS.get(context.locale.partition("-")[0], {})
    )


def _by_words(source: Source, rng: random.Random, words: dict[str, str]) -> Mutated | None:
    if not words:
        return None
    lines = [line for line in prose(source) if "](" not in source.lines[line - 1]]
    pattern = rng.choice(sorted(words))
    bounded = rf"\b{pattern}\b" if re.match(r"[a-zà-ÿа-я]", pattern, re.IGNORECASE) else pattern
    return replaced(source, rng, "", lines, bounded, words[pattern])


# --- typography


@kind("bracket not closed", "TYP")
def bracket(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<=[^\s\\(（])[)）](?!\()", "")


@kind("markup shown", "TYP")
def markup_shown(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\*\*(?=[^\s*])([^*]+)\*\*", r"**\1 **x")


def make(one: Kind, source: Source, rng: random.Random, context: Context) -> Mutated | None:
    """One defect of that kind, or None where it cannot be put."""
    mutated = one.make(source, rng, context)
    return None if mutated is None else replace(mutated, kind=one.name)
