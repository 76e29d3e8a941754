"""What somebody types to find a child becomes the words that are kept."""

import pytest

from engine.store.wording import sought


@pytest.mark.parametrize("typed", ["12 March 2012", "12 mar 2012", "12/3/2012", "12.03.2012", "2012-03-12"])
def test_a_day_is_sought_however_it_is_typed(typed: str) -> None:
    assert sought(typed) == ["2012-03-12"]


@pytest.mark.parametrize("typed", ["O'Brien", "O’Brien", "o`brien"])
def test_a_name_is_sought_with_any_apostrophe(typed: str) -> None:
    assert sought(typed) == ["o", "brien"]


@pytest.mark.parametrize("typed", ["12 nobody 2012", "12 13", "112/3/2012"])
def test_what_is_no_day_is_sought_as_it_stands(typed: str) -> None:
    assert sought(typed) == typed.split()
