"""Answering through a link: one request in three steps, a receipt, and nothing else of the case."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from limits import parse

from api.link_limit import KEY as LIMIT
from engine import Looking, commands
from engine.case.commands import CompleteTask
from engine.outside.links import Links
from engine.outside.reminding import Reminders
from tests.fixtures.world import AUTHORITY, outside_files, reminding_files
from tests.web.site import Site, Visitor, actor, of_task, shelve, words
from web.frame import KEY
from web.pages.outside.reminders import AT_ONCE

TASK = "record_advice#1"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }}"
GONE = "This link does not open anything"


@pytest.fixture
def case(site: Site) -> str:
    shelve(site.database, "small_request", outside_files(), site.clock.now)
    opened = site.open_case()
    site.agree_to_assess(opened)
    return opened


def link(site: Site, case: str, task: str | None = TASK, **more: Any) -> str:
    _, token = Links(site.engine).make(actor("cass"), case, task, **more)
    return f"/answer/{token}" if task else f"/family/{token}"


@pytest.fixture
def stranger(site: Site) -> Visitor:
    """Somebody with a browser of their own, and no account."""
    return site.visitor()


def send(stranger: Visitor, path: str, *files: tuple[str, bytes, str], **typed: str) -> Any:
    """Fill in the form, check it, and send it with files."""
    checked = stranger.post(path, do="complete", **typed)
    found = re.search(r'name="sent" value="([^"]*)"', checked.text)
    assert found, words(checked)
    sent = found[1].replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
    chosen = [(io.BytesIO(content), name, kind) for name, content, kind in files]
    return stranger.post(path, do="send", sent=sent, form_id="1", files=chosen)


PDF = ("report.pdf", b"%PDF-1.7 a report", "application/pdf")


def test_a_stranger_is_told_who_asks_whom_for_what_and_by_when(site: Site, case: str, stranger: Visitor) -> None:
    said = words(stranger.get(link(site, case)))
    assert "Northmoor Council asks Eve Psychologist" in said
    assert "born on 4 May 2016." in said
    assert "by Monday 16 February 2026" in said
    assert "6 weeks from Monday 5 January 2026" in said
    assert "reg 8(1)" in said


def test_the_page_leads_nowhere_else_and_is_kept_nowhere(site: Site, case: str, stranger: Visitor) -> None:
    answer = stranger.get(link(site, case))
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert set(re.findall(r'href="(/[^"]*)"', answer.text)) <= set(re.findall(r'href="(/static/[^"]*)"', answer.text))
    assert case not in answer.text


def test_an_answer_is_checked_sent_and_acknowledged(site: Site, case: str, stranger: Visitor, cass: Visitor) -> None:
    path = link(site, case)
    answer = send(stranger, path, PDF, summary="Needs a quiet room")
    assert answer.status_code == 303
    receipt = words(stranger.get(path))
    assert "We have your answer It came on 5 January 2026 at 09:00" in receipt
    assert "Your reference is L000001" in receipt
    assert "quiet room" not in receipt
    page = cass.get(of_task(case, TASK))
    assert "Needs a quiet room" in page.text
    assert "Eve Psychologist sent this on 5 January 2026, through a link" in words(page)
    assert "report.pdf" in page.text


def test_what_came_counts_from_its_day_when_the_task_is_done(site: Site, case: str, cass: Visitor) -> None:
    send(site.visitor(), link(site, case), summary="In time")
    site.pass_time(days=20)
    path = of_task(case, TASK)
    site.visitor("cass").post(path, do="complete", summary="In time")
    with site.database.read() as tx:
        [met] = [one for one in tx.deadlines_of(AUTHORITY, case) if one.limit == "body_advice"]
    assert (met.status, str(met.met_on)) == ("met", "2026-01-05")


def test_links_that_ended_say_what_to_do(site: Site, case: str, stranger: Visitor) -> None:
    revoked, expired = link(site, case), link(site, case)
    assert "This link was stopped" in words(stranger.get(revoked))
    send(stranger, link(site, case, None) + "/tell", family_name="Pat")
    family = link(site, case, None)
    site.complete(case, TASK, summary="By telephone")
    assert "This link is not needed any more" in words(stranger.get(expired))
    site.pass_time(days=29)
    gone = stranger.get(expired)
    assert gone.status_code == 410 and "It opened until 2 February 2026 at 09:00. Ask us for a new one" in words(gone)
    assert "This link has run out" in words(stranger.get(f"{family}/tell"))
    assert "Robin" not in gone.text and "send@northmoor.example" in gone.text


def test_guesses_all_show_the_same_page(site: Site, case: str, stranger: Visitor) -> None:
    of_family = link(site, case, None).replace("family", "answer")
    paths = (of_family, "/answer/guess", "/family/guess", "/answer/" + "x" * 2000)
    pages = [stranger.get(path) for path in paths]
    assert {answer.status_code for answer in pages} == {404}
    assert len({words(answer) for answer in pages}) == 1
    assert GONE in words(pages[0]) and "send@northmoor.example" in pages[0].text


def test_a_link_is_not_used_twice(site: Site, case: str, stranger: Visitor) -> None:
    path = link(site, case)
    send(stranger, path, summary="First")
    before = site.engine.database
    answer = stranger.post(path, do="send", sent='{"summary": "Second"}', form_id="2")
    assert "We have your answer" in words(answer)
    with before.read() as tx:
        assert [entry.event.answers for entry in tx.entries_of_kind(case, "AnswerReceived")] == [{"summary": "First"}]


def test_a_form_without_our_token_sends_nothing(site: Site, case: str, stranger: Visitor) -> None:
    answer = stranger.client.post(link(site, case), data={"do": "send", "sent": '{"summary": "Forged"}'})
    assert answer.status_code == 403


def test_tokens_stand_in_no_log(site: Site, case: str, stranger: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    path = link(site, case)
    stranger.client.post(path, data={"do": "send"})
    stranger.get(path)
    assert path.rsplit("/", 1)[1] not in caplog.text + repr(site.looks())
    assert ("Eve Psychologist (by link)", "opened a link") in site.looks()


@pytest.mark.parametrize("path", ["/answer/a-token", "/family/a-token/tell", "/calendar/feeds/a-token.ics"])
def test_what_breaks_is_written_down_without_the_token(site: Site, path: str, caplog: pytest.LogCaptureFixture) -> None:
    with site.app.test_request_context(path):
        site.app.log_exception((None, None, None))
    assert "Exception on" in caplog.text and "a-token" not in caplog.text


def test_script_in_an_answer_stays_text(site: Site, case: str, stranger: Visitor, cass: Visitor) -> None:
    path = link(site, case)
    checked = stranger.post(path, do="complete", summary=HOSTILE)
    assert "<script>alert" not in checked.text and "&lt;script&gt;alert" in checked.text
    send(stranger, path, summary=HOSTILE)
    page = cass.get(of_task(case, TASK)).text
    assert "<script>alert" not in page and "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(
    "file",
    [
        ("x.exe", b"MZ", "application/x-msdownload"),
        ("x.pdf", b"<script>", "application/pdf"),
        ("x.txt", b"", "text/plain"),
    ],
    ids=["program", "disguised", "empty"],
)
def test_a_wrong_file_is_named_and_the_words_stay(
    site: Site, case: str, stranger: Visitor, file: tuple[str, bytes, str]
) -> None:
    answer = send(stranger, link(site, case), file, summary="Kept")
    assert answer.status_code == 422
    assert "The file" in words(answer) and "Kept" in words(answer)


def test_a_huge_upload_is_refused(site: Site, case: str, stranger: Visitor) -> None:
    huge, kind = b"x" * (11 * 1024 * 1024), "multipart/form-data; boundary=x"
    assert stranger.client.post(link(site, case), data=huge, content_type=kind).status_code == 413


@pytest.fixture
def strict(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two attempts in a minute."""
    limit = site.app.extensions[LIMIT]
    monkeypatch.setattr(limit, "_rate", parse("2 per minute"))
    limit.reset()
    yield
    limit.reset()


