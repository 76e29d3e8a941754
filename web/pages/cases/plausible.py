"""Days of a request that are wrong, or can hardly be right: said before anybody is added and any case opened."""

from collections.abc import Mapping
from typing import Any

from flask import request

from engine import Fault, beyond_plans_on
from engine.case.forms import Form
from web.answers import day_typed
from web.frame import house

RECEIVED = "request_received"
SURE = "days_are_right"
"""Ticked by whoever has looked again: the wrong people ask as well, and must be answered."""


def faults_of(form: Form | None, facts: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is wrong with the answers about a request, with its day among the rest."""
    asked = {field.name: field for field in form.fields()} if form is not None else {}
    found = form.check(facts) if form is not None else ()
    received, today = day_typed(facts.get(RECEIVED)), house().engine.today()
    if RECEIVED not in asked or received is None or received <= today:
        return found
    return (Fault(f"/{RECEIVED}", f"{asked[RECEIVED].title} must be today or in the past"), *found)


def doubts(born: Any, facts: Mapping[str, Any]) -> str:
    """Why the day of birth and the day of the request hardly go together, unless somebody is sure of both."""
    born_on, received = day_typed(born), day_typed(facts.get(RECEIVED))
    if born_on is None or received is None or SURE in request.form:
        return ""
    if born_on > received:
        return "The request was received before the date of birth. Check both"
    years = beyond_plans_on(born_on, received)
    return f"They were {years} years old when the request was received. Check both dates" if years else ""
