"""An outlook says the same of the same seed, whoever shares the work."""

from datetime import date

import pytest

from engine import Habits, Outlook, Span
from engine import look_ahead as look
from engine.living.outlook import WORTH_SHARING
from tests.fixtures.world import packed, small_files

SPAN = Span(date(2026, 1, 5), 10, Habits())
SMALL = packed("small_request", tuple(sorted(small_files().items())))


def look_ahead(cases: int, seed: int = 1, processes: int = 1) -> Outlook:
    return look(SMALL, cases, SPAN, seed, processes=processes)


def test_two_processes_see_what_one_sees() -> None:
    assert look_ahead(WORTH_SHARING, processes=2) == look_ahead(WORTH_SHARING)


def test_another_seed_gives_other_lives() -> None:
    assert look_ahead(20, seed=1) != look_ahead(20, seed=2)


@pytest.mark.parametrize("cases", [1, 10, 25])
def test_every_case_is_lived_once(cases: int) -> None:
    told: list[int] = []
    seen = look(SMALL, cases, SPAN, 1, told.append)
    assert seen.cases == sum(told) == cases