def test_too_many_guesses_are_told_to_wait(site: Site, case: str, stranger: Visitor, strict: None) -> None:
    codes = [stranger.get("/answer/guess").status_code for _ in range(3)]
    refused = stranger.get(link(site, case))
    assert (codes, refused.status_code) == ([404, 404, 429], 429)
    assert "Wait a minute" in words(refused) and "Sign in" not in words(refused)
    assert refused.headers["Retry-After"] == "60"


@pytest.mark.parametrize("sent", ["", "[]", "null", '{"summary": 7}', '{"nothing": "asked"}', "[" * 9000])
def test_answers_that_were_tampered_with_are_refused(site: Site, case: str, stranger: Visitor, sent: str) -> None:
    answer = stranger.post(link(site, case), do="send", sent=sent, form_id="1")
    assert answer.status_code == 422


def test_a_fault_stands_at_its_question(site: Site, case: str, stranger: Visitor) -> None:
    answer = stranger.post(link(site, case), do="complete", summary="x" * 401)
    assert answer.status_code == 422
    assert 'href="#summary"' in answer.text and "<title>Error:" in answer.text


def test_one_can_go_back_and_change_what_one_wrote(site: Site, case: str, stranger: Visitor) -> None:
    page = stranger.post(link(site, case), do="change", sent='{"summary": "Half a thought"}')
    assert "Half a thought" in page.text and "Continue" in words(page)


