"""Saved views of the queue: one's own, and those shared with one's teams."""

from typing import Any

from flask import Response, jsonify

from api.guard import caller, guard
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import at, maybe, maybe_words, one_of, said, several, things, words
from engine.case.asked import ROLES, SORTS, WHOSE
from engine.case.filters import BANDS
from engine.case.permissions import SEE_CASES

views = Resource("views", __name__, "Saved views of the queue: one's own, and those shared with one's teams")


class ViewAsked(Input):
    show = one_of("Whose work", *WHOSE)
    band = one_of("How urgent", *BANDS)
    sort = one_of("The order", *SORTS)
    text = words("Words of the title, the case number or the person's name")
    process = words("Of this process")
    role = one_of("For this role", *ROLES)
    team = words("Of this team")
    who = words("Assigned to this user; `nobody` for what nobody has taken")


class NewView(ViewAsked):
    name = words("What to call it; one's own view of that name is overwritten", longest=60, required=True)
    share = maybe_words("The team to share it with; only for those who lead casework", longest=100)


class NewName(Input):
    name = words("What to call it", longest=60, required=True)


class View(Output):
    id = said("The view, such as V000001")
    user = said("Who keeps it")
    name = said("What it is called")
    asked = things("What it narrows the queue to, by name, where that is not as usual")
    team = maybe("The team it is shared with")
    made_at = at("When it was first saved")


class ViewList(Output):
    items = several(View)
    start = maybe("The view that the pages start with")


@views.get("/views")
@guard(SEE_CASES)
@views.gives(200, ViewList)
def list_views() -> dict[str, Any]:
    """List one's own views and those of one's teams."""
    by, kept = caller(), office().views
    return {"items": records(kept.of(by)), "start": kept.start(by)}


@views.post("/views")
@guard(SEE_CASES)
@views.takes(NewView)
@views.gives(201, View)
def save_view(body: dict[str, Any]) -> Response:
    """Save a view of the queue under a name."""
    name, share = body.pop("name"), body.pop("share")
    response = jsonify(record(office().views.save(caller(), name, body, share)))
    response.status_code = 201
    return response


@views.patch("/views/<view>")
@guard(SEE_CASES)
@views.takes(NewName)
@views.gives(200, View)
def rename_view(body: dict[str, Any], view: str) -> dict[str, Any]:
    """Call a view something else."""
    return record(office().views.rename(caller(), view, body["name"]))


@views.put("/views/<view>/start")
@guard(SEE_CASES)
@views.gives(204, description="The pages start with it")
def start_with_view(view: str) -> tuple[str, int]:
    """Start one's pages with a view."""
    office().views.start_with(caller(), view)
    return "", 204


@views.delete("/views/<view>")
@guard(SEE_CASES)
@views.gives(204, description="Deleted")
def delete_view(view: str) -> tuple[str, int]:
    """Delete a view."""
    office().views.drop(caller(), view)
    return "", 204
