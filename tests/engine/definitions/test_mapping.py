"""Where a running case goes on under another version, and what stands in its way."""

import pytest

from engine.definitions import MovePlan, plan_move
from tests.engine.definitions.sample_package import Edit, sample

MAIN, CALLED = "ask_advice.bpmn", "hear_family.bpmn"
LIVE = {"record_advice", "advice_late", "decision_late", "decide_whether_to_assess"}
RENAME_TASK = [(CALLED, f'{end}="record_views"', f'{end}="note_views"') for end in ("id", "sourceRef", "targetRef")]
RENAME_STAGE = [
    *((MAIN, f'{end}="assess"', f'{end}="consider"') for end in ("id", "sourceRef", "targetRef")),
    *[(MAIN, 'attachedToRef="assess"', 'attachedToRef="consider"')] * 2,
]


def plan(live: set[str], *edits: Edit, **renamed: str) -> MovePlan:
    return plan_move(sample(), sample(*edits), live, renamed)


def test_where_nothing_changed_every_element_stays() -> None:
    assert plan(LIVE) == MovePlan({id: id for id in sorted(LIVE)})


def test_changes_elsewhere_do_not_stand_in_the_way() -> None:
    edits = [(MAIN, 'name="Send the decision"', 'name="Send it"'), (MAIN, "&gt; 0", "&gt; 1")]
    assert plan(LIVE, *edits).is_possible


def test_a_task_that_is_gone_stands_in_the_way_with_a_hint() -> None:
    moving = plan({"record_views"}, *RENAME_TASK)
    assert (moving.goes_on, moving.obstacles) == (
        {},
        (
            "The task 'Record the family's views' (record_views) is gone: say where its cases go on; "
            "it may have become 'note_views'",
        ),
    )


def test_a_renamed_task_goes_on_under_its_new_id() -> None:
    assert plan({"record_views"}, *RENAME_TASK, record_views="note_views") == MovePlan({"record_views": "note_views"})


def test_a_stage_that_was_renamed_takes_its_tasks_along() -> None:
    assert not plan(LIVE, *RENAME_STAGE).is_possible
    assert plan(LIVE, *RENAME_STAGE, assess="consider") == MovePlan({id: id for id in sorted(LIVE)})


@pytest.mark.parametrize(
    ("live", "edits", "obstacle"),
    [
        (
            "case_done",
            [(MAIN, 'endEvent id="case_done"', 'scriptTask id="case_done"')],
            "'Case done' (case_done) was an end and is a script task now, so no case can go on there",
        ),
        (
            "ask_each_adviser",
            [(MAIN, "<bpmn:loopDataInputRef>advice<", "<bpmn:loopDataInputRef>schools<")],
            "'Ask each adviser' (ask_each_adviser) was done for each item of advice "
            "and is done for each item of schools now",
        ),
        (
            "record_views",
            [(MAIN, 'calledElement="hear_family"', 'calledElement="hear_nobody"')],
            "The task 'Record the family's views' (record_views) is gone: say where its cases go on",
        ),
        ("no_such_task", [], "The case waits at 'no_such_task', which its own version does not have"),
    ],
)
def test_what_stands_in_the_way_is_said(live: str, edits: list[Edit], obstacle: str) -> None:
    assert plan({live}, *edits).obstacles == (obstacle,)


def test_a_task_that_moved_to_another_stage_strands_its_cases() -> None:
    task = '<bpmn:scriptTask id="note_refusal" name="Note the refusal">'
    inner = '<bpmn:subProcess id="refuse" name="Refuse"><bpmn:startEvent id="refusing" name="Refusing"/>'
    edits = [(MAIN, task, inner + task), (MAIN, "</bpmn:scriptTask>", "</bpmn:scriptTask></bpmn:subProcess>")]
    assert plan({"note_refusal"}, *edits).obstacles == (
        "'Note the refusal' (note_refusal) stood in 'Assess the needs' and stands in 'Refuse' now, "
        "where the case is not",
    )


@pytest.mark.parametrize(
    ("renamed", "obstacle"),
    [
        ({"nothing": "assess"}, "'nothing' is said to have become 'assess', but the old version has no 'nothing'"),
        ({"assess": "nothing"}, "'assess' is said to have become 'nothing', but the new version has no 'nothing'"),
        ({"record_advice": "record_views"}, "More than one element is said to have become 'record_views'"),
    ],
)
def test_a_renaming_that_cannot_be_is_refused(renamed: dict[str, str], obstacle: str) -> None:
    assert obstacle in plan(set(), **renamed).obstacles


def test_a_limit_that_is_gone_is_lifted_but_does_not_hold_a_case() -> None:
    moving = plan(
        {"decision_late"},
        (MAIN, 'id="decision_late"', 'id="too_late"'),
        (MAIN, 'name="Decision is late"', 'name="Late"'),
    )
    assert (moving.goes_on, moving.obstacles) == ({}, ())
    assert moving.notes == ("'Decision is late' is gone, so its deadline is lifted",)


def test_a_limit_that_guards_something_else_is_lifted() -> None:
    edit = (MAIN, 'attachedToRef="record_advice"', 'attachedToRef="send_advice_request"')
    assert plan({"advice_late"}, edit).notes == ("'Advice is late' is gone, so its deadline is lifted",)


@pytest.mark.parametrize(
    ("live", "edit", "note"),
    [
        (
            "time_to_reply",
            (MAIN, 'after("reply_time")', 'after("own_advice")'),
            '\'Time for the family to answer\' counts after("own_advice") now, where it counted after("reply_time")',
        ),
        (
            "decide_whether_to_assess",
            (MAIN, "decide.json", "record_advice.json"),
            "A draft of 'Decide whether to assess' may hold answers that are no longer asked: 'Assess?', 'Reasons'",
        ),
        (
            "send_advice_request",
            (MAIN, 'attachedToRef="record_advice"', 'attachedToRef="send_advice_request"'),
            "'Advice is late' is new on 'Ask for the advice': a deadline begins when the case is moved",
        ),
    ],
)
def test_what_should_be_known_before_moving_is_noted(live: str, edit: Edit, note: str) -> None:
    moving = plan({live}, edit)
    assert (moving.is_possible, moving.notes) == (True, (note,))
