"""Links: made once, kept as digests, good for one answer; what comes through them is part of the case."""

import json
from datetime import timedelta
from typing import Any

import pytest

from engine import Accounts
from engine.case.commands import ReceiveAnswer, ReceiveMessage, SentFile, SettleAnswer
from engine.case.filters import AccessFilter
from engine.case.outside import EXPIRED, NOT_OPENED, OPENED
from engine.case.rejections import BadInput, CannotAnswer, NotAllowed, NotFound
from engine.case.requests import ADVICE, RECEIVED, TO_CHECK, WAITING, RequestFilter, RequestRow
from engine.outside.links import AskedByLink, Links, holder
from engine.store import rebuild
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, OFFICER, World, outside_files

TASK = "record_advice#1"
FILE = SentFile("report.pdf", "application/pdf", b"%PDF-1.7 a report")


@pytest.fixture
def asked(world: World) -> World:
    return begin(world)


@pytest.fixture
def asked_on_each(world_on_each: World) -> World:
    return begin(world_on_each)


def begin(world: World) -> World:
    """One adviser was asked for advice, six weeks from Monday 5 January 2026."""
    world.publish("small_request", outside_files())
    advisers = [{"adviser": "Eve Psychologist", "advice_request_received": MONDAY.isoformat()}]
    world.request_received().complete("decide_whether_to_assess#1", decision="assess", advice=advisers)
    return world


def make(world: World, task: str | None = TASK, **more: Any) -> str:
    return Links(world.engine).make(OFFICER, world.case, task, **more)[1]


def opened(world: World, token: str, *, for_family: bool = False) -> AskedByLink:
    found = Links(world.engine).open(token, for_family=for_family)
    assert found is not None, "the link opens nothing"
    return found


def answer(world: World, token: str, *files: SentFile, **answers: Any) -> Any:
    return Links(world.engine).answer(opened(world, token), answers, files, "once")


def log(world: World) -> list[tuple[str, str]]:
    page = Accounts(world.engine.database, world.engine.clock).accesses(AUTHORITY, AccessFilter())
    return [(row.actor, row.what) for row in page.items]


def board(world: World, **filter: Any) -> list[RequestRow]:
    with world.engine.database.read() as tx:
        return tx.requests(AUTHORITY, RequestFilter(**filter)).items


def test_a_link_says_who_is_asked_for_what_and_by_when(asked: World) -> None:
    shown = opened(asked, make(asked))
    assert (shown.link.sender, shown.child, shown.title) == ("Eve Psychologist", "Robin Example", "Your advice")
    assert shown.deadline is not None
    assert shown.deadline.sentence.startswith("Monday 16 February 2026: 6 weeks from Monday 5 January 2026")


def test_a_database_that_is_copied_opens_nothing(asked: World) -> None:
    token = make(asked)
    with asked.engine.database.read() as tx:
        [kept] = tx.links_of(AUTHORITY, asked.case)
        assert tx.link_of_token(token) is None
    assert token not in repr(kept)


@pytest.mark.parametrize("wrong", ["", "x", "../../", "a" * 5000, "L000001", "\udce9", "' OR 1=1 --"])
def test_guessing_opens_nothing(asked: World, wrong: str) -> None:
    make(asked)
    assert Links(asked.engine).open(wrong, for_family=False) is None


def test_a_link_for_the_family_is_no_link_for_an_adviser(asked: World) -> None:
    for task, for_family in ((TASK, True), (None, False)):
        assert Links(asked.engine).open(make(asked, task), for_family=for_family) is None


def test_what_is_too_old_or_revoked_opens_nothing(asked: World) -> None:
    links, short = Links(asked.engine), timedelta(days=1)
    row, token = links.make(OFFICER, asked.case, TASK, lasts=short)
    links.revoke(OFFICER, asked.case, row.id)
    assert links.open(token, for_family=False) is None
    token = make(asked, lasts=short)
    asked.now += short
    assert links.open(token, for_family=False) is None
    assert links.of_case(AUTHORITY, asked.case)[0].standing(asked.now) == EXPIRED


def test_of_two_links_for_the_same_only_the_new_one_opens(asked: World) -> None:
    before, now = make(asked), make(asked)
    assert Links(asked.engine).open(before, for_family=False) is None
    assert opened(asked, now).title == "Your advice"


@pytest.mark.parametrize("lasts", [timedelta(hours=23), timedelta(weeks=8, seconds=1)])
def test_a_link_lasts_some_weeks_at_most(asked: World, lasts: timedelta) -> None:
    with pytest.raises(BadInput):
        make(asked, lasts=lasts)


