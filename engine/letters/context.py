"""What a letter can know: the person, the authority, the facts of the case, and the days of the law."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from engine.papers import Logo
from engine.statute import Reckoning


@dataclass(frozen=True, slots=True)
class Person:
    """The child or young person, and who is written to about them.

    `is_addressee` is true where the letter goes to the young person, and false where it
    goes to a parent or to somebody who acts in a young person's place.
    """

    name: str | None = None
    date_of_birth: str | None = None
    addressee: str | None = None
    address: str | None = None
    salutation: str | None = None
    is_addressee: bool = False
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority that writes, and the services that it must tell families about."""

    name: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    signatory: str | None = None
    signatory_role: str | None = None
    mediation_contact: str | None = None
    mediation_adviser: str | None = None
    sendiass: str | None = None
    disagreement_resolution: str | None = None
    schools_list: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that the law gives in this case, with the sentence and the citation that explain it."""

    day: date
    sentence: str
    citation: str

    @classmethod
    def of(cls, reckoning: Reckoning) -> Self:
        return cls(reckoning.legal, reckoning.sentence, reckoning.citation)


def _nothing_reckoned(key: str) -> None:
    return None


def _all_required(key: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Context:
    """All of it; `to` is who gets this copy, `item` the row that the letter is about where there are many.

    `deadline` answers the day of a limit in this case, `allowed` its amount in words
    ("2 months"); each is None where the law or the facts do not give one. `required` answers whether the
    law requires a content of a notice of what was decided on that day. `reference` (the case) and
    `logo` stand on a letter without its template saying so.
    """

    person: Person
    authority: Authority
    facts: Mapping[str, Any]
    today: date
    deadline: Callable[[str], Deadline | None] = _nothing_reckoned
    allowed: Callable[[str], str | None] = _nothing_reckoned
    required: Callable[[str], bool] = _all_required
    item: Mapping[str, Any] | None = None
    to: str = "family"
    reference: str = ""
    logo: Logo | None = None
    about: str = ""
    """What the item is called: the adviser or the school that is written to."""


def words_about(person: Person) -> dict[str, Any]:
    """The person's own words, with those that fit both a parent's letter and a young person's."""
    known = {one.name: getattr(person, one.name) for one in fields(person)}
    you, name = person.is_addressee, person.known_as or person.name
    return known | {
        "you_or_name": "you" if you else name,
        "your_or_names": "your" if you else name and f"{name}’s",
        "yourself_or_name": "yourself" if you else name,
        "are_or_is": "are" if you else "is",
        "have_or_has": "have" if you else "has",
        "need_or_needs": "need" if you else "needs",
    }


PERSON = tuple(words_about(Person()))
AUTHORITY = tuple(one.name for one in fields(Authority))
DEADLINE = tuple(one.name for one in fields(Deadline))
