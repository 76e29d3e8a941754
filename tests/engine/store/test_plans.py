"""A long queue costs no more than a short one: each list is found by an index, and in its order."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event

from engine.case.commands import Actor
from engine.case.filters import CaseFilter, DeadlineFilter, TaskFilter
from engine.store import Database, Reading, waiting
from engine.store.reading import figures, moves
from tests.engine.store.lives import MONDAY, NORTH
from tests.engine.store.queues import fill, many

ADA = Actor("U7", "Ada", NORTH, frozenset({"caseworker"}), frozenset({"casework", "health"}), frozenset({"Team 1"}))
OF_SOMEBODY = r"INDEX ix_open_task__(assignee|load|pressed) \(authority=\? AND assignee=\?\)"
OF_A_CASE = r"PRIMARY KEY \(case=\?\)"
SORTS = ("working", "-working", "opened", "title", "-title", "person")


@pytest.fixture(scope="module")
def queue() -> Iterator[Database]:
    """So many tasks that no role or team has few."""
    database = Database("sqlite://")
    database.migrate()
    fill(database, many(21_000))
    yield database
    database.close()


def plans(database: Database, ask: Callable[[Reading], Any]) -> list[list[str]]:
    """How SQLite says that it will answer each query that the question leads to."""
    asked: list[tuple[str, Any]] = []

    def listen(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(database._engine, "before_cursor_execute", listen)
    with database.read() as tx:
        ask(tx)
    event.remove(database._engine, "before_cursor_execute", listen)
    with database.read() as tx:
        return [[row[3] for row in tx._cursor.execute(f"EXPLAIN QUERY PLAN {text}", said)] for text, said in asked]


def last_plan(database: Database, ask: Callable[[Reading], Any]) -> list[str]:
    return plans(database, ask)[-1]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "filter",
    [
        TaskFilter(),
        TaskFilter(is_unassigned=True),
        TaskFilter(roles=frozenset({"casework"})),
        TaskFilter(roles=frozenset({"casework"}), is_unassigned=True),
        TaskFilter(teams=frozenset({"Team 1"})),
    ],
    ids=repr,
)
def test_a_long_queue_is_met_in_its_order(queue: Database, filter: TaskFilter, sort: str) -> None:
    plan = last_plan(queue, lambda tx: tx.tasks(NORTH, filter, sort=sort))
    assert len(plan) == 1
    assert plan[0].startswith("SEARCH open_task USING INDEX ix_open_task__")


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    ("said", "index"),
    [
        ({"assignee": "U7"}, OF_SOMEBODY),
        ({"person": "P-7"}, OF_A_CASE),
        ({"case": "N-007"}, OF_A_CASE),
        ({"text": "nobody title"}, OF_A_CASE),
        ({"assignee": "U7", "roles": frozenset({"health"})}, OF_SOMEBODY),
    ],
    ids=str,
)
def test_a_filter_that_few_tasks_pass_leads_to_them(
    queue: Database, said: dict[str, Any], index: str, sort: str
) -> None:
    plan = last_plan(queue, lambda tx: tx.tasks(NORTH, TaskFilter(**said), sort=sort))
    assert re.fullmatch(f"SEARCH open_task USING {index}", plan[0])


@pytest.mark.parametrize("sort", SORTS)
def test_the_queue_of_somebody_is_found_part_by_part(queue: Database, sort: str) -> None:
    found = plans(queue, lambda tx: tx.tasks(NORTH, TaskFilter(queue_of=ADA), sort=sort))
    assert not [step for plan in found for step in plan if step.startswith("SCAN open_task")]


@pytest.mark.parametrize("sort", SORTS)
def test_the_next_page_begins_in_the_index(queue: Database, sort: str) -> None:
    with queue.read() as tx:
        cursor = tx.tasks(NORTH, sort=sort).next
    column = {"opened": "opened_on", "person": "person_sort"}.get(sort.removeprefix("-"), sort.removeprefix("-"))
    [step] = last_plan(queue, lambda tx: tx.tasks(NORTH, sort=sort, cursor=cursor))
    assert f"ix_open_task__{column} (authority=? AND ({column}" in step


def test_the_bands_are_counted_in_the_indexes_alone(queue: Database) -> None:
    for filter in (TaskFilter(), TaskFilter(queue_of=ADA), TaskFilter(teams=frozenset({"Team 1"}))):
        for plan in plans(queue, lambda tx, filter=filter: tx.bands(NORTH, filter, MONDAY)):  # type: ignore[misc]
            assert [step for step in plan if "open_task" in step and "COVERING INDEX" not in step] == []


@pytest.mark.parametrize("sort", ["opened", "-opened", "working", "person", "case", "-case"])
@pytest.mark.parametrize("filter", [CaseFilter(), CaseFilter(is_closed=False), CaseFilter(team="East")], ids=repr)
def test_the_list_of_cases_is_met_in_its_order(sqlite: Database, filter: CaseFilter, sort: str) -> None:
    plan = last_plan(sqlite, lambda tx: tx.cases(NORTH, filter, sort=sort))
    assert len(plan) == 1
    assert "(authority=? AND is_closed=?" in plan[0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx: tx.deadlines_at_risk(NORTH, DeadlineFilter(team="East"), due_before=MONDAY),
        lambda tx: tx.letters(NORTH),
        lambda tx: tx.incidents(NORTH),
        lambda tx: tx.persons(NORTH),
        lambda tx: tx.accesses(NORTH),
        lambda tx: tx.history_page(NORTH, "N-1"),
    ],
    ids=["deadlines", "letters", "incidents", "persons", "accesses", "history"],
)
def test_no_list_is_sorted_after_it_was_fetched(sqlite: Database, ask: Callable[[Reading], Any]) -> None:
    plan = last_plan(sqlite, ask)
    assert plan[0].startswith("SEARCH")
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")]


def prepared_plan(database: Database, query: Any) -> list[str]:
    """The same of a statement that is compiled once."""
    with database.read() as tx:
        text = tx._prepared(query).text
        return [row[3] for row in tx._cursor.execute(f"EXPLAIN QUERY PLAN {text}", ("",) * text.count("?"))]


@pytest.mark.parametrize("query", [*figures._RISK["limit"], *figures._RISK["team"], moves._PROFILES])
def test_what_is_counted_is_met_in_its_order(sqlite: Database, query: Any) -> None:
    counted = [step for step in prepared_plan(sqlite, query) if "deadline" in step or "case_summary" in step]
    assert counted
    assert all(
        re.match(r"SEARCH \w+ USING COVERING INDEX ix_(deadline__risk|case_summary__alike) ", one) for one in counted
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx: tx.reached(NORTH, ["plan_issued", "request_received"], MONDAY, MONDAY),
        lambda tx: tx.spells(NORTH, ["advice"], MONDAY, MONDAY),
        lambda tx: tx.advice_times(NORTH, MONDAY, MONDAY),
        lambda tx: tx.months(NORTH, ["final_plan", "assess_decision"], "due", MONDAY, MONDAY),
        lambda tx: tx.months(NORTH, ["final_plan", "assess_decision"], "done", MONDAY, MONDAY),
    ],
    ids=["reached", "spells", "advice", "due", "done"],
)
def test_figures_are_counted_day_by_day_without_sorting(sqlite: Database, ask: Callable[[Reading], Any]) -> None:
    by_day, found, added_up, *_ = last_plan(sqlite, ask)
    assert by_day.startswith("CO-ROUTINE")
    assert "USING COVERING INDEX" in found
    assert added_up.startswith("SCAN anon_1")


def test_the_sweep_asks_an_index_what_is_due(sqlite: Database) -> None:
    plan = prepared_plan(sqlite, waiting._DUE)
    assert plan[0] == "SEARCH timer USING INDEX ix_timer__due_at (due_at<?)"
    assert not [step for step in plan if "TEMP B-TREE" in step]
