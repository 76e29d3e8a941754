"""What a page of a person or of a request shows beside the record: the dates of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.case.events import Facts
from engine.case.rejections import BadInput, NotFound
from engine.engine import Engine
from engine.looking.lawbook import LawBook
from engine.statute import CannotReckon, Reckoning, UnknownLimit, age_on, birthday, reckon, spoken, year_group_on

CLOCKS: Mapping[str, tuple[str, ...]] = {
    "ehc_assessment": ("assess_decision", "plan_refusal", "final_plan"),
    "needs_assessment_request": ("assess_decision",),
}
"""The limits that a request is told of before its case is open."""

COMING: tuple[tuple[str, str], ...] = (
    ("becomes_young_person", "End of compulsory school age: the rights pass to the young person"),
    ("plan_beyond_25", "End of the academic year of the 25th birthday: last day of a plan at a college"),
)
BIRTHDAYS = {16: "16th birthday", 25: "25th birthday"}
BIRTHDAY_FACTS = {16: "sixteenth_birthday", 25: "twenty_fifth_birthday"}
FIRST_YEAR, LAST_YEAR = 0, 14


@dataclass(frozen=True)
class KeyDate:
    """A day in the life of a person on which something changes by law."""

    title: str
    on: date
    because: str
    is_past: bool


def age_in_words(born: date, today: date) -> str:
    """ "9 years, Year 5 by age"."""
    age, group = age_on(born, today), year_group_on(born, today)
    years = f"{age} year{'' if age == 1 else 's'}"
    if not FIRST_YEAR <= group <= LAST_YEAR:
        return years
    return f"{years}, {'Reception' if group == 0 else f'Year {group}'} by age"


def beyond_plans_on(born: date, day: date) -> int | None:
    """The age on a day, for somebody who is too old then for a plan (Children and Families Act 2014 s.83(2))."""
    age = age_on(born, day)
    return age if age >= max(BIRTHDAYS) else None


def key_dates(law: LawBook, born: date, today: date) -> list[KeyDate]:
    """The days that matter in order, with the rule that gives each."""
    facts = {BIRTHDAY_FACTS[age]: birthday(born, age).isoformat() for age in BIRTHDAYS}
    days = [(title, birthday(born, age), f"Born on {spoken(born)}") for age, title in BIRTHDAYS.items()]
    for key, title in COMING:
        if said := _explained(law, key, facts):
            days.append((title, date.fromisoformat(said["legal"]), said["citation"]))
    return sorted((KeyDate(*one, is_past=one[1] < today) for one in days), key=lambda one: one.on)


def becomes_young_person_on(law: LawBook, born: date) -> date | None:
    """The last day of compulsory school age, if the law that we know reaches back to it."""
    said = _explained(law, "becomes_young_person", {BIRTHDAY_FACTS[16]: birthday(born, 16).isoformat()})
    return date.fromisoformat(said["legal"]) if said else None


def _explained(law: LawBook, key: str, facts: Facts) -> Facts | None:
    """Nothing for somebody who was too old when the law came, such as a parent whose birthday was taken for theirs."""
    try:
        return law.explain(key, facts)
    except BadInput:
        return None


def clock(engine: Engine, authority: str, process: str, facts: Mapping[str, Any]) -> list[Reckoning]:
    """What the limits of a process would be if its case were opened with these facts, as far as they tell."""
    with engine.database.read() as tx:
        current = tx.current_version(authority, process)
        if current is None:
            raise NotFound(f"Expected a published process {process}, but there is none")
        register = engine.library.version(tx, authority, current.hash).law.register
    found = []
    for key in CLOCKS.get(process, ()):
        try:
            found.append(reckon(register, key, facts, register.calendar))
        except (CannotReckon, UnknownLimit):
            continue
    return found
