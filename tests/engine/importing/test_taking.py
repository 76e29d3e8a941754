"""Taking in a caseload: every case at its stage, with its real days, once."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.case.commands import CorrectFacts, ImportCase, ReopenCase
from engine.case.rejections import NotAllowed
from engine.store import Database, rebuild
from engine.sweep import sweep
from tests.engine.importing.caseload import PERSON, SAMPLES, SHEETS, Newcomer, sample, sentences, standing
from tests.engine.store.lives import read_models
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER

REQUESTS = "request_id,person_id,received_on,decision,decided_on"
ASSESSMENTS = "assessment_id,request_id,draft_sent_on,draft_sent_by,outcome,outcome_on"
PLANS = "plan_id,person_id,started_on"
FAMILY: dict[str, Any] = {
    "date_of_birth": "2019-07-07",
    "home_address": "1 Made-up Lane",
    "setting_kind": "school",
    "social_care_status": "none",
    "armed_forces_parent": "no",
    "interpreter_needed": "no",
}


@pytest.fixture
def newcomer(sqlite_database: Database) -> Newcomer:
    return Newcomer(sqlite_database)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Newcomer]:
    """The whole sample, brought in once for the tests that only look at it."""
    database = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('settled'))}")
    made = Newcomer(database)
    made.bring(sample(*SHEETS))
    yield made
    database.close()


def test_each_case_stands_where_its_rows_say(settled: Newcomer) -> None:
    expected = (SAMPLES / "standing.txt").read_text().splitlines()
    assert [standing(state) for state in settled.cases()] == expected


def test_imported_cases_replay_to_the_same_histories(settled: Newcomer) -> None:
    flaws = [flaw for s in settled.cases() for flaw in settled.looking.replay(AUTHORITY, s.case).flaws]
    assert flaws == []


def test_read_models_of_a_caseload_are_rebuilt_alike(settled: Newcomer) -> None:
    before = read_models(settled.engine.database)
    rebuild(settled.engine.database)
    assert read_models(settled.engine.database) == before


def test_the_history_says_what_was_imported_and_what_not(settled: Newcomer) -> None:
    told = settled.told("NOR-000002")
    assert told[0].endswith("Imported from the old system; what else was answered is not known.")
    passed = "lies behind what was imported from the old system; no more is known of it."
    assert f"“Record who speaks for the family” {passed}" in told
    assert any("was done late, on 20 February 2026" in sentence for sentence in told)


def test_an_exception_without_its_ground_is_told_so(settled: Newcomer) -> None:
    [excused] = [told for told in settled.told("NOR-000002") if told.startswith("An exception excuses")]
    assert excused.endswith("moves no date: Ground not given.")


def test_letters_of_the_past_are_neither_due_nor_filed(settled: Newcomer) -> None:
    effects = {wanted["kind"] for state in settled.cases() for wanted in state.effects.values()}
    assert effects <= {"CaseToOpen"}
    unsent = [one for one in settled.cases()[0].letters.values() if one.sent_on is None and not one.is_withdrawn]
    assert unsent == []


def test_a_running_case_goes_on_as_any_other(newcomer: Newcomer) -> None:
    newcomer.bring(sample("persons.csv", "requests.csv", "assessments.csv"))
    newcomer.turn_to("NOR-000005").complete("record_person_and_family#1", **FAMILY)
    assert newcomer.open_tasks() == ["record_addressee#1"]
    newcomer.pass_time(weeks=5)
    assert newcomer.deadline("assess_decision").status == "missed"


def test_nothing_is_left_for_the_sweep_on_the_same_day(newcomer: Newcomer) -> None:
    newcomer.bring(sample(*SHEETS))
    assert sweep(newcomer.engine).fired == 0


def test_a_plan_without_its_own_row_is_kept_all_the_same(newcomer: Newcomer) -> None:
    newcomer.bring(sample("persons.csv", "requests.csv", "assessments.csv"))
    newcomer.carry_out()
    kept = [state for state in newcomer.cases() if state.process == "plan_maintenance"]
    assert [(state.opened_by_case, state.facts["plan_made_on"]) for state in kept] == [
        ("NOR-000001", "2026-05-20"),
        ("NOR-000002", "2026-08-20"),
    ]


def test_a_second_run_takes_nothing_twice(newcomer: Newcomer) -> None:
    first = newcomer.bring(sample(*SHEETS))
    again = newcomer.bring(sample(*SHEETS))
    assert (dict(again.known), set(again.new.values()), again.problems) == (dict(first.new), {0}, ())
    assert len(newcomer.cases()) == 14


def test_a_run_after_a_year_takes_nothing_twice(newcomer: Newcomer) -> None:
    newcomer.bring(sample("persons.csv", "requests.csv"))
    with newcomer.engine.database.write() as tx:
        tx.forget_answers(newcomer.now.replace(year=2028))
    again = newcomer.bring(sample("persons.csv", "requests.csv"))
    assert (set(again.new.values()), len(newcomer.cases())) == ({0}, 10)


def test_a_row_that_changed_since_is_reported_not_merged(newcomer: Newcomer) -> None:
    newcomer.bring_text(persons=PERSON, requests=f"{REQUESTS}\nR1,C1,2026-10-05,not_yet,\n")
    again = newcomer.bring_text(persons=PERSON, requests=f"{REQUESTS}\nR1,C1,2026-10-05,assess,2026-11-02\n")
    assert sentences(again) == [
        "2 : It was imported before as NOR-000001, and says something else now; put it right there"
    ]
    assert newcomer.cases()[0].facts.get("assess_decision") is None


def test_rows_of_persons_of_an_earlier_run_find_them(newcomer: Newcomer) -> None:
    newcomer.bring_text(persons=PERSON)
    outcome = newcomer.bring_text(plans=f"{PLANS}\nE1,C1,2026-05-20\n")
    assert (outcome.new["plans"], outcome.problems) == (1, ())


def test_the_same_request_from_two_sources_is_not_doubled(newcomer: Newcomer) -> None:
    with_number = "person_id,surname,forename,date_of_birth,upn\n{},Invented,Ada,2016-05-04,A999000000001\n"
    request = f"{REQUESTS}\nR1,{{}},2026-10-05,not_yet,\n"
    newcomer.bring_text("one", persons=with_number.format("C1"), requests=request.format("C1"))
    other = newcomer.bring_text("two", persons=with_number.format("X7"), requests=request.format("X7"))
    assert other.known["persons"] == 1
    assert "NOR-000001 of the same person began on the same day" in sentences(other)[0]


def test_nobody_is_merged_by_name_alone(newcomer: Newcomer) -> None:
    twin = f"person_id,surname,forename,date_of_birth\nC1,Example,Robin,{CHILD['date_of_birth']}\n"
    outcome = newcomer.bring_text(persons=twin, requests=f"{REQUESTS}\nR1,C1,2026-10-05,not_yet,\n")
    assert [one.partition(";")[0] for one in sentences(outcome)] == [
        "2 person_id: P000001 has the same name and date of birth, and no number tells whether it is the same person",
        "2 person_id: “C1” is nobody who was taken in",
    ]


def test_a_pupil_number_with_another_birthday_is_reported(newcomer: Newcomer) -> None:
    sheet = "person_id,surname,forename,date_of_birth,upn\n{},Invented,{},{},A999000000001\n"
    newcomer.bring_text(persons=sheet.format("C1", "Ada", "2016-05-04"))
    outcome = newcomer.bring_text(persons=sheet.format("C2", "Bo", "2016-05-05"))
    assert sentences(outcome) == ["2 upn: P000002 on the register has this pupil number, and another date of birth"]


def test_a_dry_run_says_the_same_and_keeps_nothing(newcomer: Newcomer) -> None:
    tried = newcomer.bring(sample(*SHEETS), dry_run=True)
    assert newcomer.cases() == []
    assert tried == newcomer.bring(sample(*SHEETS))


def test_a_process_that_is_not_published_is_reported(newcomer: Newcomer) -> None:
    with newcomer.engine.database.write() as tx:
        tx.add_authority("elsewhere", "Elsewhere Council", "ELS", {})
    files = {"persons": PERSON.encode(), "plans": f"{PLANS}\nE1,C1,2026-05-20\n".encode()}
    outcome = newcomer.bring(files, authority="elsewhere")
    assert sentences(outcome) == ["2 : Expected a published process plan_maintenance, but there is none"]


def test_a_case_that_cannot_be_brought_along_is_reported(newcomer: Newcomer) -> None:
    outcome = newcomer.bring_text(
        persons=PERSON,
        requests=f"{REQUESTS}\nR1,C1,2026-01-05,assess,2026-02-13\n",
        assessments=f"{ASSESSMENTS},exception,exception_ground\nA1,R1,,,plan,2026-08-20,yes,bad_weather\n",
    )
    assert sentences(outcome)[0].startswith("2 : Expected a ground that excuses this limit, one of school_closed")
    assert newcomer.cases() == []


def test_an_import_that_was_killed_is_finished_by_the_next(newcomer: Newcomer) -> None:
    def die(more: int, total: int) -> None:
        done.append(more)
        if len(done) == 15:
            raise KeyboardInterrupt

    done: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        newcomer.bring(sample(*SHEETS), progress=die)
    assert len(newcomer.cases()) == 3
    outcome = newcomer.bring(sample(*SHEETS))
    assert (outcome.problems, len(newcomer.cases())) == ((), 14)


def test_only_the_system_can_take_over_a_case(newcomer: Newcomer) -> None:
    command = ImportCase(by=MANAGER, process="x", person="P000001", facts={}, source="nobody", row={})
    with pytest.raises(NotAllowed, match="act as the system"):
        newcomer.do(command)


def test_a_return_is_taken_in_on_each_kind_of_database(database: Database) -> None:
    newcomer = Newcomer(database)
    outcome = newcomer.bring(sample("sen2.xml"), "the SEN2 return")
    assert sentences(outcome) == [
        "56 RequestOutcomeDate: Expected “RequestOutcomeDate” to be filled in, because “RequestOutcome” says withdrawn"
    ]
    expected = (SAMPLES / "standing_sen2.txt").read_text().splitlines()
    assert [standing(state) for state in newcomer.cases()] == expected
    assert newcomer.bring(sample("sen2.xml"), "the SEN2 return").known["requests"] == 3


def test_what_the_return_knows_stands_with_the_person_and_the_plan(newcomer: Newcomer) -> None:
    newcomer.bring(sample("sen2.xml"), "the SEN2 return")
    with newcomer.engine.database.read() as tx:
        [max_] = tx.persons(AUTHORITY, upn="A999000000002").items
        [noa] = tx.persons(AUTHORITY, text="9990000003").items
    assert (max_.details["ethnicity"], max_.details["primary_need"], noa.details["uln"]) == (
        "WBRI",
        "ASD",
        "9990000003",
    )
    [plan] = [case.facts for case in newcomer.cases() if case.person == max_.id and case.process == "plan_maintenance"]
    assert (plan["personal_budget_taken"], plan["residential"], plan["setting_since"]) == (
        "yes",
        "part_year",
        "2026-09-01",
    )


def test_a_learner_number_tells_who_is_who(newcomer: Newcomer) -> None:
    sheet = "person_id,surname,forename,date_of_birth,uln\n{},Invented,{},{},9990000003\n"
    newcomer.bring_text("one", persons=sheet.format("C1", "Ada", "2010-05-04"))
    assert newcomer.bring_text("two", persons=sheet.format("X1", "Ada", "2010-05-04")).known["persons"] == 1
    outcome = newcomer.bring_text("three", persons=sheet.format("Y1", "Bo", "2010-05-05"))
    assert sentences(outcome) == ["2 uln: P000002 on the register has this learner number, and another date of birth"]


def test_a_period_that_was_cut_short_is_told_so(newcomer: Newcomer) -> None:
    outcome = newcomer.bring_text(
        persons=PERSON,
        requests=f"{REQUESTS}\nR1,C1,2026-01-05,assess,2026-02-13\n",
        assessments=f"{ASSESSMENTS}\nA1,R1,2026-05-18,post,plan,2026-05-20\n",
    )
    assert outcome.problems == ()
    told = newcomer.told("NOR-000001")
    assert any(
        "Time for the family to answer the draft plan” lies behind what was imported" in sentence for sentence in told
    )


def test_an_imported_case_can_be_reopened_and_replayed(newcomer: Newcomer) -> None:
    newcomer.bring_text(persons=PERSON, requests=f"{REQUESTS}\nR1,C1,2026-10-05,withdrawn,2026-10-20\n")
    newcomer.turn_to("NOR-000001").tell(ReopenCase, reason="The family had not withdrawn it")
    assert newcomer.open_tasks() == ["confirm_withdrawal#1"]
    assert newcomer.replay().is_sound


def test_a_wrong_day_of_the_source_can_be_put_right(newcomer: Newcomer) -> None:
    newcomer.bring_text(persons=PERSON, requests=f"{REQUESTS}\nR1,C1,2026-10-05,not_yet,\n")
    newcomer.turn_to("NOR-000001").tell(CorrectFacts, facts={"request_received": "2026-10-15"}, reason="Misread")
    assert newcomer.deadline("assess_decision").legal == date(2026, 11, 26)
    assert newcomer.deadline("assess_decision").status == "running"


def test_a_named_ground_is_kept_with_the_exception(newcomer: Newcomer) -> None:
    outcome = newcomer.bring_text(
        persons=PERSON,
        requests=f"{REQUESTS}\nR1,C1,2026-01-05,assess,2026-02-13\n",
        assessments=f"{ASSESSMENTS},exception,exception_ground\nA1,R1,,,plan,2026-08-20,yes,absent_4_weeks\n",
    )
    assert outcome.problems == ()
    [kept] = newcomer.cases()[0].exceptions.values()
    assert (kept["ground"], kept["limit"]) == ("absent_4_weeks", "final_plan")
