"""`duecourse authority`: what the letters of an authority say of it."""

import mimetypes
from pathlib import Path
from typing import Any

import click

from api.cli.ending import as_json_option, authority_option, show_json
from api.cli.opening import opened, the_authority
from api.plain import record
from engine import Logo, commands
from engine.case.letterhead import LETTERHEAD_FORM, LetterheadRow

FIELDS = LETTERHEAD_FORM.fields()


def _options(command: Any) -> Any:
    """One option for each question of the letterhead."""
    for field in reversed(FIELDS):
        name = f"--{field.name.replace('_', '-')}"
        command = click.option(name, field.name, metavar="TEXT", help=f"{field.title}.")(command)
    return command


@click.group()
def authority() -> None:
    """The authority: what its letters say of it."""


@authority.command()
@authority_option
@as_json_option
def show(authority: str | None, as_json: bool) -> None:
    """Show what its letters say of it, and what is still to be said."""
    with opened() as office:
        row = office.letterheads.read(the_authority(office, authority))
    if as_json:
        show_json(record(row))
        return
    _tell(row)


@authority.command("set")
@_options
@click.option("--logo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A PNG or SVG file.")
@authority_option
def set_(authority: str | None, logo: Path | None, **given: str | None) -> None:
    """Change what is given; the rest stays. An empty TEXT removes it, and \\n in an address begins a line.

    \b
      duecourse authority set --phone "01234 567890" --signatory "Sam Okoro" --logo crest.svg
    """
    changed = {name: text.replace("\\n", "\n") for name, text in given.items() if text is not None}
    if not changed and logo is None:
        raise click.UsageError("Say what to change, such as --phone; duecourse authority show lists what there is")
    with opened() as office:
        by = commands.system(the_authority(office, authority), "command line")
        if changed:
            office.letterheads.amend(by, changed)
        if logo is not None:
            office.letterheads.put_logo(by, Logo(mimetypes.guess_type(logo)[0] or "", logo.read_bytes()))
        _tell(office.letterheads.read(by.authority))


def _tell(row: LetterheadRow) -> None:
    click.echo(f"{row.name} ({row.id}), edition {row.edition}")
    for field in FIELDS:
        text = row.letterhead.get(field.name, "still to be said")
        click.echo(f"  {field.title}: {', '.join(text.splitlines())}")
    click.echo(f"  Logo: {'yes' if row.has_logo else 'none'}")
