"""Storing lives that were lived in memory: whole histories at once, as for a demonstration."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random

from engine.case.commands import Actor, ClaimTask, RegisterPerson, system
from engine.case.events import Facts
from engine.case.recorded import addressee_of
from engine.case_file import CaseFile
from engine.engine import Engine, next_case_id
from engine.in_hand import InHand
from engine.living.answering import Habits
from engine.living.chain import Chain
from engine.living.simulate import Cast, Life, opening_facts
from engine.store import Transaction
from engine.version import Version
from engine.writing import parties_to

TAKEN = 0.6
"""The share of open tasks that somebody has taken."""

ROLES = ("casework", "decision", "psychology", "health", "social_care", "business_support")


def cast_of(staff: Iterable[Actor], authority: str) -> Cast:
    """Who does which work: those who work as a role, or else those who lead casework."""
    people = list(staff)
    leads = [actor for actor in people if "manager" in actor.roles]
    by_role = {role: [a for a in people if role in a.works_as] or leads for role in ROLES}
    return Cast(by_role | {"system": [system(authority, "sweep")]})


def lived_case(
    engine: Engine,
    process: str,
    person: Facts,
    by: Actor,
    cast: Cast,
    habits: Habits,
    chance: Random,
    began: date,
    team: str | None,
) -> str:
    """Register a person, live a case of theirs from the day it began until today, with the cases that it opens.

    Everything is kept; the id of the case that came first is returned.
    """
    registered = engine.handle(RegisterPerson(by=by, details=person)).made
    assert registered is not None, "registering a person makes one"
    authority, today = by.authority, engine.today()
    habits = habits.knowing(_on_record(person))
    with engine.database.write() as tx:
        version = _current(engine, tx, authority, process)
        assert version is not None, f"{process} is not published"
        life = Life(version, next_case_id(tx, authority), registered, habits, cast, chance)
        life.parties = parties_to(tx, authority, person)
        life.open(process, opening_facts(version, began, chance, habits), began, team)
        chain = Chain(life, partial(_current, engine, tx, authority), partial(next_case_id, tx, authority))
        chain.until(today)
        for one in chain.lives:
            _take_tasks(one, today)
            _keep(one.file, tx, authority)
    return life.file.state.case


def _on_record(person: Facts) -> Facts:
    """What forms ask that the record of a person answers."""
    known = {
        "date_of_birth": person["date_of_birth"],
        "home_address": person.get("address"),
        "addressee_name": addressee_of(person).get("name"),
    }
    return {name: said for name, said in known.items() if said}


def _take_tasks(life: Life, today: date) -> None:
    """Somebody who does such work has taken most of what is open."""
    for task in list(life.file.state.tasks.values()):
        if life.chance.random() < TAKEN:
            by = life.cast.whoever(task.role, life.chance)
            life.do(ClaimTask(by=by, case=life.file.state.case, task=task.task), today)


def _current(engine: Engine, tx: Transaction, authority: str, process: str) -> Version | None:
    current = tx.current_version(authority, process)
    return engine.library.version(tx, authority, current.hash) if current is not None else None


def _keep(file: CaseFile, tx: Transaction, authority: str) -> None:
    for digest, content in file.contents.items():
        tx.store_document(digest, content)
    tx.append(authority, file.new)
    tx.project(authority, file.state, file.new)
    InHand().snapshot(file, tx)


def begin_days(number: int, today: date, weeks: Sequence[int], chance: Random) -> list[date]:
    """Days on which cases began, so many weeks ago at least and at most; more of them lately, oldest first."""
    least, most = (7 * some for some in weeks)
    back = [least + int((most - least) * (1 - chance.random() ** 0.6)) for _ in range(number)]
    return sorted(today - timedelta(days=days) for days in back)


def invented_person(
    names: Mapping[str, list[str]], today: date, chance: Random, ages: Sequence[int] = (4, 15)
) -> Facts:
    """A child of these ages who does not exist, with a parent who does not either."""
    surname = chance.choice(names["last"])
    youngest, oldest = ages
    born = today - timedelta(days=chance.randint(youngest * 365, oldest * 365))
    parent = f"{chance.choice(names['parents'])} {surname}"
    return {
        "name": f"{chance.choice(names['first'])} {surname}",
        "date_of_birth": born.isoformat(),
        "address": f"{chance.randint(1, 120)} Invented Street, Northmoor, ZZ1 1ZZ",
        "setting": chance.choice(names["schools"]),
        "contacts": [
            {
                "name": parent,
                "relationship": "Parent",
                "email": f"{parent.split()[0].lower()}@families.example",
            }
        ],
    }
