"""The engine: takes a command, decides it on its case, and writes down everything or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from engine.case import commands
from engine.case.commands import CaseCommand, Command, ImportCase, OpenCase
from engine.case.office_rows import team_for
from engine.case.permissions import NEEDED, require
from engine.case.rejections import CannotAnswer, CaseMovedOn, CommandIdReused, Fault, NotFound, NotPublished
from engine.case_file import CaseFile, Circumstances
from engine.desk import DESK
from engine.drafting import refuse_overwriting
from engine.expecting import expect_active_team
from engine.handlers import HANDLERS
from engine.handlers.expect import day_allowed
from engine.in_hand import InHand, copy_of
from engine.issuing import refuse_incomplete
from engine.library import Library
from engine.merging import standing
from engine.notifying import Happened, tell_of
from engine.powers import refuse_undelegated
from engine.receipts import Receipt, fingerprint_of
from engine.statute import day_of
from engine.store import AlreadyRemembered, Database, Transaction

Clock = Callable[[], datetime]


class Engine:
    """The only holder of a clock, and the only place that opens a transaction for a command."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.library = Library()
        self._in_hand = InHand()

    def today(self) -> date:
        return day_of(self.clock())

    def handle(self, command: Command, *, wait: bool = True) -> Receipt:
        """Carry out a command, or refuse it (`Rejected`) and change nothing.

        With `wait=False` a case that somebody else is writing to is refused at once
        (`CaseMovedOn`) instead of waited for.
        """
        require(command.by, NEEDED[type(command)])
        now = self.clock()
        try:
            with self.database.write() as tx:
                receipt, file = self._once(command, tx, now, wait)
        except AlreadyRemembered as twin:
            raise CaseMovedOn("The same command is being carried out at this moment; ask again") from twin
        if file is not None:
            self._in_hand.keep(file)
        return receipt

    def _once(self, command: Command, tx: Transaction, now: datetime, wait: bool) -> tuple[Receipt, CaseFile | None]:
        """The first answer again if the command is known; otherwise carry it out and remember the answer."""
        authority = command.by.authority
        if command.id is None:
            return self._carry_out(command, tx, now, wait)
        fingerprint = fingerprint_of(command)
        answer = tx.answer_to(authority, command.id)
        if answer is not None:
            if answer.fingerprint != fingerprint:
                raise CommandIdReused(f"Expected a new command, but the id {command.id} was used for another one")
            return Receipt.again(answer.text, tx), None
        receipt, file = self._carry_out(command, tx, now, wait)
        tx.remember(authority, command.id, fingerprint, receipt.to_text(), now)
        return receipt, file

    def _carry_out(
        self, command: Command, tx: Transaction, now: datetime, wait: bool
    ) -> tuple[Receipt, CaseFile | None]:
        if type(command) in DESK:
            return DESK[type(command)](command, tx, now, self.library), None
        file = self._file_for(command, tx, wait)
        refuse_undelegated(command, file, tx, now)
        before = dict(file.state.tasks)
        placed = _placed(command, tx) if isinstance(command, OpenCase) else command
        HANDLERS[type(placed)](placed, file, self._circumstances(command, file, now))
        refuse_incomplete(file, tx, command.by.authority)
        refuse_overwriting(command, tx)
        self._save(command, file, tx, now)
        if not isinstance(command, ImportCase):  # what was done elsewhere is no news
            tell_of(tx, Happened(file.state, file.version, file.new, before, command.by, now))
        return Receipt(file.state.case, tuple(file.new)), file

    def try_out(self, command: CaseCommand) -> CaseFile:
        """The case as it would stand after a command, or the refusal (`Rejected`); nothing is recorded."""
        require(command.by, NEEDED[type(command)])
        authority = command.by.authority
        with self.database.read() as tx:
            head = tx.head(authority, command.case)
            if head is None:
                raise NotFound(f"Expected a case {command.case} in this authority, but there is none")
            file = copy_of(head, tx, self.library)
            refuse_undelegated(command, file, tx, self.clock())
            HANDLERS[type(command)](command, file, self._circumstances(command, file, self.clock()))
            refuse_incomplete(file, tx, authority)
        return file

    # --- taking the case in hand ----------------------------------------------------------------

    def _file_for(self, command: Command, tx: Transaction, wait: bool) -> CaseFile:
        if isinstance(command, OpenCase):
            return self._new_file(command, tx)
        assert isinstance(command, CaseCommand)
        authority, case = command.by.authority, command.case
        head = tx.lock_case(authority, case, with_snapshot=not self._in_hand.has(case), wait=wait)
        if head is None and not wait and tx.head(authority, case) is not None:
            raise CaseMovedOn(f"Somebody else is writing to case {case} at this moment")
        if head is None:
            raise NotFound(f"Expected a case {case} in this authority, but there is none")
        if command.expected is not None and command.expected != head.sequence:
            sentence = f"Expected case {case} at entry {command.expected}, but it is at {head.sequence}"
            raise CaseMovedOn(sentence, (Fault("expected", sentence),))
        _check_whom(command, tx)
        _check_link(command, tx, self.clock())
        return self._in_hand.take(head, tx, self.library)

    def _new_file(self, command: OpenCase, tx: Transaction) -> CaseFile:
        authority = command.by.authority
        tx.hold_person(authority, command.person)
        standing(tx, authority, command.person)
        current = tx.current_version(authority, command.process)
        if current is None:
            raise NotPublished(f"Expected a published process {command.process}, but there is none")
        version = self.library.version(tx, authority, current.hash)
        return CaseFile.empty(version, next_case_id(tx, authority), self.library.shelf(tx, authority, ""))

    def _circumstances(self, command: Command, file: CaseFile, now: datetime) -> Circumstances:
        today = day_of(now)
        if isinstance(command, OpenCase):
            on = command.effective_on or _first_day(command, file.version.starts_on, today) or today
        else:
            on = getattr(command, "effective_on", None) or today
        circumstances = Circumstances(command.by.id, now, on)
        if on != today:
            day_allowed(file.state, circumstances)
        return circumstances

    def _save(self, command: Command, file: CaseFile, tx: Transaction, now: datetime) -> None:
        authority = command.by.authority
        for digest, content in file.contents.items():
            tx.store_document(digest, content)
        for task, answers in file.drafts.items():
            tx.save_draft(authority, file.state.case, task, answers, command.by.id, now)
        for link, answer in file.answered.items():
            tx.note_answered(authority, link, answer, now)
        for about in file.retried:
            tx.clear_failures(file.state.case, about)
        if file.new:
            tx.append(authority, file.new)
            tx.project(authority, file.state, file.new)
            tx.put_in_for_webhooks(authority, file.new)
            self._in_hand.snapshot(file, tx)


