"""`duecourse processes`: check the diagrams in a folder, publish them, and list what is published."""

import click

from api.cli.ending import MISUSED, WRONG, as_json_option, authority_option, fail, show_json
from api.cli.opening import opened, settings, the_authority
from api.plain import record
from engine import findings, list_processes, read_package
from engine.case.commands import Actor, PublishProcess

BY_HAND = frozenset({"policy"})
"""Whoever can run this command can change the database, so no sign-in would keep them out."""


@click.group()
def processes() -> None:
    """Processes: check them, publish them, list what is published."""


def _named(names: tuple[str, ...]) -> list[str]:
    """The processes that are meant; all in the folder if none is named."""
    folder = settings().processes
    known = list_processes(folder)
    unknown = [name for name in names if name not in known]
    if unknown or not known:
        there = ", ".join(known) or "none"
        fail(f"Expected processes of {folder} ({there}), but got {', '.join(unknown) or 'none'}", code=MISUSED)
    return list(names) or list(known)


@processes.command()
@click.argument("names", metavar="[PROCESS]...", nargs=-1)
@click.option("--advice", "with_advice", is_flag=True, help="Show each piece of advice, not only how many there are.")
@as_json_option
def lint(names: tuple[str, ...], with_advice: bool, as_json: bool) -> None:
    """Check processes as publishing would; all of the folder if none is named.

    Exits with 1 if anything stands in the way of publishing. Needs no database.
    """
    folder, found = settings().processes, []
    for name in _named(names):
        package = read_package(folder, name)
        found += [{"process": name, **record(finding)} for finding in findings(package, list_processes(folder))]
    errors = [finding for finding in found if finding["severity"] == "error"]
    if as_json:
        show_json(found)
    else:
        _tell(found if with_advice else errors)
        hidden = "" if with_advice or len(found) == len(errors) else " (--advice shows it)"
        click.echo(f"{len(errors)} errors, {len(found) - len(errors)} pieces of advice{hidden}.")
    if errors:
        raise SystemExit(WRONG)


def _tell(found: list[dict[str, object]]) -> None:
    for finding in found:
        where = f"{finding['file']}#{finding['element']}" if finding["element"] else finding["file"]
        click.echo(f"{finding['severity']:<6}  {where}: {finding['sentence']} ({finding['rule']})")


@processes.command()
@click.argument("names", metavar="[PROCESS]...", nargs=-1)
@click.option("--note", default="", help="What changed, and why.")
@authority_option
def publish(names: tuple[str, ...], note: str, authority: str | None) -> None:
    """Publish processes of the folder; new cases run under them. All of the folder if none is named."""
    chosen = _named(names)
    with opened() as office:
        owner = the_authority(office, authority)
        by = Actor("system:command-line", "The command line", owner, BY_HAND)
        for name in chosen:
            files = dict(read_package(office.settings.processes, name).files)
            receipt = office.engine.handle(PublishProcess(by=by, process=name, files=files, note=note))
            click.echo(f"Published {name}: {str(receipt.made)[:12]}")


@processes.command("list")
@authority_option
@as_json_option
def list_published(authority: str | None, as_json: bool) -> None:
    """List the published versions of every process."""
    with opened() as office:
        owner = the_authority(office, authority)
        with office.engine.database.read() as tx:
            rows = tx.versions(owner)
    if as_json:
        show_json([{name: value for name, value in record(row).items() if name != "package"} for row in rows])
        return
    for row in rows:
        mark = "current" if row.is_current else ""
        day = row.published_at.date().isoformat()
        click.echo(f"{row.process:<32} {row.number:>3}  {row.hash[:12]}  {day}  {mark:<8} {row.note}")
