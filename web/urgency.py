"""How near a day is, in words and in the colour of a tag."""

from dataclasses import dataclass
from datetime import date

from engine.case.working_calendar import ENGLAND

WEEK = 5
"""Working days."""


@dataclass(frozen=True)
class Urgency:
    words: str
    colour: str


def urgency(working: date, legal: date, today: date, *, is_excused: bool = False) -> Urgency:
    """How many working days there are until the last; it is overdue only once the day of the law has passed."""
    if legal < today:
        late = days_in_words((today - legal).days)
        return Urgency(f"{late} overdue, excused", "yellow") if is_excused else Urgency(f"{late} overdue", "red")
    if working <= today:
        return Urgency("Today" if working == today else "Last working day passed", "orange")
    left = ENGLAND.working_days_between(today, working)
    words = "1 working day left" if left == 1 else f"{left} working days left"
    return Urgency(words, "yellow" if left <= WEEK else "")


def days_in_words(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
