"""What expressions answer from the facts of a case."""

from collections.abc import Mapping
from typing import Any

import pytest

from engine.definitions.expressions import ExpressionFailed, compile_expression

FACTS: dict[str, Any] = {
    "decision": "no",
    "born": "2016-02-29",
    "request_received": "2026-01-05",
    "advisers": 3,
    "share": 2.5,
    "capacity": True,
    "refused": False,
    "notes": "",
    "grounds": ["cost", "suitability"],
    "advice": {
        "01": {"from": "school", "given": "yes", "given_on": "2026-02-01"},
        "02": {"from": "health", "given": "no"},
    },
}
ITEM = {"from": "health", "given": "no", "decision": "of the item"}


def answer(text: str, item: Mapping[str, Any] | None = None) -> Any:
    return compile_expression(text).evaluate(FACTS, item)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('decision == "no"', True),
        ("decision == 'no' and not refused", True),
        ("missing == None", True),
        ("missing != None", False),
        ("missing", None),
        ("notes or 'none'", "none"),
        ("1 == True", False),
        ("capacity == True", True),
        ("capacity == 1", False),
        ("0 < advisers <= 3 != 4", True),
        ("3 < advisers < missing", False),
        ("share > 2 and share < 3", True),
        ('request_received >= "2026-01-05"', True),
        ('"cost" in grounds', True),
        ('"cost" not in grounds', False),
        ("1 in [True, 2]", False),
        ('decision in ("yes", "no")', True),
        ('"x" in missing', False),
        ('"x" not in missing', True),
        ('"01" in advice', True),
        ("1 in advice", False),
        ('"o" in decision', True),
        ("advisers + 1 - 2", 2),
        ("-advisers", -3),
        ("decision + '!'", "no!"),
        ("grounds + ['age']", ["cost", "suitability", "age"]),
        ('"a" if decision == "yes" else "b"', "b"),
        ("(1, 2)", [1, 2]),
        ("[]", []),
        ('advice["01"]', {"from": "school", "given": "yes", "given_on": "2026-02-01"}),
        ('advice["09"]', None),
        ('missing["x"]', None),
        ("decision\n == 'no'", True),
        ("item", None),
    ],
)
def test_an_expression_gives_the_value_its_words_say(text: str, value: Any) -> None:
    given = answer(text)
    assert (given, type(given)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("has(decision)", True),
        ('has("decision")', True),
        ("has(refused)", True),
        ("has(notes)", False),
        ("has(missing)", False),
        ('has(advice["09"])', False),
        ("count(advice)", 2),
        ("count(grounds)", 2),
        ("count(missing)", 0),
        ('any_item(advice, "given", "no")', True),
        ('any_item(advice, "given", "late")', False),
        ('any_item(missing, "given", "no")', False),
        ('all_items(advice, "given", "yes")', False),
        ('all_items(advice, "given_on", None)', False),
        ('all_items(missing, "given", "yes")', True),
        ('any_item(grounds, "given", "cost")', False),
        ('days_between(request_received, "2026-02-16")', 42),
        ('days_between("2026-02-16", request_received)', -42),
        ("weeks_after(request_received, 6)", "2026-02-16"),
        ("days_after(request_received, -5)", "2025-12-31"),
        ('months_after("2026-08-31", 6)', "2027-02-28"),
        ('age_on(born, "2026-02-27")', 9),
        ('age_on(born, "2026-02-28")', 10),
        ('year_group_on(born, "2026-09-01")', 6),
        ('year_group_on("2012-08-31", "2026-01-05")', 9),
        ('day("2026-01-05")', "2026-01-05"),
        ('lower("HeAd")', "head"),
        ("lower(missing)", None),
    ],
)
def test_a_function_answers_as_its_name_promises(text: str, value: Any) -> None:
    given = answer(text)
    assert (given, type(given)) == (value, type(value))


def test_a_name_is_looked_for_in_the_item_first() -> None:
    assert answer("decision", ITEM) == "of the item"
    assert answer("advisers", ITEM) == 3
    assert answer('item["given"]', ITEM) == "no"
    assert answer('item["missing"]', ITEM) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            'missing < "2026-01-05"',
            "'missing < '2026-01-05'' could not be worked out: nothing and a text cannot be compared with < "
            "(missing not given)",
        ),
        ("advisers > decision", "'advisers > decision' could not be worked out: a number and a text"),
        ("capacity < 2", "yes or no and a number cannot be compared"),
        ("request_received + 3", "use days_after, weeks_after or months_after for days"),
        ("request_received - born", "use days_between for days"),
        ("weeks_after(missing, 6)", "expected a day such as 2026-01-05, but found nothing (missing not given)"),
        ('weeks_after(item["x"], 6)', 'expected a day such as 2026-01-05, but found nothing (item["x"] not given)'),
        ('day("5 January 2026")', "but found a text '5 January 2026'"),
        ('day("2026-02-30")', "there is no day 2026-02-30"),
        ('day("20260230")', "expected a day"),
        ("weeks_after(request_received, 99999)", "the day is too far away"),
        ("weeks_after(request_received, share)", "expected a whole number, but found a number"),
        ("age_on(request_received, born)", "cannot be a birthday and a day in that life"),
        ("count(decision)", "expected a collection, but found a text"),
        ("lower(advisers)", "expected a text, but found a number"),
        ("1 in advisers", "a number cannot be looked for in a number"),
        ('decision["x"]', "decision is a text, so it has no parts"),
        ("huge + 1", "the number is too large"),
        ("long + long", "the result would have more than 20000 characters"),
        ("many + many", "the result would have more than 500 items"),
    ],
)
def test_facts_that_do_not_fit_are_named_in_a_sentence(text: str, sentence: str) -> None:
    facts = {**FACTS, "huge": 10**5000, "long": "x" * 10_001, "many": [0] * 251}
    with pytest.raises(ExpressionFailed) as failed:
        compile_expression(text).evaluate(facts)
    assert sentence in failed.value.sentence


def test_what_is_not_needed_is_not_worked_out() -> None:
    assert answer("has(missing) and missing < 5") is False
    assert answer("refused or advisers == 3 or missing < 5") is True
    assert answer("1 if True else missing < 5") == 1


def test_an_answer_never_hands_out_a_piece_of_the_facts() -> None:
    given = answer("advice")
    given["01"]["given"] = "changed"
    answer("[grounds]")[0].append("changed")
    assert FACTS["advice"]["01"]["given"] == "yes"
    assert FACTS["grounds"] == ["cost", "suitability"]
