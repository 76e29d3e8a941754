"""One search over persons, cases and tasks."""

from typing import Any

from api.guard import caller, guard, looked
from api.office import office
from api.plain import records
from api.resource import Input, Output, Resource
from api.resources.cases import CaseSummary
from api.resources.persons import Person
from api.resources.tasks import Task
from api.shapes import several, words
from engine.case.filters import CaseFilter, TaskFilter
from engine.case.permissions import SEE_CASES

search = Resource("search", __name__, "One search over persons, cases and tasks")

MOST = 10


class SearchQuery(Input):
    text = words("Words of a name, a case number, a pupil number or a task", required=True)


class Found(Output):
    """At most ten of each; the lists of each kind give all."""

    persons = several(Person)
    cases = several(CaseSummary)
    tasks = several(Task)


@search.get("/search")
@guard(SEE_CASES)
@search.takes(SearchQuery, "query")
@search.gives(200, Found)
def search_everything(query: dict[str, Any]) -> dict[str, Any]:
    """Search persons, cases and open tasks at once."""
    authority, text = caller().authority, query["text"]
    with office().engine.database.read() as tx:
        found = {
            "persons": records(tx.persons(authority, text=text, limit=MOST).items),
            "cases": records(tx.cases(authority, CaseFilter(text=text), limit=MOST).items),
            "tasks": records(tx.tasks(authority, TaskFilter(text=text), limit=MOST).items),
        }
    looked("searched")
    return found
