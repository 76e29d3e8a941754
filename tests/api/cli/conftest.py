"""What tests of the command line start from: an installation in a folder of its own."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.app import open_office
from api.cli import main
from api.office import Office
from api.settings import Settings
from tests.api.town import Clock, Foundation

Run = Callable[..., Result]


class Installation:
    """A folder with a database, and the command that works on it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = {"DUECOURSE_VAR": str(var)}

    def run(self, *arguments: str, input: str | None = None, **environment: str) -> Result:
        return CliRunner().invoke(main, arguments, input=input, env={**self.environment, **environment})

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def office(self, clock: Clock | None = None) -> Office:
        return open_office(Settings.read(self.environment), clock or Clock())


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation that nobody has used."""
    return Installation(tmp_path / "var")


@pytest.fixture
def installation(tmp_path: Path, foundation: Foundation) -> Installation:
    """The installation of the town, with its users, its child and the small process."""
    made = Installation(tmp_path / "var")
    made.var.mkdir()
    shutil.copy(foundation.file, made.var / "duecourse.db")
    return made
