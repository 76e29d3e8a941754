"""Judges whether a ground excuses a limit in a case; it never moves a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.statute.calendars import Calendar
from engine.statute.counting import DAY
from engine.statute.facts import Facts, day_in
from engine.statute.faults import CannotReckon
from engine.statute.grounds import Ground
from engine.statute.reckoning import Reckoning, reckon
from engine.statute.register import Register
from engine.statute.wording import amount, listed, short


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the ground is open, and why."""

    open: bool
    reason: str


Particulars = Mapping[str, Any]
DAY_ENDINGS = ("_on", "_from", "_until")


def judge_ground(
    register: Register, limit_key: str, ground_key: str, particulars: Particulars, facts: Facts, calendar: Calendar
) -> Judgement:
    """Whether the law has this ground for this limit, and whether the particulars bring the case within it."""
    ground = register.ground(ground_key)
    limit, version, _ = register.find(limit_key)
    if not limit.has_number:
        return Judgement(False, _not_in_the_law(register, (version or limit.latest).exceptions, limit.title, ground))
    reckoning = reckon(register, limit_key, facts, calendar)
    if ground_key not in reckoning.exceptions:
        return Judgement(False, _not_in_the_law(register, reckoning.exceptions, reckoning.title, ground))
    _check(ground, particulars)
    judged = _TESTS[ground.test](ground, particulars, reckoning)
    if not judged.open:
        return judged
    return Judgement(True, f"{judged.reason.removesuffix('.')} ({reckoning.exceptions_citation}).")


def _not_in_the_law(register: Register, exceptions: tuple[str, ...], title: str, ground: Ground) -> str:
    others = [register.ground(key).title for key in exceptions]
    has = f"its grounds are: {'; '.join(others)}" if others else "it has no exceptions at all"
    return f"The law does not have the ground '{ground.title}' for the limit '{title}'; {has}."


def _check(ground: Ground, particulars: Particulars) -> None:
    """Names every particular that is missing, or that is not a day where a day is meant."""
    faults = []
    for name in ground.particulars:
        day = day_in(particulars, name)
        if not particulars.get(name):
            faults.append(f"Expected '{name}' for the ground '{ground.title}'.")
        elif name.endswith(DAY_ENDINGS) and isinstance(day, str):
            faults.append(day)
    if faults:
        raise CannotReckon(*faults)


def _days(particulars: Particulars, *names: str) -> list[date]:
    return [day for name in names if isinstance(day := day_in(particulars, name), date)]


def _closure(ground: Ground, particulars: Particulars, reckoning: Reckoning) -> Judgement:
    asked_of = particulars["advice_asked_of"]
    if asked_of not in ground.asked_of:
        expected = listed(who.replace("_", " ") for who in ground.asked_of)
        return Judgement(False, f"This ground is only about advice asked of: {expected}.")
    closed, reopened, asked = _days(particulars, "closed_on", "reopened_on", "advice_requested_on")
    length = (reopened - closed).days
    needed = amount(ground.weeks, "weeks")
    if length < 7 * ground.weeks:
        return Judgement(False, f"It was closed for {amount(length, 'days')}; the law asks for at least {needed}.")
    lead = timedelta(weeks=ground.lead_weeks)
    first, last = closed - lead, reopened - lead
    window = f"from {short(first)} to {short(last)}"
    if not first <= asked <= last:
        return Judgement(False, f"The advice was asked for on {short(asked)}, outside the window {window}.")
    return Judgement(True, f"Closed for {amount(length, 'days')}, and the advice was asked for in the window {window}.")


def _overlap(first: date, last: date, reckoning: Reckoning) -> int:
    """Days from first to last, both counted, that fall inside the period of the limit."""
    inside = min(last, reckoning.legal) - max(first, reckoning.start) + DAY
    return max(inside.days, 0)


def _absence(ground: Ground, particulars: Particulars, reckoning: Reckoning) -> Judgement:
    refusal = _not_affected(ground, particulars)
    if refusal:
        return refusal
    left, back = _days(particulars, "absent_from", "absent_until")
    inside, needed = _overlap(left, back, reckoning), 7 * ground.weeks
    period = f"the period from {short(reckoning.start)} to {short(reckoning.legal)}"
    found = f"{amount(inside, 'days')} of the absence fall within {period}"
    if inside < needed:
        return Judgement(False, f"{found}; the law asks for {needed} days without a break.")
    return Judgement(True, f"{found}; the law asks for {needed} days without a break.")


def _circumstances(ground: Ground, particulars: Particulars, reckoning: Reckoning) -> Judgement:
    refusal = _not_affected(ground, particulars)
    if refusal:
        return refusal
    (began,) = _days(particulars, "began_on")
    ended = next(iter(_days(particulars, "ended_on")), reckoning.legal)
    period = f"the period from {short(reckoning.start)} to {short(reckoning.legal)}"
    if not _overlap(began, ended, reckoning):
        return Judgement(False, f"The circumstances did not fall within {period}.")
    return Judgement(True, f"The circumstances fell within {period}.")


def _not_affected(ground: Ground, particulars: Particulars) -> Judgement | None:
    if particulars["affects"] in ground.affects:
        return None
    return Judgement(False, f"This ground is only about: {listed(who.replace('_', ' ') for who in ground.affects)}.")


def _appointment(ground: Ground, particulars: Particulars, reckoning: Reckoning) -> Judgement:
    (missed,) = _days(particulars, "missed_on")
    period = f"from {short(reckoning.start)} to {short(reckoning.legal)}"
    if not _overlap(missed, missed, reckoning):
        return Judgement(False, f"The appointment on {short(missed)} was not in the period {period}.")
    return Judgement(True, f"The appointment on {short(missed)} was in the period {period}.")


def _coronavirus(ground: Ground, particulars: Particulars, reckoning: Reckoning) -> Judgement:
    opened, until = ground.open_from or date.min, ground.open_until or date.max
    window = f"from {short(opened)} to {short(until)}"
    if not opened <= reckoning.legal <= until:
        return Judgement(False, f"The limit ended on {short(reckoning.legal)}; this ground was law {window}.")
    return Judgement(True, f"The limit ended on {short(reckoning.legal)}, while this ground was law, {window}.")


_TESTS: Mapping[str, Callable[[Ground, Particulars, Reckoning], Judgement]] = {
    "closure": _closure,
    "absence": _absence,
    "circumstances": _circumstances,
    "appointment": _appointment,
    "coronavirus": _coronavirus,
}
