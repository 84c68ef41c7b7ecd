"""Speed and size, side by side in one run on the same files.

    python benchmarks/speed.py [--editions 1000] [--runs 5] [--growth 100,1000,10000]

Wall and processor time as ratios to a bare, single-process markdown-it-py parse of the same files.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from synthetic import ROOT, real_sources, sources, write_copies

_BARE = """
import sys
from pathlib import Path
from time import perf_counter, process_time
from markdown_it import MarkdownIt
paths = sorted(Path(sys.argv[1]).rglob("*.md"))
parser = MarkdownIt("commonmark").enable("table")
wall, cpu = perf_counter(), process_time()
for path in paths:
    parser.parse(path.read_text(encoding="utf-8"))
print(perf_counter() - wall, process_time() - cpu)
"""
_BUDGETS = {
    "build --no-cache": 3.0,
    "drift --format sarif --no-cache": 2.5,
    "build, nothing changed": 0.2,
    "build, one article changed": 0.5,
}
_FEW, _MANY = 1000, 10_000
"""Sizes whose costs are compared."""
_MEMORY = 2.0
"""Peak memory of many editions to that of few, at most."""
_EACH = 1.15
"""Wall time of one edition among many to that of one among few, at most."""
_HELP = 5.0
"""``--help`` to a Python that does nothing, at most."""

_WORD = re.compile(rb"(?<=\w{3} )[a-z]{5,}(?= \w{3})")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took."""

    wall: float
    cpu: float
    memory: int = 0
    """Largest process, bytes."""


def measured(command: Sequence[str], environment: dict[str, str]) -> Cost:
    """Run a command; the time and memory of it and of the processes that it started."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if run.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {run.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def bare(folder: Path) -> Cost:
    """Parse every file with markdown-it-py and throw the result away."""
    done = subprocess.run([sys.executable, "-c", _BARE, folder], capture_output=True, text=True, check=True)
    wall, cpu = map(float, done.stdout.split())
    return Cost(wall, cpu)


def verdict(ratio: float, budget: float) -> str:
    """A budget, and whether it was met."""
    return f"{budget} {'met' if ratio <= budget else 'MISSED'}"


class Bench:
    """Commands over one library."""

    def __init__(self, library: Path, work: Path) -> None:
        self.library = library
        self._work = work
        self._colds = 0
        self._afresh()

    def _afresh(self) -> None:
        """Another output folder and another cache; the old ones stay until all is measured.

        ext4 gives out no inode that was deleted in the last five seconds, and looks at each of them
        before it takes another: a build right after its old output was removed pays for that.
        """
        self._colds += 1
        self.output = self._work / f"output-{self._colds}"
        self.environment = {**os.environ, "RUNBOOKC_CACHE_DIR": str(self._work / f"cache-{self._colds}")}

    def runbookc(self, *arguments: str) -> Cost:
        return measured([sys.executable, "-m", "runbookc", *arguments], self.environment)

    def build(self, *options: str) -> Cost:
        return self.runbookc("build", str(self.library), "-o", str(self.output), "-q", *options)

    def cold(self, *options: str) -> Cost:
        self._afresh()
        return self.build(*options)

    def changed(self) -> Cost:
        """Add a line to one article, after a build of everything."""
        self.build()
        path = next(path for path in sorted(self.library.rglob("*.md")))
        path.write_bytes(path.read_bytes() + b"\nOne more line.\n")
        return self.build()

    def reworded(self) -> Cost:
        """Change a sentence that other editions have too: what is learned from all articles changes."""
        self.build()
        path = next(path for path in sorted(self.library.rglob("*.md")))
        path.write_bytes(_WORD.sub(lambda found: found[0][::-1], path.read_bytes(), count=1))
        return self.build()

    def unchanged(self) -> Cost:
        self.build()
        return self.build()

    def drift(self) -> Cost:
        return self.runbookc("drift", str(self.library), "--format", "sarif", "--no-cache")

    def pandoc(self) -> Cost:
        paths = [str(path) for path in sorted(self.library.rglob("*.md"))]
        return measured(["pandoc", "--from=gfm", "--to=json", "--output=/dev/null", *paths], self.environment)


def table(bench: Bench, runs: int) -> bool:
    """Print the table; whether every budget was met."""
    rows: dict[str, Callable[[], Cost]] = {
        "build, cold": bench.cold,
        "build --no-cache": lambda: bench.cold("--no-cache"),
        "drift --format sarif --no-cache": bench.drift,
        "build, nothing changed": bench.unchanged,
        "build, one article changed": bench.changed,
        "build, one sentence reworded": bench.reworded,
    }
    if shutil.which("pandoc"):
        rows = {"pandoc to JSON": bench.pandoc, **rows}
    samples: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name in rows}
    for _ in range(runs):
        base = bare(bench.library)
        for name, run in rows.items():
            samples[name].append((run(), base))
    print(f"{'':34}{'wall s':>8}{'CPU s':>8}{'x wall':>8}{'x CPU':>8}{'MiB':>8}  budget")
    first = [base for _, base in samples["build --no-cache"]]
    wall, cpu = (statistics.median(getattr(one, name) for one in first) for name in ("wall", "cpu"))
    print(f"{'markdown-it-py, bare':34}{wall:8.2f}{cpu:8.2f}{1:8.2f}{1:8.2f}")
    good = True
    for name, costs in samples.items():
        ratio = statistics.median(cost.wall / base.wall for cost, base in costs)
        budget = _BUDGETS.get(name)
        good &= budget is None or ratio <= budget
        print(
            f"{name:34}{statistics.median(cost.wall for cost, _ in costs):8.2f}"
            f"{statistics.median(cost.cpu for cost, _ in costs):8.2f}{ratio:8.2f}"
            f"{statistics.median(cost.cpu / base.cpu for cost, base in costs):8.2f}"
            f"{max(cost.memory for cost, _ in costs) / 2**20:8.0f}"
            + (f"  {verdict(ratio, budget)}" if budget else "")
        )
    return good


def size(folder: Path) -> float:
    """MiB of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def start_up(environment: dict[str, str], runs: int) -> bool:
    """Print what ``--help`` costs next to a Python that does nothing; whether that is in budget."""
    nothing, help_ = (
        statistics.median(
            measured([sys.executable, *arguments], environment).wall for _ in range(max(runs, 5))
        )
        for arguments in (("-c", "pass"), ("-m", "runbookc", "--help"))
    )
    ratio = help_ / nothing
    times = f"--help {help_ * 1000:.0f} ms, python -c pass {nothing * 1000:.0f} ms"
    print(f"{times}: {ratio:.2f}  {verdict(ratio, _HELP)}")
    return ratio <= _HELP


