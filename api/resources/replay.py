"""Replay: living a case again from its causes, to show that its history is true."""

from typing import Any

from api.guard import caller, guard, looked
from api.office import office
from api.plain import record
from api.resource import Output, Resource
from api.shapes import flag, maybe_on, number, said, texts
from engine.case.permissions import SEE_HISTORY

replay = Resource("replay", __name__, "Replay: living a case again from its causes, to show that its history is true")


class Replayed(Output):
    case = said("The case")
    entries = number("How many entries its history has")
    is_sound = flag("Whether every entry came out the same and every seal holds")
    flaws = texts("What is wrong, each with the case and the entry; empty when it is sound")
    erased_on = maybe_on("The day on which what it said was erased, because its time had come")


@replay.get("/cases/<case>/replay")
@guard(SEE_HISTORY)
@replay.gives(200, Replayed)
def replay_case(case: str) -> dict[str, Any]:
    """Check every seal of a history, live the case again from its causes, and compare."""
    found = office().looking.replay(caller().authority, case)
    looked("replayed the case", case=case)
    return record(found) | {"is_sound": found.is_sound}
