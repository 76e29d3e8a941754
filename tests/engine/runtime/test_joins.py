"""Parallel paths: a join waits for every path, in every round of a loop."""

from pathlib import Path

import pytest

from engine.runtime import Process, Run, compile_process, freeze, thaw

SAMPLE = Path(__file__).parents[2] / "samples" / "parallel_in_a_loop.bpmn"


@pytest.fixture(scope="module")
def process() -> Process:
    return compile_process("parallel_in_a_loop", {"parallel_in_a_loop.bpmn": SAMPLE.read_text()})


def tasks(run: Run) -> list[str]:
    return sorted(run.view().tasks)


def test_a_join_in_a_loop_waits_in_every_round(process: Process) -> None:
    run, _ = Run.start(process, {})
    for number in (1, 2, 3):
        facts = {"again": "yes" if number < 3 else "no"}
        assert tasks(run) == [f"draft_health#{number}", f"draft_needs#{number}"]
        run.complete(f"draft_needs#{number}", facts)
        assert tasks(run) == [f"draft_health#{number}"]
        run.complete(f"draft_health#{number}", facts)
        assert tasks(run) == [f"check_draft#{number}"]
        run.complete(f"check_draft#{number}", facts)
    assert run.view().is_finished


def test_a_run_from_its_snapshot_goes_on_as_the_live_one(process: Process) -> None:
    run, _ = Run.start(process, {})
    tasks(run)
    run.complete("draft_health#1", {})
    tasks(run)
    again = thaw(process, freeze(run))
    for each in (run, again):
        each.complete("draft_needs#1", {"again": "yes"})
    assert tasks(run) == tasks(again) == ["check_draft#1"]
