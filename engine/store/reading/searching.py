"""Searches: every word that is typed must begin a word of what is looked for.

The words decide where to look: at the cases of the few persons that they can mean, at the few cases whose
number begins with one, or, when they can mean many things, at everything in the order of the list.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, bindparam, func, select

from engine.store.reading.arms import Term, Written
from engine.store.tables.read_models import case_summary, open_task
from engine.store.tables.truth import authority, person, person_word
from engine.store.wording import LAST, sought, words_of

A, C, P, T, W = authority.c, case_summary.c, person.c, open_task.c, person_word.c

FEW = 1_000
"""As many persons or cases as can be looked up one by one."""

MANY = 20_000
"""As many meanings of one word as can be gone through for those that the other words share."""


def says(column: Column[Any], text: str | None) -> list[Term]:
    """That a column of searched words has all words of a search."""
    return [_begins(column, word) for word in sought(text)]


def _begins(column: Column[Any], word: str) -> Term:
    return Term(column, lambda written: written.contains(f" {word}", autoescape=True))


Persons = Select[str] | Sequence[str]


def is_among(column: Column[Any], persons: Persons) -> Term:
    """That a column names one of a few persons."""
    return Term(column, lambda written: written.in_(persons), (persons,))


def is_of_case_among(authority: str, persons: Persons) -> Term:
    """That a task belongs to a case of a few persons."""
    cases = select(C.case).where(C.authority == authority, C.person.in_(persons))
    return Term(T.case, lambda written: written.in_(cases), (cases,))


class Search:
    """What the words of a search can mean in one authority."""

    def __init__(self, connection: Connection, owner: str, text: str | None) -> None:
        self._connection = connection
        self._authority = owner
        self._words = sought(text)

    def among_persons(self) -> list[Term]:
        """A term for the persons that the words mean, if they are few."""
        return self._meant(self._words, partial(is_among, P.id))

    def among_cases(self) -> list[Term]:
        """A term that leads to few cases, if some words have so few meanings."""
        return self._leading(self._words, C.case, partial(is_among, C.person))

    def among_tasks(self) -> list[Term]:
        """A term that leads to the tasks of few cases; words of titles mean too many."""
        titles = self._words_of_titles() if self._words else set()
        words = [word for word in self._words if not any(other.startswith(word) for other in titles)]
        return self._leading(words, T.case, partial(is_of_case_among, self._authority))

    def _leading(self, words: list[str], case: Column[Any], by_persons: Callable[[Persons], Term]) -> list[Term]:
        numbers = [word for word in words if self._begins_numbers(case, word)]
        for word in numbers:
            if self._count(self._numbered(case, word), FEW) <= FEW and not self._means_persons(word):
                return [Term(case, partial(_in_range, beginning=self._number(word)), (word,))]
        return self._meant([word for word in words if word not in numbers], by_persons)

    def _begins_numbers(self, case: Column[Any], word: str) -> bool:
        return self._connection.execute(self._numbered(case, word).limit(1)).first() is not None

    def _numbered(self, case: Column[Any], word: str) -> Select[Any]:
        return select(case).where(_in_range(case, self._number(word)))

    def _number(self, word: str) -> str:
        """How a case number that is meant begins; they are written in capitals, and some leave out the prefix."""
        return f"{self._prefix}-{word}" if word[0].isdigit() else word.upper()

    @cached_property
    def _prefix(self) -> str:
        found = self._connection.execute(select(A.prefix).where(A.id == self._authority)).scalar()
        return found or ""

    def _means_persons(self, word: str) -> bool:
        return self._connection.execute(self._persons(word).limit(1)).first() is not None

    def _persons(self, word: str) -> Select[str]:
        return select(W.person).where(W.authority == self._authority, _in_range(W.word, word))

    def _meant(self, words: list[str], by_persons: Callable[[Persons], Term]) -> list[Term]:
        """The persons that all words mean: of those of the rarest word, the ones that the others mean too."""
        counted = sorted((self._count(self._persons(word), MANY), word) for word in words)
        if not counted or counted[0][0] > MANY:
            return []
        meant = self._persons(counted[0][1])
        if len(counted) > 1:
            others = [_begins(P.search, word).says(P.search) for _, word in counted[1:]]
            meant = meant.join(person, and_(P.authority == W.authority, P.id == W.person)).where(*others)
        return [by_persons(meant)] if self._count(meant, FEW) <= FEW else []

    def _count(self, query: Select[Any], most: int) -> int:
        """How many rows a query has; one more than `most` stands for more."""
        counted = query.limit(most + 1).subquery()
        return int(self._connection.execute(select(func.count()).select_from(counted)).scalar_one())

    def _words_of_titles(self) -> set[str]:
        found = self._connection.execute(_TITLES, {"authority": self._authority}).scalars()
        return {word for title in found for word in words_of(title)}


def _in_range(column: Written, beginning: str) -> ColumnElement[bool]:
    return and_(column >= beginning, column < beginning + LAST)


def _each_title() -> Select[Any]:
    """Every title once: from one to the next in the index, without passing over the tasks that share it."""
    first = select(func.min(T.title).label("title")).where(T.authority == bindparam("authority"))
    found = first.cte("titles", recursive=True)
    following = select(func.min(T.title)).where(T.authority == bindparam("authority"), T.title > found.c.title)
    walked = found.union_all(select(following.scalar_subquery()).where(found.c.title.is_not(None)))
    return select(walked.c.title).where(walked.c.title.is_not(None))


_TITLES = _each_title()
