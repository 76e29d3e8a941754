"""People are told what concerns them, once each, and whoever covers for them while they are away."""

from datetime import date, timedelta

import pytest

from engine.case.commands import ClaimTask, OpenCase, RaiseIncident, ReleaseTask, system
from engine.case.notices import ASSIGNED, INCIDENT, MESSAGE, NOTICE, OVERDUE, REPLY
from engine.case.office_rows import TeamRow
from engine.housekeeping import NOTIFICATIONS_KEPT_DAYS, tidy
from engine.office.absences import Absences
from engine.sweep import sweep
from engine.telling.notifications import Notifications
from tests.engine.told import DECIDE, DEE, KEEPER, WEST, assign, hire, kinds, told, unread
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, OFFICER, World, small_files


@pytest.fixture
def staffed(world: World) -> World:
    return hire(world)


@pytest.fixture
def staffed_on_each(world_on_each: World) -> World:
    return hire(world_on_each)


def test_who_is_handed_a_task_is_told_what_is_due_and_why(staffed_on_each: World) -> None:
    world = staffed_on_each.request_received()
    assign(world, DEE)
    [row] = told(world, DEE)
    assert (row.kind, row.title, row.case, row.task) == (ASSIGNED, "Decide whether to assess", world.case, DECIDE)
    assert row.sentence.startswith("Mo Manager handed it over to you. Monday 16 February 2026: 6 weeks from")
    assert (row.due_on, row.person_name, row.is_unread) == (date(2026, 2, 16), "Robin Example", True)
    assert kinds(world, MANAGER) == []


def test_nobody_is_told_what_they_do_themselves(staffed: World) -> None:
    staffed.request_received()
    staffed.tell(ClaimTask, by=DEE, task=DECIDE)
    assign(staffed, MANAGER)
    assert kinds(staffed, DEE) == kinds(staffed, MANAGER) == []


def test_a_task_that_moves_on_is_no_news_for_who_had_it(staffed: World) -> None:
    staffed.request_received()
    assign(staffed, OFFICER)
    assign(staffed, DEE)
    assert (unread(staffed, OFFICER), unread(staffed, DEE)) == ([], [ASSIGNED])
    staffed.tell(ReleaseTask, task=DECIDE, reason="Free for all")
    assert unread(staffed, DEE) == []


def test_a_task_that_is_done_is_no_news_any_more(staffed: World) -> None:
    staffed.request_received()
    assign(staffed, DEE)
    staffed.complete(DECIDE, by=DEE, decision="refuse")
    assert (unread(staffed, DEE), kinds(staffed, DEE)) == ([], [ASSIGNED])


def test_holder_and_lead_are_told_of_a_last_day_that_passed(staffed: World) -> None:
    staffed.request_received()
    assign(staffed, DEE)
    staffed.pass_time(days=43)
    assert (unread(staffed, DEE), unread(staffed, MANAGER)) == ([OVERDUE, ASSIGNED], [OVERDUE])
    [row] = told(staffed, MANAGER)
    assert row.title == "The last day has passed: Decide whether to assess, and tell the family"
    assert row.sentence.endswith("(SEND Regulations 2014 reg 5(1)).")
    assert kinds(staffed, OFFICER) == []


def test_the_lead_of_another_team_is_not_told(staffed: World) -> None:
    hire(staffed, WEST)
    facts = {"request_received": MONDAY.isoformat()}
    opened = OpenCase(by=MANAGER, process="small_request", person=staffed.person, facts=facts, team="east")
    staffed.turn_to(str(staffed.do(opened).case)).pass_time(days=43)
    assert (kinds(staffed, MANAGER), kinds(staffed, WEST)) == ([OVERDUE], [])


def test_whoever_leads_the_team_is_told_of_its_last_days(staffed: World) -> None:
    hire(staffed, WEST)
    with staffed.engine.database.write() as tx:
        tx.keep_team(TeamRow(AUTHORITY, "east", WEST.id, frozenset(), (), True))
    facts = {"request_received": MONDAY.isoformat()}
    opened = OpenCase(by=MANAGER, process="small_request", person=staffed.person, facts=facts, team="east")
    staffed.turn_to(str(staffed.do(opened).case)).pass_time(days=43)
    assert kinds(staffed, WEST) == [OVERDUE]


def test_advice_that_comes_in_is_told_to_who_waits_for_it(staffed: World) -> None:
    staffed.request_received()
    asked = [{"adviser": name, "advice_request_received": MONDAY.isoformat()} for name in ("Eve", "Ann")]
    staffed.complete(DECIDE, decision="assess", advice=asked)
    assign(staffed, OFFICER, task="record_advice#1")
    staffed.complete("record_advice#2", by=DEE, summary="Needs help to read")
    row = told(staffed, OFFICER, kind=REPLY)[0]
    assert (row.title, row.sentence) == ("Came in: Record the advice", "Recorded as of 5 January 2026.")
    assert kinds(staffed, DEE) == []


