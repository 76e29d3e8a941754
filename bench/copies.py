"""Copies of what lists show of cases: the same steps of other children, on other days, in the hands of others."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from random import Random

from sqlalchemy import Table

from bench.office import AUTHORITY, INVENTED
from bench.queues import without_indexes
from engine.store.tables import administration, outside, read_models
from engine.store.tables.accounts import access_log
from engine.store.tables.calendar import calendar_entry
from engine.store.tables.measured import MEASURED
from engine.store.tables.truth import person, person_word
from engine.store.types import NEVER, Day, LastDay
from engine.store.wording import case_search, plain, searched, task_search, words_of

TEAMS = ("central", "east", "hills", "moors", "north", "south", "valley", "west")
LOOKS, CHANGES = 200_000, 2_000
LONGEST = 500
"""Entries. What lives that went astray did a thousand times is not copied a thousand times again."""

APART = 10_000
"""The numbers of a copy begin so far behind those of the copy before."""

LISTED: tuple[Table, ...] = (
    *(read_models.case_summary, read_models.open_task, read_models.deadline, read_models.plan_edition),
    *MEASURED,
    calendar_entry,
    *outside.REQUESTS,
)
Values = dict[str, object]


@dataclass(frozen=True)
class Copy:
    """Another child for each child, with cases of their own, some weeks before or after, in another team."""

    number: int
    persons: Mapping[str, tuple[str, str]]
    """The name and the searched words of each person, by the number that they have here."""
    officers: Sequence[str]

    def row(self, table: Table, values: Values) -> Values:
        changed = {name: self._CHANGES[name](self, values[name]) for name in self._CHANGES if name in values}
        days = (column.name for column in table.c if isinstance(column.type, Day | LastDay))
        changed |= {name: _later(values[name], self.number % 9 - 4) for name in days}
        return {**values, **changed, **self._words(values, changed)}

    def _words(self, values: Values, changed: Values) -> Values:
        """The names, and the words by which a case or a task is found."""
        if "person_name" not in values:
            return {}
        name, search = self.persons[str(changed["person"])]
        case = str(changed["case"])
        found = task_search(case, search, str(values["title"])) if "title" in values else case_search(case, search)
        known = {"person_name": name, "person_sort": plain(name), "search": found}
        return {key: value for key, value in known.items() if key in values}

    def case(self, was: object) -> str:
        prefix, _, number = str(was).partition("-")
        return f"{prefix}-{int(number) + self.number * APART:06d}"

    def person(self, was: object) -> str:
        return f"P{int(str(was)[1:]) + self.number * APART:06d}"

    def _team(self, was: object) -> object:
        return was if was is None else TEAMS[(TEAMS.index(str(was)) + self.number) % len(TEAMS)]

    def _assignee(self, was: object) -> object:
        if was not in self.officers:
            return was
        return self.officers[(self.officers.index(str(was)) + self.number) % len(self.officers)]

    _CHANGES = {"case": case, "person": person, "team": _team, "assignee": _assignee}


@lru_cache(maxsize=100_000)
def _later(day: object, weeks: int) -> object:
    if day is None or day == NEVER:
        return day
    return (date.fromisoformat(str(day)) + timedelta(weeks=weeks)).isoformat()


def multiply(path: Path, cases: int, officers: Sequence[str]) -> None:
    """Put copies into a database until it has about so many cases."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        (lived,) = connection.execute("SELECT count(*) FROM case_summary").fetchone()
        persons = list(_persons(connection, cases // lived))
        known = {str(row["id"]): (str(row["name"]), str(row["search"])) for row in persons}
        copies = [Copy(number, known, officers) for number in range(1, cases // lived + 1)]
        _insert(connection, person, iter(persons))
        _insert(connection, person_word, (word for row in persons for word in _words(row)))
        for table in LISTED:
            rows = _rows(connection, table)
            _insert(connection, table, (copy.row(table, row) for copy in copies for row in rows))
        _insert(connection, access_log, _looks([str(row["id"]) for row in persons], officers))
        _insert(connection, administration.administration_log, _changes(officers))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(connection: sqlite3.Connection, table: Table) -> list[Values]:
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    long = f'(SELECT "case" FROM case_summary WHERE sequence > {LONGEST})'  # noqa: S608 - names of our own tables
    some = f'WHERE "case" NOT IN {long}' if "case" in table.c else ""
    found = connection.execute(f'SELECT * FROM "{table.name}" {some} ORDER BY {key}')  # noqa: S608 - the same
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _insert(connection: sqlite3.Connection, table: Table, rows: Iterator[Values]) -> None:
    columns = [column.name for column in table.c if not (column.name == "id" and column.autoincrement is True)]
    places = ", ".join(f":{name}" for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with without_indexes(connection, table.name):
        connection.execute("BEGIN")
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608 - the same
        connection.executemany(statement, rows)
        connection.execute("COMMIT")


def _persons(connection: sqlite3.Connection, copies: int) -> Iterator[Values]:
    """Other children, each with a name and a birthday of their own."""
    names = [f"{first} {last}" for first, last in product(INVENTED["people"]["first"], INVENTED["people"]["last"])]
    chance, known = Random(7), _rows(connection, person)
    for number in range(1, copies + 1):
        for row in known:
            name, details = chance.choice(names), json.loads(str(row["details"]))
            born = _later(details["date_of_birth"], chance.randint(-60, 60))
            details |= {"name": name, "date_of_birth": born}
            yield {
                **row,
                "id": Copy(number, {}, ()).person(row["id"]),
                "name": name,
                "name_sort": plain(name),
                "date_of_birth": born,
                "search": searched(words_of(name, str(born))),
                "details": json.dumps(details),
            }


def _words(row: Values) -> Iterator[Values]:
    for word in words_of(str(row["name"]), str(row["date_of_birth"])):
        yield {"authority": AUTHORITY, "word": word, "person": row["id"]}


def _looks(persons: Sequence[str], officers: Sequence[str]) -> Iterator[Values]:
    for number in range(LOOKS if len(persons) > 1000 else len(persons)):
        by = officers[number % len(officers)]
        at = f"2026-{number * 9 // LOOKS + 1:02d}-01T09:00:00.{number % 1_000_000:06d}Z"
        about = {"person": persons[number * 7919 % len(persons)], "case": None}
        yield {"authority": AUTHORITY, "at": at, "actor": by, "actor_name": by, "what": "read the record", **about}


def _changes(officers: Sequence[str]) -> Iterator[Values]:
    for number in range(CHANGES):
        at = f"2026-01-01T09:00:00.{number:06d}Z"
        by = {"actor": officers[0], "actor_name": "Adam", "about": officers[number % len(officers)]}
        yield {"authority": AUTHORITY, "at": at, **by, "what": "changed an account"}
