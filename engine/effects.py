"""Carrying out what cases want: letters to file, cases to open, notices; after the transaction, once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.case.commands import CarryOutEffect, OpenCase, system
from engine.case.events import Facts
from engine.case.rejections import CaseMovedOn, NotInForce
from engine.case.rows import PendingEffect
from engine.engine import Engine
from engine.looking import Looking
from engine.sweep import note_failure
from engine.writing import kept_as_document

BATCH = 100
log = logging.getLogger("duecourse.effects")


@dataclass(frozen=True)
class Done:
    carried_out: int = 0
    failed: int = 0


def carry_out(engine: Engine) -> Done:
    """Carry out every intent that is pending. What was done is recorded; replay never repeats it."""
    done = Done()
    now = engine.clock()
    while True:
        with engine.database.read() as tx:
            pending = tx.pending_effects(BATCH, now)
        results = [_one(engine, effect, now) for effect in pending]
        done = Done(done.carried_out + results.count(True), done.failed + results.count(False))
        if len(pending) < BATCH or True not in results:
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
        sentence = f"{type(failure).__name__}: {failure}"
        note_failure(engine, effect.authority, effect.case, effect.effect, effect.attempts, now, sentence)
        return False
    return True


def _id(effect: PendingEffect, step: str) -> str:
    """The command id of a step of an effect: done once, however often it is tried."""
    return f"effect:{effect.case}:{effect.effect}:{step}"


def _file_letter(engine: Engine, effect: PendingEffect) -> Facts:
    """Keep the letter as it went out, as a document of the case."""
    letter = Looking(engine).letter(effect.authority, effect.case, effect.detail["letter"])
    by = system(effect.authority, "effects")
    receipt = engine.handle(kept_as_document(letter.title, letter.html, effect.case, by, _id(effect, "document")))
    return {"document": receipt.entries[0].event.document}


def _open_case(engine: Engine, effect: PendingEffect) -> Facts:
    with engine.database.read() as tx:
        head = tx.head(effect.authority, effect.case)
    assert head is not None, f"case {effect.case} has an effect but no head"
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


def _notify(engine: Engine, effect: PendingEffect) -> Facts:
    """Notices are shown in the page of the role; being listed is all that it takes."""
    return {"shown_to": effect.detail["role"], "text": effect.detail["text"]}


ACTS: dict[str, Callable[[Engine, PendingEffect], Facts]] = {
    "LetterToFile": _file_letter,
    "CaseToOpen": _open_case,
    "NotificationDue": _notify,
}