def test_only_who_works_on_cases_makes_and_revokes_links(asked: World) -> None:
    links = Links(asked.engine)
    row, token = links.make(OFFICER, asked.case, TASK)
    outsider = holder(opened(asked, token).link)
    with pytest.raises(NotAllowed):
        links.make(outsider, asked.case, TASK)
    with pytest.raises(NotAllowed):
        links.revoke(outsider, asked.case, row.id)
    with pytest.raises(NotFound):
        links.revoke(OFFICER, "NOR-000099", row.id)


def test_a_task_that_nobody_outside_can_answer_has_no_link(world: World) -> None:
    with pytest.raises(CannotAnswer):
        make(world.request_received(), "decide_whether_to_assess#1")


def test_an_answer_waits_in_the_case_to_be_checked(asked: World) -> None:
    answer(asked, make(asked), FILE, summary="Needs a quiet room", needs="Attention")
    form = asked.looking.task_form(AUTHORITY, asked.case, TASK)
    assert form.answers == {"summary": "Needs a quiet room", "received_on": "2026-01-05"}
    assert form.came is not None
    assert form.came["answers"]["needs"] == "Attention"
    assert [one["name"] for one in asked.state.documents.values()] == [
        "Your advice: Eve Psychologist.txt",
        "report.pdf",
    ]
    assert asked.replay().is_sound


def test_an_answer_in_time_that_is_accepted_late_is_in_time(asked: World) -> None:
    token = make(asked, lasts=timedelta(weeks=8))
    asked.pass_time(weeks=6)
    answer(asked, token, summary="On the last day")
    asked.pass_time(days=5)
    assert asked.deadline("body_advice").status == "missed"
    asked.complete(TASK, summary="On the last day", received_on="2026-02-16")
    deadline = asked.deadline("body_advice")
    assert (deadline.status, deadline.met_on.isoformat()) == ("met", "2026-02-16")
    assert asked.replay().is_sound


def test_an_answer_is_taken_in_once(asked: World) -> None:
    token = make(asked)
    shown = opened(asked, token)
    links = Links(asked.engine)
    first = links.answer(shown, {"summary": "First"}, (), "once")
    assert links.answer(shown, {"summary": "First"}, (), "again").is_repeat
    sequence = asked.state.sequence
    with pytest.raises(Exception, match="Expected a new command"):
        links.answer(shown, {"summary": "Second"}, (), "third")
    assert (asked.state.sequence, first.is_repeat) == (sequence, False)
    assert opened(asked, token).is_answered


def test_a_command_cannot_use_the_link_of_another_case(asked: World) -> None:
    link = opened(asked, make(asked)).link
    other = begin(asked).case
    forged = ReceiveAnswer(by=holder(link), case=other, link=link.id, sender="Eve", answers={}, task=TASK)
    with pytest.raises(CannotAnswer):
        asked.do(forged)
    with pytest.raises(NotAllowed):
        asked.do(ReceiveAnswer(by=MANAGER, case=other, link=link.id, sender="Eve", answers={}, task=TASK))


def test_a_holder_of_a_link_can_do_nothing_else(asked: World) -> None:
    by = holder(opened(asked, make(asked)).link)
    with pytest.raises(NotAllowed):
        asked.do(ReceiveMessage(by=by, case=asked.case, message="request_withdrawn"))
    with pytest.raises(NotAllowed):
        asked.complete(TASK, by=by, summary="Mine")


@pytest.mark.parametrize(
    "files",
    [
        (SentFile("run.exe", "application/x-msdownload", b"MZ"),),
        (SentFile("page.html", "text/html", b"<script>"),),
        (SentFile("report.pdf", "application/pdf", b"<script>"),),
        (SentFile("big.txt", "text/plain", b"x" * (10 * 1024 * 1024 + 1)),),
        (SentFile("empty.txt", "text/plain", b""),),
        (FILE,) * 6,
    ],
    ids=["program", "page", "disguised", "huge", "empty", "many"],
)
def test_files_that_may_not_be_kept_are_refused_and_nothing_is_done(asked: World, files: tuple[SentFile, ...]) -> None:
    before = asked.state.sequence
    with pytest.raises(BadInput):
        answer(asked, make(asked), *files, summary="With a file")
    assert asked.state.sequence == before
    assert Links(asked.engine).of_case(AUTHORITY, asked.case)[0].standing(asked.now) == OPENED


def test_nothing_is_no_answer(asked: World) -> None:
    with pytest.raises(BadInput):
        answer(asked, make(asked))


