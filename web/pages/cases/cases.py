"""All cases, to find one, or those of a process or a team."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine.case.filters import CaseFilter
from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard, looked_through
from web.working import choices

CLOSED = {"open": False, "closed": True, "all": None}
SORTS = {"-opened": "Newest first", "opened": "Oldest first", "working": "Nearest last day", "person": "Name"}


@pages.get("/cases")
@guard(SEE_CASES)
def cases() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "").strip() for name in ("which", "text", "process", "team", "sort")}
    filter = CaseFilter(
        is_closed=CLOSED.get(asked["which"], False),
        text=asked["text"] or None,
        process=asked["process"] or None,
        team=asked["team"] or None,
    )
    sort = asked["sort"] if asked["sort"] in SORTS else next(iter(SORTS))
    actor, after = caller(), request.args.get("after")
    with house().engine.database.read() as tx:
        rows = tx.cases(actor.authority, filter, sort=sort, cursor=after)
        offered = choices(tx, actor, tx.teams(actor.authority))
    looked_through("cases")
    words = {name: said for name, said in asked.items() if said}
    return render_template(
        "cases/cases.html",
        rows=rows,
        words=words,
        sort=sort,
        sorts=SORTS.items(),
        later_page=after is not None,
        **offered,
    )
