"""The diagrams of processes/ can be read: complete, helpful, and in the words of whoever works with them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.processes.drawn import BPMN, FILES, FOLDER, Xml, drawing_of, kind_of, properties_of

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

FORMS = sorted((FOLDER / "forms").glob("*.json"))
LANES = {
    "Caseworker": {"casework"},
    "Decision maker": {"decision"},
    "Educational psychology": {"psychology"},
    "Health": {"health"},
    "Social care": {"social_care"},
    "Business support": {"business_support"},
}


def user_tasks(file: Path) -> list[Xml]:
    return drawing_of(file).all_of("userTask")


def form_of(element: Xml) -> str | None:
    return properties_of(element).get("formJsonSchemaFilename")


def read(form: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(form.read_text())
    return found


@every_file
def test_each_user_task_says_who_does_it_and_by_which_law(file: Path) -> None:
    said = {task.get("id"): properties_of(task) for task in user_tasks(file)}
    roles = set().union(*LANES.values())
    assert said
    assert [task for task, it in said.items() if it.get("role") not in roles or len(it.get("citation", "")) < 10] == []


@every_file
def test_each_user_task_has_help_of_at_least_two_sentences(file: Path) -> None:
    helps = {task.get("id"): task.findtext(f"{BPMN}documentation", "") for task in user_tasks(file)}
    assert [task for task, text in helps.items() if len(text) < 60 or not text.endswith(".")] == []


@every_file
def test_each_user_task_asks_a_form_that_is_there(file: Path) -> None:
    forms = {form.name for form in FORMS}
    assert [task.get("id") for task in user_tasks(file) if form_of(task) not in forms] == []


@every_file
def test_a_letter_is_asked_for_its_day_and_its_means(file: Path) -> None:
    for task in user_tasks(file):
        letter = properties_of(task).get("letter")
        if letter:
            asked = read(FOLDER / "forms" / str(form_of(task)))["schema"]["required"]
            assert {f"{letter}_sent_on", f"{letter}_means"} <= set(asked)


@every_file
def test_a_task_stands_in_the_lane_of_whoever_does_it(file: Path) -> None:
    drawing = drawing_of(file)
    for lane in drawing.all_of("lane"):
        inside = [drawing.elements[one.text or ""] for one in lane.iterfind(f"{BPMN}flowNodeRef")]
        roles = {properties_of(task)["role"] for task in inside if kind_of(task) == "userTask"}
        assert roles <= LANES[lane.get("name", "")], lane.get("id")


@every_file
def test_each_way_out_of_a_choice_has_a_name(file: Path) -> None:
    drawing = drawing_of(file)
    ways = Counter(flow.get("sourceRef") for flow in drawing.all_of("sequenceFlow"))
    choices = {one.get("id") for one in drawing.all_of("exclusiveGateway") if ways[one.get("id")] > 1}
    out = [flow for flow in drawing.all_of("sequenceFlow") if flow.get("sourceRef") in choices]
    assert [flow.get("id") for flow in out if not flow.get("name")] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_each_form_is_a_schema_of_questions_in_an_order(form: Path) -> None:
    said = read(form)
    Draft202012Validator.check_schema(said["schema"])
    assert said["schema"]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert sorted(said["order"]) == sorted(said["schema"]["properties"])
    assert said["title"] and said["help"].endswith(".")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_no_form_is_longer_than_a_person_can_bear(form: Path) -> None:
    asked = read(form)["schema"]["properties"].values()
    assert len([question for question in asked if "x-show-if" not in question]) <= 12


def test_each_form_is_asked_somewhere() -> None:
    asked = {form_of(element) for file in FILES for element in drawing_of(file).elements.values()}
    assert [form.name for form in FORMS if form.name not in asked] == []
