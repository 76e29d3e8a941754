"""The queue: open tasks, how many there are of each urgency, and who carries them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from sqlalchemy import Select, and_, bindparam, case, func, select

from engine.case.desk_rows import LoadRow
from engine.case.filters import BANDS, TaskFilter
from engine.case.rows import Bands, Page, TaskRow, WorkloadRow
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, PassedOver, Term, among, equals
from engine.store.reading.bands import band_of, band_terms, sunday_of
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
# Found by the case: SQLite would else go through every task of the authority, because an index has them in this order.
_OF_CASE = (
    select(*_COLUMNS)
    .where(T.case == bindparam("case"), PassedOver(T.authority) == bindparam("authority"))
    .order_by(T.working, T.task)
)
_OVERDUE = case((T.legal < bindparam("today", type_=T.legal.type), 1), else_=0)
_IS_THIS_WEEK = and_(
    T.working <= bindparam("sunday", type_=T.legal.type), T.legal >= bindparam("today", type_=T.legal.type)
)
_WORKLOAD = (
    select(T.assignee, func.count(), func.coalesce(func.sum(_OVERDUE), 0))
    .where(T.authority == bindparam("authority"))
    .group_by(T.assignee)
    .order_by(func.count().desc(), T.assignee)
)
_LOADS = (
    select(
        T.assignee,
        T.team,
        T.role,
        func.count(),
        func.coalesce(func.sum(_OVERDUE), 0),
        func.coalesce(func.sum(case((_IS_THIS_WEEK, 1), else_=0)), 0),
    )
    .where(T.authority == bindparam("authority"))
    .group_by(T.assignee, T.team, T.role)
)


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

    def tasks_about_items(self, authority: str, cases: Iterable[str]) -> list[TaskRow]:
        """The open tasks of some cases that are about one of many, such as an adviser."""
        terms = (equals(T.authority, authority), among(T.case, cases))
        asked = Arm(terms, frozenset({"case"})).conditions()
        return [TaskRow(*row) for row in self._connection.execute(select(*_COLUMNS).where(*asked, T.item.is_not(None)))]

    def bands(self, authority: str, filter: TaskFilter, today: date, *, most: int = 999) -> Bands:
        """How many tasks of each urgency pass the filter; the week ends on Sunday."""
        counted: Counter[str] = Counter()
        for arm in arms_by_urgency(self._alternatives(authority, filter)):
            counted.update(self._banded(arm, today, most + 1))
        return Bands(**{band: min(counted[band], most + 1) for band in BANDS}, most=most)

    def _banded(self, arm: Arm, today: date, most: int) -> Mapping[str, int]:
        """The few tasks of some cases are read once; many are counted, each band no further than `most`."""
        if arm.drivers == frozenset({"case"}):
            days = self._connection.execute(select(T.working, T.legal).where(*arm.conditions()))
            return Counter(band_of(working, legal, today) for working, legal in days)
        return dict(zip(BANDS, self._connection.execute(_counts(arm, today, most)).one(), strict=True))

    def count_tasks(self, authority: str, filter: TaskFilter, *, most: int = 999) -> int:
        """How many tasks pass the filter; one more than `most` stands for more."""
        arms = arms_by_urgency(self._alternatives(authority, filter))
        found = [select(T.task).where(*arm.conditions()).limit(most + 1).subquery() for arm in arms]
        counted = select(*(select(func.count()).select_from(one).scalar_subquery() for one in found))
        return min(sum(self._connection.execute(counted).one()), most + 1) if found else 0

    def _alternatives(self, authority: str, filter: TaskFilter) -> list[list[Term]]:
        asked = (authority, filter.text)
        if asked not in self._led:
            self._led[asked] = Search(self._connection, *asked).among_tasks()
        return alternatives(authority, filter, self._led[asked])

    @cached_property
    def _led(self) -> dict[tuple[str, str | None], list[Term]]:
        """Where searches lead: a page asks several times while it reads, and looks for it once."""
        return {}

    def workload(self, authority: str, today: date) -> list[WorkloadRow]:
        """How many open tasks everybody carries, the most laden first."""
        return [WorkloadRow(*row) for row in self._all(_WORKLOAD, authority=authority, today=today)]

    def loads(self, authority: str, today: date) -> list[LoadRow]:
        """The same by team and role, and how much of it is still to be done this week."""
        rows = self._all(_LOADS, authority=authority, today=today, sunday=sunday_of(today))
        return [LoadRow(*row) for row in rows]


def _counts(arm: Arm, today: date, most: int) -> Select[*tuple[int, ...]]:
    """Counts no further than `most`, so that a long queue costs no more than a short one."""
    found = [
        # The days first: they stand in the index, the words of a search do not.
        select(T.task).where(*arm.also(band_terms(band, today)), *arm.conditions()).limit(most).subquery()
        for band in BANDS
    ]
    return select(*(select(func.count()).select_from(one).scalar_subquery() for one in found))
