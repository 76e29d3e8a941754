"""Every worked example in processes/examples gives the days that it promises."""

from datetime import timedelta
from typing import Any

import pytest

from engine.statute import judge_ground, reckon, service_day
from tests.engine.statute.registers import CALENDAR, examples, name_of, the_register


@pytest.mark.parametrize("example", examples("situation"), ids=name_of)
def test_the_law_gives_the_days_of_the_situation(example: dict[str, Any]) -> None:
    for limit, expected in example["gives"].items():
        found = reckon(the_register(), limit, example["facts"], CALENDAR, example.get("law_on"))
        assert (limit, found.legal) == (limit, expected["legal"])
        assert (limit, found.working) == (limit, expected.get("working", expected["legal"]))
        assert found.safe == expected.get("safe", found.safe)
        assert found.guidance_day == expected.get("guidance", found.guidance_day)
        assert found.legal + timedelta(days=1) == expected.get("then", found.legal + timedelta(days=1))


@pytest.mark.parametrize("example", examples("ground"), ids=name_of)
def test_a_ground_is_open_as_the_example_says(example: dict[str, Any]) -> None:
    judged = judge_ground(
        the_register(), example["limit"], example["ground"], example["particulars"], example["facts"], CALENDAR
    )
    assert judged.open is example["open"], judged.reason


@pytest.mark.parametrize("example", examples("served"), ids=name_of)
def test_a_letter_is_served_on_the_day_of_the_example(example: dict[str, Any]) -> None:
    assert service_day(example["sent_on"], example["means"], CALENDAR) == example["served_on"]


def test_every_example_says_what_it_shows_in_a_sentence() -> None:
    names = [name_of(one) for kind in ("situation", "ground", "served") for one in examples(kind)]
    assert len(names) == len(set(names)) > 100
    assert min(len(name.partition(": ")[2]) for name in names) > 20
