"""`duecourse retention`: records whose time has come, and the free space that erased records stood in."""

import click

from api.cli.ending import as_json_option, authority_option, show_json
from api.cli.opening import opened, the_authority
from engine import Kept, short
from engine.case.retained import CLASSES


@click.group()
def retention() -> None:
    """Retention: what is kept no longer than its time."""


@retention.command("list")
@authority_option
@as_json_option
def list_(authority: str | None, as_json: bool) -> None:
    """List the records whose time has come, by number. They are erased by two people on the pages or over the API."""
    with opened() as office:
        owner, cursor, found = the_authority(office, authority), None, list[Kept]()
        while True:
            page = office.retention.due(owner, limit=200, cursor=cursor)
            found, cursor = [*found, *page.items], page.next
            if cursor is None:
                break
    if as_json:
        show_json(
            [
                {"person": one.person, "class": one.retention, "due_on": one.due_on, "why_not": one.why_not}
                for one in found
            ]
        )
        return
    for one in found:
        why_not = f"; {one.why_not.lower()}" if one.why_not else ""
        click.echo(f"{one.person}  {short(one.due_on):<18} {CLASSES[one.retention].title}{why_not}")
    click.echo(f"The time of {len(found)} {'record' if len(found) == 1 else 'records'} has come.")


@retention.command()
def scrub() -> None:
    """Write the database anew, so that nothing of what was erased is left in its free pages.

    It takes minutes with a large database, and nobody can write meanwhile.
    """
    with opened() as office:
        office.engine.database.scrub()
    click.echo("The database is written anew. Backups from before still have what was erased.")
