"""The named lives of processes/examples/lives go as they are told, and each of their histories replays."""

from pathlib import Path

import pytest

from engine.store import Database
from tests.fixtures.world import AUTHORITY
from tests.processes.living import LIVES, NamedLife


@pytest.mark.parametrize("file", LIVES, ids=lambda file: file.stem)
def test_a_named_life_goes_as_it_is_told(file: Path, sqlite_database: Database) -> None:
    life = NamedLife(sqlite_database, file)
    life.live()
    assert life.left_undone() == {}
    assert [case for case in life.cases() if not life.world.looking.replay(AUTHORITY, case).is_sound] == []
