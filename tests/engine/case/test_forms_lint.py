"""A form file that cannot be asked is refused, with every fault at once."""

import json
from typing import Any

import pytest

from engine.case.forms import Form, FormFaults
from tests.engine.case.sample_forms import REQUEST, form_of

TEXT = {"title": "Note", "type": "string"}
YES_NO = {"title": "Whether", "type": "boolean"}
CHOICE = {"title": "Kind", "type": "string", "enum": ["a", "b"], "x-labels": {"a": "A", "b": "B"}}


def faults_of(form: Any) -> str:
    with pytest.raises(FormFaults) as refused:
        Form.parse(form if isinstance(form, str) else json.dumps(form))
    return str(refused.value)


def test_a_form_that_is_not_json_is_refused() -> None:
    assert "Expected the form to be JSON" in faults_of("{")


def test_every_fault_of_a_form_is_told_at_once() -> None:
    form = form_of({"a": {"type": "string"}, "b": {**TEXT, "x-widget": "slider"}, "c": {**CHOICE, "x-labels": {}}})
    told = faults_of({**form, "colour": "red", "help": ""})
    assert len(told.splitlines()) == 5


@pytest.mark.parametrize(
    ("questions", "schema", "told"),
    [
        ({"Note": TEXT}, {}, "'Note' must be a name of small letters"),
        ({"a": {"title": "A", "type": "null"}}, {}, "'a' must be text, a date"),
        ({"a": {**TEXT, "format": "email"}}, {}, "'a' needs date as format"),
        ({"a": {**TEXT, "pattern": "^a$"}}, {}, "needs a maxLength of 200 or fewer"),
        ({"a": {**TEXT, "pattern": "(", "maxLength": 5}}, {}, "a pattern that cannot be read"),
        ({"a": {**TEXT, "maxLength": "5"}}, {}, "needs a whole number, 0 or more as maxLength"),
        ({"a": {**CHOICE, "x-labels": {"a": "A", "z": "Z"}}}, {}, "needs a label for each of its values"),
        ({"a": {**CHOICE, "enum": ["a", 1]}}, {}, "needs a list of different words as enum"),
        ({"a": {**CHOICE, "x-labels": []}}, {}, "needs an object of labels as x-labels"),
        ({"a": {**TEXT, "x-show-if": {"b": "a"}}}, {}, "which is not one of the questions"),
        ({"a": {**TEXT, "x-show-if": {"b": "a"}}, "b": CHOICE}, {}, "which must be asked before it"),
        ({"b": CHOICE, "a": {**TEXT, "x-show-if": {"b": "z"}}}, {}, "'b' is 'z', which cannot be answered"),
        ({"a": TEXT}, {"additionalProperties": True}, "needs false as additionalProperties"),
        ({"a": TEXT}, {"required": ["z"]}, "requires 'z', which is not one of its questions"),
        ({"b": YES_NO, "a": {**TEXT, "x-show-if": {"b": True}}}, {"required": ["a"]}, "is hidden at times"),
        ({"a": TEXT}, {"anyOf": [{"required": ["a"]}]}, "says 'anyOf', which means nothing here"),
        ({"a": TEXT}, {"allOf": [{"not": {"required": ["a"]}}]}, "has an allOf that is not: if"),
        ({"a": CHOICE}, {"allOf": [{"properties": {"a": {"const": "z"}}}]}, "'a' is 'z', which cannot be answered"),
        ({"a": {"title": "R", "type": "array", "items": {"type": "object"}}}, {}, "rows without questions"),
    ],
)
def test_what_a_form_may_not_say_is_named(questions: Any, schema: Any, told: str) -> None:
    assert told in faults_of(form_of(questions, **schema))


def rule(condition: dict[str, Any], then: list[str]) -> dict[str, Any]:
    return {"allOf": [{"if": condition, "then": {"required": then}}]}


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"properties": {"b": {"const": True}}}, "also holds where 'b' is not answered"),
        ({"properties": {"b": {"const": False}}, "required": ["b"]}, "can be required where it is hidden"),
        ({"properties": {"z": {"const": True}}, "required": ["z"]}, "'z' is True, which cannot be answered"),
        ({"properties": {"b": {"type": "boolean"}}, "required": ["b"]}, "has an allOf that is not: if"),
        (True, "has an allOf that is not: if"),
    ],
)
def test_a_rule_that_could_trap_a_person_is_refused(condition: Any, told: str) -> None:
    questions = {"b": YES_NO, "a": {**TEXT, "x-show-if": {"b": True}}}
    assert told in faults_of(form_of(questions, **rule(condition, ["a"])))


def test_the_order_must_list_each_question_once() -> None:
    assert "must list each question once" in faults_of({**REQUEST, "order": REQUEST["order"][1:]})
    assert "a list of different words as order" in faults_of({**REQUEST, "order": [*REQUEST["order"], "upn"]})


def test_rows_within_rows_are_refused() -> None:
    row = {"type": "object", "additionalProperties": False, "properties": {"a": TEXT}}
    rows = {"title": "R", "type": "array", "x-items": True, "items": row}
    outer = {**rows, "items": {**row, "properties": {"inner": rows}}}
    assert "rows within rows" in faults_of(form_of({"outer": outer}))


def test_a_row_filled_in_beforehand_must_fit_its_questions() -> None:
    row = {"type": "object", "additionalProperties": False, "properties": {"kind": CHOICE}}
    rows = {"title": "R", "type": "array", "x-items": True, "items": row}
    assert "cannot be filled in" in faults_of(form_of({"r": {**rows, "x-prefill": [{"row": {"kind": "z"}}]}}))
    assert "needs a list of" in faults_of(form_of({"r": {**rows, "x-prefill": [{"line": {}}]}}))


def test_rows_must_say_that_they_become_a_collection() -> None:
    row = {"type": "object", "additionalProperties": False, "properties": {"a": TEXT}}
    rows = {"title": "R", "type": "array", "items": row}
    assert 'needs "x-items": true' in faults_of(form_of({"r": rows}))
    assert "must list each question once" in faults_of(form_of({"r": {**rows, "x-items": True, "x-order": ["z"]}}))


@pytest.mark.parametrize("question", [{"a": TEXT}, {"a": {**TEXT, "format": "date"}}, {"b": TEXT}])
def test_the_day_of_a_task_is_a_date_that_is_always_asked(question: Any) -> None:
    assert "'a' is to say on which day" in faults_of({**form_of(question), "x-done": "a"})


def one_of_two(*values: str) -> Any:
    """A choice that shows a date for each of these answers, and requires it then."""
    days = {value: {**TEXT, "format": "date", "x-show-if": {"kind": value}} for value in values}
    whenever = [
        {"if": {"properties": {"kind": {"const": one}}, "required": ["kind"]}, "then": {"required": [one]}}
        for one in values
    ]
    form = form_of({"kind": CHOICE, **days}, required=["kind"], allOf=whenever)
    return {**form, "x-done": list(values)}


def test_one_day_for_each_answer_is_always_asked() -> None:
    form = Form.parse(json.dumps(one_of_two("a", "b")))
    assert form.done_on({"kind": "b", "b": "2026-01-05"}) == "2026-01-05"
    assert "'a' is to say on which day" in faults_of(one_of_two("a"))


def test_a_form_can_say_that_none_of_its_dates_is_the_day() -> None:
    form = Form.parse(json.dumps({**form_of({"a": {**TEXT, "format": "date"}}), "x-done": []}))
    assert (form.knows_done, form.done_on({"a": "2026-01-05"})) == (True, None)
