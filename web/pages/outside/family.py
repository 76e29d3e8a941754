"""Where the case is, for the family that it is about, and what they want to tell us."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from web.attachments import attachment
from web.frame import house, pages
from web.pages.outside.by_link import Steps, by_link, not_there, opens_nothing


@pages.get("/family/<token>")
@by_link
def family(token: str) -> ResponseReturnValue:
    asked = house().links.open(token, for_family=True)
    if asked is None:
        return opens_nothing(token, for_family=True)
    journey = house().links.journey(asked)
    return render_template(
        "outside/family.html", asked=asked, journey=journey, token=token, sent="sent" in request.args
    )


@pages.route("/family/<token>/tell", methods=["GET", "POST"])
@by_link
def family_tells(token: str) -> ResponseReturnValue:
    asked = house().links.open(token, for_family=True)
    if asked is None or asked.form is None:
        return opens_nothing(token, for_family=True)
    steps = Steps(asked, asked.form, "outside/family_tell.html", {"asked": asked, "token": token})
    return steps.take() if request.method == "POST" else steps.begin()


@pages.get("/family/<token>/letters/<path:document>")
@by_link
def letter_to_family(token: str, document: str) -> ResponseReturnValue:
    asked = house().links.open(token, for_family=True)
    found = house().links.letter(asked, document) if asked is not None else None
    if found is None:
        return opens_nothing(token, for_family=True) if asked is None else not_there()
    return attachment(*found)
