"""Tests of panels: who keeps them, when they meet, their agendas and minutes."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine import Accounts, Diary, Feeds, Panels, outcomes_of
from engine.case.calendar import CalendarFilter
from engine.case.commands import Actor, CompleteTask
from engine.case.panels import times_of
from engine.case.permissions import RIGHTS
from engine.case.rejections import BadInput, NotAllowed, NotFound
from tests.fixtures.meetings import MEETING, MONTH, panel_meeting
from tests.fixtures.world import AUTHORITY, MANAGER, OFFICER, World

DECIDE = "decide_whether_to_assess#1"


@pytest.fixture
def panels(world: World) -> Panels:
    return Panels(world.engine)


def test_meetings_are_held_every_so_many_weeks(panels: Panels) -> None:
    panel = panels.keep(MANAGER, "Placement panel", place="Civic Hall")
    made = panels.arrange(MANAGER, panel.id, MEETING, "09:30", every=2, until=MEETING + timedelta(weeks=5))
    assert [one.day - MEETING for one in made] == [timedelta(weeks=n) for n in (0, 2, 4)]
    assert {(one.starts_at, one.place, one.panel_name) for one in made} == {("09:30", "Civic Hall", "Placement panel")}


def test_a_decision_stands_on_an_agenda_once_with_its_time(world_on_each: World) -> None:
    panels, meeting = Panels(world_on_each.engine), panel_meeting(Panels(world_on_each.engine))
    for _ in range(2):
        world_on_each.request_received()
        for _ in range(2):
            agenda = panels.put_on(OFFICER, meeting.id, world_on_each.case, DECIDE, 20)
    assert [(one.place, one.is_open) for one in agenda] == [(1, True), (2, True)]
    assert times_of(meeting.starts_at, agenda) == ["10:00", "10:20"]
    moved = panels.place(OFFICER, meeting.id, agenda[1].case, DECIDE, minutes=5, earlier=True)
    assert times_of(meeting.starts_at, moved) == ["10:00", "10:05"]
    assert moved[0].case == agenda[1].case


def test_an_agenda_knows_what_is_decided(world: World, panels: Panels) -> None:
    meeting = panel_meeting(panels)
    panels.put_on(OFFICER, meeting.id, world.request_received().case, DECIDE)
    world.do(CompleteTask(by=MANAGER, case=world.case, task=DECIDE, answers={"decision": "refuse", "reasons": "No"}))
    [item] = panels.agenda(AUTHORITY, meeting.id)
    assert not item.is_open
    assert panels.take_off(OFFICER, meeting.id, world.case, DECIDE) == []


def test_a_case_withdrawn_meanwhile_was_not_decided(world: World, panels: Panels) -> None:
    meeting = panel_meeting(panels)
    panels.put_on(OFFICER, meeting.id, world.request_received().case, DECIDE)
    world.receive("request_withdrawn")
    [item] = panels.agenda(AUTHORITY, meeting.id)
    became = outcomes_of(world.engine, AUTHORITY, [(world.case, DECIDE), (world.case, "none#1"), ("NOR-9", DECIDE)])
    assert not item.is_open
    sentence = "Not decided: the case went another way on 5 January 2026."
    assert [one.sentence for one in became.values()] == [sentence]


def test_minutes_become_a_note_of_the_case(world: World, panels: Panels) -> None:
    meeting = panel_meeting(panels)
    panels.put_on(OFFICER, meeting.id, world.request_received().case, DECIDE)
    panels.take_minutes(OFFICER, meeting.id, world.case, DECIDE, "All agreed.")
    with world.engine.database.read() as tx:
        notes = [note.text for note in tx.notes_of(AUTHORITY, world.case)]
    assert notes == ["Assessment panel, 14 January 2026: All agreed."]
    assert panels.agenda(AUTHORITY, meeting.id)[0].note == "All agreed."


def test_who_was_there_is_among_the_members(panels: Panels, world: World) -> None:
    meeting = panel_meeting(panels)
    kept = panels.record_present(OFFICER, meeting.id, [], "Dr Jones, health")
    assert kept.others == "Dr Jones, health"
    with pytest.raises(BadInput):
        panels.record_present(OFFICER, meeting.id, ["U000009"], "")


def test_a_meeting_that_moves_takes_its_agenda_along(world: World, panels: Panels) -> None:
    meeting = panel_meeting(panels)
    panels.put_on(OFFICER, meeting.id, world.request_received().case, DECIDE)
    moved = panels.move(MANAGER, meeting.id, MEETING + timedelta(days=1), "11:00", "Online")
    assert (moved.sequence, len(panels.agenda(AUTHORITY, meeting.id))) == (1, 1)
    [row] = [one for one in Diary(world.engine).page(MANAGER, MONTH).items if one.kind == "panel"]
    assert (row.day, row.starts_at, row.place) == (moved.day, "11:00", "Online")
    panels.call_off(MANAGER, meeting.id)
    with pytest.raises(NotFound):
        panels.agenda(AUTHORITY, meeting.id)


def test_a_deferred_decision_stands_before_a_later_meeting(world: World, panels: Panels) -> None:
    held = panel_meeting(panels)
    [later] = panels.arrange(MANAGER, held.panel, MEETING + timedelta(days=7), "10:00")
    panels.put_on(OFFICER, held.id, world.request_received().case, DECIDE, 25)
    world.now += MEETING - world.engine.today()
    panels.defer(OFFICER, held.id, world.case, DECIDE, later.id)
    [item], [again] = (panels.agenda(AUTHORITY, one.id) for one in (held, later))
    assert (item.deferred_to, item.is_to_decide) == (later.day, False)
    assert (again.minutes, again.is_to_decide) == (25, True)
    with pytest.raises(BadInput):
        panels.defer(OFFICER, held.id, world.case, DECIDE, later.id)


def test_open_cases_of_a_meeting_called_off_go_to_another(world: World, panels: Panels) -> None:
    meeting = panel_meeting(panels)
    [later] = panels.arrange(MANAGER, meeting.panel, MEETING + timedelta(days=7), "10:00")
    panels.put_on(OFFICER, meeting.id, world.request_received().case, DECIDE)
    with pytest.raises(BadInput, match="Expected a meeting to come"):
        panels.call_off(MANAGER, meeting.id, meeting.id)
    assert panels.call_off(MANAGER, meeting.id, later.id) == 1
    assert [one.case for one in panels.agenda(AUTHORITY, later.id)] == [world.case]


def test_a_meeting_that_was_held_is_not_called_off(panels: Panels) -> None:
    meeting = panel_meeting(panels)
    panels.record_present(OFFICER, meeting.id, [], "Dr Jones, health")
    with pytest.raises(BadInput, match="not held"):
        panels.call_off(MANAGER, meeting.id)


def test_only_decisions_come_before_a_panel(world: World, panels: Panels) -> None:
    meeting = panel_meeting(panels)
    world.request_received().complete(DECIDE, decision="assess", reasons="Yes", advice=[])
    task = next(task for task in world.state.tasks.values() if task.role != "decision")
    with pytest.raises(BadInput):
        panels.put_on(OFFICER, meeting.id, world.case, task.task)


@pytest.mark.parametrize(("name", "starts_at", "every"), [("", "10:00", 0), ("Panel", "10", 0), ("Panel", "10:00", 3)])
def test_what_is_no_panel_or_no_meeting_is_refused(panels: Panels, name: str, starts_at: str, every: int) -> None:
    with pytest.raises(BadInput):
        panels.arrange(MANAGER, panels.keep(MANAGER, name).id, MEETING, starts_at, every=every, until=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"day": MEETING - timedelta(days=90)}, "/day"),
        ({"day": MEETING + timedelta(days=999)}, "/day"),
        ({"every": 1, "until": MEETING - timedelta(days=1)}, "/until"),
        ({"until": MEETING + timedelta(days=14)}, "/every"),
    ],
)
def test_days_that_contradict_each_other_are_refused(panels: Panels, asked: dict[str, Any], field: str) -> None:
    panel = panels.keep(MANAGER, "Placement panel")
    with pytest.raises(BadInput) as refusal:
        panels.arrange(MANAGER, panel.id, **{"day": MEETING, "starts_at": "10:00", **asked})
    assert [fault.path for fault in refusal.value.faults] == [field]


def test_a_panel_meets_once_at_a_time_and_not_after_its_end(panels: Panels) -> None:
    meeting = panel_meeting(panels)
    for again in ({"every": 0}, {"every": 1, "until": MEETING + timedelta(weeks=2)}):
        with pytest.raises(BadInput, match="already"):
            panels.arrange(MANAGER, meeting.panel, MEETING, "10:00", **again)
    with pytest.raises(BadInput, match="Call off its 1 meeting to come"):
        panels.keep(MANAGER, "Panel", id=meeting.panel, is_active=False)
    panels.call_off(MANAGER, meeting.id)
    assert not panels.keep(MANAGER, "Panel", id=meeting.panel, is_active=False).is_active


def test_only_those_who_lead_keep_panels(panels: Panels) -> None:
    with pytest.raises(NotAllowed):
        panels.keep(OFFICER, "Panel")


@pytest.fixture
def user(world: World) -> Actor:
    """A manager who is among the users."""
    accounts = Accounts(world.engine.database, world.engine.clock)
    row = accounts.add_user(AUTHORITY, "Mo", "mo", "correct horse battery", ["manager"])
    return Actor(row.id, row.name, AUTHORITY, row.roles)


def test_a_feed_opens_by_its_secret_until_it_ends(world: World, user: Actor) -> None:
    feeds = Feeds(world.engine.database, world.engine.clock)
    feed, secret = feeds.make(user, "Outlook", "initials", "mine", ["review"])
    opened = feeds.opened(secret)
    assert opened is not None and opened[0].id == feed.id
    assert feeds.opened("nonsense") is None
    feeds.end(user, feed.id)
    assert feeds.opened(secret) is None
    with pytest.raises(NotFound):
        feeds.end(user, feed.id)


def test_a_feed_expires_after_a_year_and_with_its_owner(world: World, user: Actor) -> None:
    feeds = Feeds(world.engine.database, world.engine.clock)
    _, secret = feeds.make(user, "Outlook", "initials", "mine", [])
    assert feeds.opened(secret) is not None
    world.now += timedelta(days=366)
    assert feeds.opened(secret) is None


def test_no_feed_for_those_who_may_not_see_cases(world: World) -> None:
    polly = Actor("u:pol", "Polly", AUTHORITY, frozenset({"policy"}))
    assert "see cases" not in RIGHTS["policy"]
    with pytest.raises(NotAllowed):
        Feeds(world.engine.database, world.engine.clock).make(polly, "Mine", "initials", "mine", [])


def test_a_badly_asked_feed_is_refused_with_every_fault(world: World, user: Actor) -> None:
    with pytest.raises(BadInput) as refused:
        Feeds(world.engine.database, world.engine.clock).make(user, "", "everything", "theirs", ["parties"])
    assert {fault.path for fault in refused.value.faults} == {"/name", "/names", "/whose", "/kinds"}


def test_panels_stand_in_the_calendar_of_their_members(world: World, user: Actor) -> None:
    panels = Panels(world.engine)
    panel = panels.keep(MANAGER, "Panel", members=[user.id])
    panels.arrange(MANAGER, panel.id, MEETING, "10:00")
    mine = CalendarFilter(first=MONTH.first, last=MONTH.last, whose="mine", kinds=frozenset({"panel"}))
    assert [row.title for row in Diary(world.engine).page(user, mine).items] == ["Panel"]
    assert Diary(world.engine).page(MANAGER, mine).items == []
