"""Links of a case: made, shown once, revoked; and what came through them, taken note of or sent back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, NotFound
from engine.case.commands import SettleAnswer
from engine.case.outside import FAMILY_FORM, LinkRow
from engine.case.permissions import SEE_CASES, WORK_CASES
from web.addresses import from_outside
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.pages.cases.case_head import head_of
from web.people import names


@pages.get("/cases/<case>/links")
@guard(SEE_CASES)
def case_links(case: str) -> ResponseReturnValue:
    """The link of the family, what it sent, and every other link of the case."""
    head = head_of(case, "looked at the links of the case")
    authority = caller().authority
    state = head.view.state
    with house().engine.database.read() as tx:
        documents = {one.document: one for one in tx.documents_of(authority, case)}
    return render_template(
        "cases/case_links.html",
        **head.words("case_links"),
        links=house().links.of_case(authority, case),
        came=[(name, sent) for name, sent in state.answers.items() if sent.get("task") is None],
        said=_said,
        documents=documents,
        people=names(caller()),
        now=house().engine.clock(),
    )


def _said(sent: dict[str, Any]) -> list[tuple[str, str]]:
    """What a family wrote, beside the name of who did."""
    asked = [field for field in FAMILY_FORM.fields() if field.name != "family_name"]
    return [(field.title, sent["answers"][field.name]) for field in asked if field.name in sent["answers"]]


@pages.post("/cases/<case>/links")
@guard(WORK_CASES)
def make_link(case: str) -> ResponseReturnValue:
    """Make a link and show it: this once, because nobody keeps it."""
    looked("made a link", case=case)
    link, token = house().links.make(caller(), case, request.form.get("task") or None)
    return _shown(link, token)


def _shown(link: LinkRow, token: str) -> str:
    endpoint = "pages.family" if link.is_for_family else "pages.answer"
    address = from_outside(endpoint, token=token)
    with house().engine.database.read() as tx:
        about = tx.case(link.authority, link.case)
        owner = tx.authority(link.authority)
    return render_template("cases/link_made.html", link=link, address=address, case=about, owner=owner)


@pages.post("/cases/<case>/links/<link>/revoke")
@guard(WORK_CASES)
def revoke_link(case: str, link: str) -> ResponseReturnValue:
    house().links.revoke(caller(), case, link)
    flash("The link opens nothing any more.")
    return redirect(url_for("pages.case_links", case=case))


@pages.post("/cases/<case>/answers/<path:answer>")
@guard(WORK_CASES)
def settle_answer(case: str, answer: str) -> ResponseReturnValue:
    """Take note of what a family sent, or ask again, with a new link that shows the question."""
    by, question = caller(), request.form.get("question", "").strip()
    task = _task_of(case, answer)
    if task is not None and not question:
        raise BadInput("Write what is missing, so that whoever answers knows it")
    house().engine.handle(SettleAnswer(by=by, id=command_id(), case=case, answer=answer, question=question))
    if not question:
        flash("You have taken note of it. What was sent is among the documents.")
        return redirect(url_for("pages.case_links", case=case))
    return _shown(*house().links.make(by, case, task, question=question))


def _task_of(case: str, answer: str) -> str | None:
    known: dict[str, Any] | None = house().looking.state(caller().authority, case).answers.get(answer)
    if known is None:
        raise NotFound(f"Expected an answer {answer} that waits in case {case}, but there is none")
    return known.get("task")
