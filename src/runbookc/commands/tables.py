"""The data tables: aliases, verbs, cmdlets, programs. Adding an entry is a change of data only."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

import msgspec

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|\d+")


class Cmdlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cmdlet of ``data/cmdlets.toml``."""

    parameters: tuple[str, ...] = ()
    """Canonical names, without the common ones."""
    switches: tuple[str, ...] = ()
    """Those of them that take no value."""
    positional: tuple[str, ...] = ()
    """What the arguments without a name stand for, in order; ``A\\B`` for one of two parts."""
    identity: str = ""
    """What ``-Identity`` names."""
    properties: tuple[str, ...] = ()
    """Of the objects that it gives."""
    effect: str = ""
    """When the verb misleads."""
    risk: str = ""


class Program(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One program or built-in command of cmd.exe in ``data/programs.toml``."""

    effect: str = "unknown"
    """Without a known subcommand."""
    risk: str = ""
    read: tuple[str, ...] = ()
    """Subcommands that only read."""
    change: tuple[str, ...] = ()
    """Subcommands that change something."""
    risks: dict[str, str] = {}
    """Subcommand to risk."""
    objects: tuple[str, ...] = ()
    """Words that say what kind of thing follows."""
    session: bool = False
    """It takes the lines that follow as its own."""
    ordinary: bool = False
    """Its name is a word that sentences and titles begin with as well."""
    subcommand_required: bool = False
    """A text that begins with the program's name is a command only with a subcommand of these."""


@cache
def _load(name: str) -> dict[str, object]:
    return tomllib.loads((Path(__file__).parent / "data" / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def aliases() -> dict[str, str]:
    """Alias in lower case to cmdlet."""
    return msgspec.convert(_load("powershell.toml")["aliases"], dict[str, str])


@lru_cache(maxsize=1)
def verbs() -> dict[str, str]:
    """Verb in lower case to ``read``, ``change`` or ``unknown``."""
    groups = msgspec.convert(_load("powershell.toml")["verbs"], dict[str, list[str]])
    return {verb.lower(): effect for effect, names in groups.items() for verb in names}


@lru_cache(maxsize=1)
def spelt_verbs() -> dict[str, str]:
    """Verb in lower case to its canonical case."""
    groups = msgspec.convert(_load("powershell.toml")["verbs"], dict[str, list[str]])
    return {verb.lower(): verb for names in groups.values() for verb in names}


@lru_cache(maxsize=1)
def opposite_verbs() -> dict[str, str]:
    """Verb in lower case to the verb in lower case that takes it back."""
    pairs = msgspec.convert(_load("powershell.toml")["opposites"], list[tuple[str, str]])
    return {a.lower(): b.lower() for a, b in pairs} | {b.lower(): a.lower() for a, b in pairs}


@lru_cache(maxsize=1)
def opposite_states() -> frozenset[tuple[str, str]]:
    """Pairs of values of one parameter, in lower case, of which each takes the other back."""
    pairs = msgspec.convert(_load("powershell.toml")["opposite_states"], list[tuple[str, str]])
    return frozenset((x.lower(), y.lower()) for a, b in pairs for x, y in ((a, b), (b, a)))


@lru_cache(maxsize=1)
def methods() -> dict[str, str]:
    """Beginning of a method's name in lower case to ``read`` or ``change``; longest first."""
    groups = msgspec.convert(_load("powershell.toml")["methods"], dict[str, list[str]])
    each = [(name.lower(), effect) for effect, names in groups.items() for name in names]
    return dict(sorted(each, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def sample_domains() -> tuple[str, ...]:
    """Domains that documentation uses for examples."""
    return msgspec.convert(_load("hosts.toml")["domains"], tuple[str, ...])


@lru_cache(maxsize=1)
def server_roles() -> tuple[str, ...]:
    """Acronyms of server roles, which no language translates."""
    return msgspec.convert(_load("hosts.toml")["server_roles"], tuple[str, ...])


@lru_cache(maxsize=1)
def qualifiers() -> frozenset[str]:
    """Words of the names of cmdlets and parameters that tell one object from another; lower case."""
    empty = msgspec.convert(_load("hosts.toml")["no_qualifiers"], frozenset[str])
    names = (
        *cmdlets(),
        *known_parameters(),
        *(role for each in cmdlets().values() for role in each.positional),
    )
    words = (word.lower() for name in names for word in _WORD.findall(name.partition("-")[2] or name))
    return frozenset((*words, *(role.lower() for role in server_roles()))) - empty


@lru_cache(maxsize=1)
def common_parameters() -> dict[str, str]:
    """Parameter that every cmdlet has, in lower case, to its canonical case."""
    names = msgspec.convert(_load("powershell.toml")["common_parameters"], list[str])
    return {name.lower(): name for name in names}


@lru_cache(maxsize=1)
def keywords() -> frozenset[str]:
    """Words of the language, in lower case."""
    return frozenset(msgspec.convert(_load("powershell.toml")["keywords"], list[str]))


@lru_cache(maxsize=1)
def cmdlets() -> dict[str, Cmdlet]:
    """Canonical name to what is known of it."""
    return msgspec.convert(_load("cmdlets.toml"), dict[str, Cmdlet])


@lru_cache(maxsize=1)
def _cmdlet_names() -> dict[str, str]:
    return {name.lower(): name for name in (*aliases().values(), *cmdlets())}


@lru_cache(maxsize=1)
def programs() -> dict[str, Program]:
    """Program in lower case, without folder and ending, to what is known of it."""
    return msgspec.convert(_load("programs.toml"), dict[str, Program])


@lru_cache(maxsize=1)
def risks() -> dict[str, int]:
    """Category of risk to its level."""
    return msgspec.convert(_load("risks.toml")["levels"], dict[str, int])


@lru_cache(maxsize=1)
def noun_risks() -> dict[str, dict[str, str]]:
    """Verb in lower case to noun in lower case (or ``*``) to category of risk."""
    return msgspec.convert(_load("risks.toml")["verbs"], dict[str, dict[str, str]])


@lru_cache(maxsize=1)
def parameter_risks() -> dict[str, str]:
    """Parameter in lower case to the risk of setting it."""
    return msgspec.convert(_load("risks.toml")["parameters"], dict[str, str])


@lru_cache(maxsize=4096)
def canonical_name(name: str) -> str:
    """A cmdlet's name with aliases resolved and its case made canonical.

    A name that no table has keeps its noun as written; a known verb gets its own case.
    """
    lower = name.lower()
    if resolved := aliases().get(lower) or _cmdlet_names().get(lower):
        return resolved
    verb, dash, noun = name.partition("-")
    if dash and (spelt := spelt_verbs().get(verb.lower())):
        return f"{spelt}-{noun[:1].upper()}{noun[1:]}"
    return name


@lru_cache(maxsize=4096)
def canonical_parameter(cmdlet: str, name: str) -> str:
    """A parameter's canonical name: its case, and an unambiguous beginning made whole.

    (about_Parameters: a name may be cut to where it is still the only one.)
    """
    lower = name.lower()
    known = cmdlets().get(cmdlet)
    names = {each.lower(): each for each in known.parameters} if known else {}
    if exact := names.get(lower) or common_parameters().get(lower):
        return exact
    longer = [each for key, each in sorted(names.items()) if key.startswith(lower)]
    if len(longer) == 1:
        return longer[0]
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=1)
def known_properties() -> frozenset[str]:
    """Every property that a cmdlet of the table is known to give."""
    return frozenset(name for cmdlet in cmdlets().values() for name in cmdlet.properties)


@lru_cache(maxsize=1)
def known_parameters() -> frozenset[str]:
    """Every parameter of the table, and the common ones."""
    own = (name for cmdlet in cmdlets().values() for name in cmdlet.parameters)
    return frozenset((*own, *common_parameters().values()))
