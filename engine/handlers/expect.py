"""What handlers expect of a case before they record anything, each refusal saying what was expected."""

from collections.abc import Mapping
from typing import Any

from engine.case.commands import Actor
from engine.case.forms import Form
from engine.case.permissions import LEAD_CASES, may_work_on, rights_of
from engine.case.rejections import (
    BadInput,
    CaseClosed,
    DayNotAllowed,
    Fault,
    NotAllowed,
    TaskClaimedByAnother,
    TaskNotOpen,
)
from engine.case.state import CaseState, OpenTask
from engine.case_file import CaseFile, Circumstances
from engine.statute import day_of


def open_case(state: CaseState) -> None:
    if state.is_closed:
        raise CaseClosed(f"Expected case {state.case} to be open, but it was closed: {state.outcome_title}")


def open_task(state: CaseState, name: str) -> OpenTask:
    """The task, if it is open."""
    open_case(state)
    if name not in state.tasks:
        now = ", ".join(sorted(state.tasks)) or "none"
        raise TaskNotOpen(f"Expected task {name} to be open, but it is not. Open tasks: {now}")
    return state.tasks[name]


def own_work(task: OpenTask, actor: Actor, file: CaseFile, circumstances: Circumstances) -> None:
    """The actor takes tasks of this role, and nobody else holds this one but those for whom they stand in."""
    if not may_work_on(actor, task.role):
        raise NotAllowed(f"Expected someone who works as {task.role} for task {task.task}, but {actor.name} does not")
    if LEAD_CASES not in rights_of(actor) and not may_hold(task, actor, file, circumstances):
        raise TaskClaimedByAnother(f"Expected task {task.task} to be free or yours, but {task.assignee} holds it")


def may_hold(task: OpenTask, actor: Actor, file: CaseFile, circumstances: Circumstances) -> bool:
    """Nobody holds the task, or the actor does, or somebody for whom the actor stands in today."""
    if task.assignee in (None, actor.id):
        return True
    return task.assignee in file.shelf.covered(actor.id, day_of(circumstances.recorded_at))


def good_answers(form: Form | None, answers: Mapping[str, Any], *, draft: bool = False) -> dict[str, Any]:
    """The answers as the form cleans them; raises `BadInput` with every fault."""
    if form is None:
        if answers:
            raise BadInput("Expected no answers, because this has no form", (Fault("", "There are no questions"),))
        return {}
    faults = form.check(answers, draft=draft)
    if faults:
        raise BadInput(
            f"Expected answers to “{form.title}”, but {_faults(len(faults))}",
            faults,
        )
    return form.clean(answers)


def _faults(number: int) -> str:
    return "there is a problem with one of them" if number == 1 else f"there are {number} problems"


def text(field: str, value: str, longest: int = 4000) -> str:
    """A text that says something and is not too long."""
    said = value.strip()
    if not said or len(said) > longest:
        sentence = f"Enter a {field}" if not said else f"The {field} must be {longest} characters or fewer"
        raise BadInput(sentence, (Fault(f"/{field}", sentence),))
    return said


def with_collections(file: CaseFile, form: Form | None, answers: dict[str, Any]) -> dict[str, Any]:
    """Rows of the form become new members of their collections, under the next keys."""
    names = form.collections() if form is not None else ()
    return answers | {name: _members(file.state, name, answers[name]) for name in names if name in answers}


def _members(state: CaseState, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    last = max((int(key) for key in state.facts.get(name) or {}), default=0)
    return {f"{last + n:02d}": row for n, row in enumerate(rows, start=1)}


def day_allowed(state: CaseState, circumstances: Circumstances) -> None:
    """Nothing takes effect before its case began, or after the day on which it is written down."""
    on, today = circumstances.effective_on, day_of(circumstances.recorded_at)
    if on > today:
        raise DayNotAllowed(f"Expected a day that is not in the future, but {on} is after {today}")
    if state.opened_on is not None and on < state.opened_on:
        raise DayNotAllowed(f"Expected a day on or after {state.opened_on}, when the case began, but got {on}")


def known_answers(file: CaseFile, form: Form | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers from a source that may know only some of them: each must be one that the form could take.

    Lists become collections. Facts that the form does not ask for stand in for what the source cannot know.
    """
    asked = {field.name for field in form.fields()} if form is not None else set()
    faults = form.check({name: answers[name] for name in answers if name in asked}, draft=True) if form else ()
    if faults:
        raise BadInput(f"Expected what the form could take, but {_faults(len(faults))}", faults)
    lists = {name: value for name, value in answers.items() if isinstance(value, list)}
    return {**answers, **{name: _members(file.state, name, rows) for name, rows in lists.items() if _are_rows(rows)}}


def _are_rows(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(row, Mapping) for row in value)
