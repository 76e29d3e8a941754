"""What is known before a form is filled in, so that nobody types it twice."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from engine.case.events import Facts
from engine.case.forms import Form
from engine.case.rejections import CannotReckonLimit
from engine.case.state import CaseState, OpenTask
from engine.library import plan_in_force
from engine.plans import untouched
from engine.store import Reading
from engine.version import Version, rows_beforehand, with_item


def facts_for(tx: Reading, authority: str, state: CaseState, task: OpenTask, version: Version) -> Mapping[str, Any]:
    """What is known for a task: by the case, and by the plan in force in the sections that the case left alone."""
    facts = with_item(state.facts, task.item)
    if version.plan is None:
        return facts
    return {**untouched(version.plan, facts, plan_in_force(tx, authority, state.person)), **facts}


def brought_by(form: Form, came: Facts) -> Facts:
    """What an answer that came through a link says to the questions of the form, and the day on which it came."""
    asked = {field.name for field in form.fields()}
    said = {name: value for name, value in came["answers"].items() if name in asked}
    return {**said, form.received: came["received_on"]} if form.received else said


def known_already(form: Form | None, facts: Mapping[str, Any]) -> Facts:
    """What is known that the form asks again, so that nobody types it twice."""
    if form is None:
        return {}
    collections = set(form.collections())
    names = [field.name for field in form.fields() if field.name not in collections]
    known = {name: facts[name] for name in names if name in facts}
    rows = {field.name: rows_beforehand(field, facts) for field in form.fields() if field.prefill}
    return known | {name: found for name, found in rows.items() if found}


def days_to_answer(form: Form | None, task: OpenTask, facts: Mapping[str, Any], version: Version, today: date) -> Facts:
    """The first days that the letter of a task may give people for their answers, if it goes by post today."""
    fields = form.fields() if form is not None and task.letter else ()
    asked = {field.name: field.earliest for field in fields if field.earliest}
    served = {f"{task.letter}_served_on": version.law.served_on(today, "post").isoformat()} if asked else {}
    counted = {**{name: said for name, said in facts.items() if name not in asked}, **served} if asked else {}
    found: dict[str, Any] = {}
    for name, limit in asked.items():
        with suppress(CannotReckonLimit):
            found[name] = version.law.reckon(limit, counted).legal.isoformat()
    return found
