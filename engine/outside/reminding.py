"""Reminders: a letter to each whose answer is late, kept with its case, and the chase recorded with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.case.commands import Actor, CompleteTask, system
from engine.case.events import TaskOpened
from engine.case.forms import Reminder
from engine.case.permissions import WORK_CASES, require
from engine.case.rejections import BadInput, CannotAnswer, Fault, Rejected
from engine.case.requests import Request, request_of
from engine.case.state import CaseState
from engine.case.state import Letter as DueLetter
from engine.engine import Engine
from engine.issuing import gaps_of
from engine.letters import Letter
from engine.looking import Looking, state_of
from engine.outside.links import Links
from engine.receipts import Receipt
from engine.store import Reading
from engine.version import Version
from engine.writing import kept_as_document, parties_to, write_letter

MOST = 50
"""More reminders are not sent at once."""

USUAL = timedelta(days=7)
LONGEST = timedelta(days=366)
GONE = "This task is not open any more"
TO_NOBODY = "Nobody outside waits to be reminded by this task"


@dataclass(frozen=True)
class Reminding:
    """A reminder as it will go out; `problem` says why it cannot."""

    case: str
    task: str
    person_name: str = ""
    request: Request | None = None
    letter: Letter | None = None
    answers: dict[str, object] | None = None
    problem: str = ""


@dataclass(frozen=True)
class Reminded:
    """What became of it: the document that the letter is kept as, and the token of the link made for it."""

    reminding: Reminding
    document: str = ""
    token: str = ""
    problem: str = ""


class Reminders:
    """The forms say by which letter people are reminded, and what is then recorded; each case stands for itself."""

    def __init__(self, engine: Engine, links: Links) -> None:
        self._engine = engine
        self._links = links
        self._looking = Looking(engine)

    def usual_day(self) -> date:
        """By when answers are expected if nobody says otherwise."""
        return self._engine.today() + USUAL

    def prepare(
        self, by: Actor, named: Iterable[tuple[str, str]], expected_on: date | None = None, once: str | None = None
    ) -> list[Reminding]:
        """Each reminder as it would go out today, or as it went when `once` was sent before."""
        require(by, WORK_CASES)
        tasks, today = list(dict.fromkeys(named)), self._engine.today()
        day = expected_on or self.usual_day()
        _refuse(tasks, day, today)
        with self._engine.database.read() as tx:
            return [self._prepared(tx, by.authority, case, task, day, once) for case, task in tasks]

    def _prepared(self, tx: Reading, authority: str, case: str, task: str, day: date, once: str | None) -> Reminding:
        row = tx.task(authority, case, task) or _sent_before(tx, authority, case, task, once)
        about = tx.case(authority, case)
        if row is None or about is None:
            return Reminding(case, task, about.person_name if about else "", problem=GONE)
        state = state_of(tx, authority, case)
        version = self._engine.library.version(tx, authority, state.version)
        form, request = version.form(row.form), request_of(row.item or "", state) if row.item else None
        if form is None or form.reminder is None or request is None:
            return Reminding(case, task, about.person_name, problem=TO_NOBODY)
        answers = form.reminder.answers_of(request.who, self._engine.today(), day)
        letter, problem = self._drawn(tx, authority, state, version, (task, form.reminder), request, answers)
        return Reminding(case, task, about.person_name, request, letter, answers, problem)

    def _drawn(
        self,
        tx: Reading,
        authority: str,
        state: CaseState,
        version: Version,
        by: tuple[str, Reminder],
        request: Request,
        answers: dict[str, object],
    ) -> tuple[Letter, str]:
        """The letter, and what it lacks in one sentence."""
        (task, reminder), today = by, self._engine.today()
        template = version.letters[reminder.letter]
        due = DueLetter(f"{template.key}#0", template.key, template.to[0], task, request.item, today, today)
        person = tx.person(authority, state.person)
        assert person is not None, f"case {state.case} has lost its person"
        letter = write_letter(version, state, due, parties_to(tx, authority, person.details), answers, today)
        return letter, ". ".join(gap.sentence for gap in gaps_of(letter, due, version, state))

    def send(
        self, by: Actor, remindings: Sequence[Reminding], once: str | None, *, with_links: bool = False
    ) -> list[Reminded]:
        """Record each in a transaction of its own. `once` names what was sent, so that nothing is done twice."""
        require(by, WORK_CASES)
        return [self._sent(by, one, once, with_links) for one in remindings]

    def _sent(self, by: Actor, one: Reminding, once: str | None, with_links: bool) -> Reminded:
        if one.problem or one.letter is None or one.request is None:
            return Reminded(one, problem=one.problem)
        name = _name(once, one.case, one.task)
        try:
            self._engine.handle(
                CompleteTask(by=by, id=name, case=one.case, task=one.task, answers=dict(one.answers or {}))
            )
        except Rejected as refusal:
            return Reminded(one, problem=". ".join([refusal.sentence, *(fault.sentence for fault in refusal.faults)]))
        document = self._kept(by.authority, one.case, one.letter, f"{name}:letter" if name else None)
        token = self._link(by, one.case, one.request.item) if with_links else ""
        return Reminded(one, document, token)

    def _kept(self, authority: str, case: str, letter: Letter, id: str | None) -> str:
        """The letter as a document of the case: the one that was kept, where the same was sent before."""
        with self._engine.database.read() as tx:
            known = tx.answer_to(authority, id) if id else None
            receipt = Receipt.again(known.text, tx) if known is not None else None
        if receipt is None:
            receipt = self._engine.handle(kept_as_document(letter, case, system(authority, "reminders"), id))
        return str(receipt.entries[0].event.document)

    def _link(self, by: Actor, case: str, item: str) -> str:
        """The token of a link for what the item waits for; none where nobody outside can answer that."""
        for task in self._looking.state(by.authority, case).tasks.values():
            if task.item == item:
                try:
                    return self._links.make(by, case, task.task)[1]
                except CannotAnswer:
                    continue
        return ""


def _name(once: str | None, case: str, task: str) -> str | None:
    """The id of the command that records a reminder."""
    return f"{once}:{case}/{task}" if once else None


def _sent_before(tx: Reading, authority: str, case: str, task: str, once: str | None) -> TaskOpened | None:
    """The task as it was opened, if this very reminder was recorded: what was cut off then is brought to its end."""
    name = _name(once, case, task)
    if name is None or tx.answer_to(authority, name) is None:
        return None
    opened = (entry.event for entry in tx.entries_of_kind(case, TaskOpened.__name__))
    return next((one for one in opened if one.task == task), None)


def _refuse(tasks: Sequence[tuple[str, str]], day: date, today: date) -> None:
    if not 1 <= len(tasks) <= MOST:
        sentence = f"Select from 1 to {MOST} requests"
        raise BadInput(sentence, (Fault("/tasks", sentence),))
    if not today < day <= today + LONGEST:
        sentence = "The day on which the answer is expected must be after today, and within a year"
        raise BadInput(sentence, (Fault("/expected_on", sentence),))
