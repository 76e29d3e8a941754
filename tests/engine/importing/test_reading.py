"""Reading files that a stranger may have written: sheets, the SEN2 return, and what is neither."""

from pathlib import Path

import pytest

from engine.importing import SourceUnreadable, reading_sen2, sen2_places, sheet_kinds, template
from engine.importing.reading import read_caseload
from engine.importing.rows import Row
from engine.importing.sen2_fields import BEFORE_THE_PERIOD, FIELDS, why_left_out
from tests.engine.importing.caseload import sample

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Message>&b;</Message>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Message><Persons>&a;</Persons></Message>'
REFUSED = {
    BOMB: "declares a document type or an entity, which a return must not have",
    OUTSIDE: "declares a document type or an entity",
    "<Message>" + "<a>" * 100 + "</a>" * 100 + "</Message>": "nested more than 60 deep",
    "<Message><Persons>": "not well-formed XML",
    "<Other/>": "Expected <Message>, but the file begins with <Other>",
    "<Message/>": "expected a SEN2 return with at least one Person",
    '<?xml version="1.0" encoding="UTF-16"?><Message/>': "save it as UTF-8",
    "": "is empty",
    "name,age\nAda,4\n": "to name its columns, among them one of person_id",
    "person_id,surname\nC1,Ada\n": "lacks a column: forename, date_of_birth",
    "person_id,person_id\n1,2\n": "has a column twice: person_id",
    'person_id,surname\n"C1,Ada\n': "is not a CSV file: line 2",
}


def read(text: str) -> list[Row]:
    rows, problems, _ = read_caseload({"file": text.encode()})
    assert problems == []
    return rows


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:24].replace("\n", " ") or "empty")
def test_a_file_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(SourceUnreadable, match=REFUSED[text]):
        read_caseload({"file": text.encode()})


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="save it as “CSV UTF-8”"):
        read_caseload({"file": "person_id,surname\nC1,Zoë".encode("utf-16")})


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="larger than 100 MB"):
        read_caseload({"file": b" " * 100_000_001})


@pytest.mark.parametrize("kind", sheet_kinds())
def test_a_template_can_be_read_as_it_is_shown(kind: str) -> None:
    [row] = read(template(kind))
    assert (row.kind, row.number) == (kind, 2)


def test_a_sheet_from_a_spreadsheet_is_read() -> None:
    [row] = read("\ufeffPerson_ID, Surname ,forename,date_of_birth\r\n C1 ,Example,Robin,2016-05-04\r\n,,,\r\n")
    assert row.values == {"person_id": "C1", "surname": "Example", "forename": "Robin", "date_of_birth": "2016-05-04"}


def test_a_line_break_in_a_cell_does_not_move_the_rows() -> None:
    rows = read(
        'person_id,surname,forename,date_of_birth,address\nC1,A,B,2016-05-04,"1 Lane\nTown"\nC2,A,C,2016-05-04,\n'
    )
    assert [(row.get("person_id"), row.number) for row in rows] == [("C1", 3), ("C2", 4)]


def test_a_column_that_nobody_knows_is_named() -> None:
    text = "person_id,surname,forename,date_of_birth,shoe_size\nC1,A,B,2016-05-04,36\n"
    rows, [problem], _ = read_caseload({"file": text.encode()})
    assert (problem.row, problem.column, len(rows)) == (1, "shoe_size", 1)


def test_a_row_with_too_many_values_is_named() -> None:
    text = "person_id,surname,forename,date_of_birth\nC1,A,B,2016-05-04,x,y\n"
    _, [problem], _ = read_caseload({"file": text.encode()})
    assert problem.sentence == "Expected 4 values, but there are 6"


