"""A fault at each write of a whole build, and a stop at each: every runbook is the old one or the new one."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from runbookc.cache import Cache
from runbookc.cli import group
from runbookc.pipeline import Options, build
from runbookc.pipeline.writing import OutputError

ARTICLE = """---
ms:assetid: {name}
ms:mtpsurl: https://technet.microsoft.com/en-us/library/ms.exch.scom.{name}(v=EXCHG.150)
---

# Troubleshooting the {name} health set

{version} version of the text.

1. Run the following command in the {version} Shell:

        Get-ServerHealth server1 | ?{{$_.HealthSetName -eq "{name}"}}
"""
NAMES = ("one", "two")
Tree = dict[str, bytes]


def write_sources(folder: Path, version: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        (folder / f"{name}.md").write_text(ARTICLE.format(name=name, version=version))
    return folder


def compiled(docs: Path, out: Path) -> Tree:
    build([docs], out, Options(jobs=1))
    return tree(out)


def tree(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def of_runbook(files: Tree, name: str) -> Tree:
    return {path: data for path, data in files.items() if f"scom.{name}" in path}


class Case:
    """An output of the first version, sources of the second, and what each build gives."""

    def __init__(self, folder: Path) -> None:
        self.docs = write_sources(folder / "docs", "first")
        self.out = folder / "out"
        self.old = compiled(self.docs, self.out)
        write_sources(self.docs, "second")
        self.new = compiled(self.docs, folder / "clean")

    def build(self) -> Tree:
        return compiled(self.docs, self.out)

    def check_no_mixture(self) -> None:
        """Whatever the build came to: each runbook is whole."""
        now = tree(self.out)
        for name in NAMES:
            assert of_runbook(now, name) in (of_runbook(self.old, name), of_runbook(self.new, name)), name
        for page in ("index.html", "drift/report.json"):
            assert now[page] in (self.old[page], self.new[page])

    def check_next(self) -> None:
        """The next build makes all new, and clears what was left."""
        assert self.build() == self.new
        assert sorted(path.name for path in self.out.parent.iterdir()) == ["clean", "docs", "out"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


CALLS: tuple[tuple[Any, str], ...] = (
    (Path, "write_bytes"), (Path, "replace"), (Path, "mkdir"), (Path, "unlink"), (os, "link"),
)  # fmt: skip


@contextmanager
def at_each_call(trouble: Callable[[int, Any, tuple[Any, ...]], None]) -> Iterator[list[int]]:
    """Every call that changes a folder is counted and told to `trouble` before it is made."""
    count = [0]

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            trouble(count[0], original, args)
            return original(*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, counted(getattr(owner, name)))
        yield count


def writes_of_a_build(folder: Path) -> int:
    folder.mkdir()
    case = Case(folder)
    with at_each_call(lambda *_: None) as count:
        case.build()
    return count[0]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS], ids=errno.errorcode.__getitem__)
def test_a_fault_at_each_write_of_a_build(tmp_path: Path, number: int) -> None:
    total = writes_of_a_build(tmp_path / "count")
    assert total > 30
    # Each kind of fault at a third of the writes: together they are at all of them.
    first = 1 + [errno.ENOSPC, errno.EACCES, errno.EROFS].index(number)
    for fails_at in range(first, total + 1, 3):
        folder = tmp_path / str(fails_at)
        folder.mkdir()
        case = Case(folder)

        def fault(count: int, original: Any, args: tuple[Any, ...], fails_at: int = fails_at) -> None:
            if count == fails_at:
                if original.__name__ == "write_bytes":
                    original(args[0], args[1][: len(args[1]) // 2])  # a full disk takes the first half
                raise OSError(number, os.strerror(number))

        said = os.strerror(number)
        with at_each_call(fault):
            try:
                case.build()
            except OutputError as error:
                said = str(error)
        assert os.strerror(number) in said
        case.check_no_mixture()
        case.check_next()


@pytest.mark.parametrize("stops_at", [1, 2, 5, 9, 14, 20, 27, 35])
def test_an_interrupt_leaves_each_runbook_whole(case: Case, stops_at: int) -> None:
    def interrupt(count: int, _original: Any, _args: tuple[Any, ...]) -> None:
        if count == stops_at:
            raise KeyboardInterrupt

    with at_each_call(interrupt), pytest.raises(KeyboardInterrupt):
        case.build()
    case.check_no_mixture()
    assert not [path for path in case.out.iterdir() if path.name.startswith(".runbookc-")]
    case.check_next()


def _build_and_die(docs: str, out: str, dies_at: int) -> None:
    def die(count: int, _original: Any, _args: tuple[Any, ...]) -> None:
        if count == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with at_each_call(die):
        build([Path(docs)], Path(out), Options(jobs=1))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copies of this one")
@pytest.mark.parametrize("dies_at", [1, 3, 8, 12, 16, 21, 25, 30, 36])
def test_after_a_kill_the_next_build_is_as_any_other(case: Case, dies_at: int) -> None:
    child = multiprocessing.get_context("fork").Process(
        target=_build_and_die, args=(str(case.docs), str(case.out), dies_at)
    )
    child.start()
    child.join(120)
    assert child.exitcode == -signal.SIGKILL
    case.check_next()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copies of this one")
@pytest.mark.parametrize("dies_at", [3, 8, 12, 16, 21])
def test_after_a_kill_any_build_makes_whole_what_it_does_not_touch(case: Case, dies_at: int) -> None:
    child = multiprocessing.get_context("fork").Process(
        target=_build_and_die, args=(str(case.docs), str(case.out), dies_at)
    )
    child.start()
    child.join(120)
    (case.docs / "two.md").unlink()
    now = case.build()
    assert of_runbook(now, "one") == of_runbook(case.new, "one")
    assert of_runbook(now, "two") == {}


def test_dates_make_no_difference(case: Case, tmp_path: Path) -> None:
    def cached() -> Tree:
        with Cache(tmp_path / "cache") as cache:
            build([case.docs], case.out, Options(jobs=1), None, cache)
        return tree(case.out)

    assert cached() == case.new
    for path in [*case.docs.iterdir(), *(path for path in case.out.rglob("*") if path.is_file())]:
        os.utime(path, (0, 0))
    assert cached() == case.new
    write_sources(case.docs, "secone")  # as long as the text before
    for path in case.docs.iterdir():
        os.utime(path, (0, 0))
    changed = cached()
    assert of_runbook(changed, "one") != of_runbook(case.new, "one")
    for path in case.docs.iterdir():
        os.utime(path, (4e9, 4e9))
    assert cached() == changed == compiled(case.docs, tmp_path / "clean")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_report_to_a_full_disk_is_an_error(case: Case) -> None:
    result = CliRunner().invoke(
        group, ["drift", str(case.docs), "--no-cache", "--format", "json", "--output", "/dev/full"]
    )
    assert isinstance(result.exception, OutputError)
    assert "No space left" in str(result.exception)
