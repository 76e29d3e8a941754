"""Teams over HTTP."""

from tests.api.test_administration import user_of
from tests.api.town import Town
from tests.fixtures.world import CHILD


def test_a_team_is_made_read_and_changed(town: Town) -> None:
    boss, officer = town.as_("administrator"), user_of(town, "caseworker")
    said = {"name": "Early years", "lead": officer, "members": [officer], "places": ["NM4"]}
    made = boss.post("/teams", said)
    assert (made.status_code, made.json["members"], made.json["roles"]) == (201, [officer], [])
    assert boss.post("/teams", said).status_code == 409
    changed = boss.patch("/teams/Early%20years", {"roles": ["health"], "members": [], "lead": None}).json
    assert (changed["roles"], changed["members"], changed["lead"], changed["places"]) == (["health"], [], None, ["NM4"])
    assert town.as_("caseworker").get("/teams").json["items"] == [changed]
    assert boss.patch("/teams/none", {}).status_code == 404


def test_a_team_that_a_user_is_put_into_has_a_record(town: Town) -> None:
    boss = town.as_("administrator")
    boss.patch(f"/users/{user_of(town, 'caseworker')}", {"teams": ["Moor"]})
    assert [one["name"] for one in boss.get("/teams").json["items"]] == ["Moor"]
    assert boss.get("/teams/Moor").json["members"] == [user_of(town, "caseworker")]


def test_a_case_that_names_no_team_comes_to_that_of_the_place(town: Town) -> None:
    town.as_("administrator").post("/teams", {"name": "West", "places": ["Mill Lane"]})
    child = town.manager.post("/persons", {**CHILD, "address": "3 Mill Lane, Northmoor"}).json["id"]
    said = {"process": "small_request", "person": child, "facts": {"request_received": "2026-01-05"}}
    opened = [town.manager.post("/cases", body).json["case"] for body in (said, {**said, "team": "Moor"})]
    assert [town.manager.get(f"/cases/{case}").json["team"] for case in opened] == ["West", "Moor"]


def test_the_queue_of_a_team_holds_the_work_that_it_takes(town: Town) -> None:
    town.as_("administrator").post("/teams", {"name": "Moor", "roles": ["health"]})
    child = town.manager.post("/persons", CHILD).json["id"]
    said = {"process": "small_request", "person": child, "facts": {"request_received": "2026-01-05"}, "team": "Moor"}
    town.manager.post("/cases", said)
    asked = ({"team": "Moor"}, {"team": "Moor", "role": "decision"}, {"team": "Moor", "unassigned": "true"})
    assert [len(town.manager.get("/tasks", **one).json["items"]) for one in asked] == [0, 1, 0]
    assert town.manager.get("/tasks/counts", team="Moor").json["later"] == 0


def test_a_case_is_given_to_another_team_once(town: Town) -> None:
    town.as_("administrator").post("/teams", {"name": "West"})
    case, said = town.open_case(), {"team": "West", "reason": "They moved"}
    given = [town.manager.post(f"/cases/{case}/team", said, Idempotency_Key="once") for _ in range(2)]
    assert [one.status_code for one in given] == [201, 201] and given[0].json == given[1].json
    assert town.manager.get(f"/cases/{case}").json["team"] == "West"
    assert town.manager.post(f"/cases/{case}/team", said).json["type"].endswith("/same-team")
    assert town.manager.post(f"/cases/{case}/team", {**said, "team": "Moor"}).json["faults"][0]["path"] == "/team"
    assert town.as_("caseworker").post(f"/cases/{case}/team", {**said, "team": None}).status_code == 403
