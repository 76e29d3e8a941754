"""The lists behind figures: the children and cases that a number counts."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Reading
from engine.case.figure_rows import (
    AT_RISK_DAYS,
    BANDS_AT_RISK,
    BROKEN,
    DONE,
    DUE,
    EXCUSED,
    KEPT,
    OUTSTANDING,
    UNEXCUSED,
    Part,
)
from engine.case.figuring import counted_as
from engine.case.filters import CaseFilter, TaskFilter
from engine.case.measures import STAGES
from engine.case.permissions import SEE_CASES
from engine.case.rows import DeadlineRow, Page, TaskRow
from engine.case.words import readable
from web.figures.sheets import Cell, Sheet, sheet, taken_away
from web.figures.showing import asked_day, csv_address, limit_title
from web.frame import day, house, pages
from web.guarding import caller, guard, looked_through
from web.pages.figures.outcomes import NAMES, kind_name
from web.pages.figures.stages import SERVICES, STAGE_NAMES

ON_A_PAGE, IN_A_FILE = 50, 200
NEAREST_FIRST = frozenset({"pages.figure_risk", "pages.figure_open", "pages.figure_carried"})
WEEKS = {band: f"due in the next {days // 7} weeks" for band, days in AT_RISK_DAYS.items()}
STANDING = {
    "running": "Running",
    "met": "Done in time",
    "met_late": "Done late",
    "missed": "Not done",
    "lifted": "Fell away",
}
WHICH = {KEPT: "in time", BROKEN: "late", EXCUSED: "with an exception", UNEXCUSED: "without an exception"}
LATE = {KEPT: "in time", BROKEN: "late", OUTSTANDING: "still awaited"}
LIMIT_COLUMNS = (
    "'Child or young person, 'Case, 'Team, 'Time limit, 'Last legal day, 'Last working day, 'Stands, 'Exception, "
)
AT_RISK_COLUMNS = f"{LIMIT_COLUMNS}'Who has the task, 'How the day was reckoned"
KEPT_COLUMNS = f"{LIMIT_COLUMNS}'Done on, 'How the day was reckoned"
Rows = Callable[[Reading, Page[Any]], list[list[Cell]]]
Read = Callable[[Reading, Part], Page[Any]]


@pages.get("/figures/at-risk")
@guard(SEE_CASES)
def figure_risk() -> ResponseReturnValue:
    band = _one_of("band", BANDS_AT_RISK)
    limit, only = request.args.get("limit"), request.args.get("excused") == "yes"
    today, authority = house().engine.today(), caller().authority
    title = f"{limit_title(limit) if limit else 'Limits'}: {WEEKS.get(band, 'overdue')}{', excused' if only else ''}"

    def read(tx: Reading, part: Part) -> Page[DeadlineRow]:
        excused, officer = True if only else None, request.args.get("officer")
        if officer:
            return tx.tasks_at_risk(authority, band, today, part, officer, team=_team(), is_excused=excused)
        return tx.limits_at_risk(authority, band, today, part, team=_team(), limit=limit, is_excused=excused)

    return _list("pages.figures", title, AT_RISK_COLUMNS, read, _at_risk)


@pages.get("/figures/kept")
@guard(SEE_CASES)
def figure_kept() -> ResponseReturnValue:
    limit, basis = request.args.get("limit", ""), _one_of("basis", (DONE, DUE))
    which, authority = _maybe_one_of("which", WHICH), caller().authority
    since, until = _days()
    said = f", {WHICH[which]}" if which else ""
    title = f"{limit_title(limit)}: {'done' if basis == DONE else 'due'} {_period(since, until)}{said}"

    def read(tx: Reading, part: Part) -> Page[DeadlineRow]:
        return tx.limits_kept(authority, counted_as(limit), basis, since, until, part, which=which, team=_team())

    return _list("pages.figures_timeliness", title, KEPT_COLUMNS, read, _kept)


@pages.get("/figures/reached")
@guard(SEE_CASES)
def figure_reached() -> ResponseReturnValue:
    name, kind, authority = _one_of("milestone", NAMES), request.args.get("kind"), caller().authority
    since, until = _days()
    title = f"{NAMES[name]}{f', {_lowered(kind_name(kind))}' if kind else ''}: {_period(since, until)}"

    def read(tx: Reading, part: Part) -> Page[Any]:
        return tx.cases_that_reached(authority, name, since, until, part, kind=kind, team=_team())

    def rows(tx: Reading, found: Page[Any]) -> list[list[Cell]]:
        return [[*_who(row), Cell(row.reached_on), Cell(row.kind and kind_name(row.kind))] for row in found.items]

    return _list("pages.figures_outcomes", title, "'Child or young person, 'Case, 'Team, 'Day, 'Kind", read, rows)


@pages.get("/figures/stage")
@guard(SEE_CASES)
def figure_stage() -> ResponseReturnValue:
    stage, authority = _one_of("stage", STAGES), caller().authority
    is_running, (since, until) = request.args.get("running") == "yes", _days()
    title = f"{STAGE_NAMES[stage]}: {'cases in it' if is_running else 'ended ' + _period(since, until)}"

    def read(tx: Reading, part: Part) -> Page[Any]:
        if is_running:
            return tx.cases_in_stage(authority, stage, part, team=_team())
        return tx.cases_past_stage(authority, stage, since, until, part, team=_team())

    def rows(tx: Reading, found: Page[Any]) -> list[list[Cell]]:
        return [
            [*_who(row), Cell(row.began_on), Cell(row.ended_on), Cell(row.working_days, unit=" days")]
            for row in found.items
        ]

    columns = "'Child or young person, 'Case, 'Team, 'Began, 'Ended, Working days"
    return _list("pages.figures_stages", title, columns, read, rows)


@pages.get("/figures/advice")
@guard(SEE_CASES)
def figure_advice() -> ResponseReturnValue:
    service, which, authority = request.args.get("service", ""), _maybe_one_of("which", LATE), caller().authority
    since, until = _days()
    said = f", {LATE[which]}" if which else ""
    title = f"Advice, {SERVICES.get(service, service)}: due {_period(since, until)}{said}"

    def read(tx: Reading, part: Part) -> Page[Any]:
        return tx.advice_asked(authority, service, since, until, part, which=which, team=_team())

    def rows(tx: Reading, found: Page[Any]) -> list[list[Cell]]:
        return [[*_who(row), Cell(row.legal), Cell(row.met_on), Cell(row.days_late)] for row in found.items]

    columns = "'Child or young person, 'Case, 'Team, 'Last legal day, 'Came on, Days late"
    return _list("pages.figures_stages", title, columns, read, rows)


@pages.get("/figures/open")
@guard(SEE_CASES)
def figure_open() -> ResponseReturnValue:
    process, authority = request.args.get("process", ""), caller().authority
    overdue_on = house().engine.today() if request.args.get("overdue") == "yes" else None

    def read(tx: Reading, part: Part) -> Page[Any]:
        asked = CaseFilter(process=process, team=_team(), is_closed=False, overdue_on=overdue_on)
        return tx.cases(authority, asked, sort="working", limit=part.limit, cursor=part.cursor)

    def rows(tx: Reading, found: Page[Any]) -> list[list[Cell]]:
        return [
            [
                *_who(row),
                Cell(row.opened_on),
                Cell(row.limit and limit_title(row.limit)),
                Cell(row.legal),
                Cell(row.open_tasks),
            ]
            for row in found.items
        ]

    columns = "'Child or young person, 'Case, 'Team, 'Opened, 'Time limit, 'Last legal day, Open tasks"
    title = f"{readable(process)}: open cases{' with a limit overdue' if overdue_on else ''}"
    return _list("pages.figures_outcomes", title, columns, read, rows)


@pages.get("/figures/carried")
@guard(SEE_CASES)
def figure_carried() -> ResponseReturnValue:
    """The cases in which somebody has tasks."""
    who, authority = request.args.get("who", ""), caller().authority
    with house().engine.database.read() as tx:
        user = tx.user(authority, who)
    title = f"Cases in which {user.name if user else who} has tasks"

    def read(tx: Reading, part: Part) -> Page[Any]:
        cases = _cases_of(tx, TaskFilter(assignee=who, teams=frozenset({_team() or ""} - {""})))
        first = int(part.cursor) if part.cursor and part.cursor.isdecimal() else 0
        later = first + part.limit
        return Page(cases[first:later], str(later) if later < len(cases) else None)

    def rows(tx: Reading, found: Page[list[TaskRow]]) -> list[list[Cell]]:
        return [
            [
                *_who(tasks[0]),
                Cell(tasks[0].limit and limit_title(tasks[0].limit)),
                Cell(tasks[0].legal),
                Cell(len(tasks)),
            ]
            for tasks in found.items
        ]

    columns = "'Child or young person, 'Case, 'Team, 'Time limit, 'Last legal day, Tasks"
    return _list("pages.figures_load", title, columns, read, rows)


def _cases_of(tx: Reading, asked: TaskFilter) -> list[list[TaskRow]]:
    """The tasks of somebody by case, the nearest day first: hundreds at most."""
    cases: dict[str, list[TaskRow]] = {}
    after = None
    while True:
        page = tx.tasks(caller().authority, asked, limit=IN_A_FILE, cursor=after)
        for task in page.items:
            cases.setdefault(task.case, []).append(task)
        after = page.next
        if after is None:
            return list(cases.values())


def _list(back: str, title: str, columns: str, read: Read, rows: Rows) -> ResponseReturnValue:
    """A page of a list, or all of it as a file; either is in the log of who looked."""
    looked_through(f"the figure “{title}”")
    here = str(request.endpoint)
    with house().engine.database.read() as tx:
        if "csv" in request.args:
            found = [row for page in _every(tx, read) for row in rows(tx, page)]
            return taken_away(_sheet(title, columns, found), f"list-{house().engine.today().isoformat()}")
        page = read(tx, Part(ON_A_PAGE, request.args.get("after")))
        shown = _sheet(title, columns, rows(tx, page))
    asked: dict[str, Any] = {name: said for name, said in request.args.items() if name != "after"}
    return render_template(
        "figures/figure_list.html",
        title=title,
        sheet=shown,
        back=url_for(back, team=_team()),
        address=csv_address(here),
        first=url_for(here, **asked),
        later="after" in request.args,
        following=url_for(here, **asked, after=page.next) if page.next else None,
        sentences=["The nearest day comes first." if here in NEAREST_FIRST else "The earliest day comes first."],
    )


def _sheet(title: str, columns: str, rows: list[list[Cell]]) -> Sheet:
    return sheet("list", title, columns, rows, "Nothing is counted here now.")


def _every(tx: Reading, read: Read) -> Iterator[Page[Any]]:
    """All of a list, a page at a time."""
    page = read(tx, Part(IN_A_FILE))
    yield page
    while page.next:
        page = read(tx, Part(IN_A_FILE, page.next))
        yield page


def _at_risk(tx: Reading, found: Page[DeadlineRow]) -> list[list[Cell]]:
    people = {user.id: user.name for user in tx.users(caller().authority)}
    holders = tx.holders(caller().authority, found.items)
    held = [Cell(_names(holders.get((row.case, row.timer), []), people)) for row in found.items]
    return [[*_limit(row), holder, Cell(row.sentence)] for row, holder in zip(found.items, held, strict=True)]


def _kept(tx: Reading, found: Page[DeadlineRow]) -> list[list[Cell]]:
    return [[*_limit(row), Cell(row.met_on), Cell(row.sentence)] for row in found.items]


def _limit(row: DeadlineRow) -> list[Cell]:
    ground = readable(row.ground) if row.ground else "Recorded" if row.is_excused else "None"
    days = (Cell(row.legal), Cell(row.working))
    return [*_who(row), Cell(limit_title(row.limit)), *days, Cell(STANDING[row.status]), Cell(ground)]


def _names(holders: list[str | None], people: dict[str, str]) -> str:
    return ", ".join(sorted({people.get(one, one) if one else "Nobody" for one in holders}))


def _who(row: Any) -> list[Cell]:
    case = url_for("pages.case", case=row.case)
    return [Cell(row.person_name), Cell(row.case, case), Cell(row.team)]


def _team() -> str | None:
    return request.args.get("team") or None


def _days() -> tuple[date, date]:
    today = house().engine.today()
    return asked_day("since", today.replace(day=1)), asked_day("until", today)


def _period(since: date, until: date) -> str:
    return f"{day(since)} to {day(until)}"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _one_of(name: str, known: Any) -> str:
    asked = request.args.get(name, "")
    return asked if asked in known else str(next(iter(known)))


def _maybe_one_of(name: str, known: Any) -> str | None:
    asked = request.args.get(name)
    return asked if asked in known else None
