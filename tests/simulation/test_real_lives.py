"""Lives of the 20-week pathway with answers left to chance: none gets stuck, every end is reached, each replays."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from engine.case.commands import Actor
from engine.case_file import Shelf, relive
from engine.definitions import collect
from engine.definitions.definition import read_definition
from engine.living.answering import Habits, made_up_answers
from engine.living.seeding import cast_of
from engine.living.simulate import Life
from engine.version import Version, compile_version
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, read_files

PROCESS = "ehc_assessment"
SEEDS = 90
FAR_AWAY = date(2032, 1, 5)
CAST = cast_of([MANAGER, Actor("u:two", "Two Manager", AUTHORITY, frozenset({"manager"}))], AUTHORITY)


@pytest.fixture(scope="module")
def version() -> Version:
    return compile_version(collect(PROCESS, read_files()))


def _lived(version: Version, seed: int) -> Life:
    """One life; in every second of them, each thing that can happen at any moment is tried in turn."""
    chance = Random(seed)
    messages = sorted(version.process.catchers)
    happenings = {} if seed % 2 else {messages[seed // 2 % len(messages)]: 1.0}
    habits = Habits(happenings=happenings, moments=dict.fromkeys(happenings, [1, 12]))
    life = Life(version, f"LIF-{seed:06d}", "P000001", habits, CAST, chance)
    form = version.form(version.start_form)
    facts = made_up_answers(form, MONDAY, chance, life.habits) if form is not None else {}
    life.open(PROCESS, {**facts, version.starts_on: MONDAY.isoformat()}, MONDAY)
    life.until(FAR_AWAY)
    return life


@pytest.fixture(scope="module")
def lives(version: Version) -> list[Life]:
    return [_lived(version, seed) for seed in range(SEEDS)]


def test_every_life_comes_to_an_end(lives: list[Life]) -> None:
    assert [(life.file.state.case, life.file.state.tasks) for life in lives if not life.file.state.is_closed] == []


def test_nothing_is_left_open_in_a_closed_case(lives: list[Life]) -> None:
    for state in (life.file.state for life in lives):
        running = [deadline.timer for deadline in state.deadlines.values() if deadline.is_under_way]
        assert (state.case, list(state.tasks), list(state.waits), running) == (state.case, [], [], [])


def test_every_life_can_be_lived_again(lives: list[Life], version: Version) -> None:
    for life in lives[::3]:
        again = relive(life.file.state.case, life.file.new, Shelf(lambda hash: version, list))
        assert [entry.hash for entry in again.new] == [entry.hash for entry in life.file.new]


def test_every_end_of_the_case_is_reached(lives: list[Life]) -> None:
    outcomes = Counter(life.file.state.outcome for life in lives)
    assert set(_ends()) <= set(outcomes), f"never reached: {sorted(set(_ends()) - set(outcomes))}; {outcomes}"


def _ends() -> Iterator[str]:
    """The end events of the process itself: those of its stages end no case."""
    main = read_definition(collect(PROCESS, read_files())).main
    assert main is not None
    return (one.id for one in main.elements if one.kind == "endEvent" and one.scope == PROCESS)
