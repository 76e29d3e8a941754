"""Lives that open others: each case goes on by itself, all tell each other, and what is stored agrees."""

import tomllib
from dataclasses import replace
from datetime import date
from itertools import count
from random import Random

import pytest

from engine.case.events import PlanIssued
from engine.case_file import Shelf, relive
from engine.definitions import collect
from engine.living.answering import Habits
from engine.living.chain import Chain
from engine.living.seeding import cast_of, lived_case
from engine.living.simulate import Life, LifeGoesInCircles, opening_facts
from engine.version import Version, compile_version
from tests.fixtures.chained import chained_files
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER, MONDAY, ROOT, World, read_files
from tests.simulation.agreement import disagreements

HABITS = Habits(pace={"watch_over_plan": [30, 30], "hold_review": [5, 5]})
CAST = cast_of([MANAGER], AUTHORITY)
REAL = ("ehc_assessment", "plan_maintenance", "annual_review")
SEEDS = range(10, 60)
"""Of lives; one in about ten comes to an amended plan."""

ON_TO_AMENDING = Habits.of(tomllib.loads((ROOT / "api/demo/northmoor.toml").read_text())["habits"])


def reviewed_files() -> dict[str, str]:
    """The review, whose form must be answered whole: people in lives leave out what they may."""
    files = chained_files("review")
    path = "forms/hold_review.json"
    return {**files, path: files[path].replace('"required": []', '"required": ["reviewed_on"]')}


FILES = {"plan_kept": chained_files("plan_kept"), "review": reviewed_files()}


def version_of(process: str) -> Version | None:
    return compile_version(collect(process, FILES[process])) if process in FILES else None


def chain(seed: int, habits: Habits = HABITS) -> Chain:
    version, numbers = version_of("plan_kept"), count(2)
    assert version is not None
    life = Life(version, "LIF-000001", "P000001", habits, CAST, Random(seed))
    life.open("plan_kept", {"plan_made_on": MONDAY.isoformat()}, MONDAY)
    return Chain(life, version_of, lambda: f"LIF-{next(numbers):06d}")


def lived(seed: int, habits: Habits = HABITS) -> Chain:
    made = chain(seed, habits)
    made.until(date(2028, 1, 3))
    return made


def test_a_life_opens_the_next_and_hears_from_it() -> None:
    plan, review = lived(1).lives
    assert (review.file.state.process, review.file.state.opened_by_case) == ("review", "LIF-000001")
    assert (plan.file.state.outcome, review.file.state.outcome) == ("plan_over", "review_over")
    assert plan.file.state.facts["plan_last_reviewed_on"] == "2026-01-12"
    assert plan.file.state.effects == review.file.state.effects == {}


def test_a_life_is_ended_by_what_another_tells_it() -> None:
    hasty = Habits(pace={"watch_over_plan": [1, 1], "hold_review": [5, 5]})
    _, review = lived(1, hasty).lives
    assert (review.file.state.outcome, review.file.state.closed_on) == ("review_stopped", date(2026, 1, 6))


def test_days_never_run_backwards_in_a_chain() -> None:
    for life in lived(2).lives:
        days = [entry.effective_on for entry in life.file.new]
        assert days == sorted(days)


@pytest.mark.parametrize("seed", range(4), ids="seed-{}".format)
def test_every_life_of_a_chain_can_be_lived_again(seed: int) -> None:
    for life in lived(seed).lives:
        shelf = Shelf(lambda hash, life=life: life.file.version, list)  # type: ignore[misc]
        again = relive(life.file.state.case, life.file.new, shelf)
        assert [entry.hash for entry in again.new] == [entry.hash for entry in life.file.new]


def test_a_wish_for_what_nobody_published_stays_open() -> None:
    made = chain(1)
    alone = Chain(made.lives[0], lambda process: None, lambda: "LIF-000002")
    alone.until(date(2026, 1, 6))
    assert list(alone.lives[0].file.state.effects) == ["case_to_open#1"]


