"""A small letter and a case for it, for the tests of drawing up."""

from datetime import date
from typing import Any

from engine.letters import Authority, Context, Deadline, Person, Template

FRONT = '+++\nref = "L99"\ntitle = "About {{ person.name }}"\nto = ["family"]\nnotice = "sample"\n+++\n'
PERSON = Person(name="Sam Reed", date_of_birth="2015-03-27", addressee="Ms Reed", salutation="Ms Reed")
TODAY = date(2026, 2, 16)


def template(body: str, key: str = "sample") -> Template:
    return Template.parse(key, FRONT + body)


def context(facts: dict[str, Any] | None = None, person: Person = PERSON, **more: Any) -> Context:
    return Context(person, Authority(name="Fairshire Council"), facts or {}, TODAY, **more)


def final_plan(key: str) -> Deadline | None:
    """The one limit that the sample case can reckon."""
    if key != "final_plan":
        return None
    return Deadline(date(2026, 5, 25), "Monday 25 May 2026: 20 weeks from Monday 5 January 2026", "reg 13(2)")
