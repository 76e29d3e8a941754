"""Tests of the calendar and of panels over HTTP."""

from icalendar import Calendar

from tests.api.town import Town

DECIDE = "decide_whether_to_assess%231"
DAYS = {"first": "2026-01-01", "last": "2026-03-01"}


def test_the_calendar_lists_days_of_the_law_some_at_a_time(town: Town) -> None:
    case = town.open_case()
    caller = town.as_("caseworker")
    page = caller.get("/calendar", **DAYS, limit="1").json
    following = caller.get("/calendar", **DAYS, after=page["next"]).json
    assert [page["items"][0]["kind"], page["items"][0]["day"]] == ["holiday", "2026-01-01"]
    assert ("limit", case) in {(one["kind"], one["case"]) for one in following["items"]}
    assert caller.get("/calendar", **DAYS, kind="hearing").json["items"] == []
    assert caller.get("/calendar", first="2026-01-01", last="2029-01-01").status_code == 422


def test_a_feed_is_made_read_and_ended(town: Town) -> None:
    town.open_case()
    caller = town.as_("caseworker")
    made = caller.post("/calendar/feeds", {"name": "Outlook", "whose": "all"}).json
    path = "/" + made["address"].split("/", 3)[3]
    shown = town.visitor().get(path)
    assert Calendar.from_ical(shown.data).walk("VEVENT")
    assert [one["id"] for one in caller.get("/calendar/feeds").json["items"]] == [made["id"]]
    assert caller.delete(f"/calendar/feeds/{made['id']}").status_code == 204
    assert town.visitor().get(path).status_code == 404


def test_a_panel_meets_and_has_an_agenda(town: Town) -> None:
    case, by = town.open_case(), town.manager
    panel = by.post("/panels", {"name": "Panel", "place": "Civic Hall"}).json
    meetings = {"day": "2026-01-14", "starts_at": "10:00", "every": 2, "until": "2026-02-01"}
    made = by.post(f"/panels/{panel['id']}/meetings", meetings).json["items"]
    assert [one["day"] for one in made] == ["2026-01-14", "2026-01-28"]
    meeting = f"/meetings/{made[0]['id']}"
    agenda = by.post(f"{meeting}/agenda", {"case": case, "task": DECIDE.replace("%23", "#")}).json["items"]
    assert (agenda[0]["starts_at"], agenda[0]["is_open"]) == ("10:00", True)
    assert by.get(f"{meeting}/papers").data.startswith(b"%PDF") and agenda[0]["papers"] is None
    assert by.put(f"{meeting}/agenda/{case}/{DECIDE}/papers", {"documents": []}).json["items"][0]["papers"] == []
    by.post(f"{meeting}/agenda/{case}/{DECIDE}/minutes", {"text": "Agreed."})
    assert by.get(f"{meeting}/agenda").json["items"][0]["note"] == "Agreed."
    assert by.delete(f"{meeting}/agenda/{case}/{DECIDE}").status_code == 204
    moved = by.put(meeting, {"day": "2026-01-15", "starts_at": "11:00", "place": "Online"}).json
    assert (moved["day"], moved["sequence"]) == ("2026-01-15", 1)
    assert by.put(f"{meeting}/present", {"present": [], "others": "Dr Jones"}).json["others"] == "Dr Jones"
    assert by.delete(meeting).status_code == 422
    by.put(f"{meeting}/present", {"present": [], "others": ""})
    assert by.delete(meeting).status_code == 204
    assert len(by.get("/meetings", **DAYS).json["items"]) == 1
