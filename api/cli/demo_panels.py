"""Panels of the invented authority: who sits on them, when they meet, and what stands on their next agendas."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from api.office import Office
from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.panels import is_for_panels

MOST = 200


def seat_panels(office: Office, told: list[Mapping[str, Any]], staff: list[Actor], by: Actor) -> None:
    """Each panel with its meetings of the weeks to come, and the decisions that wait on the first agenda."""
    waiting = _waiting(office, by)
    ids = {actor.name: actor.id for actor in staff}
    for panel in told:
        members = [ids[name] for name in panel["members"] if name in ids]
        kept = office.panels.keep(by, panel["name"], place=panel["place"], members=members)
        first = _next(office.engine.today(), panel["weekday"])
        until = first + timedelta(weeks=panel["weeks"])
        meetings = office.panels.arrange(by, kept.id, first, panel["starts_at"], every=panel["every"], until=until)
        for case, task in waiting.get(panel["process"], ())[: panel["cases"]]:
            office.panels.put_on(by, meetings[0].id, case, task, panel["minutes"])


def _next(today: date, weekday: int) -> date:
    """The next such day after today; 0 stands for Monday."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _waiting(office: Office, by: Actor) -> dict[str, list[tuple[str, str]]]:
    """The open decisions of each process, the most pressing first."""
    with office.engine.database.read() as tx:
        found = tx.tasks(by.authority, TaskFilter(roles=frozenset({"decision"})), sort="working", limit=MOST).items
    waiting: dict[str, list[tuple[str, str]]] = {}
    for task in filter(is_for_panels, found):
        waiting.setdefault(task.process, []).append((task.case, task.task))
    return waiting
