"""Timeliness: how often each limit was kept, month by month, with and without cases that have an exception."""

from datetime import date

from flask.typing import ResponseReturnValue

from engine import WITHOUT_EXCEPTIONS, NationalFigure
from engine.case.figure_rows import BROKEN, DONE, DUE, KEPT, UNEXCUSED, MonthRow
from engine.case.figuring import (
    A_YEAR,
    TIMELY,
    Kept,
    by_month,
    counted_as,
    first_of,
    kept,
    last_of,
    months_to,
    rolling,
    together,
)
from engine.case.permissions import SEE_STATISTICS
from web.figures.charts import Bar, Chart, Group
from web.figures.sheets import Cell, Sheet, sheet
from web.figures.showing import Choice, limit_title, number, share, show, team_choice
from web.frame import house, pages
from web.guarding import caller, guard, looked

BASES = ((DONE, "Month in which it was done"), (DUE, "Month of the last legal day"))
SAYS = {
    DONE: "A month counts what was done in it: for the 20 weeks, the final plans sent, as the SEN2 return counts them.",
    DUE: "A month counts the cases whose last legal day fell in it and that were done, or are overdue; "
    "what still runs is not counted. The figures for England count what was done.",
}
EXCEPTED = (
    "“Without exceptions” leaves out every case with an exception recorded for this limit, in time or not. "
    "Limits that fell away count nowhere. Those of detained persons count with the others, as in the SEN2 return. "
    "“12 months” are the twelve months that end with the month of the row."
)
YEAR = f"{A_YEAR} months"
EVERY = [key for limit in TIMELY for key in counted_as(limit)]


@pages.get("/figures/timeliness")
@guard(SEE_STATISTICS)
def figures_timeliness() -> ResponseReturnValue:
    limit = Choice("limit", "Time limit", [(key, limit_title(key)) for key in TIMELY])
    basis, team, today = Choice("basis", "Count by", BASES), team_choice(), house().engine.today()
    months = months_to(today, 2 * A_YEAR)
    since, until, of = _since(limit.chosen, months[0]), last_of(months[-1]), team.chosen or None
    year = first_of(months[A_YEAR])
    with house().engine.database.read() as tx:
        found = tx.months(caller().authority, counted_as(limit.chosen), basis.chosen, since, until, of)
        every = tx.months(caller().authority, EVERY, basis.chosen, year, until, of)
    looked("looked at the figures of timeliness")
    counted = by_month(found, months)
    asked = {"limit": limit.chosen, "basis": basis.chosen, "team": team.chosen}
    sheets = [
        _months(months[A_YEAR:], counted, asked),
        _limits({key: kept(together(key, every)) for key in TIMELY}, year, until, asked),
        *_national(found, since, today, asked),
    ]
    sentences = [SAYS[basis.chosen], EXCEPTED]
    return show("Timeliness", [limit, basis, team], sheets, [_chart(limit.chosen, months, counted)], sentences)


def _months(months: list[str], counted: dict[str, Kept], asked: dict[str, str]) -> Sheet:
    """The latest month first."""
    rows = [
        [
            Cell(_spoken(month)),
            *_lists(one := counted[month], {**asked, "since": f"{month}-01", "until": last_of(month).isoformat()}),
            share(one.percent),
            share(one.percent_unexcused),
            share(rolling(counted, month).percent),
            share(rolling(counted, month).percent_unexcused),
        ]
        for month in reversed(months)
    ]
    columns = (
        "'Month, All, In time, Late, Without exceptions, "
        f"In time (%), In time without exceptions (%), {YEAR} (%), {YEAR} without exceptions (%)"
    )
    return sheet("timeliness-by-month", f"{limit_title(asked['limit'])}: by month", columns, rows)


