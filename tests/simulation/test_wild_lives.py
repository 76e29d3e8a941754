"""Lives over all the processes, chained and left to chance: each history is sound, and nothing is stuck.

A few by default; `DUECOURSE_LIVES=0-300 pytest -n 2 tests/simulation/test_wild_lives.py` lives as many of each process.
"""

import os

import pytest

from tests.simulation.soundness import faults_of
from tests.simulation.wild_life import PROCESSES, WildPerson, wrong_with

FIRST, LAST = (int(number) for number in os.environ.get("DUECOURSE_LIVES", "0-3").split("-"))


@pytest.mark.parametrize("process", PROCESSES)
def test_a_person_lives_through_whatever_happens(process: str) -> None:
    wrong = {seed: found for seed in range(FIRST, LAST) if (found := wrong_with(process, seed))}
    lines = [
        line
        for seed, found in wrong.items()
        for line in (f"Again: python -m tests.simulation.wild_life {process} {seed}", *found)
    ]
    assert not wrong, "\n" + "\n".join(lines)


def test_a_case_that_has_gone_wrong_is_noticed() -> None:
    person = WildPerson("local_offer", 1)
    [life] = person.chain.lives
    life.file.state.incidents["incident#1"] = {"about": "a timer"}
    life.file.new.pop()
    found = "; ".join(faults_of([life], person.last, set()))
    assert "does not come out the same" in found and "incident#1" in found
