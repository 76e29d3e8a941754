"""`duecourse import`: what it says, how it ends, and what is left when it is killed."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.cli.bringing_in import MOST_SHOWN
from engine.case.filters import CaseFilter
from engine.store import Database
from tests.api.cli.conftest import Installation
from tests.engine.importing.caseload import Newcomer
from tests.fixtures.world import AUTHORITY

NUMBER = 12
MINE = ("--authority", AUTHORITY)
BAD = "person_id,surname,forename,date_of_birth\nC1,Invented,Ada,2016-05-04\n=C2,Invented,Bo,never\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    """Children whose assessments ended long ago, whatever today is."""
    born = [f"C{n},Invented{n},Ada,2016-05-{n + 1:02d}\n" for n in range(NUMBER)]
    asked = [f"R{n},C{n},2024-01-{n + 1:02d},assess,2024-02-12\n" for n in range(NUMBER)]
    ended = [f"A{n},R{n},plan,2024-05-20\n" for n in range(NUMBER)]
    sheets = {
        "persons": ["person_id,surname,forename,date_of_birth\n", *born],
        "requests": ["request_id,person_id,received_on,decision,decided_on\n", *asked],
        "assessments": ["assessment_id,request_id,outcome,outcome_on\n", *ended],
    }
    for name, lines in sheets.items():
        (tmp_path / f"{name}.csv").write_text("".join(lines))
    return tuple(str(tmp_path / f"{name}.csv") for name in sheets)


@pytest.fixture
def newcomer(tmp_path: Path, sqlite_template: Path) -> Installation:
    """An installation with the real processes, in which nothing has been done."""
    made = Installation(tmp_path / "var")
    made.var.mkdir()
    file = shutil.copy(sqlite_template, made.var / "duecourse.db")
    database = Database(f"sqlite:///{file}")
    Newcomer(database)
    database.close()
    return made


def test_a_caseload_is_brought_in_and_summed_up(newcomer: Installation, files: tuple[str, ...]) -> None:
    outcome = newcomer.run("import", *files)
    assert (outcome.exit_code, outcome.output.splitlines()) == (
        0,
        [
            "Persons: 12 read, 12 taken, 0 known, 0 not taken.",
            "Requests: 12 read, 12 taken, 0 known, 0 not taken.",
            "Assessments: 12 read, 12 taken, 0 known, 0 not taken.",
        ],
    )
    assert newcomer.json("import", *files)["rows"]["requests"] == {"read": 12, "new": 0, "known": 12, "not_taken": 0}


def test_a_dry_run_tells_and_takes_nothing(newcomer: Installation, files: tuple[str, ...]) -> None:
    outcome = newcomer.run("import", *files, "--dry-run")
    assert "Requests: 12 read, 12 would be taken, 0 known, 0 not taken." in outcome.output
    assert newcomer.json("import", *files)["rows"]["requests"]["new"] == 12


def test_rows_that_were_not_taken_are_told_and_reported(installation: Installation, tmp_path: Path) -> None:
    sheet, report = tmp_path / "persons.csv", tmp_path / "report.csv"
    sheet.write_text(BAD)
    outcome = installation.run("import", str(sheet), *MINE, "--report", str(report))
    assert outcome.exit_code == 1
    assert outcome.output.splitlines()[-1] == "Persons: 2 read, 1 taken, 0 known, 1 not taken."
    sentence = "Expected a day such as 2026-01-05 or 05/01/2026, but got “never”"
    assert list(csv.reader(report.read_text().splitlines())) == [
        ["file", "row", "sheet", "column", "reason"],
        [str(sheet), "3", "persons", "date_of_birth", sentence],
    ]


def test_a_report_cannot_be_made_to_reckon(installation: Installation, tmp_path: Path) -> None:
    sheet, report = tmp_path / "persons.csv", tmp_path / "report.csv"
    sheet.write_text("person_id,surname,forename,date_of_birth,=1+1\n")
    installation.run("import", str(sheet), *MINE, "--report", str(report))
    assert [row["column"] for row in csv.DictReader(report.read_text().splitlines())] == ["'=1+1"]


def test_many_problems_are_cut_short_on_the_screen(installation: Installation, tmp_path: Path) -> None:
    sheet = tmp_path / "persons.csv"
    rows = "".join(f"C{n},,A,2016-05-04\n" for n in range(MOST_SHOWN + 5))
    sheet.write_text(f"person_id,surname,forename,date_of_birth\n{rows}")
    lines = installation.run("import", str(sheet), *MINE).output.splitlines()
    assert (len(lines), lines[MOST_SHOWN]) == (MOST_SHOWN + 2, "… and 5 more; --report writes them all")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import",), "Expected the files to bring in"),
        (("import", "{odd}", *MINE), "to name its columns"),
        (("import", "{odd}"), "Expected --authority with one of"),
    ],
)
def test_an_import_that_cannot_begin_exits_with_2(
    arguments: tuple[str, ...], sentence: str, installation: Installation, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("name\nAda\n")
    outcome = installation.run(*(argument.format(odd=odd) for argument in arguments))
    assert (outcome.exit_code, sentence in outcome.stderr) == (2, True)


def test_a_template_needs_no_installation(empty: Installation) -> None:
    outcome = empty.run("import", "--template", "plans")
    assert outcome.output.startswith("plan_id,person_id,started_on,")
    assert not empty.var.exists()


def test_an_import_that_is_killed_is_finished_by_the_next(newcomer: Installation, files: tuple[str, ...]) -> None:
    database = Database(f"sqlite:///{newcomer.var / 'duecourse.db'}")
    environment = {**os.environ, **newcomer.environment}
    program = [sys.executable, "-c", "from api.cli import main; main()", "import", *files]
    killed = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not cases(database) and killed.poll() is None and time.monotonic() < until:
        pass
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert 0 < len(cases(database)) < NUMBER
    assert json.loads(newcomer.run("import", *files, "--json").stdout)["problems"] == []
    assert (len(cases(database)), newcomer.run("verify").exit_code) == (NUMBER, 0)
    database.close()


def cases(database: Database) -> list[str]:
    with database.read() as tx:
        return [row.case for row in tx.cases(AUTHORITY, CaseFilter(), sort="case", limit=50).items]


def test_what_has_no_place_is_said_once_and_is_no_failure(newcomer: Installation, tmp_path: Path) -> None:
    person = (
        "<Person><Surname>Invented</Surname><Forename>Ada</Forename><PersonBirthDate>2016-05-0{n}</PersonBirthDate>"
        "<UPN>A99900000000{n}</UPN><Requests><ReceivedDate>2020-02-03</ReceivedDate><RYA>0</RYA>"
        "<RequestOutcome>W</RequestOutcome><RequestOutcomeDate>2020-02-04</RequestOutcomeDate></Requests></Person>"
    )
    source, report = tmp_path / "sen2.xml", tmp_path / "report.csv"
    source.write_text(f"<Message><Persons>{person.format(n=1)}{person.format(n=2)}</Persons></Message>")
    outcome = newcomer.run("import", str(source), "--dry-run", "--report", str(report))
    said = "Requests, RYA (2 times): not kept, because no task of a request asks for it"
    assert (outcome.exit_code, outcome.output.splitlines()[0]) == (0, f"{source}: {said}")
    assert list(csv.reader(report.read_text().splitlines()))[1:] == [[str(source), "", "", "Requests RYA", said]]
