"""Every statutory letter says what the law requires, to a parent and to a young person."""

import re
from typing import Any

import pytest

from engine.letters import Letter, LetterIncomplete, Person, draw_up
from engine.letters.context import Authority, Context
from tests.engine.letters.statutory import (
    FACTS,
    ITEMS,
    LETTERS,
    PARENT,
    PARTS,
    PEOPLE,
    REGISTER,
    SOURCES,
    TODAY,
    YOUNG_PERSON,
    facts_known,
    letter,
)

KEYS = sorted(LETTERS)
RIGHTS = ["assess_refusal_notice", "final_plan_notice", "plan_refusal_notice"]


# Each letter with each kind of person or body that gets it.
COPIES = [(key, to) for key, template in LETTERS.items() for to in template.to]
TO_OTHERS = [(key, to) for key, to in COPIES if "family" in LETTERS[key].to and to != "family"]


def required(key: str) -> set[str]:
    return {content.key for content in REGISTER.notice(LETTERS[key].notice).contents}


def test_the_pathway_has_its_eleven_letters() -> None:
    assert {template.ref for template in LETTERS.values()} == {f"L{number:02}" for number in range(1, 11)}
    assert len(LETTERS) == 11


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_has_no_lint_findings(key: str) -> None:
    notice = REGISTER.notice(LETTERS[key].notice)
    assert LETTERS[key].lint(notice, PARTS, facts=facts_known(), limits=REGISTER.limits) == []


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("key", "to"), COPIES)
def test_a_letter_is_complete_for_the_sample_case(key: str, to: str, who: str) -> None:
    drawn = letter(key, PEOPLE[who], to)
    assert drawn.to_issue().missing == ()
    assert "{" not in drawn.text
    assert not re.search(r"\S  |\n\n\n| [.,]", drawn.text)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("key", KEYS)
def test_the_first_addressee_is_told_all_that_is_required(key: str, who: str) -> None:
    to = "family" if "family" in LETTERS[key].to else LETTERS[key].to[0]
    assert set(letter(key, PEOPLE[who], to).contains) >= required(key)


@pytest.mark.parametrize(("key", "content"), [(key, content) for key in KEYS for content in sorted(required(key))])
def test_a_letter_without_a_mark_is_found_out(key: str, content: str) -> None:
    def unmarked(source: str) -> str:
        return source.replace(f"{{# contains: {content} #}}", "")

    parts = {name: unmarked(source) for name, source in PARTS.items()}
    template = type(LETTERS[key]).parse(key, unmarked(SOURCES[key]))
    findings = template.lint(REGISTER.notice(template.notice), parts)
    assert [finding for finding in findings if f"contains: {content} " in finding]


@pytest.mark.parametrize("key", RIGHTS)
def test_the_times_for_appeal_and_mediation_are_days(key: str) -> None:
    text = letter(key).text
    assert "16 April 2026, which the tribunal’s rules give as 2 months after" in text
    assert "Contact the adviser by 16 April 2026" in text
    assert "1 month after the day on which your mediation certificate was issued" in text


@pytest.mark.parametrize("key", RIGHTS)
def test_only_a_refusal_to_assess_leaves_out_recommendations(key: str) -> None:
    assert ("recommendations" in letter(key).text) == (key != "assess_refusal_notice")


@pytest.mark.parametrize(("key", "to"), TO_OTHERS)
def test_others_learn_the_decision_but_not_the_reasons(key: str, to: str) -> None:
    text = letter(key, to=to).text
    assert "appeal" not in text
    assert "Ms Reed" not in text
    assert "The advice describes" not in text


@pytest.mark.parametrize("key", [key for key in KEYS if LETTERS[key].to[0] == "family"])
def test_a_young_person_is_spoken_to_and_not_about(key: str) -> None:
    body = letter(key, YOUNG_PERSON).text.split("Dear Sam Reed", 1)[1]
    assert "Sam" not in body.replace("Sam’s needs", "")


def test_the_final_plan_goes_to_the_school_it_names() -> None:
    address = letter("final_plan_notice", to="setting").text.split("Dear colleague")[0]
    assert "Hill School" in address
    assert "Brook School" not in address


def test_a_parent_reads_about_the_child_by_name() -> None:
    text = letter("plan_decision_notice", PARENT).text
    assert "Dear Ms Reed" in text
    assert "This letter is about Sam Reed, born on 27 March 2015." in text
    assert "is necessary for Sam Reed" in text


def bare(key: str) -> Letter:
    return draw_up(LETTERS[key], PARTS, Context(Person(), Authority(), {}, TODAY, item={}))


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_case_is_told_all_that_is_missing(key: str) -> None:
    missing = bare(key).missing
    assert {"authority.name", "authority.phone", "person.name", "person.date_of_birth"} <= set(missing)
    assert len(missing) >= 9
    with pytest.raises(LetterIncomplete):
        bare(key).to_issue()


