"""Lists in pages: no row is lost, none comes twice, and a cursor that nobody gave is refused."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.rejections import BadInput
from engine.case.rows import TaskRow
from engine.store import Database, Reading
from engine.store.tables.read_models import case_summary, open_task
from tests.engine.store.lives import MONDAY, NORTH, Life, moment
from tests.engine.store.queues import DUE, fill, numbers, row

SORTS = ["working", "-working", "opened", "-opened", "title", "-title", "person", "-person"]
ADA = Actor("ada", "Ada", NORTH, frozenset({"caseworker"}), frozenset({"casework", "health"}))
FILTERS = [TaskFilter(), TaskFilter(queue_of=ADA), TaskFilter(roles=frozenset({"casework", "decision"}))]

tasks = st.fixed_dictionaries(
    {
        "working": st.none() | st.integers(0, 3).map(lambda days: DUE + timedelta(days=days)),
        "opened_on": st.integers(0, 3).map(lambda days: MONDAY + timedelta(days=days)),
        "title": st.sampled_from(["Decide", "Écrire", "decide", "Z"]),
        "person_name": st.sampled_from(["Amina", "amina", "Zoë"]),
        "role": st.sampled_from(["casework", "decision", "health"]),
        "assignee": st.sampled_from([None, "ada", "bo"]),
    }
)


def every_page(tx: Reading, filter: TaskFilter, sort: str, limit: int) -> list[TaskRow]:
    found, cursor = [], None
    while True:
        page = tx.tasks(NORTH, filter, sort=sort, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        found += page.items
        cursor = page.next
        if cursor is None:
            return found


@pytest.fixture(scope="module")
def memory() -> Iterator[Database]:
    """A database that every example finds filled with other rows: to make one takes longer than to try it."""
    database = Database("sqlite://")
    database.migrate()
    yield database
    database.close()


def filled_anew(database: Database, rows: list[dict[str, Any]]) -> None:
    with database.write() as tx:
        for table in (open_task, case_summary):
            tx._connection.execute(delete(table))
    fill(database, (row(number, **said) for number, said in enumerate(rows)))


@settings(max_examples=40)
@given(
    rows=st.lists(tasks, max_size=12),
    sort=st.sampled_from(SORTS),
    limit=st.integers(1, 5),
    filter=st.sampled_from(FILTERS),
)
def test_pages_together_are_the_whole_list(
    memory: Database, rows: list[dict[str, Any]], sort: str, limit: int, filter: TaskFilter
) -> None:
    filled_anew(memory, rows)
    with memory.read() as tx:
        whole = tx.tasks(NORTH, filter, sort=sort, limit=200).items
        assert every_page(tx, filter, sort, limit) == whole
        assert len({item.case for item in whole}) == len(whole)


@pytest.mark.parametrize("sort", SORTS)
def test_both_databases_sort_as_python_does(database: Database, sort: str) -> None:
    rows = [row(n, title=title, person_name=title) for n, title in enumerate(["b", "B", "É", "a b", "ab", "z", "Ab"])]
    fill(database, rows)
    keys = {"working": "working", "opened": "opened_on", "title": "title", "person": "person_sort"}
    expected = sorted(rows, key=lambda one: (one[keys[sort.removeprefix("-")]], one["case"]), reverse=sort[0] == "-")
    with database.read() as tx:
        assert [item.case for item in every_page(tx, TaskFilter(), sort, 2)] == [one["case"] for one in expected]


def test_what_comes_while_paging_is_not_lost_further_on(database: Database) -> None:
    fill(database, [row(n) for n in (1, 2, 4)])
    with database.read() as tx:
        first = tx.tasks(NORTH, limit=2)
    fill(database, [row(0), row(3)])
    with database.read() as tx:
        assert numbers(tx.tasks(NORTH, cursor=first.next).items) == [3, 4]


def written(said: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "é",
        "\ud800",
        written({}),
        written(["title", "a", "N-1", "decide#1"]),
        written(["working", "2026-01-05", "N-1"]),
        written(["working", "2026-01-05", "N-1", 7]),
        written(["working", None, "N-1", "decide#1"]),
        written([["working"], "2026-01-05", "N-1", "decide#1"]),
    ],
)
def test_a_cursor_that_no_list_gave_is_bad_input(database: Database, cursor: str) -> None:
    with pytest.raises(BadInput) as refused, database.read() as tx:
        tx.tasks(NORTH, cursor=cursor)
    assert [fault.path for fault in refused.value.faults] == ["cursor"]


@pytest.mark.parametrize(
    ("said", "path"),
    [({"sort": "colour"}, "sort"), ({"sort": "--title"}, "sort"), ({"limit": 0}, "limit"), ({"limit": 201}, "limit")],
)
def test_a_page_that_cannot_be_is_bad_input(database: Database, said: dict[str, Any], path: str) -> None:
    with pytest.raises(BadInput) as refused, database.read() as tx:
        tx.tasks(NORTH, **said)
    assert [fault.path for fault in refused.value.faults] == [path]


def test_every_list_can_be_paged_through(database: Database) -> None:
    with database.write() as tx:
        for number in range(3):
            Life(f"N-{number}").open(tx).decide(tx)
            tx.add_person(NORTH, f"P-{number + 2}", {"name": f"Child {number}"}, by="ada", at=moment(MONDAY))
    with database.read() as tx:
        lists = (tx.cases, tx.letters, tx.persons, tx.tasks)
        assert [paged(one) for one in lists] == [3, 3, 4, 3]


def paged(one: Any) -> int:
    """How many rows the pages of two have together."""
    page = one(NORTH, limit=2)
    return len(page.items) + len(one(NORTH, limit=2, cursor=page.next).items)
