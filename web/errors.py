"""What a person sees when something is refused or not there: a page that says what was expected."""

from flask import render_template
from flask.typing import ResponseReturnValue

from engine import Rejected
from web.frame import pages

TITLES = {403: "You may not do that", 404: "Page not found", 409: "That is not possible now", 422: "There is a problem"}


@pages.errorhandler(Rejected)
def refused(refusal: Rejected) -> ResponseReturnValue:
    title = TITLES.get(refusal.status, "There is a problem")
    return render_template("refused.html", title=title, refusal=refusal), refusal.status
