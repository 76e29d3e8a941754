"""`duecourse simulate`: live many cases of a process forward, and see what becomes of their limits."""

import os
import tomllib
from datetime import date, datetime
from pathlib import Path

import click

from api.cli.demo import DATA
from api.cli.ending import as_json_option, show_json
from api.cli.opening import settings
from engine import Habits, Outlook, Span, look_ahead, read_package

DAY = click.DateTime(formats=["%Y-%m-%d"])
MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 - a day, not a moment
STATUSES = (
    ("met", "In time"),
    ("met_late", "Late"),
    ("missed", "Missed"),
    ("running", "Running"),
    ("lifted", "Fell away"),
)


@click.command()
@click.argument("process", default="ehc_assessment")
@click.option("--cases", default=100, show_default=True, type=click.IntRange(1, 100_000), help="How many.")
@click.option("--weeks", default=26, show_default=True, type=click.IntRange(1, 520), help="How long.")
@click.option("--from", "first", type=DAY, default=MONDAY, help="The first day. [default: 2026-01-05]")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same lives.")
@click.option("--habits", type=click.Path(exists=True, path_type=Path), default=DATA, help="How people work (TOML).")
@as_json_option
def simulate(process: str, cases: int, weeks: int, first: datetime, seed: int, habits: Path, as_json: bool) -> None:
    """Live cases of PROCESS forward in memory; nothing is stored."""
    package = read_package(settings().processes, process)
    told = Habits.of(tomllib.loads(habits.read_text(encoding="utf-8"))["habits"])
    with click.progressbar(length=cases, label=f"Living {cases} cases", hidden=as_json) as bar:
        seen = look_ahead(
            package, cases, Span(first.date(), weeks, told), seed, bar.update, processes=os.cpu_count() or 1
        )
    if as_json:
        show_json(_record(seen))
    else:
        _tell(seen, first.date(), weeks)


def _record(seen: Outlook) -> dict[str, object]:
    limits = {limit: dict(counted) for limit, counted in sorted(seen.limits.items())}
    return {"cases": seen.cases, "steps": seen.steps, "outcomes": dict(seen.outcomes), "limits": limits}


def _tell(seen: Outlook, first: date, weeks: int) -> None:
    click.echo(f"\n{seen.cases} cases, {seen.steps} steps, {weeks} weeks from {first}\n")
    for outcome, number in seen.outcomes.most_common():
        click.echo(f"{number:>7}  {outcome}")
    heads = "".join(f"{title:>11}" for _, title in STATUSES)
    click.echo(f"\n{'Time limit':<24}{heads}")
    for limit, counted in sorted(seen.limits.items()):
        click.echo(f"{limit:<24}" + "".join(f"{counted[status]:>11}" for status, _ in STATUSES))
