"""A template is read with every fault at once, and linted against what the law requires."""

import pytest

from engine.letters import LetterFaults, Template
from engine.statute import Content, Notice
from tests.engine.letters.sample_letters import FRONT, template

NOTICE = Notice(
    key="sample",
    ref="L99",
    title="A sample",
    to=("family",),
    citation="reg 5",
    contents=(Content("decision", "the decision", "reg 5(1)"), Content("reasons", "the reasons", "s.36(5)")),
)
GOOD = "{# contains: decision #}\nWe decided.\n\n{# contains: reasons #}\n{{ facts.reasons | paragraphs }}\n"


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(LetterFaults) as refused:
        Template.parse("sample", text)
    return refused.value.faults


def test_front_matter_tells_what_the_letter_is() -> None:
    letter = template("Hello")
    assert (letter.ref, letter.to, letter.notice, letter.body) == ("L99", ("family",), "sample", "Hello")


def test_a_text_without_front_matter_is_refused() -> None:
    assert "expected front matter" in faults_of("Dear parent")[0]


def test_every_fault_of_a_template_is_told_at_once() -> None:
    told = faults_of(
        '+++\nref = "L1"\ncolour = "red"\n+++\n{{ facts.a | shout }}\n{% set x = 1 %}\n{# contains: B! #}\n'
    )
    assert len(told) == 7


def test_front_matter_that_is_not_toml_is_refused() -> None:
    assert "the front matter is not TOML" in faults_of("+++\nref = \n+++\n")[0]


@pytest.mark.parametrize("body", ["{{ facts.a", "{% if %}", "{% for %}", "{% endif %}", "{{ }}"])
def test_a_slip_of_the_pen_is_told_with_its_line(body: str) -> None:
    assert faults_of(FRONT + "one\n" + body)[0].startswith("sample, line 2: ")


def test_a_letter_with_all_required_contents_is_clean() -> None:
    assert template(GOOD).lint(NOTICE) == []


def test_only_a_content_that_is_marked_can_be_asked_for() -> None:
    asked = "{% if required('decision') %}" + GOOD + "{% endif %}{% if required('rights') %}x{% endif %}"
    assert template(asked).lint(NOTICE) == [
        'sample: required("rights") is asked, but nothing is marked as {# contains: rights #}'
    ]


def test_a_missing_content_is_a_finding_with_its_citation() -> None:
    assert template(GOOD.replace("{# contains: reasons #}", "")).lint(NOTICE) == [
        "sample: nothing is marked as {# contains: reasons #}: the reasons (s.36(5))"
    ]


def test_marks_in_parts_count() -> None:
    parts = {"reasons": "{# contains: reasons #}\nBecause."}
    letter = template('{# contains: decision #}\nWe decided.\n{% include "reasons" %}')
    assert letter.lint(NOTICE, parts) == []


def test_a_mark_of_something_else_is_a_finding() -> None:
    (finding,) = template(GOOD + "{# contains: colour #}\nred").lint(NOTICE)
    assert "'colour' is not among the contents of 'sample'; expected one of: decision, reasons" in finding


@pytest.mark.parametrize(
    "body",
    ["{# contains: a #}", "{# contains: a #}\n{# contains: b #}\nB", "{% if facts.x %}{# contains: a #}{% endif %}"],
)
def test_a_mark_before_nothing_is_refused(body: str) -> None:
    assert "nothing stands after {# contains: a #}" in faults_of(FRONT + body)[0]


@pytest.mark.parametrize(
    ("body", "unknown"),
    [
        ("{{ person.shoe_size }}", "person.shoe_size is not known"),
        ("{{ authority.mood }}", "authority.mood is not known"),
        ('{{ deadline("final_plan").mood }}', "deadline.mood is not known"),
        ('{{ deadline("lunch").day }}', "'lunch' is not a time limit of the register"),
        ('{{ allowed("lunch") }}', "'lunch' is not a time limit of the register"),
        ("{{ weather }}", "weather is not known"),
        ("{{ facts.colour }}", "'colour' is not a fact"),
        ("{{ item.colour }}", "'colour' is not a fact"),
        ("{% for one in facts.advice %}{{ one.colour }}{% endfor %}", "'colour' is not a fact"),
    ],
)
def test_an_unknown_placeholder_is_a_finding(body: str, unknown: str) -> None:
    findings = template(body).lint(None, facts={"advice", "adviser"}, limits={"final_plan"})
    assert [unknown in finding for finding in findings] == [True]


def test_known_placeholders_are_no_findings() -> None:
    body = (
        '{{ today }} {{ to }} {{ title }} {{ person.name }} {{ authority.name }} {{ deadline("final_plan").day }}'
        "{% for one in facts.advice %}{{ one.adviser }}{% endfor %} {{ item.adviser }}"
    )
    assert template(body).lint(None, facts={"advice", "adviser"}, limits={"final_plan"}) == []
