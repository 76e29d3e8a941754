"""The calendar day in London, which is the day that the law means."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """The day it is in London at this moment (Interpretation Act 1978 s.9)."""
    if moment.tzinfo is None:
        raise ValueError(f"Expected a moment with a time zone, but got {moment.isoformat()}")
    return moment.astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The moment at which this day begins in London, as UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)
