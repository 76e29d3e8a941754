"""Webhooks over HTTP: made, changed, tried and looked up, by those who may, of one's own authority."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from engine import deliver
from tests.api.town import OTHER, PASSWORD, Caller, Town
from tests.fixtures.receiver import Receiver

DAY = timedelta(days=1)
ASKED = {"url": "https://receiver.example.gov.uk/events", "kinds": ["deadlines", "CaseOpened"]}


@pytest.fixture
def integrator(town: Town) -> Caller:
    return town.as_("integrator")


def add(caller: Caller, **more: Any) -> dict[str, Any]:
    made = caller.post("/webhooks", {**ASKED, **more})
    assert made.status_code == 201, made.text
    return dict(made.json)


def change(caller: Caller, edition: int, **changed: Any) -> Any:
    return caller.request("PATCH", "/webhooks/W000001", json=changed, headers={"If-Match": f'"{edition}"'})


def tell(town: Town) -> None:
    deliver(town.engine, town.office.outside)


def test_a_new_webhook_is_shown_with_its_secret(integrator: Caller) -> None:
    answer = integrator.post("/webhooks", {**ASKED, "description": "Reporting"})
    assert answer.headers["Location"] == "/api/v1/webhooks/W000001"
    assert answer.headers["ETag"] == '"1"'
    assert answer.json["secret"].startswith("whsec_")
    shown = {name: answer.json[name] for name in ("id", "url", "kinds", "description", "is_active", "state")}
    assert shown == {**ASKED, "id": "W000001", "description": "Reporting", "is_active": True, "state": "working"}


def test_the_secret_is_shown_once_and_logged_never(
    local_town: Town, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    integrator = local_town.as_("integrator")
    secret = add(integrator, url=receiver.url)["secret"].removeprefix("whsec_")
    local_town.open_case()
    tell(local_town)
    integrator.post("/webhooks/W000001/test")
    shown = [integrator.get(f"/webhooks{path}").text for path in ("", "/W000001", "/W000001/deliveries")]
    shown += [
        change(integrator, 1, description="Other").text,
        caplog.text,
        str(local_town.accesses()),
        repr(local_town.office),
    ]
    assert len(receiver.got) > 1
    assert not [text for text in shown if secret in text or "salt" in text]


def test_the_secret_is_kept_nowhere_in_the_database(town: Town, integrator: Caller) -> None:
    secret = add(integrator)["secret"]
    with town.database.read() as tx:
        kept = str([vars(row) for row in tx.webhooks("northmoor").items])
    assert "https://receiver.example.gov.uk/events" in kept
    assert secret not in kept and secret.removeprefix("whsec_") not in kept


def test_the_same_key_makes_one_webhook(integrator: Caller) -> None:
    first, second = (integrator.post("/webhooks", ASKED, Idempotency_Key="k") for _ in range(2))
    assert first.json == second.json
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(integrator.get("/webhooks").json["items"]) == 1
    other = integrator.post("/webhooks", {**ASKED, "kinds": ["tasks"]}, Idempotency_Key="k")
    assert other.json["type"].endswith("/command-id-reused")


def test_webhooks_are_listed_in_pages(integrator: Caller) -> None:
    made = [add(integrator)["id"] for _ in range(3)]
    first = integrator.get("/webhooks", limit=2).json
    rest = integrator.get("/webhooks", limit=2, after=first["next"]).json
    assert [row["id"] for row in first["items"] + rest["items"]] == made
    assert rest["next"] is None


def test_a_webhook_is_changed_by_who_saw_it_as_it_is(integrator: Caller) -> None:
    add(integrator)
    etag = integrator.get("/webhooks/W000001").headers["ETag"]
    changed = change(integrator, int(etag.strip('"')), kinds=["everything"], is_active=False)
    assert (changed.json["kinds"], changed.json["state"]) == (["everything"], "paused")
    assert changed.headers["ETag"] == '"2"'
    assert change(integrator, 1, is_active=True).status_code == 412
    assert integrator.patch("/webhooks/W000001", {"is_active": True}).status_code == 428
    assert integrator.get("/webhooks/W000001").json["is_active"] is False


def test_a_deleted_webhook_is_gone(integrator: Caller) -> None:
    add(integrator)
    assert integrator.delete("/webhooks/W000001").status_code == 204
    assert integrator.get("/webhooks/W000001").status_code == 404
    assert integrator.delete("/webhooks/W000001").status_code == 404
    assert add(integrator)["id"] == "W000002"


def test_every_fault_of_a_webhook_is_named(integrator: Caller) -> None:
    answer = integrator.post("/webhooks", {"url": "", "kinds": ["births"], "colour": "red"})
    assert answer.status_code == 422
    assert {fault["path"] for fault in answer.json["faults"]} == {"/url", "/kinds/0", "/colour"}


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example.gov.uk/",
        "http://localhost:8000/",
        "https://127.0.0.1/",
        "https://10.0.0.5/events",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://user:password@receiver.example.gov.uk/",
        "https://receiver.example.gov.uk/#part",
        "ftp://receiver.example.gov.uk/",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_is_not_allowed_is_refused(integrator: Caller, url: str) -> None:
    add(integrator)
    for answer in (integrator.post("/webhooks", {**ASKED, "url": url}), change(integrator, 1, url=url)):
        assert answer.status_code == 422
        [fault] = answer.json["faults"]
        assert (fault["path"], fault["sentence"][:8]) == ("/url", "Expected")


def test_integrators_and_administrators_keep_webhooks(town: Town) -> None:
    codes = {role: town.as_(role).get("/webhooks").status_code for role in town.tokens}
    allowed = {role for role, code in codes.items() if code == 200}
    assert allowed == {"integrator", "administrator"}
    assert {code for role, code in codes.items() if role not in allowed} == {403}


def test_an_authority_sees_and_tells_only_its_own(local_town: Town, receiver: Receiver) -> None:
    accounts = local_town.office.accounts
    user = accounts.add_user(OTHER, "Their integrator", "int@elsewhere.example", PASSWORD, ["integrator"])
    theirs = Caller(local_town.app, accounts.make_token(OTHER, user.id, "tests", DAY)[1])
    add(theirs, url=receiver.url, kinds=["everything"])
    ours = local_town.as_("integrator")
    local_town.open_case()
    tell(local_town)
    assert receiver.got == []
    assert ours.get("/webhooks").json["items"] == []
    for answer in (
        ours.get("/webhooks/W000001"),
        ours.post("/webhooks/W000001/test"),
        change(ours, 1, url="https://x.y"),
    ):
        assert answer.status_code == 404


def test_deliveries_are_listed_and_redelivered(local_town: Town, receiver: Receiver) -> None:
    integrator = local_town.as_("integrator")
    add(integrator, url=receiver.url, kinds=["CaseOpened"])
    receiver.answers = [503]
    case = local_town.open_case()
    tell(local_town)
    [failed] = integrator.get("/webhooks/W000001/deliveries", is_delivered="false").json["items"]
    assert (failed["id"], failed["answered"], failed["attempts"]) == (f"W000001_{case}_1", 503, 1)
    assert integrator.get("/webhooks/W000001").json["state"] == "failing"
    again = integrator.post(f"/webhooks/W000001/deliveries/{failed['id']}/redeliver")
    assert (again.status_code, again.json["is_delivered"], again.json["attempts"]) == (201, True, 2)
    assert receiver.ids() == [failed["id"]] * 2
    assert integrator.get("/webhooks/W000001").json["state"] == "working"
    assert f"redelivered {failed['id']}" in local_town.accesses()


def test_deliveries_come_the_latest_first_in_pages(local_town: Town, receiver: Receiver) -> None:
    integrator = local_town.as_("integrator")
    add(integrator, url=receiver.url, kinds=["CaseOpened"])
    cases = [local_town.open_case() for _ in range(3)]
    for _ in cases:
        tell(local_town)
    first = integrator.get("/webhooks/W000001/deliveries", limit=2).json
    rest = integrator.get("/webhooks/W000001/deliveries", limit=2, after=first["next"]).json
    assert [row["case"] for row in first["items"] + rest["items"]] == cases[::-1]


@pytest.mark.parametrize(
    "delivery", ["W000001_NOR-000001_99", "W000001_NOR-000001_x", "W000002_NOR-000001_1", "nothing"]
)
def test_a_delivery_that_is_not_there_is_not_found(integrator: Caller, delivery: str) -> None:
    add(integrator)
    assert integrator.post(f"/webhooks/W000001/deliveries/{delivery}/redeliver").status_code == 404


def test_a_test_says_what_the_receiver_answered(local_town: Town, receiver: Receiver) -> None:
    integrator = local_town.as_("integrator")
    add(integrator, url=receiver.url)
    receiver.answers = [204, 500]
    tried = [integrator.post("/webhooks/W000001/test").json for _ in range(2)]
    assert tried == [
        {"is_delivered": True, "answered": 204, "sentence": "The receiver answered 204 No Content"},
        {"is_delivered": False, "answered": 500, "sentence": "The receiver answered 500 Internal Server Error"},
    ]


def test_what_was_done_to_a_webhook_is_written_down(town: Town, integrator: Caller) -> None:
    add(integrator)
    change(integrator, 1, is_active=False)
    integrator.delete("/webhooks/W000001")
    said = ["deleted webhook W000001", "changed webhook W000001: is_active", "added webhook W000001"]
    assert town.accesses()[:3] == said
