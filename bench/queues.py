"""Lists and sweeps over a million rows, which are put into the read models of a scratch database all at once."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from bench.figures import milliseconds_of, percentile
from bench.office import AUTHORITY, Office, small_package
from engine import sweep
from engine.case.commands import Actor
from engine.case.filters import TaskFilter

ROLES = ("casework", "decision", "psychology", "health", "social_care", "business_support")
CASS = Actor("u:cas", "Cass Caseworker", AUTHORITY, frozenset({"caseworker"}), frozenset({"casework"}))
QUEUES = {
    "everything": TaskFilter(),
    "what Cass can take": TaskFilter(queue_of=CASS),
    "what nobody has of one role": TaskFilter(is_unassigned=True, roles=frozenset({"decision"})),
}
NAMED = "printf('BEN-%07d', n)"
WORKING = "date('2026-01-06', ((n * 7919) % 140) || ' days')"
FREE = "(n % 5) > 0"
ROLE = f"CASE n % 6 {' '.join(f'WHEN {n} THEN {role!r}' for n, role in enumerate(ROLES))} END"
TASKS = {
    "case": NAMED,
    "working": WORKING,
    "legal": WORKING,
    "opened_on": "date('2025-11-03', (n % 60) || ' days')",
    "person": "printf('P%06d', n / 3)",
    "person_name": "printf('Child %d Example', n / 3)",
    "person_sort": "printf('child %d example', n / 3)",
    "role": ROLE,
    "is_free": FREE,
    "assignee": f"CASE WHEN {FREE} THEN NULL ELSE printf('u:%d', n % 400) END",
}
TIMERS = {"case": NAMED, "legal": WORKING, "due_at": f"({WORKING}) || 'T00:00:00.000000Z'"}
DEADLINES = {"case": NAMED, "legal": WORKING, "working": WORKING}
CASES = {name: TASKS[name] for name in ("case", "working", "legal", "opened_on", "person", "person_name")}


def first_pages(filled: Mapping[str, int], calls: int) -> dict[str, list[list[float]]]:
    """Milliseconds of the first page of each queue, on databases with so many open tasks, call by call in turn."""
    offices = [_with_tasks(url, tasks) for url, tasks in filled.items()]
    found = {name: _in_turn(offices, filter, calls) for name, filter in QUEUES.items()}
    for office in offices:
        office.close()
    return found


def _with_tasks(url: str, tasks: int) -> Office:
    office = Office(url).found(small_package())
    office.open_one()
    fill(url, {"open_task": TASKS}, tasks)
    return office


def _in_turn(offices: list[Office], filter: TaskFilter, calls: int) -> list[list[float]]:
    found: list[list[float]] = [[] for _ in offices]
    for _ in range(calls):
        for office, times in zip(offices, found, strict=True):
            times.extend(milliseconds_of(lambda o=office: _page(o, filter), 1))  # type: ignore[misc]
    return found


def _page(office: Office, filter: TaskFilter) -> None:
    with office.database.read() as tx:
        assert len(tx.tasks(AUTHORITY, filter, limit=50).items) == 50


def nothing_due(url: str, timers: int, calls: int) -> list[float]:
    """Milliseconds of a sweep while so many timers wait and none is due."""
    office = Office(url).found(small_package())
    office.open_one()
    fill(url, {"timer": TIMERS}, timers)
    found = milliseconds_of(lambda: _sweep(office), calls)
    office.close()
    return found


def _sweep(office: Office) -> None:
    assert sweep(office.engine).fired == 0


def fill_cases(url: str, cases: int) -> None:
    """So many more cases in every list, without their histories."""
    fill(url, {"case_summary": CASES, "open_task": TASKS, "timer": TIMERS, "deadline": DEADLINES}, cases)


def fill(url: str, tables: Mapping[str, Mapping[str, str]], rows: int) -> None:
    """Copy the first row of each table so many times, with other values in some columns."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        for table, changes in tables.items():
            with without_indexes(connection, table):
                _copy(connection, table, changes, rows)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(connection: sqlite3.Connection, table: str, changes: Mapping[str, str], rows: int) -> None:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changes.get(name, f'one."{name}"') for name in columns)
    connection.execute(
        f'INSERT INTO "{table}" ({names}) '  # noqa: S608 - names of our own tables
        f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows}) "
        f'SELECT {values} FROM numbers, (SELECT * FROM "{table}" LIMIT 1) AS one'
    )


@contextmanager
def without_indexes(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Indexes are made afterwards: a million rows at once are sorted faster than one by one."""
    wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = connection.execute(wanted, (table,)).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, statement in indexes:
        connection.execute(statement)


def p95(found: list[float]) -> float:
    return percentile(found, 0.95)
