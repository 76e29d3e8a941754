"""The letterhead of an authority, over HTTP."""

import io
from typing import Any

import pytest

from tests.api.town import Answer, Caller, Town
from tests.engine.papers.sample_papers import SVG

PDF_OF = "/cases/{}/letters/draft_plan_notice%231/paper"


def amend(caller: Caller, body: dict[str, Any], edition: int = 1) -> Answer:
    return caller.request("PATCH", "/authority", json=body, headers={"If-Match": f'"{edition}"'})


def put_logo(caller: Caller, content: bytes, media_type: str = "image/svg+xml") -> Answer:
    file = (io.BytesIO(content), "logo.svg", media_type)
    return caller.request("PUT", "/authority/logo", data={"file": file}, content_type="multipart/form-data")


@pytest.fixture
def administrator(town: Town) -> Caller:
    return town.as_("administrator")


def test_everybody_can_read_what_letters_say(town: Town) -> None:
    shown = town.as_("caseworker").get("/authority")
    assert (shown.json["name"], shown.json["letterhead"]["phone"]) == ("Northmoor Council", "00000 000 100")
    assert shown.headers["ETag"] == '"1"'


def test_what_is_given_is_changed_and_the_rest_stays(administrator: Caller, town: Town) -> None:
    amended = amend(administrator, {"phone": "00000 000 999", "schools_list": ""})
    assert (amended.status_code, amended.headers["ETag"]) == (200, '"2"')
    letterhead = administrator.get("/authority").json["letterhead"]
    assert letterhead["phone"] == "00000 000 999" and letterhead["email"] == "send@northmoor.example"
    assert "schools_list" not in letterhead
    assert "amended the authority: Telephone number, Where the list of schools and colleges is" in town.accesses()


def test_only_an_administrator_can_change_it(town: Town) -> None:
    assert amend(town.manager, {"phone": "1"}).status_code == 403
    assert put_logo(town.manager, SVG).status_code == 403


def test_two_administrators_do_not_overwrite_each_other(administrator: Caller) -> None:
    assert administrator.patch("/authority", {"phone": "1"}).status_code == 428
    assert amend(administrator, {"phone": "1"}).status_code == 200
    assert amend(administrator, {"phone": "2"}).status_code == 412


def test_every_fault_of_a_letterhead_is_said_at_once(administrator: Caller) -> None:
    refused = amend(administrator, {"email": "nowhere", "phone": "1" * 90, "colour": "red"})
    assert refused.status_code == 422
    assert {fault["path"] for fault in refused.json["faults"]} >= {"/email", "/phone"}


def test_a_logo_is_kept_shown_and_removed(administrator: Caller) -> None:
    assert administrator.get("/authority/logo").status_code == 404
    assert put_logo(administrator, SVG).json["has_logo"] is True
    shown = administrator.get("/authority/logo")
    assert shown.data == SVG and "sandbox" in shown.headers["Content-Security-Policy"]
    assert administrator.delete("/authority/logo").status_code == 204
    assert administrator.get("/authority").json["has_logo"] is False


def test_a_logo_that_acts_is_refused(administrator: Caller) -> None:
    refused = put_logo(administrator, SVG.replace(b"<rect", b'<rect onload="1"'))
    assert (refused.status_code, refused.json["faults"][0]["path"]) == (422, "/file")


@pytest.mark.parametrize(
    ("format", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<p>"), ("text", b"Northmoor")]
)
def test_a_letter_can_be_downloaded_in_each_format(town: Town, format: str, begins: bytes) -> None:
    case = serving(town)
    answer = town.manager.get(PDF_OF.format(case), **{"as": format})
    assert answer.data.startswith(begins) and "attachment" in answer.headers["Content-Disposition"]
    assert "downloaded a letter of the case" in town.accesses()


def test_a_letter_that_lacks_words_is_refused_with_each_of_them(administrator: Caller, town: Town) -> None:
    case = serving(town)
    amend(administrator, {"phone": "", "address": ""})
    sent = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "post"}
    refused = town.complete(case, "serve_draft#1", **sent)
    assert (refused.status_code, len(refused.json["faults"])) == (422, 2)
    preview = town.manager.get(f"/cases/{case}/letters/draft_plan_notice%231").json
    assert {"authority.phone", "authority.address"} <= {gap["name"] for gap in preview["gaps"]}


def serving(town: Town) -> str:
    case = town.agreed_case()
    assert town.complete(case, "record_advice#1", summary="Words").status_code == 201
    return case
