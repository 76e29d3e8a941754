"""From a statement to a plan, lived in the years in which it happened and judged by the law of those days."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.rejections import CannotReckonLimit, MessageNotAwaited
from engine.definitions.decisions import read_decisions
from engine.store import Database
from tests.fixtures.world import AUTHORITY, World, read_files
from tests.processes.drawn import FOLDER, drawing_of
from tests.processes.walking import Walk, events_of

USUAL = {
    "addressee_kind": "parent",
    "in_or_beyond_year_9": "no",
    "transfer_kind": "none",
    "youth_custody": "no",
    "came_late_from_old_law": "no",
    "old_reassessment_open": "no",
    "statement_taken_over": "no",
    "article_16_ground": "none",
    "transfer_now": "yes",
    "transfer_notice_means": "hand",
    "transfer_meeting_outcome": "held",
    "plan_decision": "necessary",
    "advice_quality": "complete",
    "more_advice_needed": "no",
    "section_g_agreed": "yes",
    "draft_ready": "yes",
    "transfer_draft_notice_means": "hand",
    "family_answered_draft": "yes",
    "meeting_required": "no",
    "materially_changed": "no",
    "section_g_changed": "no",
    "transfer_challenge": "none",
}
CHILD = {"name": "Robin Example", "date_of_birth": "2002-05-04"}
Live = Callable[..., Walk]


@pytest.fixture
def live(sqlite_database: Database) -> Live:
    """Opens a statement's case on a day of those years."""

    def opened(today: date, **on_the_way: Any) -> Walk:
        made_on = {"statement_made_on": "2011-05-09"}
        return Walk(World(sqlite_database, today, CHILD), "statement_transfer", USUAL, **{**made_on, **on_the_way})

    return opened


def noticed(live: Live, given_on: date, begins_on: date, **on_the_way: Any) -> Walk:
    """The notice of the transfer has been given."""
    start = {"transfer_assessment_began_on": begins_on.isoformat()}
    walk = live(given_on, **start, **on_the_way).to("give_transfer_notice").do("give_transfer_notice")
    walk.world.pass_time(days=(begins_on - given_on).days)
    return walk.do("begin_transfer_assessment")


def refused(live: Live, today: date = date(2015, 10, 5)) -> Walk:
    """The family was told today that there will be no plan."""
    return live(today, plan_decision="not_necessary").to("send_transfer_refusal").do("send_transfer_refusal")


# --- who and when -------------------------------------------------------------------------------

COHORTS = [
    (
        "2014-10-01",
        {"transfer_kind": "post_16", "transfer_on": "2015-09-01"},
        "statement_transfer_post_16_2015",
        "2015-05-30",
    ),
    (
        "2015-10-01",
        {"transfer_kind": "post_16", "transfer_on": "2016-09-01"},
        "statement_transfer_phase_post_16",
        "2016-03-30",
    ),
    ("2015-10-01", {"transfer_kind": "phase", "transfer_on": "2016-09-01"}, "statement_transfer_phase", "2016-02-14"),
    ("2016-10-03", {"transfer_kind": "phase", "transfer_on": "2017-09-01"}, "statement_transfer_phase", "2017-02-14"),
    (
        "2015-10-01",
        {"transfer_kind": "year_9", "year_10_begins_on": "2016-09-01"},
        "statement_transfer_year_9",
        "2016-08-31",
    ),
    ("2017-09-04", {"transfer_kind": "none"}, "statement_transfer_last_day", "2018-03-31"),
    (
        "2017-10-02",
        {"transfer_kind": "phase", "transfer_on": "2018-09-01"},
        "statement_transfer_last_day",
        "2018-03-31",
    ),
    ("2015-10-01", {"youth_custody": "released"}, "statement_transfer_last_day", "2018-03-31"),
]


@pytest.mark.parametrize(("looked_at", "child", "limit", "last_day"), COHORTS)
def test_who_must_be_transferred_has_a_last_day(
    live: Live, looked_at: str, child: dict[str, str], limit: str, last_day: str
) -> None:
    walk = live(date.fromisoformat(looked_at), **child).to("plan_transfer_review")
    assert walk.world.state.facts["transfer_duty"] == "must"
    assert walk.world.deadline(limit).legal == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    ("looked_at", "child"),
    [
        ("2014-10-01", {"transfer_kind": "phase", "transfer_on": "2015-09-01"}),
        ("2014-10-01", {"transfer_kind": "year_9", "year_10_begins_on": "2015-09-01"}),
        ("2014-10-01", {"transfer_kind": "year_6", "school_year_ends_on": "2015-07-17"}),
        ("2014-10-01", {"transfer_kind": "post_16", "transfer_on": "2014-11-03"}),
        ("2015-10-01", {"youth_custody": "detained"}),
        ("2016-10-03", {"transfer_kind": "none"}),
    ],
)
def test_who_may_be_transferred_early_needs_a_decision(live: Live, looked_at: str, child: dict[str, str]) -> None:
    walk = live(date.fromisoformat(looked_at), **child).do("record_statement")
    assert walk.tasks == ["decide_on_early_transfer"]


