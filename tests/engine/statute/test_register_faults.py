"""A register with faults is refused, with every fault at once and in a sentence."""

import pytest

from engine.statute import Register, RegisterFaults
from tests.engine.statute.registers import LIMIT, small


def faults_of(text: str, **files: str) -> tuple[str, ...]:
    with pytest.raises(RegisterFaults) as refused:
        small(text, **files)
    return refused.value.faults


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("title = ", "titel = "), "answer: 'titel' is not a field of a time limit"),
        (('citation = "An Act s.1"\n', ""), "answer: expected 'citation'."),
        (("verified = true", ""), "answer: expected 'verified'."),
        (("verified = true", "verified = false"), "answer: expected a 'note' that says what is unsure"),
        (("verified = true", 'verified = "yes"'), "answer: expected true or false in 'verified', but found 'yes'."),
        (('"within"', '"whithin"'), "answer: expected 'counting' to be one of appeal_start, at_least_before"),
        (("weeks = 6", "fortnights = 3"), "answer: expected 'allow' to give days, weeks, months or working_days"),
        (("weeks = 6", "weeks = 6, days = 1"), "but found days and weeks."),
        (("weeks = 6", "weeks = 0"), "answer: expected a table of whole numbers in 'allow'"),
        (("weeks = 6", "weeks = true"), "answer: expected a table of whole numbers in 'allow'"),
        (('from = "asked_on"', ""), "answer: expected one fact in 'from'"),
        (('from = "asked_on"', 'from = ["asked_on", "b"]'), "answer: expected one fact in 'from', or 'parts'"),
        (('ref = "Z1"', ""), "answer: expected a 'ref', of its own or in each of its versions."),
        (("verified", 'no_number = "soon"\nverified'), "answer: allow and counting and 'no_number' cannot stand"),
        (("verified", 'exceptions = ["x"]\nverified'), "answer: expected an 'exceptions_citation'"),
        (("verified", 'exceptions = ["x"]\nexceptions_citation = "s.2"\nverified'), "answer: 'x' is not a ground"),
        (("verified", 'later_with = "other"\nverified'), "answer: 'later_with' names other, which is not a limit."),
        (("verified", 'in_order = ["b_on"]\nverified'), "answer: expected 'in_order' to name facts it counts from"),
        (("verified", "in_force_from = 2020-01-02\nin_force_until = 2020-01-01\nverified"), "no earlier than"),
        (("verified", "in_force_from = 2020-01-02T00:00:00\nverified"), "answer: expected a day in 'in_force_from'"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1][:24] or "left out",
)
def test_a_fault_of_a_limit_is_named_in_a_sentence(change: tuple[str, str], fault: str) -> None:
    assert fault in "\n".join(faults_of(LIMIT.replace(*change)))


def test_all_faults_of_all_files_are_named_at_once() -> None:
    wrong = LIMIT.replace("within", "whithin").replace("verified = true", "verified = false")
    grounds = '[ill]\ntitle = "Ill"\ntest = "doctor"\n'
    notices = '[letter]\nref = "L99"\nincludes = ["nothing"]\n'
    faults = faults_of(wrong, exceptions=grounds, notices=notices, bank_holidays='[added]\ndays = ["soon"]\n')
    named = {fault.partition(":")[0] for fault in faults}
    assert named == {"answer", "ill", "letter", "bank_holidays.toml"}
    assert len(faults) > 6


def test_a_file_that_is_no_toml_does_not_hide_the_others() -> None:
    faults = faults_of(LIMIT.replace("verified = true", ""), facts="words = {")
    assert [fault.partition(":")[0] for fault in faults] == ["facts.toml", "answer"]


def test_a_key_may_stand_in_one_file_only() -> None:
    with pytest.raises(RegisterFaults, match="two.toml: 'answer' is already in the register"):
        Register.load({"one.toml": LIMIT, "two.toml": LIMIT})


def test_a_reference_may_belong_to_one_limit_only() -> None:
    assert faults_of(LIMIT + LIMIT.replace("[answer]", "[reply]")) == ("reply: the name Z1 already belongs to answer.",)


def test_a_reference_may_not_be_the_key_of_another_limit() -> None:
    other = LIMIT.replace("[answer]", "[reply]").replace("Z1", "Answer")
    assert faults_of(LIMIT + other) == ("reply: the name Answer already belongs to answer.",)


def test_a_value_outside_a_table_is_named() -> None:
    assert "limits.toml: expected a table called 'weeks', but found 6." in faults_of("weeks = 6\n" + LIMIT)


def test_a_day_that_no_year_has_is_refused() -> None:
    wrong = LIMIT.replace("{ weeks = 6 }", "{ month = 2, day = 30 }").replace("within", "before_date")
    assert "expected 'allow' to name a day of the year" in faults_of(wrong)[0]


VERSIONS = """
[answer]
ref = "Z1"
title = "Answer"
from = "asked_on"
counting = "within"
verified = true
[[answer.versions]]
allow = { weeks = 4 }
citation = "An Act s.1 as it stood"
in_force_until = 2015-03-22
[[answer.versions]]
allow = { weeks = 5 }
citation = "An Act s.1"
in_force_from = 2015-03-23
"""


def test_versions_that_overlap_are_refused() -> None:
    wrong = VERSIONS.replace("in_force_from = 2015-03-23", "in_force_from = 2015-03-22")
    assert faults_of(wrong) == (
        "answer: expected its versions in order, each in force from a day after the one before it.",
    )


def test_a_version_with_an_unknown_field_is_refused() -> None:
    assert "'caught' is not a field of a version" in faults_of(VERSIONS + "caught = true\n")[0]


def test_parts_need_a_way_to_be_joined() -> None:
    parts = 'parts = [{ from = "a_on", counting = "within", allow = { days = 1 } }]\nverified'
    faults = faults_of(LIMIT.replace('"within"', '"both"').replace("verified", parts, 1))
    assert faults == ("answer: expected 'counting' to be later_of or earlier_of, because it has parts.",)


def test_blocks_of_notices_that_include_each_other_are_refused() -> None:
    blocks = '[a]\ncitation = "s.1"\nincludes = ["b"]\n[b]\ncitation = "s.1"\nincludes = ["a"]\n'
    assert faults_of(LIMIT, notices=blocks) == ("a: it includes itself.", "b: it includes itself.")


def test_a_ground_must_ask_for_what_its_test_looks_at() -> None:
    ground = (
        '[away]\ntitle = "Away"\ntext = "t"\nevidence = "e"\ncitation = "s.1"\ntest = "absence"\nparticulars = []\n'
    )
    faults = faults_of(LIMIT, exceptions=ground)
    assert "away: expected 'weeks'." in faults
    assert "away: expected 'absent_from' among its particulars, because the test 'absence' asks for it." in faults
