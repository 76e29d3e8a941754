"""Every fault of every row is said at once, with its place and what was expected."""

from datetime import date

from engine.importing.checking import Caseload, checked
from engine.importing.reading import read_caseload

TODAY = date(2026, 11, 20)
PERSONS = "person_id,surname,forename,date_of_birth,sex,upn\n"
ADA = "C1,Invented,Ada,2016-05-04,F,A999000000001\n"
REQUESTS = "request_id,person_id,received_on,requested_by,decision,decided_on\n"
ASSESSMENTS = "assessment_id,request_id,draft_sent_on,draft_sent_by,outcome,outcome_on\n"
PLANS = "plan_id,person_id,started_on,last_reviewed_on,ceased_on,cease_reason\n"


def check(**sheets: str) -> tuple[Caseload, list[str]]:
    rows, unclear, _ = read_caseload({name: text.encode() for name, text in sheets.items()})
    caseload, problems = checked(rows, TODAY)
    return caseload, [f"{one.file} {one.row} {one.column}: {one.sentence}" for one in [*unclear, *problems]]


def test_every_fault_of_a_row_is_said_at_once() -> None:
    _, found = check(persons=f"{PERSONS}C1,,Ada,2016-02-30,X,12\n")
    assert found == [
        "persons 2 surname: Expected “surname” to be filled in",
        "persons 2 date_of_birth: Expected a day such as 2026-01-05 or 05/01/2026, but got “2016-02-30”",
        "persons 2 sex: Expected F or M, but got “X”",
        "persons 2 upn: Expected a letter, 11 digits, and a digit or letter, but got “12”",
    ]


def test_a_text_that_is_too_long_is_refused() -> None:
    _, found = check(persons=f"{PERSONS}C1,{'x' * 61},Ada,2016-02-03,F,\n")
    assert found == ["persons 2 surname: Expected 60 characters or fewer, but got 61"]


def test_a_key_that_stands_twice_is_refused() -> None:
    caseload, found = check(persons=PERSONS + ADA + ADA)
    assert found == ["persons 3 person_id: Row 2 of persons has the same person_id, “C1”"]
    assert len(caseload.persons) == 1


def test_a_day_in_the_future_is_refused() -> None:
    _, found = check(persons=PERSONS + ADA, plans=f"{PLANS}E1,C1,2026-11-21,,,\n")
    assert found == ["plans 2 started_on: Expected a day up to today, but got 21 November 2026"]


def test_days_out_of_order_are_refused() -> None:
    _, found = check(persons=PERSONS + ADA, requests=f"{REQUESTS}R1,C1,2026-01-05,school,assess,05/01/2025\n")
    assert found == [
        "requests 2 decided_on: Expected a day not before “received_on”, 5 January 2026, but got 5 January 2025"
    ]


def test_a_decision_needs_its_day() -> None:
    _, found = check(persons=PERSONS + ADA, requests=f"{REQUESTS}R1,C1,2026-01-05,school,refuse,\n")
    assert found == ["requests 2 decided_on: Expected “decided_on” to be filled in, because “decision” says refuse"]


def test_an_end_of_a_plan_and_its_reason_need_each_other() -> None:
    plans = f"{PLANS}E1,C1,2020-01-06,,2026-01-05,\nE2,C1,2021-01-06,,,died\n"
    _, found = check(persons=PERSONS + ADA, plans=plans)
    assert [one.partition(":")[0] for one in found] == ["plans 2 cease_reason", "plans 3 ceased_on"]


def test_a_draft_needs_the_means_that_its_service_counts_from() -> None:
    request = f"{REQUESTS}R1,C1,2026-01-05,school,assess,2026-02-13\n"
    _, found = check(persons=PERSONS + ADA, requests=request, a=f"{ASSESSMENTS}A1,R1,2026-04-20,,not_yet,\n")
    assert found == [
        "a 2 draft_sent_by: Expected “draft_sent_by” to be filled in, because “draft_sent_on” says 2026-04-20",
        "requests 2 request_id: Its assessment in row 2 was not taken, so this cannot be either",
    ]


def test_an_assessment_joins_its_request_as_one_case() -> None:
    request = f"{REQUESTS}R1,C1,2026-01-05,school,assess,13/02/2026\n"
    caseload, found = check(persons=PERSONS + ADA, r=request, a=f"{ASSESSMENTS}A1,R1,,,plan,2026-05-20\n")
    assert found == []
    assert [(row.get("decided_on"), row.get("outcome_on")) for row in caseload.cases] == [("2026-02-13", "2026-05-20")]


def test_an_assessment_must_follow_from_its_request() -> None:
    requests = f"{REQUESTS}R1,C1,2026-01-05,school,refuse,2026-02-13\nR2,C1,2025-01-06,school,assess,2025-02-13\n"
    assessments = f"{ASSESSMENTS}A1,R1,,,plan,2026-05-20\nA2,R2,,,plan,2025-02-12\nA3,R9,,,not_yet,\n"
    caseload, found = check(persons=PERSONS + ADA, r=requests, a=assessments)
    assert [one for one in found if one.startswith("a ")] == [
        "a 2 request_id: There is an assessment, but its request was not decided with “assess”",
        "a 3 outcome_on: Expected a day not before the decision, 13 February 2025, but got 12 February 2025",
        "a 4 request_id: Expected one of the requests to have the request_id “R9”, but none has",
    ]
    assert caseload.cases == []


def test_a_request_has_one_assessment() -> None:
    request = f"{REQUESTS}R1,C1,2026-01-05,school,assess,2026-02-13\n"
    assessments = f"{ASSESSMENTS}A1,R1,,,not_yet,\nA2,R1,,,not_yet,\n"
    _, found = check(persons=PERSONS + ADA, r=request, a=assessments)
    assert "a 3 request_id: Row 2 is an assessment of the same request already" in found


def test_what_belongs_to_a_refused_person_is_said_for_each_row() -> None:
    _, found = check(persons=f"{PERSONS}C1,,Ada,2016-05-04,,\n", plans=f"{PLANS}E1,C1,2026-01-05,,,\n")
    assert found == [
        "persons 2 surname: Expected “surname” to be filled in",
        "plans 2 person_id: “C1” of the persons was not taken, so this cannot be either",
    ]
