"""Hand tasks over to somebody, or give them back, with a reason: one task or many."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import one_by_one, sort_by_kind
from engine.case.commands import AssignTask, CaseCommand, ReleaseTask
from engine.case.desk_rows import AbsenceRow
from engine.case.permissions import WORK_CASES
from engine.case.rows import TaskRow, UserRow
from web.frame import day, house, pages
from web.guarding import caller, guard, looked_through
from web.ticked import children_of, command_id_for, name_of, named, nothing_ticked
from web.working import away_in_words, fits, mates_first, working

BACK = "nobody"


@dataclass(frozen=True)
class Person:
    """Somebody who could do the tasks; `away` says until when they cannot, if so."""

    id: str
    name: str
    away: str


@pages.route("/tasks/hand-over", methods=["GET", "POST"])
@guard(WORK_CASES)
def hand_over() -> ResponseReturnValue:
    """Who is to have the tasks; afterwards, what became of each."""
    if (list_again := nothing_ticked()) is not None:
        return list_again
    tasks = named(request.values.getlist("task"))
    open_now, gone, beside = _beside(tasks)
    if request.method == "GET":
        looked_through("tasks to hand over")
        return _page(open_now, gone, beside)
    faults = _faults(open_now, beside["away"], beside["people"])
    if faults:
        return _page(open_now, gone, beside, faults), 422
    done = one_by_one(house().engine, [(task, _command(case, task)) for case, task in tasks])
    titles = {name_of(row.case, row.task): f"{row.person_name}: {row.title}" for row in open_now}
    names = children_of(caller().authority, tasks) | titles
    back = request.form["to"] == BACK
    heading = "Given back" if back else f"Handed over to {beside['people'][request.form['to']]}"
    return render_template("work/done_together.html", done=done, names=names, heading=heading)


def _beside(tasks: list[tuple[str, str]]) -> tuple[list[TaskRow], list[tuple[str, str]], dict[str, Any]]:
    """The tasks that are open, those that are not any more, and who there is."""
    actor, engine = caller(), house().engine
    kinds, gone = sort_by_kind(engine, actor.authority, tasks)
    with engine.database.read() as tx:
        beside = working(tx, actor, engine.today())
    return [row for kind in kinds for row in kind.tasks], gone, beside


def _page(
    tasks: list[TaskRow],
    gone: list[tuple[str, str]],
    beside: dict[str, Any],
    faults: dict[str, str] | None = None,
) -> str:
    roles = {task.role for task in tasks}
    mates = mates_first((user for user in beside["workers"] if fits(user, roles)), caller())
    return render_template(
        "work/hand_over.html",
        tasks=tasks,
        gone=gone,
        persons=[_person(user, beside["away"], beside["people"]) for user in mates],
        people=beside["people"],
        held=any(task.assignee for task in tasks),
        given=request.form,
        faults=faults or {},
        problem=bool(faults),
        back=BACK,
    )


def _person(user: UserRow, away: dict[str, AbsenceRow], people: dict[str, str]) -> Person:
    return Person(user.id, user.name, away_in_words(away.get(user.id), people, day))


def _faults(tasks: list[TaskRow], away: dict[str, AbsenceRow], people: dict[str, str]) -> dict[str, str]:
    """What stands in the way, by the input where it is put right."""
    to, reason = request.form.get("to", ""), request.form.get("reason", "").strip()
    faults = {}
    if to != BACK and to not in people:
        faults["to"] = "Select who is to have them"
    if not reason and (to == BACK or any(task.assignee for task in tasks)):
        faults["reason"] = "Enter a reason, because somebody has a task of these now"
    if to in away and "anyway" not in request.form:
        faults["anyway"] = f"They are away until {day(away[to].last_on)}. Confirm that it can wait, or select another"
    return faults


def _command(case: str, task: str) -> CaseCommand:
    by, to, reason = caller(), request.form["to"], request.form.get("reason", "").strip()
    id = command_id_for(case, task)
    if to == BACK:
        return ReleaseTask(by=by, id=id, case=case, task=task, reason=reason)
    return AssignTask(by=by, id=id, case=case, task=task, to=to, reason=reason)
