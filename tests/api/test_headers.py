"""What every answer tells the browser."""

import re

import pytest

from api.app import create_app
from api.headers import EVERYWHERE
from api.office import Office
from engine import Accounts, Database, Engine
from tests.api.town import LAW_BOOK, Clock, Town, settings_of


@pytest.mark.parametrize("path", ["/api/v1/problems", "/api/v1/tasks", "/nowhere", "/healthz", "/sign-in"])
def test_every_answer_protects_its_reader(town: Town, path: str) -> None:
    headers = town.visitor().get(path).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert headers["Cache-Control"] == "no-store"


def test_a_file_named_by_its_content_is_fetched_once(town: Town) -> None:
    visitor = town.visitor()
    [style] = re.findall(r'href="(/static/built/pages-\w+\.css)"', visitor.get("/sign-in").text)
    with visitor.get(style) as named, visitor.get("/static/built/manifest.json") as other:
        assert "immutable" in named.headers["Cache-Control"]
        assert "immutable" not in other.headers["Cache-Control"]


def test_no_policy_lets_scripts_stand_in_a_page() -> None:
    policy = EVERYWHERE["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize(("address", "is_strict"), [("https://send.example.gov.uk", True), ("http://desk:8000", False)])
def test_https_is_insisted_on_where_it_is_there(address: str, is_strict: bool) -> None:
    database = Database("sqlite://")
    engine, accounts = Engine(database, Clock()), Accounts(database, Clock())
    app = create_app(Office.of(settings_of(DUECOURSE_PUBLIC_URL=address), engine, accounts, LAW_BOOK))
    answer = app.test_client().get("/healthz")
    assert ("Strict-Transport-Security" in answer.headers) is is_strict
    assert app.config["SESSION_COOKIE_SECURE"] is is_strict
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-") is is_strict
    database.close()
