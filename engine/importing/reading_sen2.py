"""Reads the person-level SEN2 return: each person with requests, assessments and plans, as rows of the sheets."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from lxml import etree

from engine.definitions.bpmn.safe_xml import Unreadable, open_xml
from engine.importing.rows import ASSESSMENTS, PERSONS, PLANS, REQUESTS, Problem, Row, SourceUnreadable, problem
from engine.statute import age_on

LARGEST = 100_000_000
HISTORICAL, WITHDRAWN = "H", "W"
ADULT_ENOUGH = 16
"""From about this age a request under code 1 may be the young person's own, and the return does not say whose."""

DECISIONS = {"Y": "assess", "N": "refuse", "A": "not_yet", WITHDRAWN: "withdrawn"}
OUTCOMES = {"Y": "plan", "N": "no_plan", "A": "not_yet", WITHDRAWN: "withdrawn"}
SOURCES = {"1": "parent", "2": "school", "3": "health", "4": "social_care", "5": "other"}
YES_NO = {"1": "yes", "0": "no"}
CEASE_REASONS = {
    "1": "maximum_age",
    "2": "needs_met",
    "3": "higher_education",
    "4": "employment",
    "5": "other_authority",
    "6": "no_longer_engages",
    "7": "left_england",
    "8": "died",
    "9": "other",
}
SETTINGS = {
    "OLA": "education_elsewhere",
    "EHE": "home_educated",
    "EYP": "early_years",
    "NEET": "none",
    "NIEC": "none",
    "NIEO": "none",
    "OTH": "other",
    "OPA": "other",
}


ELEMENTS = {
    "surname": "Surname",
    "forename": "Forename",
    "date_of_birth": "PersonBirthDate",
    "sex": "Sex",
    "upn": "UPN",
    "person_id": "UPN",
    "received_on": "ReceivedDate",
    "request_id": "ReceivedDate",
    "requested_by": "RequestSource",
    "decision": "RequestOutcome",
    "decided_on": "RequestOutcomeDate",
    "outcome": "AssessmentOutcome",
    "outcome_on": "AssessmentOutcomeDate",
    "exception": "Week20",
    "plan_id": "StartDate",
    "started_on": "StartDate",
    "last_reviewed_on": "LastReview",
    "setting_kind": "SENsetting",
    "ceased_on": "CeaseDate",
    "cease_reason": "CeaseReason",
}
"""What the return calls the columns."""


