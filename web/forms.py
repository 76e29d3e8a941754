"""Showing a form and reading what was typed: for tasks, messages, new requests and new people alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from engine import BadInput
from engine.case.forms import Field, Form
from web.answers import anchor, date_parts, rows_to_show, typed

EFFECTIVE_ON = Field("effective_on", "Day on which it was done", "date", "date", "Leave it empty if it was done today.")


@dataclass(frozen=True)
class Asking:
    """A page that asks something: its words, its form, and the answers to begin with."""

    heading: str
    button: str
    form: Form | None
    answers: Mapping[str, Any]
    help: str = ""
    citation: str = ""
    can_save: bool = False
    dated: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.form.fields() if self.form is not None else ()

    def typed(self) -> dict[str, Any]:
        return typed(self.fields, request.form)

    def effective_on(self) -> str | None:
        said = typed((EFFECTIVE_ON,), request.form).get("effective_on")
        return str(said) if said else None

    def page(self, template: str, refusal: BadInput | None = None, **more: Any) -> str:
        """The page; after a refusal with what was typed, and each fault at its question and in the summary."""
        answers = self.typed() if request.method == "POST" else self.answers
        faults = {anchor(fault.path): fault.sentence for fault in refusal.faults} if refusal else {}
        return render_template(
            template,
            heading=self.heading,
            button=self.button,
            help=self.help,
            citation=self.citation,
            can_save=self.can_save,
            dated=self.dated,
            fields=self.fields,
            effective_on=EFFECTIVE_ON,
            answers=answers,
            faults=faults,
            problem=bool(refusal),
            error_list=[{"text": said, "href": f"#{where}"} for where, said in faults.items()]
            or ([{"text": refusal.sentence}] if refusal else []),
            rows_to_show=rows_to_show,
            date_parts=date_parts,
            yes_no=({"value": True, "label": "Yes"}, {"value": False, "label": "No"}),
            **more,
        )
