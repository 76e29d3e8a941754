"""How commands end: with a sentence instead of a traceback, and an exit code that means something."""

import json
from typing import Any, NoReturn

import click

from api.plain import default
from api.settings import SettingsFaults
from engine import DatabaseAway, DatabaseBusy, NoSuchProcess, PackageUnreadable, Rejected

DONE, WRONG, MISUSED = 0, 1, 2


class Group(click.Group):
    """Says what was expected where something is refused; a defect still shows its traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except SettingsFaults as faults:
            fail("Some settings cannot be used:", *faults.faults, code=MISUSED)
        except Rejected as refusal:
            fail(refusal.sentence, *(f"{fault.path}: {fault.sentence}" for fault in refusal.faults))
        except (NoSuchProcess, PackageUnreadable, DatabaseAway, DatabaseBusy, OSError) as trouble:
            fail(str(trouble))


def fail(sentence: str, *more: str, code: int = WRONG) -> NoReturn:
    click.echo(sentence, err=True)
    for line in more:
        click.echo(f"  {line}", err=True)
    raise SystemExit(code)


def show_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=default))


as_json_option = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
authority_option = click.option(
    "--authority", metavar="ID", help="The authority, where the installation has more than one."
)
