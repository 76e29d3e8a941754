"""Saving by itself what is typed into a task, for the script of the page; without scripts there is the button."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from engine import LONDON, BadInput, Rejected, mark_of_answers
from engine.case.commands import SaveDraft
from engine.case.permissions import WORK_CASES
from engine.case.rejections import DraftMovedOn
from web.forms import seen_draft
from web.frame import house, pages
from web.guarding import caller, guard
from web.pages.work.task import asking_of


@pages.post("/cases/<case>/drafts/<path:task>")
@guard(WORK_CASES)
def save_by_itself(case: str, task: str) -> ResponseReturnValue:
    """Answers with what to say beside the form; answers that make no sense yet are left out and named."""
    asking = asking_of(house().looking.task_form(caller().authority, case, task), case)
    answers, left_out = asking.typed(), []
    try:
        try:
            mark = _save(case, task, answers)
        except BadInput as refusal:
            wrong = {fault.path.strip("/").split("/")[0] for fault in refusal.faults}
            left_out = [fault.sentence for fault in refusal.faults]
            mark = _save(case, task, {name: said for name, said in answers.items() if name not in wrong})
    except DraftMovedOn as refusal:
        sentence = f"Not saved: {refusal.sentence[:1].lower()}{refusal.sentence[1:]}. Save to see both"
        return jsonify(sentence=sentence), refusal.status
    except Rejected as refusal:
        return jsonify(sentence=f"Not saved: {refusal.sentence}"), refusal.status
    at = house().engine.clock().astimezone(LONDON)
    but = f". Not saved yet: {'; '.join(left_out)}" if left_out else ""
    return jsonify(sentence=f"Saved at {at:%H:%M}{but}", mark=mark)


def _save(case: str, task: str, answers: dict[str, Any]) -> str:
    house().engine.handle(SaveDraft(by=caller(), case=case, task=task, answers=answers, over=seen_draft()))
    return mark_of_answers(answers)
