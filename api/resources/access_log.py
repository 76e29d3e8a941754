"""The log of looks: who saw the record of whom, and who was refused."""

from typing import Any

from api.guard import caller, guard
from api.office import office
from api.plain import page_record
from api.resource import Output, Resource
from api.shapes import PageQuery, at, maybe, moment, page_of, said, words
from engine.case.filters import AccessFilter
from engine.case.permissions import SEE_ACCESS_LOG

access_log = Resource("access_log", __name__, "The log of looks: who saw the record of whom, and who was refused")


class AccessQuery(PageQuery):
    person = words("Looks at this person's record")
    case = words("Looks at this case")
    actor = words("Looks by this user")
    since = moment("From this moment on")
    until = moment("Before this moment")


class Access(Output):
    at = at("When")
    actor = said("The user")
    actor_name = said("Their name then")
    what = said("What they did, in words; of what they saw, nothing")
    person = maybe("Whose record")
    case = maybe("Which case")


@access_log.get("/access-log")
@guard(SEE_ACCESS_LOG)
@access_log.takes(AccessQuery, "query")
@access_log.gives(200, page_of(Access))
def read_access_log(query: dict[str, Any]) -> dict[str, Any]:
    """Read who looked at what, the latest first."""
    limit, cursor = query.pop("limit"), query.pop("after", None)
    found = office().accounts.accesses(caller().authority, AccessFilter(**query), limit=limit, cursor=cursor)
    return page_record(found)