def growth(sizes: Sequence[int], work: Path) -> bool:
    """Print how cost grows with synthetic articles; whether that is in budget."""
    print(f"{'editions':>10}{'wall s':>9}{'ms each':>9}{'CPU s':>9}{'MiB':>7}{'output MiB':>12}")
    costs: dict[int, Cost] = {}
    for editions in sizes:
        library = work / str(editions) / "library"
        write_copies(library, sources([ROOT / "source_docs"]), editions, permute=True)
        bench = Bench(library, library.parent)
        cost = costs[editions] = bench.cold("--no-cache")
        print(
            f"{editions:10,}{cost.wall:9.2f}{cost.wall / editions * 1000:9.2f}{cost.cpu:9.2f}"
            f"{cost.memory / 2**20:7.0f}{size(bench.output):12.1f}"
        )
    if _FEW not in costs or _MANY not in costs:
        return True
    few, many = costs[_FEW], costs[_MANY]
    memory, each = many.memory / few.memory, many.wall / _MANY / (few.wall / _FEW)
    print(f"{_MANY:,} to {_FEW:,} editions: peak memory {memory:.2f}  {verdict(memory, _MEMORY)}")
    print(f"{_MANY:,} to {_FEW:,} editions: wall time of each {each:.2f}  {verdict(each, _EACH)}")
    return memory <= _MEMORY and each <= _EACH


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--editions", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", default=f"100,{_FEW},{_MANY}", help="sizes, or nothing")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="runbookc-bench-") as folder:
        library = Path(folder) / "library"
        write_copies(library, real_sources(), arguments.editions)
        bench = Bench(library, Path(folder))
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        print(f"{arguments.editions} editions, {cores} cores, load {os.getloadavg()[0]:.1f}")
        good = table(bench, arguments.runs)
        print(f"output {size(bench.output):.1f} MiB of {size(library):.1f} MiB of sources")
        good &= start_up(bench.environment, arguments.runs)
        sizes = [int(size) for size in arguments.growth.split(",") if size]
        good &= growth(sizes, Path(folder) / "growth")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
