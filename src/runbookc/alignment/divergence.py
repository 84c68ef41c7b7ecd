"""What an edition arranges in another way than the consensus: moved, merged, split, nested, kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runbookc.alignment.columns import Column
from runbookc.alignment.order import longest_increasing
from runbookc.alignment.outline import Container, Leaf
from runbookc.alignment.sections import SectionColumn
from runbookc.alignment.tree import Node, Tree
from runbookc.model import article as a
from runbookc.model.document import Span
from runbookc.model.runbook import Divergence


def divergences(
    sections: Sequence[SectionColumn], trees: Sequence[Tree], block_ids: dict[int, str]
) -> tuple[Divergence, ...]:
    """All divergences of all editions, in the order of the consensus."""
    found: list[Divergence] = []
    for section, tree in zip(sections, trees, strict=True):
        for locale in sorted(section.moved):
            found.append(_moved_section(section, sections, trees, locale))
        locales = sorted(tree.root.locales())
        for locale in locales:
            moved = _moved(tree, locale, section, block_ids)
            found += moved
            elsewhere = {item.element for item in moved}
            found += _rearranged(tree, locale, elsewhere)
            found += _split(tree, locale, section)
            found += _other_kind(tree, locale)
    return tuple(dict.fromkeys(found))


def _moved_section(
    section: SectionColumn, sections: Sequence[SectionColumn], trees: Sequence[Tree], locale: str
) -> Divergence:
    own = section.members[locale]
    before = [
        (other.members[locale].index, tree.root.id)
        for other, tree in zip(sections, trees, strict=True)
        if locale in other.members and other.members[locale].index < own.index
    ]
    element = next(tree.root.id for other, tree in zip(sections, trees, strict=True) if other is section)
    return Divergence(
        kind="moved",
        locale=locale,
        element=element,
        span=own.section.span,
        other=max(before)[1] if before else None,
    )


def _moved(tree: Tree, locale: str, section: SectionColumn, block_ids: dict[int, str]) -> list[Divergence]:
    """Elements that stand in another order, the outermost and the fewest."""
    columns = [column for column in tree.root.columns() if locale in column.members]
    orders = [column.members[locale][0].order for column in columns]
    if orders == sorted(orders) and all(_is_inside(c.members[locale][0], section, locale) for c in columns):
        return []
    astray = {
        id(column)
        for place, column in enumerate(columns)
        if _is_astray(column.members[locale][0], locale, section, orders, place)
    }
    return list(_displaced(tree.root, locale, astray, block_ids, tree))


def _is_inside(leaf: Leaf, section: SectionColumn, locale: str) -> bool:
    """Whether the leaf is in the section's counterpart; True where that edition has none."""
    own = section.members.get(locale)
    return own is None or any(container is own.root for container in leaf.parent.chain())


def _is_astray(leaf: Leaf, locale: str, section: SectionColumn, orders: list[int], place: int) -> bool:
    """Whether the leaf is in another section, or not between the leaves that it should be between."""
    if not _is_inside(leaf, section, locale):
        return True
    follows = place == 0 or orders[place - 1] < leaf.order
    precedes = place + 1 == len(orders) or leaf.order < orders[place + 1]
    return not (follows and precedes)


def _displaced(
    node: Node, locale: str, astray: set[int], block_ids: dict[int, str], tree: Tree
) -> Iterator[Divergence]:
    children = [child for child in node.children if _first_order(child, locale) is not None]
    stay = longest_increasing([_first_order(child, locale) or 0 for child in children])
    home = node.containers.get(locale)
    for place, child in enumerate(children):
        leaves = [column.members[locale][0] for column in _columns(child) if locale in column.members]
        if not leaves:  # all that stands in it here went to other places, and is told of there
            continue
        strayed = home is not None and all(
            id(tree.column_of[id(leaf)]) in astray and home not in list(leaf.parent.chain())
            for leaf in leaves
        )
        if place not in stay or strayed:
            element = block_ids[id(child)] if isinstance(child, Column) else child.id
            yield _moved_element(element, locale, leaves[0])
        elif isinstance(child, Node):
            yield from _displaced(child, locale, astray, block_ids, tree)


def _columns(child: Node | Column) -> Iterator[Column]:
    if isinstance(child, Column):
        yield child
    else:
        yield from child.columns()


def _first_order(child: Node | Column, locale: str) -> int | None:
    """Where the child begins in the edition; None if that has nothing of it."""
    if isinstance(child, Node) and locale in child.containers and child.containers[locale].leaves:
        return child.containers[locale].leaves[0].order
    orders = [column.members[locale][0].order for column in _columns(child) if locale in column.members]
    return min(orders, default=None)


