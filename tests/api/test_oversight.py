"""For those who lead, audit and administer: incidents, statistics, users, the log of looks, search and health."""

from datetime import timedelta

import pytest

from engine.case.commands import RaiseIncident, system
from tests.api.town import API, PASSWORD, Town
from tests.fixtures.world import AUTHORITY

NEW_USER = {
    "name": "Jo Bell",
    "login": "jo@northmoor.example",
    "password": "a long password",
    "roles": ["caseworker"],
    "works_as": ["casework"],
    "teams": ["north"],
}
YEAR = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def incident(town: Town) -> str:
    """A case in which a timer keeps failing."""
    case = town.open_case()
    by = system(AUTHORITY, "sweep")
    town.engine.handle(RaiseIncident(by=by, case=case, about="decision_overdue#1", sentence="It cannot be reckoned"))
    return case


def test_an_incident_is_listed_with_its_sentence(town: Town, incident: str) -> None:
    [row] = town.manager.get("/incidents").json["items"]
    assert (row["case"], row["about"], row["sentence"]) == (incident, "decision_overdue#1", "It cannot be reckoned")
    assert town.manager.get("/incidents", is_open="false").json["items"] == []


def test_a_retry_settles_the_incident_once_the_step_has_passed(town: Town, incident: str) -> None:
    town.clock.now += timedelta(weeks=6, days=1)
    answer = town.manager.post(f"/cases/{incident}/incidents/incident%231/retry", {"note": "The date was put right"})
    assert answer.status_code == 201
    assert "TimerFired" in [entry["kind"] for entry in answer.json["entries"]]


def test_an_incident_that_is_not_open_is_not_retried(town: Town, incident: str) -> None:
    answer = town.manager.post(f"/cases/{incident}/incidents/incident%239/retry")
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/not-in-force")


def test_timeliness_is_told_with_and_without_exceptions(town: Town) -> None:
    for _ in range(3):
        town.open_case()
    town.complete("NOR-000001", "decide_whether_to_assess#1", decision="refuse")
    town.pass_time(weeks=6, days=1)
    away = {"affects": "child", "absent_from": "2026-01-06", "absent_until": "2026-02-10"}
    body = {"timer": "decision_overdue#1", "ground": "absent_4_weeks", "particulars": away, "evidence": "Tickets"}
    assert town.manager.post("/cases/NOR-000002/exceptions", body).status_code == 201
    [row] = town.manager.get("/statistics/timeliness", **YEAR).json["items"]
    assert (row["in_time"], row["missed"], row["missed_excused"]) == (1, 2, 1)
    assert (row["percent_in_time"], row["percent_in_time_without_exceptions"]) == (33, 50)


def test_timeliness_without_anything_due_has_no_percentage(town: Town) -> None:
    town.open_case()
    [row] = town.manager.get("/statistics/timeliness", **YEAR).json["items"]
    assert (row["running"], row["percent_in_time"]) == (1, None)


def test_timeliness_can_be_narrowed(town: Town) -> None:
    town.open_case()
    assert town.manager.get("/statistics/timeliness", **YEAR, limit="final_plan").json["items"] == []
    assert town.manager.get("/statistics/timeliness", since="2026-01-01").status_code == 422


def test_the_workload_shows_what_nobody_has_taken(town: Town) -> None:
    town.open_case()
    assert town.manager.get("/statistics/workload").json["items"] == [{"assignee": None, "open": 1, "overdue": 0}]


def test_an_administrator_lets_somebody_in(town: Town) -> None:
    answer = town.as_("administrator").post("/users", NEW_USER)
    assert (answer.status_code, answer.json["teams"], answer.json["is_active"]) == (201, ["north"], True)
    assert "password" not in answer.json
    credentials = {"login": NEW_USER["login"], "password": NEW_USER["password"]}
    assert town.visitor().post(f"{API}/session", json=credentials).status_code == 201


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"login": "manager@northmoor.example"}, "/login"),
        ({"roles": ["wizard"]}, "/roles/0"),
        ({"roles": []}, "/roles"),
        ({"password": "short"}, "/password"),
    ],
)
def test_a_user_who_cannot_be_added_is_refused(town: Town, change: dict[str, object], path: str) -> None:
    answer = town.as_("administrator").post("/users", {**NEW_USER, **change})
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, path)


