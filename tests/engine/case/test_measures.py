"""What a case reached, and how long its stages took, told from its facts."""

from datetime import date
from typing import Any

from engine.case.measures import Reached, Stage, milestones_of, service_of, stages_of
from engine.case.state import LIFTED, CaseState, Deadline

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 8)
WHOLE: dict[str, Any] = {
    "request_received": "2026-01-05",
    "request_source": "parent",
    "assess_decision_notice_sent_on": "2026-02-10",
    "advice": {"01": {"advice_received_on": "2026-03-02"}, "02": {"advice_received_on": "2026-03-16"}},
    "plan_decision_notice_sent_on": "2026-04-20",
    "draft_plan_notice_sent_on": "2026-04-27",
    "family_answered_draft": "yes",
    "representations_received_on": "2026-05-01",
    "schools": {"01": {"school_replied_on": "2026-05-04"}},
    "final_plan_notice_sent_on": "2026-05-20",
}


def case(**facts: Any) -> CaseState:
    return CaseState(case="N-1", process="ehc_assessment", facts=facts)


def test_a_whole_life_has_six_stages_one_after_another() -> None:
    stages = stages_of(case(**WHOLE))
    assert [(name, one.began_on.isoformat(), str(one.ended_on)) for name, one in stages.items()] == [
        ("assess_decision", "2026-01-05", "2026-02-10"),
        ("advice", "2026-02-10", "2026-03-16"),
        ("plan_decision", "2026-03-16", "2026-04-20"),
        ("drafting", "2026-04-20", "2026-04-27"),
        ("consultation", "2026-04-27", "2026-05-04"),
        ("final_plan", "2026-05-04", "2026-05-20"),
    ]


def test_the_stage_that_a_case_is_in_has_no_end() -> None:
    begun = {name: WHOLE[name] for name in ("request_received", "assess_decision_notice_sent_on")}
    waiting = case(**begun, advice={"01": {"advice_received_on": "2026-03-02"}, "02": {}})
    assert stages_of(waiting)["advice"] == Stage(date(2026, 2, 10), None)
    assert list(stages_of(waiting)) == ["assess_decision", "advice"]


def test_advice_after_the_decision_ends_with_the_decision() -> None:
    late = {**WHOLE, "advice": {"01": {"advice_received_on": "2026-06-30"}}}
    stages = stages_of(case(**late))
    assert (stages["advice"].ended_on, stages["plan_decision"].began_on) == (date(2026, 4, 20), date(2026, 4, 20))


def test_a_stage_whose_end_is_unknown_is_not_measured() -> None:
    silent = {name: said for name, said in WHOLE.items() if name not in ("representations_received_on", "schools")}
    assert {"consultation", "final_plan"}.isdisjoint(stages_of(case(**silent)))


def test_a_refusal_ends_the_way_and_no_stage_runs_on() -> None:
    refused = case(request_received="2026-01-05", assess_refusal_notice_sent_on="2026-02-10")
    assert list(stages_of(refused)) == ["assess_decision"]


def test_no_stage_of_a_case_that_ended_early_runs_on() -> None:
    withdrawn = case(request_received="2026-01-05")
    withdrawn.closed_on = MAY
    assert stages_of(withdrawn) == {}


def test_cases_after_a_challenge_or_in_error_have_no_stages() -> None:
    assert stages_of(case(**WHOLE, overturned_means="assess")) == stages_of(case(**WHOLE, error_kind="duplicate")) == {}


def test_milestones_say_the_day_and_of_which_kind() -> None:
    reached = milestones_of(case(**WHOLE))
    assert reached["request_received"] == Reached(date(2026, 1, 5), "parent")
    assert reached["plan_issued"] == Reached(date(2026, 5, 20))
    assert "assessment_refused" not in reached


def test_a_case_that_was_opened_in_error_reached_nothing() -> None:
    assert milestones_of(case(**WHOLE, error_kind="no_request")) == {}


def test_an_appeal_is_decided_on_the_day_of_its_order() -> None:
    told = {"order_sent_on": "2026-06-08", "tribunal_decision_sent_on": "2026-06-01", "tribunal_result": "dismissed"}
    appeal = CaseState(case="N-2", process="tribunal_appeal", facts=told)
    assert milestones_of(appeal) == {"appeal_decided": Reached(JUNE, "dismissed")}


def test_a_mediation_that_was_not_held_is_not_counted_as_held() -> None:
    told = {"mediation_held": "no", "mediation_concluded_on": "2026-06-08"}
    assert milestones_of(CaseState(case="N-3", process="mediation", facts=told)) == {}


def test_advice_belongs_to_the_service_that_gives_it() -> None:
    deadline = Deadline("advice_due#1", "own_advice", "record_advice", MAY, MAY, "Six weeks", "advice/01")
    state = case(advice={"01": {"advice_kind": "psychological"}})
    assert service_of(deadline, state) == "psychological"
    deadline.status = LIFTED
    assert service_of(deadline, state) is None