def test_the_return_is_read_as_rows_of_the_sheets() -> None:
    rows, problems, _ = read_caseload(sample("sen2.xml"))
    assert problems == []
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in sheet_kinds()}
    assert {kind: len(found) for kind, found in by_kind.items()} == {
        "persons": 5,
        "requests": 4,
        "assessments": 1,
        "plans": 2,
    }
    assert by_kind["assessments"][0].values == {
        "assessment_id": "A999000000002/2026-02-02/1",
        "request_id": "A999000000002/2026-02-02",
        "outcome": "plan",
        "outcome_on": "2026-09-01",
        "outcome_challenged": "no",
        "exception": "yes",
    }


def test_a_plan_of_the_return_has_the_cautious_day_of_review() -> None:
    rows, _, _ = read_caseload(sample("sen2.xml"))
    [plan] = [row for row in rows if row.kind == "plans" and row.get("person_id") == "9990000003"]
    assert (plan.get("last_reviewed_on"), plan.get("setting_kind")) == ("2026-05-11", "home_educated")


def test_who_asked_is_left_open_where_the_code_is_not_enough() -> None:
    rows, _, _ = read_caseload(sample("sen2.xml"))
    asked = {row.get("received_on"): row.get("requested_by") for row in rows if row.kind == "requests"}
    assert asked == {"2026-02-02": "parent", "2026-10-05": "", "2026-06-01": "school"}


def test_somebody_without_numbers_has_a_key_all_the_same() -> None:
    first, again = (read_caseload(sample("sen2.xml"))[0] for _ in range(2))
    keys = [[row.get("person_id") for row in rows if row.get("forename") == "Oz"] for rows in (first, again)]
    assert keys[0] == keys[1] and keys[0][0].startswith("without-numbers-")


def test_who_a_person_is_comes_whole_from_the_return() -> None:
    rows, _, _ = read_caseload(sample("sen2.xml"))
    of_persons = [row for row in rows if row.kind == "persons"]
    known = ("upn", "uln", "upn_unknown", "ethnicity", "primary_need", "secondary_need")
    assert [tuple(row.get(name) for name in known) for row in of_persons[:3]] == [
        ("A999000000002", "", "", "WBRI", "ASD", "SEMH"),
        ("", "9990000003", "", "", "", ""),
        ("", "", "UN2", "", "", ""),
    ]


def test_what_a_plan_provides_comes_from_the_return() -> None:
    rows, _, _ = read_caseload(sample("sen2.xml"))
    plan = next(row for row in rows if row.kind == "plans").values
    assert {name: plan[name] for name in plan if name not in {"plan_id", "person_id", "started_on"}} == {
        "setting_name": "URN 123456",
        "setting_since": "2026-09-01",
        "other_settings": "URN 123457 (named in the plan); URN 654321 (from 1 September 2020 to 20 July 2026)",
        "residential": "part_year",
        "personal_budget_taken": "yes",
        "organised_arrangements": "no",
        "direct_payments": "E",
    }


def test_every_other_field_of_the_return_is_named_once() -> None:
    _, _, left_out = read_caseload(sample("sen2.xml"))
    told = [one.sentence for one in left_out if one.part != "Header"]
    assert told == [
        "Requests, RYA (2 times): not kept, because no task of a request asks for it",
        f"Requests, ReceivedDate (once): not kept, because {BEFORE_THE_PERIOD}",
        f"Requests, RequestOutcome (once): not kept, because {BEFORE_THE_PERIOD}",
        "Assessment, OtherTribunal (once): not kept, because it does not say which decision, or when",
        f"Assessment, AssessmentOutcome (once): not kept, because {BEFORE_THE_PERIOD}",
        "NamedPlan, Colour (once): not kept, because the return has no such field here",
    ]


def test_no_field_of_the_return_is_dropped_in_silence() -> None:
    """A return with every field that there is: each is read into a row, or named as left out."""
    for part, fields in FIELDS.items():
        assert [name for name, why in fields.items() if why != why_left_out(part, name.lower())] == []
    kept = {name for fields in FIELDS.values() for name, why in fields.items() if not why}
    read = (Path(reading_sen2.__file__).read_text() + Path(sen2_places.__file__).read_text()).lower()
    assert [name for name in sorted(kept) if f'"{name.lower()}"' not in read] == []
