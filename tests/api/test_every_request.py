"""Whatever somebody sends, the answer is one that the document names, and never a defect."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.resources import RESOURCES
from engine import Database, deliver
from engine.case.commands import Actor
from tests.api.town import API, PASSWORD, ROLES, Foundation, Town
from tests.fixtures.world import AUTHORITY

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.fixture(scope="module")
def lived_in(app: Flask, foundation: Foundation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town in which something happened, and somebody who may do everything."""
    file = shutil.copy(foundation.file, tmp_path_factory.mktemp("lived_in") / "town.sqlite3")
    database = Database(f"sqlite:///{file}")
    town = Town(app, database, dict(foundation.tokens))
    user = town.office.accounts.add_user(
        AUTHORITY, "Everybody", "all@northmoor.example", PASSWORD, ROLES, works_as={"casework", "decision"}
    )
    town.tokens["everybody"] = town.office.accounts.make_token(AUTHORITY, user.id, "tests", timedelta(days=365))[1]
    for _ in range(3):
        town.open_case()
    town.agreed_case()
    keep_a_webhook(town)
    keep_a_panel(town)
    yield town
    database.close()


def keep_a_panel(town: Town) -> None:
    """A panel that meets, with a decision on its agenda."""
    by = Actor("U000001", "Everybody", AUTHORITY, frozenset(ROLES))
    panel = town.office.panels.keep(by, "Panel")
    [meeting] = town.office.panels.arrange(by, panel.id, town.office.engine.today(), "10:00")
    town.office.panels.put_on(by, meeting.id, town.open_case(), "decide_whether_to_assess#1")


def keep_a_webhook(town: Town) -> None:
    """A webhook whose address is refused before anything is sent, and a delivery that failed for that."""
    by = Actor("U000001", "Everybody", AUTHORITY, frozenset(ROLES))
    town.office.webhooks.add(by, "https://127.0.0.1/", ["everything"], "", "salt")
    town.open_case()
    deliver(town.engine, town.office.outside)


NOUNS = sorted(resource.name for resource in RESOURCES)
SEARCH = settings(
    max_examples=5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
THERE = {
    "case": "NOR-000004",
    "person": "P000001",
    "task": "record_advice%231",
    "letter": "assess_refusal_notice%231",
    "limit": "A3",
    "process": "small_request",
    "user": "U000001",
    "view": "V000001",
    "absence": "B000001",
    "panel": "N000001",
    "meeting": "M000001",
    "webhook": "W000001",
    "delivery": "W000001_NOR-000005_1",
    "kind": "task-not-open",
    "year": "2027",
}
"""Names of things that exist in the town, so that requests get past the first "not found"."""


Operations = Mapping[str, list[APIOperation[Any, Any, Any, Any]]]


@pytest.fixture(scope="session")
def operations(app: Flask) -> Operations:
    """What can be asked, by noun; read once, because the document is long."""
    by_noun: Operations = defaultdict(list)
    for found in schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app).get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        for noun in operation.tags or ():
            by_noun[noun].append(operation)
    return by_noun


def wrong_with_the_answer(case: "Case[Any]", town: Town) -> str:
    try:
        case.call_and_validate(headers={"Authorization": f"Bearer {town.tokens['everybody']}"}, checks=CHECKS)
    except FailureGroup as found:
        return "\n\n".join(map(str, found.exceptions))
    return ""


def test_every_operation_belongs_to_a_noun(operations: Operations) -> None:
    assert set(operations) == set(NOUNS)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name.lower())
@pytest.mark.parametrize("noun", NOUNS)
def test_every_generated_request_gets_a_documented_answer(
    lived_in: Town, operations: Operations, noun: str, mode: GenerationMode
) -> None:
    for operation in operations[noun]:

        @given(case=operation.as_strategy(generation_mode=mode))
        @SEARCH
        def send(case: "Case[Any]") -> None:
            assert wrong_with_the_answer(case, lived_in) == ""
            named = {name: THERE[name] for name in case.path_parameters if name in THERE}
            if named:
                case.path_parameters.update(named)
                assert wrong_with_the_answer(case, lived_in) == ""

        with suppress(Unsatisfiable):  # nothing can be wrong with a request that has no inputs
            send()
