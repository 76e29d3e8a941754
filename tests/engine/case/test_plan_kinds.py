"""Tests of when a plan is over."""

from dataclasses import replace
from datetime import date, timedelta

from engine.case.plan_kinds import NO_LONGER_KEPT, ended_with
from engine.case.rows import CaseRow
from tests.fixtures.world import ROOT

SENT = date(2026, 1, 5)
OPEN = CaseRow(
    case="NOR-000002",
    authority="northmoor",
    process="plan_maintenance",
    version="1",
    person="P000001",
    person_name="Robin Example",
    team=None,
    is_closed=False,
    opened_on=SENT,
    closed_on=None,
    outcome=None,
    outcome_title=None,
    open_tasks=0,
    limit=None,
    legal=None,
    working=None,
    sequence=1,
)
OVER = replace(OPEN, case="NOR-000003", is_closed=True, closed_on=SENT, outcome="plan_no_longer_in_force")


def test_a_plan_is_over_with_the_case_that_kept_it() -> None:
    assert ended_with(SENT, [OVER, replace(OVER, process="annual_review")]) == OVER
    assert ended_with(SENT, [replace(OVER, outcome="plan_case_in_error")]) is None


def test_a_plan_that_is_still_kept_or_sent_later_is_in_force() -> None:
    assert ended_with(SENT, [OPEN, OVER]) is None
    assert ended_with(SENT + timedelta(days=1), [OVER]) is None
    assert ended_with(SENT, []) is None


def test_every_way_in_which_a_plan_ends_is_drawn() -> None:
    diagram = (ROOT / "processes/plan_maintenance.bpmn").read_text()
    assert all(f'<bpmn:endEvent id="{one}"' in diagram for one in NO_LONGER_KEPT)
