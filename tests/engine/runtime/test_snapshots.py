"""A run is put away and comes back as it was, also after work on many items was broken off."""

from pathlib import Path

from engine.case.events import Facts
from engine.runtime import Run, compile_process, freeze, thaw

SAMPLE = Path(__file__).parents[2] / "samples" / "items_interrupted.bpmn"


def test_a_run_comes_back_after_work_on_items_was_broken_off() -> None:
    process = compile_process("items_interrupted", {SAMPLE.name: SAMPLE.read_text()})
    facts: Facts = {"advice": {"01": {}, "02": {}}}
    run, _ = Run.start(process, facts)
    assert set(run.view().tasks) == {"record_advice#1", "record_advice#2"}
    run.complete("record_advice#1", facts)
    run.receive("withdrawn", None, facts)
    seen = run.view()
    again = thaw(process, freeze(run))
    assert set(again.view().tasks) == set(seen.tasks) == {"confirm_withdrawal#1"}
    again.complete("confirm_withdrawal#1", facts)
    assert again.view().is_finished