def test_a_child_left_for_later_is_looked_at_each_september(live: Live) -> None:
    walk = live(date(2016, 6, 6), transfer_now="no").do("record_statement").do("decide_on_early_transfer")
    assert walk.tasks == []
    walk.to("record_statement")
    assert walk.world.today == date(2016, 9, 2)
    walk.do("record_statement", transfer_kind="phase", transfer_on="2017-09-01", transfer_move="infant_to_junior")
    assert walk.to("plan_transfer_review").world.deadline("statement_transfer_phase").legal == date(2017, 2, 14)


def test_a_child_in_year_6_and_the_parent_are_asked(live: Live) -> None:
    walk = live(date(2015, 11, 2), transfer_kind="year_6", school_year_ends_on="2016-07-21").do("record_statement")
    assert walk.tasks == ["consult_about_year_6"]
    walk.do("consult_about_year_6")
    assert walk.world.deadline("statement_transfer_year_6").legal == date(2016, 7, 20)


def test_a_ground_of_article_16_holds_the_transfer_back(live: Live) -> None:
    walk = live(date(2015, 10, 1), transfer_kind="phase", transfer_on="2016-09-01", article_16_ground="old_appeal")
    walk.do("record_statement").do("check_article_16").world.pass_time(weeks=20)
    assert walk.tasks == ["record_article_16_end"] and walk.limits == {}
    walk.do("record_article_16_end")
    assert walk.world.deadline("statement_transfer_target").legal == walk.world.today + timedelta(weeks=20)


def test_a_statement_from_elsewhere_is_first_taken_over(live: Live) -> None:
    walk = live(date(2015, 10, 5), statement_taken_over="yes", statement_transferred_on="2015-10-01")
    walk.do("record_statement")
    assert walk.tasks == ["tell_of_takeover"]
    assert walk.world.deadline("old_transfer_told").legal == date(2015, 11, 12)
    walk.world.pass_time(weeks=6)
    assert walk.do("tell_of_takeover").limits == {"old_transfer_told": "met_late"}


@pytest.mark.parametrize(
    ("reviewed_on", "last_day"), [("2015-03-02", date(2016, 3, 1)), ("2014-10-06", date(2015, 12, 31))]
)
def test_a_statement_taken_over_is_reviewed_in_time(live: Live, reviewed_on: str, last_day: date) -> None:
    walk = live(date(2015, 10, 5), statement_taken_over="yes", statement_transferred_on="2015-10-01", transfer_now="no")
    walk.do("record_statement", statement_last_reviewed_on=reviewed_on).to("review_statement_as_it_stands")
    assert walk.world.deadline("old_transfer_review").legal == last_day
    assert walk.do("review_statement_as_it_stands").limits["old_transfer_review"] == "met"


def test_a_late_review_of_a_statement_is_warned_of(live: Live) -> None:
    walk = live(date(2015, 10, 5), statement_taken_over="yes", statement_transferred_on="2015-10-01", transfer_now="no")
    walk.do("record_statement").to("review_statement_as_it_stands").world.pass_time(weeks=13)
    assert walk.limits["old_transfer_review"] == "missed" and not walk.world.state.is_closed


def test_nothing_can_be_transferred_before_the_order(live: Live) -> None:
    walk = live(date(2014, 8, 4)).do("record_statement")
    with pytest.raises(CannotReckonLimit, match="1 September 2014"):
        walk.do("decide_on_early_transfer")


# --- notice and the three regimes ---------------------------------------------------------------

REGIMES = [
    ("order_as_made", date(2014, 11, 3), date(2014, 11, 17), date(2015, 2, 8), date(2015, 1, 25)),
    ("order_as_made", date(2014, 12, 24), date(2015, 1, 12), date(2015, 3, 31), date(2015, 3, 22)),
    ("order_of_april_2015", date(2014, 12, 25), date(2015, 1, 12), date(2015, 4, 19), date(2015, 3, 22)),
    ("order_of_april_2015", date(2015, 1, 5), date(2015, 1, 19), date(2015, 4, 26), date(2015, 3, 29)),
    ("order_of_april_2015", date(2015, 8, 31), date(2015, 9, 14), date(2015, 12, 20), date(2015, 11, 22)),
    ("order_of_september_2015", date(2015, 9, 1), date(2015, 9, 15), date(2016, 1, 18), date(2015, 12, 21)),
    ("order_of_september_2015", date(2015, 9, 14), date(2015, 9, 28), date(2016, 1, 31), date(2016, 1, 3)),
]


