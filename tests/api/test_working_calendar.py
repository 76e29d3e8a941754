"""The working calendar over HTTP: kept row by row or as a sheet, and seen in the calendar of everybody."""

from tests.api.town import Town

AUTUMN = {"kind": "term", "name": "Autumn term", "first_on": "2026-09-02", "last_on": "2026-12-18"}
HEAD = "kind,name,setting,first_on,last_on\n"
SPRING = {"kind": "term", "name": "Spring term", "first_on": "2027-01-04", "last_on": "2027-02-12"}


def test_rows_are_kept_changed_and_taken_out(town: Town) -> None:
    boss = town.as_("administrator")
    made = [boss.post("/working-calendar", row).json["id"] for row in (AUTUMN, SPRING)]
    moved = boss.put(f"/working-calendar/{made[1]}", {**SPRING, "first_on": "2027-01-05"}).json
    assert (moved["id"], moved["first_on"]) == (made[1], "2027-01-05")
    read = town.as_("caseworker").get("/working-calendar").json
    assert [row["id"] for row in read["items"]] == made
    [holidays] = read["closures"]
    assert (holidays["first_on"], holidays["opens_on"], holidays["weeks"]) == ("2026-12-19", "2027-01-05", 2)
    assert boss.delete(f"/working-calendar/{made[0]}").status_code == 204
    assert boss.delete(f"/working-calendar/{made[0]}").status_code == 404
    told = town.as_("auditor").get("/administration-log").json["items"][0]["what"]
    assert told.endswith("Term of the schools: Autumn term, 2 September 2026 to 18 December 2026")


def test_what_cannot_be_a_row_is_said_at_its_field(town: Town) -> None:
    boss = town.as_("administrator")
    boss.post("/working-calendar", AUTUMN)
    overlap = boss.post("/working-calendar", {**SPRING, "first_on": "2026-12-01"})
    assert [fault["path"] for fault in overlap.json["faults"]] == ["/first_on"]
    backwards = boss.post("/working-calendar", {**SPRING, "last_on": "2027-01-01"})
    assert [fault["path"] for fault in backwards.json["faults"]] == ["/last_on"]


def test_a_sheet_is_taken_whole_and_only_once(town: Town) -> None:
    boss = town.as_("administrator")
    sheet = HEAD + "term,Autumn,,2026-09-02,2026-12-18\noffice,Christmas,,2026-12-25,2027-01-01\n"
    assert boss.post("/working-calendar/import", {"sheet": sheet}).json == {"added": 2, "known": 0}
    assert boss.post("/working-calendar/import", {"sheet": sheet}).json == {"added": 0, "known": 2}


def test_every_fault_of_a_sheet_is_told_and_nothing_taken(town: Town) -> None:
    boss = town.as_("administrator")
    sheet = HEAD + "holiday,X,,2026-09-02,soon\nterm,,,2026-09-02,2026-09-01\noffice,Good,,2026-12-25,2026-12-25\n"
    answer = boss.post("/working-calendar/import", {"sheet": sheet})
    assert answer.status_code == 422
    paths = {fault["path"] for fault in answer.json["faults"]}
    assert paths == {"/rows/2/kind", "/rows/2/last_on", "/rows/3/name", "/rows/3/last_on"}
    assert "2 have faults" in answer.json["detail"]
    assert boss.get("/working-calendar").json["items"] == []
    torn = boss.post("/working-calendar/import", {"sheet": HEAD + 'term,"Autumn\n'})
    assert torn.status_code == 422 and "no line of a CSV file" in torn.json["detail"]
    lacking = boss.post("/working-calendar/import", {"sheet": "name\nX\n"}).json["faults"][0]["sentence"]
    assert "it lacks kind, first_on, last_on" in lacking


def test_closures_stand_in_the_calendar(town: Town) -> None:
    town.as_("administrator").post("/working-calendar", {**AUTUMN, "kind": "office", "name": "Moving house"})
    asked = {"first": "2026-10-01", "last": "2026-10-31", "kind": "closed"}
    [row] = town.as_("caseworker").get("/calendar", **asked).json["items"]
    assert (row["day"], row["title"], row["sentence"]) == (
        "2026-10-01",
        "Our office closed: Moving house",
        "2026-12-18",
    )
