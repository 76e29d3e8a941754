"""Carrying out what cases want: letters to file, cases to open, messages, notices; after the transaction, once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.case.commands import CarryOutEffect, OpenCase, ReceiveMessage, system
from engine.case.events import CaseClosed as Closing
from engine.case.events import DeadlineMissed, Facts
from engine.case.filters import CaseFilter
from engine.case.notices import NOTICE, Notice
from engine.case.rejections import CaseClosed, CaseMovedOn, MessageNotAwaited, NotInForce, Rejected
from engine.case.rows import CaseHead, PendingEffect
from engine.case.state import Deadline
from engine.definitions.catalogue import EVERY_CASE, OPENER
from engine.engine import Engine
from engine.looking import Looking
from engine.notifying import tell, workers_of
from engine.sweep import note_failure
from engine.writing import kept_as_document

BATCH = 100
MOST_ROUNDS = 1000
"""Cases that keep telling each other something would otherwise never let the sweep go on."""

MOST_CASES = 200
"""Of one person; nobody comes near it."""

log = logging.getLogger("duecourse.effects")


@dataclass(frozen=True)
class Done:
    carried_out: int = 0
    failed: int = 0


def carry_out(engine: Engine) -> Done:
    """Carry out every intent that is pending, and those that come of it. Replay never repeats what was done."""
    done = Done()
    now = engine.clock()
    for _ in range(MOST_ROUNDS):
        with engine.database.read() as tx:
            pending = tx.pending_effects(BATCH, now)
        results = [_one(engine, effect, now) for effect in pending]
        done = Done(done.carried_out + results.count(True), done.failed + results.count(False))
        if True not in results:
            break
    return done


def _one(engine: Engine, effect: PendingEffect, now: datetime) -> bool | None:
    """True if done, False if it failed, None if somebody else was quicker."""
    by = system(effect.authority, "effects")
    try:
        outcome = ACTS[effect.kind](engine, effect)
        engine.handle(
            CarryOutEffect(by=by, id=_id(effect, "done"), case=effect.case, effect=effect.effect, outcome=outcome)
        )
    except (NotInForce, CaseMovedOn):
        return None
    except Exception as failure:  # noqa: BLE001 - one effect that fails must never hold up those behind it
        log.exception("Effect %s of case %s failed", effect.effect, effect.case)
        note_failure(engine, effect.authority, effect.case, effect.effect, effect.attempts, now, _sentence(failure))
        return False
    return True


def _sentence(failure: Exception) -> str:
    """What went wrong, with all that a form found: the person who looks has only this."""
    faults = failure.faults if isinstance(failure, Rejected) else ()
    said = "; ".join(fault.sentence for fault in faults)
    return f"{type(failure).__name__}: {failure}" + (f": {said}" if said else "")


def _id(effect: PendingEffect, step: str) -> str:
    """The command id of a step of an effect: done once, however often it is tried."""
    return f"effect:{effect.case}:{effect.effect}:{step}"


def _file_letter(engine: Engine, effect: PendingEffect) -> Facts:
    """Keep the letter as it went out, as a document of the case."""
    letter = Looking(engine).letter(effect.authority, effect.case, effect.detail["letter"])
    by = system(effect.authority, "effects")
    receipt = engine.handle(kept_as_document(letter, effect.case, by, _id(effect, "document")))
    return {"document": receipt.entries[0].event.document}


def _head(engine: Engine, effect: PendingEffect) -> CaseHead:
    with engine.database.read() as tx:
        head = tx.head(effect.authority, effect.case)
    assert head is not None, f"case {effect.case} has an effect but no head"
    return head


def _open_case(engine: Engine, effect: PendingEffect) -> Facts:
    head = _head(engine, effect)
    receipt = engine.handle(
        OpenCase(
            by=system(effect.authority, "effects"),
            id=_id(effect, "case"),
            process=effect.detail["process"],
            person=head.person,
            facts=effect.detail["facts"],
            team=head.team,
            opened_by_case=effect.case,
        )
    )
    return {"case": receipt.case}


def _send_message(engine: Engine, effect: PendingEffect) -> Facts:
    """Tell each case that waits for the message. One that refuses what it says does not keep it from the others."""
    reached, refused = [], []
    for case in _told(engine, effect):
        try:
            if _receives(engine, effect, case):
                reached.append(case)
        except CaseMovedOn:
            raise
        except Rejected as refusal:
            refused.append(refusal)
    if refused:
        raise refused[0]
    return {"reached": reached}


def _receives(engine: Engine, effect: PendingEffect, case: str) -> bool:
    """Give the message to one case, once; False if it does not wait for it, or not any more."""
    by, id = system(effect.authority, "effects"), _id(effect, f"message:{case}")
    message, payload = effect.detail["message"], effect.detail["payload"]
    try:
        engine.handle(ReceiveMessage(by=by, id=id, case=case, message=message, payload=payload))
    except (MessageNotAwaited, CaseClosed):
        return False
    return True


def _told(engine: Engine, effect: PendingEffect) -> list[str]:
    """The cases that a message is for: the opener, or others of the person, of one process or of all."""
    if effect.detail["to"] == OPENER:
        opener = Looking(engine).state(effect.authority, effect.case).opened_by_case
        return [opener] if opener is not None else []
    process = effect.detail["to"] if effect.detail["to"] != EVERY_CASE else None
    of_person = CaseFilter(process=process, person=_head(engine, effect).person)
    with engine.database.read() as tx:
        cases = tx.cases(effect.authority, of_person, sort="case", limit=MOST_CASES).items
        # One that closed because the message reached it, in an attempt that failed later, has been told all the same.
        return [
            row.case
            for row in cases
            if row.case != effect.case
            and (not row.is_closed or tx.answer_to(effect.authority, _id(effect, f"message:{row.case}")) is not None)
        ]


def _notify(engine: Engine, effect: PendingEffect) -> Facts:
    """Tell whoever works as the role in the team of the case, with the reckoning of the day that brought it."""
    authority, role, text = effect.authority, effect.detail["role"], effect.detail["text"]
    head, passed = _head(engine, effect), _passed(engine, effect)
    if head.is_closed and _closed_later(engine, effect):
        return {"shown_to": None, "text": text}
    said, on = (f"{passed.sentence}.", passed.legal) if passed is not None else ("", None)
    with engine.database.write() as tx:
        to = workers_of(tx, authority, role, head.team)
        tell(tx, authority, Notice(NOTICE, effect.effect, text, said, effect.case, due_on=on), to, engine.clock())
    return {"shown_to": role, "text": text}


def _closed_later(engine: Engine, effect: PendingEffect) -> bool:
    """Whether the case closed after it had wanted this, so that nobody need look any more."""
    with engine.database.read() as tx:
        closings = tx.entries_of_kind(effect.case, Closing.__name__)
    return any(one.recorded_at > effect.recorded_at for one in closings)


def _passed(engine: Engine, effect: PendingEffect) -> Deadline | None:
    """The deadline whose passing made the case want this, if that was so."""
    deadlines = Looking(engine).state(effect.authority, effect.case).deadlines
    with engine.database.read() as tx:
        missed = tx.entries_of_kind(effect.case, DeadlineMissed.__name__)
    at_once = [one.event.timer for one in missed if one.recorded_at == effect.recorded_at and one.data is not None]
    return deadlines.get(at_once[-1]) if at_once else None


ACTS: dict[str, Callable[[Engine, PendingEffect], Facts]] = {
    "LetterToFile": _file_letter,
    "CaseToOpen": _open_case,
    "MessageToSend": _send_message,
    "NotificationDue": _notify,
}
