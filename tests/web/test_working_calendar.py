"""Tests of the pages of terms and closures, and of where they are shown: calendar, panels, exceptions and work."""

import io
import re
from datetime import date

import pytest

from engine import Looking, Panels
from tests.fixtures.meetings import CALLED, meeting_files
from tests.fixtures.world import AUTHORITY, DAY, form, question
from tests.web.site import PASSWORD, PERSON, Site, Visitor, actor, of_task, shelve, words

CALENDAR = "/administration/calendar"
PARTS = ("day", "month", "year")
HEAD = "kind,name,setting,first_on,last_on\n"


@pytest.fixture
def ada(site: Site) -> Visitor:
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    return site.visitor("ada")


def brought(visitor: Visitor, rows: str) -> str:
    """What the page says after a file."""
    answer = visitor.post(f"{CALENDAR}/import", sheet=(io.BytesIO((HEAD + rows).encode()), "terms.csv"))
    return words(visitor.get(answer.location)) if answer.location else words(answer)


def test_a_term_is_added_changed_and_taken_out(ada: Visitor) -> None:
    days = {"first_on.day": "2", "first_on.month": "9", "first_on.year": "2026"}
    last = {"last_on.day": "18", "last_on.month": "12", "last_on.year": "2026"}
    assert ada.post(CALENDAR, kind="term", name="Autumn term", **days, **last).status_code == 302
    assert "Autumn term Term of the schools All schools 2 September 2026" in words(ada.get(CALENDAR))
    row = f"{CALENDAR}/Y000001"
    assert ada.post(row, kind="term", name="First term", do="save", **days, **last).status_code == 302
    assert "First term" in words(ada.get(row))
    ada.post(row, do="out")
    assert "Nothing is entered yet" in words(ada.get(CALENDAR))


def test_what_is_wrong_with_a_row_is_said_at_its_fields(ada: Visitor) -> None:
    answer = ada.post(CALENDAR)
    assert answer.status_code == 422
    assert {"kind", "name"} < set(re.findall(r'href="#([\w.]+)"', answer.text))


def test_the_same_closed_days_are_not_entered_twice(ada: Visitor) -> None:
    day = (("day", "5"), ("month", "5"), ("year", "2026"))
    days = {f"{name}.{part}": said for name in ("first_on", "last_on") for part, said in day}
    closed = [{"name": "Move"}, {"name": "Move"}, {"name": "Other", "setting": "Hill Road School"}]
    assert [ada.post(CALENDAR, kind="office", **one, **days).status_code for one in closed] == [302, 422, 422]


def test_every_fault_of_a_file_is_listed_on_the_page(ada: Visitor) -> None:
    said = brought(ada, "holiday,X,,2026-09-02,soon\nterm,,,2026-09-02,2026-12-18\n")
    assert "Line 2, kind: expected term, schools, office, but found “holiday”" in said
    assert "Line 2, last_on: expected a day such as 2026-09-02, but found “soon”" in said
    assert "Line 3, name: Enter a name" in said
    assert "2 rows are added. 0" not in said and "Nothing is entered yet" in said


def test_the_template_can_be_brought_in_as_it_is(ada: Visitor) -> None:
    template = ada.get(f"{CALENDAR}/template.csv").text
    said = brought(ada, template.removeprefix(HEAD.replace("\n", "\r\n")))
    assert "4 rows are added." in said
    assert "School holidays after Autumn term, first half All schools 24 October 2026 1 November 2026" in said


def test_the_calendar_marks_closed_days_and_what_falls_on_them(site: Site, ada: Visitor, mo: Visitor) -> None:
    shelve(site.database, "small_request", meeting_files(), site.clock.now)
    told = {"meeting_on": "2026-02-18", "meeting_time": "10:00", "meeting_place": "Hill Road School"}
    site.open_case(process="small_request", **told)
    brought(ada, "schools,Half term,,2026-02-14,2026-02-22\nschools,Flood,Hill Road School,2026-02-16,2026-02-20\n")
    assert "18 Schools closed" in words(mo.get("/calendar", month="2026-02", who="all"))
    day = words(mo.get("/calendar", view="day", **{"from": "2026-02-18"}, who="all"))
    assert "Review meeting , Robin Example" in day and "Schools closed Robin Example" in day


