"""Showing a form and reading what was typed: for tasks, messages, new requests and new people alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from engine import BadInput, Fault, Rejected
from engine.case.forms import Field, Form
from engine.case.rejections import DayNotAllowed
from web.answers import place_of, rows_sent, rows_to_show, typed
from web.guarding import caller
from web.plain import plain

EFFECTIVE_ON = Field("effective_on", "Day on which it was done", "date", "date", "For example, 27 3 2026")
WHEN = "done_when"
"""The two radio buttons that ask whether it was done today or on an earlier day."""

TODAY, EARLIER = "today", "earlier"
ADD = "add:"
"""What the button says, before the name of the question, that asks for another row."""

LONGEST_ID = 64


@dataclass(frozen=True)
class FieldsOnly:
    """Questions of the office that no process asks."""

    asked: tuple[Field, ...]

    def fields(self) -> tuple[Field, ...]:
        return self.asked


@dataclass(frozen=True)
class Asking:
    """A page that asks something: its words, its form, and the answers to begin with."""

    heading: str
    button: str
    form: Form | FieldsOnly | None
    answers: Mapping[str, Any]
    help: str = ""
    citation: str = ""
    can_save: bool = False
    dated: bool = False
    """Whether the page asks on which day it was done, because none of the questions of the form does."""
    dated_by: tuple[str, ...] = ()
    """The questions of the form of which one says it, if any does."""
    day: Field = EFFECTIVE_ON
    """The question that asks it."""
    when: str = "When was it done?"
    """The question before it: today, or on an earlier day."""
    blocked: str = ""
    """Why this person can read it but not answer, if so."""

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.form.fields() if self.form is not None else ()

    def typed(self) -> dict[str, Any]:
        return typed(self.fields, request.form)

    def effective_on(self) -> date | None:
        """The day on which it was done, if one was typed; raises `BadInput` for a day that does not exist."""
        said = typed((self.day,), request.form).get(self.day.name)
        if not self.dated or request.form.get(WHEN) == TODAY:
            return None
        if said is None and request.form.get(WHEN) == EARLIER:
            sentence = "Enter the day on which it was done"
            raise BadInput(sentence, (Fault(EFFECTIVE_ON.name, sentence),))
        if said is None:
            return None
        try:
            return date.fromisoformat(str(said))
        except ValueError:
            sentence = f"{self.day.title} must be a real date, such as 27 March 2026"
            raise BadInput(sentence, (Fault(self.day.name, sentence),)) from None

    def page(
        self, template: str, refusal: Rejected | None = None, *, shown: Mapping[str, Any] | None = None, **more: Any
    ) -> str:
        """The page; after a refusal with what was typed, and each fault at its question and in the summary."""
        given: MultiDict[str, str] = request.form
        answers = (
            shown
            if shown is not None
            else self.typed() | typed((EFFECTIVE_ON,), given)
            if request.method == "POST"
            else self.answers
        )
        faults = self._faults(refusal)
        return render_template(
            template,
            asking=self,
            fields=self.fields,
            effective_on=self.day,
            answers=answers,
            faults=faults,
            problem=bool(refusal),
            error_list=_error_list(faults, refusal),
            rows_of=lambda field: rows_to_show(field, answers, _rows_wanted(given, field.name)),
            added=adding(),
            when=_when(answers),
            **more,
        )

    def _day_question(self) -> Field | None:
        """The question that says on which day it was done."""
        if self.dated:
            return self.day
        said = self.form.clean(self.typed()) if isinstance(self.form, Form) else {}
        return next((one for one in self.fields if one.name in self.dated_by and said.get(one.name)), None)

    def _faults(self, refusal: Rejected | None) -> dict[str, str]:
        """The sentence at each input, by its id; a day that is refused is the day on which it was done."""
        if isinstance(refusal, DayNotAllowed) and not refusal.faults and (place := self._day_question()):
            return {place.name: f"{place.title} must not be in the future, nor before the case began"}
        found = refusal.faults if refusal is not None else ()
        faults: dict[str, str] = {}
        for fault in found:
            if fault.path:
                faults.setdefault(place_of(fault.path, self.fields), fault.sentence)
        return faults


def _error_list(faults: Mapping[str, str], refusal: Rejected | None) -> list[dict[str, str]]:
    if refusal is None:
        return []
    placeless = [{"text": fault.sentence} for fault in refusal.faults if not fault.path]
    listed = [{"text": said, "href": f"#{where}"} for where, said in faults.items()] + placeless
    return listed or [{"text": plain(refusal.sentence)}]


def _when(answers: Mapping[str, Any]) -> str:
    """Which of the two is chosen; a day that was typed speaks for an earlier one."""
    otherwise = EARLIER if answers.get(EFFECTIVE_ON.name) else TODAY
    return request.form.get(WHEN, otherwise)


def adding() -> str | None:
    """The question for which another row was asked."""
    do = request.form.get("do", "")
    return do.removeprefix(ADD) if do.startswith(ADD) else None


def _rows_wanted(given: MultiDict[str, str], name: str) -> int:
    return rows_sent(given, name) + (adding() == name)


def seen_draft() -> str | None:
    """The mark of the draft that the page showed, so that nobody overwrites what they have not seen."""
    return request.form.get("draft_seen", "")[:LONGEST_ID] or None


def command_id() -> str | None:
    """The same form sent twice, by an impatient click, is one command."""
    said = request.form.get("form_id", "")[:LONGEST_ID]
    return f"page:{caller().id}:{said}" if said else None
