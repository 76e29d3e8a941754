"""Opens the installation that the environment describes, for one command."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from api.app import open_office
from api.cli.ending import MISUSED, fail
from api.office import Office
from api.settings import Settings


def settings() -> Settings:
    return Settings.read(os.environ)


@contextmanager
def opened() -> Iterator[Office]:
    """The office of this installation, closed at the end."""
    office = open_office(settings())
    try:
        yield office
    finally:
        office.close()


def the_authority(office: Office, named: str | None) -> str:
    """The authority that is meant: the one named, or the only one there is."""
    with office.engine.database.read() as tx:
        known = [authority.id for authority in tx.authorities()]
    if named is None and len(known) == 1:
        return known[0]
    if named is None or named not in known:
        expected = f"--authority with one of {', '.join(known)}" if known else "an authority; add one with users add"
        fail(f"Expected {expected}, but got {named or 'none'}", code=MISUSED)
    return named


def log_to_standard_error(level: str) -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=level.upper())
    if level != "debug":
        logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every time it wakes
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the catcher of the demonstration tells of every line
    # It tells every step of every case, which is more than anybody wants to read.
    logging.getLogger("spiff").setLevel(logging.WARNING)
