"""From aligned leaves back to a tree: the consensus of the containers that editions put around them.

One edition gives the first draft of a section's tree, the one whose leaves most often stand as in
the majority. Each column of leaves then goes where most editions have it, ties to the draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from runbookc.alignment.columns import Column
from runbookc.alignment.outline import Container, Leaf

_CLASSES = {"steps": "list", "list": "list", "step": "item", "item": "item"}


@dataclass(slots=True, eq=False)
class Node:
    """A container of the consensus."""

    kind: str
    parent: Node | None
    containers: dict[str, Container] = field(default_factory=dict)
    """Locale to what corresponds in that edition."""
    children: list[Node | Column] = field(default_factory=list)
    id: str = ""
    label: str = ""

    def chain(self) -> Iterator[Node]:
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def columns(self) -> Iterator[Column]:
        """Columns at any depth, in order."""
        for child in self.children:
            if isinstance(child, Column):
                yield child
            else:
                yield from child.columns()

    def nodes(self) -> Iterator[Node]:
        """Itself and every node inside, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.nodes()

    def locales(self) -> set[str]:
        """Editions that have something of it."""
        return {locale for column in self.columns() for locale in column.members}


@dataclass(slots=True, eq=False)
class Tree:
    """The consensus of one section."""

    root: Node
    node_of: dict[int, Node]
    """`id` of an edition's container to the node it corresponds to."""
    column_of: dict[int, Column]
    """`id` of a leaf to its column."""


def _class(kind: str) -> str:
    return _CLASSES.get(kind, kind)


def consensus(columns: Sequence[Column], roots: dict[str, Container], reference: str | None) -> Tree:
    """Build the tree of one section.

    `columns` are its leaves in consensus order, `roots` the section's own container by locale.
    """
    builder = _Builder(columns, roots, reference)
    builder.draft()
    builder.map_others()
    builder.place_columns()
    return builder.tree()


