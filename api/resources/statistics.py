"""Statistics: how the limits of the law were kept, with and without exceptions, and who carries what."""

from typing import Any

from api.guard import caller, guard
from api.office import office
from api.plain import records
from api.resource import Input, Output, Resource
from api.shapes import day, maybe, number, said, several, words
from engine.case.filters import DeadlineFilter
from engine.case.permissions import SEE_STATISTICS
from engine.case.rows import TimelinessRow

statistics = Resource("statistics", __name__, "Statistics: how the limits of the law were kept, and who carries what")


class Period(Input):
    since = day("The first legal day that counts", required=True)
    until = day("The last legal day that counts", required=True)
    process = words("Of this process")
    team = words("Of this team")
    limit = words("Of this time limit")


class Timeliness(Output):
    limit = said("The time limit")
    month = said("The month of the legal day, such as 2026-02")
    in_time = number("Met by the legal day")
    late = number("Met after it")
    late_excused = number("Of those, with an exception recorded")
    missed = number("Missed, and not met yet")
    missed_excused = number("Of those, with an exception recorded")
    running = number("Still running")
    percent_in_time = number("Met in time, of all that were due, in per cent; null if none was", allow_none=True)
    percent_in_time_without_exceptions = number(
        "The same with the cases left out that have an exception", allow_none=True
    )


class TimelinessList(Output):
    items = several(Timeliness)


class Workload(Output):
    assignee = maybe("The user; null for what nobody has taken")
    open = number("Open tasks")
    overdue = number("Of those, past their legal day")


class WorkloadList(Output):
    items = several(Workload)


@statistics.get("/statistics/timeliness")
@guard(SEE_STATISTICS)
@statistics.takes(Period, "query")
@statistics.gives(200, TimelinessList)
def read_timeliness(query: dict[str, Any]) -> dict[str, Any]:
    """Say how each limit was kept, month by month, always with and without exceptions."""
    since, until = query.pop("since"), query.pop("until")
    with office().engine.database.read() as tx:
        found = tx.timeliness(caller().authority, since, until, DeadlineFilter(**query))
    return {"items": [{**row, **percentages(one)} for one, row in zip(found, records(found), strict=True)]}


def percentages(row: TimelinessRow) -> dict[str, int | None]:
    """Running ones are not due yet; an exception takes a case out of the second figure, never out of the first."""
    due = row.in_time + row.late + row.missed
    unexcused = due - row.late_excused - row.missed_excused
    return {
        "percent_in_time": _percent(row.in_time, due),
        "percent_in_time_without_exceptions": _percent(row.in_time, unexcused),
    }


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


@statistics.get("/statistics/workload")
@guard(SEE_STATISTICS)
@statistics.gives(200, WorkloadList)
def read_workload() -> dict[str, Any]:
    """Say how many open tasks everybody carries, the most laden first."""
    engine = office().engine
    with engine.database.read() as tx:
        return {"items": records(tx.workload(caller().authority, engine.today()))}