def next_case_id(tx: Transaction, authority: str) -> str:
    """The next number of the authority, such as NOR-000042."""
    owner = tx.authority(authority)
    if owner is None:
        raise NotFound(f"Expected an authority {authority}, but there is none")
    return f"{owner.prefix}-{tx.next_number(authority, 'case'):06d}"


def _first_day(command: OpenCase, fact: str, today: date) -> date | None:
    """A case begins on the day of the fact that it counts from, which may be before it is registered.

    Another case may pass on a day that is yet to come: it opens this one today.
    """
    try:
        on = date.fromisoformat(command.facts[fact])
    except (KeyError, TypeError, ValueError):
        return None
    return min(on, today) if command.opened_by_case else on


def _check_link(command: CaseCommand, tx: Transaction, now: datetime) -> None:
    """Asked while the case is locked: of two answers sent at once through one link, one is too late."""
    if not isinstance(command, commands.ReceiveAnswer):
        return
    link = tx.link(command.by.authority, command.link)
    if link is None or (link.case, link.task) != (command.case, command.task) or not link.takes_answers(now):
        raise CannotAnswer("Expected a link that can still be used for an answer, but this one cannot")


def _placed(command: OpenCase, tx: Transaction) -> OpenCase:
    """With the team that takes the cases of the child, unless the command names one."""
    if command.team is not None:
        return command
    by, person = command.by, standing(tx, command.by.authority, command.person)
    return replace(command, team=team_for(tx.teams(by.authority), person.details, by.teams))


def _check_whom(command: CaseCommand, tx: Transaction) -> None:
    if isinstance(command, commands.ChangeTeam) and command.team is not None:
        expect_active_team(tx, command.by.authority, command.team)
    if isinstance(command, commands.AssignTask) and tx.user(command.by.authority, command.to) is None:
        raise NotFound(f"Expected a user {command.to} in this authority, but there is none")
