"""Begins the transfers of a cohort: one case after the other, each in its own transaction, each once."""

from collections.abc import Callable

from engine.case.cohorts import REFUSED, STARTED, CohortMember
from engine.case.commands import Actor, ReceiveMessage, system
from engine.case.events import Facts
from engine.case.filters import CaseFilter
from engine.case.listed import PHASE_TRANSFER
from engine.case.rejections import BadInput, CaseMovedOn, NotAllowed, Rejected
from engine.engine import Engine

MESSAGE = "phase_transfer_known"
BY_SYSTEM = "system:"
Progress = Callable[[int, int], None]


def start_waiting(engine: Engine, progress: Progress = lambda done, total: None) -> int:
    """Begin what was asked for and has not begun; how many. May be stopped at any point and asked again.

    The case of the plan is told that the move is known, under an id of its own for this year: told twice, it hears
    once. What it opens is opened by the effects.
    """
    with engine.database.read() as tx:
        members = tx.waiting_members()
    begun = 0
    for done, member in enumerate(members, 1):
        begun += _begin(engine, member)
        progress(done, len(members))
    return begun


def _begin(engine: Engine, member: CohortMember) -> bool:
    """True if it has begun; one that somebody else is writing to is left for the next time."""
    try:
        _tell(engine, member)
    except CaseMovedOn:
        return False
    except Rejected as refusal:
        _settle(engine, member, REFUSED, refusal.sentence)
        return False
    _settle(engine, member, STARTED)
    return True


def _tell(engine: Engine, member: CohortMember) -> None:
    id = f"cohort:{member.year}:{member.case}"
    with engine.database.read() as tx:
        if tx.answer_to(member.authority, id) is not None:
            return
        open_ones = CaseFilter(process=PHASE_TRANSFER, person=member.person, is_closed=False)
        others = tx.cases(member.authority, open_ones, sort="case", limit=1).items
    if others:
        raise BadInput(f"A transfer was opened meanwhile: case {others[0].case}")
    payload = _payload(engine, member)
    by = _asker(engine, member)
    engine.handle(ReceiveMessage(by=by, id=id, case=member.case, message=MESSAGE, payload=payload))


def _payload(engine: Engine, member: CohortMember) -> Facts:
    """The day of the move; a case under a version from before it was asked for is told without."""
    with engine.database.read() as tx:
        head = tx.head(member.authority, member.case)
        version = engine.library.version(tx, member.authority, head.version) if head is not None else None
    if version is None or MESSAGE not in version.process.catchers or version.form_of_message(MESSAGE) is None:
        return {}
    return {"announced_transfer_on": member.move_on.isoformat()}


def _asker(engine: Engine, member: CohortMember) -> Actor:
    """Who asked for it: it is their doing, and their rights as they are now."""
    if member.asked_by.startswith(BY_SYSTEM):
        return system(member.authority, member.asked_by.removeprefix(BY_SYSTEM))
    with engine.database.read() as tx:
        user = tx.user(member.authority, member.asked_by)
    if user is None or not user.is_active:
        raise NotAllowed("Who asked for it has left; ask for it again")
    return Actor(user.id, user.name, user.authority, user.roles, user.works_as, user.teams)


def _settle(engine: Engine, member: CohortMember, standing: str, sentence: str | None = None) -> None:
    with engine.database.write() as tx:
        tx.settle_member(member, standing, sentence)
