"""Pages for people who hold a link and no account: what guards them, and the steps of an answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from engine import AskedByLink, BadInput, Rejected
from engine.case.commands import SentFile
from engine.case.forms import Form
from engine.case.rejections import CannotAnswer, CaseClosed, CommandIdReused, TaskNotOpen
from engine.case.words import answer_in_words
from web.forms import Asking
from web.frame import house, pages
from web.guarding import check_csrf

View = TypeVar("View", bound=Callable[..., Any])

BY_LINK = "holds a link"
MOST_PARTS = 40
BY_LINK_PAGES = ("pages.answer", "pages.family", "pages.family_tells", "pages.letter_to_family")
TOO_LATE = (CannotAnswer, CommandIdReused, TaskNotOpen, CaseClosed)
"""Somebody answered before, or nobody needs the answer any more."""


def by_link(view: View) -> View:
    """Only for those whose token opens something, which the view itself finds out; forged forms are refused."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        request.max_form_parts = MOST_PARTS
        if request.method == "POST":
            check_csrf()
        return cast(ResponseReturnValue, view(*args, **kwargs))

    guarded.guard = BY_LINK  # type: ignore[attr-defined]
    return cast(View, guarded)


GONE = 410


def opens_nothing(token: str, *, for_family: bool) -> ResponseReturnValue:
    """What to do now, for whoever holds a link that has ended; for a guess, a page that tells nothing."""
    ended = house().links.ended(token, for_family=for_family)
    if ended is not None:
        return render_template("outside/link_ended.html", ended=ended), GONE
    return not_there()


def not_there() -> ResponseReturnValue:
    """The page for a guess, and for what a good link does not show."""
    with house().engine.database.read() as tx:
        owners = tx.authorities()
    return render_template("outside/link_opens_nothing.html", owner=owners[0] if len(owners) == 1 else None), 404


@dataclass(frozen=True)
class Steps:
    """An answer in three steps: fill in the form, check it and add files, send."""

    asked: AskedByLink
    form: Form
    template: str
    words: Mapping[str, Any]

    @property
    def asking(self) -> Asking:
        return Asking(self.asked.title, "Continue", self.form, {}, self.form.help)

    def begin(self, shown: Mapping[str, Any] | None = None) -> str:
        return self.asking.page(self.template, shown=shown, **self.words)

    def take(self) -> ResponseReturnValue:
        """What to answer to the form of this request."""
        do = request.form.get("do")
        if do == "change":
            return self.begin(self._sent())
        if do == "send":
            return self._send()
        answers = self.asking.typed()
        faults = self.form.check(answers)
        if faults:
            refusal = BadInput("There is a problem", faults)
            return self.asking.page(self.template, refusal, **self.words), refusal.status
        return self._check(self.form.clean(answers))

    def _check(self, answers: Mapping[str, Any], problem: str = "") -> str:
        asked = [(one.title, _in_words(one, answers[one.name])) for one in self.form.fields() if one.name in answers]
        return render_template(
            "outside/link_check.html",
            said=asked,
            sent=json.dumps(answers),
            problem=problem,
            **self.words,
        )

    def _sent(self) -> dict[str, Any]:
        """The answers as they came back from the page that shows them; whatever else it is, is no answer."""
        try:
            sent = json.loads(request.form.get("sent", ""))
        except (ValueError, RecursionError):
            return {}
        return sent if isinstance(sent, dict) else {}

    def _send(self) -> ResponseReturnValue:
        answers = self._sent()
        try:
            house().links.answer(self.asked, answers, tuple(_files()), request.form.get("form_id", "")[:64])
        except TOO_LATE:
            return redirect(request.path, 303)
        except BadInput as refusal:
            if self.form.check(answers):
                return self.asking.page(self.template, refusal, shown=answers, **self.words), refusal.status
            return self._check(answers, refusal.faults[0].sentence if refusal.faults else refusal.sentence), 422
        except Rejected as refusal:
            return self._check(answers, refusal.sentence), refusal.status
        back = request.path.removesuffix("/tell")
        return redirect(f"{back}?sent=yes" if self.asked.link.is_for_family else back, 303)


def _in_words(field: Any, said: Any) -> str:
    return str(said) if field.kind == "text" else answer_in_words(field, said)


def _files() -> list[SentFile]:
    chosen = [one for one in request.files.getlist("files") if one.filename]
    return [SentFile(str(one.filename)[-200:], one.mimetype, one.stream.read()) for one in chosen]


@pages.app_template_filter("letterhead")
def letterhead(owner: Any) -> dict[str, str]:
    """How to reach an authority, as its letters say."""
    found: dict[str, str] = (owner.settings or {}).get("letters", {}) if owner else {}
    return found
