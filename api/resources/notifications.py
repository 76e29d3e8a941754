"""Notifications: what the caller was told, what they have read, and how they want to hear of it."""

from typing import Any

from marshmallow import fields

from api.guard import caller, guard, looked_through
from api.office import office
from api.plain import page_record, record
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, at, flag, maybe, maybe_on, maybe_words, moment, number, one_of, page_of, said, things
from engine.case.notices import HOW, KINDS, NotificationRow, Preferences
from engine.case.permissions import SEE_CASES, rights_of

notifications = Resource("notifications", __name__, "Notifications: what the caller was told, and by which way")


class NotificationQuery(PageQuery):
    kind = one_of("Of one kind", *KINDS)
    is_unread = fields.Boolean(metadata={"description": "Not read (true) or read (false)"})


class Notification(Output):
    id = said("The notification")
    kind = one_of("What it tells of", *KINDS)
    title = said("What it is about, in words")
    sentence = said("Why, with the reckoning of the day if there is one")
    case = maybe("The case")
    task = maybe("The task")
    due_on = maybe_on("The last day that the law allows")
    instead_of = maybe("The user who is away, if the caller was told because they stand in")
    is_unread = flag("Whether the caller has not read it")
    read_at = at("When it was read", allow_none=True)
    at = at("When they were told")
    person_name = maybe("The child or young person; null for those who may not see cases")


class WhichToMark(Input):
    notifications = fields.List(fields.String(), metadata={"description": "Only these; all of them if left out"})
    upto = moment("Only what came up to this moment; without it, or with `notifications`, whenever it came")


class Marked(Output):
    marked = number("How many were marked")


class NewPreferences(Input):
    address = maybe_words("Where e-mails go; empty for the login, if that is an address", longest=254)
    how = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        metadata={"description": f"By kind ({', '.join(KINDS)}), one of {', '.join(HOW)}; as usual where left out"},
    )


class PreferencesKept(Output):
    address = said("Where e-mails go; empty for the login, if that is an address")
    how = things("By kind: `page`, `digest` or `at_once`")
    sends_mail = flag("Whether the installation sends e-mails at all")


def _shown(row: NotificationRow) -> dict[str, Any]:
    """A notification as its reader sees it; of children, nothing for those who may not see cases."""
    shown = {**record(row), "person_name": row.person_name if SEE_CASES in rights_of(caller()) else None}
    del shown["user"]
    return shown


@notifications.get("/notifications")
@guard("")
@notifications.takes(NotificationQuery, "query")
@notifications.gives(200, page_of(Notification))
def list_notifications(query: dict[str, Any]) -> dict[str, Any]:
    """List what the caller was told: what they have not read first, the latest before the others."""
    asked = {"kind": query.get("kind"), "is_unread": query.get("is_unread")}
    found = office().notifications.page(caller(), **asked, limit=query["limit"], cursor=query.get("after"))
    looked_through("notifications")
    return page_record(found, _shown)


@notifications.post("/notifications/<notification>/read")
@guard("")
@notifications.gives(200, Notification)
def read_notification(notification: str) -> dict[str, Any]:
    """Mark one as read."""
    return _shown(office().notifications.read(caller(), notification))


@notifications.post("/notifications/read")
@guard("")
@notifications.takes(WhichToMark)
@notifications.gives(200, Marked)
def read_notifications(body: dict[str, Any]) -> dict[str, Any]:
    """Mark several, or all, as read."""
    by, told = caller(), office().notifications
    if "notifications" in body:
        return {"marked": told.read_several(by, body["notifications"])}
    return {"marked": told.read_all(by, body.get("upto"))}


@notifications.get("/notifications/preferences")
@guard("")
@notifications.gives(200, PreferencesKept)
def get_preferences() -> dict[str, Any]:
    """How the caller wants to hear of each kind."""
    return _kept(office().notifications.preferences(caller()))


@notifications.put("/notifications/preferences")
@guard("")
@notifications.takes(NewPreferences)
@notifications.gives(200, PreferencesKept)
def change_preferences(body: dict[str, Any]) -> dict[str, Any]:
    """Choose how to hear of each kind, and where."""
    return _kept(office().notifications.prefer(caller(), Preferences(**body)))


def _kept(wishes: Preferences) -> dict[str, Any]:
    ways = {kind: wishes.way(kind) for kind in KINDS}
    return {"address": wishes.address, "how": ways, "sends_mail": office().sender is not None}
