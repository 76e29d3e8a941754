"""A form asks its questions and takes the answers that can be taken."""

import json
from typing import Any

import pytest

from engine.case.forms import Fault, Form
from tests.engine.case.sample_forms import GOOD, REQUEST, form, form_of


@pytest.fixture(scope="module")
def request_form() -> Form:
    return Form.parse(json.dumps(REQUEST))


def sentences(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.sentence for fault in faults]


def test_good_answers_have_no_fault(request_form: Form) -> None:
    assert request_form.check(GOOD) == ()


def test_every_missing_answer_is_asked_for_at_once(request_form: Form) -> None:
    assert sentences(request_form.check({})) == [
        "Enter the date the request was received",
        "Select who made the request",
        "Select whether a parent serves in the armed forces",
    ]


def test_a_draft_may_leave_questions_open(request_form: Form) -> None:
    assert request_form.check({"requester": "school", "advisers": [{"asked_on": "2026-01-06"}]}, draft=True) == ()


def test_a_draft_may_not_hold_a_wrong_answer(request_form: Form) -> None:
    faults = request_form.check({"request_received": "2026-02-30"}, draft=True)
    assert sentences(faults) == ["Date the request was received must be a real date, such as 27 March 2015"]


def test_every_broken_answer_gets_its_own_sentence(request_form: Form) -> None:
    broken = {
        "request_received": "2026-01-32",
        "requester": "neighbour",
        "date_of_birth": 20150327,
        "upn": "123",
        "summary": "x" * 4001,
        "service_family": "no",
        "evidence_kinds": ["rumour"],
        "year_group": 15,
        "advisers": [{"adviser_name": "Dr Amin"}, {"asked_on": "soon"}],
        "colour": "red",
    }
    assert sentences(request_form.check(broken)) == [
        "Date the request was received must be a real date, such as 27 March 2015",
        "‘Who made the request?’ must be one of: parent, school",
        "Date of birth must be a real date, such as 27 March 2015",
        "Enter the UPN in the correct format (a letter and 12 digits)",
        "Reasons given must be 4,000 characters or fewer",
        "Whether a parent serves in the armed forces must be yes or no (true or false)",
        "Kinds of evidence must be one of: report, letter",
        "Year group must be 14 or less",
        "Advisers to ask, row 2: enter the name of the adviser",
        "Advisers to ask, row 2: date asked must be a real date, such as 27 March 2015",
        "'colour' is not a question of this form; expected one of: " + ", ".join(REQUEST["order"]),
    ]


def test_a_fault_says_where_it_is_and_on_which_field(request_form: Form) -> None:
    (fault,) = request_form.check({**GOOD, "advisers": [{"adviser_name": "A"}, {"asked_on": "2026-01-06"}]})
    assert (fault.path, fault.field) == ("/advisers/1/adviser_name", "adviser_name")


def test_blank_rows_are_left_out_but_rows_keep_their_number(request_form: Form) -> None:
    rows = [{"adviser_name": "A"}, {"adviser_name": " "}, None, {"asked_on": "2026-01-06"}]
    assert [fault.path for fault in request_form.check({**GOOD, "advisers": rows})] == ["/advisers/3/adviser_name"]
    assert request_form.clean({"advisers": rows}) == {"advisers": [{"adviser_name": "A"}, {"asked_on": "2026-01-06"}]}


def test_an_answer_to_a_hidden_question_is_dropped(request_form: Form) -> None:
    answers = {**GOOD, "requester": "parent", "requester_name": "x" * 500}
    assert request_form.check(answers) == ()
    assert "requester_name" not in request_form.clean(answers)


def test_a_question_that_is_shown_can_be_required(request_form: Form) -> None:
    answers = {name: answer for name, answer in GOOD.items() if name != "requester_name"}
    assert sentences(request_form.check(answers)) == ["Enter the name of the school or college"]


def test_a_question_hidden_by_a_hidden_question_is_hidden() -> None:
    yes_no: dict[str, Any] = {"title": "Whether", "type": "boolean"}
    chained = form(a=yes_no, b={**yes_no, "x-show-if": {"a": True}}, c={**yes_no, "x-show-if": {"b": True}})
    assert chained.clean({"a": False, "b": True, "c": True}) == {"a": False}
    assert chained.clean({"a": True, "b": True, "c": True}) == {"a": True, "b": True, "c": True}


