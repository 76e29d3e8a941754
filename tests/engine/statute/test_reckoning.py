"""A reckoning gives the day with its sentence, under the law that was in force, or says what it expected."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.statute import CannotReckon, Limit, reckon
from tests.engine.statute.registers import CALENDAR, on, the_register

RECKONED = sorted((limit for limit in the_register().limits.values() if limit.has_number), key=lambda one: one.key)
LAW = [limit for limit in RECKONED if limit.latest.in_force_until is None]
# Days on which every version that is still the law was the law.
TODAYS_LAW = st.dates(date(2018, 5, 1), date(2050, 12, 31))
# What counts calendar time, so that no day off can move its legal day.
PLAIN = {"days", "weeks", "months"}
MOVED = {"appeal_start", "tribunal_within", "upper_tribunal_within", "tribunal_day"}
UNMOVED = [
    limit for limit in LAW if all(count.unit in PLAIN and count.counting not in MOVED for count in limit.latest.counts)
]


def of(key: str, *, law_on: str | None = None, **facts: Any) -> date:
    return reckon(the_register(), key, facts, CALENDAR, on(law_on) if law_on else None).legal


def refused(key: str, *, law_on: str | None = None, **facts: Any) -> str:
    with pytest.raises(CannotReckon) as refusal:
        of(key, law_on=law_on, **facts)
    return str(refusal.value)


def facts_on(limit: Limit, day: date) -> dict[str, date]:
    return dict.fromkeys(limit.facts, day)


@settings(max_examples=400)
@given(limit=st.sampled_from(LAW), start=TODAYS_LAW)
def test_the_working_and_the_safe_day_never_come_later(limit: Limit, start: date) -> None:
    found = reckon(the_register(), limit.key, facts_on(limit, start), CALENDAR)
    assert found.safe < found.legal
    assert found.safe <= found.working <= found.legal
    assert CALENDAR.is_working_day(found.working) and CALENDAR.is_working_day(found.safe)


@settings(max_examples=400)
@given(limit=st.sampled_from(LAW), start=TODAYS_LAW)
def test_a_later_fact_never_gives_an_earlier_limit(limit: Limit, start: date) -> None:
    days = [
        reckon(the_register(), limit.key, facts_on(limit, day), CALENDAR).legal
        for day in (start, start + timedelta(days=1))
    ]
    assert days[0] <= days[1]


@settings(max_examples=400)
@given(limit=st.sampled_from(UNMOVED), start=TODAYS_LAW)
def test_a_day_off_never_moves_a_legal_day(limit: Limit, start: date) -> None:
    legal = reckon(the_register(), limit.key, facts_on(limit, start), CALENDAR).legal
    with_day_off = CALENDAR.with_days([legal])
    found = reckon(the_register(), limit.key, facts_on(limit, start), with_day_off)
    assert found.legal == legal > found.working


@pytest.mark.parametrize("limit", RECKONED, ids=lambda limit: limit.key)
def test_every_limit_can_be_reckoned_from_its_facts(limit: Limit) -> None:
    for version in limit.versions:
        day = version.in_force_from or version.in_force_until or on("2026-01-05")
        found = reckon(the_register(), limit.key, facts_on(limit, day), CALENDAR)
        assert version.citation in found.sentence


def test_a_reckoning_is_one_sentence_with_its_citation() -> None:
    found = reckon(the_register(), "A3", {"request_received": "2026-01-05"}, CALENDAR)
    assert found.sentence == (
        "Monday 16 February 2026: 6 weeks from Monday 5 January 2026, the day the request was received "
        "(SEND Regulations 2014 reg 5(1))"
    )


@pytest.mark.parametrize(
    ("key", "facts", "words"),
    [
        ("P4", {"draft_plan_notice_served_on": "2026-12-14"}, "15 days beginning with Monday 14 December 2026"),
        ("V3", {"review_meeting_on": "2026-11-18"}, "at least 2 weeks before Wednesday 18 November 2026"),
        ("T2", {"transfer_on": "2027-09-01"}, "before 15 February 2027, in the calendar year of Wednesday 1 September"),
        ("APL-01", {"decision_notice_sent_on": "2026-06-22"}, "moved on from Saturday 22 August 2026, by 5 pm"),
        ("APL-07", {"appeal_received_on": "2026-07-06"}, "without August and 25 December to 1 January, by 5 pm"),
        ("MAG-03", {"agreement_on": "2026-06-09"}, "Tuesday 16 June 2026: 1 week from Tuesday 9 June 2026"),
        ("TRF-07d", {"statement_held_on": "2016-01-01"}, "Saturday 31 March 2018: before 1 April 2018"),
    ],
)
def test_the_sentence_names_the_way_of_counting(key: str, facts: dict[str, str], words: str) -> None:
    assert words in reckon(the_register(), key, facts, CALENDAR).sentence


def test_a_fact_may_stand_for_the_one_it_counts_from() -> None:
    sent = {"amendment_school_consultation_sent_on": "2026-03-06"}
    found = reckon(the_register(), "P6", sent, CALENDAR)
    assert (found.legal, found.sentence) == (
        on("2026-03-21"),
        "Saturday 21 March 2026: 15 days from Friday 6 March 2026, the day the school or college was consulted "
        "(SEND Code of Practice 9.83, guidance)",
    )


def test_the_steps_say_why_a_day_moved_and_when_to_be_safe() -> None:
    steps = reckon(the_register(), "APL-01", {"decision_notice_sent_on": "2026-06-22"}, CALENDAR).steps
    assert "Saturday 22 August 2026 is in August, so the time ends on the first working day after 31 August." in steps
    assert "Done by Friday 28 August 2026, it is in time on the most cautious reading." in steps


def test_the_steps_say_that_a_number_is_only_the_outer_limit() -> None:
    steps = reckon(the_register(), "P5", {"request_received": "2026-01-05"}, CALENDAR).steps
    assert steps[-1] == "The duty is to act as soon as practicable; this is only the last day."


def test_a_reckoning_carries_the_reference_it_was_asked_by() -> None:
    facts = {"decision_notice_sent_on": "2026-06-22"}
    asked = ["appeal", "APL-01", "apl-03", "APL-04"]
    found = [reckon(the_register(), name, facts, CALENDAR).ref for name in asked]
    assert found == ["APL-01", "APL-01", "APL-03", "APL-04"]


@pytest.mark.parametrize("value", [on("2026-01-05"), "2026-01-05"])
def test_a_day_may_be_given_as_a_day_or_as_text(value: Any) -> None:
    assert of("A3", request_received=value) == on("2026-02-16")


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "5 January 2026",
        "2026-1-5",
        "20260105",
        "2026-W01-1",
        "2026-01-05T00:00",
        20260105,
        ["2026-01-05"],
        {"day": 5},
        "0001-01-01",
        "9999-12-31",
        True,
    ],
)
def test_what_is_not_a_day_is_refused_by_name(value: Any) -> None:
    assert refused("A3", request_received=value).startswith(
        "Expected 'request_received' to be a day such as 2026-01-05"
    )


def test_every_missing_and_malformed_fact_is_named_at_once() -> None:
    found = refused("X5", plan_made_on="soon")
    assert "Expected 'plan_made_on' to be a day such as 2026-01-05, but found 'soon'." in found
    assert "Expected 'plan_transferred_on', the day the plan was transferred." in found


def test_days_in_an_impossible_order_are_refused() -> None:
    found = refused("X5", plan_made_on="2026-07-22", plan_transferred_on="2025-08-20")
    assert "'plan_made_on', the day the plan was made, to be no later than 'plan_transferred_on'" in found


def test_school_closures_that_are_no_spans_are_refused() -> None:
    found = refused("P8", plan_refusal_notice_served_on="2026-12-14", school_closures=["2026-12-21"])
    assert found.startswith("Expected 'school_closures' to be a list of spans")


def test_a_day_before_the_law_existed_is_refused() -> None:
    expected = "A3 was not in force on 31 August 2014; expected a day from 1 September 2014."
    assert refused("A3", request_received="2014-08-31") == expected
    assert of("A3", request_received="2014-09-01") == on("2014-10-13")


@pytest.mark.parametrize(
    ("key", "told", "last_day"),
    [
        ("CON-01", "2015-03-22", "2015-04-19"),
        ("CON-01", "2015-03-23", "2015-04-06"),
        ("CON-03", "2014-12-01", "2014-12-29"),
        ("CON-03", "2015-03-22", "2015-04-19"),
        ("CON-03", "2015-03-23", "2015-04-27"),
        ("CON-OLD", "2014-12-01", "2014-12-29"),
        ("CON-04", "2014-12-01", "2014-12-15"),
    ],
)
def test_a_concession_follows_the_law_of_its_day(key: str, told: str, last_day: str) -> None:
    assert of(key, concession_notified_on=told) == on(last_day)


def test_the_law_of_another_day_can_be_asked_for() -> None:
    assert of("CON-03", concession_notified_on="2014-12-01", law_on="2026-01-01") == on("2015-01-05")
    assert of("A3", request_received="2014-07-01", law_on="2026-01-01") == on("2014-08-12")


def test_a_reference_of_old_law_is_refused_for_a_new_case() -> None:
    assert refused("CON-OLD", concession_notified_on="2026-01-05") == (
        "CON-OLD was not in force on 5 January 2026; expected a day from 1 September 2014 until 22 March 2015."
    )
    assert "CON-OLD was not in force" in refused("CON-OLD", concession_notified_on="2014-12-01", law_on="2026-01-01")


NOTICE, BEGAN = "transfer_notice_given_on", "transfer_assessment_began_on"


@pytest.mark.parametrize(
    ("notice", "began", "ref", "last_day"),
    [
        ("2014-12-24", "2015-01-12", "TRF-01", "2015-03-31"),
        ("2014-12-25", "2015-01-12", "TRF-02", "2015-04-19"),
        ("2015-01-05", "2015-01-19", "TRF-02", "2015-04-26"),
        ("2015-08-31", "2015-09-14", "TRF-02", "2015-12-20"),
        ("2015-09-01", "2015-09-15", "TRF-03", "2016-01-18"),
    ],
)
def test_the_day_of_the_notice_chooses_the_transfer_regime(notice: str, began: str, ref: str, last_day: str) -> None:
    found = reckon(the_register(), "statement_transfer_plan", {NOTICE: notice, BEGAN: began}, CALENDAR)
    assert (found.ref, found.legal) == (ref, on(last_day))


@pytest.mark.parametrize(
    ("notice", "ref", "last_day"),
    [
        ("2014-12-24", "TRF-01b", "2015-03-29"),
        ("2014-12-25", "TRF-02b", "2015-03-29"),
        ("2015-09-01", "TRF-03b", "2015-04-26"),
    ],
)
def test_the_regime_of_a_refusal_counts_from_the_start(notice: str, ref: str, last_day: str) -> None:
    found = reckon(the_register(), "statement_transfer_no_plan", {NOTICE: notice, BEGAN: "2015-01-19"}, CALENDAR)
    assert (found.ref, found.legal) == (ref, on(last_day))


def test_a_regime_that_does_not_govern_the_case_is_refused() -> None:
    expected = "TRF-01 is not the limit where the day the notice of the transfer was given is 5 January 2015"
    assert expected in refused("TRF-01", transfer_notice_given_on="2015-01-05")
    assert "expected TRF-01." in refused("TRF-02", **{NOTICE: "2014-11-03", BEGAN: "2014-11-17"})
    assert "TRF-03 was not in force on 2 March 2015" in refused("TRF-03", **{BEGAN: "2015-03-02"})


def test_a_regime_can_be_asked_for_without_the_notice() -> None:
    assert of("TRF-02", **{BEGAN: "2015-01-19"}) == on("2015-04-26")
    assert of("TRF-03", **{BEGAN: "2015-09-28"}) == on("2016-01-31")


def test_a_limit_with_two_starts_counts_from_the_later() -> None:
    assert of("D7", plan_first_kept_on="2026-01-05") == on("2026-01-12")
    assert of("D7", plan_first_kept_on="2026-01-05", detention_known_on="2026-01-08") == on("2026-01-15")
    assert of("D7", plan_first_kept_on="2026-01-05", detention_known_on="2025-12-01") == on("2026-01-12")


def test_a_notice_dated_before_it_was_sent_makes_the_safe_day_earlier() -> None:
    facts = {"decision_notice_sent_on": "2026-03-12"}
    plain = reckon(the_register(), "MED-01", facts, CALENDAR)
    dated = reckon(the_register(), "MED-01", {**facts, "decision_notice_dated": "2026-03-09"}, CALENDAR)
    assert (plain.legal, plain.safe) == (on("2026-05-12"), on("2026-05-11"))
    assert (dated.legal, dated.safe) == (on("2026-05-12"), on("2026-05-08"))


def test_a_day_that_the_tribunal_fixed_replaces_the_limit() -> None:
    found = reckon(
        the_register(), "ORD-05", {"order_made_on": "2026-03-03", "tribunal_directed_on": "2026-03-20"}, CALENDAR
    )
    assert found.sentence == ("Friday 20 March 2026: the day the Tribunal fixed (SEND Regulations 2014 reg 44(2)(e))")


@pytest.mark.parametrize(
    ("fixed", "last_day"), [("2026-08-12", "2026-08-12"), ("2026-08-15", "2026-08-17"), ("2026-12-28", "2026-12-29")]
)
def test_a_fixed_day_gets_no_relief_for_august(fixed: str, last_day: str) -> None:
    assert of("APL-16", tribunal_directed_on=fixed) == on(last_day)


def test_a_limit_says_whether_it_waits_or_is_only_guidance() -> None:
    waits = reckon(the_register(), "P4", {"draft_plan_notice_served_on": "2026-12-14"}, CALENDAR)
    guides = reckon(the_register(), "P6", {"consultation_sent_on": "2026-03-06"}, CALENDAR)
    assert (waits.waiting, waits.guidance) == (True, False)
    assert (guides.waiting, guides.guidance) == (False, True)
    assert "The period must be left to run; the first day after it is Tuesday 29 December 2026." in waits.steps
