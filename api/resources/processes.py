"""Processes: the statutory procedures that an authority has published."""

from typing import Any

from api.guard import caller, guard
from api.office import office
from api.plain import records
from api.resource import Output, Resource
from api.shapes import at, flag, number, said, several, things
from api.showing_forms import form_record
from engine.case.permissions import SEE_PROCESSES

processes = Resource("processes", __name__, "Processes: the statutory procedures that an authority has published")


class Version(Output):
    hash = said("What identifies it: the SHA-256 of its files")
    process = said("The process")
    number = number("Its number, from 1")
    note = said("What was said about it when it was published")
    published_by = said("Who published it")
    published_at = at("When")
    is_current = flag("Whether new cases run under it")


class ProcessList(Output):
    items = several(Version, "The current version of each process")


class StartForm(Output):
    form = things(
        "The form that opens a case: `title`, `help`, `order`, `schema`; null if it has none", allow_none=True
    )


@processes.get("/processes")
@guard(SEE_PROCESSES)
@processes.gives(200, ProcessList)
def list_processes() -> dict[str, Any]:
    """List the processes under which cases can be opened."""
    with office().engine.database.read() as tx:
        return {"items": version_records(tx.processes(caller().authority))}


@processes.get("/processes/<process>/start-form")
@guard(SEE_PROCESSES)
@processes.gives(200, StartForm)
def get_start_form(process: str) -> dict[str, Any]:
    """Read the form whose answers open a case of a process."""
    return {"form": form_record(office().looking.start_form(caller().authority, process))}


def version_records(rows: list[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "package"} for row in records(rows)]
