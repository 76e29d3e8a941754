"""Decisions by table: a row decides, its results are facts, and the history says so and why."""

from typing import Any

import pytest

from engine.case.commands import MoveCase, OpenCase
from engine.case.rejections import ProcessStuck
from engine.engine import Engine
from engine.runtime import ProcessUnreadable, compile_process
from tests.fixtures.world import AUTHORITY, MANAGER, POLICY, ROOT, World, form, question, small_files

SAMPLES = ROOT / "tests/samples"
DIAGRAM = (SAMPLES / "mediation.bpmn").read_text()
TABLE = (SAMPLES / "decisions/route.dmn").read_text()
DISPUTE = {"dispute_about": question("About"), "earlier_disputes": {"type": "integer", "title": "Earlier disputes"}}
ROWS = {"type": "object", "additionalProperties": False, "required": [], "properties": DISPUTE}
FORM = form(
    "The dispute",
    **DISPUTE,
    disputes={"type": "array", "title": "Disputes", "x-items": True, "items": ROWS},
)
EACH = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>disputes</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="item" name="item" /></bpmn:multiInstanceLoopCharacteristics>'
)


def files(diagram: str = DIAGRAM, table: str = TABLE) -> dict[str, str]:
    shared = {path: text for path, text in small_files().items() if path.startswith("law/")}
    return {**shared, "mediation.bpmn": diagram, "decisions/route.dmn": table, "forms/dispute.json": FORM}


def begun(world: World, diagram: str = DIAGRAM) -> World:
    world.publish("mediation", files(diagram))
    opened = world.do(OpenCase(by=MANAGER, process="mediation", person=world.person, facts={}))
    world.case = opened.case or ""
    return world


@pytest.fixture
def disputing(world: World) -> World:
    return begun(world)


def why(world: World) -> list[str]:
    told = world.looking.history(AUTHORITY, world.case)
    return [one.sentence for one in told if one.entry.kind in ("DecisionMade", "FactsDerived")]


@pytest.mark.parametrize(
    ("answers", "route", "task"),
    [
        ({"dispute_about": "health"}, "health", "meet_health_body#1"),
        ({"dispute_about": "placement"}, "education", "meet_authority#1"),
        ({"dispute_about": "care", "earlier_disputes": 2}, "both", "meet_authority#1"),
    ],
)
def test_the_row_that_applies_decides_the_way(disputing: World, answers: Any, route: str, task: str) -> None:
    disputing.complete("record_dispute#1", **answers)
    assert (disputing.state.facts["route"], disputing.open_tasks()) == (route, [task])


def test_the_history_says_what_a_rule_decided_and_why(disputing: World) -> None:
    disputing.complete("record_dispute#1", dispute_about="placement", earlier_disputes=1)
    assert why(disputing) == [
        "“Route of mediation” was decided by rule, because About: placement; Earlier disputes: 1.",
        "Worked out at “Route of mediation”: Arranged by: the authority for placement; Route: education.",
    ]


def test_what_the_table_gave_is_kept_by_its_own_name(disputing: World) -> None:
    receipt = disputing.complete("record_dispute#1", dispute_about="health", earlier_disputes=0)
    [made] = [entry.event for entry in receipt.entries if entry.kind == "DecisionMade"]
    assert vars(made) == {
        "decision": "route_of_mediation",
        "at": "find_route",
        "row": 1,
        "because": '(dispute_about) in ["health"]',
        "saw": {"dispute_about": "health", "earlier_disputes": 0},
        "item": None,
    }
    [derived] = [entry.event for entry in receipt.entries if entry.kind == "FactsDerived"]
    given = {"route": "health", "arranged_by": "the health body"}
    assert vars(derived) == {"facts": given, "by": "route_of_mediation", "item": None}


def test_where_no_row_applies_nothing_is_half_done(disputing: World) -> None:
    before = disputing.state
    with pytest.raises(ProcessStuck, match="Expected one row of 'Route of mediation' to apply, but none does"):
        disputing.complete("record_dispute#1", dispute_about="care", earlier_disputes=1)
    assert disputing.state == before
    disputing.complete("record_dispute#1", dispute_about="health")
    assert disputing.open_tasks() == ["meet_health_body#1"]


def test_a_row_below_the_deciding_one_is_not_asked(disputing: World) -> None:
    disputing.complete("record_dispute#1", dispute_about="health")  # row 3 compares a number that nobody gave
    assert disputing.state.facts["route"] == "health"


def test_each_of_many_is_decided_by_its_own_facts(world: World) -> None:
    stage = '<bpmn:subProcess id="settle" name="Settle the dispute">'
    begun(world, DIAGRAM.replace(stage, stage + EACH))
    world.complete("record_dispute#1", disputes=[{"dispute_about": "health"}, {"dispute_about": "education"}])
    routes = {key: row["route"] for key, row in world.state.facts["disputes"].items()}
    assert routes == {"01": "health", "02": "education"}
    assert world.open_tasks() == ["meet_authority#1", "meet_health_body#1"]
    assert world.replay().is_sound


def test_a_decided_case_is_lived_again_the_same(disputing: World) -> None:
    disputing.complete("record_dispute#1", dispute_about="placement")
    assert disputing.replay().is_sound


def test_a_decided_case_goes_on_from_its_snapshot(disputing: World) -> None:
    disputing.complete("record_dispute#1", dispute_about="placement")
    disputing.engine = Engine(disputing.engine.database, lambda: disputing.now)  # nothing is in hand there
    disputing.complete("meet_authority#1")
    assert (disputing.state.outcome, disputing.replay().is_sound) == ("dispute_over", True)


def under_another_table(world: World) -> None:
    """The case goes on under a version whose first row is for every dispute."""
    table = TABLE.replace('<text>"health"</text>', "<text>-</text>", 1)
    world.tell(MoveCase, by=POLICY, version=world.publish("mediation", files(table=table)), reason="It was wrong")


def test_a_case_moved_before_the_table_is_decided_by_the_new_one(disputing: World) -> None:
    under_another_table(disputing)
    disputing.complete("record_dispute#1", dispute_about="placement")
    assert disputing.state.facts["route"] == "health"
    assert disputing.replay().is_sound


def test_a_case_moved_after_the_table_keeps_what_it_decided(disputing: World) -> None:
    disputing.complete("record_dispute#1", dispute_about="placement")
    under_another_table(disputing)
    disputing.complete("meet_authority#1")
    assert (disputing.state.facts["route"], disputing.replay().is_sound) == ("education", True)


def test_a_diagram_whose_table_is_missing_is_not_compiled() -> None:
    with pytest.raises(ProcessUnreadable, match="Expected the decision 'route_of_mediation' in decisions/"):
        compile_process("mediation", {"mediation.bpmn": DIAGRAM})
