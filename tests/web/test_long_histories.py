"""Tests of the history of a long case: it is read in parts, the latest first, and any entry can be named."""

import re
from html import unescape

import pytest

from engine.case.commands import AddNote
from tests.web.site import Site, Visitor, words


@pytest.fixture
def case(site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case to which more happened than a part holds."""
    monkeypatch.setattr("web.pages.cases.case_parts.CAUSES_ON_A_PAGE", 2)
    case = site.open_case()
    for number in range(3):
        site.do(AddNote, case=case, text=f"Note {number}")
    return case


def causes(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="entry-(\d+)"', page)]


def onward(page: str, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page)
    assert found is not None
    return unescape(found[1])


def test_parts_of_a_history_lead_to_all_of_it_and_back(mo: Visitor, case: str) -> None:
    whole = causes(mo.get(f"/cases/{case}/history", show="whole").text)
    latest = mo.get(f"/cases/{case}/history").text
    earlier = mo.get(onward(latest, "next")).text
    assert causes(latest) + causes(earlier) == whole and len(whole) == 4
    assert "The case was opened" in words(mo.get(onward(latest, "next")))
    assert causes(mo.get(onward(earlier, "prev")).text) == causes(latest)


def test_an_address_can_name_an_entry_of_a_history(mo: Visitor, case: str) -> None:
    second = sorted(causes(mo.get(f"/cases/{case}/history", show="whole").text))[1]
    assert causes(mo.get(f"/cases/{case}/history", upto=str(second)).text)[0] == second


@pytest.mark.parametrize("upto", ["0", "-7", "999999", "nonsense"])
def test_a_history_is_shown_whatever_its_address_says(mo: Visitor, case: str, upto: str) -> None:
    assert causes(mo.get(f"/cases/{case}/history", upto=upto).text)
