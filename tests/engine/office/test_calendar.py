"""Tests of the calendar: what stands on which day, whose it is, and that it follows the histories."""

from datetime import date, timedelta

import pytest

from engine import Diary
from engine.case.calendar import CalendarFilter, CalendarRow
from engine.case.calendar_words import read_time
from engine.case.commands import Actor, ClaimTask, CorrectFacts, ReopenCase
from engine.case.forms import Form, FormFaults
from engine.case.rejections import BadInput, NotAllowed
from engine.store import rebuild
from tests.engine.store.lives import read_models
from tests.fixtures.meetings import MEETING, MONTH, with_meeting
from tests.fixtures.world import AUTHORITY, DAY, MANAGER, OFFICER, POLICY, World, form, question, small_files


def found(world: World, asked: CalendarFilter = MONTH, by: Actor = MANAGER) -> list[CalendarRow]:
    return Diary(world.engine).page(by, asked).items


def meetings(world: World) -> list[CalendarRow]:
    return found(world, CalendarFilter(first=date(2025, 1, 1), last=date(2027, 1, 1), kinds=frozenset({"review"})))


def test_a_meeting_stands_on_its_day_with_time_and_place(world_on_each: World) -> None:
    with_meeting(world_on_each)
    [row] = [one for one in found(world_on_each) if one.kind == "review"]
    assert (row.day, row.starts_at, row.place) == (MEETING, "14:30", "Hill Road School")
    assert (row.title, row.person_name, row.name) == ("Review meeting", "Robin Example", "meeting_on")


def test_a_corrected_date_moves_the_entry(world: World) -> None:
    [before] = meetings(with_meeting(world))
    later = MEETING + timedelta(days=7)
    world.tell(CorrectFacts, facts={"meeting_on": later.isoformat()}, reason="Put off")
    [after] = meetings(world)
    assert (after.day, after.name) == (later, before.name)
    assert after.sequence > before.sequence


def test_another_place_counts_as_a_change(world: World) -> None:
    [before] = meetings(with_meeting(world))
    world.tell(CorrectFacts, facts={"meeting_place": "Online"}, reason="Snow")
    [after] = meetings(world)
    assert (after.place, after.day) == ("Online", before.day)
    assert after.sequence > before.sequence


def test_a_closed_case_keeps_only_days_that_were(world: World) -> None:
    with_meeting(world)
    refuse(world)
    assert meetings(world) == []
    world.tell(ReopenCase, reason="In error")
    assert [one.day for one in meetings(world)] == [MEETING]


def refuse(world: World) -> None:
    """Close the case by refusing."""
    world.complete("decide_whether_to_assess#1", decision="refuse", reasons="None")
    assert world.state.is_closed


def test_the_calendar_is_the_same_after_a_rebuild(world_on_each: World) -> None:
    with_meeting(world_on_each)
    world_on_each.tell(CorrectFacts, facts={"meeting_time": "9am"}, reason="Earlier")
    database = world_on_each.engine.database
    grown = read_models(database)
    rebuild(database)
    assert read_models(database) == grown
    assert grown["calendar_entry"]


def test_days_of_the_law_stand_beside_meetings_and_are_counted(world_on_each: World) -> None:
    with_meeting(world_on_each)
    asked = CalendarFilter(first=date(2026, 1, 1), last=date(2026, 2, 28))
    kinds = [(row.kind, row.day) for row in found(world_on_each, asked)]
    assert ("limit", date(2026, 2, 16)) in kinds
    assert ("holiday", date(2026, 1, 1)) == kinds[0]
    counts = Diary(world_on_each.engine).counts(MANAGER, asked)
    assert counts[MEETING, "review"] == 1
    assert counts[date(2026, 2, 16), "limit"] == 1


def test_mine_are_the_days_of_cases_in_which_i_hold_a_task(world: World) -> None:
    with_meeting(world)
    mine = CalendarFilter(first=MONTH.first, last=MONTH.last, whose="mine", kinds=frozenset({"review"}))
    assert found(world, mine, OFFICER) == []
    world.do(ClaimTask(by=MANAGER, case=world.case, task=world.open_tasks()[0]))
    assert len(found(world, mine, MANAGER)) == 1


def test_nobody_without_the_right_sees_anything(world: World) -> None:
    with_meeting(world)
    with pytest.raises(NotAllowed):
        found(world, by=POLICY)
    stranger = Actor("u:mo", "Mo", "elsewhere", frozenset({"manager"}))
    assert [row.kind for row in found(world, by=stranger)] == ["holiday"]


def test_pages_go_through_everything_once(world_on_each: World) -> None:
    for days in (1, 2, 3):
        with_meeting(world_on_each, MEETING + timedelta(days=days))
    asked, diary = CalendarFilter(first=MONTH.first, last=date(2026, 3, 1)), Diary(world_on_each.engine)
    page = diary.page(MANAGER, asked, limit=2)
    seen = page.items
    while page.next is not None:
        page = diary.page(MANAGER, asked, limit=2, cursor=page.next)
        seen += page.items
    assert seen == diary.page(MANAGER, asked).items
    assert len(seen) >= 7
    with pytest.raises(BadInput):
        diary.page(MANAGER, asked, cursor="ff")


def test_birthdays_are_worked_out_from_the_day_of_birth(world: World) -> None:
    birthday = [{"kind": "birthday", "title": "18th birthday", "years": 18}]
    asked = form(
        "Request",
        request_received=question("Day", **DAY),
        date_of_birth=question("Born", **DAY, **{"x-calendar": birthday}),
    )
    world.publish("small_request", {**small_files(), "forms/request.json": asked})
    world.request_received(date_of_birth="2008-02-29")
    rows = found(world, CalendarFilter(first=date(2026, 2, 1), last=date(2026, 3, 31), kinds=frozenset({"birthday"})))
    assert [(row.title, row.day) for row in rows] == [("18th birthday", date(2026, 2, 28))]


@pytest.mark.parametrize(
    ("said", "time"),
    [("2.30 pm", "14:30"), ("14:30", "14:30"), ("9am, room 4", "09:00"), ("12 am", "00:00"), ("Room 12", None)],
)
def test_times_are_read_as_people_write_them(said: str, time: str | None) -> None:
    assert read_time(said) == time


@pytest.mark.parametrize("said", [{}, {"kind": "party", "title": "x"}, "review", [], {"kind": "review", "title": 1}])
def test_a_form_that_says_it_badly_is_refused(said: object) -> None:
    with pytest.raises(FormFaults):
        Form.parse(form("Request", on=question("Day", **DAY, **{"x-calendar": said})))


def test_every_case_of_another_authority_stays_there(world: World) -> None:
    with_meeting(world)
    with world.engine.database.read() as tx:
        assert tx.calendar("elsewhere", MONTH) == []
        assert len(tx.calendar(AUTHORITY, MONTH)) == 1
