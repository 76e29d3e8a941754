"""What was answered at an entry of a history: each question with its answer in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.case import events
from engine.case.events import Event, Facts
from engine.case.forms import Field
from engine.case.words import Words, answer_in_words, before_answer, readable

LONGEST_DETAIL = 120
"""Characters of an answer; the whole of it stands in the entry."""

Asked = Mapping[str, Field]


@dataclass(frozen=True)
class Detail:
    """A question under its title, with the answer as people say it."""

    title: str
    words: str

    @property
    def sentence(self) -> str:
        """ "Assess? No" """
        return f"{before_answer(self.title)} {self.words}"


def details_of(event: Event, words: Words) -> tuple[Detail, ...]:
    """The answers that an entry holds, in the order of the form that asked; none for most kinds of entry."""
    at, answers = _answered(event)
    if not answers:
        return ()
    asked = {**words.questions, **words.forms.get(at.rsplit("#", 1)[0], {})}
    order = {name: place for place, name in enumerate(asked)}
    names = sorted(answers, key=lambda name: order.get(name, len(order)))
    return tuple(one for name in names for one in _details(asked.get(name), name, answers[name]))


def _answered(event: Event) -> tuple[str, Facts]:
    """Where answers were given, and which."""
    match event:
        case events.CaseOpened():
            return OPENING, event.facts
        case events.TaskCompleted() | events.TaskPassed():
            return event.task, event.answers
        case events.MessageReceived():
            return event.message, event.payload
        case events.AnswerReceived():
            return event.task or "", event.answers
    return "", {}


OPENING = "Start"
"""Where the answers of the start form are given."""


def _details(asked: Field | None, name: str, value: Any) -> Iterator[Detail]:
    title = asked.title if asked is not None else readable(name)
    rows = _rows(value)
    if not rows:
        yield Detail(title, answer_in_words(asked, value, LONGEST_DETAIL))
    for number, row in enumerate(rows, start=1):
        within = {field.name: field for field in asked.rows} if asked is not None else {}
        yield Detail(title if len(rows) == 1 else f"{title}, {number} of {len(rows)}", _row(within, row))


def _rows(value: Any) -> list[Facts]:
    """Rows of a table that was filled in, as a list or as a collection of the case."""
    found = list(value.values()) if isinstance(value, dict) else value
    return found if isinstance(found, list) and found and all(isinstance(one, dict) for one in found) else []


def _row(asked: Asked, row: Facts) -> str:
    said = ((asked.get(name), name, value) for name, value in row.items() if value not in (None, "", [], {}))
    words = (
        f"{field.title if field is not None else readable(name)}: {answer_in_words(field, value, LONGEST_DETAIL)}"
        for field, name, value in said
    )
    return "; ".join(words) or "not known"
