"""What a walk over the tree can prove of PSScriptAnalyzer's rules, where that is not installed.

Sources: the pages of the rules (PSScriptAnalyzer 1.22, `docs/Rules`), about_Automatic_Variables,
"Approved Verbs for PowerShell Commands", and the help of Windows PowerShell 5.1 for what a command
takes. Each function yields the name of the rule and what breaks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from tests.pwsh.emulator.syntax import child_of, children_of, source_of

Breach = tuple[str, str]

_VERBS = (
    "add clear close copy enter exit find format get hide join lock move new open optimize pop push redo "
    "remove rename reset resize search select set show skip split step switch undo unlock watch connect "
    "disconnect read receive send write backup checkpoint compare compress convert convertfrom convertto "
    "dismount edit expand export group import initialize limit merge mount out publish restore save sync "
    "unpublish update debug measure ping repair resolve test trace approve assert build complete confirm "
    "deny deploy disable enable install invoke register request restart resume start stop submit suspend "
    "uninstall unregister wait use block grant protect revoke unblock unprotect"
)
_CHANGING = ("new", "set", "remove", "start", "stop", "restart", "reset", "update")
_VARIABLES = (
    "? ^ _ args consolefilename enabledexperimentalfeatures error event eventargs eventsubscriber "
    "executioncontext false foreach home host input iscoreclr islinux ismacos iswindows lastexitcode matches "
    "myinvocation nestedpromptlevel null pid profile psboundparameters pscmdlet pscommandpath psculture "
    "psdebugcontext psedition pshome psitem psscriptroot pssenderinfo psuiculture psversiontable pwd sender "
    "shellid stacktrace switch this true"
)
APPROVED = frozenset(_VERBS.split())
AUTOMATIC = frozenset(_VARIABLES.split())
_PREFERENCES = ("erroractionpreference", "informationpreference")
_COMMON = ("erroraction", "errorvariable")
COMPATIBLE = {
    name: frozenset([*parameters.split(), *_COMMON])
    for name, parameters in {
        "convertfrom-json": "inputobject",
        "convertto-json": "inputobject depth compress",
        "foreach-object": "process",
        "get-command": "name",
        "get-content": "literalpath raw encoding",
        "import-localizeddata": "bindingvariable basedirectory filename uiculture",
        "invoke-command": "computername scriptblock argumentlist",
        "out-string": "",
        "read-host": "prompt",
        "select-object": "property unique skip first",
        "set-strictmode": "version off",
        "start-sleep": "seconds",
        "where-object": "filterscript",
        "write-error": "message",
        "write-information": "messagedata",
        "write-progress": "activity secondsremaining percentcomplete completed",
        "write-verbose": "message",
        "write-warning": "message",
    }.items()
}
"""Commands that 5.1 and 7 have everywhere, with the parameters that both know."""
_SCOPED = ("where-object", "foreach-object")
"""Their script blocks are part of the scope around them; others are not (ReviewUnusedParameter)."""
_SECRET = re.compile(r"password|passphrase|cred|secret", re.IGNORECASE)
_LATER = ("&&", "||", "??", "??=", "?.", "?[")


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_powershell.language()))


def breaches(source: str) -> list[Breach]:
    """Every breach of the default rules that is found in a script."""
    root = _parser().parse(source.encode("utf-8")).root_node
    if root.has_error:
        return [("ParseError", "the script does not parse")]
    found = list(_lines(source))
    found += [breach for node in _walk(root) if node.type in _CHECKS for breach in _CHECKS[node.type](node)]
    found += [("PSUseCompatibleSyntax", node.type) for node in _walk(root) if node.type in _LATER]
    found += [breach for scope in _scopes(root) for breach in _scope(scope)]
    return found


def incompatible(source: str) -> list[Breach]:
    """What a script of ours, commands of articles apart, uses that 5.1 or 7 may not have everywhere."""
    root = _parser().parse(source.encode("utf-8")).root_node
    own = {source_of(node.children[1]).lower() for node in _walk(root) if node.type == "function_statement"}
    return [
        breach
        for node in _walk(root)
        if node.type == "command" and _name_of(node) not in own
        for breach in _compatible(node)
    ]


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _lines(source: str) -> Iterator[Breach]:
    if not source.isascii():
        yield "PSUseBOMForUnicodeEncodedFile", "not ASCII"
    for number, line in enumerate(re.split(r"\r?\n", source), start=1):
        if line != line.rstrip():
            yield "PSAvoidTrailingWhitespace", str(number)


# Scopes: the script, functions, and script blocks that are run somewhere else


def _scopes(root: Node) -> Iterator[Node]:
    yield root
    for node in _walk(root):
        if node.type == "function_statement" or (
            node.type == "script_block_expression" and _receiver(node) not in _SCOPED
        ):
            yield node


def _receiver(block: Node) -> str:
    """The command that a script block is an argument of, or nothing."""
    node = block.parent
    while node is not None and node.type not in ("command", "statement_list", "hash_entry"):
        node = node.parent
    return _name_of(node) if node is not None and node.type == "command" else ""


def _inside(scope: Node) -> Iterator[Node]:
    """The nodes of a scope, without those of other scopes in it."""
    for child in scope.children:
        if child.type == "function_statement" or (
            child.type == "script_block_expression" and _receiver(child) not in _SCOPED
        ):
            continue
        yield child
        yield from _inside(child)


def _scope(scope: Node) -> Iterator[Breach]:
    nodes = list(_inside(scope))
    typed, uses, stored = _parameters(nodes), _reads(nodes), _stored(nodes)
    for name in typed:
        if name not in uses and "psboundparameters" not in uses:
            yield "PSReviewUnusedParameter", name
        if name in stored:
            # The type of the parameter would go on converting whatever is assigned.
            yield "AssignedParameter", name
        if name in AUTOMATIC:
            yield "PSAvoidAssignmentToAutomaticVariable", name
        if _SECRET.search(name):
            yield "PSAvoidUsingPlainTextForPassword", name
    for name in stored:
        if name in AUTOMATIC:
            yield "PSAvoidAssignmentToAutomaticVariable", name
        if name.startswith("global:"):
            yield "PSAvoidGlobalVars", name
        if name not in uses and name not in _PREFERENCES:
            yield "PSUseDeclaredVarsMoreThanAssignments", name


def _parameters(nodes: list[Node]) -> list[str]:
    variables = (child_of(node, "variable") for node in nodes if node.type == "script_parameter")
    return [_variable(variable) for variable in variables if variable is not None]


def _variable(node: Node) -> str:
    return source_of(node)[1:].strip("{}").lower()


def _stored(nodes: list[Node]) -> list[str]:
    """Variables that are assigned as such; an entry of a table is none."""
    found = []
    for node in nodes:
        if node.type == "left_assignment_expression" and (variable := _only_variable(node)) is not None:
            found.append(_variable(variable))
    return found


def _only_variable(node: Node) -> Node | None:
    while node.type != "variable":
        if len(node.children) != 1:
            return None
        node = node.children[0]
    return node


def _reads(nodes: list[Node]) -> frozenset[str]:
    assigned = {
        variable.id
        for node in nodes
        if node.type == "left_assignment_expression" and (variable := _only_variable(node)) is not None
    }
    return frozenset(
        _variable(node)
        for node in nodes
        if node.type == "variable"
        and node.id not in assigned
        and (node.parent is None or node.parent.type != "script_parameter")
    )


# Single nodes


def _name_of(command: Node) -> str:
    name = child_of(command, "command_name")
    return source_of(name).lower() if name is not None else ""


def _command(node: Node) -> Iterator[Breach]:
    name = _name_of(node)
    if not name:
        return
    elements = child_of(node, "command_elements")
    children = elements.children if elements is not None else []
    if "-" not in name:
        yield "PSAvoidUsingCmdletAliases", name
    if name in ("invoke-expression", "write-host", "get-wmiobject", "invoke-wmimethod"):
        yield "PSAvoidUsing" + name.title().replace("-", ""), name
    positional = _positional(children)
    if len(positional) > 2:
        yield "PSAvoidUsingPositionalParameters", f"{name} {source_of(positional[0])}"
    for parameter, value in zip(children, children[2:], strict=False):
        if source_of(parameter).lower() == "-computername" and source_of(value)[:1] in "'\"":
            yield "PSAvoidUsingComputerNameHardcoded", source_of(value)


def _compatible(node: Node) -> Iterator[Breach]:
    name = _name_of(node)
    elements = child_of(node, "command_elements")
    children = elements.children if elements is not None else []
    if not name:
        return
    if name not in COMPATIBLE:
        yield "PSUseCompatibleCommands", name
        return
    for parameter in children:
        if parameter.type == "command_parameter":
            bare = source_of(parameter).lower().strip("-:")
            if bare not in COMPATIBLE[name]:
                yield "PSUseCompatibleCommands", f"{name} -{bare}"
    for argument in _positional(children):
        yield "PSAvoidUsingPositionalParameters", f"{name} {source_of(argument)}"


def _positional(children: list[Node]) -> list[Node]:
    """The arguments that no name stands before."""
    found, named = [], False
    for child in children:
        if child.type == "command_parameter":
            named = True
        elif child.type != "command_argument_sep":
            if not named and not source_of(child).startswith("@"):
                found.append(child)
            named = False
    return found


def _function(node: Node) -> Iterator[Breach]:
    name = source_of(node.children[1])
    verb, _, noun = name.partition("-")
    said = source_of(node)
    if verb.lower() not in APPROVED:
        yield "PSUseApprovedVerbs", name
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        yield "PSUseSingularNouns", name
    if ".SYNOPSIS" not in said:
        yield "PSProvideCommentHelp", name
    supports, asks = "SupportsShouldProcess" in said, ".ShouldProcess(" in said
    if supports != asks:
        yield "PSShouldProcess", name
    if verb.lower() in _CHANGING and not supports:
        yield "PSUseShouldProcessForStateChangingFunctions", name
    if supports and "[OutputType(" not in said:
        yield "PSUseOutputTypeCorrectly", name


def _catch(node: Node) -> Iterator[Breach]:
    block = child_of(node, "statement_block")
    if block is not None and child_of(block, "statement_list") is None:
        yield "PSAvoidUsingEmptyCatchBlock", source_of(node)


def _comparison(node: Node) -> Iterator[Breach]:
    if child_of(node, "comparison_operator") and source_of(node.children[-1]).lower() == "$null":
        yield "PSPossibleIncorrectComparisonWithNull", source_of(node)


def _condition(node: Node) -> Iterator[Breach]:
    for pipeline in children_of(node, "pipeline"):
        if child_of(pipeline, "assignment_expression"):
            yield "PSPossibleIncorrectUsageOfAssignmentOperator", source_of(pipeline)


def _parameter(node: Node) -> Iterator[Breach]:
    if child_of(node, "script_parameter_default") is not None:
        said = source_of(node).lower()
        if "[switch]" in said:
            yield "PSAvoidDefaultValueSwitchParameter", said
        if "mandatory" in said:
            yield "PSAvoidDefaultValueForMandatoryParameter", said


_CHECKS: dict[str, Callable[[Node], Iterator[Breach]]] = {
    "command": _command,
    "function_statement": _function,
    "catch_clause": _catch,
    "comparison_expression": _comparison,
    "if_statement": _condition,
    "while_statement": _condition,
    "script_parameter": _parameter,
}
