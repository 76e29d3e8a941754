"""E-mails: urgent at once, a short one on working mornings, each at most once, and nobody's name in them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from api.smtp import SmtpSender
from engine.case.commands import Actor
from engine.case.notices import (
    ASSIGNED,
    AT_ONCE,
    DIGEST,
    GIVEN_UP,
    INCIDENT,
    KINDS,
    PAGE,
    SENT,
    UNSURE,
    WAITING,
    HandingOver,
    Mail,
    Preferences,
    Sent,
    initials,
)
from engine.case.rejections import BadInput
from engine.office.absences import Absences
from engine.statute import LONDON, Calendar
from engine.telling.daily import Morning, begin_day
from engine.telling.mail_words import Writing
from engine.telling.mailing import HELD, LONG, OF_USE, Posted, post
from engine.telling.notifications import Notifications
from tests.engine.told import DEE, KEEPER, assign, hire, kinds
from tests.fixtures.postbox import Postbox
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, OFFICER, World

ADDRESS = "https://send.example.gov.uk"
WRITING = Writing(ADDRESS)
LAST_DAY = date(2026, 2, 16)


class PowerCut(BaseException):
    """What stops a worker where it stands."""


class Town:
    """A world with people in it, and a mail server on the real network of this machine."""

    def __init__(self, world: World, postbox: Postbox) -> None:
        self.world, self.postbox = hire(world), postbox
        self.notifications = Notifications(world.engine.database, world.engine.clock)
        self.send = SmtpSender("127.0.0.1", postbox.port, "duecourse@send.example.gov.uk", f"{ADDRESS}/n", "no")

    def post(self, send: Callable[[Mail, HandingOver], Sent] | None = None, writing: Writing = WRITING) -> Posted:
        return post(self.world.engine, send or self.send, writing)

    def begin_day(self, on: date, hour: int = 8, writing: Writing | None = WRITING) -> int:
        self.world.now = datetime.combine(on, time(hour), LONDON).astimezone(self.world.now.tzinfo)
        return begin_day(self.world.engine, Morning(Calendar(), 7, writing))

    def prefer(self, who: Actor, **how: str) -> None:
        self.notifications.prefer(who, Preferences("", how))

    def stands(self, who: Actor = DEE) -> list[str]:
        with self.world.engine.database.read() as tx:
            return [mail.standing for mail in tx.mails_of(AUTHORITY, who.id)]

    def hand_over_at_once(self) -> None:
        self.prefer(DEE, assigned=AT_ONCE)
        self.world.request_received()
        assign(self.world, DEE)


@pytest.fixture
def town(world: World, postbox: Postbox) -> Town:
    return Town(world, postbox)


@pytest.fixture
def either_town(world_on_each: World, postbox: Postbox) -> Town:
    return Town(world_on_each, postbox)


def test_what_is_urgent_goes_out_at_once_and_once(either_town: Town) -> None:
    either_town.world.request_received()
    assign(either_town.world, DEE)
    either_town.world.pass_time(days=43)
    assert either_town.post() == Posted(sent=2)
    assert sorted(either_town.postbox.to) == ["dee@northmoor.example", "mo@northmoor.example"]
    assert either_town.post() == Posted()
    assert (either_town.stands(), either_town.stands(MANAGER)) == ([SENT], [SENT])


def test_an_urgent_mail_says_what_is_due_and_why(town: Town) -> None:
    town.hand_over_at_once()
    town.post()
    [mail], [text] = town.postbox.mails, town.postbox.texts
    assert mail["Subject"] == "Urgent: Decide whether to assess"
    assert (
        "Due by Monday 16 February 2026: 6 weeks from Monday 5 January 2026, the day the request was received (SEND"
        in text
    )
    assert f"{ADDRESS}/cases/NOR-000001/tasks/decide_whether_to_assess%231" in text
    assert f"{ADDRESS}/notifications/settings" in text
    assert mail["List-Unsubscribe"] == f"<{ADDRESS}/n>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_a_mail_says_no_name_unless_the_installation_does(town: Town) -> None:
    town.hand_over_at_once()
    town.post()
    assert "Robin" not in str(town.postbox.mails[0]) and "Example" not in str(town.postbox.mails[0])
    assert "(R. E., NOR-000001)" in town.postbox.texts[0]
    assert Writing(ADDRESS, shows_names=True).whom("Robin Example", "NOR-000001") == "Robin Example, NOR-000001"
    assert initials("Ada Fakenham-Doe") == "A. F. D."


def test_titles_cannot_write_headers_or_marks(town: Town) -> None:
    said = WRITING.write("Hello\r\nBcc: all@example.org", "<b>Dee</b>", "1 < 2", [])
    assert said.subject == "Hello Bcc: all@example.org"
    assert "&lt;b&gt;Dee&lt;/b&gt;" in said.html and "1 &lt; 2" in said.html


def test_page_only_sends_nothing(town: Town) -> None:
    town.prefer(DEE, assigned=PAGE)
    town.world.request_received()
    assign(town.world, DEE)
    assert town.post() == Posted()
    assert kinds(town.world, DEE) == [ASSIGNED]


def test_mail_of_who_is_away_goes_to_who_covers(town: Town) -> None:
    absences = Absences(town.world.engine.database, town.world.engine.clock)
    absences.record(MANAGER, DEE.id, MONDAY, LAST_DAY + timedelta(days=5), OFFICER.id)
    town.world.request_received()
    assign(town.world, DEE)
    town.world.pass_time(days=43)
    town.post()
    assert sorted(town.postbox.to) == ["cas@northmoor.example", "mo@northmoor.example"]
    assert any("because you stand in for Dee Decider" in text for text in town.postbox.texts)


# --- sending, and what can go wrong --------------------------------------------------------------


def test_a_crash_before_handing_over_loses_nothing(either_town: Town) -> None:
    def dies(mail: Mail, handing_over: HandingOver) -> Sent:
        raise PowerCut

    either_town.hand_over_at_once()
    with pytest.raises(PowerCut):
        either_town.post(dies)
    assert (either_town.post(), either_town.stands()) == (Posted(), [WAITING])
    either_town.world.now += HELD
    assert (either_town.post(), len(either_town.postbox.mails)) == (Posted(sent=1), 1)


def test_a_crash_between_sending_and_noting_sends_no_second(either_town: Town) -> None:
    def dies(mail: Mail, handing_over: HandingOver) -> Sent:
        assert either_town.send(mail, handing_over).standing == SENT
        raise PowerCut

    either_town.hand_over_at_once()
    with pytest.raises(PowerCut):
        either_town.post(dies)
    either_town.world.now += HELD
    assert (either_town.post(), either_town.stands()) == (Posted(), [UNSURE])
    assert len(either_town.postbox.mails) == 1


def test_two_workers_send_a_mail_once(town: Town) -> None:
    other: list[Posted] = []

    def while_another_works(mail: Mail, handing_over: HandingOver) -> Sent:
        other.append(town.post())
        return town.send(mail, handing_over)

    town.hand_over_at_once()
    assert town.post(while_another_works) == Posted(sent=1)
    assert (other, len(town.postbox.mails)) == ([Posted()], 1)


def test_who_has_lost_its_claim_hands_nothing_over(town: Town) -> None:
    def so_slowly(mail: Mail, handing_over: HandingOver) -> Sent:
        town.world.now += HELD
        assert town.post() == Posted(sent=1)
        return town.send(mail, handing_over)

    town.hand_over_at_once()
    assert town.post(so_slowly) == Posted(failed=1)
    assert (len(town.postbox.mails), town.stands()) == (1, [SENT])


def test_a_server_that_is_busy_is_asked_again_after_a_pause(town: Town) -> None:
    town.hand_over_at_once()
    town.postbox.answers = ["451 Come back later"]
    assert (town.post(), town.post(), town.stands()) == (Posted(failed=1), Posted(), [WAITING])
    town.world.now += timedelta(minutes=1)
    assert (town.post(), town.stands()) == (Posted(sent=1), [SENT])


def test_an_address_that_is_refused_for_good_is_not_tried_again(town: Town) -> None:
    hire(town.world, KEEPER)
    town.hand_over_at_once()
    town.postbox.refuses = "550 No such user"
    assert (town.post(), town.stands()) == (Posted(failed=1), [GIVEN_UP])
    assert kinds(town.world, KEEPER) == [INCIDENT]


def test_mail_that_fails_for_long_is_told_to_who_keeps_accounts(town: Town) -> None:
    hire(town.world, KEEPER)
    town.hand_over_at_once()
    town.send = SmtpSender("127.0.0.1", 1, "duecourse@send.example.gov.uk", "", "no", seconds=1)
    town.post()
    assert kinds(town.world, KEEPER) == []
    for _ in range(2):
        town.world.now += LONG
        town.post()
    assert kinds(town.world, KEEPER) == [INCIDENT]
    town.world.now += OF_USE
    assert (town.post(), town.stands()) == (Posted(failed=1), [GIVEN_UP])


# --- the daily e-mail ----------------------------------------------------------------------------


def test_the_daily_mail_says_what_is_due_today(either_town: Town) -> None:
    either_town.world.request_received()
    assign(either_town.world, DEE)
    assert either_town.begin_day(LAST_DAY) == 1
    assert either_town.post().sent == 1
    [mail], [text] = either_town.postbox.mails, either_town.postbox.texts
    assert mail["Subject"] == "Your work on Monday 16 February 2026: 1 today"
    assert "Today (1)\n---------\n\n* Decide whether to assess (R. E., NOR-000001)" in text
    assert "Do it by Monday 16 February 2026: 6 weeks from Monday 5 January 2026" in text
    assert either_town.begin_day(LAST_DAY, hour=12) == 0
    assert either_town.post() == Posted()


def test_nothing_goes_out_on_days_off_or_before_the_hour(town: Town) -> None:
    town.world.request_received()
    assign(town.world, DEE)
    sunday, good_friday = date(2026, 2, 15), date(2026, 4, 3)
    assert [town.begin_day(day) for day in (sunday, good_friday, date(2026, 12, 28))] == [0, 0, 0]
    assert town.begin_day(LAST_DAY, hour=6) == 0
    assert town.post() == Posted()


def test_a_day_without_work_has_no_mail(town: Town) -> None:
    assert (town.begin_day(MONDAY), town.post()) == (1, Posted())


def test_the_first_ten_are_named_and_the_others_counted(town: Town) -> None:
    for _ in range(12):
        town.world.request_received()
        assign(town.world, DEE)
    town.notifications.read_all(DEE)
    town.begin_day(LAST_DAY)
    town.post()
    assert "Today (12)" in town.postbox.texts[0]
    assert town.postbox.texts[0].count("* Decide whether to assess") == 10
    assert f"These are the first 10. See all: {ADDRESS}/?show=mine&band=today\n" in town.postbox.texts[0]


def test_what_stands_among_the_work_is_no_news_as_well(town: Town) -> None:
    town.prefer(DEE, overdue=DIGEST)
    town.world.request_received()
    assign(town.world, DEE)
    town.world.pass_time(days=43)
    town.begin_day(date(2026, 2, 17))
    town.post()
    [text] = [one for one in town.postbox.texts if "Dee" in one]
    assert "Overdue (1)" in text and "Not read yet" not in text
    assert "It was due by Monday 16 February 2026: 6 weeks from Monday 5 January 2026" in text


def test_who_covers_finds_the_work_of_who_is_away_in_theirs(town: Town) -> None:
    town.world.request_received()
    assign(town.world, DEE)
    Absences(town.world.engine.database, town.world.engine.clock).record(
        MANAGER, DEE.id, LAST_DAY, LAST_DAY, OFFICER.id
    )
    town.begin_day(LAST_DAY)
    town.post()
    assert town.postbox.to == ["cas@northmoor.example"]
    assert "You stand in for whoever has it." in town.postbox.texts[0]


def test_the_day_before_holders_and_roles_are_told(either_town: Town) -> None:
    world = either_town.world.request_received()
    assign(world, DEE)
    world.request_received()
    friday = date(2026, 2, 13)
    assert either_town.begin_day(friday, writing=None) == 1
    rows = {row.kind: row for row in either_town.notifications.page(DEE).items}
    assert set(rows) == {"assigned", "tomorrow", "free"}
    assert "by Monday 16 February 2026. Monday 16 February 2026: 6 weeks from" in rows["tomorrow"].sentence
    assert rows["free"].title == "1 task that nobody has taken is due by Monday 16 February 2026"
    assert "tomorrow" not in kinds(world, OFFICER)


def test_a_worker_that_died_in_the_morning_is_carried_on(town: Town) -> None:
    town.world.request_received()
    assign(town.world, DEE)
    town.begin_day(LAST_DAY)
    with town.world.engine.database.write() as tx:
        first = tx.mails_of(AUTHORITY, DEE.id)
        tx.add_mail(first[0])
        assert tx.mails_of(AUTHORITY, DEE.id) == first


# --- preferences ---------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["nobody", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused(town: Town, address: str) -> None:
    with pytest.raises(BadInput) as refusal:
        town.notifications.prefer(DEE, Preferences(address))
    assert [fault.path for fault in refusal.value.faults] == ["/address"]


def test_mail_stays_within_the_domains_of_the_installation(town: Town) -> None:
    within: Any = Notifications(town.world.engine.database, town.world.engine.clock, frozenset({"northmoor.example"}))
    assert within.prefer(DEE, Preferences("d@Northmoor.example")).address == "d@Northmoor.example"
    with pytest.raises(BadInput, match="northmoor.example"):
        within.prefer(DEE, Preferences("d@elsewhere.example"))


def test_every_kind_has_a_usual_way(town: Town) -> None:
    assert {Preferences().way(kind) for kind in KINDS} == {PAGE, DIGEST, AT_ONCE}
