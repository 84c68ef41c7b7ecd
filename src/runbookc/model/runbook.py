"""The language-neutral runbook: all editions of one article, aligned.

This is what ``model/<runbook-id>.json`` holds and what every rule and renderer reads. Text that
exists in several languages is a mapping from locale (BCP 47) to canonical inline Markdown.
`sources` maps a locale to the lines of that edition's file. `locales` are sorted.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from runbookc.model.document import Span

SCHEMA_VERSION = 1

Text = dict[str, str]
Sources = dict[str, Span]


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One file: one article in one locale."""

    path: str
    sha256: str
    title: str
    title_line: int = 1
    """Where the title stands in the file."""
    modified: str | None = None
    """ISO 8601 date on which the topic was last modified, as the text says."""
    published: str | None = None
    translation: str | None = None
    """``human``, ``machine`` or None."""


class Dependency(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: Text
    locales: tuple[str, ...]
    sources: Sources


class Monitor(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    health_set: str | None
    locales: tuple[str, ...]
    sources: Sources
    text: Text
    """The cell's entry as written, suffix and all."""


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the probe table."""

    id: str | None
    """None for a row without a probe ("None (notification or check)")."""
    health_set: str | None
    locales: tuple[str, ...]
    sources: Sources
    text: Text
    """The probe cell as written."""
    health_set_text: Text
    """The health set cell as written."""
    text_sources: Sources = {}
    """Where the probe cell stands."""
    health_set_sources: Sources = {}
    dependencies: tuple[Dependency, ...]
    monitors: tuple[Monitor, ...]


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    """``step``, ``section``, ``monitor``, ``runbook`` or ``table``."""
    target: str | None
    """Step, section or runbook id, monitor id, or None when it points nowhere."""
    text: Text
    """As written."""
    found_by: dict[str, str] = {}
    """How each edition's wording was resolved: ``exact``, ``case``, ``anagram``, ``title``,
    ``foreign-title``, ``number``; ``range`` for a step between the two that are written."""
    sources: Sources = {}


class Link(msgspec.Struct, frozen=True, kw_only=True):
    target: str
    """Neutral form, see `article.Link`."""
    href: Text


class Placeholder(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    """As written between the angle brackets: ``server name``."""
    parameter: str
    """A PowerShell parameter name: ``Server``, ``HealthSet``, ``CasServer``."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="paragraph"):
    id: str
    locales: tuple[str, ...]
    sources: Sources
    text: Text
    references: tuple[Reference, ...] = ()
    waits: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="command"):
    """One shell command, kept byte for byte as each edition has it."""

    id: str
    locales: tuple[str, ...]
    sources: Sources
    language: str
    purpose: str
    """``template`` has placeholders, ``example`` is an instance of a template, ``literal`` is to be
    run as it stands, ``output`` is what a command prints."""
    code: str
    """The agreed form."""
    agreed_by: str
    """What decided it: ``all``, ``majority``, ``evidence`` (rank before votes), ``reference``, or
    ``none`` when nothing did (`code` is then the first edition's)."""
    variants: Text
    """As written."""
    prose: tuple[str, ...] = ()
    """Locales in which it stands as a plain paragraph."""
    placeholders: tuple[Placeholder, ...] = ()
    """In order of first use."""
    effect: str = "unknown"
    """``read``, ``change`` or ``unknown``."""
    cmdlets: tuple[str, ...] = ()
    """Canonical names, aliases resolved, in order."""
    template: str | None = None
    """For an example: the id of the command it is an instance of."""
    bindings: dict[str, str] = {}
    """For an example: placeholder name to the value it has here."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    """``verification.2.3``: the section's id, then item numbers."""
    label: str
    """As people cite it: ``2``, ``2c``, ``2c1``. A step that only a minority of editions has is
    ``2+1``, so that it does not shift the numbers that the texts cite."""
    locales: tuple[str, ...]
    sources: Sources
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    """Of its own paragraphs, notes and lists, not of steps inside it."""
    waits: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class Steps(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="steps"):
    id: str
    locales: tuple[str, ...]
    sources: Sources
    items: tuple[Step, ...]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    locales: tuple[str, ...]
    sources: Sources
    blocks: tuple[Block, ...]


class List(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="list"):
    id: str
    locales: tuple[str, ...]
    sources: Sources
    ordered: bool
    items: tuple[Item, ...]


class Note(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="note"):
    id: str
    locales: tuple[str, ...]
    sources: Sources
    severity: str
    """What most editions' alerts or known labels give, of equals the most severe; ``note`` when none does."""
    severities: Text
    """Locale to the severity as written, for the editions that say one."""
    plain: tuple[str, ...] = ()
    """Locales in which it is no note, but part of the text."""
    blocks: tuple[Block, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="table"):
    id: str
    locales: tuple[str, ...]
    sources: Sources
    rows: tuple[tuple[Text, ...], ...]
    row_sources: tuple[Sources, ...]
    """For each row, where it stands."""
    header: bool = False
    """True when the first row is a header."""


Block = Paragraph | Command | Steps | List | Note | Table


class Section(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    role: str
    level: int
    """0 for the introduction, 2 for a section, 3 and more for one inside the section before it."""
    title: Text
    locales: tuple[str, ...]
    sources: Sources
    """From the heading to the section's last line."""
    monitors: tuple[str, ...]
    """Monitors and probes that the title names, as ids of the probe table where they are in it."""
    named_by: dict[str, str]
    """Id of `monitors` to how it was found in the table: ``exact``, ``case``, ``anagram`` or ``none``."""
    blocks: tuple[Block, ...]


class Divergence(msgspec.Struct, frozen=True, kw_only=True):
    """An edition arranges what the others have in another way; what is missing is told by `locales`."""

    kind: Annotated[
        str, msgspec.Meta(description="moved, merged, split, nested, or kind (a list of another kind)")
    ]
    locale: str
    element: str
    """Id of the section, step or block."""
    span: Span
    """Where the element stands in that edition."""
    other: str | None = None
    """``merged``: the step it became part of. ``nested``: the parent there. ``moved``: the element
    after which it stands there (None: at the start)."""


class Runbook(msgspec.Struct, frozen=True, kw_only=True):
    schema_version: int = SCHEMA_VERSION
    id: str
    aliases: tuple[str, ...]
    """Other names by which links find it: file stems, library id, asset id."""
    asset_id: str | None
    health_set: str | None
    reference_locale: str | None
    editions: dict[str, Edition]
    probes: tuple[Probe, ...]
    probe_section: str | None
    """Id of the section that holds the probe table."""
    probe_sources: Sources
    sections: tuple[Section, ...]
    divergences: tuple[Divergence, ...] = ()

    @property
    def locales(self) -> tuple[str, ...]:
        """All locales, sorted."""
        return tuple(sorted(self.editions))