def test_a_caseworker_makes_a_link_and_sees_it_once(site: Site, case: str, cass: Visitor) -> None:
    assert "Make a link" in words(cass.get(of_task(case, TASK)))
    made = cass.post(f"/cases/{case}/links", task=TASK)
    [path] = set(re.findall(r"/answer/[\w-]+", made.text))
    assert site.visitor().get(path).status_code == 200
    listed = cass.get(f"/cases/{case}/links")
    assert path not in listed.text and "Opened 5 January 2026" in words(listed)
    assert "Make a new link" in words(cass.get(of_task(case, TASK)))
    cass.post(f"/cases/{case}/links/L000001/revoke")
    assert site.visitor().get(path).status_code == 410


def test_a_link_leads_to_where_the_settings_say(site: Site, case: str, cass: Visitor) -> None:
    site.app.extensions[KEY] = replace(site.app.extensions[KEY], address="https://send.example.gov.uk")
    assert "https://send.example.gov.uk/answer/" in cass.post(f"/cases/{case}/links", task=TASK).text
    feed = cass.post("/calendar/feeds", name="Mine", names="initials", whose="mine", kind="panel")
    assert "https://send.example.gov.uk/calendar/feeds/" in feed.text


def test_an_answer_is_sent_back_with_a_question_and_a_new_link(site: Site, case: str, cass: Visitor) -> None:
    send(site.visitor(), link(site, case), summary="Too short")
    made = cass.post(f"/cases/{case}/answers/answer%231", question="What provision?")
    [path] = set(re.findall(r"/answer/[\w-]+", made.text))
    assert "The page says what." in made.text and "What provision?" not in made.text
    assert "What we still need to know What provision?" in words(site.visitor().get(path))
    assert cass.post(f"/cases/{case}/answers/answer%239", question="What?").status_code == 404


def test_an_auditor_sees_links_and_makes_none(site: Site, case: str) -> None:
    audrey = site.visitor("audrey")
    assert "Make a link" not in words(audrey.get(f"/cases/{case}/links"))
    assert audrey.post(f"/cases/{case}/links").status_code == 403


def test_a_family_sees_where_its_case_is_and_nobody_else(site: Site, case: str, stranger: Visitor) -> None:
    said = words(stranger.get(link(site, case, None)))
    assert "Robin Example: where things are" in said
    assert "This is week 1" in said
    assert "It opens until 2 February 2026 at 09:00" in said
    assert "Eve Psychologist" not in said and "Advice" not in said


def test_a_family_is_told_what_is_owed_to_it_and_what_is_late(site: Site, stranger: Visitor) -> None:
    path = link(site, site.open_case(), None)
    said = words(stranger.get(path))
    assert "What we must do next Decide whether to assess, and tell the family By Monday 16 February 2026 Why" in said
    site.pass_time(days=43)
    newer = link(site, "NOR-000001", None)
    assert "We are late You can ask us why." in words(stranger.get(newer))


def test_a_family_sends_its_views_and_a_caseworker_reads_them(
    site: Site, case: str, stranger: Visitor, cass: Visitor
) -> None:
    path = link(site, case, None)
    answer = send(stranger, f"{path}/tell", PDF, family_name="Pat Example", family_says="She loves drawing")
    assert answer.location == f"{path}?sent=yes"
    assert "Thank you" in words(stranger.get(answer.location))
    assert "Families sent something that nobody has read yet: Robin Example" in words(cass.get("/advice"))
    read = words(cass.get(f"/cases/{case}/links"))
    assert "Pat Example sent this on 5 January 2026" in read
    assert "What would you like to tell us? She loves drawing" in read
    cass.post(f"/cases/{case}/answers/answer%231")
    assert "nobody has read yet" not in words(cass.get("/advice"))
    assert "Pat Example sent views or evidence through a link" in words(cass.get(f"/cases/{case}/history"))


def test_a_family_reads_letters_to_it_and_no_other_paper(site: Site, case: str, stranger: Visitor) -> None:
    site.complete(case, TASK, summary="Advice that is not theirs")
    sent = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "post"}
    site.complete(case, "serve_draft#1", **sent)
    site.do(commands.AttachDocument, case=case, name="secret.txt", media_type="text/plain", content=b"About an adviser")
    site.pass_time(minutes=1)
    path = link(site, case, None)
    page = stranger.get(path)
    letters = re.findall(r'href="(/family/[^"]*/letters/[^"]*)"', page.text)
    for address in letters:
        assert stranger.get(address).data.startswith(b"%PDF")
    for document in ("document%231", "document%232", "document%239"):
        if not any(address.endswith(document) for address in letters):
            assert stranger.get(f"{path}/letters/{document}").status_code == 404