def read_sen2(name: str, text: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a return, and what could not be understood; raises `SourceUnreadable`."""
    try:
        root = open_xml(text, "Message", LARGEST, "return")
    except Unreadable as refusal:
        raise SourceUnreadable(f"{name}: {refusal.sentence}") from refusal
    reading = _Reading(name)
    for persons in _all(root, "persons"):
        for person in _all(persons, "person"):
            reading.person(person)
    if not reading.rows:
        raise SourceUnreadable(f"{name}: expected a SEN2 return with at least one Person in Persons")
    return reading.rows, reading.problems


class _Reading:
    """One return; spelling of capitals in names of elements differs between systems, and does not matter."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []
        self.problems: list[Problem] = []

    def person(self, element: etree._Element) -> None:
        said = _said(element)
        key = said.get("upn") or said.get("uniquelearnernumber") or _nameless(said)
        values = {
            "person_id": key,
            "surname": said.get("surname", ""),
            "forename": said.get("forename", ""),
            "date_of_birth": said.get("personbirthdate", ""),
            "sex": said.get("sex", ""),
            "upn": said.get("upn", ""),
            "address": said.get("postcode", ""),
        }
        self._add(PERSONS, element, values)
        for requests in _all(element, "requests"):
            self._requests(requests, key, said.get("personbirthdate", ""))

    def _requests(self, element: etree._Element, person: str, born: str) -> None:
        said = _said(element)
        key = f"{person}/{said.get('receiveddate', '')}"
        values = {
            "request_id": key,
            "person_id": person,
            "received_on": said.get("receiveddate", ""),
            "requested_by": _requester(said, born),
            "decision": DECISIONS.get(said.get("requestoutcome", ""), said.get("requestoutcome", "")),
            "decided_on": said.get("requestoutcomedate", ""),
            "decision_challenged": _challenged(said, "requestmediation", "requesttribunal"),
        }
        assessments = list(_all(element, "assessment"))
        is_old = said.get("requestoutcome") == HISTORICAL or any(
            _said(one).get("assessmentoutcome") == HISTORICAL for one in assessments
        )
        if not is_old:
            row = self._add(REQUESTS, element, values)
            if "exported" in said:
                sentence = "The child moved to another authority, and the return does not say when; close it there"
                self.problems.append(problem(row, "Exported", sentence))
        for number, assessment in enumerate(assessments, start=1):
            if not is_old:
                self._assessment(assessment, key, number)
        self._plans(element, assessments, person)

    def _assessment(self, element: etree._Element, request: str, number: int) -> None:
        said = _said(element)
        outcome = said.get("assessmentoutcome", "")
        values = {
            "assessment_id": f"{request}/{number}",
            "request_id": request,
            "outcome": OUTCOMES.get(outcome, outcome),
            "outcome_on": said.get("assessmentoutcomedate", ""),
            "outcome_challenged": _challenged(said, "assessmentmediation", "assessmenttribunal"),
            "exception": YES_NO.get(said.get("week20", ""), said.get("week20", "")),
        }
        self._add(ASSESSMENTS, element, values)

    def _plans(self, element: etree._Element, assessments: list[etree._Element], person: str) -> None:
        named = [plan for one in (*assessments, element) for plan in _all(one, "namedplan")]
        active = next(_all(element, "activeplans"), None)
        if active is not None and not named:
            row = Row(PLANS, self.name, _line(active), {})
            self.problems.append(
                problem(row, "NamedPlan", "Expected a NamedPlan with its StartDate beside ActivePlans")
            )
        for plan in named:
            said = _said(plan)
            values = {
                "plan_id": f"{person}/{said.get('startdate', '')}",
                "person_id": person,
                "started_on": said.get("startdate", ""),
                "ceased_on": said.get("ceasedate", ""),
                "cease_reason": CEASE_REASONS.get(said.get("ceasereason", ""), said.get("ceasereason", "")),
            }
            self._add(PLANS, plan, {**values, **_review(active), **_place(plan, active)})

    def _add(self, kind: str, element: etree._Element, values: dict[str, str]) -> Row:
        kept = {column: value for column, value in values.items() if value}
        row = Row(kind, self.name, _line(element), kept, ELEMENTS)
        self.rows.append(row)
        return row


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if etree.QName(child).localname.lower() == name)


def _line(element: etree._Element) -> int:
    return int(str(element.sourceline))


def _said(element: etree._Element) -> dict[str, str]:
    """The simple elements of one, by their names in small letters."""
    simple = (child for child in element if len(child) == 0)
    return {etree.QName(child).localname.lower(): text for child in simple if (text := (child.text or "").strip())}


def _nameless(said: dict[str, str]) -> str:
    """A key for somebody without numbers: all that is known, so that a correction makes it another."""
    known = [said.get(name, "").lower() for name in ("surname", "forename", "personbirthdate", "postcode")]
    return f"without-numbers-{sha256('|'.join(known).encode()).hexdigest()[:16]}" if any(known) else ""


def _requester(said: dict[str, str], born: str) -> str:
    code, received = said.get("requestsource", ""), said.get("receiveddate", "")
    if code == "1" and not _is_child(born, received):
        return ""
    return SOURCES.get(code, code)


def _is_child(born: str, on: str) -> bool:
    try:
        return age_on(date.fromisoformat(born), date.fromisoformat(on)) < ADULT_ENOUGH
    except ValueError:
        return False


def _challenged(said: dict[str, str], *names: str) -> str:
    flags = [said.get(name, "") for name in names]
    return "yes" if "1" in flags else "no" if set(flags) == {"0"} else ""


def _review(active: etree._Element | None) -> dict[str, str]:
    """The cautious day of the last review: the earlier of the meeting and the decision."""
    said = _said(active) if active is not None else {}
    days = [said[name] for name in ("reviewmeeting", "lastreview") if name in said]
    return {"last_reviewed_on": min(days, default="")}


def _place(plan: etree._Element, active: etree._Element | None) -> dict[str, str]:
    """Where the child is, or else where the plan says: a code of the return, or a number of a register."""
    places = [*(_all(active, "placementdetail") if active is not None else ()), *_all(plan, "plandetail")]
    said = min((_said(place) for place in places), key=lambda one: one.get("placementrank", "9"), default={})
    numbers = [f"{name.upper()} {said[name]}" for name in ("urn", "ukprn") if name in said]
    code = said.get("sensetting", "")
    return {"setting_name": ", ".join(numbers), "setting_kind": SETTINGS.get(code, code)}
