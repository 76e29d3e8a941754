"""The other parts of a case, each a page of its own: time limits, people and facts, papers, history, diagram."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import KnownFact
from engine.case.permissions import SEE_CASES
from engine.case.rows import TaskRow
from web.frame import house, pages
from web.guarding import caller, guard
from web.pages.cases.case_head import Head, head_of
from web.pages.cases.pictures import drawn
from web.pages.cases.timeline import happenings
from web.pages.cases.timespans import drawn_spans
from web.people import names

CAUSES_ON_A_PAGE = 30


@pages.get("/cases/<case>/limits")
@guard(SEE_CASES)
def case_limits(case: str) -> ResponseReturnValue:
    """Every time limit, and the exceptions that excuse some."""
    head = head_of(case, "read the time limits of the case")
    line = drawn_spans(head.view, house().engine.today())
    return render_template(
        "cases/case_limits.html",
        **head.words("case_limits"),
        line=line,
        waits=list(head.view.state.waits.values()),
        exceptions=head.view.state.exceptions,
        grounds={one.exception: one.ground for one in head.deadlines if one.exception},
    )


@pages.get("/cases/<case>/facts")
@guard(SEE_CASES)
def case_facts(case: str) -> ResponseReturnValue:
    """Who takes part, who has answered, and all that the case knows."""
    head = head_of(case, "read the people and facts of the case")
    authority = caller().authority
    facts = house().looking.facts(authority, case)
    with house().engine.database.read() as tx:
        tasks = tx.tasks_of(authority, case)
    return render_template(
        "cases/case_facts.html",
        **head.words("case_facts"),
        people=names(caller()),
        groups=_groups(head, facts, tasks),
        sources=_by_source([fact for fact in facts if fact.item is None]),
    )


OTHERWISE = "Made out by the process"

Group = tuple[str, list[tuple[str, str, list[TaskRow], list[KnownFact]]]]


def _groups(head: Head, facts: list[KnownFact], tasks: list[TaskRow]) -> list[Group]:
    """Advisers, schools and whoever else there are many of: what is awaited of each, and what is known."""
    found: dict[str, dict[str, list[KnownFact]]] = {}
    for fact in facts:
        if fact.item is not None:
            found.setdefault(fact.item.partition("/")[0], {}).setdefault(fact.item, []).append(fact)
    return [
        (
            collection,
            [(item, collection, [task for task in tasks if task.item == item], known) for item, known in rows.items()],
        )
        for collection, rows in found.items()
    ]


def _by_source(facts: list[KnownFact]) -> list[tuple[str, list[KnownFact]]]:
    """Facts under the title of what they came with, in the order in which that happened."""
    found: dict[str, list[KnownFact]] = {}
    for fact in facts:
        found.setdefault(_came_with(fact), []).append(fact)
    return list(found.items())


def _came_with(fact: KnownFact) -> str:
    if fact.origin is None or fact.origin.source:
        return fact.origin.source if fact.origin is not None else OTHERWISE
    return {"CaseOpened": "When the case was opened", "FactsCorrected": "Corrected since"}.get(
        fact.origin.kind, OTHERWISE
    )


@pages.get("/cases/<case>/papers")
@guard(SEE_CASES)
def case_papers(case: str) -> ResponseReturnValue:
    return show_papers(case)


def show_papers(case: str, refusal: str = "") -> str:
    """Letters, documents and the editions of the plan."""
    head, authority = head_of(case, "read the papers of the case"), caller().authority
    with house().engine.database.read() as tx:
        letters = tx.letters_of(authority, case)
        documents = tx.documents_of(authority, case)
        plans = tx.plans_of(authority, head.row.person)
    return render_template(
        "cases/case_papers.html",
        **head.words("case_papers"),
        letters=letters,
        documents=documents,
        plans=list(enumerate(plans, 1)),
        people=names(caller()),
        refusal=refusal,
        problem=bool(refusal),
    )


@pages.get("/cases/<case>/history")
@guard(SEE_CASES)
def case_history(case: str) -> ResponseReturnValue:
    """What happened, and what came of it, in sentences: the latest, what came up to an entry, or all of it to print."""
    head, is_whole = head_of(case, "read the history of the case"), request.args.get("show") == "whole"
    upto = request.args.get("upto", type=int)
    told, part = house().looking.history_part(
        caller().authority, case, head.row.sequence if is_whole else CAUSES_ON_A_PAGE, None if is_whole else upto
    )
    history = happenings(told, names(caller()), head.view.items, part.first)
    return render_template("cases/case_history.html", **head.words("case_history"), history=history, place=part)


@pages.get("/cases/<case>/diagram")
@guard(SEE_CASES)
def case_diagram(case: str) -> ResponseReturnValue:
    """Where the case is in the diagrams of its process."""
    head, authority = head_of(case, "read the diagram of the case"), caller().authority
    with house().engine.database.read() as tx:
        tasks = sorted(tx.tasks_of(authority, case), key=lambda task: task.task)
    links = {task.bpmn_id: url_for("pages.task", case=case, task=task.task) for task in reversed(tasks)}
    place = house().looking.place(authority, case)
    pictures = drawn(place, head.row.process, links)
    return render_template("cases/case_diagram.html", **head.words("case_diagram"), drawn=pictures)
