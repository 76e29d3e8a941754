"""The authority's scheme of delegation: which people may take which decisions, from when to when.

Where a scheme covers a decision today, only those it names take it, whoever leads or covers. What no scheme covers is
decided as before: by whoever works as a decider, or leads casework.
"""

from collections.abc import Iterable
from datetime import date

from engine.case.commands import Actor
from engine.case.office_rows import DelegationRow
from engine.case.rejections import BadInput, Fault, NotAllowed, NotFound
from engine.case.state import OpenTask
from engine.changes import note_change
from engine.engine import Engine
from engine.handlers.expect import text
from engine.powers import DECISION, in_force
from engine.statute import short
from engine.store import Reading

LONGEST_SCHEME = 1000


class Delegations:
    """Kept by administrators; each change is written into their log."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rows(self, authority: str) -> list[DelegationRow]:
        """Every delegation, those that are over or still to come included."""
        with self._engine.database.read() as tx:
            return tx.delegations(authority)

    def steps(self, authority: str, process: str) -> dict[str, str]:
        """The decisions of a process by the ids of its diagram, in words; none if it is not published."""
        with self._engine.database.read() as tx:
            current = tx.current_version(authority, process)
            if current is None:
                return {}
            found = self._engine.library.version(tx, authority, current.hash).process
        decided = (step for step, said in found.properties.items() if said.get("role") == DECISION)
        return {step: found.titles.get(step, step) for step in sorted(decided)}

    def may_decide(self, authority: str, process: str, step: str) -> frozenset[str] | None:
        """The users who may take a decision today; None where no scheme says."""
        with self._engine.database.read() as tx:
            powers = in_force(tx.delegations(authority), process, step, self._engine.today())
        return None if powers is None else frozenset(one.user for one in powers)

    def why_not(self, actor: Actor, case: str, task: OpenTask) -> str:
        """Why somebody may not take this decision, in the words of the scheme; empty if they may."""
        if task.role != DECISION:
            return ""
        with self._engine.database.read() as tx:
            head = tx.head(actor.authority, case)
            rows, people = tx.delegations(actor.authority), {one.id: one.name for one in tx.users(actor.authority)}
        step = task.task.rsplit("#", 1)[0]
        powers = in_force(rows, head.process, step, self._engine.today()) if head is not None else None
        if powers is None or actor.id in {one.user for one in powers}:
            return ""
        named = ", ".join(sorted({people.get(one.user, one.user) for one in powers}))
        scheme = "; ".join(dict.fromkeys(one.scheme for one in powers))
        return f"By the scheme of delegation only {named} can take this decision: {scheme}"

    def delegate(
        self,
        by: Actor,
        user: str,
        scheme: str,
        first_on: date,
        last_on: date | None = None,
        process: str | None = None,
        step: str | None = None,
    ) -> DelegationRow:
        """Say that somebody may take decisions of a step, of a process, or all."""
        if user == by.id:
            raise NotAllowed("Expected another administrator, because nobody changes what they may do themselves")
        said, known = text("scheme", scheme, LONGEST_SCHEME), self.steps(by.authority, process) if process else {}
        with self._engine.database.write() as tx:
            faults = [*_faults(tx, by.authority, user, process, first_on, last_on)]
            if step is not None and step not in known:
                faults.append(Fault("/step", "Select a decision of this process"))
            if faults:
                raise BadInput("Expected a decision that can be delegated", tuple(faults))
            id = f"D{tx.next_number(by.authority, 'delegation'):06d}"
            now = self._engine.clock()
            row = DelegationRow(by.authority, id, process, step, user, first_on, last_on, said, by.id, now)
            tx.add_delegation(row)
            until = f" to {short(last_on)}" if last_on else ""
            what = f"delegated {_decisions(row)} to {user} from {short(first_on)}{until} ({id})"
            note_change(tx, by, now, what, user, f": {said}")
        return row

    def end(self, by: Actor, id: str) -> None:
        """Take a delegation back; what was decided under it stays decided."""
        with self._engine.database.write() as tx:
            known = next((one for one in tx.delegations(by.authority) if one.id == id), None)
            if known is None or not tx.drop_delegation(by.authority, id):
                raise NotFound(f"Expected a delegation {id}, but there is none")
            what = f"took back that {known.user} takes {_decisions(known)} ({id})"
            note_change(tx, by, self._engine.clock(), what, known.user)


def _decisions(row: DelegationRow) -> str:
    if row.process is None:
        return "all decisions"
    return f"the decision {row.step} of {row.process}" if row.step else f"the decisions of {row.process}"


def _faults(
    tx: Reading, authority: str, user: str, process: str | None, first_on: date, last_on: date | None
) -> Iterable[Fault]:
    found = tx.user(authority, user)
    if found is None or not found.is_active:
        yield Fault("/user", "Select who may decide")
    if process is not None and tx.current_version(authority, process) is None:
        yield Fault("/process", "Select a published process")
    if last_on is not None and last_on < first_on:
        yield Fault("/last_on", "The last day must be on or after the first day")
