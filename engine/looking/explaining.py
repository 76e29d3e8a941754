"""Why a day of a case is that day: the whole reckoning, the dated law behind it, and the grounds that are open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.case.rejections import CannotReckonLimit, NotFound
from engine.case.state import CaseState, Deadline, Wait
from engine.statute import Ground, Reckoning, day_in, governing_version
from engine.statute import Version as DatedLaw
from engine.version import Version, with_item

DAY = timedelta(days=1)
COUNTED_DAYS = frozenset({"working_days", "school_days"})


@dataclass(frozen=True)
class OpenGround:
    """A ground that the law has for a limit, and whether it is open for its day."""

    ground: Ground
    is_open: bool


@dataclass(frozen=True)
class Explained:
    """A day of a case and how it comes about.

    `reckoning` is None where the facts do not give the day any more: of an earlier round, or of a limit that this
    version of the process does not have. `counted_from` are words and days, `passed` the days off in between.
    """

    clock: Deadline | Wait
    title: str
    reckoning: Reckoning | None
    law: DatedLaw | None
    versions: tuple[DatedLaw, ...]
    counted_from: tuple[tuple[str, date], ...]
    passed: tuple[date, ...]
    passed_are_counted: bool
    grounds: tuple[OpenGround, ...]


def explain(state: CaseState, version: Version, timer: str) -> Explained:
    clock = state.deadlines.get(timer) or state.waits.get(timer)
    if clock is None:
        raise NotFound(f"Expected a time limit {timer} in case {state.case}, but there is none")
    if not version.law.knows(clock.limit):
        return Explained(clock, clock.limit, None, None, (), (), (), True, ())
    facts, register = with_item(state.facts, clock.item), version.law.register
    limit = register.limit(clock.limit)
    grounds = tuple(_grounds(version, clock))
    try:
        reckoning = version.law.reckon(clock.limit, facts)
    except CannotReckonLimit:
        reckoning = None
    if reckoning is None or reckoning.legal != clock.legal:
        return Explained(clock, limit.title, None, None, limit.versions, (), (), True, grounds)
    law = governing_version(register, clock.limit, facts, version.law.calendar)
    names = (*law.starts, *law.refinements)
    days = [(name, day_in(facts, name)) for name in names]
    return Explained(
        clock,
        reckoning.title,
        reckoning,
        law,
        limit.versions,
        tuple((register.words_for(name), day) for name, day in days if isinstance(day, date)),
        tuple(_days_off(version, reckoning.start, clock.legal)),
        not any(count.unit in COUNTED_DAYS for count in law.counts),
        grounds,
    )


def _grounds(version: Version, clock: Deadline | Wait) -> Iterator[OpenGround]:
    register = version.law.register
    for key in register.limit(clock.limit).latest.exceptions:
        ground = register.ground(key)
        opened, until = ground.open_from or date.min, ground.open_until or date.max
        yield OpenGround(ground, opened <= clock.legal <= until)


def _days_off(version: Version, first: date, last: date) -> Iterator[date]:
    """Bank holidays from Monday to Friday after the first day up to the last."""
    for year in range(min(first, last).year, max(first, last).year + 1):
        for day in sorted(version.law.calendar.days_off(year)):
            if min(first, last) < day <= max(first, last) and day.weekday() < 5:
                yield day
