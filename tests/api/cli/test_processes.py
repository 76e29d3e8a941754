"""`duecourse processes`: checked without a database, published, and listed."""

from pathlib import Path

from engine import list_processes
from tests.api.cli.conftest import Installation
from tests.fixtures.world import ROOT


def test_the_processes_of_the_repository_pass_every_check(empty: Installation) -> None:
    outcome = empty.run("processes", "lint")
    assert (outcome.exit_code, outcome.output.splitlines()[-1]) == (0, "0 errors, 0 pieces of advice.")
    assert not empty.var.exists()


def test_a_broken_process_is_told_with_its_place(empty: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    folder.mkdir()
    (folder / "broken.bpmn").write_text("<not-bpmn")
    outcome = empty.run("processes", "lint", DUECOURSE_PROCESSES=str(folder))
    assert outcome.exit_code == 1
    assert outcome.output.startswith("error   broken.bpmn")


def test_a_process_that_is_not_there_is_bad_usage(empty: Installation) -> None:
    outcome = empty.run("processes", "lint", "no_such_process")
    assert (outcome.exit_code, "no_such_process" in outcome.stderr) == (2, True)


def test_processes_are_published_and_listed(installation: Installation) -> None:
    outcome = installation.run("processes", "publish", "--note", "As the law stands", "--authority", "northmoor")
    assert outcome.exit_code == 0, outcome.stderr
    listed = {row["process"]: row for row in installation.json("processes", "list", "--authority", "northmoor")}
    assert set(list_processes(ROOT / "processes")) <= set(listed)
    assert listed["ehc_assessment"]["note"] == "As the law stands"
    assert "package" not in listed["ehc_assessment"]


def test_an_authority_must_be_named_where_there_are_two(installation: Installation) -> None:
    outcome = installation.run("processes", "list")
    assert (outcome.exit_code, outcome.stderr) == (
        2,
        "Expected --authority with one of elsewhere, northmoor, but got none\n",
    )
