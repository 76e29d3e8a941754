"""Queues over HTTP: whose tasks, in which order, and how urgent."""

import pytest

from tests.api.town import Town, of_task
from tests.fixtures.world import MONDAY

DECIDE = "decide_whether_to_assess#1"


def tasks_of(town: Town, by: str = "manager", **query: str) -> list[str]:
    answer = town.as_(by).get("/tasks", **query)
    assert answer.status_code == 200, answer.text
    return [f"{task['case']} {task['task']}" for task in answer.json["items"]]


def test_the_queue_shows_the_deadline_of_each_task(town: Town) -> None:
    town.open_case()
    [task] = town.manager.get("/tasks").json["items"]
    assert (task["title"], task["legal"], task["working"]) == ("Decide whether to assess", "2026-02-16", "2026-02-16")
    assert task["person_name"] == "Robin Example"


def test_the_nearest_deadline_comes_first(town: Town) -> None:
    later = town.open_case()
    earlier = town.open_case(request_received="2025-12-01")
    assert tasks_of(town) == [f"{earlier} {DECIDE}", f"{later} {DECIDE}"]
    assert tasks_of(town, sort="-working") == [f"{later} {DECIDE}", f"{earlier} {DECIDE}"]


def test_my_tasks_are_those_that_i_took(town: Town) -> None:
    first, second = town.open_case(), town.open_case()
    town.as_("caseworker").post(of_task(second, DECIDE, "claim"))
    assert tasks_of(town, "caseworker", mine="true") == [f"{second} {DECIDE}"]
    assert tasks_of(town, "caseworker", unassigned="true") == [f"{first} {DECIDE}"]


def test_the_queue_of_a_role_leaves_out_what_others_hold(town: Town) -> None:
    first, second = town.open_case(), town.open_case()
    town.manager.post(of_task(second, DECIDE, "claim"))
    assert tasks_of(town, "caseworker", queue="true") == [f"{first} {DECIDE}"]


def test_somebody_without_a_team_has_no_team_tasks(town: Town) -> None:
    town.open_case()
    assert tasks_of(town, my_teams="true") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"role": "decision"}, True),
        ({"role": "health"}, False),
        ({"process": "small_request"}, True),
        ({"process": "other"}, False),
        ({"person": "P000001"}, True),
        ({"case": "NOR-000001"}, True),
        ({"due_before": "2026-02-17"}, True),
        ({"due_before": "2026-02-16"}, False),
        ({"text": "robin"}, True),
        ({"text": "nobody"}, False),
        ({"overdue": "true"}, False),
        ({"team": "north"}, False),
        ({"assignee": "U000001"}, False),
    ],
)
def test_a_queue_can_be_narrowed(town: Town, query: dict[str, str], found: bool) -> None:
    town.open_case()
    assert bool(tasks_of(town, **query)) is found


def test_a_task_past_its_legal_day_is_overdue(town: Town) -> None:
    case = town.open_case()
    town.pass_time(weeks=6, days=1)
    assert f"{case} {DECIDE}" in tasks_of(town, overdue="true")
    counts = town.manager.get("/tasks/counts").json
    assert (counts["overdue"], counts["later"]) == (1, 0)


def test_counts_say_how_urgent_the_work_is(town: Town) -> None:
    town.open_case()
    counts = town.manager.get("/tasks/counts").json
    assert {name: counts[name] for name in ("overdue", "today", "this_week", "later", "undated")} == {
        "overdue": 0,
        "today": 0,
        "this_week": 0,
        "later": 1,
        "undated": 0,
    }


def test_a_single_task_can_be_read(town: Town) -> None:
    case = town.open_case()
    assert town.manager.get(of_task(case, DECIDE)).json["bpmn_id"] == "decide_whether_to_assess"
    assert town.manager.get(of_task(case, "decide_whether_to_assess#2")).status_code == 404


def test_the_tasks_of_a_case_are_listed(town: Town) -> None:
    case = town.agreed_case()
    items = town.manager.get(f"/cases/{case}/tasks").json["items"]
    assert [(task["task"], task["item"]) for task in items] == [("record_advice#1", "advice/01")]
    assert town.manager.get("/cases/NOR-999999/tasks").status_code == 404


def test_a_sort_that_does_not_exist_is_refused(town: Town) -> None:
    answer = town.manager.get("/tasks", sort="colour")
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "?sort")


def test_a_filter_that_does_not_exist_is_refused(town: Town) -> None:
    answer = town.manager.get("/tasks", assinee="U000001", due_before=str(MONDAY))
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "?assinee")