def test_the_board_shows_what_waits_what_is_late_and_what_came(site: Site, case: str, cass: Visitor) -> None:
    assert "Eve Psychologist" in words(cass.get("/advice"))
    site.pass_time(weeks=6, days=2)
    mo = site.visitor("mo")
    late = words(mo.get("/advice", show="late"))
    assert "Late (1)" in late and "2 days late" in late
    send(site.visitor(), link(site, case), summary="Here")
    assert "To check" in words(mo.get("/advice", show="to_check"))
    assert "There are no requests here" in words(mo.get("/consultations"))
    assert "There are no requests here" in words(mo.get("/advice", show="late"))


@pytest.fixture
def reminding(site: Site) -> str:
    """A case in which somebody can be reminded, and its task as pages name it."""
    shelve(site.database, "small_request", reminding_files(), site.clock.now)
    opened = site.open_case()
    site.agree_to_assess(opened)
    return f"{opened}/{TASK}"


WHEN = {"expected_on.day": "12", "expected_on.month": "1", "expected_on.year": "2026"}


def test_reminders_are_looked_at_sent_and_printed(cass: Visitor, reminding: str) -> None:
    shown = words(cass.get("/requests/remind", task=reminding))
    assert "Nothing is recorded yet." in shown and "Eve Psychologist, about Robin Example" in shown
    sent = cass.post("/requests/remind", task=reminding, do="send", form_id="1", with_links="yes", **WHEN)
    assert "1 reminder recorded" in words(sent) and "/answer/" not in words(sent).split("Dear")[0]
    [printed_at] = re.findall(r'href="(/requests/reminders.pdf[^"]*)"', sent.text)
    printed = cass.get(printed_at)
    assert printed.data.startswith(b"%PDF")
    again = cass.post("/requests/remind", task=reminding, do="send", form_id="1", **WHEN)
    assert "1 reminder recorded" in words(again) and printed_at.rpartition("letter=")[2] in again.text
    other = cass.post("/requests/remind", task=reminding, do="send", form_id="2", **WHEN)
    assert "This task is not open any more" in words(other)


def test_a_reminder_that_was_cut_off_is_brought_to_its_end(site: Site, cass: Visitor, reminding: str) -> None:
    [one] = Reminders(site.engine, Links(site.engine)).prepare(actor("cass"), [(reminding.partition("/")[0], TASK)])
    by, id = actor("cass"), f"page:{actor('cass').id}:1:{reminding}"
    site.engine.handle(CompleteTask(by=by, id=id, case=one.case, task=one.task, answers=dict(one.answers or {})))
    for _ in range(2):
        sent = words(cass.post("/requests/remind", task=reminding, do="send", form_id="1", **WHEN))
        assert "1 reminder recorded" in sent and "Eve Psychologist" in sent
    assert len(Looking(site.engine).state(AUTHORITY, one.case).documents) == 1


def test_those_who_do_not_fit_on_the_page_come_after(cass: Visitor, reminding: str) -> None:
    gone = [f"NOR-{number:06}/gone#1" for number in range(AT_ONCE)]
    shown = cass.get("/requests/remind", task=[*gone, reminding])
    assert f"{AT_ONCE} reminders cannot go" in words(shown) and "One more that you chose" in words(shown)
    [after] = re.findall(r'class="govuk-button"[^>]*href="([^"]+)|href="([^"]+)"[^>]*class="govuk-button"', shown.text)
    assert "Eve Psychologist" in words(cass.get("".join(after)))
    sent = cass.post("/requests/remind", task=reminding, later=gone, do="send", form_id="1", **WHEN)
    assert "1 reminder recorded" in words(sent) and f"{AT_ONCE} more that you chose are not looked at" in words(sent)


def test_a_reminder_asks_for_a_day_to_come(cass: Visitor, reminding: str) -> None:
    past = cass.post("/requests/remind", task=reminding, do="send", **{**WHEN, "expected_on.day": "5"})
    assert past.status_code == 422 and "must be after today" in words(past)
    none = cass.post("/requests/remind", task=reminding, do="send")
    assert none.status_code == 422 and "Enter the day by which you expect the answers" in words(none)
    assert cass.get("/requests/remind").status_code == 422
    letter = f"{reminding.split('/')[0]}/document#1"
    assert cass.get("/requests/reminders.pdf", letter=letter).status_code == 404
