"""What an administrator of the invented authority has kept: terms and closures, teams, and who may decide how much."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.office import Office
from engine.case.commands import Actor

YEARS_BACK = 3
SEPTEMBER = 9


def keep_office(office: Office, told: Mapping[str, Any], staff: list[Actor]) -> None:
    """Everything that is set on the pages of administration, by whoever administers."""
    by = next(actor for actor in staff if "administrator" in actor.roles)
    ids, today = {actor.name: actor.id for actor in staff}, office.engine.today()
    this_year = today.year - (today.month < SEPTEMBER)
    for year in range(this_year - YEARS_BACK, this_year + 2):
        _keep_year(office, told["school_year"], by, year)
    for team in told["teams"]:
        office.teams.change(by, team["name"], lead=ids[team["lead"]], places=team["places"])
    for power in told["delegations"]:
        user, begins = ids.get(power.get("user", "")), date(this_year, SEPTEMBER, 1)
        office.delegations.delegate(by, user, power["scheme"], begins, role=power.get("role"), most=power.get("most"))


def _keep_year(office: Office, times: list[Mapping[str, str]], by: Actor, year: int) -> None:
    """The terms and closures of a school year that begins in September of a year."""
    calendar = office.law.calendar
    for time in times:
        first, last = (_day(time[end], year) for end in ("first", "last"))
        opens, closes = calendar.working_day_on_or_after(first), calendar.working_day_on_or_before(last)
        office.working_calendar.keep(by, time["kind"], f"{time['name']} {first.year}", opens, closes)


def _day(written: str, year: int) -> date:
    """A day such as 09-02: in the year from September on, otherwise in the year after."""
    month, day = (int(part) for part in written.split("-"))
    return date(year + (month < SEPTEMBER), month, day)