def test_a_case_that_is_closed_takes_no_answer(asked: World) -> None:
    token, family = make(asked), make(asked, None)
    shown, of_family = opened(asked, token), opened(asked, family, for_family=True)
    asked.receive("request_withdrawn")
    assert Links(asked.engine).open(token, for_family=False) is None
    for one in (shown, of_family):
        with pytest.raises(Exception, match="Expected"):
            Links(asked.engine).answer(one, {"family_name": "Pat", "summary": "Too late"}, (), "once")


def test_an_answer_can_be_sent_back_with_a_question(asked: World) -> None:
    answer(asked, make(asked), summary="Too short")
    with pytest.raises(BadInput):
        asked.tell(SettleAnswer, answer="answer#1")
    asked.tell(SettleAnswer, answer="answer#1", question="What provision is needed?")
    assert asked.looking.task_form(AUTHORITY, asked.case, TASK).came is None
    shown = opened(asked, make(asked, question="What provision is needed?"))
    assert shown.link.question == "What provision is needed?"
    with pytest.raises(NotFound):
        asked.tell(SettleAnswer, answer="answer#1", question="Again?")
    told = [one.sentence for one in asked.looking.history(AUTHORITY, asked.case)][-2:]
    assert told[-1] == "What Eve Psychologist sent was sent back with a question: What provision is needed?"


def test_a_family_sends_what_it_has_to_say_more_than_once(asked: World) -> None:
    token = make(asked, None)
    links = Links(asked.engine)
    for words in ("First", "Second"):
        shown = opened(asked, token, for_family=True)
        links.answer(shown, {"family_name": "Pat Example", "family_says": words}, (FILE,), words)
        links.answer(shown, {"family_name": "Pat Example", "family_says": words}, (FILE,), words)
    with asked.engine.database.read() as tx:
        assert [(row.answer, row.sender) for row in tx.family_words(AUTHORITY).items] == [
            ("answer#1", "Pat Example"),
            ("answer#2", "Pat Example"),
        ]
    asked.tell(SettleAnswer, answer="answer#1")
    with asked.engine.database.read() as tx:
        assert [row.answer for row in tx.family_words(AUTHORITY).items] == ["answer#2"]
    assert asked.replay().is_sound


def test_every_use_of_a_link_is_in_the_log(asked: World) -> None:
    token = make(asked)
    answer(asked, token, summary="Said")
    row = Links(asked.engine).of_case(AUTHORITY, asked.case)[0]
    assert log(asked) == [
        ("link:L000001", "answered through a link"),
        ("link:L000001", "opened a link"),
        (OFFICER.id, "made link L000001 for Eve Psychologist"),
    ]
    assert token not in json.dumps(log(asked))
    assert row.answered_at == asked.now


def test_the_board_tells_how_each_request_stands(asked_on_each: World) -> None:
    world = asked_on_each
    [row] = board(world)
    assert (row.who, row.kind, row.standing, row.sent_on, row.task) == (
        "Eve Psychologist",
        ADVICE,
        WAITING,
        MONDAY,
        TASK,
    )
    world.pass_time(weeks=6, days=3)
    [late] = board(world, late_on=world.today)
    assert late.days_late(world.today) == 3
    token = make(world)
    with world.engine.database.read() as tx:
        [link] = tx.latest_links(AUTHORITY, [world.case]).values()
        assert link.standing(world.now) == NOT_OPENED
    answer(world, token, summary="Late, but here")
    assert [row.standing for row in board(world)] == [TO_CHECK]
    assert board(world, late_on=world.today, standing=WAITING) == []
    with world.engine.database.read() as tx:
        counts = tx.count_requests(AUTHORITY, RequestFilter(kind=ADVICE), world.today, 99)
    assert (counts.waiting, counts.late, counts.to_check) == (0, 0, 1)


def test_the_boards_are_the_same_after_a_rebuild(asked_on_each: World) -> None:
    world = asked_on_each
    answer(world, make(world), summary="Here it is")
    opened_family = opened(world, make(world, None), for_family=True)
    Links(world.engine).answer(opened_family, {"family_name": "Pat"}, (), "once")

    def shown() -> Any:
        with world.engine.database.read() as tx:
            return tx.requests(AUTHORITY).items, tx.family_words(AUTHORITY).items

    before = shown()
    rebuild(world.engine.database)
    assert shown() == before
    assert len(before[0]) == len(before[1]) == 1
    world.complete(TASK, summary="Here it is", received_on=MONDAY.isoformat(), advice_received_on=MONDAY.isoformat())
    assert [row.standing for row in board(world)] == [RECEIVED]


def test_requests_of_a_closed_case_are_on_no_board(asked: World) -> None:
    asked.receive("request_withdrawn")
    assert board(asked) == []
