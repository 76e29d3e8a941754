"""An ETag that no longer holds is answered otherwise than losing to another at the same moment."""

import pytest

from api.errors import of_rejection
from engine.case.rejections import CaseMovedOn
from tests.api.town import Town

SEEN = {"If-Match": '"3"'}


def test_who_saw_an_older_case_is_told_which_header_was_wrong(town: Town) -> None:
    path = f"/cases/{town.open_case()}/notes"
    late = town.manager.request("POST", path, json={"text": "Late"}, headers={"If-Match": '"1"'})
    assert (late.status_code, [fault["path"] for fault in late.json["faults"]]) == (412, ["If-Match"])


@pytest.mark.parametrize("headers", [SEEN, {"If-Match": "*"}, {}], ids=["with an ETag", "with any", "without"])
def test_who_loses_to_another_gets_409_whatever_was_seen(town: Town, headers: dict[str, str]) -> None:
    with town.app.test_request_context(headers=headers):
        problem = of_rejection(CaseMovedOn("The same command is being carried out at this moment; ask again"))
    assert (problem.status, problem.kind) == (409, "case-moved-on")
