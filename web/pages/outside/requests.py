"""The boards: what advisers and schools were asked, and how each request stands."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import Reading
from engine.case.permissions import SEE_CASES
from engine.case.requests import (
    ADVICE,
    CONSULTATION,
    RECEIVED,
    TO_CHECK,
    TO_SEND,
    WAITING,
    RequestCounts,
    RequestFilter,
    RequestRow,
)
from web.frame import house, pages
from web.groups import in_words
from web.guarding import caller, guard, looked_through
from web.working import teams_of

ON_A_PAGE = 50
MOST = 999
LATE = "late"
TABS = (
    (WAITING, "Waiting"),
    (LATE, "Late"),
    (TO_CHECK, "Came, to check"),
    (RECEIVED, "Received"),
    (TO_SEND, "Not sent"),
    ("all", "All"),
)
SORTS = (("working", "Day due"), ("person", "Child or young person"), ("who", "Who was asked"))
BOARDS = {
    ADVICE: ("Advice", "Adviser", "Kind of advice"),
    CONSULTATION: ("Consultations", "School or college", "Kind of school"),
}
SERVICES = {
    ADVICE: {
        "family": "Family",
        "educational": "Educational",
        "defence": "Defence",
        "medical": "Medical",
        "psychological": "Psychological",
        "social_care": "Social care",
        "other": "Other",
        "preparation_for_adulthood": "Preparation for adulthood",
        "requested": "Asked for by the family",
    },
    CONSULTATION: {
        "maintained_school": "Maintained school",
        "maintained_nursery": "Maintained nursery",
        "academy": "Academy",
        "further_education": "Further education",
        "non_maintained_special": "Non-maintained special",
        "section_41": "Section 41",
        "independent": "Independent",
        "early_years": "Early years",
    },
}


@dataclass(frozen=True)
class Wanted:
    """What the person asked to see."""

    show: str
    service: str
    who: str
    team: str
    sort: str

    @classmethod
    def of_request(cls) -> "Wanted":
        given = request.args
        show, sort = given.get("show", WAITING), given.get("sort", "working")
        return cls(
            show if show in dict(TABS) else WAITING,
            given.get("service", ""),
            given.get("who", "").strip(),
            given.get("team", ""),
            sort if sort in dict(SORTS) else "working",
        )

    def filter(self, kind: str, today: date) -> RequestFilter:
        every = RequestFilter(kind, None, self.service or None, self.who or None, self.team or None)
        if self.show == LATE:
            return replace(every, standing=WAITING, late_on=today)
        return every if self.show == "all" else replace(every, standing=self.show)

    def address(self, **changed: str) -> dict[str, str]:
        return {name: said for name, said in {**vars(self), **changed}.items() if said}


@pages.get("/advice")
@guard(SEE_CASES)
def advice() -> ResponseReturnValue:
    return _board(ADVICE)


@pages.get("/consultations")
@guard(SEE_CASES)
def consultations() -> ResponseReturnValue:
    return _board(CONSULTATION)


def _board(kind: str) -> ResponseReturnValue:
    authority, today, wanted = caller().authority, house().engine.today(), Wanted.of_request()
    filter = wanted.filter(kind, today)
    with house().engine.database.read() as tx:
        page = tx.requests(
            authority, filter, sort=wanted.sort, limit=ON_A_PAGE, cursor=request.args.get("after") or None
        )
        counts = tx.count_requests(authority, filter, today, MOST)
        links = tx.latest_links(authority, [row.case for row in page.items])
        words = tx.family_words(authority, limit=5).items
        chase = _chasing(tx, page.items)
        teams = teams_of(tx, authority)
    title, asked, service = BOARDS[kind]
    looked_through("requests to advisers" if kind == ADVICE else "consultations of schools")
    return render_template(
        "outside/requests.html",
        kind=kind,
        title=title,
        asked=asked,
        service_title=service,
        services=SERVICES[kind],
        wanted=wanted,
        tabs=[(key, label, _count(counts, key)) for key, label in TABS],
        sorts=SORTS,
        page=page,
        links=links,
        now=house().engine.clock(),
        limits=house().limits,
        teams=teams,
        family_words=words,
        endpoint="pages.advice" if kind == ADVICE else "pages.consultations",
        chase=chase,
    )


def _count(counts: RequestCounts, key: str) -> str:
    number: Any = getattr(counts, key, None)
    return "" if number is None else in_words(number, counts.most)


def _chasing(tx: Reading, rows: list[RequestRow]) -> dict[tuple[str, str], str]:
    """The open task by which each of these is reminded, if the case has one now."""
    waiting = {row.case for row in rows if row.standing == WAITING}
    tasks = tx.tasks_about_items(caller().authority, waiting) if waiting else []
    return {(task.case, task.item): task.task for task in tasks if task.item and "chase" in task.bpmn_id}
