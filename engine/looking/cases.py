"""Looking at cases: what needs the compiled version beside the rows of the store. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from engine.case.commands import CorrectFacts
from engine.case.events import Facts, GatewayDecided, TaskCompleted, TaskPassed
from engine.case.forms import Field, Form
from engine.case.parts import Part, part_of
from engine.case.recorded import known_of_person, known_of_request
from engine.case.rejections import NotFound
from engine.case.requests import KINDS
from engine.case.rows import DraftRow, TaskRow
from engine.case.sentences import Told, tell
from engine.case.state import MISSED, CaseState, OpenTask, answer_for
from engine.case.state import Letter as LetterOfCase
from engine.case.words import readable
from engine.engine import Engine
from engine.issuing import Gap, gaps_of
from engine.letters import FILED, Letter, paper_of
from engine.library import Library
from engine.looking.beforehand import brought_by, days_to_answer, facts_for, known_already
from engine.looking.case_view import (
    CARRIED_OUT,
    AwaitedMessage,
    CaseView,
    awaited,
    collections_of,
    items_of,
    kinds_of_speaker,
    opened_by,
    spans_of,
    speaker_of,
    start_of_path,
    weeks_of_path,
)
from engine.looking.explaining import Explained, explain
from engine.looking.foresight import Foreseen, foresee
from engine.looking.knowing import KnownFact, all_known, chosen, question_about
from engine.looking.states import bpmn_id_of, state_of
from engine.looking.wording import words_of
from engine.papers import as_pdf
from engine.replay import Replay, replay
from engine.store import Reading
from engine.version import Version, with_item
from engine.writing import as_if_sent, logo_kept, parties_to, write_letter

COMPLETED, PASSED = TaskCompleted.__name__, TaskPassed.__name__


@dataclass(frozen=True)
class TaskForm:
    """A task, its form, and the answers to begin with: the draft, or what the case knows already."""

    task: OpenTask
    form: Form | None
    answers: Facts
    is_draft: bool
    help: str
    citation: str
    facts: tuple[KnownFact, ...] = ()
    """What the case knows that whoever answers should have before their eyes."""
    draft: DraftRow | None = None
    outside: Form | None = None
    """What somebody outside is asked through a link, where they can answer what the task waits for."""
    came: Facts | None = None
    """What came through a link and waits to be checked: the answers begin with it."""


@dataclass(frozen=True)
class LetterOfThePast:
    """A letter of an imported case: its days and means are known, its words are not."""

    letter: LetterOfCase
    source: str


@dataclass(frozen=True)
class DocumentFile:
    """A document of a case as people get it: a letter that was filed comes as the PDF that went out."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Place:
    """Where a case stands in its diagrams: BPMN ids that are current, done, or were travelled."""

    files: Mapping[str, str]
    current: frozenset[str]
    done: frozenset[str]
    late: frozenset[str]
    path: frozenset[str]


