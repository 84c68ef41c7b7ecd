"""More single defects: what editors, exports and find-and-replace do, beside what translation does.

Importing this module adds them to `defects.KINDS`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import mutations
from defect_words import NUMBER_WORDS, UNITS
from defects import IDENTIFIER, in_commands, kind, spoken
from mutations import Mutated, Source
from places_in_source import Context, cells, changed, commands, headings, last_column, prose, replaced, walk

from runbookc.model import document as d

_ITEM = re.compile(r"^(\s*)(?:\d+\.|[-*])(\s+)")


# --- structure


@kind("bullets numbered", "STR")
def numbered(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    choices = [
        found for found in mutations.lists(source.document.blocks, ordered=False) if len(found.items) > 1
    ]
    if not choices:
        return None
    found = rng.choice(choices)
    lines = list(source.lines)
    for number, item in enumerate(found.items, 1):
        at = item.span.first - 1
        lines[at] = re.sub(r"[-*](?=\s)", f"{number}.", lines[at], count=1)
    return Mutated("", "\n".join(lines), found.span.first, (found.span.first, found.span.last))


@kind("item missing", "STR")
def item_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    choices = [
        item.span
        for found in mutations.lists(source.document.blocks, ordered=False)
        if len(found.items) > 2
        for item in found.items
    ]
    if not choices:
        return None
    span = rng.choice(choices)
    lines = [*source.lines[: span.first - 1], *source.lines[span.last :]]
    return Mutated("", "\n".join(lines), min(span.first, len(lines)), (span.first, span.last))


@kind("note missing", "STR", "TXT")
def note_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    notes = [node.span for node in _walk(source) if isinstance(node, d.Note)]
    if not notes:
        return None
    span = rng.choice(notes)
    lines = [*source.lines[: span.first - 1], *source.lines[span.last :]]
    return Mutated("", "\n".join(lines), min(span.first, len(lines)), (span.first, span.last))


@kind("note is a paragraph", "STR", "TXT")
def note_plain(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    notes = [
        node.span
        for node in _walk(source)
        if isinstance(node, d.Note) and "[!" in source.lines[node.span.first - 1]
    ]
    if not notes:
        return None
    span = rng.choice(notes)
    body = [re.sub(r"^(\s*)> ?", r"\1", line) for line in source.lines[span.first : span.last]]
    lines = [*source.lines[: span.first - 1], *body, *source.lines[span.last :]]
    return Mutated("", "\n".join(lines), span.first, (span.first, span.last))


def _walk(source: Source) -> list[d.Node]:
    return list(walk(source.document.blocks))


@kind("undo missing", "STR", "CMD")
def undo_missing(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    spans = [
        item.span
        for found in mutations.lists(source.document.blocks)
        for item in found.items
        if any(
            re.search(r"-DatabaseCopyActivation\w+ \$false", line)
            for line in source.lines[item.span.first - 1 : item.span.last]
        )
        and item.span.last - item.span.first < 12
    ]
    if not spans:
        return None
    span = rng.choice(spans)
    lines = [*source.lines[: span.first - 1], *source.lines[span.last :]]
    return Mutated("", "\n".join(lines), min(span.first, len(lines)), (span.first, span.last))


@kind("heading is a paragraph", "STR")
def heading_plain(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", headings(source), r"^## ", "")


@kind("titles swapped", "STR", "IDN", "REF", "TRM")
def titles_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = [line for line in headings(source) if re.search(IDENTIFIER, source.lines[line - 1])]
    if len(lines) < 2:
        return None
    one, other = sorted(rng.sample(lines, 2))
    text = list(source.lines)
    text[one - 1], text[other - 1] = text[other - 1], text[one - 1]
    return Mutated("", "\n".join(text), one, (one, other))


@kind("command before its sentence", "STR")
def command_moved(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = source.lines
    spots = [
        line
        for line in commands(source)
        if line > 3
        and line < len(lines)
        and not lines[line - 2].strip()
        and not lines[line].strip()
        and lines[line - 3].strip()
        and not _ITEM.match(lines[line - 3])
        and len(lines[line - 3]) - len(lines[line - 3].lstrip()) >= 4
        and re.match(r"\s{4,}\S", lines[line - 1])
    ]
    if not spots:
        return None
    line = rng.choice(spots)
    text = list(lines)
    text[line - 3], text[line - 1] = text[line - 1], text[line - 3]
    return Mutated("", "\n".join(text), line - 2, (line - 2, line))


@kind("command is prose", "CMD", "STR")
def command_prose(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = source.lines
    spots = [
        line
        for line in commands(source)
        if line > 1
        and line < len(lines)
        and not lines[line - 2].strip()
        and not lines[line].strip()
        and re.match(r"\s{8,}\S", lines[line - 1])
    ]
    return _one(source, rng, spots, lambda text: text[4:])


@kind("command twice", "CMD", "STR")
def command_twice(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = source.lines
    spots = [
        line
        for line in commands(source)
        if not lines[line - 2].strip() and line < len(lines) and not lines[line]
    ]
    if not spots:
        return None
    line = rng.choice(spots)
    indent = re.match(r"\s*", lines[line - 1])
    again = indent[0][:-4] + "…" if indent and len(indent[0]) >= 4 else "…"
    return changed(source, "", line, lines[line - 1], "", again, "", lines[line - 1])


def _one(source: Source, rng: random.Random, lines: list[int], by: Callable[[str], str]) -> Mutated | None:
    if not lines:
        return None
    line = rng.choice(lines)
    return changed(source, "", line, by(source.lines[line - 1]))


# --- tables


@kind("dependency swapped", "TBL")
def dependency_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    if last_column(source) < 3:
        return None
    names = {"Active Directory": "DNS", "DNS": "Active Directory"}
    return replaced(
        source, rng, "", cells(source, 2), r"(?<=<p>)(Active Directory|DNS)(?=</p>)", lambda m: names[m[0]]
    )


@kind("monitor swapped in table", "TBL")
def monitor_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = cells(source, last_column(source))
    names = sorted({m for line in lines for m in re.findall(r"\b\w+Monitor\b", source.lines[line - 1])})

    def other(match: re.Match[str]) -> str | None:
        rest = [name for name in names if name != match[0]]
        return rng.choice(rest) if rest else None

    return replaced(source, rng, "", lines, r"\b\w+Monitor\b", other)


@kind("set in brackets changed", "TBL")
def brackets_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = cells(source, last_column(source))
    pattern = r"(?<=Monitor)\s?[(（][^()（）]*?\b([A-Za-z]+(?:\.[A-Za-z]+)?)\b[^()（）]*[)）]"

    def other(match: re.Match[str]) -> str | None:
        names = re.findall(r"\b[A-Z][A-Za-z]*[A-Z.][A-Za-z.]*\b", match[0])
        return match[0].replace(names[0], "FIPS" if names[0] != "FIPS" else "POP") if names else None

    return replaced(source, rng, "", lines, pattern, other)


@kind("monitor extra", "TBL")
def monitor_extra(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = cells(source, last_column(source))
    return replaced(
        source, rng, "", lines, r"<p>(\w+Monitor)\b([^<]*)</p>", r"<p>\1\2</p>\n<p>ClusterDeepMonitor\2</p>"
    )


@kind("probe and set cells swapped", "TBL")
def cells_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = source.lines
    spots = [
        line
        for line in cells(source, 0)
        if re.fullmatch(r"<td><p>\w+</p></td>", lines[line - 1])
        and re.fullmatch(r"<td><p>[\w.]+</p></td>", lines[line])
        and lines[line - 1] != lines[line]
    ]
    if not spots:
        return None
    line = rng.choice(spots)
    text = list(lines)
    text[line - 1], text[line] = text[line], text[line - 1]
    return Mutated("", "\n".join(text), line, (line, line + 1))


@kind("value in a table changed", "TBL", "NUM", "IDN", "UIL", "TXT")
def cell_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = [number for number, line in enumerate(source.lines, 1) if re.match(r"\s*\|.*\|\s*$", line)]
    return replaced(source, rng, "", lines, r"(?<![\w.])\d+(?![\w.])", lambda m: str(int(m[0]) + 3))


# --- commands

in_commands("parameter renamed", r"(?<=\s)-Server\b", "-ComputerName")
in_commands("parameter extra", r"(?<=\w)(?= \| )|(?<=\$(?:true))$", " -Force")
in_commands("dash lost", r"(?<=\s)-(?=Server|Identity|DatabaseCopy)", "")
in_commands("blank in a cmdlet", r"\b(Get|Set|Invoke)-(?=[A-Z])", r"\1- ")
in_commands("blank lost", r"(?<=-Server) (?=[a-z<])", "")
in_commands("wildcard lost", r"\*(?=[\"'])", "")
in_commands("closing quote lost", r"(?<=[\w>*])[\"'](?=\})", "")
in_commands("closing brace lost", r"\}\s*$", "")
in_commands("closing quote typographic", r"(?<=\w)\"", "\u201d")
in_commands("quote guillemet", r"\"([^\"]+)\"", "« \\1 »")
in_commands("zero-width space", r"(?<=[a-z])(?=[A-Z])", "\u200b")
in_commands("domain changed", r"contoso\.com", "contoso.local")
in_commands("placeholder of another thing", r"<server name>", "<database name>")
in_commands("placeholder without brackets", r"<(health set name|probe name|server ?name)>", r"\1")
in_commands("placeholder is an ellipsis", r"<(server ?name)>", "…")
in_commands("property swapped", r"(?<=\$_\.)HealthSetName", "TargetResource")
in_commands("variable lost", r"\$_\.", ".")
in_commands("dollar lost", r"\$(?=true|false)", "")
in_commands("boolean translated", r"\$(true|false)\b", lambda m: {"true": "$vrai", "false": "$falso"}[m[1]])
in_commands("cmdlet of another thing", r"\bGet-ServerHealth\b", "Get-HealthReport")
in_commands(
    "verb translated",
    r"\b(Get|Set|Invoke|Restart)-(?=[A-Z])",
    lambda m: {"Get": "Obter-"}.get(m[1], "Faire-"),
)
in_commands("format lost", r"\s*\|\s*(?:Format-List|ft\b.*|fl\b.*)$", "")
in_commands("formatter changed", r"\|\s*Format-List\b", "| Format-Table")
in_commands("pipe is a slash", r"(?<=\s)\|(?=\s)", "/")
in_commands("path separators turned", r"(?<=[\w>])\\(?=[\w<])", "/")
in_commands("probe of another set", r"(?<=Invoke-MonitoringProbe )[A-Z][\w.]+(?=\\)", "FIPS")
in_commands("health set cut short", r"(?<=[\" ])([A-Z]\w+)\.(?:Pro\w+)\b", r"\1")
in_commands(
    "letter of another script", r"(?<=[A-Z])[aeo](?=[a-z])", lambda m: {"a": "а", "e": "е", "o": "о"}[m[0]]
)
in_commands("comma for a semicolon", r";(?=\s)", ",")
in_commands("bracket type changed", r"\?\{(.*)\}", r"?(\1)")
in_commands("full-width bar", r"(?<=\s)\|(?=\s)", "\uff5c")


# --- names in prose


@kind("service swapped", "IDN", "UIL")
def service_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    pairs = {"POP3": "IMAP4", "IMAP4": "POP3"}
    return replaced(
        source, rng, "", spoken(source), r"(?<=Microsoft Exchange )(POP3|IMAP4)", lambda m: pairs[m[0]]
    )


@kind("host in prose changed", "IDN")
def host_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\b(server|mailbox)1(?=\.contoso)", r"\g<1>2")


@kind("identifier lost", "IDN", "UIL", "REF", "TXT")
def identifier_lost(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\*{0,2}" + IDENTIFIER + r"\*{0,2} ?", "")


@kind("identifier in two words", "IDN", "UIL", "REF")
def identifier_apart(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\b([A-Z]\w*[a-z])(Probe|Monitor|AppPool)\b", r"\1 \2")


@kind("application pool renamed", "IDN", "UIL")
def pool_renamed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\bMSExchange(\w+)AppPool\b", "MSExchangeSyncAppPool")


@kind("backslash lost in prose", "IDN", "UIL")
def path_damaged(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<=[\w%:])\\+(?=\w\w)", "")


@kind("event number changed", "NUM", "IDN")
def event_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(
        source,
        rng,
        "",
        spoken(source),
        r"(?<![\w.:/-])\d{3,5}(?![\w.:/-]*\d)",
        lambda m: (
            m[0][:-2] + m[0][:-3:-1] if m[0][-1] != m[0][-2] else m[0][:-1] + str((int(m[0][-1]) + 1) % 10)
        ),
    )


@kind("version changed", "NUM", "IDN")
def version_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<=Exchange )(?:Server )?2013\b", "2010")


@kind("title names another set", "IDN", "REF")
def title_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    lines = [
        number
        for number, line in enumerate(source.lines, 1)
        if re.match(r"# .*\b(POP|IMAP|OWA|EWS|ECP)\b", line)
    ]
    pairs = {"POP": "IMAP", "IMAP": "POP", "OWA": "ECP", "EWS": "OWA", "ECP": "OWA"}
    return replaced(source, rng, "", lines, r"\b(POP|IMAP|OWA|EWS|ECP)\b", lambda m: pairs[m[0]])


# --- numbers


@kind("duration unit changed", "NUM")
def unit_changed(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    words = UNITS.get(context.locale.partition("-")[0], {})
    if not words:
        return None
    pattern = r"(?<=\d)(\s?)(" + "|".join(sorted(words, key=len, reverse=True)) + ")"
    return replaced(source, rng, "", spoken(source), pattern, lambda m: m[1] + words[m[2]])


@kind("number word changed", "NUM")
def word_changed(source: Source, rng: random.Random, context: Context) -> Mutated | None:
    words = NUMBER_WORDS.get(context.locale.partition("-")[0], {})
    if not words:
        return None
    pattern = (
        r"\b(?:" + "|".join(words) + r")\b" if context.locale[:2] not in ("zh", "ja") else "|".join(words)
    )
    return replaced(source, rng, "", spoken(source), pattern, lambda m: words[m[0]])


@kind("digit lost", "NUM")
def digit_lost(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(
        source,
        rng,
        "",
        spoken(source),
        r"(?<![\w.:/\\-])[1-9]\d{1,4}(?![\w.:/]*\d)(?!\.\s)",
        lambda m: m[0][:-1],
    )


# --- links, references, literals


@kind("link broken", "LNK", "TYP")
def link_broken(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", prose(source), r"(?<!!)\](?=\((?:\\.|[^()\s])+\))", "] ")


@kind("link to another article", "LNK")
def link_elsewhere(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(
        source,
        rng,
        "",
        prose(source),
        r"\]\([^()\s]*?([\w-]*health-set)[^()\s]*\)",
        "](troubleshooting-fips-health-set.md)",
    )


@kind("section cited by another title", "REF", "TXT", "TRM")
def other_title(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    own = [source.lines[line - 1].removeprefix("## ") for line in headings(source)]
    own = [title for title in own if len(title) > 12 and not re.search(IDENTIFIER, title)]
    if len(own) < 2:
        return None
    pattern = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))

    def other(match: re.Match[str]) -> str:
        return rng.choice([title for title in own if title != match[0]])

    citing = [
        line for line in prose(source) if re.search(r"(?<!\d)\d{1,2}\.?\s?[a-d]\b", source.lines[line - 1])
    ]
    return replaced(source, rng, "", citing, pattern, other)


@kind("section cited that is not there", "REF", "TXT", "TRM")
def no_title(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    own = [source.lines[line - 1].removeprefix("## ") for line in headings(source)]
    own = [title for title in own if len(title) > 12 and not re.search(IDENTIFIER, title)]
    if not own:
        return None
    pattern = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))

    def cut(match: re.Match[str]) -> str:
        words = match[0].split(" ")
        return " ".join(words[: len(words) // 2]) if len(words) > 2 else match[0][: len(match[0]) // 2]

    citing = [
        line for line in prose(source) if re.search(r"(?<!\d)\d{1,2}\.?\s?[a-d]\b", source.lines[line - 1])
    ]
    return replaced(source, rng, "", citing, pattern, cut)


@kind("literal swapped", "UIL", "POL")
def literal_swapped(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    pairs = {"Unhealthy": "Healthy", "Healthy": "Unhealthy", "Succeeded": "Failed", "Passed": "Failed"}
    return replaced(
        source,
        rng,
        "",
        spoken(source),
        r"(?<=[`*])(Unhealthy|Succeeded|Passed|Healthy)(?=[`*])",
        lambda m: pairs[m[1]],
    )


@kind("literal lost", "UIL")
def literal_lost(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(
        source, rng, "", spoken(source), r" ?(?:`Unhealthy`|\*\*Succeeded\*\*|\*\*200 OK\*\*|`200 OK`)", ""
    )


@kind("status code changed", "UIL", "NUM")
def status_changed(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"\b200(?= OK\b)", "404")


# --- typography


@kind("emphasis not closed", "TYP")
def emphasis_open(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<=[^\s*])\*\*(?!\*)", "")


@kind("emphasis half closed", "TYP")
def emphasis_half(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(\*\*[^\s*][^*]*[^\s*]\*)\*(?!\*)", r"\1")


@kind("code span not closed", "TYP", "UIL")
def code_open(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<!`)(`[^`\n]+)`(?!`)", r"\1")


@kind("bracket not opened", "TYP")
def bracket_open(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<=\s)[(（](?=[^\s)）]+[^()（）]*[)）])", "")


@kind("entity in prose", "TYP")
def entity(source: Source, rng: random.Random, _context: Context) -> Mutated | None:
    return replaced(source, rng, "", spoken(source), r"(?<=\w) (?=\w)", "&amp;nbsp;")
