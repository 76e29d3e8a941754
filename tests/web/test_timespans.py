"""Tests of the line of weeks: where each bar begins and ends, and what is late."""

from datetime import date

from engine import CaseView, LimitSpan
from engine.case.state import LIFTED, MET_LATE, MISSED, RUNNING, CaseState, Deadline
from web.pages.cases.timespans import Bar, Line, drawn_spans

START = date(2026, 1, 5)


def deadline(legal: date, status: str = RUNNING, item: str | None = None, met_on: date | None = None) -> Deadline:
    return Deadline("due#1", "limit", "stage", legal, legal, "", item, status, met_on)


def line_of(*deadlines: Deadline, today: date = START, weeks: int | None = 20, only_pressing: bool = False) -> Line:
    spans = tuple(LimitSpan(one, "A limit", START) for one in deadlines)
    state = CaseState(case="NOR-000001", opened_on=START)
    view = CaseView(state, "A process", START, weeks, spans, {}, {}, (), "", ())
    return drawn_spans(view, today, only_pressing=only_pressing)


def bar_of(*deadlines: Deadline, today: date = START) -> Bar:
    return line_of(*deadlines, today=today).bars[0]


def test_a_bar_lies_on_the_weeks_of_its_path() -> None:
    bar = bar_of(deadline(date(2026, 2, 16)))
    assert (bar.begins, round(bar.ends)) == (0.0, 29), "six of the twenty weeks and the day after them"
    assert bar.week == 7


def test_what_is_done_late_shows_until_when() -> None:
    bar = bar_of(deadline(date(2026, 2, 16), MET_LATE, met_on=date(2026, 3, 2)))
    assert bar.late_from is not None and bar.late_from < bar.late_to == bar.done


def test_what_is_missed_grows_late_until_today() -> None:
    early = bar_of(deadline(date(2026, 1, 12), MISSED), today=date(2026, 1, 19))
    later = bar_of(deadline(date(2026, 1, 12), MISSED), today=date(2026, 2, 2))
    assert early.late_to < later.late_to


def test_a_limit_that_counts_back_widens_the_line() -> None:
    line = line_of(deadline(date(2025, 12, 29)), deadline(date(2026, 2, 2)), weeks=None)
    assert line.ticks[0].words == "0" and line.ticks[0].at > 0
    assert line.bars[0].ends > 0


def test_settled_limits_of_single_advisers_are_left_out_at_first() -> None:
    settled = deadline(date(2026, 2, 2), MET_LATE, "advice/01", date(2026, 2, 3))
    running = deadline(date(2026, 2, 2), RUNNING, "advice/02")
    fallen = deadline(date(2026, 2, 2), LIFTED)
    line = line_of(settled, running, fallen, only_pressing=True)
    assert ([bar.deadline for bar in line.bars], line.left_out) == ([running], 2)
