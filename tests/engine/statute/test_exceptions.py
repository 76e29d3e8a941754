"""Which ground is open for which limit; recording one excuses the limit and moves nothing."""

from typing import Any

import pytest

from engine.statute import CannotReckon, Judgement, UnknownGround, judge_ground, reckon
from tests.engine.statute.registers import CALENDAR, names, the_register

FAMILIES = {
    "closed": {"school_closed_4_weeks", "early_years_closed_4_weeks"},
    "circumstances": {"exceptional_personal_circumstances", "exceptional_circumstances"},
    "absent": {"absent_4_weeks"},
    "appointment": {"missed_appointment"},
}
PERSONAL = "closed circumstances absent"
MATRIX = {
    "A2": "",
    "A3": PERSONAL,
    "P1": "circumstances absent appointment",
    "P2": PERSONAL,
    "P2x": PERSONAL,
    "P4": "",
    "P5": PERSONAL,
    "P6": "",
    "P8": "",
    "RE1": "",
    "RE2": "circumstances absent appointment",
    "RE3": "",
    "RE4": PERSONAL,
    **dict.fromkeys(
        names("RE5 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 T1 T2 T3 M1 M2 C4 C5 X1 X2 X4 X5 X7 X8 X9 X10 H1 B3 O1"),
        "",
    ),
}
EXC = {"exceptional_personal_circumstances", "absent_2_weeks", "school_closed_4_weeks"}
HAS_EXC = names("ORD-02 ORD-02a ORD-02b ORD-03 ORD-03a CON-01 CON-05 CON-05a MAG-01a MAG-01b MAG-01c MAG-01d MAG-01da")
HAS_NONE = names("ORD-04 ORD-05 ORD-06 ORD-08 CON-01a CON-01b CON-03 CON-04 CON-04a CON-06 MAG-01e MAG-01f MAG-02")
EXC_D = {"detained_personal_circumstances", "parent_absent_2_weeks", "school_closed_4_weeks"}
HAS_EXC_D = ["DET-08", "DET-08a", "DET-09", "DET-10a", "DET-10b", "DET-11", "DET-11a"]
HAS_NO_EXC_D = names("DET-05 DET-05a DET-05b DET-06 DET-10 DET-12 DET-13 DET-14 DET-15 DET-16 DET-17 DET-18")
CORONAVIRUS = {"coronavirus_impractical", "coronavirus_not_reasonably_practicable"}


def grounds_of(ref: str) -> set[str]:
    return set(the_register().limit(ref).latest.exceptions) - CORONAVIRUS


def judge(limit: str, ground: str, particulars: dict[str, Any], facts: dict[str, Any]) -> Judgement:
    return judge_ground(the_register(), limit, ground, particulars, facts, CALENDAR)


@pytest.mark.parametrize("ref", MATRIX)
def test_the_grounds_of_a_limit_are_those_of_the_law(ref: str) -> None:
    found = {family for family, grounds in FAMILIES.items() if grounds & grounds_of(ref)}
    assert found == set(MATRIX[ref].split())


@pytest.mark.parametrize("ref", HAS_EXC)
def test_an_absence_of_two_weeks_excuses_these_orders(ref: str) -> None:
    assert grounds_of(ref) >= EXC


@pytest.mark.parametrize("ref", HAS_EXC_D)
def test_these_limits_of_detained_persons_have_their_own_grounds(ref: str) -> None:
    assert grounds_of(ref) == EXC_D


@pytest.mark.parametrize("ref", HAS_NONE + HAS_NO_EXC_D)
def test_these_limits_have_no_grounds_but_coronavirus(ref: str) -> None:
    assert grounds_of(ref) == set()


