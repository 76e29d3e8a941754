"""Whether the scheme of delegation lets somebody take a decision: asked of every command that takes or gives one."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from engine.case.commands import Actor, AssignTask, ClaimTask, Command, CompleteTask
from engine.case.costs import PROPERTY, cost_of, in_pounds
from engine.case.events import Facts
from engine.case.office_rows import DelegationRow
from engine.case.rejections import BadInput, Fault, NotAllowed
from engine.case.rows import UserRow
from engine.case.state import OpenTask
from engine.case_file import CaseFile
from engine.statute import day_of
from engine.store import Reading
from engine.version import Version, with_item

DECISION = "decision"
"""The role of tasks that are decisions."""


def in_force(rows: Iterable[DelegationRow], process: str, step: str, today: date) -> list[DelegationRow] | None:
    """What the scheme says of a decision today: for the step, else for the process, else for all; None if nothing."""
    known = [row for row in rows if row.is_on(today)]
    for place in ((process, step), (process, None), (None, None)):
        if found := [row for row in known if (row.process, row.step) == place]:
            return found
    return None


def of_whom(powers: Iterable[DelegationRow], who: Actor | UserRow | None) -> list[DelegationRow]:
    """What of it is about somebody."""
    return [row for row in powers if who is not None and row.is_about(who.id, who.roles)]


def costs_of(version: Version, step: str) -> str:
    """What says how much a decision costs; empty where it costs nothing that one could say."""
    return version.process.properties.get(step, {}).get(PROPERTY, "")


def cost(version: Version, task: OpenTask, facts: Facts, answers: Facts) -> Decimal | None:
    """What a decision costs, by what the case knows and by what is answered now."""
    named = costs_of(version, step_of(task))
    return cost_of(named, {**with_item(facts, task.item), **answers}) if named else None


def step_of(task: OpenTask) -> str:
    return task.task.rsplit("#", 1)[0]


def reaches(powers: Iterable[DelegationRow], amount: Decimal | None) -> bool:
    """Whether one of them goes as far as an amount; an amount that nobody knows needs one without end."""
    return any(row.most is None or (amount is not None and amount <= row.most) for row in powers)


def refuse_undelegated(command: Command, file: CaseFile, tx: Reading, now: datetime) -> None:
    """Raise a refusal where a decision would be taken by, or given to, somebody to whom the scheme does not give it."""
    if not isinstance(command, CompleteTask | ClaimTask | AssignTask):
        return
    task = file.state.tasks.get(command.task)
    if task is None or task.role != DECISION:
        return
    if not isinstance(command, AssignTask) and "system" in command.by.roles:
        return
    authority = command.by.authority
    powers = in_force(tx.delegations(authority), file.state.process, step_of(task), day_of(now))
    if powers is None:
        return
    who = tx.user(authority, command.to) if isinstance(command, AssignTask) else command.by
    theirs = of_whom(powers, who)
    if not theirs:
        named = command.to if isinstance(command, AssignTask) else command.by.id
        raise NotAllowed(
            f"Expected somebody to whom this decision is delegated, but {named} is not. It says: {schemes(powers)}"
        )
    if isinstance(command, CompleteTask):
        _refuse_beyond(command, file, task, theirs)


def schemes(powers: Iterable[DelegationRow]) -> str:
    return "; ".join(dict.fromkeys(row.scheme for row in powers))


def _refuse_beyond(command: CompleteTask, file: CaseFile, task: OpenTask, theirs: list[DelegationRow]) -> None:
    """Raise `BadInput` where the decision costs more than whoever takes it may decide."""
    named = costs_of(file.version, step_of(task))
    amount = cost(file.version, task, file.state.facts, command.answers)
    if not named or reaches(theirs, amount):
        return
    most = in_pounds(max(row.most for row in theirs if row.most is not None))
    said = (
        f"this costs {in_pounds(amount)}" if amount is not None else "what this costs cannot be read from its amounts"
    )
    sentence = f"You may decide up to {most} a year, but {said}. {schemes(theirs)}"
    form = file.version.form(task.form)
    asked = {field.name for field in form.fields()} if form is not None else set()
    raise BadInput(sentence, (Fault(f"/{named}" if named in asked else "", sentence),))
