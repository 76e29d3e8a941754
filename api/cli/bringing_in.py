"""`duecourse import`: bring in the caseload that an authority already has."""

import csv
from pathlib import Path

import click

from api.cli.ending import MISUSED, WRONG, as_json_option, authority_option, fail, show_json
from api.cli.opening import opened, settings, the_authority
from api.cli.upkeep import progress_bar
from api.plain import record
from engine import (
    ImportOutcome,
    PlotUnreadable,
    SourceUnreadable,
    bring_in,
    sheet_kinds,
    sheet_template,
)

SOURCE = "the previous system"
MOST_SHOWN = 20
FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would reckon instead of showing."""


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default=SOURCE, show_default=True, metavar="NAME", help="Where the rows come from.")
@click.option("--dry-run", is_flag=True, help="Check and try everything, and keep nothing.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was not taken or not kept as CSV."
)
@click.option("--template", type=click.Choice(sheet_kinds()), help="Show the columns of a sheet, and stop.")
@authority_option
@as_json_option
def import_(
    files: tuple[Path, ...],
    source: str,
    dry_run: bool,
    report: Path | None,
    template: str | None,
    authority: str | None,
    as_json: bool,
) -> None:
    """Bring in persons, requests, assessments and plans from CSV files or the person-level SEN2 return.

    The same files can be brought in again: what was taken is not taken twice. Exits with 1 if a row was not taken,
    with 2 if a file cannot be used; docs/for-administrators.md tells more.
    """
    if template is not None:
        click.echo(sheet_template(template), nl=False)
        return
    if not files:
        fail("Expected the files to bring in; --template shows what a CSV file must look like", code=MISUSED)
    outcome = _brought_in(files, source.strip() or SOURCE, dry_run, authority)
    if report is not None:
        _write_report(report, outcome)
    if as_json:
        show_json(_as_record(outcome, dry_run))
    else:
        _tell(outcome, dry_run)
    if not outcome.is_whole:
        raise SystemExit(WRONG)


def _brought_in(files: tuple[Path, ...], source: str, dry_run: bool, authority: str | None) -> ImportOutcome:
    contents = {str(path): path.read_bytes() for path in files}
    with opened() as office, progress_bar("Trying" if dry_run else "Bringing in") as progress:
        owner, folder = the_authority(office, authority), settings().processes / "imports"
        done = _Counted()
        try:
            return bring_in(
                office.engine,
                owner,
                source,
                contents,
                folder,
                dry_run=dry_run,
                progress=lambda more, total: progress(done.plus(more), total),
            )
        except (SourceUnreadable, PlotUnreadable) as refusal:
            fail(str(refusal), code=MISUSED)


class _Counted:
    def __init__(self) -> None:
        self.number = 0

    def plus(self, more: int) -> int:
        self.number += more
        return self.number


def _as_record(outcome: ImportOutcome, dry_run: bool) -> dict[str, object]:
    numbers = {
        kind: {
            "read": outcome.read[kind],
            "new": outcome.new[kind],
            "known": outcome.known[kind],
            "not_taken": outcome.not_taken(kind),
        }
        for kind in sheet_kinds()
    }
    return {
        "dry_run": dry_run,
        "rows": numbers,
        "problems": [record(one) for one in outcome.problems],
        "left_out": [record(one) for one in outcome.left_out],
    }


def _tell(outcome: ImportOutcome, dry_run: bool) -> None:
    for problem in outcome.problems[:MOST_SHOWN]:
        column = f", {problem.column}" if problem.column else ""
        click.echo(f"{problem.file}, row {problem.row}{column}: {problem.sentence}")
    if len(outcome.problems) > MOST_SHOWN:
        click.echo(f"… and {len(outcome.problems) - MOST_SHOWN} more; --report writes them all")
    for left in outcome.left_out:
        click.echo(f"{left.file}: {left.sentence}")
    taken = "would be taken" if dry_run else "taken"
    for kind in [kind for kind in sheet_kinds() if outcome.read[kind]]:
        new, known, refused = outcome.new[kind], outcome.known[kind], outcome.not_taken(kind)
        click.echo(
            f"{kind.capitalize()}: {outcome.read[kind]} read, {new} {taken}, {known} known, {refused} not taken."
        )


def _write_report(path: Path, outcome: ImportOutcome) -> None:
    with path.open("w", newline="", encoding="utf-8") as opened_file:
        rows = csv.writer(opened_file)
        rows.writerow(["file", "row", "sheet", "column", "reason"])
        for one in outcome.problems:
            rows.writerow([_shown(cell) for cell in (one.file, str(one.row), one.kind, one.column, one.sentence)])
        for left in outcome.left_out:
            rows.writerow([_shown(cell) for cell in (left.file, "", "", f"{left.part} {left.field}", left.sentence)])


def _shown(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