@pytest.mark.parametrize(("regime", "given_on", "begins_on", "plan_by", "no_plan_by"), REGIMES)
def test_the_day_of_the_notice_chooses_the_limits(
    live: Live, regime: str, given_on: date, begins_on: date, plan_by: date, no_plan_by: date
) -> None:
    walk = noticed(live, given_on, begins_on)
    assert walk.world.state.facts["transfer_regime"] == regime
    days = [walk.world.deadline(f"statement_transfer_{limit}").legal for limit in ("plan", "no_plan")]
    assert days == [plan_by, no_plan_by]


def test_the_latest_day_for_the_notice_is_in_time(live: Live) -> None:
    walk = live(date(2015, 9, 14), transfer_assessment_began_on="2015-09-28").to("give_transfer_notice")
    assert walk.world.deadline("statement_transfer_notice").legal == date(2015, 9, 14)
    assert walk.do("give_transfer_notice").limits["statement_transfer_notice"] == "met"


def test_a_late_notice_moves_the_start(live: Live) -> None:
    walk = live(date(2015, 9, 14), transfer_assessment_began_on="2015-09-28").to("give_transfer_notice")
    walk.world.pass_time(days=1)
    walk.do("tell_of_late_transfer_notice", transfer_assessment_began_on="2015-10-05")
    assert walk.world.deadline("statement_transfer_notice").legal == date(2015, 9, 21)
    assert walk.do("give_transfer_notice").world.deadline("statement_transfer_plan").legal == date(2016, 2, 7)


def test_a_notice_by_post_is_given_when_it_arrives(live: Live) -> None:
    walk = live(date(2015, 8, 28)).to("give_transfer_notice").do("give_transfer_notice", transfer_notice_means="post")
    assert walk.world.state.facts["transfer_notice_given_on"] == "2015-09-02"
    assert walk.world.state.facts["transfer_regime"] == "order_of_september_2015"


def test_a_start_on_another_day_moves_the_limit(live: Live) -> None:
    walk = live(date(2015, 9, 14), transfer_assessment_began_on="2015-09-28").to("give_transfer_notice")
    walk.do("give_transfer_notice").do("begin_transfer_assessment", transfer_assessment_began_on="2015-10-05")
    assert walk.world.deadline("statement_transfer_plan").legal == date(2016, 2, 7)


@pytest.mark.parametrize(
    ("given_on", "plan_by"), [(date(2015, 6, 1), date(2015, 9, 20)), (date(2015, 9, 7), date(2016, 1, 24))]
)
def test_in_custody_part_7_has_its_own_limits(live: Live, given_on: date, plan_by: date) -> None:
    walk = noticed(live, given_on, given_on + timedelta(weeks=2), youth_custody="detained")
    assert walk.world.deadline("detained_statement_plan").legal == plan_by
    assert walk.world.deadline("detained_statement_no_plan").legal == plan_by - timedelta(weeks=4)


def test_the_tables_and_the_register_agree_on_the_notice() -> None:
    [table] = read_decisions("transfer_regime.dmn", read_files()["decisions/transfer_regime.dmn"])
    counts = {"order_as_made": "the notice"}
    for regime, given_on, *_ in REGIMES:
        _, found = table.decide({"transfer_notice_given_on": given_on.isoformat(), "youth_custody": "no"})
        later = counts.get(regime, "the start of the assessment")
        assert found == {"transfer_regime": regime, "transfer_counts_from": later}


# --- an old reassessment ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked_on", "plan_by"), [("2015-09-10", date(2016, 1, 13)), ("2015-08-20", date(2015, 11, 25))]
)
def test_an_old_reassessment_counts_from_its_request(live: Live, asked_on: str, plan_by: date) -> None:
    walk = live(date(2015, 9, 14), old_reassessment_open="yes", old_reassessment_requested_on=asked_on)
    walk.do("record_statement").do("tell_of_new_law")
    assert walk.tasks == ["begin_transfer_assessment"]
    assert walk.world.deadline("old_reassessment_plan").legal == plan_by