def test_a_case_whose_opening_is_refused_stays_wished_for() -> None:
    path = "forms/begin_review.json"
    strict = {
        **FILES["review"],
        path: FILES["review"][path].replace('"required": ["plan_made_on"]', '"required": ["setting"]'),
    }
    refusing = compile_version(collect("review", strict))
    made = Chain(chain(1).lives[0], lambda process: refusing, lambda: "LIF-000002")
    made.until(date(2026, 1, 6))
    [life] = made.lives
    assert list(life.file.state.effects) == ["case_to_open#1"]


def test_a_family_may_begin_a_case_after_a_decision() -> None:
    following = {"fact": "plan_made_on", "process": "review", "likelihood": 1, "days": [7, 7]}
    made = chain(1, replace(HABITS, follows=[{**following, "takes": {"plan_made_on": "plan_made_on"}}]))
    made.until(date(2026, 2, 1))
    [by_hand] = [life.file.state for life in made.lives[1:] if life.file.state.opened_by_case is None]
    assert (by_hand.process, by_hand.opened_on) == ("review", date(2026, 1, 12))
    assert by_hand.facts["plan_made_on"] == "2026-01-05"


def test_what_happens_may_depend_on_the_process() -> None:
    habits = Habits(happenings={"moved": {"plan_kept": 0.5}, "died": 0.1})
    assert [habits.likelihood("moved", process) for process in ("plan_kept", "review")] == [0.5, 0.0]
    assert habits.likelihood("died", "review") == 0.1


def test_cases_that_open_each_other_for_ever_are_noticed() -> None:
    made, numbers = chain(1), count(2)
    files = chained_files("plan_kept", 'value="&quot;review&quot;"', 'value="&quot;plan_kept&quot;"')
    endless = compile_version(collect("plan_kept", files))
    circle = Chain(made.lives[0], lambda process: endless, lambda: f"LIF-{next(numbers):06d}")
    with pytest.raises(LifeGoesInCircles, match="open or tell without end"):
        circle.until(date(2026, 1, 6))


def test_a_stored_chain_agrees_with_its_histories(world: World) -> None:
    world.publish("plan_kept", chained_files("plan_kept", 'value="plan_made_on"', 'value="request_received"'))
    world.publish("review", FILES["review"])
    world.now = world.now.replace(year=2027)
    case = lived_case(world.engine, "plan_kept", CHILD, MANAGER, CAST, HABITS, Random(3), MONDAY, None)
    assert [disagreements(world.engine, AUTHORITY, one) for one in (case, "NOR-000002")] == [[], []]
    assert world.turn_to("NOR-000002").state.opened_by_case == case


def test_a_plan_amended_in_a_life_takes_over_the_plan_before() -> None:
    final, amended = next(found for seed in SEEDS if (found := plans_of(real_chain(seed))))
    assert set(final.sections) - {"section_i_name", "section_i_type"} <= set(amended.sections)


def plans_of(chain: Chain) -> tuple[PlanIssued, PlanIssued] | None:
    """The final plan of a life and the first that amended it, if it came to that."""
    issued = {
        entry.event.kind: entry.event
        for life in reversed(chain.lives)
        for entry in reversed(life.file.new)
        if isinstance(entry.event, PlanIssued)
    }
    return (issued["final"], issued["amended"]) if "amended" in issued else None


def real_version(process: str) -> Version | None:
    return compile_version(collect(process, read_files())) if process in REAL else None


def real_chain(seed: int) -> Chain:
    version, numbers = real_version("ehc_assessment"), count(2)
    assert version is not None
    life = Life(version, "LIF-000001", "P000001", ON_TO_AMENDING, CAST, Random(seed))
    life.open("ehc_assessment", opening_facts(version, MONDAY, life.chance, life.habits), MONDAY)
    chain = Chain(life, real_version, lambda: f"LIF-{next(numbers):06d}")
    chain.until(date(2027, 12, 31))
    return chain
