"""What is read of a BPMN file."""

import pytest

from engine.definitions.bpmn import Element, Loop, Operation, Process, Timer, Unreadable, read_diagram
from tests.engine.definitions.sample_package import FOLDER, drawn

FILE = "ask_advice.bpmn"


@pytest.fixture(scope="module")
def process() -> Process:
    (read,) = read_diagram(FILE, drawn((FOLDER / FILE).read_text())).processes
    return read


def test_a_task_knows_what_its_properties_say(process: Process) -> None:
    task = process.by_id["send_decision"]
    assert (task.kind, task.name, task.scope, task.process) == ("userTask", "Send the decision", "assess", "ask_advice")
    assert (task.form, task.role, task.letter) == ("send_decision.json", "casework", "decision_notice")
    assert (task.ends_limits, task.citation) == (("assess_decision",), "SEND Regulations 2014 reg 5(1)")
    assert task.documentation == "Send the notice of the decision and say what happens next."


def test_events_know_what_they_wait_for_and_where_they_stand(process: Process) -> None:
    late, withdrawn = process.by_id["decision_late"], process.by_id["was_withdrawn"]
    assert (late.timer, late.attached_to, late.interrupting) == (
        Timer("date", 'due("assess_decision")'),
        "assess",
        False,
    )
    assert (withdrawn.message, withdrawn.events, withdrawn.interrupting) == ("request_withdrawn", ("message",), True)
    assert process.boundaries["assess"] == (late, withdrawn)


def test_other_elements_know_their_own_particulars(process: Process) -> None:
    by_id = process.by_id
    assert by_id["ask_each_adviser"].loop == Loop("parallel", "advice", "item")
    assert by_id["hear_the_family"].called == "hear_family"
    assert by_id["find_regime"].decision == "regime_of_request"
    assert by_id["note_refusal"].script == 'outcome = "refused"'
    assert by_id["warn_of_late_advice"].operation == Operation(
        "notify", {"role": '"casework"', "message": '"Advice is late: " + adviser'}
    )


def test_arrows_know_their_ends_names_and_conditions(process: Process) -> None:
    yes, no = process.outgoing["assess_or_not"]
    assert (yes.name, yes.target, yes.condition) == ("Yes", "send_decision", 'decision == "yes" and count(advice) > 0')
    assert (no.id, no.condition, no.scope) == (process.by_id["assess_or_not"].default, "", "assess")
    assert [flow.source for flow in process.incoming["all_there"]] == ["decide_whether_to_assess", "ask_each_adviser"]


def test_an_element_knows_the_stages_around_it(process: Process) -> None:
    assert [stage.id for stage in process.around(process.by_id["record_advice"])] == ["ask_each_adviser", "assess"]
    assert process.scopes == ("ask_advice", "assess", "ask_each_adviser")


def test_lanes_are_read_with_their_names() -> None:
    lane = '<bpmn:lane name="Casework"><bpmn:flowNodeRef>record_views</bpmn:flowNodeRef></bpmn:lane>'
    text = (FOLDER / "hear_family.bpmn").read_text()
    text = text.replace("<bpmn:startEvent", f"<bpmn:laneSet>{lane}</bpmn:laneSet><bpmn:startEvent", 1)
    (process,) = read_diagram("hear_family.bpmn", text).processes
    assert process.by_id["record_views"].lane == "Casework"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("", "not well-formed XML"),
        ("<a", "not well-formed XML"),
        ("<a/>", "Expected <definitions>, but the file begins with <a>"),
        ("<!DOCTYPE a><a/>", "declares a document type"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>', "declares a document type"),
        ("<a>\x00</a>", "not well-formed XML"),
        ("<a>\ud800</a>", "characters that XML does not allow"),
        ("<a>" * 300, "not well-formed XML"),
        ('<?xml version="1.0" encoding="utf-7"?><a/>', "it is written in utf-7"),
        (" " * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_file_that_is_unsafe_or_broken_is_refused(wrong: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_diagram("x.bpmn", wrong)
    assert sentence in refused.value.sentence


def test_an_element_without_a_name_is_said_by_its_id() -> None:
    assert Element("all_there", "parallelGateway", "", "x.bpmn", "x", "x").said == "'all_there'"
