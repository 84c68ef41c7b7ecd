"""The tree of a script: blocks, parameters, scopes, and what leaves a block early."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tree_sitter import Node

    from tests.pwsh.emulator.session import Session

Output = list[Any]


class Return(Exception):  # noqa: N818 - control flow, no error
    pass


class Continue(Exception):  # noqa: N818
    pass


class Break(Exception):  # noqa: N818
    pass


class Exit(Exception):  # noqa: N818
    def __init__(self, code: int) -> None:
        self.code = code
        self.written: list[Any] = []


class Scope:
    def __init__(self, parent: Scope | None) -> None:
        self.parent = parent
        self.variables: dict[str, Any] = {}

    def find(self, name: str) -> Scope | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope
            scope = scope.parent
        return None

    def get(self, name: str, default: Any = None) -> Any:
        scope = self.find(name.lower())
        return default if scope is None else scope.variables[name.lower()]


class ScriptBlock:
    def __init__(self, node: Node, name: str = "") -> None:
        self.node, self.name = node, name
        self.parameters, self.advanced = parameters_of(node)


class Parameter:
    def __init__(self, name: str, kind: str, default: Node | None, pattern: str, choices: list[str]) -> None:
        self.name, self.kind, self.default = name, kind, default
        self.pattern, self.choices = pattern, choices


LEVELS = ("logical", "bitwise", "comparison", "additive", "multiplicative", "format", "range")
WRAPPERS = frozenset(
    (
        *(f"{level}_expression" for level in LEVELS),
        *(f"{level}_argument_expression" for level in LEVELS),
        *("pipeline", "pipeline_chain", "array_literal_expression", "unary_expression"),
        *("argument_expression", "expression_with_unary_operator", "string_literal", "integer_literal"),
        *("key_expression", "member_name", "left_assignment_expression"),
    )
)
"""Nodes that stand around another one without a meaning of their own when they have one child."""
NOT_FOUND = "System.Management.Automation.CommandNotFoundException"


def source_of(node: Node) -> str:
    assert node.text is not None
    return node.text.decode("utf-8")


def child_of(node: Node, kind: str) -> Node | None:
    return next((child for child in node.children if child.type == kind), None)


def children_of(node: Node, kind: str) -> list[Node]:
    return [child for child in node.children if child.type == kind]


def parameters_of(node: Node) -> tuple[list[Parameter], bool]:
    block = child_of(node, "param_block")
    if block is None:
        inner = child_of(node, "script_block")
        block = child_of(inner, "param_block") if inner is not None else None
    if block is None:
        return [], False
    listed = child_of(block, "parameter_list")
    found = [_parameter(item) for item in (children_of(listed, "script_parameter") if listed else [])]
    return found, any("CmdletBinding" in source_of(item) for item in children_of(block, "attribute_list"))


def _parameter(node: Node) -> Parameter:
    kind, pattern, choices = "object", "", []
    attributes = child_of(node, "attribute_list")
    for attribute in attributes.children if attributes else []:
        said = source_of(attribute)
        if match := re.fullmatch(r"\[ValidatePattern\('(.*)'\)\]", said):
            pattern = match[1].replace("''", "'")
        elif said.startswith("[ValidateSet("):
            choices = re.findall(r"'([^']*)'", said)
        elif "(" not in said:
            kind = said.strip("[]") + ("[]" if said.endswith("[]]") else "")
    variable = child_of(node, "variable")
    assert variable is not None
    found = child_of(node, "script_parameter_default")
    default = found.children[1] if found else None
    return Parameter(source_of(variable)[1:], kind, default, pattern, choices)


class Cmdlet:
    """``$PSCmdlet``."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self.session, self.scope = session, scope
