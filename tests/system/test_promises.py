"""Promises about the whole system, kept by every command, every event, and every version that gets in."""

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment

from engine.case import events
from engine.case.commands import COMMANDS, CaseCommand, OpenCase, PublishProcess
from engine.case.events import KINDS, Event
from engine.case.permissions import NEEDED, RIGHTS
from engine.case.rejections import DefinitionRefused, Rejected
from engine.case.sentences import tell
from engine.case.state import change
from engine.case.words import Words
from engine.definitions.collecting import collect
from engine.definitions.expressions import ExpressionRefused
from engine.desk import DESK
from engine.engine import Engine
from engine.handlers import HANDLERS
from engine.runtime import ProcessUnreadable, Run, freeze, thaw
from engine.runtime.closed_engine import ClosedEngine
from engine.store import Database
from engine.store.projections.touches import TOUCHES
from engine.version import compile_version
from tests.engine.definitions.sample_package import sample
from tests.fixtures.world import AUTHORITY, POLICY, World, small_files
from tests.simulation.golden_life import live

MAIN = "ask_advice.bpmn"
DEFINITIONS = "<bpmn:definitions"
SCRIPT = "<bpmn:script>"
TIMER = 'after("reply_time")'
END = '<bpmn:endEvent id="case_done" name="Case done"/>'
CONDITION = 'decision == "yes" and count(advice) &gt; 0'
BY_TABLE = """<bpmn:businessRuleTask id="find_regime" name="Find the law that applies">
        <bpmn:extensionElements><spiffworkflow:calledDecisionId>regime_of_request</spiffworkflow:calledDecisionId></bpmn:extensionElements>
      </bpmn:businessRuleTask>"""
BY_SCRIPT = (
    '<bpmn:scriptTask id="find_regime" name="Find the law that applies">'
    '<bpmn:script>regime = "current"</bpmn:script></bpmn:scriptTask>'
)
LETTER = "letters/advice_request.md"
SOUND_LETTER = (
    (LETTER, 'notice = "advice_request"', 'notice = "decision_notice"'),
    (LETTER, "Please send us your advice.", "Please send us your advice. {# contains: decision #}"),
)
CALLS_SYSTEM = "__import__('os').system('touch {}')"


def test_every_command_has_one_place_that_decides_it() -> None:
    assert set(HANDLERS) | set(DESK) == set(COMMANDS)
    assert not set(HANDLERS) & set(DESK)


def test_every_command_needs_a_right_that_somebody_has() -> None:
    assert set(NEEDED) == set(COMMANDS)
    assert set(NEEDED.values()) <= frozenset().union(*RIGHTS.values())


def test_every_command_about_a_case_names_it() -> None:
    for command in set(HANDLERS) - {kind for kind in COMMANDS if issubclass(kind, OpenCase)}:
        assert issubclass(command, CaseCommand)
        assert dataclasses.is_dataclass(command)


def test_every_event_is_applied_and_shown() -> None:
    assert set(TOUCHES) == set(KINDS.values())
    for kind in KINDS.values():
        assert change.dispatch(kind) is not change.dispatch(Event), kind


def test_every_event_that_a_life_holds_has_a_sentence(sqlite_database: Database) -> None:
    told = list(tell(live(sqlite_database), Words()))
    assert len({line.entry.kind for line in told}) >= 22
    assert [line for line in told if len(line.sentence) < 15 or "_" in line.sentence] == []


def test_what_drives_a_case_is_always_a_cause() -> None:
    assert {kind for kind in KINDS.values() if kind.drives} <= set(events.CAUSES)


# --- nothing that a diagram says is ever run as Python -------------------------------------------------


def attack(tmp_path: Path) -> str:
    return CALLS_SYSTEM.format(tmp_path / "owned")


def edited(*edits: tuple[str, str]) -> dict[str, str]:
    """The sample package with a script in place of its decision table, and with these edits."""
    package = sample((MAIN, BY_TABLE, BY_SCRIPT), *SOUND_LETTER, *((MAIN, before, after) for before, after in edits))
    return dict(package.files)


