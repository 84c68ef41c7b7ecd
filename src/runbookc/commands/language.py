"""Which language a line of a code block is in, by its shape. A fence's info string is weak evidence:
published articles mark ``Net Start`` and XML as PowerShell."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from runbookc.commands import tables
from runbookc.commands.characters import equalised
from runbookc.commands.cmd import program_name
from runbookc.commands.placeholders import slots
from runbookc.commands.words import PROMPT

COMMANDS = ("powershell", "cmd")

_CMDLET = re.compile(r"([A-Za-z]+)-([A-Za-z]\w*)(?=$|[\s|;(){},])")
_FIRST_WORD = re.compile(r'"[^"\n]*"|[^\s|;&<>]+')
_EXPRESSION = re.compile(
    r"\$[\w{(?_]|[@&]?\(|\[[A-Za-z_][\w.\[\]]*\](?:::|\$|\s*\()|@[{'\"]|[}){]|&\s|(?:\.{1,2}[\\/]|[A-Za-z]:\\)[^\s]*\.ps1\b|\?\s*\{"
)
_SCRIPT = re.compile(r"[^\s|;&<>\"]+\.ps1(?=$|\s)", re.IGNORECASE)
_KEYWORD = re.compile(
    r"(?:(?:if|elseif|foreach|for|while|switch|until)\s*\(|(?:try|do|else|finally|process|begin|end|param)\s*[({]"
    r"|catch\b.*\{|function\s+[\w-]+|return\b|throw\s)",
    re.IGNORECASE,
)
_ONLY_POWERSHELL = re.compile(r"\$\w|;|\{|\|\s*(?:[A-Za-z]+-[A-Za-z]|[?%]\s*\{)|\s-[A-Za-z]{3,}")
_PARAMETER = re.compile(r"\s-[A-Za-z]")
_ELEMENT = re.compile(r"</?([A-Za-z_][\w.:-]*)(\s+[\w.:-]+\s*=\s*[\"'“”„][^<>]*)?\s*(/?)>")
_XML_START = re.compile(r"<(?:\?xml\b|!--|!\[CDATA\[|!DOCTYPE\b|/?[A-Za-z_][\w.:-]*[\s/>])")
_REGISTRY = re.compile(
    r"\[?-?(?:HKEY_[A-Z_]+|HK(?:LM|CU|CR|U|CC):?)(?:\\|$)|Windows Registry Editor", re.IGNORECASE
)
_SETTING = re.compile(r"[A-Za-z][\w.-]*\s*=\s*\S")
_SECTION = re.compile(r"\[[^\]\n]+\]\s*$")
_RUNNABLE = re.compile(r"\.(?:exe|bat|cmd|msc|vbs)$", re.IGNORECASE)

_RULE = re.compile(r"^\s*-{2,}(?:\s+-{2,})*\s*$|^\s*={4,}[=\s]*$", re.MULTILINE)
_PADDED = re.compile(r"^\s*[^\W\d][\w .()/-]{0,60}? {2,}: ?\S", re.MULTILINE)
_DUMP = re.compile(r"^\s*[^\W\d][\w .()/-]{0,60}?\s*: ?(?!\\|//)", re.MULTILINE)
_TRACE = re.compile(
    r"^\s*(?:at [\w.<>`+]+\(|--->|\+ CategoryInfo|\+ FullyQualifiedErrorId|At line:\d|At [A-Z]:\\)"
    r"|^[\w.]+(?:Exception|Error)\b.{0,10}:|^\s*(?:WARNING|ERROR|VERBOSE): ",
    re.MULTILINE,
)
_REPLY = re.compile(
    r"^(?:\d{3}[ -]\S|\+OK\b|-ERR\b|\* (?:OK|BYE|CAPABILITY)\b|Trying \S+\.\.\.|Connected to )"
)


def strip_prompt(line: str) -> tuple[str, str]:
    r"""What follows a prompt, and the language that the prompt is of (or nothing).

    >>> strip_prompt("[PS] C:\\>Get-Queue")
    ('Get-Queue', 'powershell')
    """
    match = PROMPT.match(line)
    if not match:
        return line.strip(), ""
    prompt = match[0].strip()
    return line[match.end() :].strip(), "powershell" if prompt.startswith(("[PS]", "PS")) else "cmd"


@lru_cache(maxsize=4096)
def line_language(line: str, info: str = "") -> str:
    """``powershell`` or ``cmd`` when a command or statement begins on this line, else nothing."""
    text, prompt = strip_prompt(equalised(line))
    if not text:
        return ""
    if cmdlet := _CMDLET.match(text):
        sure = prompt or is_powershell(info) or _is_cmdlet(cmdlet[1], cmdlet[2], text)
        return "powershell" if sure else ""
    if _SCRIPT.match(text) or _is_choice(text) or _EXPRESSION.match(text) or _KEYWORD.match(text):
        return "powershell"
    if calls_cmdlet(text):
        return "powershell"
    if _is_program(text):
        return "powershell" if _only_powershell(text) else "cmd"
    if prompt:
        return prompt
    if is_powershell(info) and _is_loose_command(text):
        return "powershell"
    return ""


def is_powershell(info: str) -> bool:
    """Whether a fence says PowerShell, by any of its names."""
    return info.strip().lower().split(" ")[0] in ("powershell", "ps", "ps1", "pwsh", "posh")


def _is_cmdlet(verb: str, noun: str, text: str) -> bool:
    if verb.lower() in tables.verbs():
        return True
    return verb[0].isupper() and noun[0].isupper() and (bool(_PARAMETER.search(text)) or "|" in text)


def _is_choice(text: str) -> bool:
    """``<Set-A | Set-B> …``"""
    found = slots(text)
    return bool(found) and found[0].start == 0 and bool(_CMDLET.match(found[0].name))


def _is_program(text: str) -> bool:
    first = _FIRST_WORD.match(text)
    if not first:
        return False
    word = first[0]
    if word.strip('"').lower().endswith(".ps1"):
        return False
    name = program_name(word)
    if _RUNNABLE.search(word.strip('"')):
        return True
    known = tables.programs().get(name)
    if known is None:
        return False
    if known.subcommand_required:
        rest = text[first.end() :].split()
        return bool(rest) and rest[0].lower() in (*known.read, *known.change)
    return True


def _only_powershell(text: str) -> bool:
    """A name that both shells have (``cd``, ``dir``), used as only PowerShell can."""
    first = _FIRST_WORD.match(text)
    if not first or first[0].lower() not in tables.aliases():
        return False
    return bool(_ONLY_POWERSHELL.search(text, first.end()))


def is_session(line: str) -> bool:
    """Whether the line starts a program that takes the next lines as its own: ``telnet``, ``nslookup``."""
    first = _FIRST_WORD.match(strip_prompt(equalised(line))[0])
    known = tables.programs().get(program_name(first[0])) if first else None
    return known is not None and known.session


def calls_cmdlet(text: str) -> bool:
    """A word that no table has, then a cmdlet: ``call Start-Service x``."""
    first, _, rest = text.partition(" ")
    cmdlet = _CMDLET.match(rest.lstrip())
    if (
        not (first.isalpha() and cmdlet)
        or first.lower() in tables.aliases()
        or first.lower() in tables.programs()
    ):
        return False
    return cmdlet[1].lower() in tables.verbs()


def _is_loose_command(text: str) -> bool:
    """An unknown word with named arguments or a pipe, where the fence says PowerShell."""
    first = _FIRST_WORD.match(text)
    return (
        bool(first)
        and bool(first and re.fullmatch(r"[A-Za-z][\w.-]*", first[0]))
        and (bool(_PARAMETER.search(text)) or " | " in text)
    )


def block_language(text: str) -> str:
    """The language of a block that is no command: ``xml``, ``json``, ``registry``, ``ini``; or nothing."""
    stripped = text.strip()
    if stripped.startswith("<") and _is_xml(stripped):
        return "xml"
    if _REGISTRY.match(stripped):
        return "registry"
    if stripped[:1] in "{[" and _is_json(stripped):
        return "json"
    lines = [line.strip() for line in stripped.splitlines() if line.strip()]
    settings = [line for line in lines if _SETTING.match(line) or _SECTION.match(line) or line[0] in ";#"]
    if lines and len(settings) == len(lines) and (len(lines) > 1 or _SECTION.match(lines[0])):
        return "ini"
    return ""


def _is_xml(text: str) -> bool:
    if not _XML_START.match(text):
        return False
    first = _ELEMENT.match(text)
    if text.startswith(("<?", "<!")) or (first and (first[2] or first[3])):
        return True
    return bool(first) and bool(first and f"</{first[1]}>" in text)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def looks_like_output(text: str) -> bool:
    """Whether `text` has the shape of what a command prints: a ruled table, a dump of properties,
    an error record, a stack trace, replies of a mail server."""
    if _RULE.search(text) or _TRACE.search(text) or _PADDED.search(text):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(_REPLY.match(line.strip()) for line in lines):
        return True
    dumped = sum(bool(_DUMP.match(line)) for line in lines)
    return dumped >= 2 and dumped * 2 >= len(lines)
