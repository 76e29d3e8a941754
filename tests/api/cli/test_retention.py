"""`duecourse retention`: what is due, by number, and the database written anew."""

from tests.api.cli.conftest import Installation


def test_nothing_is_due_of_a_child(installation: Installation) -> None:
    outcome = installation.run("retention", "list", "--authority", "northmoor")
    assert (outcome.exit_code, outcome.output) == (0, "The time of 0 records has come.\n")
    assert installation.json("retention", "list", "--authority", "northmoor") == []


def test_the_database_is_written_anew(installation: Installation) -> None:
    outcome = installation.run("retention", "scrub")
    assert outcome.exit_code == 0 and "written anew" in outcome.output
    assert installation.json("verify")["is_sound"] is True
