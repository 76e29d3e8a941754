"""A large authority: invented lives in full, and what lists show of them so often that there are enough cases."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.copies import LONGEST, TEAMS, multiply
from bench.office import AUTHORITY, HABITS, INVENTED, Office
from bench.small import ROOT
from engine import begin_days, cast_of, invented_person, list_processes, lived_case, read_package
from engine.case.commands import Actor
from engine.case.notices import KINDS, Notice

TODAY = date(2026, 10, 6)
PASSWORD = "correct horse battery"
WORKS_AS = ("casework", "casework", "casework", "decision", "psychology", "health", "social_care", "business_support")
OFFICERS = 120
NOTICES = 2_000


def lived_authority(url: str, lives: int) -> Office:
    """An authority with all processes, many officers, and the cases of some lives."""
    processes = [read_package(ROOT / "processes", process) for process in list_processes(ROOT / "processes")]
    office = Office(url, TODAY).found(*processes)
    staff = _hire(office)
    _live(office, staff, lives)
    _tell(office, staff[0])
    return office


def grown_authority(lived: Office, url: str, cases: int) -> Office:
    """The same with so many cases: beside those that were lived, copies of what lists show of them."""
    lived.database.close()
    path = _path(url)
    shutil.copy(_path(lived.url), path)
    office = Office(url, TODAY)
    with office.database.read() as tx:
        officers = [user.id for user in tx.users(AUTHORITY) if "caseworker" in user.roles]
    multiply(path, cases, officers)
    return office


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _hire(office: Office) -> list[Actor]:
    """A manager, an auditor, an administrator, and the officers."""
    staff: list[tuple[str, str, Sequence[str]]] = [("mo", "manager", ("casework", "decision"))]
    staff += [("audrey", "auditor", ()), ("adam", "administrator", ())]
    staff += [(f"officer{n}", "caseworker", (WORKS_AS[n % len(WORKS_AS)],)) for n in range(OFFICERS)]
    return [_user(office, n, *one) for n, one in enumerate(staff)]


def _user(office: Office, number: int, login: str, role: str, works_as: Sequence[str]) -> Actor:
    teams = TEAMS if role == "manager" else TEAMS[number % len(TEAMS) :][:1]
    name = f"{login.capitalize()} Invented"
    user = office.accounts.add_user(AUTHORITY, name, login, PASSWORD, [role], works_as=works_as, teams=teams)
    return Actor(user.id, user.name, AUTHORITY, user.roles, user.works_as, user.teams)


def _live(office: Office, staff: list[Actor], lives: int) -> None:
    """Lives that begin as those of the demonstration do."""
    chance, cast = Random(2026), cast_of(staff, AUTHORITY)
    for start in INVENTED["starts"]:
        habits = HABITS.knowing(start.get("known", {}))
        number = max(1, lives * start["of_a_hundred"] // 100)
        for n, began in enumerate(begin_days(number, TODAY, start["weeks"], chance)):
            child = invented_person(INVENTED["people"], TODAY, chance, start["ages"])
            team = TEAMS[n % len(TEAMS)]
            lived_case(office.engine, start["process"], child, staff[0], cast, habits, chance, began, team)


def _tell(office: Office, manager: Actor) -> None:
    """What a manager was told in some months, most of it read."""
    kinds = list(KINDS)
    with office.database.write() as tx:
        for number in range(NOTICES):
            at = office.now - timedelta(hours=NOTICES - number)
            notice = Notice(kinds[number % len(kinds)], str(number), "The last day has passed", "A sentence.", None)
            tx.tell(AUTHORITY, [(manager.id, None)], notice, at, to_mail=False)
        tx.read_all_notifications(AUTHORITY, manager.id, office.now - timedelta(hours=100), office.now)


def places_of(office: Office) -> dict[str, str]:
    """What stands in addresses: of the cases that have histories the longest with an open task, and whose it is."""
    with closing(sqlite3.connect(_path(office.url))) as connection:
        found = connection.execute(
            'SELECT t."case", t.task, t.person FROM open_task t JOIN case_summary c USING ("case") '
            'WHERE EXISTS (SELECT 1 FROM history h WHERE h."case" = t."case") AND c.sequence <= ? '
            "ORDER BY c.sequence DESC LIMIT 1",
            (LONGEST,),
        ).fetchone()
    case, task, person = found
    return {"case": case, "task": task.replace("#", "%23"), "person": person}
