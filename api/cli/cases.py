"""`duecourse case`: look at one case from the command line."""

import click

from api.carrying_out import told_record
from api.cli.ending import WRONG, as_json_option, authority_option, show_json
from api.cli.opening import opened, the_authority
from api.plain import record
from engine import short
from engine.case.state import CaseState


@click.group()
def case() -> None:
    """A case: show it, tell its history, replay it."""


@case.command()
@click.argument("case")
@authority_option
@as_json_option
def show(case: str, authority: str | None, as_json: bool) -> None:
    """Show a case as it stands: its tasks, deadlines and what it waits for."""
    with opened() as office:
        state = office.looking.state(the_authority(office, authority), case)
    if as_json:
        show_json(_record(state))
        return
    standing = f"closed on {state.closed_on}: {state.outcome_title}" if state.is_closed else "open"
    click.echo(f"{state.case}  {state.process}  for {state.person}, opened on {state.opened_on}, {standing}")
    for task in state.tasks.values():
        holder = f", {task.assignee} has it" if task.assignee else ""
        click.echo(f"  to do     {task.task}: {task.title} ({task.role}{holder})")
    for deadline in state.deadlines.values():
        excused = ", exception recorded" if deadline.is_excused else ""
        click.echo(f"  deadline  {deadline.timer} {deadline.status}{excused}: {deadline.sentence}")
    for wait in state.waits.values():
        click.echo(f"  waits     {wait.timer}: {wait.sentence}")
    if state.awaits:
        click.echo(f"  can receive  {', '.join(state.awaits)}")


def _record(state: CaseState) -> dict[str, object]:
    parts = {name: [vars(one) for one in getattr(state, name).values()] for name in ("tasks", "deadlines", "waits")}
    letters = [vars(letter) for letter in state.letters.values()]
    return {**vars(state), **parts, "letters": letters}


@case.command()
@click.argument("case")
@authority_option
@as_json_option
def history(case: str, authority: str | None, as_json: bool) -> None:
    """Tell everything that happened to a case, in plain English."""
    with opened() as office:
        told = office.looking.history(the_authority(office, authority), case)
    if as_json:
        show_json([told_record(one) for one in told])
        return
    for one in told:
        click.echo(f"{one.entry.sequence:>4}  {one.entry.effective_on}  {one.entry.actor:<16} {one.sentence}")
        for answered in one.details:
            click.echo(f"{'':<34}{answered.title}: {answered.words}")


@case.command()
@click.argument("case")
@authority_option
@as_json_option
def replay(case: str, authority: str | None, as_json: bool) -> None:
    """Live a case again from its causes and compare. Exits with 1 if its history is not sound."""
    with opened() as office:
        found = office.looking.replay(the_authority(office, authority), case)
    if as_json:
        show_json(record(found) | {"is_sound": found.is_sound})
    else:
        for flaw in found.flaws:
            click.echo(flaw)
        if found.erased_on is not None:
            click.echo(f"Erased on {short(found.erased_on)}: only the chain of its history is left.")
        click.echo(f"{found.entries} entries: {'sound' if found.is_sound else 'NOT sound'}")
    if not found.is_sound:
        raise SystemExit(WRONG)
