"""Links through which advisers, schools and families answer without an account: made, revoked, opened, answered."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.case.commands import Actor, ReceiveAnswer, SentFile
from engine.case.events import Facts
from engine.case.forms import Form
from engine.case.outside import EXPIRED, FAMILY_FORM, NOT_NEEDED, REVOKED, LinkRow
from engine.case.permissions import WORK_CASES, require
from engine.case.rejections import BadInput, CannotAnswer, Fault, NotFound
from engine.case.rows import AccessRow, AuthorityRow
from engine.case.state import Deadline, deadline_for
from engine.engine import Engine
from engine.looking import Looking
from engine.outside.family import Journey, journey_of, letter_file
from engine.receipts import Receipt
from engine.store import Transaction

LONGEST_WEEKS = 8
USUAL = timedelta(weeks=4)
WAS_OPENED, WAS_ANSWERED = "opened a link", "answered through a link"


@dataclass(frozen=True)
class AskedByLink:
    """What the holder of a good link may see of a request: who asks whom for what, about whom, and by when."""

    link: LinkRow
    authority: AuthorityRow
    child: str
    born: str
    title: str
    form: Form | None
    deadline: Deadline | None
    received_at: datetime | None

    @property
    def is_answered(self) -> bool:
        return self.received_at is not None


@dataclass(frozen=True)
class EndedLink:
    """A link that was made and opens nothing any more, and why: revoked, expired, or not needed."""

    link: LinkRow
    authority: AuthorityRow
    standing: str


class Links:
    """Tokens are kept as digests. Whoever holds a link sees what it is for, and nothing else."""

    def __init__(self, engine: Engine, lasts: timedelta = USUAL) -> None:
        self._engine = engine
        self._looking = Looking(engine)
        self._lasts = lasts

    # --- for caseworkers ------------------------------------------------------------------------

    def make(
        self,
        by: Actor,
        case: str,
        task: str | None,
        *,
        question: str = "",
        lasts: timedelta | None = None,
    ) -> tuple[LinkRow, str]:
        """A link for a task of the case, or for the family; and its token, which is shown this once.

        A link that was made before for the same is revoked.
        """
        require(by, WORK_CASES)
        length = self._lasts if lasts is None else lasts
        if not timedelta(days=1) <= length <= timedelta(weeks=LONGEST_WEEKS):
            sentence = f"A link lasts from 1 day to {LONGEST_WEEKS} weeks"
            raise BadInput(sentence, (Fault("/days", sentence),))
        item, to = self._for_whom(by.authority, case, task)
        token, now = secrets.token_urlsafe(32), self._engine.clock()
        with self._engine.database.write() as tx:
            self._revoke_others(tx, by, case, task, now)
            id = f"L{tx.next_number(by.authority, 'link'):06d}"
            said = (to, question.strip()[:4000])
            link = LinkRow(
                by.authority, id, case, task, item, *said, by.id, now, now + length, None, None, None, None, 0
            )
            tx.add_link(link, _digest(token))
            self._note(tx, by, f"made link {id} for {to}", case)
        return link, token

    def _for_whom(self, authority: str, case: str, task: str | None) -> tuple[str | None, str]:
        """The item that a task is about, and what it is called; raises what keeps a link from being made."""
        view = self._looking.view(authority, case)
        if view.state.is_closed:
            raise CannotAnswer(f"Expected case {case} to be open, because nobody can answer in one that is closed")
        if task is None:
            return None, "The family"
        if self._looking.task_form(authority, case, task).outside is None:
            raise CannotAnswer(f"Expected a task that somebody outside can answer, but {task} is none")
        item = view.state.tasks[task].item
        return item, view.items.get(item or "", "Somebody outside")

    def _revoke_others(self, tx: Transaction, by: Actor, case: str, task: str | None, now: datetime) -> None:
        for one in tx.links_of(by.authority, case):
            if one.task == task and one.is_good(now) and not (one.answers and task):
                tx.revoke_link(by.authority, one.id, now)
                self._note(tx, by, f"revoked link {one.id}", case)

    def revoke(self, by: Actor, case: str, id: str) -> None:
        require(by, WORK_CASES)
        with self._engine.database.write() as tx:
            known = tx.link(by.authority, id)
            if known is None or known.case != case:
                raise NotFound(f"Expected a link {id} of case {case}, but there is none")
            if tx.revoke_link(by.authority, id, self._engine.clock()):
                self._note(tx, by, f"revoked link {id}", case)

    def of_case(self, authority: str, case: str) -> list[LinkRow]:
        with self._engine.database.read() as tx:
            return tx.links_of(authority, case)

    def _note(self, tx: Transaction, by: Actor, what: str, case: str) -> None:
        tx.note_access(by.authority, AccessRow(self._engine.clock(), by.id, by.name, what, None, case))

    # --- for whoever holds one ------------------------------------------------------------------

    def open(self, token: str, *, for_family: bool) -> AskedByLink | None:
        """What a token opens; None for one that opens nothing, whatever the reason."""
        now = self._engine.clock()
        with self._engine.database.read() as tx:
            link = tx.link_of_token(_digest(token))
            if link is None or link.is_for_family != for_family or not link.is_good(now):
                return None
            owner = tx.authority(link.authority)
        assert owner is not None, f"link {link.id} is of no authority"
        asked = self._asked(link, owner)
        if asked is not None:
            self._note_opened(link, now)
        return asked

    def ended(self, token: str, *, for_family: bool) -> EndedLink | None:
        """Why a token that once opened something opens nothing; None for one that never did.

        Only whoever was given the token can ask, so nobody learns from it which links there are.
        """
        with self._engine.database.read() as tx:
            link = tx.link_of_token(_digest(token))
            owner = tx.authority(link.authority) if link is not None else None
        if link is None or owner is None or link.is_for_family != for_family:
            return None
        if link.revoked_at is not None:
            return EndedLink(link, owner, REVOKED)
        return EndedLink(link, owner, EXPIRED if self._engine.clock() >= link.expires_at else NOT_NEEDED)

    def _asked(self, link: LinkRow, owner: AuthorityRow) -> AskedByLink | None:
        view = self._looking.view(link.authority, link.case)
        with self._engine.database.read() as tx:
            person = tx.person(link.authority, view.state.person)
        assert person is not None, f"case {link.case} has lost its person"
        about = (person.name, person.details["date_of_birth"])
        if link.task is None:
            return AskedByLink(link, owner, *about, FAMILY_FORM.title, FAMILY_FORM, None, link.answered_at)
        if link.answered_at is not None:
            return AskedByLink(link, owner, *about, "", None, None, link.answered_at)
        task = view.state.tasks.get(link.task)
        if view.state.is_closed or task is None:
            return None
        form = self._looking.task_form(link.authority, link.case, link.task).outside
        if form is None:
            return None
        return AskedByLink(link, owner, *about, form.title, form, deadline_for(task, view.state), None)

    def _note_opened(self, link: LinkRow, now: datetime) -> None:
        """Each use is in the log of looks; the first also with the link."""
        with self._engine.database.write() as tx:
            tx.note_opened(link.authority, link.id, now)
            by = holder(link)
            tx.note_access(link.authority, AccessRow(now, by.id, by.name, WAS_OPENED, None, link.case))

    def journey(self, asked: AskedByLink) -> Journey:
        """Where the case is, for the family that holds the link."""
        return journey_of(self._engine, asked.link.authority, asked.link.case)

    def letter(self, asked: AskedByLink, document: str) -> tuple[str, str, bytes] | None:
        """A letter to the family: its name, type and bytes; None for any other document."""
        return letter_file(self._engine, asked.link.authority, asked.link.case, document)

    def answer(self, asked: AskedByLink, answers: Facts, files: tuple[SentFile, ...], once: str) -> Receipt:
        """Hand in what the holder of a link says. `once` names what they sent, so that it is not taken in twice."""
        link = asked.link
        by = holder(link)
        sender = str(answers.get("family_name") or link.sender) if link.is_for_family else link.sender
        key = f"link:{link.id}:{once}" if link.is_for_family else f"link:{link.id}"
        receipt = self._engine.handle(
            ReceiveAnswer(
                by=by,
                id=key,
                case=link.case,
                link=link.id,
                sender=sender,
                answers=answers,
                files=files,
                task=link.task,
            )
        )
        if not receipt.is_repeat:
            with self._engine.database.write() as tx:
                self._note(tx, by, WAS_ANSWERED, link.case)
        return receipt


def holder(link: LinkRow) -> Actor:
    """Whoever holds a link, as somebody who acts: they can answer and nothing else."""
    return Actor(f"link:{link.id}", f"{link.sender} (by link)", link.authority, frozenset({"link"}))


def _digest(token: str) -> str:
    """Tokens are long and random, so a quick hash keeps them as well as a slow one."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
