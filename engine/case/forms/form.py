"""A form: the questions of one task, and what is wrong with the answers given to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from engine.case.forms.answers import clean, is_too_deep
from engine.case.forms.faults import FormFaults
from engine.case.forms.fields import Field, fields_of
from engine.case.forms.lint import findings
from engine.case.forms.lint_done import done_of
from engine.case.forms.questions import Questions
from engine.case.forms.reminders import Reminder
from engine.case.rejections import Fault


@dataclass(frozen=True, slots=True)
class Form:
    """Read once per version; asking and checking work on what was read."""

    title: str
    help: str
    schema: Mapping[str, Any]
    _questions: Questions
    facts: tuple[str, ...] = ()
    """What the case knows that one should have before one's eyes while answering, by the names of facts."""
    bulk: bool = False
    """Whether it may be answered once for several cases."""
    outside: "Form | None" = None
    """What people outside are asked through a link, where they can answer what the task waits for."""
    received: str = ""
    """The question that takes the day on which such an answer came."""
    reminder: Reminder | None = None
    """How whoever was asked is reminded, where the form is about an answer that is late."""
    done: tuple[str, ...] = ()
    """The questions of which one says on which day the task was done, where the form asks it anyway."""
    knows_done: bool = False
    """Whether it says which they are, even if none is."""

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls._parsed(_read(text))

    @classmethod
    def _parsed(cls, form: Any) -> Self:
        faults = tuple(findings(form))
        if faults:
            raise FormFaults(faults)
        schema = form["schema"]
        questions = Questions.of(schema, fields_of(schema, form["order"]))
        if unfit := tuple(questions.unfit_prefills()):
            raise FormFaults(unfit)
        return cls(
            form["title"],
            form["help"],
            schema,
            questions,
            tuple(form.get("facts", ())),
            form.get("x-bulk", False),
            cls._parsed(form["x-outside"]) if "x-outside" in form else None,
            form.get("x-received", ""),
            Reminder.of(form.get("x-reminder")),
            done_of(form),
            "x-done" in form,
        )

    def fields(self) -> tuple[Field, ...]:
        """The questions in the order in which they are asked."""
        return self._questions.fields

    def collections(self) -> tuple[str, ...]:
        """The fields whose rows become a collection of the case."""
        return tuple(field.name for field in self.fields() if field.collection)

    def done_on(self, answers: Mapping[str, Any]) -> str | None:
        """The day on which the task was done, as the answers say it."""
        return next((answers[name] for name in self.done if answers.get(name)), None)

    def clean(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What to keep of the answers: not the empty ones, nor those to hidden questions."""
        return clean(self.fields(), answers)

    def check(self, answers: Mapping[str, Any], *, draft: bool = False) -> tuple[Fault, ...]:
        """Every fault of the answers that `clean` keeps; a draft may leave questions open."""
        if not isinstance(answers, Mapping):
            return (Fault("", "Expected the answers as an object of names and values"),)
        if is_too_deep(answers):
            return (Fault("", "Expected answers, but these are nested deeper than any form asks"),)
        return tuple(self._questions.faults(answers, self.clean(answers), draft=draft))


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormFaults([f"Expected the form to be JSON, but {error}"]) from error
