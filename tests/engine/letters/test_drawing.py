"""A letter is drawn up from its template and the case, and says all that is missing at once."""

from typing import Any

import pytest

from engine.letters import LetterIncomplete, LetterTooLong, Person, draw_up
from tests.engine.letters.sample_letters import PERSON, context, final_plan, template


def text_of(body: str, facts: dict[str, Any] | None = None, **more: Any) -> str:
    return draw_up(template(body), {}, context(facts, **more)).text.strip()


def test_facts_and_days_stand_in_the_text() -> None:
    said = text_of("{{ facts.request_received | day }}, written on {{ today }}", {"request_received": "2026-01-05"})
    assert said == "5 January 2026, written on 16 February 2026"


def test_the_title_takes_placeholders_too() -> None:
    letter = draw_up(template("# {{ title }}"), {}, context())
    assert letter.title == "About Sam Reed"
    assert letter.html == "<h1>About Sam Reed</h1>\n"


def test_all_missing_facts_are_listed_at_once_in_order() -> None:
    body = '{{ facts.b }} {{ person.address }} {{ deadline("x").day }} {{ allowed("x") }} {{ facts.a }} {{ facts.b }}'
    letter = draw_up(template(body), {}, context())
    assert letter.missing == ("facts.b", "person.address", 'deadline("x")', 'allowed("x")', "facts.a")


@pytest.mark.parametrize("empty", [None, "", "  \n"])
def test_an_empty_text_is_as_good_as_missing(empty: str | None) -> None:
    letter = draw_up(template("{{ facts.reasons | paragraphs }}"), {}, context({"reasons": empty}))
    assert letter.missing == ("facts.reasons",)


def test_a_letter_with_gaps_can_be_seen_but_not_issued() -> None:
    letter = draw_up(template("We received it on {{ facts.request_received | day }}."), {}, context())
    assert "[missing: facts.request_received]" in letter.text
    with pytest.raises(LetterIncomplete, match="'About Sam Reed' cannot be issued without: facts.request_received"):
        letter.to_issue()


def test_a_complete_letter_can_be_issued() -> None:
    letter = draw_up(template("Dear {{ person.salutation }}"), {}, context())
    assert letter.to_issue() is letter


def test_asking_whether_a_fact_is_there_does_not_need_it() -> None:
    body = "{% if facts.a %}A{% elif facts.b is defined %}B{% else %}neither{% endif %}"
    letter = draw_up(template(body), {}, context())
    assert (letter.text, letter.missing) == ("neither\n", ())


@pytest.mark.parametrize("condition", ['facts.a == "x"', 'facts.a != "x"', 'facts.a < "x"', '"x" in facts.a'])
def test_choosing_by_a_missing_fact_is_a_gap(condition: str) -> None:
    letter = draw_up(template(f"{{% if {condition} %}}A{{% else %}}B{{% endif %}}"), {}, context())
    assert letter.missing == ("facts.a",)


def test_a_repetition_over_a_missing_fact_is_a_gap() -> None:
    letter = draw_up(template("{% for one in facts.advice %}{{ one.adviser }}{% endfor %}"), {}, context())
    assert letter.missing == ("facts.advice",)


def test_a_collection_is_gone_through_in_its_order() -> None:
    advice = {"02": {"adviser": "Dr Amin"}, "01": {"adviser": "The family"}, "03": {}}
    letter = draw_up(
        template("{% for a in facts.advice %}\n- {{ a.adviser }}\n{% endfor %}"), {}, context({"advice": advice})
    )
    assert letter.markdown.splitlines()[:2] == ["- The family", "- Dr Amin"]
    assert letter.missing == ("facts.advice.03.adviser",)


def test_a_whole_collection_cannot_be_printed() -> None:
    letter = draw_up(template("{{ facts.advice }}"), {}, context({"advice": {"01": {}}}))
    assert letter.missing == ("facts.advice as words",)


def test_a_deadline_gives_its_day_sentence_and_citation() -> None:
    body = (
        '{{ deadline("final_plan").day }}; {{ deadline("final_plan").sentence }}; {{ deadline("final_plan").citation }}'
    )
    said = text_of(body, deadline=final_plan)
    assert said == "25 May 2026; Monday 25 May 2026: 20 weeks from Monday 5 January 2026; reg 13(2)"


def test_lists_are_read_as_people_say_them() -> None:
    assert (
        text_of("{{ facts.told | listed }}", {"told": ["health", "school", "social care"]})
        == "health, school and social care"
    )


def test_a_sentence_can_begin_with_you_or_a_name() -> None:
    body = "{{ person.you_or_name | capital }} {{ person.have_or_has }} needs. This is {{ person.your_or_names }} plan."
    young = Person(name="Sam Reed", is_addressee=True)
    known_as = Person(name="Samuel Reed", known_as="Sam")
    assert text_of(body, person=PERSON) == "Sam Reed has needs. This is Sam Reed’s plan."
    assert text_of(body, person=known_as) == "Sam has needs. This is Sam’s plan."
    assert text_of(body, person=young) == "You have needs. This is your plan."


def test_parts_are_taken_in_with_all_their_words() -> None:
    parts = {"outer": 'You can appeal.\n\n{% include "inner" %}', "inner": "Ring {{ authority.name }}.\n"}
    letter = draw_up(template('{% include "outer" %}\nGoodbye'), parts, context())
    assert letter.text == "You can appeal.\n\nRing Fairshire Council. Goodbye\n"


def test_the_item_of_a_repeated_task_has_its_own_words() -> None:
    assert text_of("Dear {{ item.adviser }}", item={"adviser": "Dr Amin"}) == "Dear Dr Amin"


def test_the_letter_knows_which_contents_it_says() -> None:
    body = "{# contains: a, b #}\nA and B\n\n{% if facts.more %}\n{# contains: c #}\nC\n{% endif %}"
    assert draw_up(template(body), {}, context()).contains == ("a", "b")
    assert draw_up(template(body), {}, context({"more": True})).contains == ("a", "b", "c")


def test_a_letter_cannot_grow_without_end() -> None:
    rows = {f"{number:02}": {"adviser": "x" * 3_000} for number in range(100)}
    with pytest.raises(LetterTooLong):
        text_of("{% for a in facts.advice %}{{ a.adviser }}{% endfor %}", {"advice": rows})


def test_lists_keep_their_signs_in_plain_text() -> None:
    assert text_of("Steps:\n\n1. one\n2. two\n   - inner\n\nThen") == "Steps:\n\n1. one\n2. two\n  - inner\n\nThen"
