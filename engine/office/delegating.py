"""The authority's scheme of delegation: who may take which decisions, up to how much a year, from when to when.

Where a scheme covers a decision today, only those it names take it, whoever leads or covers. What no scheme covers is
decided as before: by whoever works as a decider, or leads casework.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.case.commands import Actor
from engine.case.costs import in_pounds
from engine.case.office_rows import DelegationRow
from engine.case.permissions import RIGHTS, WORK_CASES
from engine.case.rejections import BadInput, Fault, NotAllowed, NotFound
from engine.case.state import CaseState, OpenTask
from engine.case.words import readable
from engine.engine import Engine
from engine.office.changes import note_change
from engine.powers import DECISION, cost, costs_of, in_force, of_whom, reaches, schemes, step_of
from engine.statute import short
from engine.store import Reading
from engine.version import Version

LONGEST_SCHEME, MOST_POUNDS = 1000, 100_000_000
DECIDING_ROLES = tuple(role for role in ("caseworker", "manager") if WORK_CASES in RIGHTS[role])
"""The roles to which a decision can be delegated as a whole."""


@dataclass(frozen=True)
class Said:
    """What the scheme says to somebody about a decision: why they may not take it, or how far they may."""

    why_not: str = ""
    up_to: str = ""


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
        version = self._version(authority, process)
        if version is None:
            return {}
        decided = (step for step, said in version.process.properties.items() if said.get("role") == DECISION)
        return {step: version.process.titles.get(step, step) for step in sorted(decided)}

    def with_costs(self, authority: str, process: str) -> list[str]:
        """The decisions of a process that say what they cost, in words."""
        steps, version = self.steps(authority, process), self._version(authority, process)
        return [title for step, title in steps.items() if version is not None and costs_of(version, step)]

    def _version(self, authority: str, process: str) -> Version | None:
        with self._engine.database.read() as tx:
            current = tx.current_version(authority, process)
            return None if current is None else self._engine.library.version(tx, authority, current.hash)

    def may_decide(self, authority: str, process: str, step: str) -> frozenset[str] | None:
        """The users who may take a decision today, up to some amount at least; None where no scheme says."""
        with self._engine.database.read() as tx:
            powers = in_force(tx.delegations(authority), process, step, self._engine.today())
            users = tx.users(authority)
        return None if powers is None else frozenset(one.id for one in users if one.is_active and of_whom(powers, one))

    def says(self, actor: Actor, state: CaseState, task: OpenTask) -> Said:
        """What the scheme says to somebody who opens a decision, as far as its cost is known."""
        if task.role != DECISION:
            return Said()
        with self._engine.database.read() as tx:
            powers = in_force(tx.delegations(actor.authority), state.process, step_of(task), self._engine.today())
            if powers is None:
                return Said()
            people = {one.id: one.name for one in tx.users(actor.authority)}
            version = self._engine.library.version(tx, actor.authority, state.version)
        theirs, amount = of_whom(powers, actor), cost(version, task, state.facts, {})
        everybody = _listed(powers, people)
        if not theirs:
            return Said(f"By the scheme of delegation only {everybody} can take this decision: {schemes(powers)}")
        if not costs_of(version, step_of(task)) or any(row.most is None for row in theirs):
            return Said()
        most = in_pounds(max(row.most for row in theirs if row.most is not None))
        if amount is not None and not reaches(theirs, amount):
            enough = [row for row in powers if reaches([row], amount)]
            who = f"It can be decided by {_listed(enough, people)}" if enough else "The scheme names nobody for so much"
            return Said(
                f"This costs {in_pounds(amount)} a year, and you may decide up to {most}. {who}: {schemes(powers)}"
            )
        return Said(up_to=f"By the scheme of delegation you may decide up to {most} a year. It names {everybody}.")

    def delegate(
        self,
        by: Actor,
        user: str | None,
        scheme: str,
        first_on: date,
        last_on: date | None = None,
        process: str | None = None,
        step: str | None = None,
        role: str | None = None,
        most: int | None = None,
    ) -> DelegationRow:
        """Say that somebody, or everybody of a role, may take decisions of a step, of a process, or all."""
        if user == by.id or role in by.roles:
            raise NotAllowed("Expected another administrator, because nobody changes what they may do themselves")
        said, known = scheme.strip(), self.steps(by.authority, process) if process else {}
        extent, today = (first_on, last_on, most), self._engine.today()
        with self._engine.database.write() as tx:
            faults = [*_faults(tx, by.authority, user, role, process), *_faults_of_extent(*extent, today)]
            if step is not None and step not in known:
                faults.append(Fault("/step", "Select a decision of this process"))
            if not 1 <= len(said) <= LONGEST_SCHEME:
                sentence = f"Enter what the scheme of delegation says, in {LONGEST_SCHEME} characters or fewer"
                faults.append(Fault("/scheme", sentence))
            faults += _faults_of_repeating(tx.delegations(by.authority), (process, step, user, role), *extent)
            if faults:
                raise BadInput("Expected a decision that can be delegated", tuple(faults))
            id = f"D{tx.next_number(by.authority, 'delegation'):06d}"
            now = self._engine.clock()
            row = DelegationRow(by.authority, id, process, step, user, role, most, first_on, last_on, said, by.id, now)
            tx.add_delegation(row)
            until = f" to {short(last_on)}" if last_on else ""
            to = f"{row.whom}{f' up to {in_pounds(most)} a year' if most is not None else ''}"
            what = f"delegated {_decisions(row, known)} to {to} from {short(first_on)}{until} ({id})"
            note_change(tx, by, now, what, user, f": {said}")
        return row

    def end(self, by: Actor, id: str) -> None:
        """Take a delegation back; what was decided under it stays decided."""
        with self._engine.database.write() as tx:
            known = next((one for one in tx.delegations(by.authority) if one.id == id), None)
            if known is None or not tx.drop_delegation(by.authority, id):
                raise NotFound(f"Expected a delegation {id}, but there is none")
            steps = self.steps(by.authority, known.process) if known.process else {}
            what = f"took back that {known.whom} takes {_decisions(known, steps)} ({id})"
            note_change(tx, by, self._engine.clock(), what, known.user)


def _listed(powers: Iterable[DelegationRow], people: Mapping[str, str]) -> str:
    """ "Dee Decider (up to £20,000 a year), every manager" """
    named = (
        (people.get(row.user, row.user) if row.user else row.whom)
        + (f" (up to {in_pounds(row.most)} a year)" if row.most is not None else "")
        for row in sorted(powers, key=lambda row: (row.most is None, row.most or 0))
    )
    return ", ".join(dict.fromkeys(named))


def _decisions(row: DelegationRow, titles: Mapping[str, str]) -> str:
    """ "the decision “Decide whether to assess” of the process “Needs assessment request”" """
    if row.process is None:
        return "all decisions"
    process = f"the process “{readable(row.process)}”"
    if row.step is None:
        return f"the decisions of {process}"
    return f"the decision “{titles.get(row.step) or readable(row.step)}” of {process}"


def _faults(tx: Reading, authority: str, user: str | None, role: str | None, process: str | None) -> Iterable[Fault]:
    found = tx.user(authority, user) if user is not None else None
    if (user is None) is (role is None):
        yield Fault("/user", "Select who may decide: somebody, or everybody of a role")
    elif user is not None and (found is None or not found.is_active):
        yield Fault("/user", "Select who may decide")
    elif role is not None and role not in DECIDING_ROLES:
        yield Fault("/role", f"A role that decides must be one of {', '.join(DECIDING_ROLES)}")
    if process is not None and tx.current_version(authority, process) is None:
        yield Fault("/process", "Select a published process")


def _faults_of_repeating(
    known: Iterable[DelegationRow],
    what: tuple[str | None, ...],
    first_on: date,
    last_on: date | None,
    most: int | None,
) -> Iterable[Fault]:
    """The same said twice for the same days is a mistake: who takes one back would leave the other in force."""
    for row in known:
        same = (row.process, row.step, row.user, row.role) == what and row.most == most
        if same and first_on <= (row.last_on or date.max) and row.first_on <= (last_on or date.max):
            yield Fault("/user", f"The same is delegated from {short(row.first_on)} already: take that back first")


def _faults_of_extent(first_on: date, last_on: date | None, most: int | None, today: date) -> Iterable[Fault]:
    if last_on is not None and last_on < first_on:
        yield Fault("/last_on", "The last day must be on or after the first day")
    elif last_on is not None and last_on < today:
        yield Fault("/last_on", "The last day must be today or later")
    if most is not None and not 0 <= most <= MOST_POUNDS:
        yield Fault("/most", "Enter whole pounds, such as 20,000")
