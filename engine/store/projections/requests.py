"""Rows about people outside: what was asked of each, and what families sent of their own accord."""

from collections.abc import Callable

from engine.case.requests import request_of
from engine.case.state import CaseState
from engine.store.projections.labels import Label, Row
from engine.store.tables.outside import family_word, request
from engine.store.types import written_day, written_last_day
from engine.store.wording import plain


def _about(state: CaseState, label: Label) -> Row:
    return {
        "case": state.case,
        "authority": label.authority,
        "process": state.process,
        "person": state.person,
        "person_name": label.person_name,
        "team": state.team,
    }


def _request(name: str, state: CaseState, label: Label) -> Row | None:
    asked = request_of(name, state)
    if asked is None:
        return None
    days = {day: written_day(getattr(asked, day)) for day in ("sent_on", "received_on", "reminded_on", "legal")}
    return {
        **_about(state, label),
        **vars(asked),
        **days,
        "working": written_last_day(asked.working),
        "person_sort": plain(label.person_name),
        "who_sort": plain(asked.who),
    }


def _word(name: str, state: CaseState, label: Label) -> Row | None:
    sent = state.answers.get(name)
    if sent is None or sent.get("task") is not None or state.is_closed:
        return None
    return {
        **_about(state, label),
        "answer": name,
        "sender": sent["sender"],
        "received_on": sent["received_on"],
        "has_files": bool(sent["documents"]),
    }


OUTSIDE: dict[str, Callable[[str, CaseState, Label], Row | None]] = {request.name: _request, family_word.name: _word}
