"""How the open tasks that pass a filter are found: by which index, and in how many parts."""

from collections.abc import Iterator, Sequence
from itertools import product

from sqlalchemy import Connection, func, select

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.permissions import LEAD_CASES, rights_of
from engine.store.reading.arms import Arm, Term, absent, absent_or_among, among, before, equals, given
from engine.store.reading.bands import of_band
from engine.store.reading.searching import is_of_case_among, says
from engine.store.tables.read_models import open_task

T = open_task.c
_FREE = absent(T.assignee)

FEW = 2_000
"""As many rows as can be fetched and sorted in the time that a page may take."""

MOST_PARTS = 4
"""More roles or teams than this are looked up as one."""


def arms_by_urgency(alternatives: Sequence[list[Term]]) -> list[Arm]:
    """The parts of a queue by working day: each stands in one index, in that order."""
    return [arm for terms in alternatives for arm in _by_urgency(terms)]


def arms_by_another(connection: Connection, alternatives: Sequence[list[Term]]) -> list[Arm]:
    """The parts of a queue by anything else: few rows are fetched and sorted, many are met in the order of the sort."""
    return [_by_another(connection, terms) for terms in alternatives]


def alternatives(authority: str, filter: TaskFilter, leading: Sequence[Term]) -> list[list[Term]]:
    """What a task must meet to pass the filter, in one way or another. No task can in two."""
    everywhere = [
        equals(T.authority, authority),
        *given(equals, T.assignee, filter.assignee),
        *([_FREE] if filter.is_unassigned else []),
        *given(equals, T.process, filter.process),
        *([] if filter.person is None else [is_of_case_among(authority, [filter.person])]),
        *given(equals, T.case, filter.case),
        *given(before, T.working, filter.due_before),
        *given(before, T.working, filter.overdue_on),
        *given(before, T.legal, filter.overdue_on),
        *given(among, T.role, filter.roles or None),
        *of_band(filter),
        *says(T.search, filter.text),
        *leading,
    ]
    owners = [[]] if filter.queue_of is None else list(_queue_of(filter.queue_of, filter.covering))
    return [[*everywhere, *team, *owner] for team in _of_teams(filter) for owner in owners]


def _of_teams(filter: TaskFilter) -> Iterator[list[Term]]:
    """The tasks of the teams that are asked for, if any: of a team that takes the tasks of some roles, only those."""
    taken = {team: roles for team, roles in filter.taken if team in filter.teams}
    if others := filter.teams - taken.keys():
        yield [among(T.team, others)]
    for team, roles in sorted(taken.items()):
        yield [equals(T.team, team), among(T.role, roles)]
    if not filter.teams:
        yield []


def _queue_of(actor: Actor, covering: frozenset[str]) -> Iterator[list[Term]]:
    """What the actor holds, or somebody for whom they stand in; of what nobody holds, what they may work on."""
    for holder in sorted({actor.id, *covering}):
        yield [equals(T.assignee, holder)]
    teams = [absent_or_among(T.team, actor.teams)] if actor.teams else []
    if LEAD_CASES in rights_of(actor):
        yield [_FREE, *teams]
    elif actor.works_as:
        yield [_FREE, among(T.role, actor.works_as), *teams]


def _by_urgency(terms: list[Term]) -> list[Arm]:
    known = {term.name: term for term in terms}
    narrow = _narrow(terms)
    if narrow is not None:
        return [Arm(tuple(terms), narrow, is_sorted=narrow != _HELD)]
    for name in ("role", "team"):
        if name in known and 0 < len(known[name].values) <= MOST_PARTS:
            return _split(terms, known[name])
    by = "assignee" if "assignee" in known else "working"
    return [Arm(tuple(terms), frozenset({"authority", by, "working"}))]


_HELD = frozenset({"authority", "assignee", "working"})


def _narrow(terms: Sequence[Term]) -> frozenset[str] | None:
    """The index of a condition that few rows ever meet."""
    equal = {term.name for term in terms if term.values}
    if "case" in equal:
        return frozenset({"case"})
    return _HELD if "assignee" in equal else None


def _split(terms: Sequence[Term], split: Term) -> list[Arm]:
    """One arm for each value, and for what is taken and what is free: each of them stands together in the index."""
    rest = [term for term in terms if term not in (split, _FREE)]
    free = (True,) if _FREE in terms else (False, True)
    drivers = frozenset({"authority", split.name, "is_free", "working"})
    return [
        Arm((*rest, equals(split.column, value), equals(T.is_free, is_free)), drivers)
        for value, is_free in product(split.values, free)
    ]


def _by_another(connection: Connection, terms: list[Term]) -> Arm:
    if connection.dialect.name != "sqlite":
        return Arm(tuple(terms))
    narrow = _narrow(terms) or _few(connection, terms)
    if narrow is not None:
        return Arm(tuple(terms), narrow, is_sorted=True)
    return Arm(tuple(terms), frozenset({"authority"}))


def _few(connection: Connection, terms: Sequence[Term]) -> frozenset[str] | None:
    """The index of a condition that few rows meet at this moment."""
    authority, *others = terms
    for name in ("role", "team", "assignee", "working"):
        asked = [term for term in others if term.name == name]
        if asked:
            drivers = frozenset({"authority", name})
            met = Arm((authority, *asked), drivers).conditions()
            counted = select(T.task).where(*met).limit(FEW + 1).subquery()
            if connection.execute(select(func.count()).select_from(counted)).scalar_one() <= FEW:
                return drivers
    return None
