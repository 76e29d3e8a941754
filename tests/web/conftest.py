"""What tests of the pages start from: a site of their own, copied from one that is founded once."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from engine import Database
from tests.fixtures.databases import database_at, refilled
from tests.web.fitness import LAPTOP
from tests.web.served import Served
from tests.web.site import Site, Visitor, app_of_tests, found, sqlite


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("site") / "site.sqlite3"))
    found(sqlite(file))
    return file


@pytest.fixture(scope="session")
def pages_app() -> Iterator[Flask]:
    """Putting an app together takes a moment, so there is one for all; it shows the site of the test."""
    database = Database("sqlite://")
    yield app_of_tests(database)
    database.close()


@pytest.fixture
def site(pages_app: Flask, founded: Path, drawer: Path) -> Iterator[Site]:
    database = database_at(refilled(drawer / "site.sqlite3", founded))
    yield Site(pages_app, database)
    database.close()


@pytest.fixture
def mo(site: Site) -> Visitor:
    """A manager who is signed in."""
    return site.visitor("mo")


@pytest.fixture
def cass(site: Site) -> Visitor:
    """A caseworker who is signed in."""
    return site.visitor("cass")


@pytest.fixture(scope="session")
def served(pages_app: Flask) -> Served:
    return Served(pages_app)


@pytest.fixture(scope="session")
def address(served: Served) -> Iterator[str]:
    """Where a real browser finds the site."""
    server = make_server("127.0.0.1", 0, served, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def context(browser: Browser, site: Site, served: Served, address: str) -> Iterator[BrowserContext]:
    """One context a test, with a page of the size of a laptop."""
    made = browser.new_context(base_url=address, viewport=LAPTOP)
    made.set_default_timeout(10_000)
    yield made
    made.close()
    served.wait()  # a page that is left saves its draft; what still holds the database would spoil it for the next test


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script may fail and nothing may break the content security policy."""
    made, said = context.new_page(), []
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    yield made
    assert [line for line in said if "Failed to load resource" not in line] == []