def test_an_earlier_reassessment_needs_consent(live: Live) -> None:
    walk = live(date(2014, 9, 8), old_reassessment_open="yes", old_reassessment_requested_on="2014-08-04")
    walk.do("record_statement").do("tell_of_new_law").do("record_consent_to_new_law", new_law_consent="no")
    assert walk.tasks == [] and walk.limits == {}
    walk.to("record_statement").do("record_statement").do("tell_of_new_law").do("record_consent_to_new_law")
    assert walk.world.deadline("old_reassessment_plan").legal == date(2014, 11, 9)


# --- the whole way ------------------------------------------------------------------------------


def test_a_plan_replaces_the_statement_in_time(live: Live) -> None:
    walk = noticed(live, date(2015, 9, 14), date(2015, 9, 28), transfer_kind="phase", transfer_on="2016-09-01")
    walk.to("cease_statement").do("cease_statement")
    assert walk.world.state.outcome == "plan_made"
    assert {walk.limits[key] for key in ("statement_transfer_phase", "statement_transfer_plan")} == {"met"}
    assert walk.limits["statement_transfer_no_plan"] == "lifted"
    assert walk.world.replay().is_sound


def test_the_family_has_its_fifteen_days(live: Live) -> None:
    walk = live(date(2015, 10, 5)).to("serve_draft").do("serve_draft")
    served_on = walk.world.today
    assert walk.to("decide_changes").world.today == served_on + timedelta(days=15)


def test_late_is_late_but_the_statement_goes_on(live: Live) -> None:
    walk = noticed(live, date(2015, 9, 14), date(2015, 9, 28), transfer_kind="phase", transfer_on="2016-09-01")
    walk.world.pass_time(weeks=20)
    late = {"tell_delay_no_plan", "tell_delay_plan", "tell_statement_stays"}
    assert late <= set(walk.tasks)
    walk.do("tell_statement_stays").do("tell_delay_no_plan").do("tell_delay_plan").to("cease_statement")
    assert walk.limits["statement_transfer_plan"] == walk.limits["statement_transfer_phase"] == "met_late"


def test_a_statement_left_after_april_2018_is_owed(live: Live) -> None:
    walk = live(date(2018, 5, 14)).to("plan_transfer_review")
    assert walk.world.state.facts["transfer_day"] == "owed"
    assert walk.limits == {"statement_transfer_target": "running"}
    assert walk.to("cease_statement").do("cease_statement").world.state.outcome == "plan_made"


def test_who_came_late_through_the_old_law_is_owed_it_too(live: Live) -> None:
    walk = live(date(2018, 2, 5), came_late_from_old_law="yes").to("plan_transfer_review")
    assert walk.world.state.facts["transfer_duty_law"] == "SI 2014/2270 art 17"


# --- no plan ------------------------------------------------------------------------------------


def test_the_statement_is_kept_while_an_appeal_is_possible(live: Live) -> None:
    walk = refused(live)
    told_on = walk.world.today
    assert walk.limits["statement_transfer_no_plan"] == walk.limits["statement_transfer_last_day"] == "met"
    assert walk.limits["statement_transfer_plan"] == "lifted"
    assert walk.to("record_transfer_challenge").world.today > told_on + timedelta(days=60)
    assert walk.do("record_transfer_challenge").do("cease_statement").world.state.outcome == "no_plan_final"


@pytest.mark.parametrize("challenge", ["mediation", "appeal"])
def test_the_statement_is_kept_until_an_appeal_has_ended(live: Live, challenge: str) -> None:
    walk = refused(live).to("record_transfer_challenge")
    walk.do("record_transfer_challenge", transfer_challenge=challenge).world.pass_time(weeks=12)
    assert walk.tasks == ["record_transfer_challenge_end"]
    walk.do("record_transfer_challenge_end")
    assert walk.do("cease_statement").world.state.outcome == "no_plan_final"


@pytest.mark.parametrize("means", ["make_plan", "reconsider"])
def test_what_was_ordered_elsewhere_has_a_case_of_its_own(live: Live, means: str) -> None:
    walk = refused(live)
    made_on = walk.world.today.isoformat()
    order = {"overturned_by": "tribunal_order", "order_made_on": made_on}
    walk.world.receive("refusal_overturned", **order, overturned_means=means)
    [opened] = events_of(walk.world, "CaseToOpen")
    assert (opened.process, opened.facts) == ("tribunal_compliance", {"order_kind": means, "order_made_on": made_on})
    walk.world.receive("refusal_overtaken", carried_on_by="order")
    assert walk.tasks == ["cease_statement_under_order"]


def test_nothing_is_overturned_before_it_is_decided(live: Live) -> None:
    walk = live(date(2015, 10, 5)).to("decide_whether_plan_is_necessary")
    with pytest.raises(MessageNotAwaited):
        walk.world.receive("refusal_overturned", **walk.answer_all("refusal_overturned.json"))


