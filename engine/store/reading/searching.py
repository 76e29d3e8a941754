"""Searches: every word that is typed must begin a word of what is looked for.

The rarest word decides where to look: at the cases of the few persons that it can mean, at the few cases
whose number begins with it, or, when it can mean many things, at everything in the order of the list.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, bindparam, func, select

from engine.store.reading.arms import Term, Written
from engine.store.tables.read_models import open_task
from engine.store.tables.truth import person_word
from engine.store.wording import LAST, plain, words_of

T, W = open_task.c, person_word.c

FEW = 500
"""As many persons as can be looked up one by one."""


def says(column: Column[Any], text: str | None) -> list[Term]:
    """That a column of searched words has all words of a search."""
    return [_begins(column, word) for word in plain(text or "").split()]


def _begins(column: Column[Any], word: str) -> Term:
    return Term(column, lambda written: written.contains(f" {word}", autoescape=True))


def persons_meant(authority: str, word: str) -> Select[str]:
    return select(W.person).where(W.authority == authority, W.word >= word, W.word < word + LAST)


class Search:
    """What the words of a search can mean in one authority."""

    def __init__(self, connection: Connection, authority: str, text: str | None) -> None:
        self._connection = connection
        self._authority = authority
        self._words = plain(text or "").split()

    def among_persons(self, id: Column[Any]) -> list[Term]:
        """A term for the persons that a word means, if they are few."""
        found = next((word for word in self._words if self._few(persons_meant(self._authority, word))), None)
        return [] if found is None else [self._meant(id, found)]

    def among_cases(self, person: Column[Any], case: Column[Any], *, has_titles: bool = False) -> list[Term]:
        """A term that leads to few rows, if a word has so few meanings. A word of a title has many."""
        titles = self._words_of_titles() if has_titles and self._words else set()
        for word in self._words:
            if not any(other.startswith(word) for other in titles):
                term = self._leading(person, case, word)
                if term is not None:
                    return [term]
        return []

    def _leading(self, person: Column[Any], case: Column[Any], word: str) -> Term | None:
        numbers = _numbered(case, word)
        begins_numbers = self._connection.execute(numbers.limit(1)).first() is not None
        means_persons = self._connection.execute(persons_meant(self._authority, word).limit(1)).first() is not None
        if begins_numbers and not means_persons and self._few(numbers):
            return Term(case, lambda written: _in_range(written, word.upper()), (word,))
        if not begins_numbers and self._few(persons_meant(self._authority, word)):
            return self._meant(person, word)
        return None

    def _meant(self, person: Column[Any], word: str) -> Term:
        meant = persons_meant(self._authority, word)
        return Term(person, lambda written: written.in_(meant), (word,))

    def _few(self, query: Select[Any]) -> bool:
        counted = query.limit(FEW + 1).subquery()
        return bool(self._connection.execute(select(func.count()).select_from(counted)).scalar_one() <= FEW)

    def _words_of_titles(self) -> set[str]:
        found = self._connection.execute(_TITLES, {"authority": self._authority}).scalars()
        return {word for title in found for word in words_of(title)}


def _in_range(column: Written, beginning: str) -> ColumnElement[bool]:
    return and_(column >= beginning, column < beginning + LAST)


def _numbered(case: Column[Any], word: str) -> Select[Any]:
    """The cases whose number begins so; numbers are written in capitals."""
    return select(case).where(_in_range(case, word.upper()))


def _each_title() -> Select[Any]:
    """Every title once: from one to the next in the index, without passing over the tasks that share it."""
    first = select(func.min(T.title).label("title")).where(T.authority == bindparam("authority"))
    found = first.cte("titles", recursive=True)
    following = select(func.min(T.title)).where(T.authority == bindparam("authority"), T.title > found.c.title)
    walked = found.union_all(select(following.scalar_subquery()).where(found.c.title.is_not(None)))
    return select(walked.c.title).where(walked.c.title.is_not(None))


_TITLES = _each_title()
