"""What a person sees when something is refused or not there: a page that says what was expected."""

from collections.abc import Sequence

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine import Fault
from web.guarding import signed_in
from web.plain import plain

TITLES = {
    403: "You may not do that",
    404: "Page not found",
    409: "That is not possible now",
    413: "That is too large",
    429: "Too many attempts",
    500: "Sorry, there is a problem with the service",
    503: "The service is busy",
}
NOT_THERE = "If you typed the address, check that it is right. If you followed a link, it may be out of date."
BY_LINK = ("/answer/", "/family/")
"""Pages for people without an account."""

BROKEN = 500
"""From here on it is our fault, and asking the database who is looking could fail again."""


def refusal_page(status: int, sentence: str, faults: Sequence[Fault] = ()) -> ResponseReturnValue:
    """The page for anything that goes wrong outside the API."""
    if status < BROKEN and "actor" not in g:
        g.actor = signed_in()
    title = TITLES.get(status, "There is a problem")
    if request.path.startswith(BY_LINK):
        said = {"title": title, "sentence": sentence, "faults": faults, "status": status, "problem": True}
        return render_template("outside/link_refused.html", **said), status
    in_words = sentence if status >= BROKEN else plain(sentence)
    return render_template(
        "refused.html", title=title, sentence=in_words, faults=faults, status=status, not_there=NOT_THERE
    ), status
