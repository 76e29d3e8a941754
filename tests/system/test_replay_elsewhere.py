"""A history gives the same entries again in another process, whatever order its sets have there."""

import json
import os
import subprocess
import sys

import pytest

from engine.case.history import Entry
from engine.case_file import Shelf, relive
from engine.definitions import collect
from engine.store import Database
from engine.version import compile_version
from tests.fixtures.world import ROOT, read_files, small_files
from tests.simulation import golden_life
from tests.simulation.golden_life import as_line, from_line, live, real_life

GOLDEN = ROOT / "tests/simulation/golden/small_request.jsonl"


def kept() -> list[Entry]:
    return [from_line(line) for line in GOLDEN.read_text().splitlines()]


def test_the_golden_history_is_what_that_life_gives_now(sqlite_database: Database) -> None:
    lines = [as_line(entry) for entry in live(sqlite_database)]
    assert lines == GOLDEN.read_text().splitlines(), "on purpose? then write it anew with tests/simulation/golden_life"


def test_the_golden_history_replays_under_its_version() -> None:
    entries = kept()
    version = compile_version(collect("small_request", small_files()))
    again = relive(entries[0].case, entries, Shelf(lambda hash: version, lambda: entries))
    assert [(one.kind, one.data) for one in again.new] == [(one.kind, one.data) for one in entries]


@pytest.mark.parametrize("seed", ["0", "2026"])
def test_another_process_lives_the_same_lives(seed: str) -> None:
    lived = subprocess.run(
        [sys.executable, "-m", golden_life.__name__],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(lived.stdout) == real_life(compile_version(collect("ehc_assessment", read_files())))