RELAXED = names(
    "X2 X2a X7 X7b X4 X5 X8 X9 X10 V5 V6 RE1 RE5 MED-01 MED-02 MED-04 MED-05 MED-06 MED-07 MED-11 MED-09 "
    "MAG-02 MAG-03 ORD-04 ORD-05 ORD-06 ORD-08 CON-03 CON-04 CON-06 H1 O1 D7 D8 D9 D10 D11 DET-05 "
    "DET-06 DET-10 DET-12 DET-13 DET-14 DET-15 DET-17 DET-18 REC-01 REC-02 REC-03 REC-03a B3 V1 V2"
)
INSERTED = names(
    "A2 A3 P1 P2 P5 V9 M2 RE4 CON-01a CON-01b ORD-02 ORD-03 CON-01 CON-05 D2 D3 D4 D6 DET-05a DET-08 DET-11"
)
UNTOUCHED = names("T1 T2 T3 P4 P8 APL-01 APL-02 APL-07 V3 V4")


@pytest.mark.parametrize(
    ("ref", "ground"),
    [
        *((ref, {"coronavirus_not_reasonably_practicable"}) for ref in RELAXED),
        *((ref, {"coronavirus_impractical"}) for ref in INSERTED),
        *((ref, set[str]()) for ref in UNTOUCHED),
    ],
)
def test_coronavirus_excuses_the_limits_it_was_made_for(ref: str, ground: set[str]) -> None:
    assert set(the_register().limit(ref).latest.exceptions) & CORONAVIRUS == ground


def test_the_old_regulation_excused_concessions_more_widely() -> None:
    old, new = the_register().limit("CON-03").versions
    assert set(old.exceptions) >= EXC
    assert not EXC & set(new.exceptions)


def test_a_ground_the_law_does_not_have_is_refused_with_a_reason() -> None:
    judged = judge("A2", "absent_4_weeks", {}, {"request_received": "2026-01-05"})
    assert judged == Judgement(
        False,
        "The law does not have the ground 'The child, the parent or the young person was away for four weeks or more' "
        "for the limit 'Tell the family that no assessment will be made, with reasons'; its grounds are: "
        "It was impractical because of coronavirus.",
    )


def test_a_limit_without_exceptions_says_so() -> None:
    judged = judge("P4", "absent_4_weeks", {}, {"draft_plan_notice_served_on": "2026-01-05"})
    assert (judged.open, judged.reason.endswith("; it has no exceptions at all.")) == (False, True)


def test_a_limit_without_a_number_has_nothing_to_excuse() -> None:
    assert not judge("A1", "absent_4_weeks", {}, {}).open


def test_an_unknown_ground_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownGround, match="'absent_four_weeks'.*absent_4_weeks"):
        judge("A3", "absent_four_weeks", {}, {"request_received": "2026-01-05"})


def test_every_missing_and_malformed_particular_is_named() -> None:
    with pytest.raises(CannotReckon) as refused:
        judge("A3", "absent_4_weeks", {"absent_from": "soon"}, {"request_received": "2026-01-05"})
    assert len(refused.value.faults) == 3
    assert "Expected 'absent_from' to be a day such as 2026-01-05, but found 'soon'." in refused.value.faults


def test_a_judgement_gives_the_figures_it_rests_on() -> None:
    closed = {"closed_on": "2026-12-19", "reopened_on": "2027-01-04", "advice_requested_on": "2026-12-15"}
    judged = judge(
        "P2", "school_closed_4_weeks", {"advice_asked_of": "principal", **closed}, {"request_received": "2026-09-14"}
    )
    assert judged.reason == "It was closed for 16 days; the law asks for at least 4 weeks."


def test_an_open_ground_is_given_with_its_citation() -> None:
    away = {"affects": "child", "absent_from": "2026-07-25", "absent_until": "2026-08-21"}
    assert judge("A3", "absent_4_weeks", away, {"request_received": "2026-07-20"}).reason == (
        "28 days of the absence fall within the period from 20 July 2026 to 31 August 2026; "
        "the law asks for 28 days without a break (SEND Regulations 2014 reg 5(4))."
    )


def test_recording_a_ground_moves_no_day() -> None:
    facts = {"request_received": "2026-06-29"}
    before = reckon(the_register(), "A3", facts, CALENDAR)
    judge(
        "A3", "absent_4_weeks", {"affects": "child", "absent_from": "2026-07-01", "absent_until": "2026-08-01"}, facts
    )
    excused = {**facts, "exceptions": ["absent_4_weeks"], "absent_from": "2026-07-01"}
    assert reckon(the_register(), "A3", excused, CALENDAR) == before
