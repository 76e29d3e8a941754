"""Webhooks are told of every event at least once, in the order of each case, whatever goes wrong meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from threading import Thread

import pytest

from api.addresses import Limits
from api.sending import HttpSender
from engine.case.commands import AddNote
from engine.case.events import KINDS, NoteAdded
from engine.case.history import Entry, seal
from engine.case.rejections import CaseMovedOn, CommandIdReused, NotFound
from engine.case.webhooks import GROUPS, Delivery, Outcome, Outgoing, Webhook, kinds_in
from engine.housekeeping import DELIVERIES_KEPT, tidy
from engine.store import Database
from engine.store.finished import fold_finished
from engine.telling.delivering import FAILS_AT_MOST, HELD, Outside, Round, deliver
from engine.telling.webhooks import Webhooks
from tests.fixtures.receiver import Received, Receiver
from tests.fixtures.world import AUTHORITY, MANAGER, World, small_files

KEY = b"a key that is only used in tests"
ANY_PAUSE = timedelta(hours=11)
NOTE = NoteAdded("note#1", "Recorded by a slow transaction")
SEND = HttpSender(Limits(to_localhost=True))


class PowerCut(BaseException):
    """What stops a worker where it stands."""


class Town:
    """A world with a receiver on the real network of this machine."""

    def __init__(self, world: World, receiver: Receiver) -> None:
        self.world = world
        self.receiver = receiver
        self.webhooks = Webhooks(world.engine, self.outside())

    def outside(self, send: Callable[[Outgoing], Outcome] = SEND) -> Outside:
        return Outside(send, KEY, "https://send.example.gov.uk/api/v1/cases")

    def add(self, *kinds: str, url: str = "") -> Webhook:
        asked = list(kinds) or ["everything"]
        return self.webhooks.add(MANAGER, url or self.receiver.url, asked, "", "salt")[1]

    def stands(self, webhook: Webhook) -> Webhook:
        return self.webhooks.get(AUTHORITY, webhook.id)

    def deliver(self, send: Callable[[Outgoing], Outcome] = SEND) -> Round:
        return deliver(self.world.engine, self.outside(send))

    def later(self, pause: timedelta = ANY_PAUSE) -> Round:
        self.world.now += pause
        return self.deliver()

    def history(self, case: str = "") -> list[Entry]:
        with self.world.engine.database.read() as tx:
            return tx.entries(case or self.world.case)

    def entries_told(self) -> list[tuple[str, int]]:
        return [(one.told["case"], one.told["sequence"]) for one in self.receiver.got]

    def deliveries(self, webhook: Webhook) -> list[Delivery]:
        return self.webhooks.deliveries(AUTHORITY, webhook.id, is_delivered=None, limit=200, cursor=None).items

    def note(self, text: str = "The family rang") -> None:
        self.world.tell(AddNote, text=text)


@pytest.fixture
def town(world: World, receiver: Receiver) -> Town:
    return Town(world, receiver)


@pytest.fixture
def either_town(world_on_each: World, receiver: Receiver) -> Town:
    return Town(world_on_each, receiver)


def test_every_entry_is_told_once_and_in_order(either_town: Town) -> None:
    either_town.add()
    case = either_town.world.request_received().case
    assert either_town.deliver() == Round(delivered=len(either_town.history()))
    assert either_town.entries_told() == [(case, entry.sequence) for entry in either_town.history()]
    assert either_town.deliver() == Round()


def test_what_is_told_is_signed_and_names_the_entry(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.deliver()
    [received], entry = town.receiver.got, town.history()[0]
    assert received.is_signed_with(town.webhooks.secret(webhook))
    assert received.headers["webhook-timestamp"] == str(int(town.world.now.timestamp()))
    assert received.told == {
        "id": f"W000001_{entry.case}_1",
        "authority": AUTHORITY,
        "case": entry.case,
        "sequence": 1,
        "kind": "CaseOpened",
        "recorded_at": entry.recorded_at.isoformat(),
        "effective_on": entry.effective_on.isoformat(),
        "hash": entry.hash,
        "link": f"https://send.example.gov.uk/api/v1/cases/{entry.case}",
    }
    assert received.id == received.told["id"]


def test_nothing_that_an_entry_says_leaves_the_house(town: Town) -> None:
    town.add()
    town.world.request_received(requester="A worried aunt")
    town.note("Robin cried")
    town.deliver()
    sent = b"".join(one.body for one in town.receiver.got)
    assert not [word for word in (b"aunt", b"Robin", b"cried", b"P000001", b"2016-05-04") if word in sent]


def test_only_the_kinds_that_were_asked_for_are_told(town: Town) -> None:
    town.add("deadlines", "TaskOpened")
    town.world.request_received()
    town.deliver()
    wanted = {"TaskOpened"} | GROUPS["deadlines"]
    kinds = [one.told["kind"] for one in town.receiver.got]
    assert kinds == [entry.kind for entry in town.history() if entry.kind in wanted]
    assert {"TaskOpened", "DeadlineSet"} <= set(kinds)


def test_every_group_holds_kinds_that_exist() -> None:
    assert kinds_in(GROUPS) == frozenset(KINDS)
    assert not frozenset(GROUPS) & frozenset(KINDS)


def test_events_before_the_webhook_are_not_told(town: Town) -> None:
    town.world.request_received()
    town.add()
    town.note()
    town.deliver()
    assert [one.told["kind"] for one in town.receiver.got] == ["NoteAdded"]


def test_a_receiver_that_fails_gets_it_again_later(either_town: Town) -> None:
    either_town.add()
    either_town.world.request_received()
    either_town.receiver.answers = [204, 500, 503]
    assert either_town.deliver() == Round(delivered=1, failed=1)
    assert either_town.deliver() == Round()
    assert either_town.later(timedelta(seconds=5)) == Round(failed=1)
    assert either_town.later(timedelta(seconds=5)) == Round()
    either_town.later(timedelta(minutes=5))
    tried = [sequence for _, sequence in either_town.entries_told()]
    assert tried == [1, 2, 2, 2, *range(3, len(either_town.history()) + 1)]


def test_each_attempt_is_signed_for_its_own_moment(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.receiver.answers = [500]
    town.deliver()
    town.later()
    first, second = town.receiver.got
    assert (first.id, first.body) == (second.id, second.body)
    assert first.headers["webhook-timestamp"] < second.headers["webhook-timestamp"]
    assert second.is_signed_with(town.webhooks.secret(webhook))


def test_a_failing_webhook_says_so_until_it_works_again(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.receiver.answers = [500]
    town.deliver()
    assert town.stands(webhook).failing_since == town.world.now
    assert town.stands(webhook).sentence == "The receiver answered 500 Internal Server Error"
    town.later()
    assert (town.stands(webhook).failing_since, town.stands(webhook).sentence) == (None, None)


def test_a_webhook_that_fails_for_days_is_paused(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.receiver.answers = [500] * 100
    town.deliver()
    for _ in range(FAILS_AT_MOST // ANY_PAUSE + 1):
        town.later()
    stands, tried = town.stands(webhook), len(town.receiver.got)
    assert (stands.is_active, stands.edition) == (False, 2)
    assert stands.sentence == (
        "Paused on Saturday 10 January 2026. The last attempt: The receiver answered 500 Internal Server Error"
    )
    town.later()
    assert len(town.receiver.got) == tried < 20


def test_a_receiver_that_says_gone_is_left_alone(town: Town) -> None:
    webhook = town.add()
    town.world.request_received()
    town.receiver.answers = [410]
    town.deliver()
    assert not town.stands(webhook).is_active


def test_what_happens_during_a_pause_is_told_after_it(town: Town) -> None:
    webhook = town.add("CaseOpened", "NoteAdded")
    town.webhooks.change(AUTHORITY, webhook.id, 1, is_active=False)
    town.world.request_received()
    town.note()
    assert town.deliver() == Round()
    town.webhooks.change(AUTHORITY, webhook.id, 2, is_active=True)
    town.deliver()
    assert [one.told["kind"] for one in town.receiver.got] == ["CaseOpened", "NoteAdded"]


def test_what_waits_is_told_when_its_history_is_folded(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.webhooks.change(AUTHORITY, webhook.id, 1, is_active=False)
    town.world.request_received().complete("decide_whether_to_assess#1", decision="refuse", reasons="None")
    town.world.pass_time(days=60)
    fold_finished(town.world.engine.database, date(2027, 1, 1))
    town.webhooks.change(AUTHORITY, webhook.id, 2, is_active=True)
    assert town.deliver() == Round(delivered=1)


def test_a_change_lets_a_resting_webhook_try_at_once(town: Town) -> None:
    webhook = town.add("CaseOpened", url="http://localhost:1/nobody")
    town.world.request_received()
    assert town.deliver() == Round(failed=1)
    town.webhooks.change(AUTHORITY, webhook.id, 1, url=town.receiver.url)
    assert town.deliver() == Round(delivered=1)


def test_one_case_that_fails_does_not_hold_up_others(town: Town) -> None:
    town.add("CaseOpened", "NoteAdded")
    first = town.world.request_received().case
    town.note()
    second = town.world.request_received().case
    town.receiver.answers = [500]
    town.deliver()
    town.later(timedelta(seconds=5))
    assert town.entries_told()[0] == (first, 1)
    assert set(town.entries_told()) == {(first, 1), (first, town.history(first)[-1].sequence), (second, 1)}
    in_order = [[sequence for case, sequence in town.entries_told() if case == one] for one in (first, second)]
    assert in_order == [[1, 1, town.history(first)[-1].sequence], [1]]


def test_a_killed_worker_leaves_its_work_to_another(either_town: Town) -> None:
    either_town.add("CaseOpened", "NoteAdded")
    either_town.world.request_received()
    either_town.note()

    def send_and_die(outgoing: Outgoing) -> Outcome:
        SEND(outgoing)
        raise PowerCut

    with pytest.raises(PowerCut):
        either_town.deliver(send_and_die)
    assert either_town.later(HELD - timedelta(seconds=1)) == Round()
    assert either_town.later(timedelta(seconds=1)) == Round(delivered=2)
    assert len(either_town.receiver.ids()) == 3
    assert either_town.receiver.ids()[0] == either_town.receiver.ids()[1]


def test_two_workers_never_tell_the_same_at_once(either_town: Town) -> None:
    either_town.add()
    for _ in range(6):
        either_town.world.request_received()
    workers = [Thread(target=either_town.deliver) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    either_town.deliver()
    told = either_town.entries_told()
    assert len(told) == len(set(told))
    by_case = groupby(sorted(told, key=lambda one: one[0]), key=lambda one: one[0])
    orders = {case: [sequence for _, sequence in entries] for case, entries in by_case}
    assert orders == {case: [entry.sequence for entry in either_town.history(case)] for case in orders}
    assert len(orders) == 6


@pytest.mark.postgres
def test_what_is_committed_late_is_not_passed_over(postgres_url: str, receiver: Receiver) -> None:
    world = World(Database(postgres_url))
    world.publish("small_request", small_files())
    town = Town(world, receiver)
    town.add("CaseOpened", "NoteAdded")
    early = world.request_received().case
    last = town.history()[-1]
    late = seal(early, last.sequence + 1, world.now, world.today, "u:mo", NOTE, last.version, last.hash)
    with world.engine.database.write() as tx:
        tx.append(AUTHORITY, [late])
        tx.put_in_for_webhooks(AUTHORITY, [late])
        other = world.request_received().case
        assert town.deliver() == Round(delivered=1)
        assert town.entries_told() == [(other, 1)]
    town.deliver()
    assert town.entries_told() == [(other, 1), (early, 1), (early, late.sequence)]
    world.engine.database.close()


def test_what_is_recorded_while_a_case_is_told_is_told_too(either_town: Town) -> None:
    either_town.add("CaseOpened", "NoteAdded")
    either_town.world.request_received()
    notes = iter(["first", "second"])

    def send_while_somebody_writes(outgoing: Outgoing) -> Outcome:
        for text in notes:
            either_town.note(text)
            break
        return SEND(outgoing)

    assert either_town.deliver(send_while_somebody_writes) == Round(delivered=3)
    assert [one.told["kind"] for one in either_town.receiver.got] == ["CaseOpened", "NoteAdded", "NoteAdded"]


def test_a_refused_command_tells_nobody_anything(town: Town) -> None:
    town.add()
    town.world.request_received()
    town.deliver()
    told = len(town.receiver.got)
    with pytest.raises(CaseMovedOn):
        town.world.tell(AddNote, text="Too late", expected=1)
    assert (town.deliver(), len(town.receiver.got)) == (Round(), told)


def test_a_deleted_webhook_is_told_nothing_more(town: Town) -> None:
    webhook = town.add()
    town.world.request_received()
    town.webhooks.remove(AUTHORITY, webhook.id)
    assert town.deliver() == Round()
    with pytest.raises(NotFound):
        town.stands(webhook)


def test_a_change_by_somebody_else_is_not_overwritten(either_town: Town) -> None:
    webhook = either_town.add()
    either_town.webhooks.change(AUTHORITY, webhook.id, 1, description="Reporting")
    with pytest.raises(CaseMovedOn):
        either_town.webhooks.change(AUTHORITY, webhook.id, 1, description="Billing")
    assert either_town.stands(webhook).description == "Reporting"


def test_the_same_id_adds_one_webhook_only(town: Town) -> None:
    asked = (MANAGER, town.receiver.url, ["tasks"], "")
    _, first = town.webhooks.add(*asked, "one salt", "once")
    receipt, second = town.webhooks.add(*asked, "another salt", "once")
    assert (receipt.is_repeat, first) == (True, second)
    with pytest.raises(CommandIdReused):
        town.webhooks.add(MANAGER, "https://elsewhere.example", ["tasks"], "", "salt", "once")


def test_two_webhooks_do_not_share_a_secret(town: Town) -> None:
    secrets = {town.webhooks.secret(town.add()) for _ in range(3)}
    assert len(secrets) == 3
    assert "salt" not in repr(town.add())


def test_what_was_delivered_can_be_delivered_again(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.deliver()
    [delivery] = town.deliveries(webhook)
    again = town.webhooks.redeliver(AUTHORITY, webhook.id, delivery.id)
    assert (again.attempts, again.is_delivered) == (2, True)
    assert town.receiver.ids() == [delivery.id] * 2


def test_what_failed_can_be_tried_at_once(town: Town) -> None:
    webhook = town.add("CaseOpened", "NoteAdded")
    town.world.request_received()
    town.note()
    town.receiver.answers = [500]
    town.deliver()
    [delivery] = town.deliveries(webhook)
    assert not delivery.is_delivered
    assert town.webhooks.redeliver(AUTHORITY, webhook.id, delivery.id).is_delivered
    assert len(town.receiver.got) == 2
    assert town.deliver() == Round(delivered=1)


def test_deliveries_are_forgotten_after_a_month(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.deliver()
    town.world.now += DELIVERIES_KEPT
    assert tidy(town.world.engine).deliveries == 0
    town.world.now += timedelta(seconds=1)
    assert tidy(town.world.engine).deliveries == 1
    assert town.deliveries(webhook) == []


def test_a_test_tells_of_no_case_and_leaves_no_trace(town: Town) -> None:
    webhook = town.add()
    outcome = town.webhooks.try_out(AUTHORITY, webhook.id)
    [received] = town.receiver.got
    assert (outcome.is_delivered, set(received.told)) == (True, {"id", "authority", "webhook"})
    assert received.is_signed_with(town.webhooks.secret(webhook))
    assert town.deliveries(webhook) == []


def test_a_signature_does_not_fit_another_body(town: Town) -> None:
    webhook = town.add("CaseOpened")
    town.world.request_received()
    town.deliver()
    [received] = town.receiver.got
    forged = Received(received.path, received.headers, received.body.replace(b"CaseOpened", b"CaseClosed"))
    assert not forged.is_signed_with(town.webhooks.secret(webhook))