def _lists(one: Kept, asked: dict[str, str]) -> list[Cell]:
    return [
        number(one.all, "pages.figure_kept", **asked),
        number(one.in_time, "pages.figure_kept", which=KEPT, **asked),
        number(one.late, "pages.figure_kept", which=BROKEN, **asked),
        number(one.all - one.excused, "pages.figure_kept", which=UNEXCUSED, **asked),
    ]


def _limits(found: dict[str, Kept], since: date, until: date, asked: dict[str, str]) -> Sheet:
    days = {"since": since.isoformat(), "until": until.isoformat()}
    rows = [
        [
            Cell(limit_title(key)),
            *_lists(one, {**asked, **days, "limit": key}),
            share(one.percent),
            share(one.percent_unexcused),
        ]
        for key, one in found.items()
        if one.all
    ]
    columns = "'Time limit, All, In time, Late, Without exceptions, In time (%), In time without exceptions (%)"
    return sheet("timeliness-of-limits", "Every limit, this month and the eleven before it", columns, rows)


def _since(limit: str, month: str) -> date:
    """From when on is counted: two years, or all the years since the latest that is published for England."""
    latest = house().national.latest(limit + WITHOUT_EXCEPTIONS)
    return first_of(month) if latest is None else min(first_of(month), date(latest.year, 1, 1))


def _national(found: list[MonthRow], since: date, today: date, asked: dict[str, str]) -> list[Sheet]:
    """The authority beside what was published for England, if it was for this limit; the latest year first."""
    limit = asked["limit"]
    without = {one.year: one for one in house().national.of(limit + WITHOUT_EXCEPTIONS)}
    included = {one.year: one for one in house().national.of(limit)}
    if not without and not included:
        return []
    counted = [year for year in range(since.year, today.year + 1) if date(year, 1, 1) >= since]
    rows = []
    for year in sorted({*without, *included, *counted}, reverse=True):
        both = [one for one in (without.get(year), included.get(year)) if one is not None]
        percents = (share(one.value if one else None) for one in (included.get(year), without.get(year)))
        ours = _of_year(found, year, asked) if year in counted else [Cell(None)] * 3
        label = f"{year} so far" if year == today.year else str(year)
        rows.append([Cell(label), *ours, *percents, Cell(_sources(both) or "Not published yet")])
    columns = (
        "'Year, Here, Here in time (%), Here without exceptions (%), "
        "England in time (%), England without exceptions (%), 'Source for England"
    )
    return [sheet("england", "Here and in England, by calendar year", columns, rows)]


def _of_year(found: list[MonthRow], year: int, asked: dict[str, str]) -> list[Cell]:
    one = kept(row for row in found if row.month.startswith(f"{year}-"))
    days = {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    return [number(one.all, "pages.figure_kept", **asked, **days), share(one.percent), share(one.percent_unexcused)]


def _sources(figures: list[NationalFigure]) -> str:
    return "; ".join(dict.fromkeys(one.source if one.verified else f"{one.source} (not verified)" for one in figures))


def _chart(limit: str, months: list[str], counted: dict[str, Kept]) -> Chart:
    groups = tuple(
        Group(_spoken(month), (_bar(one.percent, one.all, 0), _bar(one.percent_unexcused, one.all - one.excused, 1)))
        for month in reversed(months[A_YEAR:])
        if (one := counted[month]).all
    )
    latest = house().national.latest(limit + WITHOUT_EXCEPTIONS)
    line = None if latest is None else (latest.value, f"England {latest.year}, without exceptions: {latest.value}%")
    shown = f"The share in time in {len(groups)} months, of all cases and of those without an exception."
    series = ("All cases", "Without exceptions")
    return Chart("timeliness", f"{limit_title(limit)}: in time, by month", shown, series, groups, 100, line)


def _bar(percent: float | None, of: int, series: int) -> Bar:
    return Bar(percent or 0, "none" if percent is None else f"{percent}% of {of}", series)


def _spoken(month: str) -> str:
    return f"{first_of(month):%B %Y}"
