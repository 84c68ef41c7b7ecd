"""Expressions and pipelines: what has a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tests.pwsh.emulator.syntax import (
    WRAPPERS,
    Output,
    Scope,
    ScriptBlock,
    child_of,
    children_of,
    source_of,
)
from tests.pwsh.emulator.values import (
    KeyView,
    Properties,
    PSArray,
    PSError,
    PSObject,
    PSTable,
    PSType,
    collapse,
    convert,
    enumerate_value,
    text,
    truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from tests.pwsh.emulator.session import Session


class Expressions:
    """Gives the value of a node. `body`, `statement` and `invoke` come with `Evaluator`."""

    session: Session
    functions: dict[str, ScriptBlock]

    def body(self, node: Node, scope: Scope, out: Output) -> None:
        raise NotImplementedError

    def statement(self, node: Node, scope: Scope, out: Output) -> None:
        raise NotImplementedError

    def invoke(
        self,
        block: ScriptBlock,
        named_: list[tuple[str, Any]],
        positional: list[Any],
        scope: Scope,
        *,
        new_scope: bool = True,
    ) -> Iterator[Any]:
        raise NotImplementedError

    # Pipelines

    def _pipeline(self, node: Node, scope: Scope) -> list[Any]:
        while node.type in ("pipeline",) and len(node.children) == 1:
            node = node.children[0]
        if node.type != "pipeline_chain":
            return list(enumerate_value(self.value(node, scope)))
        stages = [child for child in node.children if child.is_named]
        flowing: list[Any] | None = None
        for stage in stages:
            if stage.type == "command":
                flowing = list(self.command(stage, scope, flowing))
            else:
                flowing = list(enumerate_value(self.value(stage, scope)))
        return flowing or []

    def command(self, node: Node, scope: Scope, incoming: list[Any] | None) -> Iterator[Any]:
        operator = child_of(node, "command_invokation_operator")
        named, positional = self._arguments(child_of(node, "command_elements"), scope)
        if operator is not None:
            callee = self._callee(node, scope)
            if not isinstance(callee, ScriptBlock):
                raise PSError(
                    f"cannot find {callee}", "System.Management.Automation.CommandNotFoundException"
                )
            return self.invoke(callee, named, positional, scope)
        name_node = child_of(node, "command_name")
        assert name_node is not None
        return self.session.call(source_of(name_node), named, positional, scope, incoming)

    def _callee(self, node: Node, scope: Scope) -> Any:
        expression = child_of(node, "command_name_expr")
        assert expression is not None
        said = source_of(expression)
        if match := re.fullmatch(r"\$(\w+)\.(\w+)", said):
            return self._property(scope.get(match[1]), match[2], scope)
        return said

    def _arguments(self, node: Node | None, scope: Scope) -> tuple[list[tuple[str, Any]], list[Any]]:
        named: list[tuple[str, Any]] = []
        positional: list[Any] = []
        pending = ""
        parts = [child for child in node.children if child.is_named] if node else []
        for child in parts:
            if child.type == "command_argument_sep":
                continue
            if child.type == "command_parameter":
                if pending:
                    named.append((pending, True))
                pending = source_of(child)[1:]
            elif source_of(child).startswith("@") and re.fullmatch(r"@\w+", source_of(child)):
                table = scope.get(source_of(child)[1:])
                named += [(key, table[key]) for key in table]
            else:
                value = (
                    source_of(child)
                    if child.type in ("generic_token", "command_token")
                    else self.value(child, scope)
                )
                if pending:
                    named.append((pending, value))
                    pending = ""
                else:
                    positional.append(value)
        if pending:
            named.append((pending, True))
        return named, positional

    # Expressions

    def value(self, node: Node, scope: Scope) -> Any:
        if node.type == "pipeline" and node.children[0].type == "assignment_expression":
            raise NotImplementedError("assignment inside an expression")
        if node.type in ("pipeline", "pipeline_chain"):
            inner = node
            while inner.type in ("pipeline", "pipeline_chain") and len(inner.children) == 1:
                inner = inner.children[0]
            if inner.type in ("pipeline", "pipeline_chain", "command"):
                return collapse(
                    list(self.command(inner, scope, None))
                    if inner.type == "command"
                    else self._pipeline(node, scope)
                )
            return self.value(inner, scope)
        if node.type in WRAPPERS and len(node.children) == 1:
            return self.value(node.children[0], scope)
        method: Callable[[Node, Scope], Any] | None = getattr(self, f"_eval_{node.type}", None)
        if method is None:
            raise NotImplementedError(f"{node.type}: {source_of(node)[:80]}")
        return method(node, scope)

    def _eval_variable(self, node: Node, scope: Scope) -> Any:
        name = source_of(node)[1:].lower()
        constants = {"true": True, "false": False, "null": None}
        if name in constants:
            return constants[name]
        if name.startswith("env:"):
            return self.session.environment.get(name[4:], None)
        if (found := scope.find(name)) is not None:
            return found.variables[name]
        if scope.get("__strict"):
            raise PSError(f"The variable '${name}' cannot be retrieved because it has not been set.")
        return None

    def _eval_verbatim_string_characters(self, node: Node, scope: Scope) -> str:
        return source_of(node)[1:-1].replace("''", "'")

    def _eval_expandable_string_literal(self, node: Node, scope: Scope) -> str:
        source = node.text or b""
        out, at = "", node.start_byte + 1
        for child in node.children:
            out += source[at - node.start_byte : child.start_byte - node.start_byte].decode("utf-8")
            if child.type == "sub_expression":
                out += text(collapse(self._inside(child, scope)))
            else:
                out += text(self.value(child, scope))
            at = child.end_byte
        out += source[at - node.start_byte : -1].decode("utf-8")
        if "`" in out:
            raise NotImplementedError("escape in a string")
        return out

    def _eval_decimal_integer_literal(self, node: Node, scope: Scope) -> int:
        return int(source_of(node))

    def _eval_simple_name(self, node: Node, scope: Scope) -> str:
        return source_of(node)

    def _eval_generic_token(self, node: Node, scope: Scope) -> str:
        return source_of(node)

    def _inside(self, node: Node, scope: Scope) -> list[Any]:
        out: Output = []
        for child in node.children:
            if child.type == "statement_list":
                self.body(child, scope, out)
        return out

    def _eval_array_expression(self, node: Node, scope: Scope) -> PSArray:
        return PSArray(self._inside(node, scope))

    def _eval_sub_expression(self, node: Node, scope: Scope) -> Any:
        return collapse(self._inside(node, scope))

    def _eval_parenthesized_expression(self, node: Node, scope: Scope) -> Any:
        return self.value(node.children[1], scope)

    def _eval_array_literal_expression(self, node: Node, scope: Scope) -> PSArray:
        return PSArray(self.value(child, scope) for child in node.children if child.is_named)

    def _eval_hash_literal_expression(self, node: Node, scope: Scope) -> PSTable:
        body = child_of(node, "hash_literal_body")
        entries = children_of(body, "hash_entry") if body else []
        return PSTable(
            (text(self.value(entry.children[0], scope)), self._source(entry.children[2], scope))
            for entry in entries
        )

    def _eval_script_block_expression(self, node: Node, scope: Scope) -> ScriptBlock:
        return ScriptBlock(node)

    def _eval_type_literal(self, node: Node, scope: Scope) -> PSType:
        return PSType(source_of(node).strip("[]"))

    def _eval_cast_expression(self, node: Node, scope: Scope) -> Any:
        kind = source_of(node.children[0]).strip("[]").lower()
        value = self.value(node.children[1], scope)
        if kind == "ordered":
            return PSTable(((key, value[key]) for key in value), ordered=True)
        if kind == "pscustomobject":
            return PSObject(**{key: value[key] for key in value})
        return convert(value, kind)

    def _eval_expression_with_unary_operator(self, node: Node, scope: Scope) -> Any:
        operator = source_of(node.children[0]).lower()
        value = self.value(node.children[1], scope)
        if operator == "-not":
            return not truth(value)
        if operator == "-":
            return -value
        raise NotImplementedError(operator)

    def _eval_logical_expression(self, node: Node, scope: Scope) -> bool:
        left, operator, right = node.children
        found = truth(self.value(left, scope))
        match source_of(operator).lower():
            case "-and":
                return found and truth(self.value(right, scope))
            case "-or":
                return found or truth(self.value(right, scope))
        raise NotImplementedError(source_of(operator))

    _eval_logical_argument_expression = _eval_logical_expression

    def _eval_comparison_expression(self, node: Node, scope: Scope) -> Any:
        left, operator, right = node.children
        return self.session.compare(
            source_of(operator).lower(), self.value(left, scope), self.value(right, scope), scope
        )

    _eval_comparison_argument_expression = _eval_comparison_expression

    def _eval_additive_expression(self, node: Node, scope: Scope) -> Any:
        left, operator, right = node.children
        a, b = self.value(left, scope), self.value(right, scope)
        return self._plus(a, b) if source_of(operator) == "+" else a - b

    _eval_additive_argument_expression = _eval_additive_expression

    def _plus(self, a: Any, b: Any) -> Any:
        if isinstance(a, PSArray):
            return PSArray([*a, *enumerate_value(b)])
        if isinstance(a, str):
            return a + text(b)
        if isinstance(a, int | float) and isinstance(b, int | float):
            return a + b
        raise PSError(f"cannot add {b!r} to {a!r}")

    def _eval_multiplicative_expression(self, node: Node, scope: Scope) -> Any:
        left, operator, right = node.children
        a, b = self.value(left, scope), self.value(right, scope)
        return a * b if source_of(operator) == "*" else a / b

    _eval_multiplicative_argument_expression = _eval_multiplicative_expression

    def _eval_format_expression(self, node: Node, scope: Scope) -> str:
        form = text(self.value(node.children[0], scope))
        given = self.value(node.children[2], scope)
        values = list(given) if isinstance(given, PSArray) else [given]

        def put(match: re.Match[str]) -> str:
            if match[0] in ("{{", "}}"):
                return match[0][0]
            if int(match[1]) >= len(values):
                raise PSError(f"Error formatting a string: {form!r} with {values!r}")
            return text(values[int(match[1])])

        return re.sub(r"\{\{|\}\}|\{(\d+)\}", put, form)

    def _eval_element_access(self, node: Node, scope: Scope) -> Any:
        owner = self.value(node.children[0], scope)
        key = self.value(node.children[2], scope)
        if isinstance(owner, PSTable):
            return owner[key]
        if isinstance(owner, Properties):
            return owner.find(text(key))
        if isinstance(owner, PSArray | str) and isinstance(key, int):
            if -len(owner) <= key < len(owner):
                return owner[key]
            raise PSError("Index was outside the bounds of the array.")
        raise PSError(f"Cannot index into {owner!r} with {key!r}")

    def _eval_member_access(self, node: Node, scope: Scope) -> Any:
        owner = self.value(node.children[0], scope)
        name = self._member(node.children[2], scope)
        if source_of(node.children[1]) == "::":
            return self.session.static(owner, name, None)
        return self._property(owner, name, scope)

    def _member(self, node: Node, scope: Scope) -> str:
        return text(self.value(node, scope))

    def _property(self, owner: Any, name: str, scope: Scope) -> Any:
        lower = name.lower()
        if isinstance(owner, PSTable):
            if lower in owner:
                return owner[lower]
            if lower == "count":
                return len(owner)
            if lower == "keys":
                return KeyView(owner, owner.keys)
            if lower == "values":
                return KeyView(owner, owner.values)
        elif (isinstance(owner, PSArray) and lower in ("count", "length")) or (
            isinstance(owner, str) and lower == "length"
        ):
            return len(owner)
        elif isinstance(owner, PSObject) and lower in owner.properties:
            return owner.get(lower)
        elif lower == "psobject" and owner is not None:
            return PSObject(Properties=Properties(owner))
        elif isinstance(owner, PSArray) and owner:
            return collapse([self._property(item, name, scope) for item in owner])
        elif hasattr(owner, f"ps_{lower}"):
            return getattr(owner, f"ps_{lower}")
        if scope.get("__strict"):
            raise PSError(f"The property '{name}' cannot be found on {owner!r}.")
        return None

    def _eval_invokation_expression(self, node: Node, scope: Scope) -> Any:
        owner = self.value(node.children[0], scope)
        name = self._member(node.children[2], scope)
        listed = child_of(node, "argument_list")
        inner = child_of(listed, "argument_expression_list") if listed else None
        arguments = [self.value(child, scope) for child in inner.children if child.is_named] if inner else []
        if source_of(node.children[1]) == "::":
            return self.session.static(owner, name, arguments)
        return self.session.method(owner, name, arguments)
