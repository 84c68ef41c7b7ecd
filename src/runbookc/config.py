"""The configuration: ``runbookc.toml``, or ``[tool.runbookc]`` in ``pyproject.toml``.

Options of the command line win over it. An unknown key is an error that names the nearest known
one: a misspelt key that is silently ignored costs more than a message.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from runbookc.errors import RunbookcError
from runbookc.model.finding import LEVELS, Level
from runbookc.model.settings import Settings

FILE = "runbookc.toml"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Rules(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Table ``[rules]``."""

    disable: tuple[str, ...] = ()
    """Codes (``TYP001``) or families (``TYP``) that are not run."""


class Config(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """What may stand in the file; every key has a default."""

    sources: tuple[str, ...] = ()
    """Files or folders, relative to the configuration file."""
    output: str | None = None
    """The output folder, relative to the configuration file."""
    exclude: tuple[str, ...] = ()
    """Glob patterns of sources to leave out (``drafts/**``)."""
    locales: tuple[str, ...] = ()
    """Only these editions; empty for all."""
    reference: str | None = None
    """The locale whose edition wins ties."""
    protected: tuple[str, ...] = ()
    """Literals that no edition may translate."""
    termbase: str | None = None
    """A termbase file (`runbookc.termbase`), relative to the configuration file."""
    baseline: str | None = None
    """A file of accepted findings, relative to the configuration file."""
    fail_on: Level | None = None
    level: Level = "note"
    """Findings below this level are left out."""
    min_confidence: _Share = 0.0
    rules: Rules = Rules()
    levels: dict[str, Level] = {}
    """Code or family to the level of its findings."""
    folder: Annotated[str, msgspec.Meta(description="set by `load`")] = "."

    def settings(self) -> Settings:
        """The part that the rules need."""
        return Settings(
            disabled=self.rules.disable,
            levels=self.levels,
            min_confidence=self.min_confidence,
            min_level=self.level,
        )

    def chosen_sources(self, given: Iterable[Path]) -> tuple[Path, ...]:
        """The sources of the command line, else of the file, else ``source_docs/``."""
        return tuple(given) or tuple(self.resolve(path) for path in self.sources) or (Path("source_docs"),)

    def chosen_output(self, given: Path | None) -> Path:
        """The output folder of the command line, else of the file, else ``output/``."""
        return given or (self.resolve(self.output) if self.output else Path("output"))

    def resolve(self, path: str) -> Path:
        """A path of the file, seen from the working folder."""
        return Path(path) if _URL.match(path) else Path(self.folder) / path


class ConfigError(RunbookcError):
    """A configuration file that cannot be used as it stands."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(f"{path.as_posix()}: {message}")


def load(path: Path | None = None, *, start: Path | None = None) -> Config:
    """Read `path`; without one, the nearest configuration in `start` (the working folder) or above.

    No file at all is the default configuration. Raises ConfigError.
    """
    found = path or find(start or Path())
    if found is None:
        return Config()
    return _validated(found, _table(found))


def find(start: Path) -> Path | None:
    """The nearest ``runbookc.toml``, or ``pyproject.toml`` with a ``[tool.runbookc]``."""
    for folder in (start, *start.absolute().parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / "pyproject.toml"
        if project.is_file() and b"tool.runbookc" in project.read_bytes():
            return project
    return None


def _table(path: Path) -> Mapping[str, Any]:
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError(path, f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(path, f"is no TOML: {error}") from error
    if path.name != "pyproject.toml":
        return data
    table = data.get("tool", {}).get("runbookc", {})
    if not isinstance(table, dict):
        raise ConfigError(path, "tool.runbookc must be a table")
    return table


def _validated(path: Path, table: Mapping[str, Any]) -> Config:
    _refuse_unknown(path, "", table, (name for name in _keys(Config) if name != "folder"))
    rules = table.get("rules", {})
    if isinstance(rules, dict):
        _refuse_unknown(path, "rules.", rules, _keys(Rules))
    try:
        config = msgspec.convert(dict(table) | {"folder": path.parent.as_posix()}, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(path, _told(error)) from error
    _refuse_unknown_rules(path, config)
    return config


def _keys(type_: type[msgspec.Struct]) -> tuple[str, ...]:
    return type_.__struct_encode_fields__


def _refuse_unknown(path: Path, prefix: str, table: Mapping[str, Any], known: Iterable[str]) -> None:
    names = tuple(known)
    for key in table:
        if key not in names:
            raise ConfigError(path, f"unknown key {prefix}{key}{_nearest(key, names)}")


def _refuse_unknown_rules(path: Path, config: Config) -> None:
    """Codes are checked only where some are given: finding the rules imports them all."""
    given = [("rules.disable", code) for code in config.rules.disable]
    given += [("levels", code) for code in config.levels]
    if not given:
        return
    from runbookc.checks import rules

    known = sorted({rule.code for rule in rules()} | {rule.family for rule in rules()})
    for key, code in given:
        if code not in known:
            raise ConfigError(path, f"{key}: unknown rule {code}{_nearest(code, known)}")


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word.replace("_", "-"), list(known), n=1, cutoff=0.5)
    return f" (did you mean {close[0]}?)" if close else ""


def _told(error: msgspec.ValidationError) -> str:
    text = str(error).replace(" - at `$.", " - at `")
    return f"{text}; levels are {', '.join(LEVELS)}" if "enum" in text else text
