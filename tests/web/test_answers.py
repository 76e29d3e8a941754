"""Tests of what lies between a form and a browser: names of inputs, rows, dates, conditions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from engine.case.forms import Field, Option
from web.answers import MOST_ROWS, date_parts, place_of, rows_to_show, typed
from web.conditions import condition_json, condition_words
from web.urgency import Urgency, urgency

ADVISER = Field("adviser", "Adviser", "text", "input")
ASKED_ON = Field("asked_on", "Day asked", "date", "date")
ADVICE = Field("advice", "Advice", "rows", "rows", rows=(ADVISER, ASKED_ON))
READY = Field("ready", "Is it ready?", "choice", "radios", options=(Option("yes", "Yes"), Option("no", "No")))
WHY_NOT = Field("why_not", "Why not?", "text", "textarea", show_if={"ready": ("no",)})
AGREED = Field("agreed", "Agreed", "yes_no", "radios", options=(Option(True, "Yes"), Option(False, "No")))
ANY_DAY = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@given(ANY_DAY)
def test_a_day_goes_through_three_boxes_and_comes_back(day: date) -> None:
    boxes = MultiDict({f"asked_on.{part}": said for part, said in date_parts(day.isoformat()).items()})
    assert typed((ASKED_ON,), boxes) == {"asked_on": day.isoformat()}


@given(st.dictionaries(st.sampled_from(["year", "month", "day"]), st.text(max_size=6)))
def test_whatever_is_typed_for_a_day_can_be_shown_again(boxes: dict[str, str]) -> None:
    said = typed((ASKED_ON,), MultiDict({f"asked_on.{part}": text for part, text in boxes.items()}))
    assert set(date_parts(said.get("asked_on"))) == {"year", "month", "day"}


@pytest.mark.parametrize("count", ["-1", "1e9", "", "²", "99999999999", "two"])
def test_a_hostile_count_of_rows_asks_for_no_more_than_there_may_be(count: str) -> None:
    assert typed((ADVICE,), MultiDict({"advice.count": count})) == {}
    assert len(rows_to_show(ADVICE, {}, at_least=10**9)) == MOST_ROWS


def test_empty_rows_between_full_ones_are_left_out() -> None:
    boxes = MultiDict({"advice.count": "3", "advice.0.adviser": "Eve", "advice.2.adviser": "Hal"})
    assert typed((ADVICE,), boxes) == {"advice": [{"adviser": "Eve"}, {"adviser": "Hal"}]}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/ready", "ready"),
        ("/advice", "advice"),
        ("/advice/0/asked_on", "advice.0.asked_on"),
        ("/advice/1", "advice.1.adviser"),
        ("effective_on", "effective_on"),
    ],
)
def test_a_fault_is_placed_at_an_input_that_is_there(path: str, place: str) -> None:
    assert place_of(path, (READY, ADVICE)) == place


def test_a_question_with_a_condition_says_when_to_answer() -> None:
    assert condition_words(WHY_NOT, (READY, WHY_NOT)) == "Answer this if you said “No” to “Is it ready?”."
    assert condition_words(READY, (READY, WHY_NOT)) == ""


def test_a_condition_names_the_inputs_as_the_browser_does() -> None:
    asked = Field("terms", "Terms", "text", "input", show_if={"agreed": (True,)})
    assert condition_json(asked, "advice.0.") == '{"advice.0.agreed": ["yes"]}'
    assert condition_words(asked, (AGREED, asked)) == "Answer this if you said “Yes” to “Agreed”."


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 2, 2), Urgency("9 working days left", "")),
        (date(2026, 2, 12), Urgency("1 working day left", "yellow")),
        (date(2026, 2, 13), Urgency("Today", "orange")),
        (date(2026, 2, 15), Urgency("Last working day passed", "orange")),
        (date(2026, 2, 16), Urgency("1 day overdue", "red")),
    ],
)
def test_a_day_is_overdue_only_after_the_day_of_the_law(today: date, shown: Urgency) -> None:
    friday, sunday = date(2026, 2, 13), date(2026, 2, 15)
    assert urgency(friday, sunday, today) == shown


def test_an_excused_day_is_overdue_still_and_says_so() -> None:
    assert urgency(date(2026, 2, 13), date(2026, 2, 13), date(2026, 2, 16), is_excused=True).words.endswith("excused")
