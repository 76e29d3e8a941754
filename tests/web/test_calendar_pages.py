"""Tests of the pages of the calendar and of panels: what they show, to whom, and what can be done from them."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from api.calendar_feed import KEY as FEED_LIMIT
from engine import Diary, Panels
from engine.case.commands import AttachDocument, ClaimTask, CorrectFacts, system
from engine.letters import FILED
from tests.fixtures.meetings import MEETING, MONTH, meeting_files
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY
from tests.web.site import DECIDE, Site, Visitor, actor, of_task, shelve, words
from web.pages.meetings.meeting_pack import MOST_SECONDS

FILES = (
    ("views.txt", "text/plain", b"Loves drawing.\n\nDislikes noise."),
    ("plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
)


@pytest.fixture
def case(site: Site) -> str:
    """A case that has fixed a meeting."""
    shelve(site.database, "small_request", meeting_files(), site.clock.now)
    said = {"meeting_on": MEETING.isoformat(), "meeting_time": "2.30 pm", "meeting_place": "Hill Road School"}
    return site.open_case(process="small_request", **said)


def form(visitor: Visitor, path: str, **said: str) -> str:
    """Send a form and follow where it leads."""
    answer = visitor.post(path, **said)
    assert answer.status_code in (201, 302), words(answer)
    return words(visitor.get(answer.location)) if answer.location else words(answer)


def test_a_month_shows_meetings_and_days_of_the_law(mo: Visitor, case: str) -> None:
    said = words(mo.get("/calendar", month="2026-01", who="all"))
    assert "Calendar: January 2026" in said
    assert "14:30 Robin Example , Review meeting" in said
    assert "Bank holiday" in said
    assert "Decide whether to assess" in words(mo.get("/calendar", month="2026-02", who="all"))


def test_a_week_says_where_and_leads_to_the_case(mo: Visitor, case: str) -> None:
    page = mo.get("/calendar", view="week", **{"from": "2026-01-15"}, who="all")
    said = words(page)
    assert "Wednesday 14 January 2026 Time What" in said and "Hill Road School" in said
    assert f'href="/cases/{case}"' in page.text
    assert "Nothing stands on this day." in words(mo.get("/calendar", view="day", **{"from": "2026-01-15"}, who="all"))


def test_a_month_of_very_many_days_is_told_in_numbers(mo: Visitor, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.meetings.calendar.NAMED", 1)
    said = words(mo.get("/calendar", month="2026-01", who="all"))
    assert "1 review meeting" in said
    assert "Robin Example" not in said


def test_mine_and_kinds_narrow_what_is_shown(cass: Visitor, site: Site, case: str) -> None:
    assert "Robin" not in words(cass.get("/calendar", month="2026-01"))
    site.do(ClaimTask, by=actor("dee"), case=case, task=DECIDE)
    visitor = site.visitor("dee")
    assert "Robin" in words(visitor.get("/calendar", month="2026-01"))
    assert "Robin" not in words(visitor.get("/calendar", month="2026-01", kind="hearing"))


@pytest.mark.parametrize("query", [{"month": "x"}, {"view": "day", "from": "9999-99-99"}, {"who": "?", "kind": "?"}])
def test_an_odd_address_shows_today(mo: Visitor, query: dict[str, str]) -> None:
    assert mo.get("/calendar", **query).status_code == 200


def test_those_without_the_right_see_no_calendar(site: Site) -> None:
    polly = site.visitor("polly")
    for path in ("/calendar", "/calendar/feeds", "/panels"):
        assert polly.get(path).status_code == 403


# --- feeds ---------------------------------------------------------------------------------------


def feed_of(visitor: Visitor, **said: str) -> str:
    """The path of a new feed."""
    asked = {"name": "Outlook", "whose": "all", "names": "initials", **said}
    page = visitor.post("/calendar/feeds", **asked)
    assert page.status_code == 201
    address: str = page.text.split('value="http')[1].split('"')[0]
    return "/" + address.split("/", 3)[3]


def events(visitor: Visitor, path: str) -> dict[str, dict[str, object]]:
    answer = visitor.client.get(path)
    assert answer.mimetype == "text/calendar"
    parsed = Calendar.from_ical(answer.data)
    return {str(one["SUMMARY"]): dict(one) for one in parsed.walk("VEVENT")}


def test_a_feed_shows_initials_and_times_of_england(mo: Visitor, site: Site, case: str) -> None:
    found = events(site.visitor(), feed_of(mo))
    meeting = found[f"R.E., {case}: Review meeting"]
    assert meeting["DTSTART"].dt.isoformat() == "2026-01-14T14:30:00+00:00"  # type: ignore[attr-defined]
    assert str(meeting["CLASS"]) == "PRIVATE" and "LOCATION" not in meeting
    law = next(one for title, one in found.items() if "Decide whether" in title)
    assert law["DTSTART"].dt == date(2026, 2, 16)  # type: ignore[attr-defined]
    assert law["DTEND"].dt == date(2026, 2, 17)  # type: ignore[attr-defined]
    assert str(law["DESCRIPTION"]).startswith("Monday 16 February 2026: 6 weeks from")
    assert str(law["DESCRIPTION"]).endswith(f"/cases/{case}") and str(law["X-MICROSOFT-CDO-BUSYSTATUS"]) == "FREE"
    assert "Robin" not in site.visitor().client.get(feed_of(mo)).text


def test_a_feed_has_what_outlook_and_google_ask_for(mo: Visitor, site: Site, case: str) -> None:
    feed: Any = Calendar.from_ical(site.visitor().client.get(feed_of(mo)).data)
    assert (str(feed["VERSION"]), str(feed["CALSCALE"])) == ("2.0", "GREGORIAN") and "PRODID" in feed
    zones = {str(zone["TZID"]) for zone in feed.walk("VTIMEZONE")}
    found = feed.walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == len(found) > 1
    for one in found:
        assert one["DTSTAMP"].dt.tzinfo is not None and one["DTEND"].dt > one["DTSTART"].dt
        assert one["DTSTART"].params.get("TZID", "Europe/London") in zones | {"Europe/London"}
    assert zones == {"Europe/London"} and feed.errors == []


def test_a_feed_with_full_names_says_where(mo: Visitor, site: Site, case: str) -> None:
    meeting = events(site.visitor(), feed_of(mo, names="full"))[f"Robin Example, {case}: Review meeting"]
    assert str(meeting["LOCATION"]) == "Hill Road School"


def test_a_corrected_date_keeps_its_event_and_counts_up(mo: Visitor, site: Site, case: str) -> None:
    path, summary = feed_of(mo), f"R.E., {case}: Review meeting"
    before = events(site.visitor(), path)[summary]
    later = MEETING + timedelta(days=90)
    moved = {"meeting_on": later.isoformat()}
    site.do(CorrectFacts, case=case, facts=moved, reason="Put off")
    after = events(site.visitor(), path)[summary]
    assert after["UID"] == before["UID"]
    assert int(str(after["SEQUENCE"])) > int(str(before["SEQUENCE"]))
    # After the clocks have gone forward, the same time of day is an hour earlier in UTC.
    assert after["DTSTART"].dt.astimezone(UTC) == datetime(2026, 4, 14, 13, 30, tzinfo=UTC)  # type: ignore[attr-defined]
    assert "Review meeting" in words(mo.get("/calendar", month="2026-04", who="all"))


def test_a_feed_that_has_not_changed_is_not_sent_again(mo: Visitor, site: Site, case: str) -> None:
    path, client = feed_of(mo), site.visitor().client
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.headers["ETag"], head.data) == (200, first.headers["ETag"], b"")
    assert all(len(line) <= 75 for line in first.data.split(b"\r\n"))


def test_a_feed_is_logged_ended_and_limited(mo: Visitor, site: Site, case: str) -> None:
    path, client = feed_of(mo), site.visitor().client
    client.get(path)
    assert any("read the calendar feed" in what for _, what in site.looks())
    page = mo.get("/calendar/feeds")
    end = page.text.split('action="/calendar/feeds/')[1].split('"')[0]
    mo.post(f"/calendar/feeds/{end}")
    assert client.get(path).status_code == 404
    site.app.extensions[FEED_LIMIT].reset()
    codes = {client.get("/calendar/feeds/nonsense.ics").status_code for _ in range(61)}
    site.app.extensions[FEED_LIMIT].reset()
    assert codes == {404, 429}


def test_what_a_feed_lacks_is_said_at_its_question(mo: Visitor) -> None:
    page = mo.post("/calendar/feeds", name="", whose="all", names="initials")
    assert page.status_code == 422
    assert "Enter a name of 60 characters or fewer" in words(page)


# --- panels --------------------------------------------------------------------------------------


def test_a_panel_is_added_and_meets_every_two_weeks(mo: Visitor) -> None:
    said = form(mo, "/panels", name="Assessment panel", place="Civic Hall", about="panel")
    assert "No meeting is fixed." in said
    days = {"day.day": "14", "day.month": "1", "day.year": "2026"}
    until = {"until.day": "11", "until.month": "2", "until.year": "2026"}
    said = form(mo, "/panels/N000001/meetings", starts_at="9.30", every="2", about="meeting", **days, **until)
    assert "3 meetings are fixed." in said and "Wednesday 28 January 2026" in said
    assert "09:30 Assessment panel" in words(mo.get("/calendar", month="2026-01", who="all"))
    refused = mo.post("/panels/N000001/meetings", starts_at="ten", about="meeting", **days)
    assert refused.status_code == 422 and "Enter a time such as 09:30" in words(refused)


def with_agenda(site: Site, mo: Visitor, *cases: str) -> None:
    """A meeting of today, with decisions of some cases on its agenda."""
    panels = Panels(site.engine)
    panel = panels.keep(MANAGER, "Assessment panel", place="Civic Hall")
    panels.arrange(MANAGER, panel.id, MONDAY, "10:00")
    for case in cases:
        form(mo, f"/cases/{case}/agenda/{DECIDE.replace('#', '%23')}", meeting="M000001")


def test_a_panel_decides_one_case_after_the_other(mo: Visitor, site: Site, case: str) -> None:
    other = site.open_case(process="small_request")
    with_agenda(site, mo, case, other)
    assert "On the agenda of Assessment panel, 5 January 2026" in words(mo.get(f"/cases/{case}"))
    site.clock.now += timedelta(days=1)
    mo = site.visitor("mo")
    page = mo.get(of_task(case, DECIDE), meeting="M000001")
    assert "Decided by Assessment panel, 5 January 2026" in words(page)
    day = {f"effective_on.{part}": said for part, said in (("day", "5"), ("month", "1"), ("year", "2026"))}
    answers = {"decision": "refuse", "reasons": "No", "done_when": "earlier", "do": "complete", **day}
    done = mo.post(f"{of_task(case, DECIDE)}?meeting=M000001", **answers)
    assert done.location == f"{of_task(other, DECIDE)}?meeting=M000001"
    said = words(mo.get("/meetings/M000001"))
    assert "Decision: Refuse" in said and "Done on 5 January 2026, recorded by Mo Manager" in said
    assert "On the agenda" not in words(mo.get(f"/cases/{case}"))
    again = mo.post(f"{of_task(case, DECIDE)}?meeting=M000001", **answers)
    assert again.status_code == 409 and "Go on with Assessment panel" in words(again)
    done = mo.post(f"{of_task(other, DECIDE)}?meeting=M000001", **answers)
    assert done.location == "/meetings/M000001"


def test_a_meeting_is_called_off_and_its_cases_go_on(mo: Visitor, site: Site, case: str) -> None:
    with_agenda(site, mo, case)
    for day in (7, 14):
        Panels(site.engine).arrange(MANAGER, "N000001", MONDAY + timedelta(days=day), "10:00")
    item = f"/meetings/M000001/agenda/{case}/{DECIDE.replace('#', '%23')}"
    assert mo.post(item, do="defer", to="").status_code == 422
    assert "NOR-000001 is deferred to Assessment panel, 12 January 2026." in form(mo, item, do="defer", to="M000002")
    assert "Deferred to 12 January 2026" in words(mo.get("/meetings/M000001"))
    said = form(mo, "/meetings/M000002", do="call_off", to="M000003")
    assert "1 open case of its agenda is now before the meeting of 19 January 2026." in said


def test_minutes_and_who_was_there_are_kept(mo: Visitor, site: Site, case: str) -> None:
    with_agenda(site, mo, case)
    item = f"/meetings/M000001/agenda/{case}/{DECIDE.replace('#', '%23')}"
    assert "kept as a note" in form(mo, item, do="minutes", text="All agreed.")
    assert "Assessment panel, 5 January 2026: All agreed." in words(mo.get(f"/cases/{case}"))
    assert "Dr Jones" in form(mo, "/meetings/M000001/present", others="Dr Jones")
    refused = mo.post(item, do="minutes", text="")
    assert refused.status_code == 422 and "Enter minutes" in words(refused)
    assert "Nothing is on the agenda." in form(mo, item, do="off")


def test_papers_of_all_cases_are_read_in_one_place(mo: Visitor, site: Site, case: str) -> None:
    with_agenda(site, mo, case)
    said = words(mo.get("/meetings/M000001/papers"))
    assert "10:00 Robin Example" in said and "Documents and letters" in said
    assert ("Mo Manager", "read the papers of M000001") in site.looks()


def test_the_papers_of_a_meeting_are_one_file(mo: Visitor, site: Site, case: str) -> None:
    with_agenda(site, mo, case)
    for name, kind, content in FILES:
        site.do(AttachDocument, case=case, name=name, media_type=kind, content=content)
    got = mo.get("/meetings/M000001/papers.pdf")
    assert got.headers["Content-Disposition"].startswith("attachment; filename=")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(got.data)).pages]
    assert "10:00 Robin Example NOR-000001 Decide whether to assess" in pages[0] and "Contents" in pages[0]
    assert "plan.docx, 5 January 2026 (not in this pack" in pages[1]
    assert "Loves drawing." in pages[2] and pages[2].endswith("Page 3 of 3")
    assert ("Mo Manager", "downloaded the papers of M000001") in site.looks()


def test_long_papers_are_read_over_several_requests(
    mo: Visitor, site: Site, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(site.app.config, MOST_SECONDS, 0)
    with_agenda(site, mo, case)
    for content in (b"%PDF-1.7 one", b"%PDF-1.7 two", b"%PDF-1.7 three"):
        site.do(AttachDocument, case=case, name="odd.pdf", media_type="application/pdf", content=content)
    waits = mo.get("/meetings/M000001/papers.pdf").location
    said = words(mo.get(waits))
    assert "2 of 3 documents are read" in said and "The reading goes on by itself" in said
    assert "Download the papers (PDF)" in words(mo.get(waits))
    assert mo.get("/meetings/M000001/papers.pdf").mimetype == "application/pdf"


def test_people_choose_which_papers_members_read(mo: Visitor, site: Site, case: str) -> None:
    with_agenda(site, mo, case)
    for name, kind in (("views.txt", "text/plain"), ("letter.pdf", FILED), ("odd.txt", "text/plain")):
        by = system(AUTHORITY, "effects")
        site.do(AttachDocument, by=by, case=case, name=name, media_type=kind, content=b"{}")
    papers = "/meetings/M000001/papers"

    def ticked() -> list[str]:
        return re.findall(r'value="(document#\d)" checked', mo.get(papers).text)

    assert ticked() == ["document#1", "document#3"]
    chosen = {"case": case, "task": DECIDE, "document": "document#1"}
    assert "are as you chose them" in form(mo, papers, **chosen) and ticked() == ["document#1"]
    assert mo.post(papers, **{**chosen, "document": "document#9"}).status_code == 422
    assert "as usual again" in form(mo, papers, **chosen, do="usual") and len(ticked()) == 2


def test_an_item_is_called_later_again_and_again(mo: Visitor, site: Site, case: str) -> None:
    with_agenda(site, mo, case, site.open_case(process="small_request"))
    task = DECIDE.replace("#", "%23")
    moved = mo.post(f"/meetings/M000001/agenda/{case}/{task}", do="later")
    page = mo.get(moved.location)
    assert "Robin Example is called at 10:10 now." in words(page)
    assert 'value="earlier" autofocus' in page.text
    assert words(page).index("NOR-000002") < words(page).index("NOR-000001")


def test_a_caseworker_changes_no_panel(cass: Visitor, site: Site, mo: Visitor, case: str) -> None:
    with_agenda(site, mo, case)
    assert cass.post("/panels", name="Mine").status_code == 403
    assert cass.post("/meetings/M000001", do="call_off").status_code == 403
    assert "Move the meeting" not in words(cass.get("/meetings/M000001"))
    assert Diary(site.engine).counts(MANAGER, MONTH)[MONDAY, "panel"] == 1