def test_a_user_who_left_is_kept_out_at_once(town: Town) -> None:
    [user] = [u for u in town.as_("administrator").get("/users").json["items"] if u["roles"] == ["caseworker"]]
    answer = town.as_("administrator").patch(f"/users/{user['id']}", {"is_active": False})
    assert answer.json["is_active"] is False
    assert town.as_("caseworker").get("/tasks").status_code == 401


def test_only_what_is_given_of_a_user_changes(town: Town) -> None:
    user = town.as_("administrator").post("/users", NEW_USER).json
    amended = town.as_("administrator").patch(f"/users/{user['id']}", {"roles": ["manager"]}).json
    assert amended == {**user, "roles": ["manager"]}
    assert town.as_("administrator").get(f"/users/{user['id']}").json == amended


def test_a_new_password_takes_the_place_of_the_old_one(town: Town) -> None:
    user = town.as_("administrator").post("/users", NEW_USER).json
    answer = town.as_("administrator").put(f"/users/{user['id']}/password", {"password": PASSWORD})
    assert answer.status_code == 204
    old = {"login": NEW_USER["login"], "password": NEW_USER["password"]}
    assert town.visitor().post(f"{API}/session", json=old).status_code == 401


def test_what_an_administrator_did_is_written_down(town: Town) -> None:
    user = town.as_("administrator").post("/users", NEW_USER).json
    town.as_("administrator").patch(f"/users/{user['id']}", {"roles": ["manager"]})
    assert town.accesses()[:2] == [f"amended user {user['id']}: roles", f"added user {user['id']}"]


def test_an_unknown_user_is_not_found(town: Town) -> None:
    administrator = town.as_("administrator")
    assert administrator.get("/users/U999999").status_code == 404
    assert administrator.patch("/users/U999999", {"name": "Nobody"}).status_code == 404
    assert administrator.put("/users/U999999/password", {"password": PASSWORD}).status_code == 404


def test_the_log_of_looks_can_be_narrowed(town: Town) -> None:
    case = town.open_case()
    town.manager.get(f"/cases/{case}/history")
    town.clock.now += timedelta(hours=1)
    town.as_("caseworker").get("/persons/P000001")
    auditor = town.as_("auditor")
    assert [row["what"] for row in auditor.get("/access-log", case=case).json["items"]] == [
        "read the history of the case"
    ]
    since = (town.clock.now - timedelta(minutes=1)).isoformat()
    assert [row["what"] for row in auditor.get("/access-log", since=since).json["items"]] == ["read the record"]


def test_one_search_finds_persons_cases_and_tasks(town: Town) -> None:
    case = town.open_case()
    found = town.manager.get("/search", text="robin").json
    assert [one["id"] for one in found["persons"]] == ["P000001"]
    assert [one["case"] for one in found["cases"]] == [case]
    assert [one["title"] for one in found["tasks"]] == ["Decide whether to assess"]


def test_a_search_for_nothing_is_refused(town: Town) -> None:
    assert town.manager.get("/search", text=" ").status_code == 422
    assert town.manager.get("/search").status_code == 422


def test_those_who_watch_see_how_far_the_sweep_is_behind(town: Town) -> None:
    town.open_case()
    client = town.visitor()
    assert client.get("/healthz").json == {"status": "alive"}
    town.clock.now += timedelta(weeks=6, days=1)
    ready = client.get("/readyz").json
    assert (ready["status"], ready["sweep"]["waiting"]) == ("ready", 1)
    assert ready["sweep"]["seconds_behind"] == 9 * 3600
