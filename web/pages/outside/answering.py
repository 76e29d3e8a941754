"""One request, answered through a link by whoever was asked; nothing else of the case can be seen here."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from web.frame import house, pages
from web.pages.outside.by_link import Steps, by_link, opens_nothing


@pages.route("/answer/<token>", methods=["GET", "POST"])
@by_link
def answer(token: str) -> ResponseReturnValue:
    asked = house().links.open(token, for_family=False)
    if asked is None:
        return opens_nothing(token, for_family=False)
    if asked.is_answered or asked.form is None:
        return render_template("outside/link_receipt.html", asked=asked)
    steps = Steps(asked, asked.form, "outside/link_answer.html", {"asked": asked})
    return steps.take() if request.method == "POST" else steps.begin()
