"""What a case knows, in words: each fact with its title, and when and by whom it came."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engine.case import events
from engine.case.events import Event, Facts
from engine.case.forms import Field
from engine.case.history import Entry
from engine.case.words import readable, value_in_words
from engine.statute import listed
from engine.version import Version

Place = tuple[str | None, str]
"""The item that a fact is of (None: the whole case), and its name."""


@dataclass(frozen=True)
class Origin:
    """How a fact came into the case as it is now."""

    on: date
    by: str
    kind: str
    source: str
    """The title of the task or message that it came with; empty where the case itself brought it."""


@dataclass(frozen=True)
class KnownFact:
    """A fact of a case. `value` is as it is kept, `words` as people read it, empty where nothing is known."""

    name: str
    title: str
    value: Any
    words: str
    item: str | None = None
    origin: Origin | None = None


def all_known(version: Version, facts: Facts, entries: Iterable[Entry]) -> list[KnownFact]:
    """Everything that a case knows: first of the case, then of each item of its collections."""
    origins = origins_of(entries, version)
    questions = questions_of(version)
    return [
        known(name, value, item, questions, origins)
        for item, row in [(None, facts), *_items(facts)]
        for name, value in row.items()
        if not isinstance(value, dict) and value is not None
    ]


def chosen(
    names: Iterable[str], version: Version, facts: Mapping[str, Any], item: str | None, entries: Iterable[Entry]
) -> list[KnownFact]:
    """These facts as seen from inside an item, also those that nobody knows yet.

    A form is shared by processes that do not all ask the same: what this one never asks is left out.
    """
    origins = origins_of(entries, version)
    questions = questions_of(version)
    return [
        _nearest(name, facts.get(name), item, questions, origins)
        for name in names
        if name in questions or name in facts
    ]


def _nearest(
    name: str, value: Any, item: str | None, questions: Mapping[str, Field], origins: Mapping[Place, Origin]
) -> KnownFact:
    place = item if (item, name) in origins else None
    return known(name, value, place, questions, origins)


def known(
    name: str, value: Any, item: str | None, questions: Mapping[str, Field], origins: Mapping[Place, Origin]
) -> KnownFact:
    asked = questions.get(name)
    title = asked.title if asked is not None else readable(name)
    words = "" if value in (None, "", [], {}) else _in_words(value, asked)
    return KnownFact(name, title, value, words, item, origins.get((item, name)))


def _in_words(value: Any, asked: Field | None) -> str:
    if asked is not None and asked.rows and _rows_of(value):
        return "\n".join(_row_in_words(row, asked) for row in _rows_of(value))
    if asked is None or not asked.options:
        return value if isinstance(value, str) and asked is not None and asked.kind == "text" else value_in_words(value)
    return listed(asked.label(one) for one in value) if isinstance(value, list) else asked.label(value)


def _rows_of(value: Any) -> list[Facts]:
    """The rows of an answer, or the members of a collection."""
    rows = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [row for row in rows if isinstance(row, dict)]


def _row_in_words(row: Facts, asked: Field) -> str:
    """What somebody or something is called by; where the rows are the answer itself, everything that they say."""
    texts = [str(row[one.name]) for one in asked.rows if one.kind == "text" and row.get(one.name)]
    return "; ".join(texts[:1] if asked.collection else texts)


def _items(facts: Facts) -> Iterator[tuple[str, Facts]]:
    for collection, rows in facts.items():
        if isinstance(rows, dict):
            yield from ((f"{collection}/{key}", row) for key, row in rows.items() if isinstance(row, dict))


def questions_of(version: Version) -> dict[str, Field]:
    """The question that asks for each fact; one that is always asked comes before one that hangs on another answer."""
    found: dict[str, Field] = {}
    asked = [field for form in version.forms.values() for field in form.fields()]
    rows = [row for field in asked for row in field.rows]
    for question in sorted((*asked, *rows), key=lambda one: bool(one.show_if)):
        found.setdefault(question.name, question)
    return found


def question_about(fact: KnownFact, version: Version) -> Field:
    """The question to put where a fact is corrected: as a form asks it, or by the kind of its value."""
    asked = questions_of(version).get(fact.name)
    if asked is not None:
        return replace(asked, show_if={}, required=True)
    if isinstance(fact.value, bool):
        return Field(fact.name, fact.title, "yes_no", "radios", required=True)
    if isinstance(fact.value, int | float):
        return Field(fact.name, fact.title, "number", "number", required=True)
    return Field(fact.name, fact.title, *_of_text(fact.value), required=True)


def _of_text(value: Any) -> tuple[Any, str]:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "text", "textarea" if len(str(value)) > 80 else "input"
    return "date", "date"


def origins_of(entries: Iterable[Entry], version: Version) -> dict[Place, Origin]:
    """How each fact came, by the last entry that gave it."""
    found: dict[Place, Origin] = {}
    about: dict[str, events.TaskOpened | events.LetterDue] = {}
    for entry in [entry for entry in entries if entry.data is not None and entry.kind in _GIVING]:
        event = entry.event
        if isinstance(event, events.TaskOpened | events.LetterDue):
            about[event.task if isinstance(event, events.TaskOpened) else event.letter] = event
            continue
        origin = Origin(entry.effective_on, entry.actor, entry.kind, _source(event, version))
        found.update(dict.fromkeys(_places(event, about), origin))
    return found


def _source(event: Event, version: Version) -> str:
    process = version.process
    match event:
        case events.TaskCompleted() | events.TaskPassed():
            return process.titles.get(event.task.rsplit("#", 1)[0], "")
        case events.MessageReceived():
            return process.titles.get(process.catchers.get(event.message, ""), "")
    return ""


Begun = Mapping[str, events.TaskOpened | events.LetterDue]


def _places(event: Event, about: Begun) -> Iterator[Place]:
    item, given = _given(event, about)
    for name, value in given.items():
        if isinstance(value, dict):
            yield from (
                (f"{name}/{key}", field) for key, row in value.items() if isinstance(row, dict) for field in row
            )
        else:
            yield item, name


def _given(event: Event, about: Begun) -> tuple[str | None, Facts]:
    """The facts that an event brings, and the item that they are of."""
    match event:
        case events.CaseOpened():
            return None, event.facts
        case events.TaskCompleted() | events.TaskPassed():
            opened = about.get(event.task)
            return (opened.item if opened is not None else None), event.answers
        case events.MessageReceived():
            return event.item, event.payload
        case events.FactsCorrected():
            return event.item, event.corrected
        case events.FactsDerived():
            return event.item, event.facts
        case events.LetterSent():
            letter = about[event.letter]
            assert isinstance(letter, events.LetterDue), f"{event.letter} was never due"
            return letter.item, dict.fromkeys(f"{letter.template}_{end}" for end in ("sent_on", "means", "served_on"))
    return None, {}


_GIVING = frozenset(
    kind.__name__
    for kind in (
        events.CaseOpened,
        events.TaskOpened,
        events.LetterDue,
        events.TaskCompleted,
        events.TaskPassed,
        events.MessageReceived,
        events.FactsCorrected,
        events.FactsDerived,
        events.LetterSent,
    )
)
