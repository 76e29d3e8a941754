"""Reminders to several at once: looked at first, then sent, each recorded on its case."""

from collections.abc import Iterable
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import MOST_TOGETHER, BadInput, Fault, Reminded, Reminding
from engine.case.forms import Field
from engine.case.permissions import SEE_CASES, WORK_CASES
from engine.case.requests import CONSULTATION
from web.addresses import from_outside
from web.answers import typed
from web.attachments import attachment
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through
from web.pages.outside.requests import LATE
from web.ticked import named

EXPECTED = Field("expected_on", "By when do you expect the answers now?", "date", "date", required=True)

AT_ONCE = 25
"""As many letters as a person looks through, and as are recorded in less than a second; the others come after them."""


@pages.route("/requests/remind", methods=["GET", "POST"])
@guard(WORK_CASES)
def remind() -> ResponseReturnValue:
    """The letters as they would go out; then what became of each."""
    looked_through("requests to send reminders for")
    try:
        prepared = house().reminders.prepare(caller(), _now_and_later()[0], _expected_on(), command_id())
    except BadInput as refusal:
        return _refused(refusal)
    if request.method == "GET" or request.form.get("do") == "look":
        return _shown(prepared)
    done = house().reminders.send(caller(), prepared, command_id(), with_links=request.form.get("with_links") == "yes")
    return _reminded(done)


def _now_and_later() -> tuple[list[tuple[str, str]], list[str]]:
    """The tasks of this page, and those that were chosen with them and come after."""
    chosen = list(dict.fromkeys(request.values.getlist("task")))
    later = (*chosen[AT_ONCE:], *request.values.getlist("later"))
    return named(chosen[:AT_ONCE]), list(dict.fromkeys(later))[:MOST_TOGETHER]


def _expected_on() -> date | None:
    """The day that was typed; none before the page was shown."""
    if request.method == "GET":
        return None
    try:
        return date.fromisoformat(str(typed((EXPECTED,), request.form).get(EXPECTED.name, "")))
    except ValueError:
        sentence = "Enter the day by which you expect the answers, such as 27 3 2026"
        raise BadInput(sentence, (Fault("/expected_on", sentence),)) from None


def _refused(refusal: BadInput) -> ResponseReturnValue:
    """The same page with what is wrong about the day; what is wrong about the choice is for the page of refusals."""
    faults = {fault.path.strip("/"): fault.sentence for fault in refusal.faults}
    if EXPECTED.name not in faults:
        raise refusal
    prepared = house().reminders.prepare(caller(), _now_and_later()[0])
    return _shown(prepared, faults), refusal.status


def _shown(prepared: list[Reminding], faults: dict[str, str] | None = None) -> str:
    answers = typed((EXPECTED,), request.form) if request.method == "POST" else {}
    return render_template(
        "outside/remind.html",
        prepared=prepared,
        board=_board(prepared),
        ready=[one for one in prepared if not one.problem],
        field=EXPECTED,
        answers=answers or {EXPECTED.name: house().reminders.usual_day().isoformat()},
        faults=faults or {},
        problem=bool(faults),
        **_following(),
    )


def _following() -> dict[str, object]:
    """Those that come after, and the page of the first of them."""
    later = _now_and_later()[1]
    following = url_for("pages.remind", task=later[:AT_ONCE], later=later[AT_ONCE:])
    go_on = f"Go on with the next {min(len(later), AT_ONCE)}" if len(later) > 1 else "Go on with the next one"
    return {"later": later, "following": following, "go_on": go_on}


def _reminded(done: list[Reminded]) -> str:
    with house().engine.database.read() as tx:
        owner = tx.authority(caller().authority)
    kept = [f"{one.reminding.case}/{one.document}" for one in done if one.document]
    return render_template(
        "outside/reminded.html",
        sent=[(one, _address(one.token)) for one in done if not one.problem],
        refused=[one for one in done if one.problem],
        letters=url_for("pages.reminder_letters", letter=kept) if kept else "",
        owner=owner,
        board=_board(one.reminding for one in done),
        **_following(),
    )


def _board(remindings: Iterable[Reminding]) -> str:
    """The board from which they were chosen."""
    kinds = {one.request.kind for one in remindings if one.request is not None}
    return url_for("pages.consultations" if kinds == {CONSULTATION} else "pages.advice", show=LATE)


def _address(token: str) -> str:
    return from_outside("pages.answer", token=token) if token else ""


@pages.get("/requests/reminders.pdf")
@guard(SEE_CASES)
def reminder_letters() -> ResponseReturnValue:
    """The letters in one file, each with pages of its own, for the printer."""
    letters = named(request.args.getlist("letter"))
    for case in dict.fromkeys(case for case, _ in letters):
        looked("downloaded letters of the case", case=case)
    file = house().packing.of_letters(caller().authority, letters)
    return attachment(file.name, file.media_type, file.content)
