"""Notifications: what somebody was told, day by day, what they have read, and how they want to hear of it."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import LONDON, BadInput
from engine.case.notices import HOW, KINDS, NotificationRow, Preferences
from engine.case.permissions import SEE_CASES, rights_of
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through

ON_A_PAGE = 50
E_MAILS = 10


@pages.app_context_processor
def bell() -> dict[str, Any]:
    """How many notifications wait in the bar at the top; asked once, and only by pages that show it."""
    return {"unread_notifications": _unread}


def _unread() -> int:
    if "unread" not in g:
        g.unread = house().notifications.unread(caller())
    return int(g.unread)


@pages.get("/notifications")
@guard("")
def notifications() -> ResponseReturnValue:
    by, told = caller(), house().notifications
    kind, is_unread = request.args.get("kind") or None, True if request.args.get("show") == "unread" else None
    page = told.page(by, kind=kind, is_unread=is_unread, limit=ON_A_PAGE, cursor=request.args.get("after"))
    rows = page.items if SEE_CASES in rights_of(by) else [replace(row, person_name=None) for row in page.items]
    names = {user.id: user.name for user in house().accounts.users(by.authority)} if _stands_in(rows) else {}
    looked_through("notifications")
    return render_template(
        "work/notifications.html",
        groups=[(*key, list(found)) for key, found in groupby(rows, key=_group)],
        next=page.next,
        later_page="after" in request.args,
        kind=kind or "",
        show="unread" if is_unread else "",
        kinds=KINDS,
        names=names,
        ticked=request.args.get("tick") == "all",
        upto=house().engine.clock().isoformat(),
        caught=house().mail.caught is not None,
    )


def _stands_in(rows: list[NotificationRow]) -> bool:
    return any(row.instead_of for row in rows)


def _group(row: NotificationRow) -> tuple[bool, Any]:
    return row.is_unread, row.at.astimezone(LONDON).date()


@pages.post("/notifications/read")
@guard("")
def read_notifications() -> ResponseReturnValue:
    """Mark one read, those that are ticked, or all that were there when the page was shown."""
    by, told, one = caller(), house().notifications, request.form.get("one")
    if one is not None:
        row = told.read(by, one)
        flash(f"Marked as read: {row.title}.")
    elif "upto" in request.form:
        _say(told.read_all(by, _moment(request.form["upto"])))
    else:
        _say(told.read_several(by, request.form.getlist("tick")))
    return redirect(url_for("pages.notifications", kind=request.form.get("kind") or None, show=_shown()))


def _say(number: int) -> None:
    flash(f"{number} notifications are marked as read." if number != 1 else "1 notification is marked as read.")


def _shown() -> str | None:
    return "unread" if request.form.get("show") == "unread" else None


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@pages.get("/notifications/settings")
@guard("")
def notification_settings() -> ResponseReturnValue:
    looked("looked at how they are notified")
    return _settings(house().notifications.preferences(caller()))


def _settings(wishes: Preferences, refusal: BadInput | None = None) -> str:
    by, told = caller(), house().notifications
    with house().engine.database.read() as tx:
        mails = tx.mails_of(by.authority, by.id)[:E_MAILS]
    return render_template(
        "work/notification_settings.html",
        wishes=wishes,
        kinds=KINDS,
        how=HOW,
        goes_to=told.address(by),
        is_set_up=house().mail.is_set_up,
        mails=mails,
        faults={fault.path.rpartition("/")[2]: fault.sentence for fault in refusal.faults} if refusal else {},
        problem=bool(refusal),
    )


@pages.post("/notifications/settings")
@guard("")
def change_notification_settings() -> ResponseReturnValue:
    how = {kind: request.form[kind] for kind in KINDS if kind in request.form}
    wishes = Preferences(request.form.get("address", "").strip(), how)
    try:
        house().notifications.prefer(caller(), wishes)
    except BadInput as refusal:
        return _settings(wishes, refusal), refusal.status
    flash("Your choices are kept.")
    return redirect(url_for("pages.notification_settings"))
