"""How near a day is, in words and in the colour of a tag."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Urgency:
    words: str
    colour: str


def urgency(working: date, legal: date, today: date, *, is_excused: bool = False) -> Urgency:
    """How long there is until the last working day; it is overdue only once the day of the law has passed."""
    if legal < today:
        late = days_in_words((today - legal).days)
        return Urgency(f"{late} overdue, excused", "yellow") if is_excused else Urgency(f"{late} overdue", "red")
    if working <= today:
        return Urgency("Today" if working == today else "Working day passed", "orange")
    left = days_in_words((working - today).days)
    return Urgency(f"{left} left", "yellow" if (working - today).days <= 7 else "")


def days_in_words(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
