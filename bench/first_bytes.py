"""The first byte of each page, asked for in this process as a browser would, with few cases and with many."""

from dataclasses import dataclass
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app, open_office
from api.guard import SESSION_KEY
from api.settings import Settings
from bench.figures import Figure
from bench.large import PASSWORD, places_of
from bench.office import Office

SECRET = "a key that signs nothing but what is measured here"

MANAGER, OFFICER, AUDITOR, ADMINISTRATOR = "mo", "officer0", "audrey", "adam"
PAGES: dict[str, dict[str, tuple[str, str]]] = {
    "My work": {
        "next for me": (OFFICER, "/?show=next"),
        "taken by me": (OFFICER, "/?show=mine"),
        "my teams": (MANAGER, "/?show=teams"),
        "duty": (MANAGER, "/?show=duty"),
        "everybody": (MANAGER, "/?show=all"),
        "everybody, by name": (MANAGER, "/?show=all&sort=person"),
        "everybody, by opening": (MANAGER, "/?show=all&sort=opened"),
        "everybody, by task": (MANAGER, "/?show=all&sort=title"),
        "everybody, overdue": (MANAGER, "/?show=all&band=overdue"),
        "one role": (MANAGER, "/?show=all&role=decision"),
        "one process": (MANAGER, "/?show=all&process=annual_review"),
        "one team, by name": (MANAGER, "/?show=all&team=east&sort=person"),
        "one officer": (MANAGER, "/?show=all&who=U000010"),
        "a common name": (MANAGER, "/?show=all&text=sample"),
        "a first name": (MANAGER, "/?show=all&text=ada"),
        "two names": (MANAGER, "/?show=all&text=ada+sample"),
        "a word of many tasks": (MANAGER, "/?show=all&text=send"),
        "a rare word": (MANAGER, "/?show=all&text=zzz"),
    },
    "Finding": {
        "teams": (MANAGER, "/teams"),
        "cases": (MANAGER, "/cases"),
        "cases, a common name": (MANAGER, "/cases?text=sample&which=all"),
        "find, a common name": (MANAGER, "/find?text=sample"),
        "find, two names": (MANAGER, "/find?text=ada+sample"),
        "find persons, a common name": (MANAGER, "/find/persons?text=sample"),
    },
    "A long case": {
        "case": (MANAGER, "/cases/{case}"),
        "time limits": (MANAGER, "/cases/{case}/limits"),
        "people and facts": (MANAGER, "/cases/{case}/facts"),
        "papers": (MANAGER, "/cases/{case}/papers"),
        "links": (MANAGER, "/cases/{case}/links"),
        "history": (MANAGER, "/cases/{case}/history"),
        "diagram": (MANAGER, "/cases/{case}/diagram"),
        "task": (MANAGER, "/cases/{case}/tasks/{task}"),
    },
    "A person": {
        "person": (MANAGER, "/persons/{person}"),
        "person, for an auditor": (AUDITOR, "/persons/{person}"),
        "editions of a record": (MANAGER, "/persons/{person}/editions"),
        "duplicates": (MANAGER, "/persons/duplicates"),
    },
    "Advice and consultations": {
        "advice": (MANAGER, "/advice"),
        "advice, late": (MANAGER, "/advice?show=late"),
        "advice, all, by name": (MANAGER, "/advice?show=all&sort=person"),
        "consultations": (MANAGER, "/consultations"),
    },
    "The calendar": {
        "a month, everybody": (MANAGER, "/calendar?who=all"),
        "a month, my teams": (MANAGER, "/calendar?who=teams"),
        "a month, mine": (OFFICER, "/calendar?who=mine"),
        "a week": (MANAGER, "/calendar?who=all&view=week"),
        "panels": (MANAGER, "/panels"),
    },
    "Moves": {
        "moves": (MANAGER, "/cohorts/2027"),
    },
    "Figures": {
        "limits at risk": (MANAGER, "/figures"),
        "limits at risk by team": (MANAGER, "/figures?by=team"),
        "limits at risk by officer": (MANAGER, "/figures?by=officer"),
        "who carries what": (MANAGER, "/figures/load"),
        "timeliness": (MANAGER, "/figures/timeliness"),
        "timeliness of what was due": (MANAGER, "/figures/timeliness?basis=due&limit=final_plan"),
        "where time is lost": (MANAGER, "/figures/stages"),
        "outcomes": (MANAGER, "/figures/outcomes"),
    },
    "Lists behind figures": {
        "at risk": (MANAGER, "/figures/at-risk?band=eight"),
        "by officer": (MANAGER, "/figures/at-risk?band=eight&officer=nobody"),
        "kept": (MANAGER, "/figures/kept?limit=final_plan&since=2025-10-01&until=2026-09-30"),
        "open cases": (MANAGER, "/figures/open?process=ehc_assessment"),
    },
    "The office": {
        "notifications": (MANAGER, "/notifications"),
        "absences": (MANAGER, "/absences"),
        "people": (ADMINISTRATOR, "/administration/people"),
        "log": (ADMINISTRATOR, "/administration/log"),
        "retention": (MANAGER, "/administration/retention"),
    },
}
"""Pages by family: who asks, and for which address. `{case}`, `{task}` and `{person}` are those of a long case."""


class Reader:
    """Reads pages as several people, each with a browser of their own that runs no scripts."""

    def __init__(self, office: Office) -> None:
        settings = Settings.read({"DUECOURSE_SECRET_KEY": SECRET, "DUECOURSE_DATABASE_URL": office.url})
        self._rooms = open_office(settings, lambda: office.now)
        self._app: Flask = create_app(self._rooms)
        self._places = places_of(office)
        self._browsers: dict[str, FlaskClient] = {}

    def milliseconds(self, login: str, path: str, times: int) -> list[float]:
        """How long the first byte of a page takes, after the page was asked for once."""
        return [self._ask(login, path.format(**self._places)) for _ in range(times + 1)][1:]

    def close(self) -> None:
        self._rooms.close()

    def _ask(self, login: str, path: str) -> float:
        browser = self._browsers.get(login) or self._signed_in(login)
        began = perf_counter()
        status = browser.get(path).status_code
        taken = (perf_counter() - began) * 1000
        if status != 200:
            raise RuntimeError(f"{path} was answered with {status}")
        return taken

    def _signed_in(self, login: str) -> FlaskClient:
        browser = self._browsers[login] = self._app.test_client()
        actor = self._rooms.accounts.sign_in(login, PASSWORD)
        with browser.session_transaction() as session:
            session[SESSION_KEY] = self._rooms.accounts.start_session(actor)
        return browser


@dataclass(frozen=True)
class Slowest:
    """The page of a family that takes longest with many cases, and what it takes with few and with many."""

    name: str
    pages: int
    few: Figure
    many: Figure


def slowest_pages(few: Office, many: Office, times: int) -> dict[str, Slowest]:
    """Each page in turn, with few cases and with many, so that a busy machine is shared fairly."""
    readers = Reader(few), Reader(many)
    found = {family: _slowest(readers, asked, times) for family, asked in PAGES.items()}
    for reader in readers:
        reader.close()
    return found


def _slowest(readers: tuple[Reader, Reader], asked: dict[str, tuple[str, str]], times: int) -> Slowest:
    measured = [
        Slowest(name, len(asked), *(Figure.of(reader.milliseconds(*address, times)) for reader in readers))
        for name, address in asked.items()
    ]
    return max(measured, key=lambda one: one.many.middle)
