"""Conditions of a list, and which of them an index shall answer.

SQLite keeps no statistics, so it cannot know that one assignee holds forty tasks and one role a hundred
thousand. Where it would choose badly, the other columns are put behind a `+`, which takes them out of
its choice. PostgreSQL counts for itself and is told nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, false, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal

Written = ColumnElement[Any]


class PassedOver(ColumnElement[Any]):
    """A column that no index shall be chosen for."""

    inherit_cache = True
    _traverse_internals = [("column", InternalTraversal.dp_clauseelement)]

    def __init__(self, column: Written) -> None:
        self.column = column
        self.type = column.type


@compiles(PassedOver)
def _plainly(element: PassedOver, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column, **options)


@compiles(PassedOver, "sqlite")
def _behind_a_plus(element: PassedOver, compiler: SQLCompiler, **options: Any) -> str:
    return "+" + compiler.process(element.column, **options)


@dataclass(frozen=True)
class Term:
    """A condition on one column."""

    column: Column[Any]
    says: Callable[[Written], ColumnElement[bool]]
    values: tuple[Any, ...] = ()
    """What the column may equal, if that is the condition."""

    @property
    def name(self) -> str:
        return self.column.name


def equals(column: Column[Any], value: object) -> Term:
    equal = {True: true(), False: false()}[value] if isinstance(value, bool) else value
    return Term(column, lambda written: written == equal, (value,))


def among(column: Column[Any], values: Iterable[str]) -> Term:
    chosen = tuple(sorted(values))
    return Term(column, lambda written: written == chosen[0] if len(chosen) == 1 else written.in_(chosen), chosen)


def absent(column: Column[Any]) -> Term:
    return Term(column, lambda written: written.is_(None))


def absent_or_among(column: Column[Any], values: Iterable[str]) -> Term:
    chosen = sorted(values)
    return Term(column, lambda written: or_(written.is_(None), written.in_(chosen)))


def before(column: Column[Any], value: object) -> Term:
    return Term(column, lambda written: written < value)


def from_on(column: Column[Any], value: object) -> Term:
    return Term(column, lambda written: written >= value)


def up_to(column: Column[Any], value: object) -> Term:
    return Term(column, lambda written: written <= value)


def given(make: Callable[[Column[Any], Any], Term], column: Column[Any], value: object | None) -> list[Term]:
    """The term, if there is a value to ask for."""
    return [] if value is None else [make(column, value)]


@dataclass(frozen=True)
class Arm:
    """Conditions that hold together.

    `drivers` are the columns that the index is found by (None: the database may choose). It also gives
    the order, unless the rows are few enough to be `sorted` afterwards.
    """

    terms: tuple[Term, ...]
    drivers: frozenset[str] | None = None
    is_sorted: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        return self.also(self.terms)

    def also(self, terms: Iterable[Term]) -> list[ColumnElement[bool]]:
        """Further conditions, written as those of the arm are."""
        return [term.says(self._written(term.column)) for term in terms]

    def key(self, column: Written) -> Written:
        """A column to sort by, as it stands in the query."""
        return PassedOver(column) if self.is_sorted else column

    def _written(self, column: Column[Any]) -> Written:
        return column if self.drivers is None or column.name in self.drivers else PassedOver(column)
