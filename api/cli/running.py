"""`duecourse serve`, `worker` and `sweep`: what keeps cases moving."""

import signal
import threading
from dataclasses import replace

import click

from api.app import open_office
from api.cli.ending import WRONG, as_json_option, show_json
from api.cli.opening import log_to_standard_error, opened, settings
from api.cli.serving import serve_office
from api.scheduler import AlarmClock
from engine import carry_out
from engine import sweep as sweep_once


@click.command()
@click.option("--host", help="Where to listen. [default: DUECOURSE_HOST, or 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="[default: DUECOURSE_PORT, or 8000]")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; more than 1 needs PostgreSQL. [default: 1]")
@click.option("--threads", type=click.IntRange(1, 64), help="Threads in each process. [default: 8]")
def serve(host: str | None, port: int | None, workers: int | None, threads: int | None) -> None:
    """Serve the API and the pages.

    With one process the alarm clock for due timers runs inside it. With several, run
    `duecourse worker` beside them.
    """
    known = settings()
    chosen = replace(
        known,
        host=host or known.host,
        port=port or known.port,
        workers=workers or known.workers,
        threads=threads or known.threads,
    )
    serve_office(open_office(chosen.checked()))


@click.command()
def worker() -> None:
    """Fire timers that fall due and carry out effects, until told to stop."""
    log_to_standard_error(settings().log_level)
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    with opened() as office:
        alarm_clock = AlarmClock(office)
        alarm_clock.start()
        click.echo("The worker is awake; stop it with Ctrl-C")
        told_to_stop.wait()
        alarm_clock.stop()


@click.command()
@click.option("--most", type=click.IntRange(1), help="Fire at most so many.")
@as_json_option
def sweep(most: int | None, as_json: bool) -> None:
    """Fire every timer that is due and carry out every effect, once."""
    with opened() as office:
        swept, done = sweep_once(office.engine, most), carry_out(office.engine)
    if as_json:
        show_json({"sweep": vars(swept), "effects": vars(done)})
    else:
        click.echo(f"{swept.fired} timers fired, {swept.failed} failed.")
        click.echo(f"{done.carried_out} effects carried out, {done.failed} failed.")
    if swept.failed or done.failed:
        raise SystemExit(WRONG)