class Looking:
    """Questions about one case at a time; every method raises `NotFound` for what is not there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._library: Library = engine.library

    @contextmanager
    def _case(self, authority: str, case: str) -> Iterator[tuple[Reading, CaseState, Version]]:
        with self._engine.database.read() as tx:
            state = state_of(tx, authority, case)
            yield tx, state, self._library.version(tx, authority, state.version)

    def state(self, authority: str, case: str) -> CaseState:
        with self._engine.database.read() as tx:
            return state_of(tx, authority, case)

    def view(self, authority: str, case: str) -> CaseView:
        """A case at one look."""
        with self._case(authority, case) as (tx, state, version):
            person = tx.person(authority, state.person)
            assert person is not None, f"case {case} has lost its person"
            return CaseView(
                state,
                version.process.titles.get(state.process, readable(state.process)),
                start_of_path(state, version),
                weeks_of_path(version),
                tuple(spans_of(state, version)),
                items_of(state, version),
                collections_of(version),
                tuple(awaited(version, name) for name in state.awaits) if not state.is_closed else (),
                speaker_of(state, person.details, person.name, kinds_of_speaker(version)),
                tuple(opened_by(tx.entries_of_kind(case, CARRIED_OUT))),
            )

    def task_form(self, authority: str, case: str, task: str) -> TaskForm:
        with self._case(authority, case) as (tx, state, version):
            if task not in state.tasks:
                raise NotFound(f"Expected task {task} to be open in case {case}, but it is not")
            open_task = state.tasks[task]
            form = version.form(open_task.form)
            draft = tx.draft(case, task)
            came = answer_for(task, state)
            brought = brought_by(form, came) if form is not None and came is not None else {}
            answers = draft.answers if draft else self._beforehand(tx, authority, state, open_task, version)
            bpmn_id = task.rsplit("#", 1)[0]
            citation = version.process.properties[bpmn_id].get("citation", "")
            names = form.facts if form is not None else ()
            facts = with_item(state.facts, open_task.item)
            shown = chosen(names, version, facts, open_task.item, tx.entries(case)) if names else []
            help = version.process.help[bpmn_id]
            return TaskForm(
                open_task,
                form,
                {**answers, **brought, **(draft.answers if draft else {})},
                draft is not None,
                help,
                citation,
                tuple(shown),
                draft,
                form.outside if form is not None else None,
                came,
            )

    def _beforehand(self, tx: Reading, authority: str, state: CaseState, task: OpenTask, version: Version) -> Facts:
        """What the case knows that the form asks, and what it does not know, as the record of the person has it."""
        form = version.form(task.form)
        person = tx.person(authority, state.person)
        recorded = known_of_person(form, person.details, self._engine.today()) if person and not task.item else {}
        facts = facts_for(tx, authority, state, task, version)
        days = days_to_answer(form, task, facts, version, self._engine.today())
        beforehand = {**known_of_request(form, facts), **recorded, **known_already(form, facts), **days}
        # The day on which it is done this time is not the day on which it was done before.
        anew = {f"{task.letter}_sent_on", *(form.done if form is not None else ())}
        return {name: said for name, said in beforehand.items() if name not in anew}

    def messages(self, authority: str, case: str) -> list[AwaitedMessage]:
        """What can happen to the case now, in words."""
        with self._case(authority, case) as (_, state, version):
            return [awaited(version, name) for name in state.awaits]

    def items(self, authority: str, case: str) -> dict[str, str]:
        """What the members of collections are called: `{"advice/01": "Hill Road School"}`, by the first text asked."""
        with self._case(authority, case) as (_, state, version):
            return items_of(state, version)

    def items_of_tasks(self, authority: str, tasks: Iterable[TaskRow]) -> dict[str, dict[str, str]]:
        """The same for the items that tasks of many cases are about, by case: advisers and schools by one question."""
        about = [(task.case, task.item) for task in tasks if task.item]
        with self._engine.database.read() as tx:
            asked = tx.who_was_asked(authority, {case for case, _ in about}) if about else {}
        others = {case for case, item in about if item.partition("/")[0] not in KINDS}
        found = {case: self.items(authority, case) if case in others else {} for case, _ in about}
        for (case, item), who in asked.items():
            found[case][item] = who
        return found

    def start_form(self, authority: str, process: str) -> Form | None:
        return self._start(authority, process)[0]

    def start_is_dated(self, authority: str, process: str) -> bool:
        """Whether the form that opens a process asks, one way or another, on which day the case begins."""
        form, starts_on = self._start(authority, process)
        return form is not None and (bool(form.done) or any(field.name == starts_on for field in form.fields()))

    def _start(self, authority: str, process: str) -> tuple[Form | None, str]:
        """The form that opens a process, and the fact that it counts from."""
        with self._engine.database.read() as tx:
            current = tx.current_version(authority, process)
            if current is None:
                raise NotFound(f"Expected a published process {process}, but there is none")
            version = self._library.version(tx, authority, current.hash)
            return version.form(version.start_form), version.starts_on

    def document(self, authority: str, case: str, document: str) -> DocumentFile:
        with self._engine.database.read() as tx:
            row = tx.document_of(authority, case, document)
            content = tx.document_content(authority, case, document)
            if row is None or content is None:
                raise NotFound(f"Expected a document {document} in case {case}, but there is none")
            if row.media_type != FILED:
                return DocumentFile(row.name, row.media_type, content)
            paper = paper_of(content, lambda kept: logo_kept(tx, kept))
        return DocumentFile(row.name, "application/pdf", as_pdf(paper))

    def letter_of_the_past(self, authority: str, case: str, letter: str) -> LetterOfThePast | None:
        """What is known of a letter that went out, or not, before the case was imported; None for any other letter."""
        with self._case(authority, case) as (tx, state, _):
            known = state.letters.get(letter)
            passed = [*tx.entries_of_kind(case, COMPLETED), *tx.entries_of_kind(case, PASSED)] if known else []
            events = (entry.event for entry in passed if entry.data is not None)
            told = [event.imported for event in events if known is not None and event.task == known.task]
            if known is None or not any(told):
                return None
            return LetterOfThePast(known, str(told[-1]))

    def letter(self, authority: str, case: str, letter: str) -> Letter:
        """The letter as it would read now; gaps stand out and are listed in `missing`."""
        return self.letter_with_gaps(authority, case, letter)[0]

    def letter_with_gaps(
        self, authority: str, case: str, letter: str, typed: Facts | None = None
    ) -> tuple[Letter, list[Gap]]:
        """The same, with what to do about each gap; with the answers as they are typed, or those of the draft."""
        with self._case(authority, case) as (tx, state, version):
            if letter not in state.letters:
                raise NotFound(f"Expected a letter {letter} in case {case}, but there is none")
            known = state.letters[letter]
            draft = tx.draft(case, known.task) if known.task is not None and known.sent_on is None else None
            person = tx.person(authority, state.person)
            assert person is not None, f"case {case} has lost its person"
            parties = parties_to(tx, authority, person.details)
            answers = typed if typed is not None else draft.answers if draft else {}
            known, answers = as_if_sent(known, answers, version)
            drawn = write_letter(version, state, known, parties, answers, self._engine.today())
            return drawn, gaps_of(drawn, known, version, state)

    def explain(self, authority: str, case: str, timer: str) -> Explained:
        """How a day of the case comes about."""
        with self._case(authority, case) as (_, state, version):
            return explain(state, version, timer)

    def facts(self, authority: str, case: str) -> list[KnownFact]:
        """All that the case knows, in words."""
        with self._case(authority, case) as (tx, state, version):
            return all_known(version, state.facts, tx.entries(case))

    def fact(self, authority: str, case: str, name: str, item: str | None = None) -> tuple[KnownFact, Field]:
        """One thing that the case knows, with the question to put where it is corrected."""
        with self._case(authority, case) as (tx, state, version):
            found = [
                one for one in all_known(version, state.facts, tx.entries(case)) if (one.name, one.item) == (name, item)
            ]
            if not found:
                raise NotFound(f"Expected a fact {name} in case {case}, but it knows none")
            return found[0], question_about(found[0], version)

    def preview_correction(self, command: CorrectFacts) -> Foreseen:
        """What a correction would move, before anything is recorded; raises what recording it would raise."""
        authority = command.by.authority
        with self._case(authority, command.case) as (tx, state, version):
            words = words_of(version, {user.id: user.name for user in tx.users(authority)})
        return foresee(self._engine, command, state, words)

    def place(self, authority: str, case: str) -> Place:
        """Where the case is in its diagrams."""
        with self._case(authority, case) as (tx, state, version):
            events = [entry.event for entry in tx.entries(case)]
            current = {place for task in state.tasks.values() for place in task.within}
            current |= {bpmn_id_of(timer) for timer in state.waits}
            return Place(
                version.diagrams,
                frozenset(current),
                frozenset(bpmn_id_of(e.task) for e in events if isinstance(e, TaskCompleted | TaskPassed)),
                frozenset(d.activity for d in state.deadlines.values() if d.status == MISSED),
                frozenset(step for e in events if isinstance(e, GatewayDecided) for step in (e.gateway, e.flow)),
            )

    def history(self, authority: str, case: str) -> list[Told]:
        """The whole history, each entry with its sentence in plain English."""
        with self._case(authority, case) as (tx, _, version):
            people = {user.id: user.name for user in tx.users(authority)}
            return list(tell(tx.entries(case), words_of(version, people)))

    def history_part(self, authority: str, case: str, causes: int, upto: int | None = None) -> tuple[list[Told], Part]:
        """So many causes up to an entry, with what came of them; of the entries before them nothing is said."""
        with self._case(authority, case) as (tx, _, version):
            people = {user.id: user.name for user in tx.users(authority)}
            entries = tx.entries(case)
            part = part_of(entries, causes, upto)
            return list(tell(entries[: part.last], words_of(version, people), part.first)), part

    def replay(self, authority: str, case: str) -> Replay:
        with self._engine.database.read() as tx:
            erased = tx.erased(case)
            owner = erased.authority if erased is not None else authority
            if owner != authority or (erased is None and tx.head(authority, case) is None):
                raise NotFound(f"Expected a case {case} in this authority, but there is none")
            return replay(tx, authority, case, self._library)
