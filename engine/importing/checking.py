"""Checks every row of a caseload by itself and with the others, and puts together what belongs together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.importing.columns import SHEETS, Column, Sheet
from engine.importing.rows import ASSESSMENTS, PERSONS, PLANS, REQUESTS, Problem, Row, problem
from engine.statute import listed, short

NEVER_CAME = "was not taken, so this cannot be either"


@dataclass(frozen=True)
class Caseload:
    """The rows without fault: persons, then what becomes a case, each request with its assessment."""

    persons: list[Row]
    cases: list[Row]
    planned: frozenset[str]
    """The persons of whom there is a plan."""
    read: Mapping[str, int]
    """How many rows of each kind there were."""


def checked(rows: Sequence[Row], today: date) -> tuple[Caseload, list[Problem]]:
    """The rows that can be taken, and every fault of every other."""
    check = _Check(today)
    good = {kind: check.sheet(kind, [row for row in rows if row.kind == kind]) for kind in SHEETS}
    requests = check.with_assessments(good[REQUESTS], good[ASSESSMENTS])
    cases = check.of_known_persons([*requests, *good[PLANS]])
    planned = frozenset(row.get("person_id") for row in rows if row.kind == PLANS)
    read = {kind: sum(row.kind == kind for row in rows) for kind in SHEETS}
    return Caseload(good[PERSONS], cases, planned, read), check.problems


class _Check:
    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: list[Problem] = []
        self._refused: dict[str, set[str]] = {kind: set() for kind in SHEETS}
        self._faulty: list[Row] = []

    def sheet(self, kind: str, rows: list[Row]) -> list[Row]:
        """The sound rows of one kind, with their days written in one way."""
        sheet, seen, good = SHEETS[kind], dict[str, Row](), []
        for row in rows:
            tidy, found = _tidied(row, sheet)
            found += [*_in_itself(tidy, sheet, self.today), *_repeated(tidy, sheet, seen)]
            self.problems += found
            if found:
                self._refused[kind].add(row.get(sheet.key))
                self._faulty.append(row)
            else:
                seen[tidy.get(sheet.key)] = tidy
                good.append(tidy)
        return good

    def with_assessments(self, requests: list[Row], assessments: list[Row]) -> list[Row]:
        """Each request with the assessment that followed it: together they are one case."""
        by_key = {row.get("request_id"): row for row in requests}
        followed: dict[str, Row] = {}
        for faulty in [row for row in self._faulty if row.get("request_id") in by_key and row.kind == ASSESSMENTS]:
            self._refuse_with(by_key[faulty.get("request_id")], faulty)
        for assessment in assessments:
            request = by_key.get(assessment.get("request_id"))
            found = list(_fitting(assessment, request, followed)) if request else [self._homeless(assessment)]
            self.problems += found
            if not found:
                followed[assessment.get("request_id")] = assessment
            elif request is not None:
                self._refuse_with(request, assessment)
        return [_joined(row, followed.get(key)) for key, row in by_key.items() if key not in self._refused[REQUESTS]]

    def _refuse_with(self, request: Row, assessment: Row) -> None:
        """Half of a case would stand at the wrong place."""
        self._refused[REQUESTS].add(request.get("request_id"))
        sentence = f"Its assessment in row {assessment.number} {NEVER_CAME}"
        self.problems.append(problem(request, "request_id", sentence))

    def _homeless(self, row: Row) -> Problem:
        key, kind = SHEETS[row.kind].link or ("", "")
        if row.get(key) in self._refused[kind]:
            return problem(row, key, f"“{row.get(key)}” of the {kind} {NEVER_CAME}")
        return problem(row, key, f"Expected one of the {kind} to have the {key} “{row.get(key)}”, but none has")

    def of_known_persons(self, rows: list[Row]) -> list[Row]:
        """Rows whose person was not refused; whether there is such a person shows when it is looked for."""
        lost = [row for row in rows if row.get("person_id") in self._refused[PERSONS]]
        self.problems += [self._homeless(row) for row in lost]
        return [row for row in rows if row.get("person_id") not in self._refused[PERSONS]]


def _tidied(row: Row, sheet: Sheet) -> tuple[Row, list[Problem]]:
    """The row with its days as 2026-01-05; what is no day, and every other fault of one value."""
    values, found = dict(row.values), []
    for column in sheet.columns:
        value = row.get(column.name)
        if not value:
            if column.is_required:
                found.append(problem(row, column.name, f"Expected “{row.name_of(column.name)}” to be filled in"))
            continue
        day = _day(value) if column.is_day else None
        if day is not None:
            values[column.name] = day.isoformat()
        found += [problem(row, column.name, sentence) for sentence in _faults(column, value, day)]
    return replace(row, values=values), found


def _faults(column: Column, value: str, day: date | None) -> Iterator[str]:
    if column.is_day and day is None:
        yield f"Expected a day such as 2026-01-05 or 05/01/2026, but got “{value[:40]}”"
    elif column.words and value not in column.words:
        yield f"Expected {listed(column.words, 'or')}, but got “{value[:40]}”"
    elif column.pattern and not re.fullmatch(column.pattern, value):
        yield f"Expected {column.looks_like}, but got “{value[:40]}”"
    elif len(value) > column.longest:
        yield f"Expected {column.longest} characters or fewer, but got {len(value)}"


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _in_itself(row: Row, sheet: Sheet, today: date) -> Iterator[Problem]:
    """What does not fit together in one row."""
    days = {c.name: _day(row.get(c.name)) for c in sheet.columns if c.is_day}
    ahead = {column.name for column in sheet.columns if column.may_be_ahead}
    for name, day in days.items():
        if day is not None and day > today and name not in ahead:
            yield problem(row, name, f"Expected a day up to today, but got {short(day)}")
    for earlier, later in sheet.in_order:
        first, second = days[earlier], days[later]
        if first is not None and second is not None and second < first:
            sentence = f"Expected a day not before “{row.name_of(earlier)}”, {short(first)}, but got {short(second)}"
            yield problem(row, later, sentence)
    for column, words, needed in sheet.needs:
        if row.get(column) and (not words or row.get(column) in words) and not row.get(needed):
            because = f"“{row.name_of(column)}” says {row.get(column)}"
            yield problem(row, needed, f"Expected “{row.name_of(needed)}” to be filled in, because {because}")


def _repeated(row: Row, sheet: Sheet, seen: Mapping[str, Row]) -> Iterator[Problem]:
    twin = seen.get(row.get(sheet.key))
    if twin is not None and twin.get(sheet.key):
        sentence = f"Row {twin.number} of {twin.file} has the same {sheet.key}, “{row.get(sheet.key)}”"
        yield problem(row, sheet.key, sentence)


def _fitting(assessment: Row, request: Row, followed: Mapping[str, Row]) -> Iterator[Problem]:
    """Whether an assessment follows from its request."""
    if request.get("decision") != "assess":
        yield problem(assessment, "request_id", "There is an assessment, but its request was not decided with “assess”")
    if (twin := followed.get(assessment.get("request_id"))) is not None:
        yield problem(assessment, "request_id", f"Row {twin.number} is an assessment of the same request already")
    decided = _day(request.get("decided_on"))
    for name in ("draft_sent_on", "outcome_on"):
        day = _day(assessment.get(name))
        if decided is not None and day is not None and day < decided:
            yield problem(
                assessment, name, f"Expected a day not before the decision, {short(decided)}, but got {short(day)}"
            )


def _joined(request: Row, assessment: Row | None) -> Row:
    return request if assessment is None else replace(request, values={**assessment.values, **request.values})
