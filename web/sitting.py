"""A task that is decided in a meeting of a panel: its day is that of the meeting, and then comes the next case."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import request, url_for

from engine import NotFound, TaskForm
from engine.case.panels import AgendaOfCase, AgendaRow, MeetingRow
from engine.case.permissions import WORK_CASES, rights_of
from web.forms import EFFECTIVE_ON, Asking
from web.frame import house, pages
from web.guarding import caller

AHEAD = timedelta(days=120)
"""How far ahead meetings are offered for a case."""


def held() -> MeetingRow | None:
    """The meeting in which the task of this page is decided, if the address names one."""
    meeting = request.args.get("meeting")
    try:
        return house().panels.meeting(caller().authority, meeting) if meeting else None
    except NotFound:
        return None


def dated(asking: Asking) -> Asking:
    """The questions with the day of the meeting as the day on which it was done."""
    meeting, today = held(), house().engine.today()
    places = (EFFECTIVE_ON.name,) if asking.dated else asking.dated_by
    if meeting is None or not places or meeting.day > today or (asking.dated and meeting.day == today):
        return asking
    return replace(asking, answers={**dict.fromkeys(places, meeting.day.isoformat()), **asking.answers})


def next_address() -> str | None:
    """After a decision in a meeting: the next case on its agenda, or the agenda when none is left."""
    meeting = held()
    if meeting is None:
        return None
    left = first_open(house().panels.agenda(meeting.authority, meeting.id))
    return address_of(left) if left else url_for("pages.meeting", meeting=meeting.id)


def first_open(items: Iterable[AgendaRow]) -> AgendaRow | None:
    return next((item for item in items if item.is_to_decide), None)


def address_of(item: AgendaRow) -> str:
    return url_for("pages.task", case=item.case, task=item.task, meeting=item.meeting)


def beside(shown: TaskForm, case: str) -> dict[str, Any]:
    """What the page of a decision says of panels: the meeting that it is decided in, and those it can come before."""
    actor, today = caller(), house().engine.today()
    if shown.task.role != "decision":
        return {}
    agendas = [one for one in agendas_of(case) if one.task == shown.task.task]
    known = {one.meeting for one in agendas}
    may = WORK_CASES in rights_of(actor)
    to_come = house().panels.meetings(actor.authority, today, today + AHEAD) if may else []
    return {"meeting": held(), "agendas": agendas, "offered": [one for one in to_come if one.id not in known]}


def agendas_of(case: str) -> list[AgendaOfCase]:
    """The meetings to come that a case stands before."""
    with house().engine.database.read() as tx:
        return tx.agendas_of(caller().authority, case, house().engine.today())


@pages.app_context_processor
def panel_words() -> dict[str, Any]:
    return {"agendas_of": agendas_of}
