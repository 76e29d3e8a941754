"""Answers as people might give them: made up for simulations, tests and the demonstration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from engine.case.forms import Field, Form
from engine.version import rows_beforehand

TRIES = 60
WORDS = "Invented for the demonstration"


class NoAnswersFound(Exception):
    """No made-up answers pass the form; the message shows the last faults."""


@dataclass(frozen=True)
class Habits:
    """What people usually answer, how long their work takes, and how often something else happens.

    `answers` gives weights by field and value (`{}`: it is left empty); `texts` phrases by field; `days_ahead` the
    days after today that a date field names; `known` what is answered the same each time, by field;
    `pace` the fewest and most days that a task takes, by BPMN id; `happenings` the chance per case
    of a message (in every process, or by process), and `moments` the fewest and most days after
    which it comes; `follows` the cases that are opened by hand some days after a fact of another;
    `seen` what the case says to whoever answers.
    """

    answers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    texts: Mapping[str, list[str]] = field(default_factory=dict)
    days_ahead: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    pace: Mapping[str, list[int]] = field(default_factory=dict)
    happenings: Mapping[str, float | Mapping[str, float]] = field(default_factory=dict)
    moments: Mapping[str, list[int]] = field(default_factory=dict)
    follows: Sequence[Mapping[str, Any]] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Mapping[str, Any]) -> "Habits":
        return cls(**{name: tables[name] for name in cls.__dataclass_fields__ if name in tables})

    def knowing(self, known: Mapping[str, Any]) -> "Habits":
        """The same habits, where something more is known."""
        return replace(self, known={**self.known, **known})

    def seeing(self, facts: Mapping[str, Any]) -> "Habits":
        """The same habits, in front of a case."""
        return replace(self, seen=facts)

    def likelihood(self, message: str, process: str) -> float:
        """How likely a message comes to a case of a process."""
        told = self.happenings[message]
        return told.get(process, 0.0) if isinstance(told, Mapping) else told


def made_up_answers(form: Form, day: date, chance: Random, habits: Habits) -> dict[str, Any]:
    """Answers that pass the form; raises `NoAnswersFound` when chance finds none."""
    for _ in range(TRIES):
        answers = _row(form.fields(), day, chance, habits)
        faults = form.check(answers)
        if not faults:
            return answers
    sentences = "; ".join(fault.sentence for fault in faults)
    raise NoAnswersFound(f"Expected to find answers to “{form.title}”, but: {sentences}")


def _row(fields: tuple[Field, ...], day: date, chance: Random, habits: Habits) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for one in fields:
        if one.is_shown(answers) and (one.required or habits.answers.get(one.name) != {} and chance.random() < 0.5):
            answers[one.name] = _answer(one, day, chance, habits)
    return answers


def _answer(one: Field, day: date, chance: Random, habits: Habits) -> Any:
    if one.name in habits.known:
        return habits.known[one.name]
    if one.kind == "date":
        return (day + timedelta(days=habits.days_ahead.get(one.name, 0))).isoformat()
    if one.kind == "choice":
        return _choice(one, chance, habits)
    if one.kind == "choices":
        told = habits.answers.get(one.name, {})
        usual = [str(option.value) for option in one.options if told.get(str(option.value), 1)]
        return sorted(chance.sample(usual, chance.randint(1, len(usual))))
    if one.kind == "yes_no":
        return chance.random() < 0.5
    if one.kind == "number":
        return chance.randint(1, 5)
    if one.kind == "rows":
        return _rows(one, day, chance, habits)
    return chance.choice(habits.texts.get(one.name, [WORDS]))[: one.max_length]


def _choice(one: Field, chance: Random, habits: Habits) -> str:
    told = habits.answers.get(one.name, {})
    values = [str(option.value) for option in one.options]
    weights = [told.get(value, 0) for value in values]
    if not any(weights):  # nobody said, or of a question by the same name with other answers
        return chance.choice(values)
    return chance.choices(values, weights)[0]


def _rows(one: Field, day: date, chance: Random, habits: Habits) -> list[dict[str, Any]]:
    """The rows that the form fills in beforehand, or up to three made up."""
    beforehand = rows_beforehand(one, habits.seen)
    if beforehand:
        return [{**_row(one.rows, day, chance, habits), **given} for given in beforehand]
    return [_row(one.rows, day, chance, habits) for _ in range(chance.randint(1, 3))]