@pytest.mark.parametrize("key", RIGHTS)
def test_no_notice_leaves_without_the_contacts_of_the_rights(key: str) -> None:
    wanted = {"mediation_adviser", "mediation_contact", "disagreement_resolution", "sendiass"}
    assert {f"authority.{name}" for name in wanted} <= set(bare(key).missing)


@pytest.mark.parametrize("key", KEYS)
def test_a_hostile_name_stays_text_in_every_letter(key: str) -> None:
    hostile = Person("<script>x</script> *y*", "2015-03-27", "<b>Z</b>", "- 1\n# 2", "[a](javascript:b)")
    drawn = letter(key, hostile)
    assert set(re.findall(r"<(\w+)", drawn.html)) <= {"p", "h1", "h2", "ul", "li", "br", "strong"}
    assert "<script>x</script> *y*" in drawn.text


@pytest.mark.parametrize("key", KEYS)
def test_hostile_answers_stay_text_in_every_letter(key: str) -> None:
    words = ("reasons", "outcome", "explained", "_by", "adviser", "adviser_body", "school_name", "setting_name")
    typed = {name for name in {*FACTS, *ITEMS.get(key, {})} if name.endswith(words)}
    hostile: dict[str, Any] = dict.fromkeys(typed, "<img src=x onerror=y>\n\n# [a](javascript:b) `c` ~~~")
    drawn = letter(key, **hostile)
    assert set(re.findall(r"<(\w+)", drawn.html)) <= {"p", "h1", "h2", "ul", "li", "br", "strong"}
    assert drawn.html.count("<h1>") == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_has_one_title_and_headings_below_it(key: str) -> None:
    html = letter(key).html
    assert html.count("<h1>") == 1
    assert "<h3>" not in html


@pytest.mark.parametrize(
    ("key", "changed", "said"),
    [
        ("acknowledgement", {"request_source": "school"}, "a school or college asked us"),
        ("acknowledgement", {"request_source": "brought_to_attention"}, "we learned that Sam Reed has, or may have,"),
        ("acknowledgement", {"advice_service_contact": "Ann, 01632 960 009"}, "Ann, 01632 960 009"),
        ("assess_decision_notice", {"armed_forces_parent": "yes"}, "the Secretary of State for Defence"),
        ("assess_decision_notice", {"setting_name": None}, "somebody else who knows about teaching"),
        ("advice_request", {"co_operation_body": "no"}, "within 6 weeks of the date of this letter"),
        ("advice_request", {"advice_kind": "educational"}, "you must consult somebody who is"),
        ("advice_request", {"family_views": None}, "has sent us no representations or evidence so far"),
        ("school_consultation", {"asked_for_by_family": "no"}, "We are considering naming Hill School"),
        ("school_consultation", {"school_kind": "further_education"}, "proprietor or principal"),
        ("final_plan_notice", {"section_i_kind": "type", "section_i_name": None}, "It says which type is suitable"),
        ("final_plan_notice", {"section_i_kind": "elsewhere"}, "otherwise than in a school or college"),
        ("final_plan_notice", {"naming_route": "s39_request", "naming_reasons": None}, "This is what you asked for."),
        ("delay_letter", {"delay_limit": "assess_decision"}, "We had to tell you by 16 February 2026"),
        ("delay_letter", {"delay_limit": "plan_decision"}, "We had to tell you by 27 April 2026"),
        ("delay_letter", {"delay_ground": "school_closed"}, "during a long closure"),
        ("delay_letter", {"delay_ground": "absent"}, "you or Sam Reed were away from our area"),
        ("delay_letter", {"delay_ground": "exceptional_circumstances"}, "exceptional personal circumstances"),
    ],
)
def test_a_letter_fits_the_circumstances_of_the_case(key: str, changed: dict[str, Any], said: str) -> None:
    assert said in letter(key, **changed).to_issue().text


def test_the_family_is_asked_for_its_advice_in_its_own_words() -> None:
    asked = letter("advice_request", advice_kind="family", co_operation_body="no").to_issue().text
    assert "Dear Ms Reed" in asked
    assert "what Sam Reed needs help with, and what goes well" in asked
    assert "Get independent information and advice" in asked


def test_an_authority_is_told_that_it_is_asked_as_the_one_that_maintains() -> None:
    asked = letter("school_consultation", to="other_authority").to_issue().text
    assert "Otherby Council" in asked.split("Dear colleague")[0]
    assert "because you maintain it" in asked