def test_one_of_several_answers_can_show_a_question() -> None:
    choice = {"title": "Kind", "type": "string", "enum": ["a", "b", "c"], "x-labels": {"a": "A", "b": "B", "c": "C"}}
    shown = form(kind=choice, why={"title": "Why", "type": "string", "x-show-if": {"kind": ["a", "b"]}})
    assert "why" in shown.clean({"kind": "b", "why": "so"})
    assert "why" not in shown.clean({"kind": "c", "why": "so"})


def test_an_answer_that_another_rules_out_is_explained() -> None:
    choice = {"title": "Is it clear?", "type": "string", "enum": ["yes", "no"], "x-labels": {"yes": "Yes", "no": "No"}}
    rule = {
        "if": {"properties": {"clear": {"const": "no"}}, "required": ["clear"]},
        "then": {"properties": {"ready": {"const": "no"}}},
    }
    questions = {"clear": choice, "ready": {**choice, "title": "Ready to serve"}}
    asked = Form.parse(json.dumps(form_of(questions, allOf=[rule])))
    assert sentences(asked.check({"clear": "no", "ready": "yes"})) == [
        "Ready to serve must be ‘No’, because ‘Is it clear?’ is ‘No’"
    ]
    assert asked.check({"clear": "no", "ready": "no"}) == asked.check({"clear": "yes", "ready": "yes"}) == ()


def test_rows_can_stand_there_before_anybody_writes() -> None:
    row = {"type": "object", "additionalProperties": False, "properties": {"who": {"title": "Who", "type": "string"}}}
    prefill = [{"row": {"who": "The family"}}, {"row": {"who": "Defence"}, "when": 'armed_forces_parent == "yes"'}]
    rows = form(r={"title": "R", "type": "array", "x-items": True, "items": row, "x-prefill": prefill})
    assert [one.when for one in rows.fields()[0].prefill] == [None, 'armed_forces_parent == "yes"']


@pytest.mark.parametrize("empty", ["", "  ", None, [], {}])
def test_an_empty_answer_is_no_answer(request_form: Form, empty: Any) -> None:
    assert request_form.clean({"summary": empty, "service_family": False}) == {"service_family": False}
    assert request_form.check({**GOOD, "request_received": empty})[0].field == "request_received"


def test_the_fields_come_in_the_order_of_the_page(request_form: Form) -> None:
    assert [field.name for field in request_form.fields()] == REQUEST["order"]


def test_a_field_tells_the_page_how_to_ask_it(request_form: Form) -> None:
    received, requester, name, *_, advisers = request_form.fields()
    assert (received.kind, received.widget, received.required) == ("date", "date", True)
    assert received.hint == "The day it arrived, not the day it was opened."
    assert [(option.value, option.label) for option in requester.options][1] == ("school", "School or college")
    assert (name.required, name.show_if, name.max_length) == (True, {"requester": ("school",)}, 200)
    assert [row.name for row in advisers.rows] == ["adviser_name", "asked_on"]


def test_the_rows_of_a_form_become_a_collection(request_form: Form) -> None:
    assert request_form.collections() == ("advisers",)


def test_a_text_without_a_limit_still_has_one() -> None:
    asked = form(note={"title": "Note", "type": "string"})
    assert sentences(asked.check({"note": "x" * 10_001})) == ["Note must be 10,000 characters or fewer"]


@pytest.mark.parametrize(
    ("title", "kind", "sentence"),
    [
        ("Date of birth", {"type": "string"}, "Enter the date of birth"),
        ("EHC plan number", {"type": "string"}, "Enter the EHC plan number"),
        ("Section F: provision", {"type": "string"}, "Enter Section F: provision"),
        ("The reasons for the decision", {"type": "string"}, "Enter the reasons for the decision"),
        ("Why an assessment is not needed", {"type": "string"}, "Enter why an assessment is not needed"),
        ("Who is it from?", {"type": "string"}, "Answer the question ‘Who is it from?’"),
        ("Has the family agreed?", {"type": "boolean"}, "Answer the question ‘Has the family agreed?’"),
        ("Family agrees", {"type": "boolean"}, "Select yes or no for ‘Family agrees’"),
        ("Number of hours", {"type": "integer"}, "Enter the number of hours"),
    ],
)
def test_what_is_missing_is_asked_for_in_english(title: str, kind: dict[str, Any], sentence: str) -> None:
    asked = Form.parse(json.dumps(form_of({"a": {"title": title, **kind}}, required=["a"])))
    assert sentences(asked.check({})) == [sentence]
