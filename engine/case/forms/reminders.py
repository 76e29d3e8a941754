"""What a form says of reminders: the letter, and how sending it answers the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

_NEEDED = ("letter", "sent_on", "answers")
_WORDS = frozenset({*_NEEDED, "whom", "expected_on"})


@dataclass(frozen=True, slots=True)
class Reminder:
    """`sent_on`, `whom` and `expected_on` name the questions that take the day, the person and the new day."""

    letter: str
    sent_on: str
    answers: Mapping[str, Any]
    whom: str = ""
    expected_on: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any] | None) -> Self | None:
        return cls(**said) if said is not None else None

    def answers_of(self, who: str, sent_on: date, expected_on: date) -> dict[str, Any]:
        """The answers to the form of which a reminder to somebody was sent."""
        given = {self.sent_on: sent_on.isoformat(), self.whom: who, self.expected_on: expected_on.isoformat()}
        return {**self.answers, **{name: value for name, value in given.items() if name}}


def is_reminder(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(_NEEDED) <= set(value) <= _WORDS
        and isinstance(value["answers"], dict)
        and all(isinstance(said, str) for word, said in value.items() if word != "answers")
    )
