"""Statements and expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

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
    equal,
    text,
    truth,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from tests.pwsh.emulator.session import Session

Output = list[Any]


class _Return(Exception):  # noqa: N818 - control flow, no error
    pass


class _Continue(Exception):  # noqa: N818
    pass


class _Break(Exception):  # noqa: N818
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


_LEVELS = ("logical", "bitwise", "comparison", "additive", "multiplicative", "format", "range")
_WRAPPERS = frozenset(
    (
        *(f"{level}_expression" for level in _LEVELS),
        *(f"{level}_argument_expression" for level in _LEVELS),
        *("pipeline", "pipeline_chain", "array_literal_expression", "unary_expression"),
        *("argument_expression", "expression_with_unary_operator", "string_literal", "integer_literal"),
        *("key_expression", "member_name", "left_assignment_expression"),
    )
)
"""Nodes that stand around another one without a meaning of their own when they have one child."""
NOT_FOUND = "System.Management.Automation.CommandNotFoundException"


def _said(node: Node) -> str:
    assert node.text is not None
    return node.text.decode("utf-8")


def _named(node: Node, kind: str) -> Node | None:
    return next((child for child in node.children if child.type == kind), None)


def _all(node: Node, kind: str) -> list[Node]:
    return [child for child in node.children if child.type == kind]


def parameters_of(node: Node) -> tuple[list[Parameter], bool]:
    block = _named(node, "param_block")
    if block is None:
        inner = _named(node, "script_block")
        block = _named(inner, "param_block") if inner is not None else None
    if block is None:
        return [], False
    listed = _named(block, "parameter_list")
    found = [_parameter(item) for item in (_all(listed, "script_parameter") if listed else [])]
    return found, any("CmdletBinding" in _said(item) for item in _all(block, "attribute_list"))


def _parameter(node: Node) -> Parameter:
    kind, pattern, choices = "object", "", []
    attributes = _named(node, "attribute_list")
    for attribute in attributes.children if attributes else []:
        said = _said(attribute)
        if match := re.fullmatch(r"\[ValidatePattern\('(.*)'\)\]", said):
            pattern = match[1].replace("''", "'")
        elif said.startswith("[ValidateSet("):
            choices = re.findall(r"'([^']*)'", said)
        elif "(" not in said:
            kind = said.strip("[]") + ("[]" if said.endswith("[]]") else "")
    variable = _named(node, "variable")
    assert variable is not None
    default = _named(node, "script_parameter_default")
    return Parameter(_said(variable)[1:], kind, default.children[1] if default else None, pattern, choices)


class Evaluator:
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
        except _Return:
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
            raise NotImplementedError(f"{node.type}: {_said(node)[:80]}")
        method(node, scope, out)

    def _do_comment(self, node: Node, scope: Scope, out: Output) -> None:
        pass

    _do_empty_statement = _do_comment

    def _do_function_statement(self, node: Node, scope: Scope, out: Output) -> None:
        name = _named(node, "function_name")
        assert name is not None
        if _said(name).lower() in self.functions:
            raise PSError(f"{_said(name)} is defined twice")
        self.functions[_said(name).lower()] = ScriptBlock(node, _said(name))

    def _do_pipeline(self, node: Node, scope: Scope, out: Output) -> None:
        only = node.children[0]
        if only.type == "assignment_expression":
            self._assign(only, scope)
            return
        if self._steps_variable(only, scope):
            return
        out.extend(self._pipeline(node, scope))

    def _steps_variable(self, node: Node, scope: Scope) -> bool:
        while node.type in _WRAPPERS and len(node.children) == 1:
            node = node.children[0]
        if node.type not in ("post_increment_expression", "post_decrement_expression"):
            return False
        delta = 1 if node.type == "post_increment_expression" else -1
        self._store(node.children[0], self.value(node.children[0], scope) + delta, scope)
        return True

    def _do_if_statement(self, node: Node, scope: Scope, out: Output) -> None:
        condition = _named(node, "pipeline")
        block = _named(node, "statement_block")
        assert condition is not None
        assert block is not None
        if truth(self.value(condition, scope)):
            self.body(block, scope, out)
            return
        clauses = _named(node, "elseif_clauses")
        for clause in clauses.children if clauses else []:
            condition, block = _named(clause, "pipeline"), _named(clause, "statement_block")
            assert condition is not None
            assert block is not None
            if truth(self.value(condition, scope)):
                self.body(block, scope, out)
                return
        other = _named(node, "else_clause")
        if other is not None:
            self.body(other, scope, out)

    def _do_foreach_statement(self, node: Node, scope: Scope, out: Output) -> None:
        variable, source = _named(node, "variable"), _named(node, "pipeline")
        block = _named(node, "statement_block")
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
        except _Continue:
            pass
        except _Break:
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
        condition = _named(node, "switch_condition")
        body = _named(node, "switch_body")
        assert condition is not None
        assert body is not None
        value = self.value(condition.children[1], scope)
        clauses = _named(body, "switch_clauses")
        assert clauses is not None
        hit = False
        for clause in clauses.children:
            test = _named(clause, "switch_clause_condition")
            block = _named(clause, "statement_block")
            assert test is not None
            assert block is not None
            if _said(test) == "default":
                if not hit:
                    self.body(block, scope, out)
            elif equal(self.value(test.children[0], scope), value):
                hit = True
                self.body(block, scope, out)

    def _do_try_statement(self, node: Node, scope: Scope, out: Output) -> None:
        block = _named(node, "statement_block")
        clauses = _named(node, "catch_clauses")
        finally_ = _named(node, "finally_clause")
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
            types = _named(clause, "catch_type_list")
            if types is None or error.kind.lower() in _said(types).lower():
                return _named(clause, "statement_block")
        return None

    def _do_flow_control_statement(self, node: Node, scope: Scope, out: Output) -> None:
        word = _said(node.children[0]).lower()
        argument = node.children[1] if len(node.children) > 1 else None
        match word:
            case "return":
                if argument is not None:
                    out.extend(self._pipeline(argument, scope))
                raise _Return
            case "continue":
                raise _Continue
            case "break":
                raise _Break
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
        if _said(operator) == "+=":
            value = self._plus(self.value(target, scope), value)
        elif _said(operator) != "=":
            raise NotImplementedError(_said(operator))
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
        while target.type in _WRAPPERS and len(target.children) == 1:
            target = target.children[0]
        match target.type:
            case "variable":
                scope.variables[_said(target)[1:].lower()] = value
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
        operator = _named(node, "command_invokation_operator")
        named, positional = self._arguments(_named(node, "command_elements"), scope)
        if operator is not None:
            callee = self._callee(node, scope)
            if not isinstance(callee, ScriptBlock):
                raise PSError(
                    f"cannot find {callee}", "System.Management.Automation.CommandNotFoundException"
                )
            return self.invoke(callee, named, positional, scope)
        name_node = _named(node, "command_name")
        assert name_node is not None
        return self.session.call(_said(name_node), named, positional, scope, incoming)

    def _callee(self, node: Node, scope: Scope) -> Any:
        expression = _named(node, "command_name_expr")
        assert expression is not None
        said = _said(expression)
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
                pending = _said(child)[1:]
            elif _said(child).startswith("@") and re.fullmatch(r"@\w+", _said(child)):
                table = scope.get(_said(child)[1:])
                named += [(key, table[key]) for key in table]
            else:
                value = (
                    _said(child)
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
        if node.type in _WRAPPERS and len(node.children) == 1:
            return self.value(node.children[0], scope)
        method: Callable[[Node, Scope], Any] | None = getattr(self, f"_eval_{node.type}", None)
        if method is None:
            raise NotImplementedError(f"{node.type}: {_said(node)[:80]}")
        return method(node, scope)

    def _eval_variable(self, node: Node, scope: Scope) -> Any:
        name = _said(node)[1:].lower()
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
        return _said(node)[1:-1].replace("''", "'")

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
        return int(_said(node))

    def _eval_simple_name(self, node: Node, scope: Scope) -> str:
        return _said(node)

    def _eval_generic_token(self, node: Node, scope: Scope) -> str:
        return _said(node)

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
        body = _named(node, "hash_literal_body")
        entries = _all(body, "hash_entry") if body else []
        return PSTable(
            (text(self.value(entry.children[0], scope)), self._source(entry.children[2], scope))
            for entry in entries
        )

    def _eval_script_block_expression(self, node: Node, scope: Scope) -> ScriptBlock:
        return ScriptBlock(node)

    def _eval_type_literal(self, node: Node, scope: Scope) -> PSType:
        return PSType(_said(node).strip("[]"))

    def _eval_cast_expression(self, node: Node, scope: Scope) -> Any:
        kind = _said(node.children[0]).strip("[]").lower()
        value = self.value(node.children[1], scope)
        if kind == "ordered":
            return PSTable(((key, value[key]) for key in value), ordered=True)
        if kind == "pscustomobject":
            return PSObject(**{key: value[key] for key in value})
        return convert(value, kind)

    def _eval_expression_with_unary_operator(self, node: Node, scope: Scope) -> Any:
        operator = _said(node.children[0]).lower()
        value = self.value(node.children[1], scope)
        if operator == "-not":
            return not truth(value)
        if operator == "-":
            return -value
        raise NotImplementedError(operator)

    def _eval_logical_expression(self, node: Node, scope: Scope) -> bool:
        left, operator, right = node.children
        found = truth(self.value(left, scope))
        match _said(operator).lower():
            case "-and":
                return found and truth(self.value(right, scope))
            case "-or":
                return found or truth(self.value(right, scope))
        raise NotImplementedError(_said(operator))

    _eval_logical_argument_expression = _eval_logical_expression

    def _eval_comparison_expression(self, node: Node, scope: Scope) -> Any:
        left, operator, right = node.children
        return self.session.compare(
            _said(operator).lower(), self.value(left, scope), self.value(right, scope), scope
        )

    _eval_comparison_argument_expression = _eval_comparison_expression

    def _eval_additive_expression(self, node: Node, scope: Scope) -> Any:
        left, operator, right = node.children
        a, b = self.value(left, scope), self.value(right, scope)
        return self._plus(a, b) if _said(operator) == "+" else a - b

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
        return a * b if _said(operator) == "*" else a / b

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
        if _said(node.children[1]) == "::":
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
        listed = _named(node, "argument_list")
        inner = _named(listed, "argument_expression_list") if listed else None
        arguments = [self.value(child, scope) for child in inner.children if child.is_named] if inner else []
        if _said(node.children[1]) == "::":
            return self.session.static(owner, name, arguments)
        return self.session.method(owner, name, arguments)


class Cmdlet:
    """``$PSCmdlet``."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self.session, self.scope = session, scope
