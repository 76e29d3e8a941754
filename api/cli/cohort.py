"""`duecourse cohort`: who moves between phases in a September, and their transfers begun together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import click

from api.cli.ending import WRONG, as_json_option, authority_option, show_json
from api.cli.opening import opened, the_authority
from api.cli.upkeep import progress_bar
from api.office import Office
from api.plain import record
from engine import CAN_START, STARTS, Narrowing, September, carry_out, short, start_waiting
from engine.case.cohorts import MOVES, NOT_DUE, STANDINGS, VERDICTS, Candidate, CohortProgress
from engine.case.commands import StartCohort, system

year_option = click.option(
    "--year", required=True, type=click.IntRange(2015, 2200), help="The year of the September in which they move."
)


@click.group()
def cohort() -> None:
    """Transfers between phases of one September: list who is due, and begin their cases."""


@cohort.command("list")
@year_option
@click.option("--all", "everybody", is_flag=True, help="Show those too who are not due, with the reason.")
@authority_option
@as_json_option
def list_(year: int, everybody: bool, authority: str | None, as_json: bool) -> None:
    """List everyone with a plan who is due, or whom a person has to check, with the last day by law."""
    with opened() as office:
        found = _found(office, the_authority(office, authority), year, Narrowing())
    shown = [one for one in found if everybody or one.verdict != NOT_DUE]
    if as_json:
        show_json([as_record(one) for one in shown])
        return
    for one in shown:
        click.echo(_line(one))
    _say_counts(found)


@cohort.command()
@year_option
@click.option("--case", "cases", multiple=True, metavar="ID", help="Only this case of a plan; can be repeated.")
@click.option("--dry-run", is_flag=True, help="Show whose transfers would begin, and keep nothing.")
@authority_option
@as_json_option
def start(year: int, cases: tuple[str, ...], dry_run: bool, authority: str | None, as_json: bool) -> None:
    """Begin the transfers of everyone due, or of the cases named.

    It can be stopped and given again: what was begun is not begun twice. Exits with 1 if a transfer could not begin.
    """
    with opened() as office:
        owner = the_authority(office, authority)
        if dry_run:
            _preview(_found(office, owner, year, replace(CAN_START, cases=cases) if cases else STARTS), as_json)
            return
        progress = _started(office, owner, year, cases)
    if as_json:
        show_json(record(progress))
    else:
        _tell(progress)
    if progress.refused or progress.waiting:
        raise SystemExit(WRONG)


def _found(office: Office, authority: str, year: int, asked: Narrowing) -> list[Candidate]:
    with office.engine.database.read() as tx:
        return September(tx, office.engine.library, authority, year).found(asked)


def _preview(chosen: list[Candidate], as_json: bool) -> None:
    if as_json:
        show_json([as_record(one) for one in chosen])
        return
    for one in chosen:
        click.echo(_line(one))
    click.echo(f"{len(chosen)} transfers would begin.")


def _started(office: Office, authority: str, year: int, cases: tuple[str, ...]) -> CohortProgress:
    engine = office.engine
    engine.handle(StartCohort(by=system(authority, "cohort"), year=year, cases=cases or None))
    with progress_bar("Beginning") as report:
        start_waiting(engine, report)
    carry_out(engine)
    with engine.database.read() as tx:
        return tx.cohort_progress(authority, year)


def as_record(one: Candidate) -> dict[str, object]:
    return {**record(one), "can_start": one.can_start, "starts": one.starts}


def _line(one: Candidate) -> str:
    by = f", by {short(one.law_day)}" if one.law_day else ""
    case = f" ({one.transfer})" if one.transfer else ""
    return (
        f"{one.case}  {one.person_name}  {VERDICTS[one.verdict]}: {MOVES[one.move]}{by}. "
        f"{STANDINGS[one.standing]}{case}. {one.because}."
    )


def _say_counts(found: Iterable[Candidate]) -> None:
    counted = Counter(one.verdict for one in found)
    click.echo(", ".join(f"{counted[verdict]} {words.lower()}" for verdict, words in VERDICTS.items()) + ".")


def _tell(progress: CohortProgress) -> None:
    for case, sentence in progress.refusals.items():
        click.echo(f"{case}: {sentence}")
    click.echo(f"{progress.started} of {progress.asked} begun, {progress.waiting} waiting, {progress.refused} refused.")
