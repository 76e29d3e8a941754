"""What an expression says about itself, and how scripts and timers are read."""

import pytest

from engine.definitions.expressions import ExpressionRefused, compile_expression, compile_timer, parse_script


def test_an_expression_names_the_facts_and_functions_it_reads() -> None:
    read = compile_expression('decision == "no" and any_item(advice, "given", item["x"]) or has("late")')
    assert read.names == {"decision", "advice", "late"}
    assert read.calls == {"any_item", "has"}
    assert read.fields == {"given", "x"}


def test_the_same_text_is_read_only_once() -> None:
    assert compile_expression("a == 1") is compile_expression("a == 1")


def test_the_values_it_saw_explain_a_decision() -> None:
    read = compile_expression('decision == "no" and count(advice) > 1 and item["given"] == reason and late')
    facts = {"decision": "no", "advice": {"01": {}, "02": {}}, "reason": "x" * 300}
    assert read.saw(facts, {"given": "yes"}) == {
        "decision": "no",
        "advice": "2 items",
        'item["given"]': "yes",
        "reason": "x" * 200 + "…",
        "late": None,
    }


def test_a_script_is_a_list_of_assignments_in_order() -> None:
    script = parse_script('\n  decision = "no"\n\n  late = days_between(a, b) == 3\n')
    assert [(fact, expression.text) for fact, expression in script] == [
        ("decision", '"no"'),
        ("late", "days_between(a, b) == 3"),
    ]


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("", "Expected lines such as"),
        ("a == 1", "Line 1 must be: fact = expression, but it is 'a == 1'"),
        ("a = 1\nimport os", "Line 2 must be: fact = expression"),
        ("a = b = 1", "Line 1: '=' is not allowed here: write == to compare"),
        ("a = 1; b = 2", "Line 1: ';' is not allowed here"),
        ("item = 1", "Line 1 cannot set 'item'"),
        ("count = 1", "Line 1 cannot set 'count'"),
        ('advice["01"] = 1', "Line 1 cannot set 'advice[\"01\"]'"),
        ("a += 1", "Line 1 must be"),
        ("a.b = 1", "Line 1 cannot set 'a.b'"),
        ("a = 1\n" * 21, "The script has 21 lines; 20 are allowed"),
    ],
)
def test_a_script_that_does_more_is_refused_by_its_line(script: str, sentence: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        parse_script(script)
    assert sentence in refused.value.sentence


def test_a_timer_names_its_kind_and_its_limit() -> None:
    timer = compile_timer(' due("assess_decision") ')
    assert timer.kind == "due"
    assert timer.limits == {"assess_decision"}
    assert timer.limit_for({}) == "assess_decision"
    assert compile_timer("after('draft_representations')").kind == "after"


def test_a_timer_may_choose_its_limit_by_the_facts() -> None:
    timer = compile_timer('due("body_advice" if item["is_body"] == "yes" else "own_advice" if own else "plan_refusal")')
    assert timer.limits == {"body_advice", "own_advice", "plan_refusal"}
    assert timer.names == {"own"}
    assert timer.limit_for({"own": True}, {"is_body": "yes"}) == "body_advice"
    assert timer.limit_for({"own": True}, {"is_body": "no"}) == "own_advice"


@pytest.mark.parametrize(
    "text",
    ["P42D", "now", "R3/PT5M", '"2026-01-05"', "due()", 'due("a", "b")', "due(limit)", 'due("a") or after("b")']
    + ['due("Not A Key")', 'due(key="a")', 'due("a" or "b")', "due(5)", 'weeks_after(day, 6) == due("a")', "due"],
)
def test_a_timer_that_is_not_a_limit_is_refused(text: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compile_timer(text)
    assert len(refused.value.sentence.split()) >= 5
