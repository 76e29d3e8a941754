"""Tests that no page asks the database more because there is more to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bench.first_bytes import PAGES as MEASURED
from engine.case.commands import AddNote, AssignTask
from tests.fixtures.world import AUTHORITY
from tests.web.site import PASSWORD, PEOPLE, PERSON, Site, Visitor

FEW, MANY = 5, 20
ADVICE = "record_advice#1"
OF_A_CASE = ("", "/limits", "/facts", "/papers", "/links", "/history", "/diagram", "/tasks/record_advice%231")
OF_A_PERSON = ("", "/editions", "/start")


@contextmanager
def questions() -> Iterator[list[str]]:
    """The statements that SQLite is sent meanwhile."""
    asked: list[str] = []

    def listen(connection: Any, *_: object) -> None:
        connection.set_trace_callback(asked.append)

    event.listen(Pool, "checkout", listen)
    yield asked
    event.remove(Pool, "checkout", listen)


def grow(site: Site, number: int) -> str:
    """More cases that wait for advice, notes, notifications, and records of one name; the first of the cases."""
    cases = [site.open_case() for _ in range(number)]
    manager = f"U{list(PEOPLE).index('mo') + 1:06d}"
    for case in cases:
        site.agree_to_assess(case)
        site.do(AssignTask, case=case, task=ADVICE, to=manager)
        site.do(AddNote, case=cases[0], text="A note")
        site.add_person("Robin Example")
    return cases[0]


def addresses(app: Flask, case: str) -> list[str]:
    """Every page that is one for all, and those of a case and of a person."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("pages.") and not rule.arguments]
    every = [rule.rule for rule in rules if "GET" in (rule.methods or ())]
    cases = (f"/cases/{case}{part}" for part in OF_A_CASE)
    return [*every, "/cohorts/2026", *cases, *(f"/persons/{PERSON}{part}" for part in OF_A_PERSON)]


def asked_by(visitors: list[Visitor], paths: list[str]) -> dict[str, int]:
    """How many questions each page asks when it is shown to the first of several who may see it."""
    found = {}
    with questions() as asked:
        for path in paths:
            for visitor in visitors:
                asked.clear()
                if visitor.get(path).status_code == 200:
                    found[path] = len(asked)
                    break
    return found


def test_no_page_asks_more_because_there_is_more(site: Site) -> None:
    site.accounts.add_user(AUTHORITY, "Adam Administrator", "adam", PASSWORD, ["administrator"])
    first = grow(site, FEW)
    visitors, paths = [site.visitor("mo"), site.visitor("adam")], addresses(site.app, first)
    asked_by(visitors, paths)  # compiles, and remembers, what is needed later
    few = asked_by(visitors, paths)
    grow(site, MANY - FEW)
    many = asked_by(visitors, paths)
    assert len(few) > 50
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}


def test_every_address_that_is_measured_is_a_page(pages_app: Flask) -> None:
    places = {"case": "NOR-000001", "task": "decide%231", "person": PERSON}
    known = pages_app.url_map.bind("localhost")
    for _, address in [asked for family in MEASURED.values() for asked in family.values()]:
        assert known.match(address.partition("?")[0].format(**places))[0].startswith("pages.")
