"""Whether the scheme of delegation lets somebody take a decision: asked of every command that takes or gives one."""

from collections.abc import Iterable
from datetime import date, datetime

from engine.case.commands import AssignTask, ClaimTask, Command, CompleteTask
from engine.case.office_rows import DelegationRow
from engine.case.rejections import NotAllowed
from engine.case_file import CaseFile
from engine.statute import day_of
from engine.store import Reading

DECISION = "decision"
"""The role of tasks that are decisions."""


def in_force(rows: Iterable[DelegationRow], process: str, step: str, today: date) -> list[DelegationRow] | None:
    """What the scheme says of a decision today: for the step, else for the process, else for all; None if nothing."""
    known = [row for row in rows if row.is_on(today)]
    for place in ((process, step), (process, None), (None, None)):
        if found := [row for row in known if (row.process, row.step) == place]:
            return found
    return None


def refuse_undelegated(command: Command, file: CaseFile, tx: Reading, now: datetime) -> None:
    """Raise `NotAllowed` where a decision would be taken by, or given to, somebody whom the scheme does not name."""
    if not isinstance(command, CompleteTask | ClaimTask | AssignTask):
        return
    task = file.state.tasks.get(command.task)
    if task is None or task.role != DECISION:
        return
    who = command.to if isinstance(command, AssignTask) else command.by.id
    if not isinstance(command, AssignTask) and "system" in command.by.roles:
        return
    authority, step = command.by.authority, command.task.rsplit("#", 1)[0]
    powers = in_force(tx.delegations(authority), file.state.process, step, day_of(now))
    if powers is not None and who not in {row.user for row in powers}:
        scheme = "; ".join(dict.fromkeys(row.scheme for row in powers))
        raise NotAllowed(f"Expected somebody to whom this decision is delegated, but {who} is not. It says: {scheme}")
