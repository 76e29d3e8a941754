"""What became of tasks that are not open any more: when and by whom they were done, and what was chosen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.case.details import LONGEST_DETAIL, Detail
from engine.case.events import TaskCompleted, TaskWithdrawn
from engine.case.words import Words, answer_in_words
from engine.engine import Engine
from engine.looking.wording import words_of
from engine.statute import short
from engine.store import Reading

FEW = 3
"""Answers that say what was decided; the history has them all."""


@dataclass(frozen=True)
class Outcome:
    """`chosen` are the answers to the first questions that offer a choice: a decision asks what it decides that way."""

    case: str
    task: str
    title: str
    is_done: bool
    on: date
    by: str
    chosen: tuple[Detail, ...] = ()

    @property
    def sentence(self) -> str:
        """ "Assess? No. Done on 5 January 2026, recorded by Mo Manager." """
        if not self.is_done:
            return f"Not decided: the case went another way on {short(self.on)}."
        said = "".join(f"{one.sentence}. " for one in self.chosen)
        return f"{said}Done on {short(self.on)}, recorded by {self.by}."


def outcomes_of(engine: Engine, authority: str, named: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Outcome]:
    """What became of each of these tasks; nothing of those that are open, or that never were."""
    with engine.database.read() as tx:
        people = {user.id: user.name for user in tx.users(authority)}
        found: dict[tuple[str, str], Outcome] = {}
        for case, task in named:
            about = tx.case(authority, case)
            if about is not None:
                words = words_of(engine.library.version(tx, authority, about.version), people)
                found |= {(one.case, one.task): one for one in _became(tx, case, task, words)}
        return found


def _became(tx: Reading, case: str, task: str, words: Words) -> Iterator[Outcome]:
    kinds = (TaskCompleted.__name__, TaskWithdrawn.__name__)
    for entry in [one for kind in kinds for one in tx.entries_of_kind(case, kind) if one.data is not None]:
        event = entry.event
        if isinstance(event, TaskCompleted | TaskWithdrawn) and event.task == task:
            title = words.title(task).strip("“”")
            is_done, by = isinstance(event, TaskCompleted), words.person(entry.actor)
            chosen = tuple(_chosen(event, words))[:FEW] if isinstance(event, TaskCompleted) else ()
            yield Outcome(case, task, title, is_done, entry.effective_on, by, chosen)


def _chosen(event: TaskCompleted, words: Words) -> Iterator[Detail]:
    for name, field in words.forms.get(event.task.rsplit("#", 1)[0], {}).items():
        if field.options and name in event.answers and not field.is_private:
            yield Detail(field.title, answer_in_words(field, event.answers[name], LONGEST_DETAIL))
