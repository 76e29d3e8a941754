"""Whatever is sent to a form, it answers with faults and never breaks."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from engine.case.forms import Form, FormFaults
from tests.engine.case.sample_forms import GOOD, REQUEST

FORM = Form.parse(json.dumps(REQUEST))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
NAMES = st.sampled_from(sorted(GOOD))
NEVER_RIGHT: dict[str, Any] = {
    "request_received": "2026-02-30",
    "requester": "neighbour",
    "requester_name": 7,
    "date_of_birth": "yesterday",
    "upn": "?",
    "summary": ["x"],
    "service_family": 1,
    "evidence_kinds": "report",
    "year_group": 2.5,
    "advisers": {"01": {}},
}


@given(st.dictionaries(NAMES | st.text(), JSON))
def test_any_answers_pass_or_give_sentences(answers: dict[str, Any]) -> None:
    for fault in FORM.check(answers):
        assert fault.sentence[0] != "'" or fault.field in answers
        assert "is not of type" not in fault.sentence


@given(st.dictionaries(NAMES, JSON))
def test_a_draft_never_has_more_faults_than_the_answers(answers: dict[str, Any]) -> None:
    assert set(FORM.check(answers, draft=True)) <= set(FORM.check(answers))


@given(st.sets(NAMES))
def test_each_broken_answer_has_exactly_one_fault(broken: set[str]) -> None:
    # A broken requester hides the name of the school, so that name is no longer asked for.
    expected = broken - ({"requester_name"} if "requester" in broken else set())
    faults = FORM.check({**GOOD, **{name: NEVER_RIGHT[name] for name in broken}})
    assert sorted(fault.field for fault in faults) == sorted(expected)


@given(st.dictionaries(NAMES | st.text(), JSON))
def test_cleaning_twice_is_cleaning_once(answers: dict[str, Any]) -> None:
    cleaned = FORM.clean(answers)
    assert repr(FORM.clean(cleaned)) == repr(cleaned)
    assert FORM.check(cleaned) == FORM.check(cleaned | {"summary": cleaned.get("summary")})


PLAUSIBLE = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([GOOD[name], NEVER_RIGHT[name]]) for name in GOOD}
)


@given(PLAUSIBLE)
def test_the_rules_judge_as_json_schema_does(answers: dict[str, Any]) -> None:
    schema = Draft202012Validator(REQUEST["schema"], format_checker=FormatChecker(["date"]))
    assert (FORM.check(answers) == ()) == schema.is_valid(FORM.clean(answers))


@given(st.dates())
def test_every_real_date_is_taken(day: Any) -> None:
    assert FORM.check({**GOOD, "date_of_birth": day.isoformat()}) == ()


@given(JSON, st.sampled_from(["title", "help", "schema", "order"]))
def test_any_form_is_read_or_refused(value: Any, place: str) -> None:
    with pytest.raises(FormFaults):
        Form.parse(json.dumps({**REQUEST, place: value if value != REQUEST[place] else None} | {"extra": 1}))


@given(JSON, NAMES, st.sampled_from(["type", "title", "enum", "items", "x-labels", "x-show-if", "x-widget", "format"]))
def test_any_question_is_read_or_refused(value: Any, name: str, word: str) -> None:
    form = json.loads(json.dumps(REQUEST))
    form["schema"]["properties"][name][word] = value
    try:
        assert Form.parse(json.dumps(form)).fields()
    except FormFaults as refused:
        assert refused.faults


@given(JSON, st.sampled_from(["required", "allOf", "type", "properties", "additionalProperties"]))
def test_any_schema_is_read_or_refused(value: Any, word: str) -> None:
    form = json.loads(json.dumps(REQUEST))
    form["schema"][word] = value
    try:
        assert Form.parse(json.dumps(form)).fields()
    except FormFaults as refused:
        assert refused.faults


def test_answers_nested_without_end_are_refused() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    assert len(FORM.check({"summary": deep})) == 1
