"""What the page for integrators shows of webhooks is true, and its Python can be copied."""

import json
import re
from collections.abc import Callable

import pytest

from api.sending import SECONDS
from engine.case.webhooks import GROUPS
from tests.api.test_webhooks import add, tell
from tests.api.town import Town
from tests.fixtures.receiver import Received, Receiver
from tests.fixtures.world import ROOT

PAGE = (ROOT / "docs/for-integrators.md").read_text()
Genuine = Callable[[dict[str, str], bytes, str, float], bool]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def is_genuine() -> Genuine:
    [code] = blocks("python")
    names: dict[str, Genuine] = {}
    exec(code, names)  # noqa: S102 - our own page
    return names["is_genuine"]


@pytest.fixture
def received(local_town: Town, receiver: Receiver) -> tuple[Received, str]:
    asked = json.loads(blocks("json")[0])
    made = add(local_town.as_("integrator"), **{**asked, "url": receiver.url})
    local_town.open_case()
    tell(local_town)
    return receiver.got[0], made["secret"]


def test_the_example_shows_what_is_really_sent(received: tuple[Received, str]) -> None:
    sent, shown = json.loads(received[0].body), json.loads(blocks("json")[1])
    assert (set(sent), set(sent["data"])) == (set(shown), set(shown["data"]))


def test_the_documented_check_takes_what_is_genuine(received: tuple[Received, str], is_genuine: Genuine) -> None:
    one, secret = received
    now = int(one.headers["webhook-timestamp"])
    assert is_genuine(one.headers, one.body, secret, now)
    assert not is_genuine(one.headers, one.body + b" ", secret, now)
    assert not is_genuine(one.headers, one.body, "whsec_AAAA", now)
    assert not is_genuine(one.headers, one.body, secret, now + 301)
    assert not is_genuine({**one.headers, "webhook-id": "W000001_NOR-000001_2"}, one.body, secret, now)


def test_the_page_names_every_group_and_the_patience() -> None:
    assert [group for group in GROUPS if f"`{group}`" not in PAGE] == []
    assert f"within {SECONDS:g} seconds" in PAGE
