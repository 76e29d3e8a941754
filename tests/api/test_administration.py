"""Administration over HTTP: closing accounts, delegations, the log, and records whose time has come."""

from datetime import timedelta

from tests.api.town import Caller, Town
from tests.fixtures.world import AUTHORITY

DECIDE = "decide_whether_to_assess%231"


def user_of(town: Town, role: str) -> str:
    [found] = [one for one in town.as_("administrator").get("/users").json["items"] if one["roles"] == [role]]
    return str(found["id"])


def test_an_account_is_closed_once_its_tasks_went(town: Town) -> None:
    case, boss = town.open_case(), town.as_("administrator")
    town.as_("caseworker").post(f"/cases/{case}/tasks/{DECIDE}/claim")
    user = user_of(town, "caseworker")
    assert boss.patch(f"/users/{user}", {"is_active": False}).status_code == 409
    standing = boss.get(f"/users/{user}/standing").json
    assert [one["case"] for one in standing["held"]] == [case] and len(standing["tokens"]) == 1
    closed = boss.post(f"/users/{user}/closure", {"to": user_of(town, "manager")}).json
    assert closed == {"is_closed": True, "moved": 1, "refused": []}
    assert town.as_("caseworker").get("/tasks").status_code == 401


def test_a_task_that_cannot_go_is_told_and_the_account_stays(town: Town) -> None:
    case, boss, user = town.open_case(), town.as_("administrator"), user_of(town, "caseworker")
    town.as_("caseworker").post(f"/cases/{case}/tasks/{DECIDE}/claim")
    day = {"user": user, "first_on": "2026-01-05", "scheme": "Part 3, row 7"}
    assert boss.post("/delegations", day).status_code == 201
    closed = boss.post(f"/users/{user}/closure", {"to": user_of(town, "manager")}).json
    assert (closed["is_closed"], [one["case"] for one in closed["refused"]]) == (False, [case])
    assert "Part 3, row 7" in closed["refused"][0]["sentence"]


def test_sessions_and_tokens_of_others_are_ended(town: Town) -> None:
    boss, user = town.as_("administrator"), user_of(town, "caseworker")
    [token] = boss.get(f"/users/{user}/standing").json["tokens"]
    assert boss.delete(f"/users/{user}/sessions").status_code == 204
    assert boss.delete(f"/users/{user}/tokens/{token['id']}").status_code == 204
    assert boss.delete(f"/users/{user}/tokens/{token['id']}").status_code == 404


def test_delegations_are_listed_and_taken_back(town: Town) -> None:
    boss = town.as_("administrator")
    said = {"user": user_of(town, "caseworker"), "first_on": "2026-01-05", "scheme": "Part 3"}
    made = boss.post("/delegations", {**said, "process": "small_request", "step": "decide_whether_to_assess"}).json
    assert boss.get("/delegations").json["items"] == [made]
    assert boss.delete(f"/delegations/{made['id']}").status_code == 204
    assert boss.delete(f"/delegations/{made['id']}").status_code == 404
    latest = town.as_("auditor").get("/administration-log").json["items"][0]
    assert (latest["about"], latest["actor_name"]) == (said["user"], "The administrator")


def test_a_record_is_erased_by_two_callers(town: Town) -> None:
    users = {role: user_of(town, role) for role in ("administrator", "manager")}
    town.clock.now += timedelta(days=365 * 40)
    day = timedelta(days=1)
    tokens = {role: town.office.accounts.make_token(AUTHORITY, user, "later", day)[1] for role, user in users.items()}
    boss, manager = Caller(town.app, tokens["administrator"]), Caller(town.app, tokens["manager"])
    [due] = boss.get("/retention/due").json["items"]
    assert (due["person"], due["why_not"]) == ("P000001", "") and "name" not in due
    made = boss.post("/retention/erasures", {"person": "P000001"}).json
    assert boss.post(f"/retention/erasures/{made['id']}/approve").status_code == 403
    assert manager.post(f"/retention/erasures/{made['id']}/approve").json["standing"] == "erased"
    assert boss.get("/retention/erasures").json["items"][0]["settled_by"] is not None
    assert manager.get("/persons/P000001").status_code == 404


def test_holds_and_periods_are_set_over_http(town: Town) -> None:
    boss = town.as_("administrator")
    assert boss.put("/retention/holds/P000001", {"reason": "Claim 12"}).json["reason"] == "Claim 12"
    assert [one["person"] for one in town.manager.get("/retention/holds").json["items"]] == ["P000001"]
    assert boss.post("/retention/holds/P000001/lift", {"reason": "Settled"}).status_code == 204
    assert boss.patch("/retention/periods", {"years": {"plan": 40}}).json["years"]["plan"] == 40
    assert boss.patch("/retention/periods", {"years": {"plan": 4}}).status_code == 422
    assert boss.post("/retention/erasures", {"person": "P000001"}).status_code == 409
    assert town.manager.get("/retention/periods").json["years"]["plan"] == 40


def test_a_role_decides_up_to_an_amount(town: Town) -> None:
    boss = town.as_("administrator")
    said = {"role": "manager", "most": 20000, "first_on": "2026-01-05", "scheme": "Part 3"}
    made = boss.post("/delegations", said).json
    assert (made["user"], made["role"], made["most"]) == (None, "manager", 20000)
    assert boss.post("/delegations", {**said, "user": user_of(town, "caseworker")}).status_code == 422
    assert boss.post("/delegations", {**said, "role": "auditor"}).status_code == 422
    assert boss.post("/delegations", {**said, "most": -1}).status_code == 422
