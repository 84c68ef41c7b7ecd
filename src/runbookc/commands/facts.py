"""What is known of a command: its tokens, what it does, where two of them differ."""

from __future__ import annotations

import msgspec

from runbookc.model.runbook import Placeholder


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One command of a code block, or a stretch of it that is no command."""

    code: str
    """Byte for byte as it stands, without blank lines around it."""
    first: int
    last: int
    """Line offsets within the block, from 0, both inclusive."""
    language: str
    """``powershell``, ``cmd``, ``xml``, ``registry``, ``ini``, ``json``, ``text``."""
    output: bool = False
    """True for what a command prints."""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a command line."""

    kind: str
    """``command``, ``parameter``, ``string``, ``number``, ``variable``, ``member``, ``operator``, ``pipe``,
    ``placeholder``, ``path``, ``host``, ``word``, ``type``, ``bracket``, ``optional``, ``comma``,
    ``separator``, ``redirect``, ``keyword``, ``comment``."""
    value: str
    """What it means: quotes off, aliases resolved, dashes and placeholders in plain ASCII form."""
    start: int
    end: int
    """Offsets in the code."""
    attached: bool = False
    """A parameter that ends in a colon, or a member that follows its object."""
    quoted: bool = False
    """A string in quotes, or a word that holds one."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What `analyse` knows of a command."""

    language: str
    parses: bool
    errors: tuple[str, ...] = ()
    """Why it does not, in English."""
    tokens: tuple[Token, ...] = ()
    """In order, without comments."""
    cmdlets: tuple[str, ...] = ()
    """Canonical names in order, aliases resolved; for cmd.exe the programs."""
    effect: str = "unknown"
    """``read``, ``change`` or ``unknown``."""
    placeholders: tuple[Placeholder, ...] = ()
    """In order of first use, each name once."""
    parameters: tuple[str, ...] = ()
    """Names without the dash, canonical where the cmdlet is known."""
    missing_values: tuple[str, ...] = ()
    """Parameters that need a value and have none: ``Remove-MigrationBatch -Identity``."""
    members: tuple[str, ...] = ()
    """Properties and methods that are read: ``HealthSetName``."""
    hosts: tuple[str, ...] = ()
    """Sample hosts, in order of first use."""
    literals: tuple[str, ...] = ()
    """Strings, numbers and words that stand for themselves."""
    variables: tuple[str, ...] = ()
    """Lower case, with the dollar sign; without those that PowerShell itself sets."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place where two commands differ."""

    kind: str
    """``cmdlet``, ``parameter``, ``value``, ``placeholder``, ``operator``, ``pipe``, ``path``, ``member``,
    ``host``, ``quote``, ``dash``, ``space`` or ``language``."""
    left: str
    """As written; empty when only the right one has it."""
    right: str
    left_offset: int = 0
    right_offset: int = 0


class Oddity(msgspec.Struct, frozen=True, kw_only=True):
    """A character or sequence that does not belong into a command."""

    kind: str
    """``dash``, ``quote``, ``space``: PowerShell takes it for the ASCII one. ``look-alike-dash``,
    ``look-alike-quote``, ``look-alike`` (full-width ``｜``, ``＜`` …): it does not. ``nbsp`` (PowerShell
    takes it for a blank outside strings), ``invisible``, ``entity`` (``&lt;``), ``markup`` (``**``, ``\\<``),
    ``backslash`` (``\\|``)."""
    text: str
    offset: int
    accepted: bool
    """Whether PowerShell reads it as meant."""
    meant: str
    """What should stand there."""


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """What a command may do to the people who depend on the system."""

    category: str
    """``none``, ``configuration``, ``app-pool-recycle``, ``web-server-restart``, ``service-restart``,
    ``service-stop``, ``service-start``, ``server-restart``, ``database-move``, ``database-offline``,
    ``queue``, ``process-kill``, ``data-removal``, ``repair`` or ``unknown``."""
    level: int
    """0 changes nothing, 1 a setting, 2 a short interruption, 3 an outage or data."""
    target: str = ""
    """What it is done to, as written: a service, a pool, a placeholder."""
    undo: str = ""
    """The same command turned round, where that can be said; else empty."""
