"""Views of blocks as HTML. What no other module has made safe is escaped here.

Written in Python and not as a template: a library has a hundred thousand of these elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import markupsafe
from markupsafe import Markup

from runbookc.renderers._page.controls import without_controls
from runbookc.renderers._page.pool import TextView
from runbookc.renderers._page.views import (
    CommandView,
    ExpectView,
    ItemView,
    ListView,
    NoteView,
    ParagraphView,
    StepsView,
    StepView,
    TableView,
    View,
)
from runbookc.renderers._page.wording import Wording

_NOTES = {"note": "Note", "tip": "Tip", "important": "Important", "caution": "Caution", "warning": "Warning"}
"""Severity of a note to the page's word for it."""
_BADGES = {"read": "Reads only", "change": "Changes the system", "unknown": "Effect not known"}
"""Effect of a command to the page's word for it."""
_MARKS = '<span class="cols" aria-hidden="true"><i></i><i></i></span>'


class BlockWriter:
    """Writes the views of one page."""

    def __init__(self, word: Wording, tag: str) -> None:
        """`tag`: the language that the page's own words are in."""
        self._word = word
        self._tag = tag
        self._badges = {effect: self._badge(effect, msgid) for effect, msgid in _BADGES.items()}

    def _badge(self, kind: str, msgid: str) -> str:
        return f'<span class="badge {kind}">{self._word(msgid)}</span>'

    def text(self, view: TextView, name: str) -> Markup:
        """One element that the script can say in another language."""
        return Markup(self._text(view, name))

    def blocks(self, views: Iterable[View]) -> Markup:
        """Blocks of a section, each in lines of its own."""
        return Markup(self._blocks(views))

    def _blocks(self, views: Iterable[View]) -> str:
        return "".join([self._block(view) for view in views])

    def _block(self, view: View) -> str:
        match view:
            case ParagraphView(text=text):
                return f"<p{self._said(text)}{_limits(view)}>{text.html}</p>\n"
            case CommandView():
                return self._command(view)
            case StepsView(steps=steps):
                return f'<ol class="steps" role="list">\n{"".join(map(self._step, steps))}</ol>\n'
            case ExpectView():
                code = f"{_escaped(view.property)} = {_escaped(view.value)}"
                word = self._word("Expected")
                return f'<p class="expect">{word} <code translate="no" dir="ltr">{code}</code></p>\n'
            case ListView():
                return "".join(self._list(view))
            case NoteView():
                return "".join(self._note(view))
            case TableView():
                return "".join(self._table(view))

    def _said(self, view: TextView) -> str:
        """The text's number, and its locale where the shown one has no such text."""
        lang = f' lang="{_escaped(view.locale)}"' if view.locale != self._tag else ""
        return f' data-t="{view.n}"{lang}'

    def _text(self, view: TextView, name: str) -> str:
        return f"<{name}{self._said(view)}>{view.html}</{name}>"

    def _step(self, step: StepView) -> str:
        return (
            f'<li class="step" id="{_escaped(step.id)}"{_only(step)}>\n'
            f'<div class="mark"><span class="no">{_escaped(step.label)}</span></div>{_MARKS}\n'
            f'<div class="body">\n{self._blocks(step.blocks)}\n</div>\n</li>\n'
        )

    def _list(self, view: ListView) -> Iterator[str]:
        name = "ol" if view.ordered else "ul"
        yield f'<{name} class="plain"{_limits(view)}>\n'
        for item in view.entries:
            yield f"<li{_limits(item)}>{self._blocks(item.blocks)}</li>\n"
        yield f"</{name}>\n"

    def _note(self, view: NoteView) -> Iterator[str]:
        yield f'<div class="note {_escaped(view.severity)}" role="note"{_limits(view)}>\n'
        yield f'<p class="note-kind">{self._word(_NOTES[view.severity])}</p>\n'
        yield f"{self._blocks(view.blocks)}\n</div>\n"

    def _table(self, view: TableView) -> Iterator[str]:
        label = self._word.attribute("aria-label", "Table")
        yield f'<div class="scroll" tabindex="0" role="region" {label}{_limits(view)}>\n<table>\n'
        if view.head:
            yield f"<thead>{self._row(view.head, 'th')}</thead>\n"
        yield "<tbody>\n"
        for row in view.rows:
            yield f"{self._row(row, 'td')}\n"
        yield "</tbody>\n</table>\n</div>\n"

    def _row(self, cells: Sequence[TextView], name: str) -> str:
        return f"<tr>{''.join([self._text(cell, name) for cell in cells])}</tr>"

    def _command(self, view: CommandView) -> str:
        code = f'<pre translate="no" dir="ltr"><code>{view.code}</code></pre>'
        place = f'data-c="{view.n}"{_only(view)}'
        if view.purpose in ("example", "output"):
            is_output = view.purpose == "output"
            head = f'<details class="cmd {view.purpose}" {place}{" open" if is_output else ""}>'
            word = self._word("Output") if is_output else self._word("Example")
            return f"{head}\n<summary>{word}</summary>\n{code}\n</details>\n\n"
        recalled = " recalled" if view.recalled else ""
        return (
            f'<figure class="cmd {_escaped(view.effect)}{recalled}" {place}>\n'
            f"<figcaption>{' '.join(self._caption(view))}</figcaption>\n{code}\n</figure>\n\n"
        )

    def _caption(self, view: CommandView) -> Iterator[str]:
        yield self._badges.get(view.effect, self._badges["unknown"])
        if view.purpose == "sample":
            yield self._badge("example", "Example")
        if view.recalled:
            word = self._word("From step")
            label = f"<b>{_escaped(view.recalled)}</b>"
            yield f'<a class="ref from" href="#{_escaped(view.target)}">{word} {label}</a>'


def _escaped(text: str) -> str:
    """Text for an element or an attribute."""
    return str(markupsafe.escape(without_controls(text)))


def _only(view: StepView | CommandView) -> str:
    return f' data-only="{view.only}"' if view.only else ""


def _limits(view: ParagraphView | ItemView | ListView | NoteView | TableView) -> str:
    """Which locales have it, and whether the shown one's readers do not see it."""
    only = f' data-l="{view.only}"' if view.only else ""
    return f"{only} hidden" if view.hidden else only
