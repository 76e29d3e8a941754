"""Starts the server for an office that is open; for `serve`, and for the demonstration."""

import click

from api.app import create_app
from api.cli.opening import log_to_standard_error
from api.office import Office
from api.serving import Server


def serve_office(office: Office) -> None:
    """Serve until told to stop."""
    settings = office.settings
    log_to_standard_error(settings.log_level)
    with_alarm_clock = settings.run_scheduler and settings.workers == 1
    app = create_app(office)
    click.echo(f"Due Course answers at {settings.address}")
    if not with_alarm_clock:
        click.echo("Timers are not fired here; run `duecourse worker` for that.")
    Server(app, office, with_alarm_clock=with_alarm_clock).run()
