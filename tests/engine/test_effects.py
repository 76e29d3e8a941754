"""Effects: what a case wants done outside it is done once, after the fact, and recorded when it is."""

from collections import Counter
from datetime import timedelta

import pytest

from engine.case.commands import AmendPerson, RetryIncident
from engine.case.office_rows import TeamRow
from engine.effects import Done, carry_out
from engine.letters import FILED
from engine.office.letterheads import Letterheads
from engine.papers import as_pdf
from engine.sweep import PAUSES
from tests.engine.papers.sample_papers import LOGO
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER, World, small_files

ADVISER = {"adviser": "Psychologist", "advice_request_received": "2026-01-05"}
NOTE_OUTCOME = small_files()["small_request.bpmn"].split('<bpmn:scriptTask id="mark_finished"')[1].split("\n")[0]
OPEN_NEXT = (
    ' name="Begin the next"><bpmn:extensionElements><spiffworkflow:serviceTaskOperator id="open_case">'
    '<spiffworkflow:parameters><spiffworkflow:parameter id="process" type="str" value="&quot;next_request&quot;" />'
    "</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></bpmn:extensionElements></bpmn:serviceTask>"
)
NEXT = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="next_definitions">
  <bpmn:process id="next_request" name="What comes next" isExecutable="true">
    <bpmn:startEvent id="next_begins" /><bpmn:sequenceFlow id="to_next" sourceRef="next_begins" targetRef="do_next" />
    <bpmn:userTask id="do_next" name="Do what comes next" />
    <bpmn:sequenceFlow id="to_next_done" sourceRef="do_next" targetRef="next_done" /><bpmn:endEvent id="next_done" />
  </bpmn:process>
</bpmn:definitions>"""


@pytest.fixture
def served(world: World) -> World:
    """A case whose draft plan has been sent, so that the letter is to be filed."""
    world.request_received().complete("decide_whether_to_assess#1", decision="assess", advice=[ADVISER])
    world.complete("record_advice#1", summary="Done")
    world.complete("serve_draft#1", draft_plan_notice_sent_on="2026-01-05", draft_plan_notice_means="post")
    return world


@pytest.fixture
def chained(world: World) -> World:
    """A closed case that wants another one opened, of a process that nobody has published."""
    changed = {f'<bpmn:scriptTask id="mark_finished"{NOTE_OUTCOME}': f'<bpmn:serviceTask id="mark_finished"{OPEN_NEXT}'}
    world.publish("small_request", small_files(**changed))
    world.request_received().complete("decide_whether_to_assess#1", decision="refuse")
    return world


def kinds(world: World, case: str = "") -> Counter[str]:
    with world.engine.database.read() as tx:
        return Counter(entry.kind for entry in tx.entries(case or world.case))


def test_a_letter_that_was_sent_is_filed_once(served: World) -> None:
    assert carry_out(served.engine) == Done(carried_out=1)
    assert carry_out(served.engine) == Done()
    [document] = served.state.documents.values()
    assert (document["media_type"], served.state.effects) == (FILED, {})
    assert kinds(served)["DocumentAttached"] == kinds(served)["EffectCarriedOut"] == 1


def test_the_filed_letter_is_the_letter_as_it_went(served: World) -> None:
    letter = served.looking.letter(AUTHORITY, served.case, "draft_plan_notice#1")
    served.now += timedelta(days=30)
    carry_out(served.engine)
    kept = served.looking.document(AUTHORITY, served.case, "document#1")
    assert (kept.media_type, kept.content) == ("application/pdf", as_pdf(letter.paper))


def test_a_filed_letter_keeps_the_letterhead_of_its_day(served: World) -> None:
    books = Letterheads(served.engine.database, served.engine.clock)
    books.put_logo(MANAGER, LOGO)
    letter = served.looking.letter(AUTHORITY, served.case, "draft_plan_notice#1")
    carry_out(served.engine)
    books.put_logo(MANAGER, None)
    books.amend(MANAGER, {"phone": "01632 960999"})
    kept = served.looking.document(AUTHORITY, served.case, "document#1")
    assert kept.content == as_pdf(letter.paper)


def test_replay_carries_nothing_out_again(served: World) -> None:
    carry_out(served.engine)
    assert served.replay().is_sound
    assert kinds(served)["DocumentAttached"] == 1


def test_a_case_that_follows_is_opened_once_and_knows_why(chained: World) -> None:
    chained.publish("next_request", {**small_files(), "next_request.bpmn": NEXT})
    chained.do(AmendPerson(by=MANAGER, person=chained.person, details={**CHILD, "setting": "Hill Road School"}))
    with chained.engine.database.write() as tx:
        tx.keep_team(TeamRow(AUTHORITY, "West", None, frozenset(), ("Hill Road School",), True))
    assert carry_out(chained.engine) == Done(carried_out=1)
    assert carry_out(chained.engine) == Done()
    opened = chained.looking.state(AUTHORITY, "NOR-000002")
    assert (opened.process, opened.opened_by_case, opened.team) == ("next_request", chained.case, "West")
    assert kinds(chained, "NOR-000003") == Counter()


def raised(world: World) -> World:
    carry_out(world.engine)
    for pause in PAUSES:
        world.now += pause
        carry_out(world.engine)
    return world


def test_an_effect_that_keeps_failing_becomes_an_incident(chained: World) -> None:
    [incident] = raised(chained).state.incidents.values()
    assert incident["about"] == "case_to_open#1"
    assert "next_request" in incident["sentence"]


def test_an_effect_is_carried_out_when_its_incident_is_retried(chained: World) -> None:
    raised(chained).publish("next_request", {**small_files(), "next_request.bpmn": NEXT})
    chained.tell(RetryIncident, incident="incident#1")
    assert carry_out(chained.engine) == Done(carried_out=1)
    assert (chained.state.incidents, chained.state.effects) == ({}, {})
    assert chained.replay().is_sound


def test_an_effect_that_fails_does_not_hold_up_another(served: World) -> None:
    failing = {f'<bpmn:scriptTask id="mark_finished"{NOTE_OUTCOME}': f'<bpmn:serviceTask id="mark_finished"{OPEN_NEXT}'}
    served.publish("small_request", small_files(**failing))
    served.request_received().complete("decide_whether_to_assess#1", decision="refuse")
    assert carry_out(served.engine) == Done(carried_out=1, failed=1)
