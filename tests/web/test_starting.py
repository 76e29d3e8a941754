"""Tests of taking in a request: finding or adding somebody, the dates that it brings, and what is told before."""

from typing import Any

from tests.fixtures.chained import chained_files
from tests.web.site import DECIDE, PERSON, REQUEST, Site, Visitor, shelve, words

RECEIVED = {"request_received.day": "5", "request_received.month": "1", "request_received.year": "2026"}
BORN = {"date_of_birth.day": "4", "date_of_birth.month": "5", "date_of_birth.year": "2016"}
NEW: dict[str, Any] = {"name": "Ada Marsh", **BORN, **REQUEST, **RECEIVED, "do": "complete"}
START = f"/new/request/{PERSON}"


def test_somebody_is_found_and_their_request_begun(mo: Visitor) -> None:
    assert START in mo.get("/new", text="robin").text
    part = mo.get("/new", text="robin", part="found")
    assert START in part.text and "<html" not in part.text


def test_whoever_was_looked_for_in_vain_is_not_typed_again(mo: Visitor) -> None:
    assert 'name="name" type="text" value="Ada Marsh"' in mo.get("/new", text="Ada Marsh").text
    assert "A123456789012" not in mo.get("/new", text="A123456789012").text.partition('id="name"')[2]


def test_the_dates_of_a_request_are_told_before_it_is_opened(mo: Visitor) -> None:
    said = words(mo.post(START, do="preview", **RECEIVED))
    assert "Monday 16 February 2026" in said and "reg 5(1)" in said and "Monday 25 May 2026" in said
    part = words(mo.get("/new/clock/ehc_assessment", day="2026-01-05"))
    assert "The clock runs from Monday 5 January 2026" in part
    assert "Give the day on which" in words(mo.get("/new/clock/ehc_assessment", day="2026-02-30"))
    assert "Give the day on which" in words(mo.get("/new/clock/nothing", day="2026-01-05"))


def test_a_case_is_opened_and_the_way_on_is_shown(mo: Visitor) -> None:
    answer = mo.post(START, **REQUEST, **RECEIVED)
    assert answer.headers["Location"] == "/cases/NOR-000001/opened"
    said = words(mo.get("/cases/NOR-000001/opened"))
    assert "Monday 16 February 2026" in said and "Record the person and the family" in said


def test_somebody_new_and_their_request_are_one_page(mo: Visitor) -> None:
    answer = mo.post("/new", **NEW)
    assert answer.headers["Location"] == "/cases/NOR-000001/opened"
    assert "Ada Marsh" in words(mo.get("/persons/P000002"))


def test_all_faults_are_told_before_anybody_is_added(site: Site, mo: Visitor) -> None:
    late = {**NEW, "request_received.year": "2027"}
    for faulty in ({**NEW, "name": ""}, {**NEW, "requester_name": ""}, late):
        assert mo.post("/new", **faulty).status_code == 422
    assert "Nobody was found" in words(mo.get("/new", text="ada"))


def test_who_may_be_known_is_shown_and_added_only_with_a_reason(mo: Visitor) -> None:
    twin = {**NEW, "name": "Robyn Example"}
    answer = mo.post("/new", **twin)
    assert (answer.status_code, START in answer.text) == (409, True)
    assert "the same date of birth and the same or a similar name" in words(answer).lower()
    assert mo.post("/new", **twin, added_anyway="A twin").status_code == 302
    alone = mo.post("/new/person", name="Robin Example", do="complete", **BORN)
    assert alone.status_code == 409
    assert mo.post("/new/person", name="Robin Example", added_anyway="A cousin", **BORN).status_code == 302


def test_using_a_known_record_keeps_what_was_typed(mo: Visitor) -> None:
    assert f'formaction="{START}"' in mo.post("/new", **{**NEW, "name": "Robyn Example"}).text
    page = mo.post(START, **{**NEW, "do": "preview"})
    assert "Pat Example" in page.text and "Monday 16 February 2026" in words(page)


def test_days_that_hardly_go_together_are_asked_once_more(mo: Visitor) -> None:
    old = {**NEW, "date_of_birth.year": "1970"}
    assert "They were 55 years old when the request was received" in words(mo.post("/new", **old))
    assert mo.post("/new", **old, days_are_right="yes").status_code == 302
    early = {**RECEIVED, "request_received.year": "2010"}
    assert "received before the date of birth" in words(mo.post(START, **REQUEST, **early))


def test_a_request_of_tomorrow_is_a_fault_of_its_day(mo: Visitor) -> None:
    late = {**RECEIVED, "request_received.year": "2027"}
    assert "Date the authority received it must be today or in the past" in words(mo.post(START, **REQUEST, **late))
    assert "This day is still to come" in words(mo.get("/new/clock/ehc_assessment", day="2027-01-05"))


def test_the_dates_are_told_of_somebody_new_too(mo: Visitor) -> None:
    said = words(mo.post("/new", **{**NEW, "do": "preview"}))
    assert "Monday 16 February 2026" in said and "Nobody was found" not in said


def test_an_open_case_and_one_closed_lately_are_told_beforehand(site: Site, mo: Visitor) -> None:
    assert "There is an open case already" not in words(mo.get(START))
    site.open_case(process="ehc_assessment", **REQUEST)
    assert "There is an open case already: NOR-000001" in words(mo.get(START))
    site.complete(site.open_case(), DECIDE, decision="refuse")
    assert "six months before this request" not in words(mo.get(START))


def test_a_referral_is_started_with_who_brought_it(mo: Visitor) -> None:
    told = {**REQUEST, "request_source": "brought_to_attention", **RECEIVED}
    assert "brought_by" in mo.post(START, **told).text
    assert mo.post(START, **told, brought_by="gp").status_code == 302


def test_other_processes_are_started_from_the_person(mo: Visitor) -> None:
    assert "Small request Can be started" in words(mo.get(f"/persons/{PERSON}/start"))
    path = f"/persons/{PERSON}/start/small_request"
    assert "Request" in words(mo.get(path))
    assert mo.post(path, **RECEIVED).status_code == 302
    assert "Small request There is an open case already" in words(mo.get(f"/persons/{PERSON}/start"))
    assert mo.get(f"/persons/{PERSON}/start/nothing").status_code == 404


def test_the_same_form_sent_twice_opens_one_case(mo: Visitor) -> None:
    first, again = (mo.post("/new", **NEW, form_id="once") for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]


def test_a_case_may_begin_before_it_is_written_down(site: Site, mo: Visitor) -> None:
    shelve(site.database, "review", chained_files("review"), site.clock.now)
    path, month = f"/persons/{PERSON}/start/review", {"effective_on.day": "22", "effective_on.month": "12"}
    made = {f"plan_made_on.{part}": RECEIVED[f"request_received.{part}"] for part in ("day", "month", "year")}
    assert "Day on which it came up" in words(mo.get(path))
    ahead = mo.post(path, **made, **month, **{"effective_on.year": "2026"})
    assert (ahead.status_code, "Day on which it came up must not be" in words(ahead)) == (422, True)
    mo.post(path, **made, **month, **{"effective_on.year": "2025"})
    assert "22 December 2025" in words(mo.get("/cases/NOR-000001"))
