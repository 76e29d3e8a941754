"""Every command has its place in the documentation."""

from pathlib import Path

from engine.case.commands import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_every_command_has_a_place_in_the_docs() -> None:
    page = PAGE.read_text()
    assert [command.__name__ for command in COMMANDS if f"`{command.__name__}`" not in page] == []
