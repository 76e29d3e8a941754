"""Reopen a case that was closed in error."""

from engine.case import events
from engine.case.commands import ReopenCase
from engine.case.rejections import CaseClosed, CaseStillOpen
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def reopen_case(command: ReopenCase, file: CaseFile, circumstances: Circumstances) -> None:
    if not file.state.is_closed:
        raise CaseStillOpen(f"Expected case {file.state.case} to be closed, but it is open")
    reason = expect.text("reason", command.reason)
    closing = _cause_of_closing(file)
    if closing == 1:
        raise CaseClosed(
            f"Expected case {file.state.case} to have gone on before it closed, but opening it closed it at once:"
            " there is nothing to go back to. Open a new case"
        )
    file.reopen(closing, reason, circumstances)


def _cause_of_closing(file: CaseFile) -> int:
    """The sequence of the last cause before the case closed."""
    cause = 0
    closing = 0
    for entry in file.shelf.earlier():
        if issubclass(events.KINDS[entry.kind], events.CAUSES):
            cause = entry.sequence
        if entry.kind == events.CaseClosed.__name__:
            closing = cause
    return closing
