"""What the record of a person answers of a task's questions, so that nobody types it twice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.case.forms import Form
from engine.case.person_sections import is_running
from engine.statute import year_group_on

Details = Mapping[str, Any]

ABOUT_THE_FAMILY = "home_address"
"""A form that asks this asks where the child lives and learns now; elsewhere `setting_name` can be another school."""

ONLY_THERE = frozenset({"setting_name", "setting_kind"})
YEAR_9 = 9
KINDS = frozenset({"parent", "young_person", "alternative_person"})


def addressee_of(details: Details) -> Details:
    """To whom letters go: who is marked for it, or else the first contact who is not marked against it."""
    contacts = details.get("contacts") or []
    marked = [one for one in contacts if one.get("gets_letters")]
    unmarked = [one for one in contacts if one.get("gets_letters") is not False]
    return next(iter([*marked, *unmarked]), {})


def known_of_person(form: Form | None, details: Details, today: date) -> dict[str, Any]:
    """The answers that the record gives to questions of a form; choices that the form does not offer are left open."""
    if form is None:
        return {}
    fields = {field.name: field for field in form.fields()}
    left_out = frozenset[str]() if ABOUT_THE_FAMILY in fields else ONLY_THERE
    return {
        name: said
        for name, said in _as_facts(details, today).items()
        if name in fields and name not in left_out and _fits(fields[name].options, said)
    }


def known_of_request(form: Form | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the request answers of later questions: who asks for their child, or for themselves, gets the letters."""
    asked = {field.name for field in form.fields()} if form is not None else set()
    source = facts.get("request_source")
    speaks = {
        "addressee_kind": source,
        "addressee_name": facts.get("requester_name"),
        "addressee_address": facts.get("home_address"),
    }
    said = {
        **(speaks if source in KINDS else {}),
        "considering_family_told_on": facts.get("acknowledgement_sent_on"),
        "advice_sensory": None if _may_be_on_senses(facts) else "not_relevant",
    }
    return {name: value for name, value in said.items() if value and name in asked}


def _may_be_on_senses(facts: Mapping[str, Any]) -> bool:
    """Whether advice may have to come from a teacher of pupils with a hearing or visual impairment."""
    return facts.get("advice_kind") in (None, "educational") and facts.get("sensory_impairment") != "none"


def _fits(options: Any, said: Any) -> bool:
    return not options or said in {option.value for option in options}


def _as_facts(details: Details, today: date) -> dict[str, Any]:
    """The record under the names that the forms of the processes have for the same things."""
    addressee = addressee_of(details)
    kind = addressee.get("role")
    facts = {
        "date_of_birth": details.get("date_of_birth"),
        "in_or_beyond_year_9": _in_or_beyond_year_9(details, today),
        "upn": details.get("upn"),
        "nhs_number": details.get("nhs_number"),
        "home_address": details.get("address"),
        "setting_name": details.get("setting"),
        "setting_kind": details.get("setting_kind"),
        "social_care_status": details.get("social_care_status"),
        "looked_after": _yes_no(details.get("is_looked_after")),
        "armed_forces_parent": _yes_no(details.get("armed_forces_parent")),
        "home_language": details.get("language"),
        "interpreter_needed": _yes_no(details.get("needs_interpreter")),
        "parental_responsibility": _responsible(details),
        "addressee_kind": kind if kind in KINDS else None,
        "addressee_name": addressee.get("name"),
        "addressee_address": addressee.get("address") or details.get("address") if addressee else None,
        "electronic_consent": _agreed(details, today),
    }
    return {name: said for name, said in facts.items() if said}


def _yes_no(said: bool | None) -> str | None:
    return None if said is None else "yes" if said else "no"


def _in_or_beyond_year_9(details: Details, today: date) -> str | None:
    born = details.get("date_of_birth")
    return _yes_no(year_group_on(date.fromisoformat(born), today) >= YEAR_9) if born else None


def _responsible(details: Details) -> str:
    return "\n".join(one["name"] for one in details.get("contacts") or [] if one.get("has_responsibility"))


def _agreed(details: Details, today: date) -> str | None:
    """Only a consent that runs answers; that there is none does not mean that somebody refused."""
    letters = [one for one in details.get("consents") or [] if one["consent"] == "electronic_letters"]
    return "yes" if any(is_running(one, today) for one in letters) else None
