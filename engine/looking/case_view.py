"""A case at one look: where it is in time, what can happen now, and which cases it is linked with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.case.events import EffectCarriedOut
from engine.case.forms import Form
from engine.case.history import Entry
from engine.case.recorded import addressee_of
from engine.case.rejections import CannotReckonLimit
from engine.case.state import CaseState, Deadline
from engine.version import Version, with_item

LONGEST_PATH = 104
"""Weeks; a limit beyond them is a date to come and no path to be walked."""


@dataclass(frozen=True)
class AwaitedMessage:
    """Something that can happen to the case now, in words, with the form of its particulars."""

    message: str
    title: str
    form: Form | None


@dataclass(frozen=True)
class Span:
    """The time that a limit gives: from the day it counts from to its last day."""

    deadline: Deadline
    title: str
    start: date


@dataclass(frozen=True)
class CaseView:
    """What the page of a case shows beside the rows of the store. `weeks` is the length of its path, if it has one."""

    state: CaseState
    title: str
    start: date
    weeks: int | None
    spans: tuple[Span, ...]
    items: dict[str, str]
    collections: dict[str, str]
    messages: tuple[AwaitedMessage, ...]
    speaker: str
    opened: tuple[str, ...]
    """Cases that this one opened."""


def start_of_path(state: CaseState, version: Version) -> date:
    """The day of the fact that the process counts from, or the day on which the case was opened."""
    assert state.opened_on is not None, f"case {state.case} was never opened"
    try:
        return date.fromisoformat(state.facts[version.starts_on])
    except (KeyError, TypeError, ValueError):
        return state.opened_on


def weeks_of_path(version: Version) -> int | None:
    """How many weeks the law gives for the whole of the process, counted from its beginning."""
    counts = [count for limit in version.law.register.limits.values() for count in limit.latest.counts]
    weeks = [one.number for one in counts if one.start == version.starts_on and one.unit == "weeks"]
    return max((one for one in weeks if one <= LONGEST_PATH), default=None)


def spans_of(state: CaseState, version: Version) -> Iterator[Span]:
    """The time of each limit, the first to end first."""
    for deadline in sorted(state.deadlines.values(), key=lambda one: (one.legal, one.timer)):
        yield Span(deadline, _title(deadline.limit, version), min(_start(deadline, state, version), deadline.legal))


def _title(limit: str, version: Version) -> str:
    return version.law.register.limit(limit).title if version.law.knows(limit) else limit


def _start(deadline: Deadline, state: CaseState, version: Version) -> date:
    assert state.opened_on is not None, f"case {state.case} was never opened"
    try:
        reckoning = version.law.reckon(deadline.limit, with_item(state.facts, deadline.item))
    except CannotReckonLimit:
        return state.opened_on
    return reckoning.start if reckoning.legal == deadline.legal else state.opened_on


def items_of(state: CaseState, version: Version) -> dict[str, str]:
    """What the members of collections are called, by the first text that was asked."""
    return {
        f"{name}/{key}": item[title]
        for name, title in version.names_items_by.items()
        for key, item in (state.facts.get(name) or {}).items()
        if item.get(title)
    }


def collections_of(version: Version) -> dict[str, str]:
    """The titles of the collections, by name."""
    fields = (field for form in version.forms.values() for field in form.fields() if field.collection)
    return {field.name: field.title for field in fields}


def awaited(version: Version, message: str) -> AwaitedMessage:
    title = version.process.titles[version.process.catchers[message]]
    return AwaitedMessage(message, title, version.form_of_message(message))


YOUNG_PERSON = "young_person"
"""An addressee who speaks for nobody else."""


def speaker_of(state: CaseState, person: dict[str, Any], name: str, kinds: dict[Any, str]) -> str:
    """Who speaks for the child or young person: as the case says, or the first who is on their record."""
    kind, known = state.facts.get("addressee_kind"), state.facts.get("addressee_name")
    contact = addressee_of(person)
    if kind is None and known is None:
        return f"{contact['name']} ({contact['relationship'].lower()})" if contact else ""
    spoken_for = kind != YOUNG_PERSON
    who, said = known or (contact.get("name") if spoken_for else name), kinds.get(kind, "")
    return f"{who} ({said[:1].lower()}{said[1:]})" if who and said else str(who or said)


def kinds_of_speaker(version: Version) -> dict[Any, str]:
    fields = (field for form in version.forms.values() for field in form.fields() if field.name == "addressee_kind")
    return {option.value: option.label for field in fields for option in field.options}


CARRIED_OUT = EffectCarriedOut.__name__


def opened_by(entries: Iterable[Entry]) -> Iterator[str]:
    """The cases that were opened, of entries that say what was carried out."""
    for entry in entries:
        if entry.data is not None:
            case = entry.event.outcome.get("case")
            if case is not None:
                yield case
