"""The command `duecourse`: what an installation is run with."""

import click

from api.cli.authority import authority
from api.cli.bringing_in import import_
from api.cli.cases import case
from api.cli.cohort import cohort
from api.cli.demo import demo
from api.cli.ending import Group
from api.cli.limits import limits
from api.cli.processes import processes
from api.cli.retention import retention
from api.cli.running import serve, sweep, worker
from api.cli.simulate import simulate
from api.cli.upkeep import rebuild, verify
from api.cli.users import users

COMMANDS: tuple[click.Command, ...] = (
    serve,
    worker,
    sweep,
    processes,
    case,
    cohort,
    import_,
    limits,
    users,
    authority,
    retention,
    rebuild,
    verify,
    simulate,
    demo,
)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="duecourse", message="Due Course %(version)s")
def main() -> None:
    """Due Course runs the statutory special educational needs processes of a local authority.

    \b
    Exit codes:
      0  done
      1  something was found to be wrong, or could not be done
      2  the command or a setting could not be understood

    Settings come from the environment; docs/settings.md lists them.
    """


for command in COMMANDS:
    main.add_command(command)
