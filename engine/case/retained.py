"""For how long records are kept: by class, in years from the date of birth, unless the authority says otherwise.

No law gives the periods. They are the practice of schools and authorities: a plan is kept until six years (the time
for bringing a claim, Limitation Act 1980) after it could last have been in force, at 25; other records until seven
years after somebody is 18.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from engine.statute import birthday

SHORTEST, LONGEST = 18, 100


@dataclass(frozen=True)
class RetentionClass:
    title: str
    years: int


CLASSES = {
    "plan": RetentionClass("Had an EHC plan, a statement or a learning difficulty assessment", 31),
    "no_plan": RetentionClass("Had cases, but never a plan", 25),
    "no_case": RetentionClass("Never had a case", 25),
}

OF_PLANS = frozenset(
    {
        "plan_maintenance",
        "annual_review",
        "phase_transfer",
        "plan_amendment",
        "reassessment",
        "cease_plan",
        "authority_transfer",
        "statement_transfer",
        "lda_transfer",
        "personal_budget",
    }
)
"""Processes that only somebody with a plan, or with what came before plans, is in."""


def class_of(processes: Set[str]) -> str:
    """The class of a record, by the processes of its cases."""
    if processes & OF_PLANS:
        return "plan"
    return "no_plan" if processes else "no_case"


def due_on(born: str, years: int) -> date:
    """The day on which the time of a record has come."""
    return birthday(date.fromisoformat(born), years)
