"""What the things of a case are called, and how an answer is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.case.events import Facts
from engine.case.forms import Field
from engine.statute import listed, short

LONGEST = 300
"""Characters of a text that somebody wrote; the whole of it stands in the entry."""

NOT_REPEATED = "not repeated here"

ABBREVIATIONS = frozenset({"ehc", "lda", "nhs", "sen", "upn"})
PLACES = frozenset({"england", "scotland", "wales"})


@dataclass(frozen=True)
class Words:
    """What the things of a case are called; whatever is missing is called by its id, made readable."""

    titles: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Field] = field(default_factory=dict)
    """The question that asks for a fact."""
    forms: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)
    """By BPMN id or message, the questions that are asked there, by their names."""
    limits: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def title(self, name: str) -> str:
        """“Decide whether to assess”, for a BPMN id or the name of one visit to it."""
        bpmn_id = name.rsplit("#", 1)[0]
        return f"“{readable(self.titles.get(bpmn_id) or bpmn_id)}”"

    def has_title(self, bpmn_id: str) -> bool:
        """Whether the diagram has words for it; what has none is listed under its id."""
        return self.titles.get(bpmn_id, bpmn_id) != bpmn_id

    def person(self, actor: str) -> str:
        return self.people.get(actor, actor)

    def limit(self, key: str) -> str:
        return f"“{self.limits.get(key) or readable(key)}”"

    def letter(self, template: str) -> str:
        return f"“{self.letters.get(template) or readable(template)}”"

    def saying(self, facts: Facts) -> str:
        """ "Setting: Hill Road School; request received: 5 January 2026; not known: date of the reply"."""
        known = {name: value for name, value in facts.items() if not _is_unknown(value)}
        titles = [self.fact(name) for name in known]
        unknown = {title.rstrip("?") for title in map(self.fact, facts.keys() - known.keys()) if title not in titles}
        said = [f"{before_answer(self.fact(name))} {self.answer(name, value)}" for name, value in known.items()]
        return "; ".join([*said, *([f"not known: {', '.join(sorted(unknown))}"] if unknown else [])])

    def fact(self, name: str) -> str:
        asked = self.questions.get(name)
        return asked.title if asked is not None else readable(name)

    def answer(self, name: str, value: Any) -> str:
        return answer_in_words(self.questions.get(name), value)


def _is_unknown(value: Any) -> bool:
    return value is None or value in ("", [], {})


def before_answer(question: str) -> str:
    """ "Assess?", and "Setting:" """
    return question if question.endswith("?") else f"{question}:"


def readable(name: str) -> str:
    """ "Decide whether to assess" from `decide_whether_to_assess`."""
    spelt = {**{word: word.upper() for word in ABBREVIATIONS}, **{word: word.title() for word in PLACES}}
    words = " ".join(spelt.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]


def answer_in_words(asked: Field | None, value: Any, longest: int = LONGEST) -> str:
    """An answer under the label that its question gives it; nothing of one that is private."""
    if asked is not None and asked.is_private and value not in (None, "", []):
        return NOT_REPEATED
    if asked is None or not asked.options or not isinstance(value, str | list):
        return cut(value_in_words(value), longest)
    return listed(_label(asked, one) for one in value) if isinstance(value, list) else _label(asked, value)


def _label(asked: Field, answer: Any) -> str:
    """The words for an answer; for one that another version offered, its own made readable."""
    said = asked.label(answer)
    return value_in_words(answer) if said == answer else said


def value_in_words(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None | str() | list() | dict() if not value:
            return "not known"
        case str():
            return _day_in_words(value) or cut(readable(value) if "_" in value else value)
        case [dict(), *_]:
            return f"{len(value)} recorded"
        case list():
            return listed(value_in_words(one) for one in value)
        case dict():
            return f"{len(value)} recorded"
    return str(value)


def cut(text: str, longest: int = LONGEST) -> str:
    said = " ".join(text.split())
    return said if len(said) <= longest else f"{said[: longest - 1].rstrip()}…"


def _day_in_words(text: str) -> str | None:
    try:
        return short(date.fromisoformat(text)) if len(text) == len("2026-01-05") else None
    except ValueError:
        return None
