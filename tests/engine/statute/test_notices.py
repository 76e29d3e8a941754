"""What each notice must contain, as the law requires it."""

from datetime import date

import pytest

from engine.statute import Notice
from tests.engine.statute.registers import LIMIT, small, the_register

RIGHTS = {
    "right_of_appeal",
    "appeal_time_limits",
    "mediation_right",
    "mediation_certificate",
    "mediation_adviser",
    "mediation_timescales",
    "mediation_tell_authority",
    "mediation_contact",
    "disagreement_resolution",
    "information_and_advice",
}
NOTICES = list(the_register().notices.values())
each_notice = pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.key)


def contents(ref: str) -> set[str]:
    return {content.key for content in the_register().notice(ref).contents}


@pytest.mark.parametrize("ref", ["L06", "L09", "L11", "L14", "L16", "L17", "L18", "L20"])
def test_a_decision_that_can_be_appealed_says_all_rights(ref: str) -> None:
    assert contents(ref) >= RIGHTS | {"recommendations_power"}


@pytest.mark.parametrize(("decided", "asked"), [(date(2018, 4, 2), False), (date(2018, 4, 3), True)])
def test_recommendations_are_asked_of_decisions_since_2018(decided: date, asked: bool) -> None:
    notice = the_register().notice("plan_refusal_notice")
    assert (notice.requires("recommendations_power", decided), notice.requires("reasons", decided)) == (asked, True)


def test_a_refusal_to_assess_has_no_word_on_recommendations() -> None:
    assert contents("L03") == RIGHTS | {"reasons", "no_assessment"}


@pytest.mark.parametrize("ref", ["L01", "L02", "L04", "L05", "L07", "L08", "L10", "L12", "L13", "L15", "L19"])
def test_what_cannot_be_appealed_says_nothing_of_an_appeal(ref: str) -> None:
    assert not {"right_of_appeal", "recommendations_power"} & contents(ref)


def test_a_draft_plan_tells_the_family_what_it_can_do() -> None:
    assert contents("L07") == {
        "draft_plan",
        "right_to_representations",
        "right_to_request_institution",
        "period_end",
        "right_to_meeting",
        "where_to_find_schools",
    }


def test_a_detained_person_is_not_told_of_recommendations() -> None:
    assert "right_of_appeal" in contents("DET-07")
    assert not {"recommendations_power", "disagreement_resolution"} & contents("DET-07")


@each_notice
def test_every_content_of_a_notice_has_a_citation(notice: Notice) -> None:
    assert notice.contents
    assert all(content.citation and content.text for content in notice.contents)


@each_notice
def test_a_notice_requires_each_content_once(notice: Notice) -> None:
    keys = [content.key for content in notice.contents]
    assert len(keys) == len(set(keys))


@each_notice
def test_an_unverified_notice_says_what_is_unsure(notice: Notice) -> None:
    assert notice.verified or notice.note


def test_a_notice_is_found_by_key_or_reference() -> None:
    assert the_register().notice("l03") == the_register().notice("assess_refusal_notice")


def test_a_block_may_take_in_another_block() -> None:
    text = """
[letter]
ref = "Y1"
title = "Letter"
to = ["family"]
citation = "An Act s.1"
includes = ["outer"]
[outer]
citation = "An Act s.2"
includes = ["inner"]
contents = [{ key = "one", text = "one thing" }]
[inner]
citation = "An Act s.3"
contents = [{ key = "two", text = "another thing", citation = "An Act s.4" }]
"""
    found = small(LIMIT, notices=text).notice("Y1").contents
    assert [(content.key, content.citation) for content in found] == [("one", "An Act s.2"), ("two", "An Act s.4")]
