"""Putting things right: corrections, exceptions, reopening, retries; the history keeps both."""

from datetime import date

import pytest

from engine.case.commands import (
    AddNote,
    AttachDocument,
    CorrectFacts,
    EndException,
    RecordException,
    ReopenCase,
    SentFile,
)
from engine.case.rejections import BadInput, CaseStillOpen, NoSuchGround, NotAllowed, NotInForce
from engine.handlers.attached import good_file
from tests.fixtures.world import OFFICER, World


@pytest.fixture
def received(world: World) -> World:
    return world.pass_time(days=7).request_received(requester="Parent")


def test_a_corrected_date_moves_its_deadline(received: World) -> None:
    receipt = received.tell(CorrectFacts, facts={"request_received": "2026-01-07"}, reason="Stamp was misread")
    assert received.deadline("assess_decision").legal == date(2026, 2, 18)
    [moved] = [entry.event for entry in receipt.entries if entry.kind == "DeadlineMoved"]
    assert (moved.was, moved.legal) == (date(2026, 2, 16), date(2026, 2, 18))


def test_a_correction_keeps_what_was_recorded_before(received: World) -> None:
    receipt = received.tell(CorrectFacts, facts={"requester": "School"}, reason="It was the school")
    assert receipt.entries[0].event.was == {"requester": "Parent"}
    assert received.state.facts["requester"] == "School"


def test_a_correction_can_make_a_met_limit_late(received: World) -> None:
    received.complete("decide_whether_to_assess#1", decision="refuse")
    received.tell(CorrectFacts, facts={"request_received": "2025-11-03"}, reason="It lay in another mailbox")
    assert received.deadline("assess_decision").status == "met_late"


def test_a_correction_can_make_a_missed_limit_run_again(received: World) -> None:
    received.pass_time(weeks=6)
    assert received.deadline("assess_decision").status == "missed"
    received.tell(CorrectFacts, facts={"request_received": "2026-02-02"}, reason="It was an older request")
    assert received.deadline("assess_decision").status == "running"
    received.pass_time(weeks=5)
    assert received.deadline("assess_decision").status == "missed"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "at least one fact"),
        ({"colour": "red"}, "not a fact of this case"),
        ({"request_received": "2026-02-30"}, "must be a real date"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(received: World, facts: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        received.tell(CorrectFacts, facts=facts, reason="Because")
    assert sentence in " ".join(fault.sentence for fault in refusal.value.faults)


def test_an_exception_excuses_a_limit_and_moves_nothing(received: World) -> None:
    received.tell(
        RecordException,
        timer="decision_overdue#1",
        ground="exceptional_personal_circumstances",
        particulars={"affects": "parent", "what_happened": "A bereavement", "began_on": "2026-01-08"},
        evidence="Letter from the family",
    )
    deadline = received.deadline("assess_decision")
    assert (deadline.is_excused, deadline.legal) == (True, date(2026, 2, 16))
    received.pass_time(weeks=6)
    assert received.deadline("assess_decision").status == "missed"


def test_an_exception_ends_once(received: World) -> None:
    test_an_exception_excuses_a_limit_and_moves_nothing(received)
    received.tell(EndException, exception="exception#1", ended_on=date(2026, 2, 1))
    assert received.state.exceptions["exception#1"]["ended_on"] == "2026-02-01"
    with pytest.raises(NotInForce):
        received.tell(EndException, exception="exception#1", ended_on=date(2026, 2, 2))


def test_a_ground_that_the_law_does_not_have_is_refused(received: World) -> None:
    with pytest.raises(NoSuchGround, match="The law does not have the ground"):
        received.tell(
            RecordException,
            timer="decision_overdue#1",
            ground="missed_appointment",
            particulars={},
            evidence="Diary",
        )


def test_only_those_who_lead_record_exceptions(received: World) -> None:
    with pytest.raises(NotAllowed):
        received.tell(RecordException, by=OFFICER, timer="decision_overdue#1", ground="x", particulars={}, evidence="x")


def test_a_case_closed_in_error_goes_on_where_it_was(received: World) -> None:
    received.receive("request_withdrawn")
    assert received.state.is_closed
    received.tell(ReopenCase, reason="The parent meant another child")
    assert received.open_tasks() == ["decide_whether_to_assess#1"]
    assert received.deadline("assess_decision").status == "running"
    received.complete("decide_whether_to_assess#1", decision="refuse")
    assert received.state.outcome == "finished"
    assert received.replay().is_sound


def test_an_open_case_cannot_be_reopened(received: World) -> None:
    with pytest.raises(CaseStillOpen):
        received.tell(ReopenCase, reason="No need")


def test_notes_and_documents_are_part_of_the_history(received: World) -> None:
    received.tell(AddNote, text="The parent rang")
    receipt = received.tell(
        AttachDocument, name="letter.pdf", media_type="application/pdf", content=b"%PDF-1.7 invented"
    )
    assert receipt.entries[0].event.document == "document#1"
    assert received.replay().is_sound


@pytest.mark.parametrize(
    ("media_type", "content", "sentence"),
    [
        ("application/pdf", b"<script>", "not what its type says"),
        ("application/pdf", b"", "empty"),
        ("text/html", b"<p>", "must be a PDF"),
        ("text/plain", b"x" * (10 * 1024 * 1024 + 1), "10 megabytes or smaller"),
    ],
)
def test_files_that_cannot_be_trusted_are_refused(
    received: World, media_type: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        received.tell(AttachDocument, name="file", media_type=media_type, content=content)


@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("../../views.txt", "text/plain", "views.txt"),
        ("views.hta", "text/plain", "views.hta.txt"),
        ("a\nSet-Cookie: b.pdf", "application/pdf", "a Set-Cookie: b.pdf"),
        ("letter\u202efdp.exe", "application/pdf", "letter fdp.exe.pdf"),
        ("Report.PDF", "application/octet-stream", "Report.PDF"),
        ("..", "application/pdf", "document.pdf"),
    ],
)
def test_a_file_is_kept_under_a_name_that_does_no_harm(name: str, media_type: str, kept: str) -> None:
    assert good_file(SentFile(name, media_type, b"%PDF-1.7")).name == kept


def test_a_file_that_nobody_has_a_name_for_is_refused() -> None:
    with pytest.raises(BadInput, match="“program.exe” must be a PDF"):
        good_file(SentFile("program.exe", "application/octet-stream", b"MZ"))
