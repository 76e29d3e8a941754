"""Processes that a diagram opens cases of, or tells: in a folder they must be there."""

import pytest

from engine.definitions import Finding, read_definition
from engine.definitions.collecting import collect
from engine.definitions.neighbours import strangers
from tests.fixtures.chained import chained_files


def found(process: str, *processes: str) -> list[Finding]:
    return list(strangers(read_definition(collect(process, chained_files(process))), processes))


def test_processes_that_are_in_the_folder_are_no_finding() -> None:
    assert found("plan_kept", "plan_kept", "review") == []


@pytest.mark.parametrize("element", ["open_review", "tell_reviews"])
def test_a_process_that_is_not_in_the_folder_is_found(element: str) -> None:
    [said] = [one for one in found("plan_kept", "plan_kept") if one.element == element]
    assert (said.rule, said.severity) == ("known_processes", "error")
    assert said.sentence.endswith("names the process 'review', but there are only: plan_kept")


def test_the_opener_can_be_a_case_of_any_process() -> None:
    assert found("review", "review") == []
