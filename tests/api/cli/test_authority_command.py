"""`duecourse authority`: the letterhead on the command line."""

from pathlib import Path

from tests.api.cli.conftest import Installation
from tests.engine.papers.sample_papers import SVG

OF = ("--authority", "northmoor")


def test_what_letters_say_is_shown_with_what_is_still_to_be_said(installation: Installation) -> None:
    shown = installation.run("authority", "show", "--authority", "elsewhere").output
    assert shown.startswith("Elsewhere Council (elsewhere), edition 1")
    assert "  Telephone number: still to be said" in shown and "  Logo: none" in shown


def test_what_is_given_is_changed(installation: Installation, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    outcome = installation.run("authority", "set", "--address", r"1 Road\nTown", "--logo", str(logo), *OF)
    assert outcome.exit_code == 0, outcome.output
    shown = installation.json("authority", "show", *OF)
    assert (shown["letterhead"]["address"], shown["has_logo"], shown["edition"]) == ("1 Road\nTown", True, 3)


def test_all_that_is_wrong_with_it_is_said(installation: Installation) -> None:
    outcome = installation.run("authority", "set", "--email", "nowhere", "--phone", "1" * 90, *OF)
    assert outcome.exit_code == 1
    assert "/email" in outcome.stderr and "/phone" in outcome.stderr


def test_nothing_to_change_is_a_misuse(installation: Installation) -> None:
    assert installation.run("authority", "set", *OF).exit_code == 2
