"""Panels and their meetings: who decides together and when, the agenda, the papers, who was there, the minutes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Fault, NotFound, Outcome, outcomes_of
from engine.case.forms import Field
from engine.case.panels import AHEAD, PAST, AgendaRow, MeetingRow, times_of, was_held
from engine.case.permissions import LEAD_CASES, SEE_CASES, WORK_CASES
from web.answers import typed
from web.forms import command_id
from web.frame import day, house, pages
from web.guarding import caller, guard, looked, looked_through
from web.people import names
from web.sitting import AHEAD as SOON
from web.sitting import address_of, first_open
from web.working import teams_of, works

DAY = Field("day", "Day", "date", "date", required=True)
UNTIL = Field("until", "Until", "date", "date")
EVERY = {"0": "Once", "1": "Every week", "2": "Every two weeks", "4": "Every four weeks"}


@pages.get("/panels")
@guard(SEE_CASES)
def panels() -> ResponseReturnValue:
    looked("looked at the panels")
    return _panels()


def _panels(refusal: BadInput | None = None) -> str:
    actor, today = caller(), house().engine.today()
    to_come: dict[str, list[Any]] = {}
    for one in house().panels.meetings(actor.authority, today, today + AHEAD):
        to_come.setdefault(one.panel, []).append(one)
    return render_template(
        "meetings/panels.html",
        panels=house().panels.all(actor.authority),
        to_come=to_come,
        **_staff(),
        **_faults(refusal),
    )


def _staff() -> dict[str, Any]:
    with house().engine.database.read() as tx:
        users, teams = tx.users(caller().authority), teams_of(tx, caller().authority)
    return {
        "people": {user.id: user.name for user in users},
        "workers": [user for user in users if works(user)],
        "teams": teams,
    }


def _faults(refusal: BadInput | None) -> dict[str, Any]:
    faults = {fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {}
    return {"faults": faults, "problem": bool(refusal), "given": request.form}


@pages.post("/panels")
@guard(LEAD_CASES)
def add_panel() -> ResponseReturnValue:
    said = request.form
    try:
        made = house().panels.keep(
            caller(),
            said.get("name", ""),
            team=said.get("team", ""),
            place=said.get("place", ""),
            members=said.getlist("member"),
        )
    except BadInput as refusal:
        return _panels(refusal), refusal.status
    flash("The panel is added. Now fix when it meets.")
    return redirect(url_for("pages.panel", panel=made.id))


@pages.get("/panels/<panel>")
@guard(SEE_CASES)
def panel(panel: str) -> ResponseReturnValue:
    looked("looked at a panel")
    return _panel(panel)


def _panel(panel: str, refusal: BadInput | None = None) -> str:
    actor, today = caller(), house().engine.today()
    return render_template(
        "meetings/panel.html",
        panel=house().panels.panel(actor.authority, panel),
        meetings=house().panels.meetings(actor.authority, today - PAST, today + AHEAD, panel),
        day_field=DAY,
        until_field=UNTIL,
        every=EVERY,
        answers=typed((DAY, UNTIL), request.form),
        **_staff(),
        **_faults(refusal),
    )


@pages.post("/panels/<panel>")
@guard(LEAD_CASES)
def change_panel(panel: str) -> ResponseReturnValue:
    said = request.form
    try:
        house().panels.keep(
            caller(),
            said.get("name", ""),
            team=said.get("team", ""),
            place=said.get("place", ""),
            members=said.getlist("member"),
            id=panel,
            is_active=said.get("is_active", "yes") == "yes",
        )
    except BadInput as refusal:
        return _panel(panel, refusal), refusal.status
    flash("The panel is changed.")
    return redirect(url_for("pages.panel", panel=panel))


@pages.post("/panels/<panel>/meetings")
@guard(LEAD_CASES)
def arrange_meetings(panel: str) -> ResponseReturnValue:
    said = request.form
    every = int(said["every"]) if said.get("every") in EVERY else 0
    try:
        day, until = _days(every)
        at, place = _time(said.get("starts_at", "")), said.get("place", "")
        made = house().panels.arrange(caller(), panel, day, at, place=place, every=every, until=until)
    except BadInput as refusal:
        return _panel(panel, refusal), refusal.status
    flash("The meeting is fixed." if len(made) == 1 else f"{len(made)} meetings are fixed.")
    return redirect(url_for("pages.panel", panel=panel))


def _days(every: int) -> tuple[date, date | None]:
    """The first day and the last one, where one is needed or typed; raises `BadInput` for all that is no day."""
    days: dict[str, date] = {}
    faults: list[Fault] = []
    for field in (DAY, UNTIL) if every or typed((UNTIL,), request.form) else (DAY,):
        try:
            days[field.name] = _day(field)
        except BadInput as refusal:
            faults.extend(refusal.faults)
    if faults:
        raise BadInput("Expected real days", tuple(faults))
    return days[DAY.name], days.get(UNTIL.name)


def _time(said: str) -> str:
    """A time of the day as it is kept: “9.30” and “9:30” are 09:30."""
    hours, mark, minutes = said.strip().replace(".", ":").partition(":")
    return f"{hours.zfill(2)}{mark}{minutes}"


def _day(field: Field) -> date:
    try:
        return date.fromisoformat(str(typed((field,), request.form).get(field.name, "")))
    except ValueError:
        sentence = f"Enter {'the day' if field is DAY else 'until when'}, such as 27 3 2026"
        raise BadInput(sentence, (Fault(f"/{field.name}", sentence),)) from None


# --- a meeting -----------------------------------------------------------------------------------


@pages.get("/meetings/<meeting>")
@guard(SEE_CASES)
def meeting(meeting: str) -> ResponseReturnValue:
    looked_through(f"the agenda of {meeting}")
    return _meeting(meeting)


def _meeting(meeting: str, refusal: BadInput | None = None, about: str = "") -> str:
    actor = caller()
    found, items = house().panels.meeting(actor.authority, meeting), house().panels.agenda(actor.authority, meeting)
    left = first_open(items)
    return render_template(
        "meetings/meeting.html",
        meeting=found,
        agenda=list(zip(times_of(found.starts_at, items), items, strict=True)),
        outcomes=_outcomes(items),
        was_held=was_held(found, items, house().engine.today()),
        to_decide=sum(item.is_to_decide for item in items),
        others=_others(found),
        decide=address_of(left) if left else None,
        address_of=address_of,
        people=names(actor),
        about=about,
        moved=request.args.get("moved", ""),
        how=request.args.get("how", ""),
        day_field=DAY,
        answers=typed((DAY,), request.form) or {"day": found.day.isoformat()},
        **_faults(refusal),
    )


def _outcomes(items: list[AgendaRow]) -> Mapping[tuple[str, str], Outcome]:
    """What became of the decisions that are not open any more."""
    settled = [(item.case, item.task) for item in items if not item.is_open]
    return outcomes_of(house().engine, caller().authority, settled) if settled else {}


def _others(meeting: MeetingRow) -> list[MeetingRow]:
    """The meetings to come to which its cases can be deferred, those of the same panel first."""
    today = house().engine.today()
    to_come = house().panels.meetings(meeting.authority, today, today + SOON)
    return sorted((one for one in to_come if one.id != meeting.id), key=lambda one: one.panel != meeting.panel)


@pages.get("/meetings/<meeting>/papers")
@guard(SEE_CASES)
def meeting_papers(meeting: str) -> ResponseReturnValue:
    """What members need of each case, in one place."""
    actor = caller()
    found, items = house().panels.meeting(actor.authority, meeting), house().panels.agenda(actor.authority, meeting)
    cases = []
    for at, item in zip(times_of(found.starts_at, items), items, strict=True):
        looked(f"read the papers of {meeting}", case=item.case)
        cases.append({"at": at, "item": item, **_papers_of(item)})
    looked_through(f"the papers of {meeting}")
    return render_template(
        "meetings/meeting_papers.html", meeting=found, cases=cases, outcomes=_outcomes(items), people=names(actor)
    )


def _papers_of(item: AgendaRow) -> dict[str, Any]:
    with house().engine.database.read() as tx:
        documents = tx.documents_of(item.authority, item.case)
        letters = tx.letters_of(item.authority, item.case)
    try:
        facts = house().looking.task_form(item.authority, item.case, item.task).facts if item.is_open else ()
    except NotFound:
        facts = ()
    chosen = {row.document for row in house().packing.chosen(item)}
    return {"documents": documents, "letters": letters, "facts": facts, "chosen": chosen}


@pages.post("/meetings/<meeting>/papers")
@guard(WORK_CASES)
def choose_papers(meeting: str) -> ResponseReturnValue:
    """Which documents of a case its members read."""
    said = request.form
    documents = None if said.get("do") == "usual" else said.getlist("document")
    house().panels.choose_papers(caller(), meeting, said.get("case", ""), said.get("task", ""), documents)
    flash(
        f"The papers of {said['case']} are as you chose them." if documents is not None else "They are as usual again."
    )
    return redirect(url_for("pages.meeting_papers", meeting=meeting, _anchor=said.get("anchor")))


@pages.post("/meetings/<meeting>")
@guard(LEAD_CASES)
def move_meeting(meeting: str) -> ResponseReturnValue:
    said = request.form
    if said.get("do") == "call_off":
        return _called_off(meeting, said.get("to") or None)
    return _changed(
        meeting,
        "The meeting is changed.",
        lambda: house().panels.move(
            caller(), meeting, _day(DAY), _time(said.get("starts_at", "")), said.get("place", "")
        ),
    )


def _called_off(meeting: str, to: str | None) -> ResponseReturnValue:
    """On to the panel, which says what becomes of the cases of a meeting that is not held."""
    kept = house().panels
    of = kept.meeting(caller().authority, meeting).panel
    try:
        number = kept.call_off(caller(), meeting, to)
    except BadInput as refusal:
        return _meeting(meeting, refusal), refusal.status
    cases, are, wait = ("1 open case", "is", "waits") if number == 1 else (f"{number} open cases", "are", "wait")
    there = f"{are} now before the meeting of {day(kept.meeting(caller().authority, to).day)}" if to else ""
    went = f" {cases} of its agenda {there or f'{wait} for another meeting'}." if number else ""
    flash(f"The meeting is called off.{went}")
    return redirect(url_for("pages.panel", panel=of))


def _deferred(meeting: str, case: str, task: str, to: str) -> ResponseReturnValue:
    kept = house().panels
    try:
        there = kept.defer(caller(), meeting, case, task, to)
    except BadInput as refusal:
        return _meeting(meeting, refusal, case), refusal.status
    flash(f"{case} is deferred to {there.panel_name}, {day(there.day)}.")
    return redirect(url_for("pages.meeting", meeting=meeting))


def _changed(meeting: str, done: str, change: Callable[[], object], about: str = "") -> ResponseReturnValue:
    """Back to the meeting, with what was done or what was wrong."""
    try:
        change()
    except BadInput as refusal:
        return _meeting(meeting, refusal, about), refusal.status
    flash(done)
    return redirect(url_for("pages.meeting", meeting=meeting))


@pages.post("/meetings/<meeting>/present")
@guard(WORK_CASES)
def record_present(meeting: str) -> ResponseReturnValue:
    said = request.form
    return _changed(
        meeting,
        "Who was there is recorded.",
        lambda: house().panels.record_present(caller(), meeting, said.getlist("present"), said.get("others", "")),
    )


@pages.post("/meetings/<meeting>/agenda/<case>/<path:task>")
@guard(WORK_CASES)
def change_item(meeting: str, case: str, task: str) -> ResponseReturnValue:
    """One item: called earlier or later, given more or less time, taken off, or minuted."""
    by, do, kept = caller(), request.form.get("do", ""), house().panels
    if do == "off":
        return _changed(meeting, f"{case} is off the agenda.", lambda: kept.take_off(by, meeting, case, task))
    if do == "minutes":
        text = request.form.get("text", "")
        return _changed(
            meeting,
            f"The minutes of {case} are kept as a note of the case.",
            lambda: kept.take_minutes(by, meeting, case, task, text, command_id()),
            about=case,
        )
    if do == "defer":
        return _deferred(meeting, case, task, request.form.get("to", ""))
    if do in ("earlier", "later"):
        return _moved(meeting, case, task, do)
    said = request.form.get("minutes", "")
    minutes = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    return _changed(meeting, "The times are changed.", lambda: kept.place(by, meeting, case, task, minutes=minutes))


def _moved(meeting: str, case: str, task: str, do: str) -> ResponseReturnValue:
    """Back to the agenda and to the same button, so that a keyboard can move an item on and on."""
    house().panels.place(caller(), meeting, case, task, earlier=do == "earlier")
    return redirect(url_for("pages.meeting", meeting=meeting, moved=f"{case}/{task}", how=do))


@pages.post("/cases/<case>/agenda/<path:task>")
@guard(WORK_CASES)
def put_on_agenda(case: str, task: str) -> ResponseReturnValue:
    """From the page of a decision: bring it before a meeting."""
    meeting = request.form.get("meeting", "")
    house().panels.put_on(caller(), meeting, case, task)
    flash("It is on the agenda.")
    return redirect(url_for("pages.task", case=case, task=task))
