"""Decision tables: how their rows are read, and which one decides."""

import pytest

from engine.definitions.bpmn import Unreadable
from engine.definitions.decisions import Decision, NoRowApplies, read_decisions
from tests.engine.definitions.sample_package import FOLDER

FILE = "decisions/regime.dmn"
TEXT = (FOLDER / FILE).read_text()


def decision(*edits: tuple[str, str]) -> Decision:
    text = TEXT
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    (read,) = read_decisions(FILE, text)
    return read


@pytest.mark.parametrize(
    ("received", "source", "row", "regime"),
    [
        ("2014-08-31", "school", 1, "1996"),
        ("2014-09-01", "school", 2, "2014 school"),
        ("2026-01-05", "parent", 3, "2014"),
    ],
)
def test_the_first_row_that_applies_decides(received: str, source: str, row: int, regime: str) -> None:
    facts = {"request_received": received, "request_source": source}
    assert decision().decide(facts) == (row, {"regime": regime})


def test_a_table_names_what_it_reads_and_what_it_gives() -> None:
    assert decision().names == {"request_received", "request_source"}
    assert decision().results == ("regime",)


@pytest.mark.parametrize(
    ("test", "source", "applies"),
    [
        ('"school", "parent"', "parent", True),
        ('"school", "parent"', "gp", False),
        ('not in ["school"]', "gp", True),
        ('!= "gp"', "gp", False),
        ("-", None, True),
    ],
)
def test_an_entry_may_say_one_of_several_or_go_on_with_a_sign(test: str, source: str, applies: bool) -> None:
    read = decision(('<inputEntry id="r2b"><text>"school"', f'<inputEntry id="r2b"><text>{test}'))
    row, _ = read.decide({"request_received": "2026-01-05", "request_source": source})
    assert (row == 2) is applies


def test_where_one_row_must_apply_two_are_a_fault() -> None:
    facts = {"request_received": "2026-01-05", "request_source": "school"}
    with pytest.raises(NoRowApplies, match="but rows 2, 3 do"):
        decision(("FIRST", "UNIQUE")).decide(facts)


def test_where_no_row_applies_the_table_says_so() -> None:
    read = decision(('<inputEntry id="r3a"><text>-', '<inputEntry id="r3a"><text>"x"'))
    with pytest.raises(NoRowApplies, match="but none does"):
        read.decide({"request_received": "2026-01-05", "request_source": "gp"})


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (("FIRST", "ANY"), "hit policy ANY; expected UNIQUE or FIRST"),
        (('name="regime" typeRef', 'name="" typeRef'), "needs the name of the fact"),
        (('<inputEntry id="r1b"><text>-</text></inputEntry>', ""), "row 1: expected an entry in each of its 3 columns"),
        (('"1996"', "__import__('os')"), "row 1: '__import__' is not allowed"),
        (("decisionTable", "literalExpression"), "has no decision table"),
    ],
)
def test_a_table_that_says_something_else_is_refused(edit: tuple[str, str], sentence: str) -> None:
    text = TEXT.replace(*edit) if edit[0] == "decisionTable" else TEXT.replace(*edit, 1)
    with pytest.raises(Unreadable) as refused:
        read_decisions(FILE, text)
    assert sentence in refused.value.sentence
