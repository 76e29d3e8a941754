"""Reads the person-level SEN2 return: each person with requests, assessments and plans, as rows of the sheets."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from lxml import etree

from engine.definitions.bpmn.safe_xml import Unreadable, open_xml
from engine.importing.rows import (
    ASSESSMENTS,
    PERSONS,
    PLANS,
    REQUESTS,
    LeftOut,
    Problem,
    Row,
    SourceUnreadable,
    problem,
)
from engine.importing.sen2_fields import BEFORE_THE_PERIOD, FIELDS, why_left_out
from engine.importing.sen2_places import flag, places_of
from engine.statute import age_on

LARGEST = 100_000_000
HISTORICAL, WITHDRAWN = "H", "W"
ADULT_ENOUGH = 16
"""From about this age a request under code 1 may be the young person's own, and the return does not say whose."""

DECISIONS = {"Y": "assess", "N": "refuse", "A": "not_yet", WITHDRAWN: "withdrawn"}
OUTCOMES = {"Y": "plan", "N": "no_plan", "A": "not_yet", WITHDRAWN: "withdrawn"}
SOURCES = {"1": "parent", "2": "school", "3": "health", "4": "social_care", "5": "other"}
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
ELEMENTS = {
    "surname": "Surname",
    "forename": "Forename",
    "date_of_birth": "PersonBirthDate",
    "sex": "Sex",
    "upn": "UPN",
    "upn_unknown": "UPNunknown",
    "uln": "UniqueLearnerNumber",
    "ethnicity": "Ethnicity",
    "primary_need": "SENtype",
    "secondary_need": "SENtype",
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
    "transferred_from": "TransferLA",
    "setting_kind": "SENsetting",
    "setting_since": "EntryDate",
    "in_sen_unit": "SENunitIndicator",
    "in_resourced_provision": "ResourcedProvisionIndicator",
    "residential": "PlanRes",
    "work_based_learning": "PlanWBP",
    "personal_budget_taken": "PB",
    "organised_arrangements": "OA",
    "direct_payments": "DP",
    "ceased_on": "CeaseDate",
    "cease_reason": "CeaseReason",
}
"""What the return calls the columns."""


def read_sen2(name: str, text: str) -> tuple[list[Row], list[Problem], list[LeftOut]]:
    """The rows of a return, what could not be understood, and what is not kept; raises `SourceUnreadable`."""
    try:
        root = open_xml(text, "Message", LARGEST, "return")
    except Unreadable as refusal:
        raise SourceUnreadable(f"{name}: {refusal.sentence}") from refusal
    reading = _Reading(name)
    reading.header(root)
    for persons in _all(root, "persons"):
        for person in _all(persons, "person"):
            reading.person(person)
    if not reading.rows:
        raise SourceUnreadable(f"{name}: expected a SEN2 return with at least one Person in Persons")
    return reading.rows, reading.problems, reading.left_out()


class _Reading:
    """One return; spelling of capitals in names of elements differs between systems, and does not matter."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self._left: Counter[tuple[str, str, str]] = Counter()

    def left_out(self) -> list[LeftOut]:
        """What no place is kept for, each field once, in the order of the return."""
        ordered = sorted(self._left.items(), key=lambda one: list(FIELDS).index(one[0][0]))
        return [LeftOut(self.name, part, field, times, why) for (part, field, why), times in ordered]

    def _notice(self, part: str, element: etree._Element, because: str = "") -> dict[str, str]:
        """What the fields of a part say; those that are left out are counted."""
        for child in element:
            field = str(etree.QName(child).localname)
            has_something = len(child) > 0 or (child.text or "").strip()
            why = (because if len(child) == 0 else "") or why_left_out(part, field)
            if has_something and why:
                self._left[part, field, why] += 1
        return _said(element)

    def header(self, root: etree._Element) -> None:
        for element in (within for head in _all(root, "header") for within in (head, *head)):
            if len(element):
                self._notice("Header", element)

    def person(self, element: etree._Element) -> None:
        said = self._notice("Person", element)
        key = said.get("upn") or said.get("uniquelearnernumber") or _nameless(said)
        values = {
            "person_id": key,
            "surname": said.get("surname", ""),
            "forename": said.get("forename", ""),
            "date_of_birth": said.get("personbirthdate", ""),
            "sex": said.get("sex") or said.get("gendercurrent", ""),
            "upn": said.get("upn", ""),
            "upn_unknown": said.get("upnunknown", ""),
            "uln": said.get("uniquelearnernumber", ""),
            "ethnicity": said.get("ethnicity", ""),
            **self._needs(element),
            "address": said.get("postcode", ""),
        }
        self._add(PERSONS, element, values)
        for requests in _all(element, "requests"):
            self._requests(requests, key, said.get("personbirthdate", ""))

    def _needs(self, element: etree._Element) -> dict[str, str]:
        """The needs by their rank; of several plans the last one tells."""
        found = {}
        for active in (active for requests in _all(element, "requests") for active in _all(requests, "activeplans")):
            for need in _all(active, "senneed"):
                said = self._notice("SENneed", need)
                found[said.get("sentyperank", "")] = said.get("sentype", "")
        return {"primary_need": found.get("1", ""), "secondary_need": found.get("2", "")}

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
        self._notice("Requests", element, BEFORE_THE_PERIOD if is_old else "")
        if not is_old:
            row = self._add(REQUESTS, element, values)
            if "exported" in said:
                sentence = "The child moved to another authority, and the return does not say when; close it there"
                self.problems.append(problem(row, "Exported", sentence))
        for number, assessment in enumerate(assessments, start=1):
            self._notice("Assessment", assessment, BEFORE_THE_PERIOD if is_old else "")
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
            "exception": flag(said, "week20"),
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
        now = self._notice("ActivePlans", active) if active is not None else {}
        attended = [self._notice("PlacementDetail", one) for one in _within(active, "placementdetail")]
        for plan in named:
            said = self._notice("NamedPlan", plan)
            places = [self._notice("PlanDetail", one) for one in _all(plan, "plandetail")]
            values = {
                "plan_id": f"{person}/{said.get('startdate', '')}",
                "person_id": person,
                "started_on": said.get("startdate", ""),
                "transferred_from": now.get("transferla", ""),
                "personal_budget_taken": flag(said, "pb"),
                "organised_arrangements": flag(said, "oa"),
                "direct_payments": said.get("dp", ""),
                "ceased_on": said.get("ceasedate", ""),
                "cease_reason": CEASE_REASONS.get(said.get("ceasereason", ""), said.get("ceasereason", "")),
            }
            self._add(PLANS, plan, {**values, **_review(now), **places_of(attended, places, said, now)})

    def _add(self, kind: str, element: etree._Element, values: dict[str, str]) -> Row:
        kept = {column: value for column, value in values.items() if value}
        row = Row(kind, self.name, _line(element), kept, ELEMENTS)
        self.rows.append(row)
        return row


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if etree.QName(child).localname.lower() == name)


def _within(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if element is None else _all(element, name)


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


def _review(said: dict[str, str]) -> dict[str, str]:
    """The cautious day of the last review: the earlier of the meeting and the decision."""
    days = [said[name] for name in ("reviewmeeting", "lastreview") if name in said]
    return {"last_reviewed_on": min(days, default="")}
