"""The time of a case as a picture of weeks: a bar for each limit, in per cent of the width of its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine import CaseView, LimitSpan
from engine.case.state import LIFTED, MET_LATE, MISSED, RUNNING, Deadline

DAYS = 7
MOST_TICKS = 11
STEPS = (1, 2, 4, 8, 13, 26, 52, 104, 260)
"""Weeks from one mark of the scale to the next."""


@dataclass(frozen=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True)
class Bar:
    """One limit. Numbers are per cent; `late_from` is where what is beyond the last day begins."""

    deadline: Deadline
    title: str
    begins: float
    ends: float
    done: float | None
    late_from: float | None
    late_to: float
    week: int


@dataclass(frozen=True)
class Line:
    """The picture: bars on one scale of weeks."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    start: date
    left_out: int


@dataclass(frozen=True)
class Scale:
    first: date
    weeks: int
    before: int
    """Weeks before the case began."""

    def at(self, day: date) -> float:
        share = (day - self.first).days / (self.weeks * DAYS) * 100
        return round(min(max(share, 0.0), 100.0), 2)


def drawn_spans(view: CaseView, today: date, *, only_pressing: bool = False) -> Line:
    """The limits of a case; `only_pressing` leaves out those of single advisers and schools that are settled."""
    shown = [span for span in view.spans if not only_pressing or _is_first_rank(span)]
    scale = _scale(view, shown, today)
    return Line(
        tuple(_bar(span, scale, view.start, today) for span in shown),
        tuple(_ticks(scale)),
        scale.at(today) if scale.first <= today else None,
        view.start,
        len(view.spans) - len(shown),
    )


def _is_first_rank(span: LimitSpan) -> bool:
    deadline = span.deadline
    return deadline.is_under_way or (deadline.item is None and deadline.status != LIFTED)


def _scale(view: CaseView, spans: Iterable[LimitSpan], today: date) -> Scale:
    days = [one.deadline.legal for one in spans]
    last = max([*days, view.state.closed_on or today, view.start + timedelta(weeks=view.weeks or 1)])
    # A limit that counts back, from a meeting for example, may end before the case was opened.
    before = -(-(view.start - min([*days, view.start])).days // DAYS)
    first = view.start - timedelta(weeks=before)
    return Scale(first, -(-((last - first).days + 1) // DAYS), before)


def _ticks(scale: Scale) -> Iterator[Tick]:
    step = next(step for step in STEPS if scale.weeks / step <= MOST_TICKS or step == STEPS[-1])
    for week in range(0 if scale.before else step, scale.weeks - scale.before + 1, step):
        yield Tick(scale.at(scale.first + timedelta(weeks=week + scale.before)), str(week))


def _bar(span: LimitSpan, scale: Scale, start: date, today: date) -> Bar:
    deadline = span.deadline
    late_until = _late_until(deadline, today)
    return Bar(
        deadline,
        span.title,
        scale.at(span.start),
        scale.at(deadline.legal + timedelta(days=1)),
        scale.at(deadline.met_on) if deadline.met_on is not None else None,
        scale.at(deadline.legal + timedelta(days=1)) if late_until is not None else None,
        scale.at(late_until) if late_until is not None else 0.0,
        max((deadline.legal - start).days, 0) // DAYS + 1,
    )


def _late_until(deadline: Deadline, today: date) -> date | None:
    """Until when somebody waited beyond the last day, if so."""
    if deadline.status == MET_LATE:
        return deadline.met_on
    is_late = deadline.status in (MISSED, RUNNING) and deadline.legal < today
    return today if is_late else None