# --- letters ------------------------------------------------------------------------------------

LETTERS = [
    ("tell_of_takeover", {"statement_taken_over": "yes", "statement_transferred_on": "2015-10-01"}),
    ("tell_of_new_law", {"old_reassessment_open": "yes", "old_reassessment_requested_on": "2015-09-10"}),
    ("send_advice_request", {}),
    ("serve_draft", {}),
    ("consult_school", {}),
    ("cease_statement", {}),
    ("cease_statement", {"plan_decision": "not_necessary"}),
]


def gaps(walk: Walk) -> set[str]:
    """What the letters of the case lack, besides what the authority has not set up."""
    world = walk.world
    missing = {gap for name in world.state.letters for gap in world.looking.letter(AUTHORITY, world.case, name).missing}
    return {gap for gap in missing if not gap.startswith(("authority.", "person."))}


@pytest.mark.parametrize(("task", "answers"), LETTERS)
def test_a_letter_of_a_transfer_lacks_nothing(live: Live, task: str, answers: dict[str, str]) -> None:
    assert gaps(live(date(2015, 10, 5), **answers).to(task).do(task)) == set()


def test_letters_about_delay_lack_nothing(live: Live) -> None:
    walk = noticed(live, date(2015, 9, 14), date(2015, 9, 28), transfer_kind="phase", transfer_on="2015-12-01")
    walk.world.pass_time(weeks=20)
    walk.do("tell_delay_no_plan").do("tell_delay_plan", transfer_delay_limit="plan")
    assert gaps(walk) == set()


@pytest.mark.parametrize(("decided_on", "told"), [(date(2018, 4, 2), False), (date(2018, 4, 3), True)])
def test_recommendations_are_named_from_april_2018(live: Live, decided_on: date, told: bool) -> None:
    walk = live(decided_on, plan_decision="not_necessary").to("send_transfer_refusal")
    walk.world.pass_time(days=1)
    walk.do("send_transfer_refusal")
    [name] = [one.letter for one in walk.world.state.letters.values() if one.template == "transfer_refusal_notice"]
    letter = walk.world.looking.letter(AUTHORITY, walk.world.case, name)
    assert ("recommendations_power" in letter.contains) is told


# --- what can come at any time ------------------------------------------------------------------

AT_ANY_TIME = [
    ("left_education", "close_after_leaving", "left_school_or_turned_19"),
    ("moved_out_of_area", "hand_over_statement", "left_area"),
    ("person_died", "close_after_death", "died"),
    ("opened_in_error", "put_error_right", "in_error"),
]


@pytest.mark.parametrize(("message", "follow_up", "outcome"), AT_ANY_TIME)
@pytest.mark.parametrize("stage", ["record_statement", "record_transfer_challenge"])
def test_what_ends_a_transfer_leaves_one_thing_to_do(
    live: Live, stage: str, message: str, follow_up: str, outcome: str
) -> None:
    walk = live(date(2016, 10, 3), plan_decision="not_necessary").to(stage)
    walk.world.receive(message, **walk.answer_all(f"{message}.json"))
    assert walk.tasks == [follow_up]
    assert walk.do(follow_up).world.state.outcome == outcome


CEASED_UNDER_ORDER = [("yes", "we made an education, health and care (EHC) plan"), ("no", "That decision stands")]


@pytest.mark.parametrize(("plan", "words"), CEASED_UNDER_ORDER)
def test_a_statement_is_kept_until_the_order_is_done(live: Live, plan: str, words: str) -> None:
    """The plan is made in the case of the order, and the statement ceases with it: arts 21(5), 22 and 25."""
    walk = live(date(2016, 10, 3), plan_decision="not_necessary", plan_under_order=plan).to("record_transfer_challenge")
    walk.world.receive("refusal_overtaken", carried_on_by="order")
    assert walk.tasks == ["cease_statement_under_order"] and "running" not in walk.limits.values()
    assert walk.do("cease_statement_under_order").world.state.outcome == "carried_on_by_order"
    [*_, name] = walk.world.state.letters
    assert words in walk.world.looking.letter(AUTHORITY, walk.world.case, name).text


def test_every_end_of_the_transfer_is_lived_here() -> None:
    whole = drawing_of(FOLDER / "statement_transfer.bpmn")
    process = next(iter(whole.all_of("process")))
    ends = {one.get("id") for one in process if one in whole.all_of("endEvent")}
    lived = {"plan_made", "no_plan_final", "carried_on_by_order"}
    assert ends == {*lived, *(outcome for *_, outcome in AT_ANY_TIME)}
