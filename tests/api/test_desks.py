"""Views, absences and several tasks at once, over HTTP."""

from tests.api.town import Town

DECIDE = "decide_whether_to_assess#1"
DAYS = {"first_on": "2026-01-05", "last_on": "2026-01-09"}


def user_of(town: Town, role: str) -> str:
    return str(town.as_(role).get("/session").json["user"])


def test_a_view_is_kept_renamed_chosen_and_deleted(town: Town) -> None:
    made = town.manager.post("/views", {"name": "Decisions", "show": "all", "role": "decision"})
    assert (made.status_code, made.json["asked"]) == (201, {"role": "decision", "show": "all"})
    assert town.manager.patch("/views/V000001", {"name": "To decide"}).json["name"] == "To decide"
    assert town.manager.put("/views/V000001/start").status_code == 204
    listed = town.manager.get("/views").json
    assert (listed["start"], [view["name"] for view in listed["items"]]) == ("V000001", ["To decide"])
    assert town.manager.delete("/views/V000001").status_code == 204


def test_a_view_of_somebody_else_is_not_there(town: Town) -> None:
    town.manager.post("/views", {"name": "Mine"})
    assert town.as_("caseworker").get("/views").json["items"] == []
    assert town.as_("caseworker").delete("/views/V000001").status_code == 404


def test_whoever_stands_in_finds_and_does_the_work(town: Town) -> None:
    case, cover, away = town.open_case(), user_of(town, "caseworker"), user_of(town, "manager")
    town.manager.post(f"/cases/{case}/tasks/decide_whether_to_assess%231/claim")
    caseworker = town.as_("caseworker")
    assert caseworker.get("/tasks", queue="true").json["items"] == []
    assert town.manager.post("/absences", {**DAYS, "covered_by": cover}).json["user"] == away
    assert [task["case"] for task in caseworker.get("/tasks", queue="true").json["items"]] == [case]
    answers = {"answers": {"decision": "refuse"}}
    assert caseworker.post(f"/cases/{case}/tasks/decide_whether_to_assess%231/complete", answers).status_code == 201


def test_an_absence_has_days_in_order_and_somebody_else(town: Town) -> None:
    me = user_of(town, "manager")
    answer = town.manager.post("/absences", {"first_on": "2026-01-09", "last_on": "2026-01-08", "covered_by": me})
    assert [fault["path"] for fault in answer.json["faults"]] == ["/last_on", "/covered_by"]


def test_absences_of_one_person_do_not_overlap(town: Town) -> None:
    body = {**DAYS, "covered_by": user_of(town, "caseworker")}
    assert town.manager.post("/absences", body).status_code == 201
    assert town.manager.post("/absences", body).json["faults"][0]["path"] == "/first_on"
    assert town.as_("caseworker").delete("/absences/B000001").status_code == 403
    assert town.manager.delete("/absences/B000001").status_code == 204


def test_tasks_are_assigned_at_once_and_each_answers(town: Town) -> None:
    tasks = [{"case": town.open_case(), "task": DECIDE}, {"case": "NOR-999999", "task": DECIDE}]
    body = {"tasks": tasks, "to": user_of(town, "caseworker"), "reason": "Holiday"}
    for _ in range(2):
        items = town.manager.post("/tasks/assign", body, Idempotency_Key="once").json["items"]
        assert [(item["done"], item["sequence"] is None) for item in items] == [(True, False), (False, True)]
    kinds = [entry["kind"] for entry in town.manager.get("/cases/NOR-000001/history").json["items"]]
    assert kinds.count("TaskAssigned") == 1


def test_a_form_about_the_child_is_not_answered_for_several(town: Town) -> None:
    tasks = [{"case": town.open_case(), "task": DECIDE} for _ in range(2)]
    answer = town.manager.post("/tasks/complete", {"tasks": tasks, "answers": {"decision": "refuse"}})
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "/tasks")


def test_a_queue_is_narrowed_to_a_band(town: Town) -> None:
    town.open_case()
    assert town.manager.get("/tasks", band="overdue").json["items"] == []
    assert len(town.manager.get("/tasks", band="later").json["items"]) == 1
