"""How a day of a case comes about: step by step, by which law, over which bank holidays, and what would excuse it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.pages.cases.case_head import COLOURS, STANDING


@pages.get("/cases/<case>/limits/<path:timer>")
@guard(SEE_CASES)
def limit_of_case(case: str, timer: str) -> ResponseReturnValue:
    authority, looking = caller().authority, house().looking
    explained = looking.explain(authority, case, timer)
    with house().engine.database.read() as tx:
        row = tx.case(authority, case)
    looked("read how a time limit of the case is reckoned", case=case)
    return render_template(
        "cases/limit_of_case.html",
        case=row,
        explained=explained,
        clock=explained.clock,
        items=looking.items(authority, case) if explained.clock.item else {},
        exceptions=looking.state(authority, case).exceptions,
        standing=STANDING,
        colours=COLOURS,
    )