class _Builder:
    def __init__(self, columns: Sequence[Column], roots: dict[str, Container], reference: str | None) -> None:
        self.columns = list(columns)
        self.root = Node("section", None, dict(roots))
        self.node_of: dict[int, Node] = {id(container): self.root for container in roots.values()}
        self.column_of: dict[int, Column] = {}
        self.locales = sorted({locale for column in columns for locale in column.members})
        for column in columns:
            for leaves in column.members.values():
                for leaf in leaves:
                    self.column_of[id(leaf)] = column
        self.base = self._base(reference)
        self.parent_of: dict[int, Node] = {}

    def _base(self, reference: str | None) -> str:
        agreement = dict.fromkeys(self.locales, 0)
        for column in self.columns:
            seen = {locale: self._standing(leaves[0]) for locale, leaves in column.members.items()}
            counts = Counter(seen.values())
            for locale, standing in seen.items():
                agreement[locale] += counts[standing] if len(seen) > 1 else 0
        return min(
            self.locales,
            key=lambda locale: (-agreement[locale], locale != reference, locale),
            default="",
        )

    @staticmethod
    def _standing(leaf: Leaf) -> tuple[str, bool]:
        return leaf.features.shape, leaf.features.first

    def draft(self) -> None:
        """Nodes for the base edition's containers."""
        for column in self.columns:
            for leaf in column.members.get(self.base, ())[:1]:
                self._node_for(self.base, leaf.parent)

    def _node_for(self, locale: str, container: Container) -> Node:
        known = self.node_of.get(id(container))
        if known is not None:
            return known
        if container.parent is None:
            # A leaf that another section of its edition holds belongs to this one all the same.
            return self.root
        node = Node(container.kind, self._node_for(locale, container.parent), {locale: container})
        self.node_of[id(container)] = node
        return node

    def map_others(self) -> None:
        """Find the node that each container of the other editions corresponds to: best overlap first."""
        extent: dict[int, set[int]] = {}
        ancestors: dict[int, list[Node]] = {}
        for place, column in enumerate(self.columns):
            for leaf in column.members.get(self.base, ())[:1]:
                chain = [node for node in self._node_for(self.base, leaf.parent).chain() if node.parent]
                ancestors[place] = chain
                for node in chain:
                    extent.setdefault(id(node), set()).add(place)
        for locale in self.locales:
            if locale != self.base:
                self._map_edition(locale, extent, ancestors)

    def _map_edition(
        self,
        locale: str,
        extent: dict[int, set[int]],
        ancestors: dict[int, list[Node]],
    ) -> None:
        own: dict[int, tuple[Container, set[int]]] = {}
        for place, column in enumerate(self.columns):
            for leaf in column.members.get(locale, ()):
                for container in leaf.parent.chain():
                    if container.parent is not None:
                        own.setdefault(id(container), (container, set()))[1].add(place)
        candidates: list[tuple[float, int, int, int, Container, Node]] = []
        for order, (container, places) in enumerate(own.values()):
            near = {id(node): node for place in sorted(places) for node in ancestors.get(place, ())}
            for rank, node in enumerate(near.values()):
                if _class(node.kind) != _class(container.kind):
                    continue
                theirs = extent[id(node)]
                overlap = len(places & theirs) / len(places | theirs)
                bonus = 0.2 * (min(places) == min(theirs)) + 0.1 * (_depth(node) == container.depth)
                candidates.append((-(overlap + bonus), order, rank, id(node), container, node))
        candidates.sort(key=lambda item: item[:3])
        used: set[int] = set()
        for _, _, _, key, container, node in candidates:
            if key not in used and id(container) not in self.node_of:
                used.add(key)
                self.node_of[id(container)] = node
                node.containers[locale] = container

    def place_columns(self) -> None:
        """Give each column its parent by vote."""
        for column in self.columns:
            self.parent_of[id(column)] = self._elected(column)

    def _elected(self, column: Column) -> Node:
        votes: dict[int, int] = {}
        homes: dict[int, Node] = {}
        unknown: list[str] = []
        preferred: Node | None = None
        for locale in sorted(column.members, key=lambda tag: (tag != self.base, tag)):
            container = column.members[locale][0].parent
            node = self.node_of.get(id(container))
            if node is None and container.parent is None:
                node = self.root
            if node is None:
                unknown.append(locale)
                continue
            preferred = preferred or node
            votes[id(node)] = votes.get(id(node), 0) + 1
            homes[id(node)] = node
        top = max(votes.values(), default=0)
        if len(unknown) > top:
            return self._created(column, unknown)
        leaders = [key for key, count in votes.items() if count == top]
        if preferred is not None and id(preferred) in leaders:
            return preferred
        return homes[leaders[0]]

    def _created(self, column: Column, locales: list[str]) -> Node:
        donor, *others = locales
        container = column.members[donor][0].parent
        node = self._node_for(donor, container)
        for locale in others:
            twin: Container | None = column.members[locale][0].parent
            ours: Node | None = node
            while twin is not None and ours is not None and id(twin) not in self.node_of:
                if _class(twin.kind) == _class(ours.kind) and locale not in ours.containers:
                    self.node_of[id(twin)] = ours
                    ours.containers[locale] = twin
                twin, ours = twin.parent, ours.parent
        return node

    def tree(self) -> Tree:
        placed: set[int] = set()
        for column in self.columns:
            parent = self.parent_of[id(column)]
            parent.children.append(column)
            node = parent
            while node.parent is not None and id(node) not in placed:
                placed.add(id(node))
                node.parent.children.append(node)
                node = node.parent
        self._vote_kinds()
        return Tree(self.root, self.node_of, self.column_of)

    def _vote_kinds(self) -> None:
        """A list is a procedure, and an item a step, when most editions say so."""
        for node in self.root.nodes():
            if _class(node.kind) == "list":
                kinds = Counter(container.kind for container in node.containers.values())
                steps, plain = kinds.get("steps", 0), kinds.get("list", 0)
                if steps != plain:
                    node.kind = "steps" if steps > plain else "list"
        for node in self.root.nodes():
            if _class(node.kind) == "item" and node.parent is not None:
                node.kind = "step" if node.parent.kind == "steps" else "item"


def _depth(node: Node) -> int:
    return sum(1 for _ in node.chain()) - 1
