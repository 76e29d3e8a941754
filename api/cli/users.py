"""`duecourse users`: let people in, before there is anyone who could."""

import click

from api.cli.ending import authority_option
from api.cli.opening import opened, the_authority
from api.office import Office
from engine.case.permissions import RIGHTS

ROLES = sorted(set(RIGHTS) - {"system", "link"})


@click.group()
def users() -> None:
    """Users: let people in."""


@users.command()
@click.argument("login")
@click.option("--name", required=True, help="Their name.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="May be repeated.")
@click.option("--works-as", multiple=True, help="A task role whose work they take, such as casework; may be repeated.")
@click.option("--team", "teams", multiple=True, help="May be repeated.")
@authority_option
@click.option("--new-authority", metavar="NAME", help="Found an authority of this name first; needs --authority.")
@click.option("--prefix", metavar="ABC", help="What its case numbers begin with. [default: the ID's first letters]")
@click.password_option(help="Asked for if left out.")
def add(
    login: str,
    name: str,
    roles: tuple[str, ...],
    works_as: tuple[str, ...],
    teams: tuple[str, ...],
    authority: str | None,
    new_authority: str | None,
    prefix: str | None,
    password: str,
) -> None:
    """Add somebody who signs in with LOGIN and a password.

    The first user of a new installation founds their authority as well:

    \b
      duecourse users add admin@north.example --name "Sam Okoro" --role administrator \\
        --authority north --new-authority "North Council"
    """
    with opened() as office:
        owner = _founded(office, authority, new_authority, prefix) or the_authority(office, authority)
        user = office.accounts.add_user(owner, name, login, password, roles, works_as=works_as, teams=teams)
    click.echo(f"{user.name} can sign in to {owner} as {user.login} ({user.id}).")


def _founded(office: Office, authority: str | None, name: str | None, prefix: str | None) -> str | None:
    if name is None:
        return None
    if authority is None:
        raise click.UsageError("--new-authority needs --authority with the id that it shall have, such as north")
    office.accounts.add_authority(authority, name, (prefix or authority[:3]).upper())
    return authority
