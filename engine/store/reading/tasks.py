"""The queue: open tasks, how many there are of each urgency, and who carries them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ScalarSelect,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.permissions import LEAD_CASES, rights_of
from engine.case.rows import Bands, Page, TaskRow, WorkloadRow
from engine.store.connected import Connected
from engine.store.reading.conditions import before, columns_of, equal, says
from engine.store.reading.pages import Conditions, Listed, Wanted, page
from engine.store.tables.read_models import open_task
from engine.store.types import NEVER, WORDS

T = open_task.c
_COLUMNS = columns_of(open_task, TaskRow)
TASKS = Listed(
    _COLUMNS,
    open_task,
    {
        "working": (T.working, T.case, T.task),
        "opened": (T.opened_on, T.case, T.task),
        "title": (T.title, T.case, T.task),
        "person": (T.person_sort, T.case, T.task),
    },
    TaskRow,
)
_TASK = select(*_COLUMNS).where(
    T.case == bindparam("case"), T.task == bindparam("task"), T.authority == bindparam("authority")
)
_OF_CASE = (
    select(*_COLUMNS)
    .where(T.case == bindparam("case"), T.authority == bindparam("authority"))
    .order_by(T.working, T.task)
)
_OVERDUE = case((T.legal < bindparam("today", type_=T.legal.type), 1), else_=0)
_WORKLOAD = (
    select(T.assignee, func.count(), func.coalesce(func.sum(_OVERDUE), 0))
    .where(T.authority == bindparam("authority"))
    .group_by(T.assignee)
    .order_by(func.count().desc(), T.assignee)
)

_WORKING = type_coerce(T.working, WORDS)

MOST_ARMS = 6
"""More roles or teams than this are looked up as one."""


class ReadsTasks(Connected):
    def tasks(
        self,
        authority: str,
        filter: TaskFilter = TaskFilter(),  # noqa: B008 - frozen
        *,
        sort: str = "working",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[TaskRow]:
        """Open tasks, sorted by `working` day, `opened` day, `title` or `person`; `-title` turns it round."""
        return page(self._connection, TASKS, _arms(authority, filter), Wanted(sort, limit, cursor))

    def task(self, authority: str, case: str, task: str) -> TaskRow | None:
        row = self._first(_TASK, authority=authority, case=case, task=task)
        return None if row is None else TaskRow(*row)

    def tasks_of(self, authority: str, case: str) -> list[TaskRow]:
        return [TaskRow(*row) for row in self._all(_OF_CASE, authority=authority, case=case)]

    def bands(self, authority: str, filter: TaskFilter, today: date, *, most: int = 999) -> Bands:
        """How many tasks of each urgency pass the filter; the week ends on Sunday."""
        arms = _arms(authority, filter)
        sunday = today + timedelta(days=6 - today.weekday())
        bands = (
            and_(T.working < today, T.legal < today),
            and_(T.working <= today, T.legal >= today),
            and_(T.working > today, T.working <= sunday),
            and_(T.working > sunday, _WORKING < NEVER),
            _WORKING == NEVER,
        )
        counts = self._connection.execute(select(*(_count(arms, band, most + 1) for band in bands))).one()
        return Bands(**dict(zip(("overdue", "today", "this_week", "later", "undated"), counts, strict=True)), most=most)

    def workload(self, authority: str, today: date) -> list[WorkloadRow]:
        """How many open tasks everybody carries, the most laden first."""
        return [WorkloadRow(*row) for row in self._all(_WORKLOAD, authority=authority, today=today)]


def _count(arms: Sequence[Conditions], band: ColumnElement[bool], most: int) -> ScalarSelect[Any]:
    """Counts no further than `most`, so that a long queue costs no more than a short one."""
    found = [select(T.task).where(*arm, band).limit(most) for arm in arms]
    merged = union_all(*(select(one.subquery()) for one in found)).limit(most)
    return select(func.count()).select_from(merged.subquery()).scalar_subquery()


def _arms(authority: str, filter: TaskFilter) -> list[Conditions]:
    """The conditions of a filter, with one arm for each place of an index where fitting tasks stand together."""
    everywhere = [
        T.authority == authority,
        *equal(T.assignee, filter.assignee),
        *([T.assignee.is_(None)] if filter.is_unassigned else []),
        *equal(T.process, filter.process),
        *equal(T.person, filter.person),
        *equal(T.case, filter.case),
        *before(T.working, filter.due_before),
        *(before(T.working, filter.overdue_on) + before(T.legal, filter.overdue_on)),
        *says(T.search, filter.text),
    ]
    owners = [[]] if filter.queue_of is None else list(_queue_of(filter.queue_of))
    split = product(owners, _each(T.role, filter.roles), _each(T.team, filter.teams))
    return [[*everywhere, *owner, *role, *team] for owner, role, team in split]


def _queue_of(actor: Actor) -> Iterator[list[ColumnElement[bool]]]:
    """What the actor holds; and of what nobody holds, what the actor may work on in their teams."""
    yield [T.assignee == actor.id]
    teams = [or_(T.team.is_(None), T.team.in_(sorted(actor.teams)))] if actor.teams else []
    roles = [None] if LEAD_CASES in rights_of(actor) else sorted(actor.works_as)
    for role in roles:
        yield [T.assignee.is_(None), *equal(T.role, role), *teams]


def _each(column: Column[Any], values: frozenset[str]) -> list[list[ColumnElement[bool]]]:
    """One arm for each value; one for all when they are many."""
    if not values:
        return [[]]
    if len(values) > MOST_ARMS:
        return [[column.in_(sorted(values))]]
    return [[column == value] for value in sorted(values)]
