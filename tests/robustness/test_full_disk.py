"""A disk that is really full: the output is the old one or the new one, and one line says what to do."""

from __future__ import annotations

import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.robustness.test_faults import NAMES, of_runbook, tree, write_sources

ARTICLES = Path(__file__).resolve().parents[2] / "source_docs" / "en-US"
RUNBOOKC = [sys.executable, "-m", "runbookc"]
MOUNTED = """
set -e
mount -t tmpfs -o size=4m tmpfs disk
cd disk
build() { "$@" build "$GIVEN/docs" -o out --no-cache --quiet --jobs 1; }
cp -R "$GIVEN/old" out
# The disk is filled to the last byte, and then that much room is made.
dd if=/dev/zero of=ballast bs=4096 2>/dev/null || true
truncate -s -"$ROOM" ballast
build "$@" || echo "status $?" >&2
cp -R out ../after
rm ballast
build "$@"
cp -R out ../again
"""


def run(*command: object, cwd: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=120, **more,  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.fixture(scope="module")
def may_mount(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("mount")
    if shutil.which("unshare") is None:
        pytest.skip("no file system can be mounted here: there is no unshare")
    tried = run("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder, cwd=folder)
    if tried.returncode:
        pytest.skip(f"no file system can be mounted here: {tried.stderr.strip()}")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources of the second version, and the outputs of the first and of the second."""
    folder = tmp_path_factory.mktemp("given")
    docs = write_sources(folder / "docs", "first")
    for output in ("old", "new"):
        done = run(*RUNBOOKC, "build", docs, "-o", output, "--no-cache", "--quiet", cwd=folder)
        assert done.returncode == 0, done.stderr
        write_sources(docs, "second")
    return folder


def check(given: Path, folder: Path) -> None:
    """In `folder`: the output after the trouble, and after another build."""
    old, new, after = tree(given / "old"), tree(given / "new"), tree(folder / "after")
    for name in NAMES:
        assert of_runbook(after, name) in (of_runbook(old, name), of_runbook(new, name)), name
    assert not [path for path in after if ".runbookc-" in path]
    assert tree(folder / "again") == new


@pytest.mark.usefixtures("may_mount")
@pytest.mark.parametrize("room", [0, 12_288, 65_536, 131_072])
def test_an_output_folder_without_room(tmp_path: Path, given: Path, room: int) -> None:
    (tmp_path / "disk").mkdir()
    settings = [f"ROOM={room}", f"GIVEN={given}"]
    done = run("unshare", "-rm", "env", *settings, "sh", "-c", MOUNTED, "sh", *RUNBOOKC, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"runbookc: \S+: No space left on device; choose a folder [^\n]+\nstatus 2\n", done.stderr
    )
    check(given, tmp_path)


@pytest.mark.usefixtures("may_mount")
@pytest.mark.parametrize(("size", "jobs"), [("4k", 1), ("32k", 1), ("32k", 2)])
def test_no_room_for_temporary_files(tmp_path: Path, size: str, jobs: int) -> None:
    mounted = f'mount -t tmpfs -o size={size} tmpfs disk && TMPDIR="$PWD/disk" exec "$@"'
    (tmp_path / "disk").mkdir()
    build = [*RUNBOOKC, "build", ARTICLES, "-o", "out", "--no-cache", "--jobs", jobs]
    done = run("unshare", "-rm", "sh", "-c", mounted, "sh", *build, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert re.fullmatch(r"runbookc: \S+/disk: No space left on device; set TMPDIR [^\n]+\n", done.stderr)


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit to the size of files here")
@pytest.mark.parametrize("size", [0, 100, 60_000])
def test_files_that_may_not_grow(tmp_path: Path, given: Path, size: int) -> None:
    out = shutil.copytree(given / "old", tmp_path / "out")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    build = [*RUNBOOKC, "build", given / "docs", "-o", out, "--no-cache", "--quiet", "--jobs", 1]
    failed = run(*build, cwd=tmp_path, preexec_fn=limited)
    assert failed.returncode == 2, failed.stderr
    assert re.fullmatch(r"runbookc: .*(File too large|No usable temporary).*\n", failed.stderr)
    shutil.copytree(out, tmp_path / "after")
    assert run(*build, cwd=tmp_path).returncode == 0
    shutil.copytree(out, tmp_path / "again")
    check(given, tmp_path)
