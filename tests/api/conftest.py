"""What tests of the API start from: a town of their own, copied from one that is founded once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.office import Office, move_in
from api.sign_in_limit import KEY
from engine import Database
from tests.api.town import LAW_BOOK, Foundation, Town, app_of_tests, found, settings_of
from tests.fixtures.databases import database_at, refilled


@pytest.fixture(scope="session")
def foundation(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Foundation:
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("town") / "town.sqlite3"))
    return found(f"sqlite:///{file}", file)


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    """Putting an app together takes a moment, so there is one for all; it answers from the office of the test."""
    database = Database("sqlite://")
    yield app_of_tests(database)
    database.close()


@pytest.fixture
def town(app: Flask, foundation: Foundation, drawer: Path) -> Iterator[Town]:
    database = database_at(refilled(drawer / "town.sqlite3", foundation.file))
    app.extensions[KEY].reset()
    yield Town(app, database, foundation.tokens)
    database.close()


@pytest.fixture
def local_town(town: Town) -> Town:
    """A town whose webhooks may go to this machine."""
    settings = settings_of(DUECOURSE_WEBHOOKS_TO_LOCALHOST="yes")
    town.office = Office.of(settings, town.engine, town.office.accounts, LAW_BOOK)
    move_in(town.app, town.office)
    return town
