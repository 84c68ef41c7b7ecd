"""One edition as a flat sequence of leaves with the containers that they stand in.

A flat sequence is what makes merged, split and differently nested steps visible: the leaves stay
aligned while the containers around them differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from runbookc.alignment.features import Features, of_command, of_paragraph, of_row
from runbookc.alignment.similarity import Profile, Scale, alone
from runbookc.model import article as a
from runbookc.model.document import Span

LeafElement = a.Paragraph | a.Command | a.Row


@dataclass(slots=True, eq=False)
class Container:
    """A section, a list of steps, a step, a list, an item, a note or a table of one edition."""

    kind: str
    """``section``, ``steps``, ``step``, ``list``, ``item``, ``note`` or ``table``."""
    span: Span
    parent: Container | None
    element: object
    leaves: list[Leaf] = field(default_factory=list)
    """Every leaf inside it, at any depth, in order."""
    depth: int = field(init=False)
    shape: str = field(init=False)
    """The kinds of containers around a leaf in it, innermost first: ``ss`` is a step in a step."""

    def __post_init__(self) -> None:
        outer = self.parent
        self.depth = 0 if outer is None else outer.depth + 1
        self.shape = _SHAPES[self.kind] + ("" if outer is None else outer.shape)

    def chain(self) -> Iterator[Container]:
        """Itself and its ancestors, innermost first."""
        node: Container | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(slots=True, eq=False)
class Leaf:
    """A paragraph, a command or a table row: the unit of alignment."""

    kind: str
    element: LeafElement
    parent: Container
    features: Features
    order: int
    """Position in the edition."""
    known: Profile | None = None

    def profile(self, locale: str, how: Scale) -> Profile:
        """How it is compared with others, under the one scale of its article."""
        if self.known is None:
            self.known = alone(locale, self.features, how)
        return self.known

    @property
    def span(self) -> Span:
        return self.element.span


@dataclass(slots=True, eq=False)
class SectionOutline:
    index: int
    section: a.Section
    root: Container
    leaves: list[Leaf]


@dataclass(slots=True, eq=False)
class Outline:
    """One edition, flattened."""

    article: a.Article
    sections: list[SectionOutline]

    @property
    def locale(self) -> str:
        return self.article.locale


def outline(article: a.Article) -> Outline:
    """Flatten one edition."""
    sections = []
    order = 0
    for index, section in enumerate(article.sections):
        root = Container("section", section.span, None, section)
        flat = _Flattener(order)
        flat.blocks(section.blocks, root)
        order = flat.order
        sections.append(SectionOutline(index, section, root, flat.leaves))
    return Outline(article, sections)


class _Flattener:
    def __init__(self, order: int) -> None:
        self.leaves: list[Leaf] = []
        self.order = order

    def blocks(self, blocks: tuple[a.Block, ...], parent: Container) -> None:
        followers = [_FOLLOWERS.get(type(block), "") for block in blocks[1:]]
        for position, (block, followed) in enumerate(zip(blocks, (*followers, ""), strict=False)):
            self._block(block, parent, position == 0, followed)

    def _block(self, block: a.Block, parent: Container, first: bool, followed: str) -> None:
        match block:
            case a.Paragraph():
                features = of_paragraph(block, parent.shape, first, followed)
                self._leaf("paragraph", block, parent, features)
            case a.Command():
                features = of_command(block, parent.shape, first, followed)
                self._leaf("command", block, parent, features)
            case a.Steps(items=items):
                self._list(Container("steps", block.span, parent, block), "step", items)
            case a.List(items=items):
                self._list(Container("list", block.span, parent, block), "item", items)
            case a.Note(blocks=inner):
                self.blocks(inner, Container("note", block.span, parent, block))
            case a.Table(rows=rows):
                table = Container("table", block.span, parent, block)
                for row in rows:
                    self._leaf("row", row, table, of_row(row, table.shape))

    def _list(self, outer: Container, kind: str, items: tuple[a.Step, ...] | tuple[a.Item, ...]) -> None:
        for item in items:
            inner = Container(kind, item.span, outer, item)
            if item.blocks:
                self.blocks(item.blocks, inner)
            else:
                empty = a.Paragraph(text="", span=item.span)
                self._leaf("paragraph", empty, inner, of_paragraph(empty, inner.shape, True, ""))

    def _leaf(self, kind: str, element: LeafElement, parent: Container, features: Features) -> None:
        leaf = Leaf(kind, element, parent, features, self.order)
        self.order += 1
        self.leaves.append(leaf)
        for container in parent.chain():
            container.leaves.append(leaf)


_FOLLOWERS: dict[type, str] = {a.Command: "command", a.Steps: "list", a.List: "list", a.Table: "table"}
_SHAPES = {"section": "", "steps": "", "step": "s", "list": "", "item": "i", "note": "n", "table": "t"}
