"""Sources: which files there are to read, in an order that does not depend on the file system."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

import msgspec

from runbookc.errors import RunbookcError
from runbookc.locales.hints import in_folder

MANIFEST = ".runbookc.json"
"""In every output folder: what the last build wrote there."""
SUFFIXES = frozenset({".md", ".markdown", ".txt"})
_COMPANION_NAMES = (
    "readme changelog changes history news license licence copying notice contributing authors security"
    " code_of_conduct requirements constraints"
)
"""What lies beside articles and is none, unless it has front matter."""


class SourceNotFoundError(RunbookcError):
    """A source that was named does not exist."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"no such file or folder: {path}")


class UnsupportedSourceError(RunbookcError):
    """A file that was named is none that can be compiled."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"not a Markdown file: {path}; sources end in {', '.join(sorted(SUFFIXES))}")


class SourceIsOutputError(RunbookcError):
    """A folder that was named as a source is the one that is written to."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path}: the output folder cannot be a source; choose another one with -o")


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read."""

    path: str
    """As it was given, with forward slashes: what messages name."""
    location: Path
    """Where it is."""
    folder_locale: str | None = None
    """The locale that the nearest folder named like one says, down from the source that was given."""


class Discovery(msgspec.Struct, frozen=True, kw_only=True):
    """What was found."""

    files: tuple[SourceFile, ...]
    """In the order of their paths; no file twice."""
    skipped: tuple[str, ...] = ()
    """Paths of files that are no articles (README and the like)."""
    unreadable: tuple[str, ...] = ()
    """Paths of folders that could not be listed."""


def discover(sources: Sequence[Path], *, exclude: Sequence[Path] = ()) -> Discovery:
    """Find the articles in files and folders (searched recursively, symbolic links followed once).

    Hidden files and folders are skipped, what lies in one of the `exclude` folders (the output), and
    other output folders inside the sources.
    Raises `SourceNotFoundError` for a source that does not exist, `UnsupportedSourceError` for a
    file that is named and is no Markdown, and `SourceIsOutputError` for one of the `exclude` folders.
    """
    walk = _Walk(exclude)
    for source in sources:
        walk.add(source)
    return Discovery(
        files=tuple(sorted(walk.files.values(), key=lambda found: found.path)),
        skipped=tuple(sorted(walk.skipped)),
        unreadable=tuple(sorted(walk.unreadable)),
    )


class _Walk:
    """What a search has found so far; files and folders are known by their real paths."""

    def __init__(self, exclude: Sequence[Path]) -> None:
        self.files: dict[str, SourceFile] = {}
        self.skipped: list[str] = []
        self.unreadable: list[str] = []
        self.excluded = frozenset(os.path.realpath(folder) for folder in exclude)
        self.seen = set(self.excluded)

    def add(self, source: Path) -> None:
        if os.path.isdir(source):  # noqa: PTH112 - a Path raises when a name is too long
            if os.path.realpath(source) in self.excluded:
                raise SourceIsOutputError(source.as_posix())
            self._folder(source, _locale_of(source))
        elif not os.path.exists(source):  # noqa: PTH110
            raise SourceNotFoundError(source.as_posix())
        elif source.suffix.lower() not in SUFFIXES or not source.is_file():
            raise UnsupportedSourceError(source.as_posix())
        else:
            self._file(source, _locale_of(source.parent), os.path.realpath(source))

    def _folder(self, folder: Path, locale: str | None, *, below: bool = False) -> None:
        """`below`: it was not named. What another build wrote is a source only for whom names it."""
        real = os.path.realpath(folder)
        if real in self.seen:
            return
        self.seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            self.unreadable.append(_shown(folder))
            return
        if below and any(entry.name == MANIFEST for entry in entries):
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            if _is(entry, os.DirEntry.is_dir):
                self._folder(path, in_folder(entry.name) or locale, below=True)
            elif path.suffix.lower() in SUFFIXES and _is(entry, os.DirEntry.is_file):
                if _is_companion(path):
                    self.skipped.append(_shown(path))
                else:
                    linked = _is(entry, os.DirEntry.is_symlink)
                    beside = f"{real.rstrip(os.sep)}{os.sep}{entry.name}"
                    self._file(path, locale, os.path.realpath(path) if linked else beside)

    def _file(self, path: Path, locale: str | None, real: str) -> None:
        name = _shown(path)
        known = self.files.get(real)
        if known is None or name < known.path:
            self.files[real] = SourceFile(path=name, location=path, folder_locale=locale)


def _shown(path: Path) -> str:
    """A path as messages have it: bytes that are no UTF-8 are written as ``\\xff``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _is(entry: os.DirEntry[str], kind: Callable[[os.DirEntry[str]], bool]) -> bool:
    try:
        return kind(entry)
    except OSError:
        return False


def _locale_of(folder: Path) -> str | None:
    """What a folder that was named says, or one above it: ``/home/it`` is none: there with a region only."""
    own = in_folder(PurePath(os.path.realpath(folder)).name)
    above = (in_folder(parent.name) for parent in folder.parents)
    return own or next((locale for locale in above if locale and "-" in locale), None)


def _is_companion(path: Path) -> bool:
    if path.name.partition(".")[0].lower().replace("-", "_") not in _COMPANION_NAMES.split():
        return False
    try:
        with path.open("rb") as file:
            return not file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"---")
    except OSError:
        return False
