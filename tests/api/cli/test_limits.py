"""`duecourse limits` answers from the register alone, and says what it expected."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli.limits import limits


def run(*arguments: str) -> Result:
    return CliRunner().invoke(limits, arguments)


def explained(*arguments: str) -> dict[str, Any]:
    result = run("explain", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def refused(*arguments: str) -> str:
    result = run("explain", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def test_a_limit_is_explained_as_json() -> None:
    answer = explained("A3", "2026-01-05")
    assert {name: answer[name] for name in ("ref", "key", "legal", "working", "safe", "verified", "citation")} == {
        "ref": "A3",
        "key": "assess_decision",
        "legal": "2026-02-16",
        "working": "2026-02-16",
        "safe": "2026-02-13",
        "verified": True,
        "citation": "SEND Regulations 2014 reg 5(1)",
    }
    assert answer["sentence"].startswith("Monday 16 February 2026: 6 weeks from Monday 5 January 2026")


def test_a_limit_is_explained_in_words() -> None:
    lines = run("explain", "p2x", "2026-09-07").stdout.splitlines()
    assert lines[0].startswith("Monday 28 December 2026: 16 weeks from Monday 7 September 2026")
    assert "  The legal day does not move. The last working day on or before it is Thursday 24 December 2026." in lines
    assert lines[-1] == "  Not verified: have this limit checked before relying on it."


@pytest.mark.parametrize(
    ("arguments", "legal"),
    [
        (("MED-05", "2026-05-11"), "2026-06-10"),
        (("APL-07", "2026-07-06"), "2026-09-15"),
        (("ORD-03a", "2026-03-03"), "2026-05-19"),
        (("TRF-02", "2015-01-19"), "2015-04-26"),
        (("X5", "2025-08-20", "2026-07-22"), "2026-10-21"),
        (("APL-02", "2026-03-10", "2026-02-20"), "2026-04-20"),
        (("CON-03", "2014-12-01"), "2014-12-29"),
        (("CON-03", "2014-12-01", "--law-on", "2026-01-01"), "2015-01-05"),
    ],
)
def test_each_date_stands_for_a_fact_in_order(arguments: tuple[str, ...], legal: str) -> None:
    assert explained(*arguments)["legal"] == legal


def test_guidance_that_counts_from_another_day_is_shown_beside() -> None:
    assert explained("ORD-02", "2026-03-03", "2026-03-06")["guidance_day"] == "2026-03-20"
    assert "it is Friday 20 March 2026" in run("explain", "ORD-02", "2026-03-03", "2026-03-06").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("A3",), "Expected 'request_received', the day the request was received."),
        (("A3", "2026-02-30"), "Expected 'request_received' to be a day such as 2026-01-05, but found '2026-02-30'."),
        (("A3", "2026-01-05", "2026-01-06"), "Got 2 dates, which is too many."),
        (("A33", "2026-01-05"), "There is no time limit called 'A33' in the register. Did you mean a3?"),
        (("A1", "2026-01-05"), "The law gives no number for 'Consult the parent or young person about the request'"),
        (("A3", "2012-01-05"), "A3 was not in force on 5 January 2012; expected a day from 1 September 2014."),
        (("A3", "2026-01-05", "--law-on", "soon"), "Expected '--law-on' to be a day such as 2026-01-05"),
    ],
)
def test_bad_input_is_refused_with_what_was_expected(arguments: tuple[str, ...], sentence: str) -> None:
    assert refused(*arguments).startswith(sentence)


def test_the_order_of_the_dates_is_told_where_some_are_missing() -> None:
    assert refused("X5", "2025-08-20").splitlines()[1:] == [
        "The dates of X5 are, in this order:",
        "  plan_made_on: the day the plan was made",
        "  plan_transferred_on: the day the plan was transferred",
        "  plan_last_reviewed_on: the day the plan was last reviewed (may be left out)",
    ]


def test_every_limit_is_listed_with_its_citation() -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert len(listed) > 200
    assert all(limit["ref"] and limit["citation"] and limit["from"] for limit in listed)


def test_the_list_in_words_marks_what_is_not_verified() -> None:
    lines = run("list").stdout.splitlines()
    assert any(
        line.startswith("A3 ") and line.endswith("Decide whether to assess, and tell the family") for line in lines
    )
    assert any(line.startswith("P7 ") and line.endswith("(not verified)") for line in lines)


def test_a_regime_is_listed_under_its_own_reference() -> None:
    listed = {limit["ref"]: limit for limit in json.loads(run("list", "--json").stdout)}
    assert listed["TRF-01"]["from"] == ["transfer_notice_given_on"]
    assert listed["TRF-02"]["from"] == ["transfer_assessment_began_on"]
    assert listed["CON-OLD"]["versions"][0]["in_force_until"] == "2015-03-22"
    assert listed["APL-01"]["also"] == ["APL-03", "APL-04"]


def test_another_folder_of_processes_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "one.toml").write_text(
        '[answer]\nref = "Z1"\ntitle = "Answer"\nfrom = "asked_on"\nallow = { weeks = 1 }\ncounting = "within"\n'
        'citation = "An Act s.1"\nverified = true\n'
    )
    monkeypatch.setenv("DUECOURSE_PROCESSES", str(tmp_path))
    assert explained("z1", "2026-01-05")["legal"] == "2026-01-12"


def test_a_folder_without_law_is_refused_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUECOURSE_PROCESSES", str(tmp_path))
    assert f"Expected the law's TOML files in {tmp_path / 'law'}" in refused("A3", "2026-01-05")


def test_a_register_with_faults_is_refused_with_all_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "one.toml").write_text('[answer]\ntitle = "Answer"\nfrom = "asked_on"\n')
    monkeypatch.setenv("DUECOURSE_PROCESSES", str(tmp_path))
    result = run("list")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 5)
