"""`duecourse cohort`: who moves in a September, and their transfers begun from the command line."""

import pytest

from tests.api.cli.conftest import Installation
from tests.api.town import publish
from tests.fixtures.cohorts import plan_kept
from tests.fixtures.world import AUTHORITY, read_files

MINE = ("--year", "2027", "--authority", AUTHORITY)


@pytest.fixture
def plan(installation: Installation) -> str:
    """The plan of a child who leaves primary school; that of another, who does not, lies beside it."""
    office = installation.office()
    for process in ("plan_maintenance", "phase_transfer"):
        publish(office.engine.database, process, dict(read_files()), office.engine.clock())
    due, _ = (plan_kept(office.engine, group, phase_now="primary") for group in (6, 4))
    office.close()
    return due


def test_a_cohort_is_listed_tried_begun_and_begun_again(installation: Installation, plan: str) -> None:
    listed = installation.run("cohort", "list", *MINE)
    assert f"{plan}  Robin Example  Due: Primary to secondary, by 14 February 2027. Not begun." in listed.stdout
    assert "1 due, 0 check, 1 not due." in listed.stdout
    assert "1 transfers would begin." in installation.run("cohort", "start", *MINE, "--dry-run").stdout
    for _ in range(2):
        begun = installation.run("cohort", "start", *MINE)
        assert (begun.exit_code, begun.stdout) == (0, "1 of 1 begun, 0 waiting, 0 refused.\n")
    assert [one["standing"] for one in installation.json("cohort", "list", *MINE)] == ["in_hand"]


def test_a_case_that_is_not_due_cannot_be_begun_by_name(installation: Installation, plan: str) -> None:
    [_, other] = [one["case"] for one in installation.json("cohort", "list", *MINE, "--all")]
    refused = installation.run("cohort", "start", *MINE, "--case", other)
    assert (refused.exit_code, f"{other} is not due" in refused.stderr) == (1, True)
    assert installation.json("cohort", "start", *MINE, "--case", plan)["started"] == 1
