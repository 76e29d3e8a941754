"""The queue: what each filter lets through, how urgent it is, and who carries it."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.rows import Bands, WorkloadRow
from engine.store import Database
from tests.engine.store.lives import MONDAY, NORTH, SOUTH, moment
from tests.engine.store.queues import DUE, fill, numbers, row

SORTS = ["working", "title"]
ADA = Actor("ada", "Ada", NORTH, frozenset({"caseworker"}), frozenset({"casework", "health"}), frozenset({"East"}))
LEAD = Actor("mo", "Mo", NORTH, frozenset({"manager"}))
EAST_LEAD = Actor("mo", "Mo", NORTH, frozenset({"manager"}), teams=frozenset({"East"}))
LEAD_OF_EAST = Actor("em", "Em", NORTH, frozenset({"manager"}), teams=frozenset({"East"}))

QUEUE = [
    row(0, assignee="ada", role="decision", team="West"),
    row(1, role="casework", team="East", title="Ask for advice"),
    row(2, role="health", team=None, working=DUE - timedelta(days=60)),
    row(3, role="casework", team="West", process="annual_review"),
    row(4, role="decision", team="East", person="P-2", person_name="Bo 100% Lee"),
    row(5, role="casework", team="East", assignee="bo", working=None),
    row(6, authority=SOUTH, assignee="ada"),
]

TAKEN = (("East", frozenset({"decision", "health"})), ("South", frozenset({"casework"})))

LETS_THROUGH: list[tuple[dict[str, Any], list[int]]] = [
    ({}, [0, 1, 2, 3, 4, 5]),
    ({"queue_of": ADA}, [0, 1, 2]),
    ({"queue_of": LEAD}, [1, 2, 3, 4]),
    ({"queue_of": EAST_LEAD}, [1, 2, 4]),
    ({"queue_of": LEAD_OF_EAST}, [1, 2, 4]),
    ({"assignee": "ada"}, [0]),
    ({"is_unassigned": True}, [1, 2, 3, 4]),
    ({"roles": frozenset({"casework", "health"})}, [1, 2, 3, 5]),
    ({"roles": frozenset({"casework"}), "is_unassigned": True}, [1, 3]),
    ({"teams": frozenset({"East"})}, [1, 4, 5]),
    ({"teams": frozenset({"East", "West"}), "roles": frozenset({"decision"})}, [0, 4]),
    ({"teams": frozenset({"East"}), "taken": TAKEN}, [4]),
    ({"teams": frozenset({"East", "West"}), "taken": TAKEN}, [0, 3, 4]),
    ({"is_unassigned": True, "taken": TAKEN}, [1, 2, 3, 4]),
    ({"queue_of": LEAD, "teams": frozenset({"East", "West"}), "taken": TAKEN}, [3, 4]),
    ({"roles": frozenset(f"role {n}" for n in range(20))}, []),
    ({"process": "annual_review"}, [3]),
    ({"person": "P-2"}, [4]),
    ({"case": "N-003"}, [3]),
    ({"case": "N-006"}, []),
    ({"due_before": DUE}, [2]),
    ({"overdue_on": DUE + timedelta(days=1)}, [0, 1, 2, 3, 4]),
    ({"text": "advice AMINA"}, [1]),
    ({"text": "100% LEE"}, [4]),
    ({"text": "_"}, []),
    ({"text": "mina"}, []),
    ({"text": "nobody"}, []),
    ({"text": "n-003"}, [3]),
    ({"text": "003"}, [3]),
    ({"text": "003 lee"}, []),
    ({"text": "lee 100%"}, [4]),
    ({"text": "n-00"}, [0, 1, 2, 3, 4, 5]),
    ({"queue_of": ADA, "text": "advice"}, [1]),
    ({"queue_of": ADA, "roles": frozenset({"health"})}, [2]),
    ({"assignee": "ada", "is_unassigned": True}, []),
]


@pytest.mark.parametrize("sort", SORTS)
def test_each_filter_lets_through_what_it_says(filled: Database, sort: str) -> None:
    with filled.read() as tx:
        found = [
            (said, sorted(numbers(tx.tasks(NORTH, TaskFilter(**said), sort=sort).items))) for said, _ in LETS_THROUGH
        ]
    assert found == LETS_THROUGH


@pytest.fixture
def filled(database: Database) -> Database:
    fill(database, QUEUE)
    with database.write() as tx:
        tx.add_person(NORTH, "P-2", {"name": "Bo 100% Lee"}, by="ada", at=moment(MONDAY))
    return database


def test_the_most_urgent_task_comes_first_and_the_undated_last(filled: Database) -> None:
    with filled.read() as tx:
        assert numbers(tx.tasks(NORTH).items) == [2, 0, 1, 3, 4, 5]


def test_one_task_is_found_in_its_authority_only(filled: Database) -> None:
    with filled.read() as tx:
        found = tx.task(NORTH, "N-003", "decide#1")
        assert found is not None and found.process == "annual_review"
        assert tx.task(SOUTH, "N-003", "decide#1") is None


@pytest.mark.parametrize(
    ("today", "working", "legal", "band"),
    [
        (MONDAY, MONDAY - timedelta(days=1), MONDAY - timedelta(days=1), "overdue"),
        (MONDAY, MONDAY, MONDAY, "today"),
        (date(2026, 1, 10), date(2026, 1, 9), date(2026, 1, 11), "today"),
        (MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(days=6), "this_week"),
        (MONDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=7), "later"),
        (MONDAY, None, None, "undated"),
    ],
)
def test_a_task_stands_in_one_band(
    database: Database, today: date, working: date | None, legal: date | None, band: str
) -> None:
    fill(database, [row(1, working=working, legal=legal)])
    with database.read() as tx:
        counted = vars(tx.bands(NORTH, TaskFilter(), today))
    assert {name: n for name, n in counted.items() if n and name != "most"} == {band: 1}


@pytest.mark.parametrize(
    "filter",
    [TaskFilter(queue_of=ADA), TaskFilter(person="P-1"), TaskFilter(text="n-00")],
    ids=["somebody's own", "one person's", "found by text"],
)
def test_the_bands_of_a_filter_count_what_it_lets_through(filled: Database, filter: TaskFilter) -> None:
    with filled.read() as tx:
        bands = tx.bands(NORTH, filter, MONDAY)
        assert sum(vars(bands).values()) - bands.most == len(tx.tasks(NORTH, filter).items)


def test_bands_count_no_further_than_asked(database: Database) -> None:
    fill(database, (row(n, role=("casework", "health")[n % 2]) for n in range(20)))
    everything = TaskFilter(roles=frozenset({"casework", "health"}))
    with database.read() as tx:
        assert tx.bands(NORTH, everything, MONDAY, most=7) == Bands(0, 0, 0, 8, 0, most=7)


def test_the_workload_says_what_everybody_carries(filled: Database) -> None:
    with filled.read() as tx:
        assert tx.workload(NORTH, DUE + timedelta(days=1)) == [
            WorkloadRow(None, open=4, overdue=4),
            WorkloadRow("ada", open=1, overdue=1),
            WorkloadRow("bo", open=1, overdue=0),
        ]
