"""The columns of each kind of sheet: what they hold, and which of them belong together."""

import csv
import io
from dataclasses import dataclass

from engine.case.people import NEEDS
from engine.importing.rows import ASSESSMENTS, PERSONS, PLANS, REQUESTS

YES_NO = ("yes", "no")
RESIDENTIAL = ("part_year", "full_year")
NEED_CODES = tuple(NEEDS)
SETTINGS = (
    "maintained_school",
    "maintained_nursery",
    "academy",
    "alternative_provision_academy",
    "pupil_referral_unit",
    "non_maintained_special",
    "section_41",
    "further_education",
    "sixth_form_college",
    "special_post16",
    "independent",
    "early_years",
    "education_elsewhere",
    "home_educated",
    "none",
    "school",
    "post16",
    "other",
)
CEASE_REASONS = (
    "maximum_age",
    "needs_met",
    "higher_education",
    "employment",
    "other_authority",
    "no_longer_engages",
    "left_england",
    "died",
    "other",
)


@dataclass(frozen=True)
class Column:
    """`words` are the values that it may hold; `pattern` is a regular expression, explained by `looks_like`."""

    name: str
    example: str
    is_required: bool = False
    is_day: bool = False
    may_be_ahead: bool = False
    words: tuple[str, ...] = ()
    pattern: str = ""
    looks_like: str = ""
    longest: int = 200


@dataclass(frozen=True)
class Sheet:
    """`key` names a row for good; `link` the row of another sheet that it belongs to."""

    key: str
    columns: tuple[Column, ...]
    link: tuple[str, str] | None = None
    in_order: tuple[tuple[str, str], ...] = ()
    """Days of which the second may not come before the first."""
    needs: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """A column that holds one of these words (or anything) needs another column."""

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def _day(name: str, example: str, *, is_required: bool = False) -> Column:
    return Column(name, example, is_required, is_day=True)


_UPN = "a letter, 11 digits, and a digit or letter"

SHEETS: dict[str, Sheet] = {
    PERSONS: Sheet(
        "person_id",
        (
            Column("person_id", "C1001", is_required=True),
            Column("surname", "Example", is_required=True, longest=60),
            Column("forename", "Robin", is_required=True, longest=59),
            _day("date_of_birth", "2016-05-04", is_required=True),
            Column("sex", "F", words=("F", "M")),
            Column("upn", "A123456789012", pattern="[A-Z][0-9]{11}[0-9A-Z]", looks_like=_UPN),
            Column("upn_unknown", "", pattern="UN[0-9]{1,2}", looks_like="a code such as UN1"),
            Column("uln", "", pattern="[0-9]{10}", looks_like="10 digits"),
            Column("ethnicity", "WBRI", pattern="[A-Z]{4}", looks_like="four letters such as WBRI"),
            Column("primary_need", "ASD", words=NEED_CODES),
            Column("secondary_need", "", words=NEED_CODES),
            Column("address", "1 Invented Street, Northmoor, ZZ1 1ZZ", longest=400),
            Column("setting", "Invented Primary School", longest=160),
        ),
    ),
    REQUESTS: Sheet(
        "request_id",
        (
            Column("request_id", "R2001", is_required=True),
            Column("person_id", "C1001", is_required=True),
            _day("received_on", "2026-01-05", is_required=True),
            Column(
                "requested_by", "school", words=("parent", "young_person", "school", "health", "social_care", "other")
            ),
            Column("decision", "assess", is_required=True, words=("assess", "refuse", "not_yet", "withdrawn")),
            _day("decided_on", "2026-02-13"),
            Column("decision_challenged", "no", words=YES_NO),
        ),
        link=("person_id", PERSONS),
        in_order=(("received_on", "decided_on"),),
        needs=(("decision", ("assess", "refuse", "withdrawn"), "decided_on"),),
    ),
    ASSESSMENTS: Sheet(
        "assessment_id",
        (
            Column("assessment_id", "A3001", is_required=True),
            Column("request_id", "R2001", is_required=True),
            _day("draft_sent_on", "2026-04-20"),
            Column("draft_sent_by", "post", words=("post", "email", "portal", "hand")),
            Column("outcome", "plan", is_required=True, words=("plan", "no_plan", "not_yet", "withdrawn")),
            _day("outcome_on", "2026-05-22"),
            Column("outcome_challenged", "no", words=YES_NO),
            Column("exception", "no", words=YES_NO),
            Column("exception_ground", ""),
        ),
        link=("request_id", REQUESTS),
        in_order=(("draft_sent_on", "outcome_on"),),
        needs=(
            ("outcome", ("plan", "no_plan", "withdrawn"), "outcome_on"),
            ("draft_sent_on", (), "draft_sent_by"),
        ),
    ),
    PLANS: Sheet(
        "plan_id",
        (
            Column("plan_id", "E4001", is_required=True),
            Column("person_id", "C1001", is_required=True),
            _day("started_on", "2026-05-22", is_required=True),
            _day("transferred_in_on", ""),
            Column("transferred_from", "", longest=80),
            _day("last_reviewed_on", ""),
            Column("setting_kind", "academy", words=SETTINGS),
            Column("setting_name", "Invented Primary School"),
            Column("setting_since", "2024-09-02", is_day=True, may_be_ahead=True),
            Column("in_sen_unit", "no", words=YES_NO),
            Column("in_resourced_provision", "no", words=YES_NO),
            Column("other_settings", "", longest=400),
            Column("residential", "", words=RESIDENTIAL),
            Column("work_based_learning", "", longest=80),
            Column("personal_budget_taken", "no", words=YES_NO),
            Column("organised_arrangements", "no", words=YES_NO),
            Column("direct_payments", "", longest=80),
            _day("ceased_on", ""),
            Column("cease_reason", "", words=CEASE_REASONS),
        ),
        link=("person_id", PERSONS),
        in_order=(
            ("started_on", "last_reviewed_on"),
            ("started_on", "transferred_in_on"),
            ("last_reviewed_on", "ceased_on"),
            ("started_on", "ceased_on"),
        ),
        needs=(("ceased_on", (), "cease_reason"), ("cease_reason", (), "ceased_on")),
    ),
}


def template(kind: str) -> str:
    """The columns of a sheet as CSV, with one row to show what they hold."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([column.name for column in SHEETS[kind].columns])
    rows.writerow([column.example for column in SHEETS[kind].columns])
    return written.getvalue()


def sheet_kinds() -> tuple[str, ...]:
    """The kinds of sheets, in the order in which they are taken."""
    return tuple(SHEETS)