def test_what_happens_to_a_case_is_told_to_who_had_a_task_of_it(staffed: World) -> None:
    staffed.request_received()
    assign(staffed, DEE)
    staffed.receive("request_withdrawn")
    assert unread(staffed, DEE) == [MESSAGE]
    assert told(staffed, DEE)[0].title == "Request withdrawn"


def test_the_one_who_covers_is_told_instead_and_both_can_read_it(staffed: World) -> None:
    staffed.request_received()
    Absences(staffed.engine.database, staffed.engine.clock).record(
        MANAGER, DEE.id, MONDAY, MONDAY + timedelta(days=4), OFFICER.id
    )
    assign(staffed, DEE)
    [covering] = told(staffed, OFFICER)
    assert (covering.kind, covering.instead_of) == (ASSIGNED, DEE.id)
    with staffed.engine.database.read() as tx:
        assert [row.user for row in tx.notifications_to_mail(10)] == [OFFICER.id]
    assert kinds(staffed, DEE) == [ASSIGNED]


def test_reading_is_each_ones_own_and_up_to_a_moment(staffed_on_each: World) -> None:
    world = staffed_on_each.request_received()
    assign(world, DEE)
    seen = world.now
    world.pass_time(days=43)
    mine = Notifications(world.engine.database, world.engine.clock)
    assert (mine.unread(DEE), mine.unread(MANAGER)) == (2, 1)
    assert mine.read_all(DEE, seen) == 1
    assert [row.kind for row in told(world, DEE)] == [OVERDUE, ASSIGNED]
    assert (mine.unread(DEE), mine.unread(MANAGER)) == (1, 1)


def test_pages_go_on_where_the_one_before_ended(staffed_on_each: World) -> None:
    world = staffed_on_each.request_received()
    for to in (DEE, OFFICER, DEE, OFFICER, DEE):
        assign(world, to)
    mine, seen, cursor = Notifications(world.engine.database, world.engine.clock), [], None
    while True:
        page = mine.page(DEE, limit=1, cursor=cursor)
        seen += [(row.id, row.is_unread) for row in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert (len(set(seen)), [is_unread for _, is_unread in seen]) == (3, [True, False, False])


def test_what_was_read_long_ago_is_forgotten(staffed: World) -> None:
    staffed.request_received()
    assign(staffed, DEE)
    assign(staffed, OFFICER)
    staffed.now += timedelta(days=NOTIFICATIONS_KEPT_DAYS + 1)
    assert tidy(staffed.engine).notifications == 1
    assert (kinds(staffed, DEE), kinds(staffed, OFFICER)) == ([], [ASSIGNED])


def with_notice(staffed: World) -> World:
    """A request under a process that says so when the decision is late."""
    notify = (
        'targetRef="notice" /><bpmn:serviceTask id="notice" name="Say so"><bpmn:extensionElements>'
        '<spiffworkflow:serviceTaskOperator id="notify"><spiffworkflow:parameters>'
        '<spiffworkflow:parameter id="role" type="str" value="\'decision\'" />'
        '<spiffworkflow:parameter id="message" type="str" value="\'The decision is late.\'" />'
        "</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></bpmn:extensionElements></bpmn:serviceTask>"
        '<bpmn:sequenceFlow id="to_really_explain" sourceRef="notice" targetRef="explain_delay" />'
    )
    staffed.publish("small_request", small_files(**{'targetRef="explain_delay" />': notify}))
    return staffed.request_received()


def test_a_notice_of_a_process_reaches_its_role_once(staffed: World) -> None:
    with_notice(staffed).pass_time(days=44)
    [row] = told(staffed, DEE)
    assert (row.kind, row.title, row.due_on) == (NOTICE, "The decision is late.", date(2026, 2, 16))
    assert "6 weeks from" in row.sentence
    assert kinds(staffed, OFFICER) == []


def test_nobody_is_told_of_a_case_that_closed_meanwhile(staffed: World) -> None:
    with_notice(staffed).now += timedelta(days=43)
    sweep(staffed.engine)
    staffed.now += timedelta(hours=1)
    staffed.complete("explain_delay#1")
    staffed.complete(DECIDE, by=DEE, decision="refuse")
    assert staffed.carry_out().state.is_closed
    assert kinds(staffed, DEE) == []


def test_an_incident_is_told_to_leads_and_administrators(staffed: World) -> None:
    hire(staffed, KEEPER).request_received()
    staffed.do(RaiseIncident(by=system(AUTHORITY, "sweep"), case=staffed.case, about="x", sentence="Robin Example"))
    assert (kinds(staffed, MANAGER), kinds(staffed, KEEPER), kinds(staffed, DEE)) == ([INCIDENT], [INCIDENT], [])
    [row] = told(staffed, KEEPER)
    assert "Robin" not in row.title + row.sentence
