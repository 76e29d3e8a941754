"""The register is complete, cited and readable, and can be kept with a version."""

import pytest

from engine.statute import CannotReckon, Limit, Register, UnknownLimit, UnknownNotice, reckon
from tests.engine.statute.references import LIMITS, NOTICES, UNVERIFIED, WITHOUT_A_NUMBER
from tests.engine.statute.registers import CALENDAR, LIMIT, on, small, the_register

ALL = sorted(the_register().limits.values(), key=lambda limit: limit.key)
each_limit = pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.key)


def refs(register: Register) -> list[str]:
    return [ref for limit in register.limits.values() for ref in limit.refs]


def facts(limit: Limit) -> set[str]:
    return {*limit.facts, *limit.refinements}


def test_every_reference_is_in_the_register_and_no_other() -> None:
    found = set(refs(the_register()))
    assert (LIMITS - found, found - LIMITS) == (set(), set())


def test_a_reference_leads_to_exactly_one_limit() -> None:
    found = [ref.lower() for ref in refs(the_register())]
    assert len(found) == len(set(found))


def test_every_notice_is_in_the_register_and_no_other() -> None:
    assert {notice.ref for notice in the_register().notices.values()} == NOTICES


def test_the_unverified_limits_are_known_by_name() -> None:
    unverified = {limit.refs[0] for limit in ALL if not limit.latest.verified}
    assert unverified == UNVERIFIED


@each_limit
def test_every_version_has_a_citation_and_says_its_doubts(limit: Limit) -> None:
    for version in limit.versions:
        assert version.citation and version.title
        assert version.verified or version.note


@each_limit
def test_every_fact_has_words_for_the_reckoning(limit: Limit) -> None:
    assert facts(limit) - {"school_closures"} <= set(the_register().fact_words)


def test_no_words_are_kept_for_a_fact_that_is_not_used() -> None:
    used = {fact for limit in ALL for fact in facts(limit)}
    assert set(the_register().fact_words) - used == set()


def test_every_ground_is_open_for_some_limit() -> None:
    used = {ground for limit in ALL for version in limit.versions for ground in version.exceptions}
    assert set(the_register().grounds) == used


@pytest.mark.parametrize("ref", sorted(WITHOUT_A_NUMBER))
def test_a_limit_without_a_number_is_refused_in_words(ref: str) -> None:
    with pytest.raises(CannotReckon, match="The law gives no number for '"):
        reckon(the_register(), ref, {}, CALENDAR)


def test_the_limits_without_a_number_are_known_by_name() -> None:
    assert {limit.refs[0] for limit in ALL if not limit.has_number} == WITHOUT_A_NUMBER


@pytest.mark.parametrize("name", ["assess_decision", "A3", "a3", " a3 ", "ASSESS_DECISION"])
def test_a_limit_is_found_by_key_or_reference(name: str) -> None:
    assert the_register().limit(name).key == "assess_decision"


@pytest.mark.parametrize(
    ("ref", "key"),
    [
        ("P5", "final_plan"),
        ("med-05", "arrange_health_mediation"),
        ("APL-03", "appeal"),
        ("MED-12", "appeal_after_certificate"),
        ("ORD-03a", "order_final_plan"),
        ("TRF-02", "statement_transfer_plan"),
        ("CON-OLD", "concession_contents"),
        ("DET-05a", "detained_order_no_plan"),
        ("DET-01", "detained_assess_decision"),
    ],
)
def test_a_reference_leads_to_the_limit_it_names(ref: str, key: str) -> None:
    assert the_register().limit(ref).key == key


def test_an_unknown_limit_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownLimit, match="no time limit called 'assess_decison'.*assess_decision"):
        the_register().limit("assess_decison")


def test_an_unknown_notice_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownNotice, match="no notice called 'L99'"):
        the_register().notice("L99")


def test_a_reference_of_a_version_is_tied_to_that_version() -> None:
    limit, version, ref = the_register().find("trf-02")
    assert (version, ref) == (limit.versions[1], "TRF-02")


def test_a_kept_part_of_the_register_reckons_the_same_days() -> None:
    kept = Register.load(the_register().subset(["A3", "final_plan"]))
    facts = {"request_received": "2026-09-07"}
    assert set(kept.limits) == {"assess_decision", "final_plan"}
    for key in kept.limits:
        assert reckon(kept, key, facts, kept.calendar) == reckon(the_register(), key, facts, CALENDAR)


def test_a_kept_part_brings_all_that_it_rests_on() -> None:
    kept = Register.load(the_register().subset(["APL-02", "P1"], ["L06"]))
    assert {"appeal", "appeal_after_certificate", "body_advice"} == set(kept.limits)
    assert "missed_appointment" in kept.grounds
    assert kept.notice("L06") == the_register().notice("plan_refusal_notice")


def test_the_whole_register_is_the_same_when_kept_and_loaded_again() -> None:
    kept = the_register().subset(the_register().limits, the_register().notices)
    again = Register.load(kept)
    assert again.subset(again.limits, again.notices) == kept
    assert again.limits == the_register().limits
    assert again.grounds == the_register().grounds


def test_a_kept_register_keeps_its_bank_holidays() -> None:
    kept = Register.load(the_register().subset(["A3"]))
    assert kept.calendar.pinned[2022] == CALENDAR.days_off(2022)


def test_a_digest_looks_at_the_law_and_not_at_its_layout() -> None:
    swapped = LIMIT.replace('citation = "An Act s.1"\nverified = true\n', 'verified = true\ncitation = "An Act s.1"\n')
    assert small(f"# a comment\n{swapped}").digest() == small(LIMIT).digest()
    assert small(LIMIT.replace("6", "7")).digest() != small(LIMIT).digest()


def test_a_fact_without_words_is_named_plainly() -> None:
    found = reckon(small(), "answer", {"asked_on": "2026-01-05"}, CALENDAR)
    assert found.sentence == (
        "Monday 16 February 2026: 6 weeks from Monday 5 January 2026, the day of asked (An Act s.1)"
    )
    assert found.legal == on("2026-02-16")