def hostile_edits(code: str) -> Iterator[tuple[str, str]]:
    """What an attacker might put into a diagram, and what it replaces."""
    for trick in (
        code,
        "().__class__.__base__.__subclasses__()",
        "decision.__class__",
        "9**9**9",
        "[x for x in advice]",
    ):
        yield CONDITION, trick
    yield SCRIPT, f"{SCRIPT}x = {code}\n"
    yield SCRIPT, f"{SCRIPT}import os\n"
    yield TIMER, code
    yield TIMER, 'after("sooner_or_later")'
    yield f"<bpmn:timeDate>{TIMER}</bpmn:timeDate>", "<bpmn:timeDuration>P42D</bpmn:timeDuration>"
    inside = "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>"
    yield SCRIPT, f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>{SCRIPT}"
    yield DEFINITIONS, f"<!DOCTYPE x>{DEFINITIONS}"
    yield DEFINITIONS, f'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>{DEFINITIONS}'
    yield DEFINITIONS, " " * 50_000_000 + DEFINITIONS
    yield END, f'{END}<bpmn:userTask id="lost" name="Nobody comes here"/>'
    yield END, '<bpmn:userTask id="case_done" name="Case done"/>'


def test_every_attack_is_refused_at_publishing_with_a_sentence(world: World, tmp_path: Path) -> None:
    for before, after in hostile_edits(attack(tmp_path)):
        with pytest.raises(DefinitionRefused) as refusal:
            world.do(PublishProcess(by=POLICY, process="ask_advice", files=edited((before, after))))
        assert refusal.value.faults, after[:80]
        assert all(len(fault.sentence) > 15 for fault in refusal.value.faults), after[:80]
    with world.engine.database.read() as tx:
        assert tx.versions(AUTHORITY, "ask_advice") == []
    assert not (tmp_path / "owned").exists()


def test_the_same_package_without_the_attack_is_published(world: World) -> None:
    made = world.do(PublishProcess(by=POLICY, process="ask_advice", files=edited())).made
    with world.engine.database.read() as tx:
        assert [version.hash for version in tx.versions(AUTHORITY, "ask_advice")] == [made]


BACK_DOORS = {
    "condition": 'decision == "assess"',
    "timer": 'due("assess_decision")',
    "script": '"assessed" if decision == "assess" else "refused"',
}


@pytest.mark.parametrize("place", BACK_DOORS)
def test_what_gets_in_by_the_back_door_is_not_run_either(world: World, tmp_path: Path, place: str) -> None:
    code = attack(tmp_path).replace('"', "&quot;")
    world.publish("small_request", small_files(**{BACK_DOORS[place]: code}))
    with pytest.raises((Rejected, ProcessUnreadable, ExpressionRefused)):
        world.request_received().complete("decide_whether_to_assess#1", decision="refuse")
    assert not (tmp_path / "owned").exists()


def test_scripts_before_and_after_a_task_are_not_run(world: World, tmp_path: Path) -> None:
    task = '<bpmn:scriptTask id="mark_finished" name="Note the outcome">'
    script = f"<spiffworkflow:{{0}}>{attack(tmp_path)}</spiffworkflow:{{0}}>"
    inside = "".join(script.format(kind) for kind in ("preScript", "postScript"))
    with_scripts = f"{task}<bpmn:extensionElements>{inside}</bpmn:extensionElements>"
    world.publish("small_request", small_files(**{task: with_scripts}))
    with suppress(Rejected, ProcessUnreadable, ExpressionRefused):
        world.request_received().complete("decide_whether_to_assess#1", decision="refuse")
    assert not (tmp_path / "owned").exists()


@pytest.fixture
def no_open_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """SpiffWorkflow's own engine and its environment, which run any Python, break whatever makes one."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("an engine was made that runs whatever a diagram says")

    monkeypatch.setattr(PythonScriptEngine, "__init__", refuse)
    monkeypatch.setattr(TaskDataEnvironment, "__init__", refuse)


@pytest.mark.usefixtures("no_open_engine")
def test_a_whole_life_never_meets_the_open_engine(world: World) -> None:
    world.request_received()
    for _ in range(3):
        world.engine = Engine(world.engine.database, lambda: world.now)  # every command thaws the case
        world.pass_time(weeks=3)
    world.complete("decide_whether_to_assess#1", decision="refuse")
    assert world.replay().is_sound


def test_a_snapshot_cannot_choose_another_engine() -> None:
    version = compile_version(collect("small_request", small_files()))
    run, _ = Run.start(version.process, {"request_received": "2026-01-05"})
    run.view()
    for said in ({"script_engine": "PythonScriptEngine"}, {"serializer_version": "1.0"}):
        thawed = thaw(version.process, {**freeze(run), **said})
        assert type(thawed.flow.script_engine) is ClosedEngine
        assert all(part.script_engine is thawed.flow.script_engine for part in thawed.flow.flows())
