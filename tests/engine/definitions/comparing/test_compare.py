"""What a new version changes, said in words for the people who decide on it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from engine.definitions import Change, compare
from tests.engine.definitions.sample_package import Edit, sample
from tests.fixtures.planned import PLAN

MAIN, CALLED, FORM = "ask_advice.bpmn", "hear_family.bpmn", "forms/decide.json"
CHANGES = tomllib.loads((Path(__file__).parent / "changes.toml").read_text())["change"]
NEW_TASK = (
    '<bpmn:sequenceFlow id="to_done" sourceRef="time_to_reply" targetRef="case_done"/>',
    '<bpmn:sequenceFlow id="to_close" sourceRef="time_to_reply" targetRef="close_case"/>'
    '<bpmn:userTask id="close_case" name="Close the case"/>'
    '<bpmn:sequenceFlow id="to_done" sourceRef="close_case" targetRef="case_done"/>',
)
NEW_LIMIT = (
    '<bpmn:boundaryEvent id="views_late" name="Views are late" attachedToRef="record_views" cancelActivity="false">'
    '<bpmn:timerEventDefinition><bpmn:timeDate>due("assess_decision")</bpmn:timeDate></bpmn:timerEventDefinition>'
    "</bpmn:boundaryEvent><bpmn:startEvent"
)


def said(*edits: Edit) -> list[str]:
    return [change.sentence for change in compare(sample(), sample(*edits))]


def test_equal_packages_do_not_differ() -> None:
    assert compare(sample(), sample()) == ()


def test_the_drawing_alone_is_no_difference() -> None:
    package = sample()
    moved = package.files[MAIN].replace("BPMNShape", 'BPMNShape isExpanded="true"')
    assert compare(package, package.with_files({MAIN: moved})) == ()


@pytest.mark.parametrize("change", CHANGES, ids=[change["says"][:60] for change in CHANGES])
def test_a_change_is_said_in_plain_words(change: dict[str, Any]) -> None:
    assert change["says"] in said(*((change["file"], before, after) for before, after in change["edits"]))


def test_one_small_change_is_said_in_one_sentence() -> None:
    assert said((MAIN, "Explain the delay", "Explain why it is late")) == [
        "Task 'Explain the delay' is now called 'Explain why it is late'"
    ]


def test_a_new_task_is_said_with_its_place_and_nothing_besides() -> None:
    assert said((MAIN, *NEW_TASK)) == [
        "New task 'Close the case' after 'Time for the family to answer' in the process 'Decide on a request'"
    ]


def test_a_task_that_is_gone_is_said_and_nothing_besides() -> None:
    changes = compare(sample((MAIN, *NEW_TASK)), sample())
    assert [(change.kind, change.subject, change.element) for change in changes] == [
        ("removed", "element", "close_case")
    ]
    assert changes[0].sentence.startswith("Task 'Close the case' is gone after 'Time for the family to answer'")


def test_a_new_limit_is_said_with_the_activity_it_guards() -> None:
    assert "New time limit 'Views are late' on 'Record the family's views'" in said(
        (CALLED, "<bpmn:startEvent", NEW_LIMIT)
    )


def test_a_changed_id_is_recognised_by_its_name() -> None:
    edits = [(CALLED, f'{end}="record_views"', f'{end}="note_views"') for end in ("id", "sourceRef", "targetRef")]
    sentence = "The id of task 'Record the family's views' changed from record_views to note_views"
    assert compare(sample(), sample(*edits)) == (Change("renamed", "element", CALLED, "note_views", sentence),)


def test_a_called_process_that_is_no_longer_called_is_gone() -> None:
    call = '<bpmn:callActivity id="hear_the_family" name="Hear the family" calledElement="hear_family"/>'
    assert "The process 'Hear the family's views' is no longer part of this one" in said(
        (MAIN, call, call.replace("callActivity", "userTask"))
    )


def test_a_bank_holiday_announced_later_is_said() -> None:
    package, file = sample(), "law/bank_holidays.toml"
    days = package.files[file].replace("2027 = [", "2027 = [2027-06-01, ", 1)
    changes = compare(package, package.with_files({file: days}))
    assert [change.sentence for change in changes] == ["1 June 2027 is now a day off"]


def test_a_file_that_cannot_be_read_is_said_to_have_changed() -> None:
    package = sample()
    changes = compare(package, package.with_files({FORM: "{"}))
    assert f"{FORM} changed, but it cannot be read, so nobody can say how" in [change.sentence for change in changes]


def test_a_section_of_the_plan_that_changed_is_named() -> None:
    before = sample().with_files({"plan.toml": PLAN})
    edits = ('title    = "Outcomes sought"', 'title    = "Outcomes"'), ('fact = "section_g"', 'fact = "section_x"')
    after = PLAN
    for was, is_now in edits:
        after = after.replace(was, is_now, 1)
    assert [change.sentence for change in compare(before, sample().with_files({"plan.toml": after}))] == [
        "Section E of the plan is now called 'Outcomes', not 'Outcomes sought'",
        "Section G of the plan is made up differently",
    ]
