"""Record an exception: it excuses one limit on a ground that the law gives, and moves no date."""

from engine.case.commands import RecordException
from engine.case.events import ExceptionRecorded
from engine.case.rejections import NoSuchGround, NotFound, NotInForce
from engine.case.state import LIFTED
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.version import with_item


def record_exception(command: RecordException, file: CaseFile, circumstances: Circumstances) -> None:
    deadline = file.state.deadlines.get(command.timer)
    if deadline is None:
        raise NotFound(f"Expected a deadline {command.timer} in case {file.state.case}, but there is none")
    if deadline.status == LIFTED or deadline.exception is not None:
        raise NotInForce(f"Expected deadline {command.timer} to be in force and not excused yet")
    facts = with_item(file.state.facts, deadline.item)
    judgement = file.version.law.judge(deadline.limit, command.ground, command.particulars, facts)
    if not judgement.open:
        raise NoSuchGround(judgement.reason)
    file.record(
        ExceptionRecorded(
            file.state.next_name("exception"),
            command.timer,
            deadline.limit,
            command.ground,
            command.particulars,
            expect.text("evidence", command.evidence),
            command.family_told_on,
            (command.decided_by or "").strip() or None,
        ),
        circumstances,
    )
