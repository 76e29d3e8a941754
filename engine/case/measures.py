"""What figures are made of: the days that a case reached, and how long its stages took, as its facts say them now.

Because only the facts are asked, a corrected day moves a case to another month, and a case that was closed in
error counts as it stands, not as it once stood.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.case.events import Facts
from engine.case.state import LIFTED, CaseState, Deadline

PATHWAY = "ehc_assessment"


@dataclass(frozen=True)
class Reached:
    """A day that a case reached, and if there are several kinds of it, which."""

    on: date
    kind: str | None = None


@dataclass(frozen=True)
class Stage:
    """From one day to another; the second is None while the stage runs."""

    began_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Milestone:
    """The facts that say when a case reached it (the first that is there), and of which kind it was."""

    days: tuple[str, ...]
    kind: str | None = None
    only_if: tuple[str, str] | None = None


MILESTONES: dict[str, dict[str, Milestone]] = {
    PATHWAY: {
        "request_received": Milestone(("request_received",), "request_source"),
        "assessment_agreed": Milestone(("assess_decision_notice_sent_on",)),
        "assessment_refused": Milestone(("assess_refusal_notice_sent_on",)),
        "plan_refused": Milestone(("plan_refusal_notice_sent_on",)),
        "plan_issued": Milestone(("final_plan_notice_sent_on",)),
    },
    "mediation": {
        "mediation_wanted": Milestone(("adviser_told_mediation_wanted_on",), "appealed_decision"),
        "mediation_held": Milestone(("mediation_concluded_on",), "mediation_agreement", ("mediation_held", "yes")),
    },
    "tribunal_appeal": {
        "appeal_registered": Milestone(("appeal_registered_on",), "appealed_decision"),
        "appeal_conceded": Milestone(("appeal_concession_sent_on",), "answer_decision"),
        "appeal_withdrawn": Milestone(("withdrawal_received_on",), "withdrawal_because"),
        "appeal_decided": Milestone(("order_sent_on", "tribunal_decision_sent_on"), "tribunal_result"),
    },
}
"""By process, what is counted by month."""

IN_ERROR = "error_kind"
"""A fact of cases that should never have been opened: they are not counted."""

OVERTURNED = "overturned_means"
"""A fact of cases whose refusal was overturned. Older versions went on under other limits: no stages are measured."""

STAGES = ("assess_decision", "advice", "plan_decision", "drafting", "consultation", "final_plan")
ADVICE, SCHOOLS = "advice", "schools"
ADVICE_LIMITS = frozenset({"body_advice", "own_advice", "detained_body_advice"})
_AGREED = ("reuse_author_agrees", "reuse_authority_agrees", "reuse_family_agrees")
_ANSWERS = ("representations_received_on", "meeting_held_on")

ASKED = frozenset(
    {
        IN_ERROR,
        OVERTURNED,
        ADVICE,
        SCHOOLS,
        "school_replied_on",
        "family_answered_draft",
        "draft_plan_notice_sent_on",
        "plan_decision_notice_sent_on",
        "advice_outcome",
        "advice_kind",
        "advice_received_on",
        "chase_decision",
        "reuse_asked_on",
        *_AGREED,
        *_ANSWERS,
        *(name for reached in MILESTONES.values() for one in reached.values() for name in (*one.days, one.kind)),
        *(one.only_if[0] for reached in MILESTONES.values() for one in reached.values() if one.only_if),
    }
)
"""Every fact that a figure depends on."""


def milestones_of(state: CaseState) -> dict[str, Reached]:
    """The milestones that a case reached, by name."""
    if IN_ERROR in state.facts:
        return {}
    asked = MILESTONES.get(state.process, {})
    found = ((name, _reached(one, state.facts)) for name, one in asked.items())
    return {name: reached for name, reached in found if reached is not None}


def _reached(asked: Milestone, facts: Facts) -> Reached | None:
    if asked.only_if is not None and facts.get(asked.only_if[0]) != asked.only_if[1]:
        return None
    on = next((day for name in asked.days if (day := _day(facts, name)) is not None), None)
    kind = facts.get(asked.kind) if asked.kind else None
    return None if on is None else Reached(on, kind if isinstance(kind, str) else None)


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    said = facts.get(name)
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def stages_of(state: CaseState) -> dict[str, Stage]:
    """How long each stage took on the way from the request to the final plan; the last one can still run."""
    facts = state.facts
    if state.process != PATHWAY or IN_ERROR in facts or OVERTURNED in facts:
        return {}
    began, stages = _day(facts, "request_received"), {}
    ends = [(name, end(facts)) for name, end in _ENDS.items()]
    for place, (name, ended) in enumerate(ends):
        later = [day for _, day in ends[place + 1 :] if day is not None]
        if ended is not None and later:
            ended = min(ended, *later)
        if began is not None and (ended is not None or _runs(state, later)):
            stages[name] = Stage(began, None if ended is None else max(began, ended))
        if ended is None and not later:
            break
        began = ended
    return stages


def _runs(state: CaseState, later: Iterable[date]) -> bool:
    """A stage without an end runs, unless the case is past it, at its end, or refused."""
    refused = ("assess_refusal_notice_sent_on", "plan_refusal_notice_sent_on")
    return not (later or state.is_closed or any(name in state.facts for name in refused))


def _assess_decision_ended(facts: Facts) -> date | None:
    return _day(facts, "assess_decision_notice_sent_on") or _day(facts, "assess_refusal_notice_sent_on")


def _advice_ended(facts: Facts) -> date | None:
    """The day of the last advice, once all of it is there, or will not come."""
    rows = list((facts.get(ADVICE) or {}).values())
    days = [day for row in rows if (day := _day(row, "advice_received_on") or _reused_on(row)) is not None]
    return max(days) if days and all(_is_settled(row) for row in rows) else None


def _reused_on(row: Facts) -> date | None:
    """The day on which everybody agreed to use advice that was there already."""
    return _day(row, "reuse_asked_on") if all(row.get(one) == "yes" for one in _AGREED) else None


def _is_settled(row: Facts) -> bool:
    known = "advice_received_on" in row or "advice_outcome" in row or row.get("chase_decision") == "go_on"
    return known or _reused_on(row) is not None


def _plan_decision_ended(facts: Facts) -> date | None:
    return _day(facts, "plan_decision_notice_sent_on") or _day(facts, "plan_refusal_notice_sent_on")


def _consultation_ended(facts: Facts) -> date | None:
    """The day of the last answer, of the family or a school, or of the meeting; a final plan waits for no more."""
    replies = [_day(row, "school_replied_on") for row in (facts.get(SCHOOLS) or {}).values()]
    heard = facts.get("family_answered_draft") in ("yes", "no") and None not in replies
    days = [day for day in (*replies, *(_day(facts, name) for name in _ANSWERS)) if day is not None]
    return max(days) if days and (heard or "final_plan_notice_sent_on" in facts) else None


_ENDS: dict[str, Callable[[Facts], date | None]] = {
    "assess_decision": _assess_decision_ended,
    "advice": _advice_ended,
    "plan_decision": _plan_decision_ended,
    "drafting": lambda facts: _day(facts, "draft_plan_notice_sent_on"),
    "consultation": _consultation_ended,
    "final_plan": lambda facts: _day(facts, "final_plan_notice_sent_on"),
}


def service_of(deadline: Deadline, state: CaseState) -> str | None:
    """The kind of advice that a deadline is about, such as `psychological`; None if it is about no advice."""
    if deadline.limit not in ADVICE_LIMITS or deadline.status == LIFTED or not deadline.item:
        return None
    collection, key = deadline.item.split("/", 1)
    row = (state.facts.get(collection) or {}).get(key, {})
    return str(row.get("advice_kind") or "other")
