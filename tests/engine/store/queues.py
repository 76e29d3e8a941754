"""Queues of made-up open tasks, written row by row, with as much of their cases as a queue needs."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from engine.store import Database
from engine.store.tables.read_models import case_summary, open_task
from engine.store.wording import searched, words_of
from tests.engine.store.lives import MONDAY, NORTH

DUE = MONDAY + timedelta(weeks=6)


def row(number: int, **said: Any) -> dict[str, Any]:
    """A task of the queue; its legal day is its working day unless said otherwise."""
    working: date | None = said.get("working", DUE)
    values = {
        "case": f"N-{number:03d}",
        "task": "decide#1",
        "bpmn_id": "decide",
        "authority": NORTH,
        "process": "ehc_assessment",
        "person": "P-1",
        "person_name": "Amina Khan",
        "title": "Decide",
        "role": "casework",
        "assignee": None,
        "opened_on": MONDAY,
        "working": working,
        "legal": working,
        "is_excused": False,
        **said,
    }
    return values | {
        "is_free": values["assignee"] is None,
        "person_sort": values["person_name"].lower(),
        "search": searched(words_of(values["case"], values["person_name"], values["title"])),
    }


def fill(database: Database, rows: Iterable[dict[str, Any]]) -> None:
    written = [{column.name: one.get(column.name) for column in open_task.c} for one in rows]
    cases = {one["case"]: _case_of(one) for one in written}
    with database.write() as tx:
        if written:
            tx._connection.execute(insert(open_task), written)
            tx._connection.execute(insert(case_summary), list(cases.values()))


def _case_of(task: dict[str, Any]) -> dict[str, Any]:
    known = {column.name: task.get(column.name) for column in case_summary.c}
    return known | {"version": "", "is_closed": False, "open_tasks": 1, "sequence": 1, "head_hash": "", "search": ""}


def numbers(items: Iterable[Any]) -> list[int]:
    """Which of the tasks these are."""
    return [int(item.case.removeprefix("N-")) for item in items]


def many(count: int) -> Iterator[dict[str, Any]]:
    """Tasks of every kind, spread as in an authority."""
    roles = ("casework", "decision", "psychology", "health", "social_care", "business_support")
    for n in range(count):
        yield row(
            n,
            title=f"Title {n % 60}",
            role=roles[n * n % 6],
            assignee=None if n % 5 < 2 else f"U{n % 450}",
            team=f"Team {n % 10}",
            process=f"process_{n % 18}",
            person=f"P-{n // 3}",
            person_name=f"Given{n % 997} Family{n % 5021}",
            opened_on=MONDAY - timedelta(days=n % 200),
            working=None if n % 7 == 0 else MONDAY + timedelta(days=n % 260 - 60),
        )
