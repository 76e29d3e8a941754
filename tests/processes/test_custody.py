"""A request for somebody in youth custody, lived along the same pathway with limits and letters of its own."""

import tomllib
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from engine.case.forms import Form
from engine.case.rejections import BadInput
from engine.living.answering import Habits, made_up_answers
from tests.engine.letters.statutory import REGISTER, letter
from tests.fixtures.world import ROOT, World, read_files
from tests.processes.living import InHand
from tests.processes.walking import ON_THE_WAY, events_of

TODAY = date(2026, 1, 5)
PLACE = {
    "detained_on": "2025-12-01",
    "accommodation_name": "Northmoor Secure Home",
    "accommodation_person_in_charge": "Ann Lee",
}
ASKED = {"request_channel": "email", "requester_name": "Ann Lee", "request_source": "accommodation"}
PLAN = "NOR-000002"
RELEASED = {"detained": "no", "released_on": "2026-02-02", "told_of_release_on": "2026-02-02"}


def detained(world: World, **usual: Any) -> InHand:
    """A request of the person in charge of the accommodation, which arrived today."""
    world.publish("ehc_assessment", read_files())
    world.request_received(TODAY, "ehc_assessment", **ASKED, detained="yes", **PLACE)
    return InHand(world, {**ON_THE_WAY, **usual})


def test_the_person_in_charge_asks_only_for_the_detained(world: World) -> None:
    world.publish("ehc_assessment", read_files())
    with pytest.raises(BadInput):
        world.request_received(TODAY, "ehc_assessment", **ASKED)


def test_the_limits_of_the_detained_run_from_the_same_day(world: World) -> None:
    limits = {limit: world.deadline(limit).legal for limit in detained(world).limits}
    assert limits == {
        "detained_assess_decision": TODAY + timedelta(weeks=6),
        "detained_plan_decision": TODAY + timedelta(weeks=16),
        "detained_final_plan": TODAY + timedelta(weeks=20),
    }


def test_the_case_of_the_plan_hears_of_the_custody(world: World) -> None:
    walk = detained(world).to("secure_provision").do("secure_provision")
    assert (walk.limits["detained_body_advice"], walk.limits["detained_final_plan"]) == ("met", "met")
    [told] = events_of(world, "MessageToSend")
    assert (told.to, told.message) == ("plan_maintenance", "custody_begun")
    assert told.payload == {**PLACE, "detention_known_on": TODAY.isoformat()}


def test_the_case_of_the_plan_sends_the_copies_in_time(world: World) -> None:
    detained(world).to("secure_provision").world.publish("plan_maintenance", read_files())
    plan = world.carry_out().turn_to(PLAN)
    assert plan.open_tasks() == ["send_custody_copies#1"]
    assert plan.deadline("detained_plan_copies").status == "running"


def test_a_refusal_is_challenged_as_that_of_somebody_detained(world: World) -> None:
    walk = detained(world, assess_decision="refuse", has_or_may_have_sen="no").to("feed_back_refusal")
    assert walk.limits["detained_assess_decision"] == "met"
    world.receive(
        "mediation_wanted", **{**walk.answer_all("refusal_mediation_wanted.json"), "mediation_has_a_case": "no"}
    )
    [opened] = events_of(world, "CaseToOpen")
    assert (opened.process, opened.facts["detained"]) == ("mediation", "yes")


def cited(world: World, limit: str) -> tuple[date, str]:
    deadline = world.deadline(limit)
    return deadline.legal, deadline.sentence.rpartition("(SEND ")[2]


def test_whoever_is_released_keeps_the_start_of_the_time(world: World) -> None:
    walk = detained(world, plan_decision="not_necessary").to("decide_whom_to_ask")
    world.receive("custody_changed", **RELEASED)
    assert cited(world, "custody_change_final_plan") == (
        TODAY + timedelta(weeks=20),
        "(Detained Persons) Regulations 2015 reg 15)",
    )
    walk.to("send_plan_refusal").do("send_plan_refusal")
    assert world.state.facts["detained"] == "no" and "body_advice" in walk.limits
    assert walk.limits["custody_change_plan_refusal"] == "met"
    assert world.deadline("custody_change_plan_refusal").legal == TODAY + timedelta(weeks=16)


def test_whoever_is_detained_meanwhile_is_noted(world: World) -> None:
    world.publish("ehc_assessment", read_files())
    world.request_received(TODAY, "ehc_assessment", **{**ASKED, "request_source": "parent"})
    world.receive("custody_changed", detained="yes", **PLACE, detention_known_on="2026-01-05")
    walk = InHand(world, ON_THE_WAY).to("check_advice_complete")
    assert {"detained_body_advice", "detained_plan_decision", "custody_change_final_plan"} <= set(walk.limits)
    assert not {"plan_decision", "final_plan"} & set(walk.limits)


@pytest.mark.parametrize("key", ["assess_refusal_notice", "plan_refusal_notice", "final_plan_notice"])
def test_a_decision_letter_tells_the_rights_of_the_detained(key: str) -> None:
    drawn = letter(key, detained="yes").to_issue()
    required = {content.key for content in REGISTER.notice("detained_decision_notice").contents}
    assert set(drawn.contains) >= required
    assert not {"disagreement_resolution", "recommendations_power", "mediation_right"} & set(drawn.contains)


@pytest.mark.parametrize("key", ["considering_notice", "advice_request"])
def test_others_are_told_under_the_rules_for_the_detained(key: str) -> None:
    drawn = letter(key, to="health" if key == "considering_notice" else "adviser", detained="yes")
    assert "Special Educational Needs and Disability (Detained Persons) Regulations 2015" in drawn.to_issue().text


@pytest.mark.parametrize("name", ["log_request", "acknowledge_request", "send_assess_decision", "send_final_plan"])
def test_nobody_in_the_demonstration_is_detained(name: str) -> None:
    habits = Habits.of(tomllib.loads((ROOT / "api/demo/northmoor.toml").read_text(encoding="utf-8"))["habits"])
    form = Form.parse(read_files()[f"forms/{name}.json"])
    made_up = [made_up_answers(form, TODAY, Random(seed), habits) for seed in range(20)]
    of_custody = ("custody", "in_charge", "'detained': 'yes'")
    assert not [one for one in made_up if any(words in str(one) for words in of_custody)]
