"""Tests of the bell, the notifications by day, and how somebody wants to hear of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.commands import AssignTask
from tests.web.site import DECIDE, Site, Visitor, words
from web.frame import KEY, Mailing

DEE = "U000002"
LETTER = b"""From: a@example.org\r\nTo: dee@example.org\r\nSubject: Urgent: Decide\r\n\
Date: Mon, 05 Jan 2026 09:00:00 +0000\r\n\r\nHello Dee,\r\n\r\nSee https://example.org/x <b>\r\n"""


@pytest.fixture
def dee(site: Site) -> Visitor:
    return site.visitor("dee")


def hand_over(site: Site) -> str:
    case = site.open_case()
    site.do(AssignTask, case=case, task=DECIDE, to=DEE, reason="Holiday")
    return case


def test_the_bell_shows_how_many_are_not_read(site: Site, dee: Visitor) -> None:
    assert "Notifications Dee Decider" in words(dee.get("/"))
    hand_over(site)
    assert "Notifications 1 unread Dee Decider" in words(dee.get("/"))


def test_a_notification_says_what_is_due_and_why(site: Site, dee: Visitor) -> None:
    case = hand_over(site)
    page = dee.get("/notifications")
    said = words(page)
    assert "Not read, today Tick Decide whether to assess" in said
    assert f"{case} Decide whether to assess , Robin Example, {case} Mo Manager handed it over to you." in said
    assert f"(SEND Regulations 2014 reg 5(1)). Robin Example {case} 16 February 2026" in said
    assert f"/cases/{case}/tasks/decide_whether_to_assess%231" in page.text
    assert ("Dee Decider", "listed notifications") in site.looks()


def test_one_is_marked_as_read_without_scripts(site: Site, dee: Visitor) -> None:
    hand_over(site)
    [row] = _told(site)
    assert dee.post("/notifications/read", one=row).status_code == 302
    said = words(dee.get("/notifications"))
    assert "Marked as read: Decide whether to assess." in said and "Read, today" in said
    assert "There are no notifications of this kind" in words(dee.get("/notifications", show="unread"))


def _told(site: Site) -> list[str]:
    with site.database.read() as tx:
        return [row.id for row in tx.notifications("northmoor", DEE).items]


def test_all_that_were_shown_are_marked_but_none_that_came_since(site: Site, dee: Visitor) -> None:
    hand_over(site)
    seen = site.clock.now.isoformat()
    site.pass_time(minutes=1)
    hand_over(site)
    assert dee.post("/notifications/read", upto=seen).status_code == 302
    assert "1 notification is marked as read." in words(dee.get("/notifications"))
    assert "Notifications 1 unread" in words(dee.get("/"))


def test_those_that_are_ticked_are_marked_together(site: Site, dee: Visitor) -> None:
    for _ in range(3):
        hand_over(site)
    first, *others = _told(site)
    assert dee.get("/notifications", tick="all").text.count('name="tick"') == 3
    assert dee.post("/notifications/read", tick=others).status_code == 302
    assert "2 notifications are marked as read." in words(dee.get("/notifications"))
    assert f'value="{first}"' in (page := dee.get("/notifications", show="unread").text) and others[0] not in page
    assert "Select from 1 to 200 notifications" in words(dee.post("/notifications/read"))


def test_a_notification_of_somebody_else_cannot_be_marked(site: Site, dee: Visitor, cass: Visitor) -> None:
    hand_over(site)
    assert cass.post("/notifications/read", one=_told(site)[0]).status_code == 404
    assert "Notifications 1 unread" in words(dee.get("/"))


def test_notifications_are_narrowed_to_a_kind(site: Site, dee: Visitor) -> None:
    case = hand_over(site)
    assert f"Decide whether to assess , Robin Example, {case} Mo Manager" in words(
        dee.get("/notifications", kind="assigned")
    )
    assert "no notifications of this kind" in words(dee.get("/notifications", kind="overdue"))
    assert dee.get("/notifications", kind="nonsense").status_code == 422


def test_who_sees_no_cases_has_a_bell_too(site: Site) -> None:
    assert "You have no notifications" in words(site.visitor("polly").get("/notifications"))


def test_what_somebody_chooses_is_kept(site: Site, dee: Visitor) -> None:
    said = words(dee.get("/notifications/settings"))
    assert "No mail server is set up, so no e-mails are sent" in said
    assert dee.post("/notifications/settings", address="dee@example.org", overdue="page").status_code == 302
    page = dee.get("/notifications/settings").text
    assert 'value="dee@example.org"' in page and '<option value="page" selected>' in page


def test_an_address_that_is_none_is_refused_at_its_field(site: Site, dee: Visitor) -> None:
    answer = dee.post("/notifications/settings", address="dee at home", overdue="page")
    assert answer.status_code == 422
    assert words(answer).count("Enter an e-mail address in the correct format") == 2
    assert 'value="dee at home"' in answer.text


def test_caught_mails_are_shown_in_the_demonstration_only(site: Site, dee: Visitor, tmp_path: Path) -> None:
    assert dee.get("/demo/mail").status_code == dee.get("/demo/mail/1").status_code == 404
    (tmp_path / "000001.eml").write_bytes(LETTER)
    shown = replace(site.app.extensions[KEY], mail=Mailing(True, caught=tmp_path))
    site.app.extensions[KEY] = shown
    assert "5 January 2026 at 09:00 dee@example.org 5 January 2026 at 09:00" in words(dee.get("/demo/mail"))
    page = dee.get("/demo/mail/1")
    assert "&lt;b&gt;" in page.text and '<a href="https://example.org/x"' in page.text
    assert dee.get("/demo/mail/2").status_code == dee.get("/demo/mail/1/html").status_code == 404
    (tmp_path / "000002.eml").write_bytes(b"Subject: Today\nContent-Type: text/html\n\n<p>Due <b>today</b>.</p>")
    html = dee.get("/demo/mail/2/html")
    assert "<b>today</b>" in html.text and html.headers["Content-Security-Policy"].startswith("sandbox;")
