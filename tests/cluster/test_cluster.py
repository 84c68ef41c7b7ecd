"""A build on a scheduler and its workers gives the same bytes, also when a worker is lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed", reason="runbookc[cluster] is not installed")

from runbookc.cli import group  # noqa: E402
from runbookc.pipeline import Options, build  # noqa: E402

SOURCE_DOCS = Path(__file__).resolve().parents[2] / "source_docs"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a real scheduler on loopback, and its two worker processes."""
    where = tmp_path / "scheduler.json"
    module = [sys.executable, "-m", "distributed.cli"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    started = [
        subprocess.Popen(
            [
                *module[:2],
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
                "--scheduler-file",
                str(where),
            ],
            **quiet,
        )
    ]
    end = time.monotonic() + 60
    while not where.is_file() and time.monotonic() < end:
        time.sleep(0.1)
    workers = [
        subprocess.Popen(
            [
                *module[:2],
                "distributed.cli.dask_worker",
                "--scheduler-file",
                str(where),
                "--no-nanny",
                "--nthreads",
                "1",
                "--no-dashboard",
                "--host",
                "127.0.0.1",
            ],
            **quiet,
        )
        for _ in range(2)
    ]
    with distributed.Client(scheduler_file=str(where), timeout="60s") as client:
        client.wait_for_workers(2, timeout=60)
        address = client.scheduler.address
    yield address, workers
    for process in (*workers, *started):
        process.kill()
        process.wait()


@pytest.mark.timeout(300)
def test_a_lost_worker_costs_a_retry_and_nothing_else(
    tmp_path: Path, scheduler: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = scheduler
    build([SOURCE_DOCS], tmp_path / "local", Options(jobs=1))
    killed: list[int] = []

    def kill_one(_done: int, _total: int) -> None:
        if not killed:
            killed.append(workers[0].pid)
            os.kill(workers[0].pid, signal.SIGKILL)

    build([SOURCE_DOCS], tmp_path / "spread", Options(scheduler=address), kill_one)
    assert killed
    assert tree(tmp_path / "spread") == tree(tmp_path / "local")


def test_a_scheduler_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from runbookc.errors import RunbookcError
    from runbookc.pipeline import cluster

    monkeypatch.setattr(cluster, "_CONNECT", "1s")
    with pytest.raises(RunbookcError, match="no scheduler at"):
        group(
            ["build", str(SOURCE_DOCS), "-o", str(tmp_path), "--no-cache", "--scheduler", "tcp://127.0.0.1:9"]
        )
