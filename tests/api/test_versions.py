"""Processes and their versions over HTTP: checking, publishing, comparing, and moving cases."""

import pytest

from engine import read_package
from tests.api.town import Town, publish
from tests.fixtures.world import ROOT, with_refusal_letter

RENAMED = {"decide_whether_to_assess": "decide_on_the_request"}


@pytest.fixture
def policy_files() -> dict[str, str]:
    """The files of a process as a policy team sends them, which the lint lets pass."""
    return dict(read_package(ROOT / "processes", "needs_assessment_request").files)


def newer(town: Town, old: str, new: str) -> str:
    files = with_refusal_letter()
    diagram = files["small_request.bpmn"].replace(old, new)
    assert diagram != files["small_request.bpmn"]
    return publish(town.database, "small_request", {**files, "small_request.bpmn": diagram}, town.clock.now)


def test_the_processes_that_can_be_opened_are_listed(town: Town) -> None:
    [process] = town.as_("caseworker").get("/processes").json["items"]
    assert (process["process"], process["number"], process["is_current"]) == ("small_request", 1, True)
    assert town.as_("stranger").get("/processes").json["items"] == []


def test_the_form_that_opens_a_case_can_be_read(town: Town) -> None:
    form = town.manager.get("/processes/small_request/start-form").json["form"]
    assert form["order"] == ["request_received", "requester"]
    assert town.manager.get("/processes/no_such_process/start-form").status_code == 404


def test_a_version_is_read_with_all_its_files(town: Town) -> None:
    [row] = town.as_("policy").get("/versions", process="small_request").json["items"]
    version = town.as_("policy").get(f"/versions/{row['hash']}").json
    assert {"small_request.bpmn", "forms/decide.json"} <= set(version["files"])
    assert town.as_("policy").get(f"/versions/{'0' * 64}").status_code == 404


def test_a_process_that_passes_every_check_is_published(town: Town, policy_files: dict[str, str]) -> None:
    body = {"process": "needs_assessment_request", "files": policy_files, "note": "As the law stands"}
    answer = town.as_("policy").post("/versions", body)
    assert (answer.status_code, answer.json["number"], answer.json["is_current"]) == (201, 1, True)
    assert answer.headers["Location"] == f"/api/v1/versions/{answer.json['hash']}"


def test_a_process_with_findings_is_not_published(town: Town) -> None:
    broken = {"small_request.bpmn": "<not-bpmn"}
    answer = town.as_("policy").post("/versions", {"process": "small_request", "files": broken})
    assert (answer.status_code, answer.json["type"]) == (422, "/api/v1/problems/definition-refused")
    assert answer.json["faults"]


def test_a_check_says_what_publishing_would_find(town: Town, policy_files: dict[str, str]) -> None:
    good = town.as_("policy").post("/versions/lint", {"process": "needs_assessment_request", "files": policy_files})
    assert good.json["can_be_published"] is True
    bad = town.as_("policy").post("/versions/lint", {"process": "nothing", "files": {}})
    assert (bad.status_code, bad.json["can_be_published"]) == (200, False)
    assert bad.json["items"][0]["severity"] == "error"


def test_two_versions_are_compared_in_words(town: Town) -> None:
    [old] = town.as_("policy").get("/versions").json["items"]
    new = newer(town, 'name="Serve the draft plan"', 'name="Serve the draft"')
    changes = town.as_("policy").get("/versions/compare", old=old["hash"], new=new).json["items"]
    assert any("Serve the draft" in change["sentence"] for change in changes)


def test_a_case_is_moved_after_its_plan_was_seen(town: Town) -> None:
    case = town.open_case()
    new = newer(town, 'name="Serve the draft plan"', 'name="Serve the draft"')
    plan = town.as_("policy").post(f"/cases/{case}/move/plan", {"version": new}).json
    assert (plan["is_possible"], plan["obstacles"]) == (True, [])
    moved = town.as_("policy").post(f"/cases/{case}/move", {"version": new, "reason": "Clearer words"})
    assert moved.status_code == 201
    assert town.manager.get(f"/cases/{case}").json["version"] == new


def test_a_case_waits_where_its_task_was_renamed_to(town: Town) -> None:
    case = town.open_case()
    new = newer(town, "decide_whether_to_assess", "decide_on_the_request")
    refused = town.as_("policy").post(f"/cases/{case}/move/plan", {"version": new}).json
    assert (refused["is_possible"], len(refused["obstacles"]) > 0) == (False, True)
    body = {"version": new, "renamed": RENAMED, "reason": "Another name"}
    assert town.as_("policy").post(f"/cases/{case}/move", body).status_code == 201
    assert [t["task"] for t in town.manager.get(f"/cases/{case}").json["tasks"]] == ["decide_on_the_request#1"]


def test_a_case_that_would_be_stranded_is_not_moved(town: Town) -> None:
    case = town.open_case()
    new = newer(town, "decide_whether_to_assess", "decide_on_the_request")
    answer = town.as_("policy").post(f"/cases/{case}/move", {"version": new, "reason": "A slip"})
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/cannot-move")


def test_a_case_is_not_moved_to_a_version_that_is_not_there(town: Town) -> None:
    answer = town.as_("policy").post(f"/cases/{town.open_case()}/move", {"version": "0" * 64, "reason": "A slip"})
    assert (answer.status_code, answer.json["type"]) == (404, "/api/v1/problems/not-published")
