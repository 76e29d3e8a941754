"""Every kind of entry is told in plain English, under the names that people know things by."""

import dataclasses
import re
from datetime import UTC, datetime
from itertools import accumulate

import pytest

from engine.case import events
from engine.case.details import details_of
from engine.case.events import KINDS, Event
from engine.case.history import Entry, first_hash, seal
from engine.case.sentences import ERASED, Teller, tell
from engine.case.words import Words, cut, value_in_words
from tests.engine.case.golden_sentences import GOLDEN, GOLDEN_DETAILS, MONDAY, WORDS

NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


def sealed(*happened: Event) -> list[Entry]:
    start = seal("N-1", 1, NINE, MONDAY, "U000001", happened[0], "v", first_hash("N-1"))
    rest = list(happened[1:])
    return list(
        accumulate(
            rest,
            lambda last, event: seal("N-1", last.sequence + 1, NINE, MONDAY, "U", event, "v", last.hash),
            initial=start,
        )
    )


def test_every_kind_of_entry_has_a_golden_sentence() -> None:
    assert {type(event).__name__ for event, _ in GOLDEN} == set(KINDS)


def test_a_life_is_told_as_it_was_written_down() -> None:
    told = [one.sentence for one in tell(sealed(*(event for event, _ in GOLDEN)), WORDS)]
    assert told == [sentence for _, sentence in GOLDEN]


@pytest.mark.parametrize("event", [event for event, _ in GOLDEN], ids=lambda event: type(event).__name__)
def test_a_sentence_needs_no_name_to_be_readable(event: Event) -> None:
    sentence = Teller(Words()).tell(event)
    assert sentence[0].isupper() or sentence[0] == "“"
    assert not re.search(r"\b[a-z]+_[a-z_]+\b|None|\{|\(\)", sentence.replace("case_to_open", ""))


@pytest.mark.parametrize(("event", "told"), GOLDEN_DETAILS)
def test_answers_are_told_in_the_words_of_their_form(event: Event, told: list[str]) -> None:
    assert [f"{one.title}: {one.words}" for one in details_of(event, WORDS)] == told


def test_what_is_told_of_an_entry_has_its_answers_with_it() -> None:
    [_, told] = tell(sealed(GOLDEN[0][0], events.TaskCompleted("decide#1", {"assess": False})), WORDS)
    assert [(one.title, one.words) for one in told.details] == [("Will assess", "no")]


def test_a_kind_without_a_sentence_would_be_noticed() -> None:
    with pytest.raises(TypeError, match="Expected a sentence for Event"):
        Teller(WORDS).sentence(Event())


def test_an_erased_entry_says_that_it_was_erased() -> None:
    [entry] = sealed(events.NoteAdded("note#1", "Something private"))
    [told] = tell([dataclasses.replace(entry, data=None)], WORDS)
    assert told.sentence == ERASED


def test_a_timer_keeps_its_limit_when_it_is_renamed() -> None:
    teller = Teller(WORDS)
    for event, _ in GOLDEN:
        teller.tell(event)
    assert teller.tell(events.DeadlineLifted("decided_late#1")).startswith("The deadline for “Decide whether")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not known"),
        (True, "yes"),
        (False, "no"),
        ("2026-02-16", "16 February 2026"),
        ("2026-02-31", "2026-02-31"),
        (["own_school", "home"], "Own school and home"),
        ({"01": {}, "02": {}}, "2 recorded"),
        (12, "12"),
    ],
)
def test_an_answer_is_said_as_people_say_it(value: object, words: str) -> None:
    assert value_in_words(value) == words


def test_a_long_text_is_cut_at_its_end() -> None:
    assert cut("word " * 100, 20) == "word word word word…"


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ({"case": "NOR-000002"}, "Case NOR-000002 was opened."),
        ({"shown_to": "social_care", "text": "x"}, "The notice was shown to social care."),
        ({}, "Notification was carried out."),
    ],
)
def test_each_effect_says_what_came_of_it(outcome: dict[str, str], sentence: str) -> None:
    assert Teller(WORDS).tell(events.EffectCarriedOut("notification#1", outcome)) == sentence
