"""What a process tells is heard: somebody waits for each message that is sent, and is asked for what comes with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from engine.definitions.catalogue import EVERY_CASE, OPENER
from tests.processes.drawn import BPMN, FILES, FOLDER, SPIFF, Xml, drawing_of, properties_of

OPEN_POINTS: dict[tuple[str, str], str] = {}
"""Messages that nobody hears yet, by the process that sends them and their name, and why that may be so."""


@dataclass(frozen=True)
class Sent:
    process: str
    message: str
    to: str
    payload: frozenset[str]

    def __str__(self) -> str:
        return f"{self.process} tells {self.to}: {self.message}"


def parameters(task: Xml) -> dict[str, str]:
    found = task.iterfind(f".//{SPIFF}parameter")
    return {one.get("id", ""): one.get("value", "") for one in found}


def operations(kind: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The service tasks of all processes that call this operation, with their parameters."""
    for file in FILES:
        for task in drawing_of(file).all_of("serviceTask"):
            operator = task.find(f"{BPMN}extensionElements/{SPIFF}serviceTaskOperator")
            if operator is not None and operator.get("id") == kind:
                yield file.stem, parameters(task)


def plain(expression: str) -> str:
    """The text that an expression in quotation marks stands for."""
    assert expression[0] == expression[-1] and expression[0] in "\"'", f"{expression} is no plain text"
    return expression[1:-1]


@cache
def sent() -> tuple[Sent, ...]:
    told = (
        (process, plain(said.pop("message")), plain(said.pop("to")), frozenset(said))
        for process, said in operations("send_message")
    )
    return tuple(sorted({Sent(*one) for one in told}, key=str))


@cache
def catchers() -> dict[str, dict[str, str | None]]:
    """Who waits for each message, and with which form."""
    waiting: dict[str, dict[str, str | None]] = {}
    for file in FILES:
        for element in drawing_of(file).elements.values():
            for definition in element.iterfind(f"{BPMN}messageEventDefinition"):
                form = properties_of(element).get("formJsonSchemaFilename")
                waiting.setdefault(definition.get("messageRef", ""), {})[file.stem] = form
    return waiting


@cache
def openers() -> dict[str, set[str]]:
    """Which processes open a case of each process."""
    opening: dict[str, set[str]] = {}
    for process, said in operations("open_case"):
        opening.setdefault(plain(said["process"]), set()).add(process)
    return opening


def hearers(one: Sent) -> dict[str, str | None]:
    """Of the processes that the message is for, those that wait for it."""
    waiting = catchers().get(one.message, {})
    if one.to == EVERY_CASE:
        return {process: form for process, form in waiting.items() if process != one.process}
    meant = openers().get(one.process, set()) if one.to == OPENER else {one.to}
    return {process: form for process, form in waiting.items() if process in meant}


@pytest.mark.parametrize("one", sent(), ids=str)
def test_whoever_a_message_is_for_waits_for_it(one: Sent) -> None:
    assert hearers(one) or (one.process, one.message) in OPEN_POINTS


@pytest.mark.parametrize("one", sent(), ids=str)
def test_what_comes_with_a_message_is_asked_by_its_form(one: Sent) -> None:
    for process, form in hearers(one).items():
        asked = json.loads((FOLDER / "forms" / form).read_text())["schema"] if form else {}
        assert one.payload <= set(asked.get("properties", {})), process
        assert set(asked.get("required", ())) <= one.payload, process


def test_no_open_point_outlives_what_it_excuses() -> None:
    unheard = {(one.process, one.message) for one in sent() if not hearers(one)}
    assert set(OPEN_POINTS) == unheard


def test_a_case_opened_by_hand_tells_the_case_of_the_plan() -> None:
    """Only what nobody but the opener can use is told to the opener alone."""
    to_openers = {one.message for one in sent() if one.to == OPENER}
    assert {message for message in to_openers if "plan_maintenance" in catchers().get(message, {})} == set()
