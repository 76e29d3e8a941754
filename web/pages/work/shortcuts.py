"""Keyboard shortcuts: what there are, and whether somebody wants them."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard, looked

SHORTCUTS = (
    ("/", "Find a person, case or task"),
    ("g w", "Go to my work"),
    ("g c", "Go to cases"),
    ("g t", "Go to teams"),
    ("n", "New request"),
    ("j", "Next row of a list"),
    ("k", "Row before"),
    ("x", "Tick the row, or take the tick away"),
    ("o", "Open the row; Enter does the same"),
    ("c", "Take the task of the row"),
    ("?", "This list"),
)
PREFERENCE = "shortcuts"


@pages.app_context_processor
def shortcuts_of_page() -> dict[str, Any]:
    """Whether the page listens to single keys; asked only by pages that can."""
    return {"listens": _listens, "shortcut_list": SHORTCUTS}


def _listens() -> bool:
    actor = g.get("actor")
    if actor is None:
        return False
    with house().engine.database.read() as tx:
        return tx.preference(actor.authority, actor.id, PREFERENCE) != "off"


@pages.get("/shortcuts")
@guard(SEE_CASES)
def shortcuts() -> ResponseReturnValue:
    looked("looked at the keyboard shortcuts")
    return render_template("work/shortcuts.html", on=_listens())


@pages.post("/shortcuts")
@guard(SEE_CASES)
def turn_shortcuts() -> ResponseReturnValue:
    by, value = caller(), "on" if request.form.get("do") == "on" else "off"
    with house().engine.database.write() as tx:
        tx.prefer(by.authority, by.id, PREFERENCE, value)
    flash(f"Keyboard shortcuts are {value}.")
    return redirect(url_for("pages.shortcuts"))
