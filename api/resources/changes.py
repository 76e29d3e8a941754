"""The administration log: what administrators changed."""

from typing import Any

from api.guard import caller, guard
from api.office import office
from api.plain import page_record
from api.resource import Output, Resource
from api.shapes import PageQuery, at, maybe, page_of, said
from engine.case.permissions import SEE_CHANGES

changes = Resource("changes", __name__, "The administration log: who changed what, and when")


class ChangeMade(Output):
    at = at("When it was changed")
    actor = said("Who changed it")
    actor_name = said("Their name at that time")
    about = maybe("The user or the record that it is about")
    what = said("What was changed")


@changes.get("/administration-log")
@guard(SEE_CHANGES)
@changes.takes(PageQuery, "query")
@changes.gives(200, page_of(ChangeMade))
def list_changes(query: dict[str, Any]) -> dict[str, Any]:
    """List what administrators changed, the latest first."""
    found = office().staff.changes(caller().authority, limit=query["limit"], cursor=query.get("after"))
    return page_record(found)
