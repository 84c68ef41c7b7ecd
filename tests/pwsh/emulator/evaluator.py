"""Statements and calls: what does something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tests.pwsh.emulator.expressions import Expressions
from tests.pwsh.emulator.syntax import (
    WRAPPERS,
    Break,
    Cmdlet,
    Continue,
    Exit,
    Output,
    Return,
    Scope,
    ScriptBlock,
    child_of,
    source_of,
)
from tests.pwsh.emulator.values import (
    PSArray,
    PSError,
    PSObject,
    PSTable,
    collapse,
    convert,
    enumerate_value,
    equal,
    text,
    truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from tests.pwsh.emulator.session import Session


class Evaluator(Expressions):
    def __init__(self, session: Session) -> None:
        self.session = session
        self.functions: dict[str, ScriptBlock] = {}

    # Calls

    def invoke(
        self,
        block: ScriptBlock,
        named: list[tuple[str, Any]],
        positional: list[Any],
        scope: Scope,
        *,
        new_scope: bool = True,
    ) -> Iterator[Any]:
        inner = Scope(scope) if new_scope else scope
        if block.parameters or block.advanced:
            self.bind(block, named, positional, inner)
        elif named and block.name:
            raise PSError(f"{block.name} takes no parameters")
        elif positional:
            inner.variables["args"] = PSArray(positional)
        out: Output = []
        try:
            self.body(block.node, inner, out)
        except Return:
            pass
        except (PSError, Exit) as leaving:
            leaving.written = [*out, *leaving.written]
            raise
        return iter(out)

    def bind(
        self, block: ScriptBlock, named: list[tuple[str, Any]], positional: list[Any], scope: Scope
    ) -> None:
        free = list(block.parameters)
        values: dict[str, Any] = {}
        for name, value in named:
            match = [item for item in block.parameters if item.name.lower() == name.lower()]
            if not match:
                if block.name:
                    raise PSError(f"{block.name}: no parameter -{name}")
                continue
            values[match[0].name] = value
            free.remove(match[0])
        for value, item in zip(positional, list(free), strict=False):
            values[item.name] = value
            free.remove(item)
        for item in block.parameters:
            if item.name in values:
                value = convert(values[item.name], item.kind, where=f"{block.name} -{item.name}")
            elif item.default is not None:
                value = convert(self.value(item.default, scope), item.kind)
            elif item.kind.lower() in ("string", "int", "bool", "switch"):
                value = convert(None, item.kind)
            else:
                value = None
            scope.variables[item.name.lower()] = value
        scope.variables["psboundparameters"] = PSTable((item, values[item]) for item in values)
        if block.advanced:
            scope.variables["pscmdlet"] = Cmdlet(self.session, scope)

    def body(self, node: Node, scope: Scope, out: Output) -> None:
        for child in node.children:
            if child.type in ("script_block", "script_block_body", "statement_list", "statement_block"):
                self.body(child, scope, out)
            elif child.is_named and child.type not in ("param_block", "comment", "function_name"):
                self.statement(child, scope, out)

    # Statements

    def statement(self, node: Node, scope: Scope, out: Output) -> None:
        method: Callable[[Node, Scope, Output], None] | None = getattr(self, f"_do_{node.type}", None)
        if method is None:
            raise NotImplementedError(f"{node.type}: {source_of(node)[:80]}")
        method(node, scope, out)

    def _do_comment(self, node: Node, scope: Scope, out: Output) -> None:
        pass

    _do_empty_statement = _do_comment

    def _do_function_statement(self, node: Node, scope: Scope, out: Output) -> None:
        name = child_of(node, "function_name")
        assert name is not None
        if source_of(name).lower() in self.functions:
            raise PSError(f"{source_of(name)} is defined twice")
        self.functions[source_of(name).lower()] = ScriptBlock(node, source_of(name))

    def _do_pipeline(self, node: Node, scope: Scope, out: Output) -> None:
        only = node.children[0]
        if only.type == "assignment_expression":
            self._assign(only, scope)
            return
        if self._steps_variable(only, scope):
            return
        out.extend(self._pipeline(node, scope))

    def _steps_variable(self, node: Node, scope: Scope) -> bool:
        while node.type in WRAPPERS and len(node.children) == 1:
            node = node.children[0]
        if node.type not in ("post_increment_expression", "post_decrement_expression"):
            return False
        delta = 1 if node.type == "post_increment_expression" else -1
        self._store(node.children[0], self.value(node.children[0], scope) + delta, scope)
        return True

    def _do_if_statement(self, node: Node, scope: Scope, out: Output) -> None:
        condition = child_of(node, "pipeline")
        block = child_of(node, "statement_block")
        assert condition is not None
        assert block is not None
        if truth(self.value(condition, scope)):
            self.body(block, scope, out)
            return
        clauses = child_of(node, "elseif_clauses")
        for clause in clauses.children if clauses else []:
            condition, block = child_of(clause, "pipeline"), child_of(clause, "statement_block")
            assert condition is not None
            assert block is not None
            if truth(self.value(condition, scope)):
                self.body(block, scope, out)
                return
        other = child_of(node, "else_clause")
        if other is not None:
            self.body(other, scope, out)

    def _do_foreach_statement(self, node: Node, scope: Scope, out: Output) -> None:
        variable, source = child_of(node, "variable"), child_of(node, "pipeline")
        block = child_of(node, "statement_block")
        assert variable is not None
        assert source is not None
        assert block is not None
        value = self.value(source, scope)
        for item in enumerate_value(value) if value is not None else ():
            self._store(variable, item, scope)
            if self._turn(block, scope, out):
                break

    def _turn(self, block: Node, scope: Scope, out: Output) -> bool:
        """One turn of a loop; True when it was broken off."""
        try:
            self.body(block, scope, out)
        except Continue:
            pass
        except Break:
            return True
        return False

    def _do_for_statement(self, node: Node, scope: Scope, out: Output) -> None:
        parts = {child.type: child for child in node.children}
        self.body(parts["for_initializer"], scope, [])
        while truth(self.value(parts["for_condition"].children[0], scope)):
            if self._turn(parts["statement_block"], scope, out):
                break
            self.body(parts["for_iterator"], scope, [])

    def _do_switch_statement(self, node: Node, scope: Scope, out: Output) -> None:
        condition = child_of(node, "switch_condition")
        body = child_of(node, "switch_body")
        assert condition is not None
        assert body is not None
        value = self.value(condition.children[1], scope)
        clauses = child_of(body, "switch_clauses")
        assert clauses is not None
        hit = False
        for clause in clauses.children:
            test = child_of(clause, "switch_clause_condition")
            block = child_of(clause, "statement_block")
            assert test is not None
            assert block is not None
            if source_of(test) == "default":
                if not hit:
                    self.body(block, scope, out)
            elif equal(self.value(test.children[0], scope), value):
                hit = True
                self.body(block, scope, out)

    def _do_try_statement(self, node: Node, scope: Scope, out: Output) -> None:
        block = child_of(node, "statement_block")
        clauses = child_of(node, "catch_clauses")
        finally_ = child_of(node, "finally_clause")
        assert block is not None
        try:
            try:
                self.body(block, scope, out)
            except PSError as error:
                handler = self._handler(clauses, error)
                if handler is None:
                    raise
                out.extend(error.written)
                inner = scope
                before = inner.variables.get("_")
                inner.variables["_"] = PSObject(Exception=PSObject(Message=error.message))
                self.body(handler, inner, out)
                inner.variables["_"] = before
        finally:
            if finally_ is not None:
                self.body(finally_, scope, out)

    def _handler(self, clauses: Node | None, error: PSError) -> Node | None:
        for clause in clauses.children if clauses else []:
            types = child_of(clause, "catch_type_list")
            if types is None or error.kind.lower() in source_of(types).lower():
                return child_of(clause, "statement_block")
        return None

    def _do_flow_control_statement(self, node: Node, scope: Scope, out: Output) -> None:
        word = source_of(node.children[0]).lower()
        argument = node.children[1] if len(node.children) > 1 else None
        match word:
            case "return":
                if argument is not None:
                    out.extend(self._pipeline(argument, scope))
                raise Return
            case "continue":
                raise Continue
            case "break":
                raise Break
            case "exit":
                raise Exit(int(self.value(argument, scope)) if argument is not None else 0)
            case "throw":
                assert argument is not None
                value = self.value(argument, scope)
                raise value if isinstance(value, PSError) else PSError(text(value))
        raise NotImplementedError(word)

    # Assignment

    def _assign(self, node: Node, scope: Scope) -> None:
        target, operator, source = node.children
        value = self._source(source, scope)
        if source_of(operator) == "+=":
            value = self._plus(self.value(target, scope), value)
        elif source_of(operator) != "=":
            raise NotImplementedError(source_of(operator))
        self._store(target, value, scope)

    def _source(self, node: Node, scope: Scope) -> Any:
        try:
            if node.type == "pipeline":
                return self.value(node, scope)
            out: Output = []
            self.statement(node, scope, out)
        except (PSError, Exit) as leaving:
            leaving.written = []
            raise
        return collapse(out)

    def _store(self, target: Node, value: Any, scope: Scope) -> None:
        while target.type in WRAPPERS and len(target.children) == 1:
            target = target.children[0]
        match target.type:
            case "variable":
                scope.variables[source_of(target)[1:].lower()] = value
            case "member_access":
                owner = self.value(target.children[0], scope)
                name = self._member(target.children[2], scope)
                if isinstance(owner, PSTable):
                    owner[name] = value
                elif isinstance(owner, PSObject) and name.lower() in owner.properties:
                    owner.properties[name.lower()] = (name, value)
                else:
                    raise PSError(f"cannot set {name} of {owner!r}")
            case "element_access":
                owner = self.value(target.children[0], scope)
                key = self.value(target.children[2], scope)
                if not isinstance(owner, PSTable):
                    raise PSError(f"cannot index into {owner!r}")
                owner[key] = value
            case _:
                raise NotImplementedError(target.type)
