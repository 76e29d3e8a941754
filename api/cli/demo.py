"""`duecourse demo`: an invented authority with cases at every stage, and a server to look at them."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import click

from api.app import open_office
from api.catcher import HERE, free_port
from api.cli.demo_administration import keep_office
from api.cli.demo_panels import seat_panels
from api.cli.opening import settings as read_settings
from api.cli.serving import serve_office
from api.office import Office
from api.settings import Settings
from engine import Habits, Logo, begin_days, cast_of, invented_person, list_processes, lived_case, read_package
from engine.case.commands import Actor, OpenCase, PublishProcess, RegisterPerson, system
from engine.case.listed import PLAN_KEPT
from engine.case.notices import Preferences

PEOPLE = 300
SEED = 2026
SEPTEMBER = 9
SENDER = "duecourse@northmoor.example"
NEWS_OF = timedelta(days=4)
"""Of the lives that were lived forward, notifications of the last days are enough to look at."""

DATA = Path(__file__).parents[1] / "demo" / "northmoor.toml"
LOGO = DATA.with_suffix(".svg")


@click.command()
@click.option("--reset", is_flag=True, help="Start over with new data.")
@click.option("--people", default=PEOPLE, show_default=True, type=click.IntRange(1, 20_000), help="How many.")
@click.option("--no-serve", is_flag=True, help="Make the data, but do not start the server.")
def demo(reset: bool, people: int, no_serve: bool) -> None:
    """Make an invented authority, unless it is there already, and start a server for it."""
    settings = _demo_settings(read_settings())
    if reset:
        _forget(settings)
    if not _database_file(settings).exists():
        _make_apart(settings, people)
    _say_sign_ins(settings)
    if not no_serve:
        serve_office(open_office(settings, caught=settings.var / "mail"))


def _make_apart(settings: Settings, people: int) -> None:
    """In a process of its own: what draws papers keeps threads, which are missing after the server has forked."""
    maker = get_context("spawn").Process(target=_make_all, args=(settings, people))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise click.ClickException("The demonstration could not be made; what went wrong stands above")


def _make_all(settings: Settings, people: int) -> None:
    office = open_office(settings, caught=settings.var / "mail")
    _make(office, people)
    office.close()


def _demo_settings(settings: Settings) -> Settings:
    """The demonstration keeps its own database, beside the one that is worked with."""
    var = settings.var / "demo"
    caught = replace(settings, mail_host=HERE, mail_port=free_port(), mail_tls="no", mail_from=SENDER, digest_hour=0)
    return replace(caught, var=var, database_url=f"sqlite:///{var / 'demo.db'}")


def _database_file(settings: Settings) -> Path:
    return Path(settings.database.removeprefix("sqlite:///"))


def _forget(settings: Settings) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{_database_file(settings)}{ending}").unlink(missing_ok=True)


def _make(office: Office, people: int) -> None:
    """The authority, its staff, its processes, and a case for each child."""
    with DATA.open("rb") as opened:
        told = tomllib.load(opened)
    authority, chance = told["authority"], Random(SEED)  # noqa: S311 - an invented life needs no secrecy
    office.accounts.add_authority(**authority)
    office.letterheads.put_logo(system(authority["id"], "demo"), Logo("image/svg+xml", LOGO.read_bytes()))
    staff = _hire(office, told["staff"], authority["id"])
    _publish(office, staff)
    manager = next(actor for actor in staff if "manager" in actor.roles)
    cast, habits, teams = cast_of(staff, authority["id"]), Habits.of(told["habits"]), sorted(manager.teams)
    today = office.engine.today()
    begun = _beginnings(told["starts"], people, today, chance)
    with click.progressbar(begun, label=f"Living {people} invented lives forward") as bar:
        for number, (began, start) in enumerate(bar):
            child = invented_person(told["people"], today, chance, start["ages"])
            team, known = teams[number % len(teams)], habits.knowing(start.get("known", {}))
            lived_case(office.engine, start["process"], child, manager, cast, known, chance, began, team)
    for group in told["plans"]:
        for number in range(group["children"]):
            child = invented_person(told["people"], today, chance, (5, 15))
            _keep_plan(office, child, group, manager, chance, teams[number % len(teams)])
    keep_office(office, told, staff)
    seat_panels(office, told["panels"], staff, manager)
    _forget_old_news(office, authority["id"])


def _forget_old_news(office: Office, authority: str) -> None:
    before = office.engine.clock() - NEWS_OF
    with office.engine.database.write() as tx:
        tx.forget_all_notifications(authority, before)


def _beginnings(
    starts: list[Mapping[str, Any]], people: int, today: date, chance: Random
) -> list[tuple[date, Mapping[str, Any]]]:
    """When each life begins and with what, oldest first; the first kind of start takes whoever is left over."""
    numbers = [people * start["of_a_hundred"] // 100 for start in starts]
    numbers[0] += people - sum(numbers)
    begun = [
        (day, start)
        for start, number in zip(starts, numbers, strict=True)
        for day in begin_days(number, today, start["weeks"], chance)
    ]
    return sorted(begun, key=lambda one: one[0])


def _keep_plan(
    office: Office, child: Mapping[str, Any], group: Mapping[str, Any], by: Actor, chance: Random, team: str
) -> None:
    """A child of a year group of today, whose plan is in force."""
    engine, today = office.engine, office.engine.today()
    turned_five = today.year - (today.month < SEPTEMBER) - group["year"]
    born = date(turned_five - 5, SEPTEMBER, 1) + timedelta(days=chance.randrange(365))
    details = {**child, "date_of_birth": born.isoformat(), "setting": group["facts"].get("setting_name", "")}
    person = engine.handle(RegisterPerson(by=by, details={k: v for k, v in details.items() if v})).made
    made_on = today - timedelta(days=chance.randint(20, 200))
    facts = {"plan_made_on": made_on.isoformat(), "date_of_birth": born.isoformat(), **group["facts"]}
    engine.handle(OpenCase(by=by, process=PLAN_KEPT, person=str(person), facts=facts, team=team))


def _hire(office: Office, staff: list[Mapping[str, Any]], authority: str) -> list[Actor]:
    """Everybody gets the same password, made now and kept beside the database for who owns the folder."""
    password = secrets.token_urlsafe(9)
    lines = [f"{one['login']:<8} {password}   {one['name']}" for one in staff]
    path = _sign_ins(office.settings)
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    users = [office.accounts.add_user(authority, password=password, **one) for one in staff]
    actors = [Actor(u.id, u.name, authority, u.roles, u.works_as, u.teams) for u in users]
    for actor, user in zip(actors, users, strict=True):
        office.notifications.prefer(actor, Preferences(f"{user.login}@{authority}.example"))
    return actors


def _publish(office: Office, staff: list[Actor]) -> None:
    policy = next(actor for actor in staff if "policy" in actor.roles)
    for process in list_processes(office.settings.processes):
        package = read_package(office.settings.processes, process)
        office.engine.handle(PublishProcess(by=policy, process=process, files=dict(package.files), note="As delivered"))


def _sign_ins(settings: Settings) -> Path:
    return settings.var / "sign-ins.txt"


def _say_sign_ins(settings: Settings) -> None:
    click.echo("\nEverybody and everything in the demonstration is invented. Sign in as one of:\n")
    click.echo("login    password       who")
    click.echo(_sign_ins(settings).read_text(encoding="utf-8"))
    click.echo(f"E-mails are caught, not sent: see them at {settings.address}/demo/mail\n")
