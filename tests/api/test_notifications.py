"""Notifications over HTTP: one's own, read one by one or all at once, and by which way they come."""

from engine.case.notices import INCIDENT, Notice
from tests.api.town import Town
from tests.fixtures.world import AUTHORITY

DECIDE = "decide_whether_to_assess%231"


def user_of(town: Town, role: str) -> str:
    return str(town.as_(role).get("/session").json["user"])


def hand_over(town: Town) -> str:
    case = str(town.open_case())
    body = {"to": user_of(town, "caseworker"), "reason": "Holiday"}
    assert town.manager.post(f"/cases/{case}/tasks/{DECIDE}/assign", body).status_code == 201
    return case


def test_what_somebody_was_told_is_listed_and_read(town: Town) -> None:
    case, caseworker = hand_over(town), town.as_("caseworker")
    [item] = caseworker.get("/notifications").json["items"]
    assert (item["kind"], item["case"], item["is_unread"]) == ("assigned", case, True)
    assert (item["due_on"], item["person_name"]) == ("2026-02-16", "Robin Example")
    assert "SEND Regulations 2014 reg 5(1)" in item["sentence"]
    assert caseworker.post(f"/notifications/{item['id']}/read").json["is_unread"] is False
    assert caseworker.get("/notifications", is_unread="true").json["items"] == []


def test_nobody_reads_what_others_were_told(town: Town) -> None:
    hand_over(town)
    [item] = town.as_("caseworker").get("/notifications").json["items"]
    assert town.manager.get("/notifications").json["items"] == []
    for other in (town.manager, town.as_("stranger")):
        assert other.post(f"/notifications/{item['id']}/read").status_code == 404
    assert town.manager.post("/notifications/read", {}).json == {"marked": 0}


def test_all_are_marked_up_to_a_moment(town: Town) -> None:
    hand_over(town)
    caseworker = town.as_("caseworker")
    assert caseworker.post("/notifications/read", {"upto": "2026-01-05T08:59:00Z"}).json == {"marked": 0}
    assert caseworker.post("/notifications/read", {"upto": "2026-01-05T09:00:00Z"}).json == {"marked": 1}


def test_several_are_marked_by_their_names(town: Town) -> None:
    for _ in range(3):
        hand_over(town)
    caseworker = town.as_("caseworker")
    first, second, third = (item["id"] for item in caseworker.get("/notifications").json["items"])
    body = {"notifications": [first, third, third, "of-nobody"]}
    assert town.manager.post("/notifications/read", body).json == {"marked": 0}
    assert caseworker.post("/notifications/read", body).json == {"marked": 2}
    assert [item["id"] for item in caseworker.get("/notifications", is_unread="true").json["items"]] == [second]
    assert caseworker.post("/notifications/read", {"notifications": []}).status_code == 422


def test_preferences_are_kept_and_checked(town: Town) -> None:
    caseworker = town.as_("caseworker")
    assert caseworker.get("/notifications/preferences").json["how"]["overdue"] == "at_once"
    kept = caseworker.put("/notifications/preferences", {"how": {"overdue": "page"}, "address": "c@example.org"})
    assert (kept.json["how"]["overdue"], kept.json["how"]["assigned"]) == ("page", "digest")
    assert (kept.json["address"], kept.json["sends_mail"]) == ("c@example.org", False)
    wrong = caseworker.put("/notifications/preferences", {"how": {"overdue": "by pigeon"}, "address": "c"})
    assert [fault["path"] for fault in wrong.json["faults"]] == ["/how/overdue", "/address"]


def test_who_may_not_see_cases_is_told_no_name(town: Town) -> None:
    case = town.open_case()
    user = user_of(town, "administrator")
    with town.database.write() as tx:
        notice = Notice(INCIDENT, "1", "Something could not be done", case=case)
        tx.tell(AUTHORITY, [(user, None)], notice, town.clock.now, to_mail=False)
    [item] = town.as_("administrator").get("/notifications").json["items"]
    assert (item["case"], item["person_name"]) == (case, None)
