"""The letters of the assessment pathway as they stand in processes/, and sample cases that they are drawn up for."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from engine.letters import Authority, Context, Deadline, Letter, Person, Template, draw_up
from engine.statute import CannotReckon, Register, amount, reckon

PROCESSES = Path(__file__).parents[3] / "processes"
REGISTER = Register.load({path.name: path.read_text() for path in (PROCESSES / "law").glob("*.toml")})
# The letters of other processes are tried where those processes are lived: they need other facts.
PATHWAY = "".join((PROCESSES / f"{name}.bpmn").read_text() for name in ("needs_assessment_request", "ehc_assessment"))
SOURCES = {
    path.stem: path.read_text()
    for path in sorted((PROCESSES / "letters").glob("*.md"))
    if f'name="letter" value="{path.stem}"' in PATHWAY
}
PARTS = {path.stem: path.read_text() for path in sorted((PROCESSES / "letters" / "parts").glob("*.md"))}
LETTERS = {key: Template.parse(key, source) for key, source in SOURCES.items()}

AUTHORITY = Authority(
    name="Fairshire Council",
    address="County Hall\nFairtown FA1 1AA",
    phone="01632 960 001",
    email="send@fairshire.example",
    signatory="Jo Marsh",
    signatory_role="Head of the SEND service",
    mediation_contact="Lee Hart, 01632 960 002",
    mediation_adviser="Calm Waters Mediation\n01632 960 003",
    sendiass="Fairshire SENDIASS\n01632 960 004",
    disagreement_resolution="Common Ground\n01632 960 005",
    schools_list="fairshire.example/schools",
)
PARENT = Person(
    name="Sam Reed",
    date_of_birth="2015-03-27",
    addressee="Ms Ada Reed",
    address="1 High Street\nFairtown FA2 2BB",
    salutation="Ms Reed",
)
YOUNG_PERSON = replace(
    PARENT, date_of_birth="2008-03-27", addressee="Sam Reed", salutation="Sam Reed", is_addressee=True
)
PEOPLE = {"parent": PARENT, "young_person": YOUNG_PERSON}
TODAY = date(2026, 2, 16)

FACTS: dict[str, Any] = {
    "request_received": "2026-01-05",
    "request_source": "parent",
    "named_officer": "Kit Lane",
    "setting_name": "Brook School",
    "armed_forces_parent": "no",
    "family_views": "Reading is hard.",
    "assess_decided_on": "2026-02-12",
    "assess_reasons": "Progress is in line with others.\n\nThe school has further support to give.",
    "in_or_beyond_year_9": "yes",
    "sensory_impairment": "hearing",
    "plan_decided_on": "2026-04-20",
    "plan_outcome_of_assessment": "The advice describes dyslexia.",
    "plan_reasons": "The provision goes beyond what schools have.",
    "in_special_school_for_assessment": "yes",
    "representations_until": "2026-05-12",
    "section_i_kind": "named",
    "section_i_name": "Hill School",
    "section_i_type": "maintained special school",
    "naming_route": "s39_refused",
    "naming_reasons": "Brook School is unsuitable for Sam’s needs.",
    "changes_explained": "Two hours of speech therapy were added to Section F.",
    "plan_made_on": "2026-05-22",
    "delay_limit": "final_plan",
    "delay_ground": "none",
    "delay_reasons": "The advice of health came late.",
    "delay_expected_on": "2026-06-05",
    "decision_notice_sent_on": TODAY.isoformat(),
}
ITEMS: Mapping[str, dict[str, Any]] = {
    "advice_request": {
        "advice_kind": "medical",
        "adviser": "Dr Amin",
        "adviser_body": "Fairshire Health",
        "co_operation_body": "yes",
        "advice_request_received": "2026-02-17",
    },
    "school_consultation": {
        "school_name": "Hill School",
        "school_kind": "maintained_school",
        "asked_for_by_family": "yes",
        "maintaining_authority": "Otherby Council",
        "consultation_sent_on": "2026-02-16",
    },
}


def context_of(key: str, person: Person = PARENT, to: str = "", **changed: Any) -> Context:
    item = ITEMS.get(key, {})
    facts = {name: value for name, value in {**FACTS, **item, **changed}.items() if value is not None}
    return Context(
        person=person,
        authority=AUTHORITY,
        facts=facts,
        today=TODAY,
        deadline=lambda limit: _deadline(limit, facts),
        allowed=_allowed,
        item=facts if item else None,
        to=to or LETTERS[key].to[0],
    )


def letter(key: str, person: Person = PARENT, to: str = "", **changed: Any) -> Letter:
    return draw_up(LETTERS[key], PARTS, context_of(key, person, to, **changed))


def facts_known() -> set[str]:
    """Every fact that a form of processes/ gives, those of rows included."""
    names: set[str] = set()
    for path in (PROCESSES / "forms").glob("*.json"):
        properties = json.loads(path.read_text())["schema"]["properties"]
        names |= set(properties)
        for question in properties.values():
            names |= set(question.get("items", {}).get("properties", {}))
    return names


def _deadline(key: str, facts: Mapping[str, Any]) -> Deadline | None:
    try:
        return Deadline.of(reckon(REGISTER, key, facts, REGISTER.calendar))
    except CannotReckon:
        return None


def _allowed(key: str) -> str:
    count = REGISTER.limit(key).latest.counts[0]
    return amount(count.number, count.unit)
