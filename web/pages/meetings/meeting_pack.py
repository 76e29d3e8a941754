"""The papers of a meeting as one PDF; while there is still something to be read for it, how far that has come."""

from collections.abc import Callable
from time import monotonic

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.case.permissions import SEE_CASES
from web.attachments import attachment
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through

MOST_SECONDS = "MOST_SECONDS"
"""The setting of the app that says how long a page may go on with long work before it answers."""


def for_a_moment() -> Callable[[], bool]:
    """Says whether there is still time."""
    until = monotonic() + float(current_app.config.get(MOST_SECONDS, 0.6))
    return lambda: monotonic() < until


@pages.get("/meetings/<meeting>/papers.pdf")
@guard(SEE_CASES)
def meeting_pack(meeting: str) -> ResponseReturnValue:
    """The papers as one file, to be read without a connection, or printed."""
    actor = caller()
    if not house().packing.read_ahead(actor.authority, meeting, for_a_moment()).is_ready:
        return redirect(url_for("pages.pack_progress", meeting=meeting))
    file = house().packing.of_meeting(actor.authority, meeting)
    for item in house().panels.agenda(actor.authority, meeting):
        looked(f"downloaded the papers of {meeting}", case=item.case)
    looked_through(f"the papers of {meeting}")
    return attachment(file.name, file.media_type, file.content)


@pages.get("/meetings/<meeting>/papers/progress")
@guard(SEE_CASES)
def pack_progress(meeting: str) -> ResponseReturnValue:
    """How many documents are read; each look reads on for a moment, and the worker goes on meanwhile."""
    found = house().panels.meeting(caller().authority, meeting)
    ready = house().packing.read_ahead(caller().authority, meeting, for_a_moment())
    looked(f"looked how far the papers of {meeting} are")
    return render_template("meetings/meeting_pack.html", meeting=found, ready=ready)
