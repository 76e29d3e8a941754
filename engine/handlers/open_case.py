"""Open a case: one run of a version for one person."""

from dataclasses import replace
from datetime import date

from engine.case.commands import OpenCase
from engine.case.events import CaseOpened
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.statute import day_of


def open_case(command: OpenCase, file: CaseFile, circumstances: Circumstances) -> None:
    form = file.version.form(file.version.start_form)
    answers = command.facts if form is None else expect.good_answers(form, command.facts)
    facts = expect.with_collections(file, form, dict(answers))
    if command.effective_on is None and form is not None and (begun := form.done_on(answers)):
        circumstances = replace(circumstances, effective_on=_first_day(command, begun, circumstances))
        expect.day_allowed(file.state, circumstances)
    opened = CaseOpened(command.process, command.person, facts, command.team, command.opened_by_case)
    file.record(opened, circumstances)


def _first_day(command: OpenCase, begun: str, circumstances: Circumstances) -> date:
    """The day that the form asks, or today where another case passes on one that is yet to come."""
    on = date.fromisoformat(begun)
    return min(on, day_of(circumstances.recorded_at)) if command.opened_by_case else on
