"""What each kind of problem means: the addresses that problems carry as their type."""

from typing import Any

from api.errors import KINDS, Refused
from api.resource import Output, Resource
from api.shapes import number, said, several

problems = Resource("problems", __name__, "What each kind of problem means")


class ProblemKind(Output):
    kind = said("Its name, the last part of the type of a problem")
    status = number("The HTTP status that it comes with")
    meaning = said("What it means")


class ProblemKindList(Output):
    items = several(ProblemKind)


@problems.get("/problems")
@problems.gives(200, ProblemKindList)
def list_problems() -> dict[str, Any]:
    """List every kind of problem."""
    return {"items": [_shown(kind) for kind in sorted(KINDS)]}


@problems.get("/problems/<kind>")
@problems.gives(200, ProblemKind)
def get_problem(kind: str) -> dict[str, Any]:
    """Say what a kind of problem means."""
    if kind not in KINDS:
        raise Refused(404, f"Expected a kind of problem, but there is none called {kind}")
    return _shown(kind)


def _shown(kind: str) -> dict[str, Any]:
    status, meaning = KINDS[kind]
    return {"kind": kind, "status": status, "meaning": meaning}
