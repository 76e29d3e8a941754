"""Draws up a letter: template, parts and context become a paper, or a list of what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Self

from engine.letters.context import Context, words_about
from engine.letters.escaping import Drawn
from engine.letters.faults import LetterIncomplete
from engine.letters.filling import fill_in
from engine.letters.known import Asked, Gaps, known
from engine.letters.markdown import as_html, as_text, inline_text
from engine.letters.marks import RECORD, keys
from engine.letters.on_paper import on_paper
from engine.letters.template import Template
from engine.papers import Paper

NOT_READY = "Not ready to be sent: words in bold brackets are missing"


@dataclass(frozen=True)
class Letter:
    """A letter as drawn up: `missing` is what it still needs, `contains` which required contents it says.

    Most letters are only asked whether they lack something, so each form of it is made when it is asked for.
    """

    title: str
    markdown: str
    missing: tuple[str, ...]
    contains: tuple[str, ...]
    context: Context

    @cached_property
    def html(self) -> str:
        return as_html(self.markdown)

    @cached_property
    def text(self) -> str:
        return as_text(self.markdown)

    @cached_property
    def paper(self) -> Paper:
        return on_paper(self.title, self.markdown, self.context, self.mark)

    @property
    def mark(self) -> str:
        """What stands at the foot of each page of a letter that may not go yet."""
        return NOT_READY if self.missing else ""

    def to_issue(self) -> Self:
        """The letter, if it may leave; raises `LetterIncomplete` with all that is missing."""
        if self.missing:
            raise LetterIncomplete(self.title, self.missing)
        return self


def draw_up(template: Template, parts: Mapping[str, str], context: Context) -> Letter:
    """A preview shows its gaps in bold; only `Letter.to_issue` makes sure that there are none."""
    gaps, contains = Gaps(), dict[str, None]()
    words = _words(context, gaps, contains)
    title = inline_text(fill_in(template.key, template.title, parts, words))
    markdown = fill_in(template.key, template.body, parts, {**words, "title": title}).strip() + "\n"
    return Letter(title, markdown, gaps.names(), tuple(contains), context)


def _words(context: Context, gaps: Gaps, contains: dict[str, None]) -> dict[str, Any]:
    """Everything that a template can name."""

    def record(words: str) -> Drawn:
        contains.update(dict.fromkeys(keys(words)))
        return Drawn()

    def deadline(key: str) -> dict[str, Any] | None:
        found = context.deadline(key)
        return asdict(found) if found else None

    return {
        "person": known("person", words_about(context.person), gaps),
        "authority": known("authority", asdict(context.authority), gaps),
        "facts": known("facts", context.facts, gaps),
        "item": known("item", context.item or {}, gaps),
        "today": context.today,
        "to": context.to,
        "deadline": _asked("deadline", deadline, gaps),
        "allowed": _asked("allowed", context.allowed, gaps),
        "required": Asked(context.required),
        RECORD: Asked(record),
    }


def _asked(name: str, answer: Callable[[str], Any], gaps: Gaps) -> Asked:
    return Asked(lambda key: known(f'{name}("{key}")', answer(key), gaps))
