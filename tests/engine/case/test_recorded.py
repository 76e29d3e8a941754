"""What a case and the record of a person answer beforehand, so that nobody is asked what is known."""

from datetime import date
from typing import Any

import pytest

from engine.case.forms import Form
from engine.case.recorded import known_of_person, known_of_request
from tests.fixtures.world import form, question

ASKED = Form.parse(form("Asked", advice_sensory=question("Who gave it?"), in_or_beyond_year_9=question("Year 9?")))
TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({"advice_kind": "medical", "sensory_impairment": "hearing"}, "not_relevant"),
        ({"advice_kind": "educational", "sensory_impairment": "none"}, "not_relevant"),
        ({"advice_kind": "educational", "sensory_impairment": "hearing"}, None),
        ({}, None),
    ],
)
def test_only_some_advice_can_be_on_hearing_or_sight(facts: dict[str, Any], known: str | None) -> None:
    assert known_of_request(ASKED, facts).get("advice_sensory") == known


@pytest.mark.parametrize(("born", "known"), [("2012-08-31", "yes"), ("2012-09-01", "no"), (None, None)])
def test_a_day_of_birth_tells_who_is_in_year_9(born: str | None, known: str | None) -> None:
    assert known_of_person(ASKED, {"date_of_birth": born}, TODAY).get("in_or_beyond_year_9") == known
