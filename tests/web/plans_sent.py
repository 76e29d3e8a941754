"""Plans that a site of the tests has sent."""

from tests.fixtures.planned import planned_files
from tests.fixtures.world import MONDAY
from tests.web.site import Site, shelve


def send_plan(site: Site, kind: str, **said: object) -> str:
    """Send a plan of this kind; the number of the case that did."""
    shelve(site.database, "small_request", planned_files(kind), site.clock.now)
    case = site.open_case()
    site.agree_to_assess(case)
    site.complete(case, "record_advice#1", summary="Seen.")
    sent = {"draft_plan_notice_sent_on": MONDAY.isoformat(), "draft_plan_notice_means": "hand"}
    site.complete(case, "serve_draft#1", **sent, **said)
    site.pass_time(minutes=1)
    return case