def test_a_meeting_that_is_fixed_on_a_closed_day_is_warned_of(site: Site, ada: Visitor, mo: Visitor) -> None:
    day = question("Meeting", **DAY, **{"x-calendar": CALLED})
    asked = form("Decide", "decision", decision=question("Decision"), meeting_on=day)
    shelve(site.database, "small_request", {**meeting_files(), "forms/decide.json": asked}, site.clock.now)
    brought(ada, "schools,Half term,,2026-02-14,2026-02-22\n")
    for on, is_closed in (("18", True), ("25", False)):
        said = {"meeting_on.day": on, "meeting_on.month": "2", "meeting_on.year": "2026", "decision": "refuse"}
        page = words(mo.get(mo.post(of_task(site.open_case()), **said).location))
        warned = "Important Review meeting on Wednesday 18 February 2026: schools closed then (Half term, from 14"
        assert (warned in page) is is_closed and "is done." in page


def test_a_start_tells_of_closures_on_its_days(site: Site, ada: Visitor, mo: Visitor) -> None:
    shelve(site.database, "small_request", meeting_files(), site.clock.now)
    brought(ada, "schools,Half term,,2026-02-14,2026-02-22\noffice,Moving house,,2026-02-12,2026-02-17\n")
    closed = "The office is closed then (Moving house). It is open until Wednesday 11 February 2026."
    assert closed in words(mo.get("/new/clock/ehc_assessment", day="2026-01-05"))
    days = {"request_received": (5, 1), "meeting_on": (18, 2)}
    typed = {f"{name}.{part}": n for name, day in days.items() for part, n in zip(PARTS, (*day, 2026), strict=True)}
    page = words(mo.get(mo.post(f"/persons/{PERSON}/start/small_request", **typed).location))
    assert "Important Review meeting on Wednesday 18 February 2026: schools closed then" in page and closed in page


def test_a_panel_says_which_of_its_meetings_fall_into_closures(site: Site, ada: Visitor, mo: Visitor) -> None:
    panels = Panels(site.engine)
    panel = panels.keep(actor("mo"), "Placement panel")
    panels.arrange(actor("mo"), panel.id, date(2026, 2, 18), "09:30")
    panels.arrange(actor("mo"), panel.id, date(2026, 4, 3), "09:30")
    brought(ada, "schools,Half term,,2026-02-14,2026-02-22\n")
    page = words(mo.get(f"/panels/{panel.id}"))
    assert "Wednesday 18 February 2026 Schools closed" in page and "Friday 3 April 2026 Bank holiday" in page
    assert "Half term, from 14 February 2026 to 22 February 2026" in words(mo.get("/meetings/M000001"))


def test_an_office_that_is_closed_on_the_day_is_said_beside_it(site: Site, ada: Visitor, mo: Visitor) -> None:
    case = site.open_case()
    brought(ada, "office,Moving house,,2026-02-12,2026-02-17\n")
    assert "Office closed then, open until 11 February 2026" in words(mo.get("/", show="all"))
    assert "It is open until Wednesday 11 February 2026" in words(mo.get(of_task(case)))
    limit = words(mo.get(f"/cases/{case}/limits/decision_overdue%231"))
    assert "Last day when the office is open Wednesday 11 February 2026 (Moving house)" in limit


def exception_page(site: Site, mo: Visitor, *, first: str, last: str, ada: Visitor) -> str:
    case = site.open_case()
    other = f"schools,Flood,Moor Road Academy,{first},{last}\n"
    brought(ada, f"schools,Summer holidays,,{first},{last}\n{other}")
    page = f"/cases/{case}/exceptions/new"
    deadlines = Looking(site.engine).state(AUTHORITY, case).deadlines
    [timer] = [one for one in deadlines if one.startswith("decision_overdue")]
    return words(mo.get(page, timer=timer, ground="school_closed_4_weeks"))


def test_an_exception_shows_closures_and_when_they_excuse(site: Site, ada: Visitor, mo: Visitor) -> None:
    said = exception_page(site, mo, first="2026-01-17", last="2026-03-01", ada=ada)
    assert "Closed from 17 January 2026, opens again on 2 March 2026" in said and "Flood" not in said
    assert "can apply only if a head teacher or principal was asked for advice from 10 January 2026" in said


def test_a_short_closure_is_said_not_to_excuse(site: Site, ada: Visitor, mo: Visitor) -> None:
    said = exception_page(site, mo, first="2026-01-17", last="2026-01-25", ada=ada)
    assert "The ground cannot apply , because this is less than 4 weeks" in said
