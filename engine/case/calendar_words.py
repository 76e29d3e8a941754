"""The words of the calendar: its kinds of days, and how a question says that its answer is one of them."""

import re
from datetime import date, time
from typing import Any

LIMIT, PANEL, ABSENCE, HOLIDAY, CLOSED = "limit", "panel", "absence", "holiday", "closed"
LASTING = frozenset({ABSENCE, CLOSED})
"""What stands on its first day, and says in its sentence on which day it ends."""

ASKED_KINDS: dict[str, str] = {
    "review": "Review meetings",
    "meeting": "Other meetings",
    "mediation": "Mediation meetings",
    "hearing": "Hearings",
    "direction": "Tribunal directions",
    "birthday": "Birthdays that change rights",
}
"""The kinds of day that a question of a form can ask for."""

KINDS: dict[str, str] = {
    LIMIT: "Time limits of law",
    **ASKED_KINDS,
    PANEL: "Panels",
    ABSENCE: "Absences",
    HOLIDAY: "Bank holidays",
    CLOSED: "School holidays and closures",
}
MINE, TEAMS, ALL = "mine", "teams", "all"
WHOSE: dict[str, str] = {MINE: "Mine", TEAMS: "My teams", ALL: "Everybody"}

_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon)?(?!\w)", re.IGNORECASE)
_WORDS = {"kind", "title", "place", "time", "years"}


def is_calendar(value: Any) -> bool:
    """Whether a question says well what its day is in the calendar."""
    said = value if isinstance(value, list) else [value]
    return bool(said) and all(_is_one(one) for one in said)


def _is_one(said: Any) -> bool:
    if not isinstance(said, dict) or not {"kind", "title"} <= set(said) <= _WORDS:
        return False
    texts = all(isinstance(said.get(word, ""), str) for word in ("title", "place", "time"))
    years = said.get("years", 0)
    return said["kind"] in ASKED_KINDS and texts and isinstance(years, int) and not isinstance(years, bool)


def read_day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def read_time(value: Any) -> str | None:
    """`14:30` from "2.30 pm", "14:30" or "2 pm, at the school"; None where no time of day is said."""
    for found in _TIME.finditer(value if isinstance(value, str) else ""):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if found[2] is None and not half:
            continue
        if half in ("am", "pm") and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute).isoformat("minutes")
    return None
