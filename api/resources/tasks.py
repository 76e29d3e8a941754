"""Queues: the open tasks that people work from."""

from typing import Any

from marshmallow import fields

from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import page_record, record, records
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, day, flag, maybe, maybe_on, number, on, one_of, page_of, said, several, words
from engine import NotFound, Reading, expect_case
from engine.case.commands import Actor
from engine.case.filters import BANDS, TaskFilter
from engine.case.office_rows import taken_by
from engine.case.permissions import SEE_CASES

tasks = Resource("tasks", __name__, "Queues: open tasks, filtered and sorted by the deadline that presses them most")

SORTS = ("working", "opened", "title", "person")
EVERYTHING_OF = frozenset({"role", "assignee"})
"""Of a role that is asked for, and of what somebody has, a team is shown everything, as in My work."""


class Narrowing(Input):
    """What a queue can be narrowed to; all that is given must fit."""

    mine = fields.Boolean(metadata={"description": "Assigned to the caller"})
    queue = fields.Boolean(
        metadata={"description": "What the caller, and those they stand in for, have; and what is free of their roles"}
    )
    my_teams = fields.Boolean(
        metadata={"description": "Of the caller's teams; of a team that takes the work of some roles, as in `team`"}
    )
    assignee = words("Assigned to this user")
    unassigned = fields.Boolean(metadata={"description": "Taken by nobody"})
    role = words("For this role, such as casework or psychology")
    team = words(
        "Of this team: where it takes the work of some roles, theirs alone, unless a role or a user is asked for"
    )
    process = words("Of this process")
    person = words("About this person")
    case = words("In this case")
    due_before = day("Whose working day is before this day")
    band = one_of("How urgent: each task is in one of these", *BANDS)
    overdue = fields.Boolean(metadata={"description": "Past the legal day of their deadline"})
    text = words("Words of the title, the case number or the person's name")


class TaskQuery(Narrowing, PageQuery):
    sort = one_of(
        "The order: by working day of the deadline, day opened, title, or person; with - backwards",
        *(f"{turn}{name}" for name in SORTS for turn in ("", "-")),
        load_default="working",
    )


class Task(Output):
    case = said("The case it belongs to")
    task = said("Its name in the case: BPMN id and visit, such as decide_whether_to_assess#1 (write # as %23 in URLs)")
    bpmn_id = said("Its element in the diagram")
    process = said("The process of the case")
    person = said("The person the case is about")
    person_name = said("Their name")
    title = said("What is to be done")
    role = said("Who does it")
    assignee = maybe("The user who took it")
    team = maybe("The team of the case")
    item = maybe("The item of a collection that it is about, such as advice/01")
    opened_on = on("The day it was opened")
    timer = maybe("The deadline that presses it most")
    limit = maybe("The time limit of that deadline")
    legal = maybe_on("The last day the law allows")
    working = maybe_on("The last working day on or before that")
    is_excused = flag("Whether an exception is recorded for that deadline")
    letter = maybe("The letter that completing it sends")
    form = maybe("The form it asks; see …/form")


class Counts(Output):
    """Nothing is counted beyond `most`: one more than that means more."""

    overdue = number("Past their legal day")
    today = number("Due today, or on a working day that has passed though the legal day has not")
    this_week = number("Due by Sunday")
    later = number("Due later")
    undated = number("Without a deadline")
    most = number("The largest number that is counted")


class TaskList(Output):
    items = several(Task)


@tasks.get("/tasks")
@guard(SEE_CASES)
@tasks.takes(TaskQuery, "query")
@tasks.gives(200, page_of(Task))
def list_tasks(query: dict[str, Any]) -> dict[str, Any]:
    """List open tasks."""
    by = caller()
    with office().engine.database.read() as tx:
        found = tx.tasks(
            by.authority, narrowed(query, by, tx), sort=query["sort"], limit=query["limit"], cursor=query.get("after")
        )
    looked_through("tasks")
    return page_record(found)


@tasks.get("/tasks/counts")
@guard(SEE_CASES)
@tasks.takes(Narrowing, "query")
@tasks.gives(200, Counts)
def count_tasks(query: dict[str, Any]) -> dict[str, Any]:
    """Count open tasks by how urgent they are."""
    by, engine = caller(), office().engine
    with engine.database.read() as tx:
        return record(tx.bands(by.authority, narrowed(query, by, tx), engine.today()))


@tasks.get("/cases/<case>/tasks")
@guard(SEE_CASES)
@tasks.gives(200, TaskList)
def list_tasks_of_case(case: str) -> dict[str, Any]:
    """List the open tasks of a case."""
    by = caller()
    with office().engine.database.read() as tx:
        expect_case(tx, by.authority, case)
        found = records(tx.tasks_of(by.authority, case))
    looked("listed the tasks of the case", case=case)
    return {"items": found}


@tasks.get("/cases/<case>/tasks/<task>")
@guard(SEE_CASES)
@tasks.gives(200, Task)
def get_task(case: str, task: str) -> dict[str, Any]:
    """Read one open task."""
    with office().engine.database.read() as tx:
        found = tx.task(caller().authority, case, task)
    if found is None:
        raise NotFound(f"Expected task {task} to be open in case {case}, but it is not")
    looked("read a task", person=found.person, case=case)
    return record(found)


def narrowed(query: dict[str, Any], by: Actor, tx: Reading) -> TaskFilter:
    teams = by.teams if query.get("my_teams") else frozenset()
    if query.get("my_teams") and not by.teams:
        teams = frozenset({""})  # somebody without a team sees the tasks of none
    today = office().engine.today()
    return TaskFilter(
        queue_of=by if query.get("queue") else None,
        covering=tx.covered_by(by.authority, by.id, today) if query.get("queue") else frozenset(),
        assignee=by.id if query.get("mine") else query.get("assignee"),
        is_unassigned=bool(query.get("unassigned")),
        roles=frozenset({query["role"]} if "role" in query else ()),
        teams=frozenset({query["team"]}) if "team" in query else teams,
        taken=() if query.keys() & EVERYTHING_OF or query.get("mine") else taken_by(tx.teams(by.authority)),
        process=query.get("process"),
        person=query.get("person"),
        case=query.get("case"),
        due_before=query.get("due_before"),
        overdue_on=today if query.get("overdue") else None,
        band=query.get("band"),
        band_on=today if "band" in query else None,
        text=query.get("text"),
    )
