"""The table: what was measured, beside what it was measured against, as Markdown."""

import os
import platform
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.figures import Figure, said

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results.md"
README = ROOT / "README.md"
BETWEEN_MARKERS = re.compile(r"(<!-- bench:start -->\n).*?(<!-- bench:end -->)", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One kind of work. `baseline` is absent where nothing compares; `ratio` says how much better we are."""

    work: str
    figure: str
    goal: str
    baseline: str = "—"
    ratio: str = "—"

    def __str__(self) -> str:
        return f"| {self.work} | {self.figure} | {self.baseline} | {self.ratio} | {self.goal} |"


def beside(work: str, unit: str, ours: Figure, name: str, theirs: Figure, goal: str) -> Row:
    """A row of things done in a second, ours beside somebody's."""
    times = f"{said(ours.middle / theirs.middle)} ×"
    return Row(work, f"{ours} {unit}", goal, f"{name}: {theirs} {unit}", times)


def absent(work: str, name: str, why: str, goal: str) -> Row:
    return Row(work, "—", goal, f"{name}: not measured, because {why}")


def table(rows: list[Row], size: str) -> str:
    """The whole text, with the machine and the day."""
    lines = [
        "| work | here | baseline | ratio | goal |",
        "|---|---|---|---|---|",
        *map(str, rows),
        "",
        f"{_machine()}. Measured on {datetime.now().astimezone():%-d %B %Y} by `python -m bench{size}`. "
        "Each figure is the median of its runs, with the least and the most of them; [docs/benchmarks.md]"
        "(docs/benchmarks.md) says what each row means.",
        "",
    ]
    return "\n".join(lines)


def write(text: str) -> list[Path]:
    """Put the table into its own file, and between the marks of the README if it has them; the files written."""
    RESULTS.write_text("# What was measured last\n\n" + text.replace("(docs/", "(../docs/"), encoding="utf-8")
    written = [RESULTS]
    if README.is_file():
        before = README.read_text(encoding="utf-8")
        after = BETWEEN_MARKERS.sub(lambda marks: f"{marks[1]}{text}{marks[2]}", before)
        if after != before:
            README.write_text(after, encoding="utf-8")
            written.append(README)
    return written


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[1] / cores
    busy = f", busy with other work (load {said(load)} per core)" if load > 1.5 else ""
    return (
        f"{cores} cores of {_processor()}, {_memory()} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}{busy}"
    )


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "a processor")


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
