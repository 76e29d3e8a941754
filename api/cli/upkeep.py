"""`duecourse rebuild` and `verify`: work the read models out anew, and prove every history."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from api.cli.ending import WRONG, as_json_option, authority_option, show_json
from api.cli.opening import opened, the_authority
from engine import rebuild as rebuild_read_models
from engine import verify as verify_histories

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on standard error for people who wait; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def report(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield report


@click.command()
def rebuild() -> None:
    """Drop every read model (queues, deadlines, lists) and work it out anew from the histories."""
    with opened() as office, progress_bar("Rebuilding") as report:
        cases = rebuild_read_models(office.engine.database, report)
    click.echo(f"Rebuilt the read models of {cases} cases.")


@click.command()
@authority_option
@as_json_option
def verify(authority: str | None, as_json: bool) -> None:
    """Check every seal of every history. Exits with 1 if anything was altered."""
    with opened() as office, progress_bar("Verifying") as report:
        owner = the_authority(office, authority) if authority is not None else None
        found = list(verify_histories(office.engine.database, owner, report))
        with office.engine.database.read() as tx:
            erased = tx.count_erased(owner)
    flaws = [flaw for one in found for flaw in one.flaws]
    if as_json:
        show_json({"is_sound": not flaws, "flaws": flaws, "erased": erased})
    else:
        for flaw in flaws:
            click.echo(flaw)
        if erased:
            click.echo(f"Of {erased} cases that were erased when their time had come, only the chain is left.")
        click.echo("Every history is sound." if not flaws else f"{len(found)} cases are NOT sound.")
    if flaws:
        raise SystemExit(WRONG)
