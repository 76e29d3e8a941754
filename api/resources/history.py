"""The history of a case: everything that happened to it, sealed entry by entry."""

from typing import Any

from marshmallow import fields, validate

from api.carrying_out import told_record
from api.guard import caller, guard, looked
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import MOST_ROWS, Entry, flag, number, said, several
from engine.case.events import CAUSES
from engine.case.permissions import SEE_CASES
from engine.case.sentences import Told

history = Resource("history", __name__, "Histories: everything that happened to a case, sealed entry by entry")

CAUSE_KINDS = frozenset(kind.__name__ for kind in CAUSES)


class HistoryQuery(Input):
    after = fields.Integer(
        load_default=0,
        validate=validate.Range(0, 10_000_000),
        metadata={"description": "The sequence of the last entry one has"},
    )
    limit = fields.Integer(
        load_default=50, validate=validate.Range(1, MOST_ROWS), metadata={"description": "Entries in a page"}
    )
    causes = fields.Boolean(
        load_default=False, metadata={"description": "Only what came from outside, without what followed from it"}
    )


class Detail(Output):
    title = said("The question")
    words = said("The answer in words; a long text is cut")


class EntryTold(Entry):
    sentence = said("What happened, in plain English")
    details = several(Detail)
    is_cause = flag("Whether it came from outside; otherwise the process made it of the cause before it")


class HistoryPage(Output):
    items = several(EntryTold)
    next = number("The value for `after` that gives the entries behind these; null at the end", allow_none=True)


@history.get("/cases/<case>/history")
@guard(SEE_CASES)
@history.takes(HistoryQuery, "query")
@history.gives(200, HistoryPage)
def read_history(query: dict[str, Any], case: str) -> dict[str, Any]:
    """Read the history of a case in order, each entry with its sentence in plain English."""
    told = office().looking.history(caller().authority, case)
    looked("read the history of the case", case=case)
    wanted = [
        one
        for one in told
        if one.entry.sequence > query["after"] and (not query["causes"] or one.entry.kind in CAUSE_KINDS)
    ]
    shown = wanted[: query["limit"]]
    following = shown[-1].entry.sequence if len(wanted) > len(shown) else None
    return {"items": [_shown(one) for one in shown], "next": following}


def _shown(one: Told) -> dict[str, Any]:
    return {**told_record(one), "is_cause": one.entry.kind in CAUSE_KINDS}
