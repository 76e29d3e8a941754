"""The day on which a letter counts as served."""

from datetime import date

from engine.statute.calendars import DAY, Calendar
from engine.statute.wording import spoken

MEANS = {"hand": "by hand", "post": "by first-class post", "email": "by email", "portal": "on the portal"}

# No number of the law: the Interpretation Act 1978 s.7 speaks of the ordinary course of
# post. The second working day after posting is our cautious reading; not verified.
WORKING_DAYS_IN_THE_POST = 2


def service_day(sent_on: date, means: str, calendar: Calendar) -> date:
    """By post the second working day after posting; by hand, email or portal the day itself."""
    if means not in MEANS:
        raise ValueError(f"Expected the means of service to be one of {', '.join(MEANS)}, but found {means!r}")
    day = sent_on
    if means == "post":
        for _ in range(WORKING_DAYS_IN_THE_POST):
            day = calendar.working_day_on_or_after(day + DAY)
    return day


def service_sentence(sent_on: date, means: str, calendar: Calendar) -> str:
    """The day of service in words, with the rule it rests on."""
    served = service_day(sent_on, means, calendar)
    if means == "post":
        why = "the second working day after posting; not verified, Interpretation Act 1978 s.7"
    elif means == "hand":
        why = "the day it was delivered; not verified"
    else:
        why = "the day it was sent, if the person has agreed to this means; not verified"
    return f"{spoken(served)}: served {MEANS[means]}, sent on {spoken(sent_on)} ({why})"
