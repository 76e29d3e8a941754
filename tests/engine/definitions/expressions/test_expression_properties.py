"""Whatever is typed, an expression gives a value, a refusal or a failure with a sentence, and does so at once."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from engine.definitions.expressions import (
    FUNCTIONS,
    ExpressionFailed,
    ExpressionRefused,
    compile_expression,
    compile_timer,
    parse_script,
)

Facts = dict[str, Any]

PIECES = st.sampled_from(
    [*FUNCTIONS, "due", "after", "a", "b", "c", "item", '"x"', "'2026-01-05'", "0", "7", "2.5", "True", "None"]
    + ["(", ")", "[", "]", ",", "==", "!=", "<", ">=", "in", "not", "and", "or", "if", "else", "+", "-", '["x"]']
    + [".", "*", "{", ":", "=", "\\", "__class__", "lambda", "for", "\n", "f'{a}'", "\x00", "é", "9" * 30]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join))

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates().map(str))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
)
FACTS = st.fixed_dictionaries({}, optional={name: VALUES for name in "abc"})


LEAVES = st.sampled_from(["a", "b", "c", 'item["x"]', "item", "1", "-3", "'2026-01-05'", "None", "[]", "True"])
SIGNS = st.sampled_from(["+", "-", "<", ">=", "==", "in", "and", "or"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, SIGNS, inner),
        st.sampled_from([*FUNCTIONS]).flatmap(lambda name: call(name, inner)),
    )


def call(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    function = FUNCTIONS[name]
    places = [st.just('"x"') if place == function.field else inner for place in range(function.places)]
    given_name = st.sampled_from(["a", 'item["x"]'])
    return st.tuples(*([given_name] if name == "has" else places)).map(lambda some: f"{name}({', '.join(some)})")


SOUND_TEXTS = st.recursive(LEAVES, grown, max_leaves=12)


def worked_out(text: str, facts: Facts, item: Facts | None) -> tuple[Any, str | None]:
    """The value, or the sentence that says why there is none."""
    try:
        read = compile_expression(text)
        value = read.evaluate(facts, item)
        read.saw(facts, item)
    except (ExpressionRefused, ExpressionFailed) as refused:
        return None, refused.sentence
    return value, None


@given(TEXTS, FACTS, st.none() | FACTS)
@example("a\\\n==1", {}, None)
@example("((((((((((((", {}, None)
def test_any_text_gives_a_value_or_a_sentence(text: str, facts: Facts, item: Facts | None) -> None:
    _, sentence = worked_out(text, facts, item)
    assert sentence != ""


@given(SOUND_TEXTS, FACTS, st.none() | FACTS)
def test_any_facts_give_a_value_or_a_sentence(text: str, facts: Facts, item: Facts | None) -> None:
    before = json.dumps([facts, item])
    value, sentence = worked_out(text, facts, item)
    assert json.dumps(value) and sentence != ""
    assert json.dumps([facts, item]) == before, "an expression changed the facts"


@given(TEXTS)
def test_any_timer_or_script_is_read_or_refused(text: str) -> None:
    for read in (compile_timer, parse_script):
        try:
            read(text)
        except ExpressionRefused as refused:
            assert refused.sentence
