"""The pages of the `SRC` rules: faults that an earlier stage sees while it reads.

Reader and lowering say where and what (`runbookc.model.document.Problem`); here is why it matters.
"""

from __future__ import annotations

from runbookc.checks.registry import Rule
from runbookc.model.finding import Level, RulePage


def _fault(code: str, level: Level, title: str, sentence: str, *, why: str, bad: str, good: str) -> Rule:
    page = RulePage(code=code, level=level, title=title, sentence=sentence, why=why, bad=bad, good=good)
    return Rule(page=page, message="{actual}")


FAULTS: tuple[Rule, ...] = (
    _fault(
        "SRC001",
        "error",
        "undecodable-text",
        "A file is not UTF-8.",
        why="the characters that cannot be decoded are lost, and with them words or commands.",
        bad="a file saved as Windows-1252 or UTF-16.",
        good="the file saved as UTF-8, with or without a byte order mark.",
    ),
    _fault(
        "SRC002",
        "warning",
        "unreadable-front-matter",
        "The front matter cannot be read as keys and values.",
        why=(
            "the article's id and locale stand there; without them the edition is taken for an "
            "article of its own."
        ),
        bad="a front matter whose closing line `---` is missing.",
        good="`key: value` on lines of their own between two lines `---`.",
    ),
    _fault(
        "SRC003",
        "warning",
        "malformed-html",
        "An HTML block is not well-formed.",
        why=(
            "where a tag is not closed, nobody can tell which cell a text belongs to; the block is "
            "kept as it stands."
        ),
        bad="`<td><p>PopCTPProbe</td>` with a `<tr` that never ends.",
        good="every element is closed.",
    ),
    _fault(
        "SRC004",
        "warning",
        "unknown-locale",
        "Neither the file nor its folder says which language it is in.",
        why="the language is guessed from the text, and a guess can be wrong.",
        bad="an article without `ms:mtpsurl`, `ms.locale` or `lang`, in a folder named `new`.",
        good="`lang: pt-BR` in the front matter, or a folder `pt-BR`.",
    ),
    _fault(
        "SRC005",
        "error",
        "duplicate-edition",
        "Two files claim to be the same edition of one article.",
        why="only one of them can be compiled; the other is left out, whatever it says.",
        bad="two files with one `ms:assetid`, both in pt-BR.",
        good="one file for each article and locale.",
    ),
    _fault(
        "SRC006",
        "error",
        "lost-text",
        "A line of the file is in no block of the text.",
        why="what the parser does not see, no reader of the checklist sees either.",
        bad="a list that is nested deeper than the parser goes.",
        good="a list of at most a dozen levels.",
    ),
    _fault(
        "SRC007",
        "error",
        "limit-exceeded",
        "The file, or a part of it, is larger than the limits allow.",
        why=("a file without limits can hold up everybody else's build. What is over the limit is left out."),
        bad="a table with a hundred thousand rows.",
        good="a table that a person can read, or a higher limit.",
    ),
    _fault(
        "SRC008",
        "note",
        "ignored-html",
        "An HTML element was left out that has no meaning in an article.",
        why="scripts, frames and forms are never passed on; if there was text in them, it is lost.",
        bad="`<script>` or `<iframe>` between two paragraphs.",
        good="text, tables and images only.",
    ),
    _fault(
        "SRC009",
        "note",
        "loose-bold",
        "Asterisks that were meant to make a heading bold are shown.",
        why="Markdown wants no blank on the inner side of the marks; what was meant is taken.",
        bad="`** Mailbox locked**` on a line of its own.",
        good="`**Mailbox locked**`.",
    ),
    _fault(
        "SRC020",
        "warning",
        "incomplete-row",
        "A row of the probe table has more or fewer cells than the others.",
        why="its cells are told apart by what they hold, which is a guess.",
        bad="a row of three cells in a table of four columns.",
        good="an empty cell where there is nothing to say.",
    ),
    _fault(
        "SRC021",
        "error",
        "row-without-name",
        "A row of the probe table names neither a probe nor a monitor.",
        why="nothing can be looked up in it; most often the identifiers were translated.",
        bad="`Sonde de test POP | POP | Aucun | Moniteur de test POP`.",
        good="`PopSelfTestProbe | POP | Aucun | PopSelfTestMonitor`.",
    ),
)