def _moved_element(element: str, locale: str, leaf: Leaf) -> Divergence:
    return Divergence(kind="moved", locale=locale, element=element, span=leaf.span)


_ITEMS = ("step", "item")


def _items(tree: Tree) -> Iterator[Node]:
    return (node for node in tree.root.nodes() if node.kind in _ITEMS)


def _step_around(node: Node | None) -> Node | None:
    while node is not None and node.kind not in _ITEMS:
        node = node.parent
    return node


def _rearranged(tree: Tree, locale: str, moved: set[str]) -> Iterator[Divergence]:
    """Steps that stand in another step, or as part of one, in this edition."""
    for node in _items(tree):
        into = (column.joined[locale] for column in node.columns() if locale in column.joined)
        joined = [column for column in into if locale in column.members]
        if joined and locale not in node.locales():
            yield _merged(node, locale, tree, joined[0].members[locale][0])
            continue
        leaves = [leaf for column in node.columns() for leaf in column.members.get(locale, ())]
        if not leaves or node.id in moved:
            continue
        container = node.containers.get(locale)
        if container is None:
            yield from _without_container(node, locale, leaves, tree)
        else:
            yield from _elsewhere(node, container, locale, tree)


def _merged(node: Node, locale: str, tree: Tree, leaf: Leaf) -> Divergence:
    home = _step_around(tree.node_of.get(id(leaf.parent)))
    return Divergence(
        kind="merged", locale=locale, element=node.id, span=leaf.span, other=home.id if home else None
    )


def _without_container(node: Node, locale: str, leaves: list[Leaf], tree: Tree) -> Iterator[Divergence]:
    inner = next((c for c in leaves[0].parent.chain() if c.kind in _ITEMS), None)
    if inner is None:
        yield _nested(node, locale, leaves[0].span, None)
        return
    home = _step_around(tree.node_of.get(id(inner)))
    if home is not None and home is not node and node not in list(home.chain()):
        yield Divergence(kind="merged", locale=locale, element=node.id, span=leaves[0].span, other=home.id)


def _nested(node: Node, locale: str, span: Span, other: str | None) -> Divergence:
    return Divergence(kind="nested", locale=locale, element=node.id, span=span, other=other)


def _elsewhere(node: Node, container: Container, locale: str, tree: Tree) -> Iterator[Divergence]:
    around = container.parent
    while around is not None and around.kind not in (*_ITEMS, "section"):
        around = around.parent
    there = tree.node_of.get(id(around)) if around is not None else None
    ours = _step_around(node.parent)
    theirs = _step_around(there)
    if ours is not theirs and (around is None or around.kind == "section" or there is not None):
        yield _nested(node, locale, container.span, theirs.id if theirs else None)
    outer = container.parent
    if node.kind == "step" and outer is not None and node.parent is not None:
        element = outer.element
        if isinstance(element, a.List) and not element.ordered:
            yield Divergence(kind="kind", locale=locale, element=node.parent.id, span=outer.span)


def _other_kind(tree: Tree, locale: str) -> Iterator[Divergence]:
    """Lists that are numbered in most editions and not in this one, or the other way round."""
    for node in tree.root.nodes():
        own = node.containers.get(locale)
        if node.kind == "list" and own is not None:
            votes = [_is_numbered(container) for container in node.containers.values()]
            if 2 * votes.count(_is_numbered(own)) < len(votes):
                yield Divergence(kind="kind", locale=locale, element=node.id, span=own.span)


def _is_numbered(container: Container) -> bool:
    return container.element.ordered if isinstance(container.element, a.List) else True


def _split(tree: Tree, locale: str, section: SectionColumn) -> Iterator[Divergence]:
    """Containers of this edition that have no node of their own, though all in them is shared."""
    own = section.members.get(locale)
    if own is None:
        return
    seen: set[int] = set()
    for leaf in own.leaves:
        container = next((c for c in leaf.parent.chain() if c.kind in _ITEMS), None)
        if container is None or id(container) in seen or id(container) in tree.node_of:
            continue
        seen.add(id(container))
        columns = [tree.column_of[id(item)] for item in container.leaves if id(item) in tree.column_of]
        if not columns or any(len(column.members) < 2 for column in columns):
            continue
        home = _home(tree, columns[0])
        if home is not None:
            yield Divergence(kind="split", locale=locale, element=home.id, span=container.span)


def _home(tree: Tree, column: Column) -> Node | None:
    for node in tree.root.nodes():
        if column in node.children:
            return _step_around(node)
    return None
