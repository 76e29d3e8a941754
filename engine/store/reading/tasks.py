"""The queue: open tasks, how many there are of each urgency, and who carries them."""

from datetime import date, timedelta

from sqlalchemy import Select, and_, bindparam, case, func, select

from engine.case.filters import TaskFilter
from engine.case.rows import Bands, Page, TaskRow, WorkloadRow
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, Term
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.reading.queue import alternatives, arms_by_another, arms_by_urgency
from engine.store.reading.searching import Search
from engine.store.tables.read_models import open_task

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


FURTHEST = timedelta(days=35)
"""No working day lies further before its legal day; the tribunal's August is the longest stretch without one."""


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
        alternatives = self._alternatives(authority, filter)
        if sort.removeprefix("-") == "working":
            arms = arms_by_urgency(alternatives)
        else:
            arms = arms_by_another(self._connection, alternatives)
        return page(self._connection, TASKS, arms, Wanted(sort, limit, cursor))

    def task(self, authority: str, case: str, task: str) -> TaskRow | None:
        row = self._first(_TASK, authority=authority, case=case, task=task)
        return None if row is None else TaskRow(*row)

    def tasks_of(self, authority: str, case: str) -> list[TaskRow]:
        return [TaskRow(*row) for row in self._all(_OF_CASE, authority=authority, case=case)]

    def bands(self, authority: str, filter: TaskFilter, today: date, *, most: int = 999) -> Bands:
        """How many tasks of each urgency pass the filter; the week ends on Sunday."""
        sunday = today + timedelta(days=6 - today.weekday())
        counts = [
            self._connection.execute(_counts(arm, today, sunday, most + 1)).one()
            for arm in arms_by_urgency(self._alternatives(authority, filter))
        ]
        overdue, due_today, this_week, later, undated = (min(sum(n), most + 1) for n in zip(*counts, strict=True))
        return Bands(overdue, due_today, this_week, later, undated, most)

    def _alternatives(self, authority: str, filter: TaskFilter) -> list[list[Term]]:
        search = Search(self._connection, authority, filter.text)
        return alternatives(authority, filter, search.among_tasks())

    def workload(self, authority: str, today: date) -> list[WorkloadRow]:
        """How many open tasks everybody carries, the most laden first."""
        return [WorkloadRow(*row) for row in self._all(_WORKLOAD, authority=authority, today=today)]


def _counts(arm: Arm, today: date, sunday: date, most: int) -> Select[*tuple[int, ...]]:
    """Counts no further than `most`, so that a long queue costs no more than a short one."""
    working = arm.key(T.working)
    bands = (
        and_(working < today, T.legal < today),
        and_(working > today - FURTHEST, working <= today, T.legal >= today),
        and_(working > today, working <= sunday),
        and_(working > sunday, working < date.max),
        working == date.max,
    )
    found = [select(T.task).where(*arm.conditions(), band).limit(most).subquery() for band in bands]
    return select(*(select(func.count()).select_from(one).scalar_subquery() for one in found))
