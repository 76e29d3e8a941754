"""What somebody typed stays text, whatever it looks like."""

import html
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.letters import draw_up
from tests.engine.letters.sample_letters import context, template

TAG = re.compile(r"<(/?)(\w+)[^>]*>")
HOSTILE = [
    "<script>alert(1)</script>",
    "*x* _y_ **z** `code`",
    "[here](javascript:alert(1))",
    "![](http://example.org/x.png)",
    "# Heading",
    "- item",
    "1. item",
    "2) item",
    "> quote",
    "===",
    "---",
    "    code",
    "~~~\nfence",
    "&lt;b&gt; &copy;",
    "{{ authority.name }} {% raw %}",
    "\\*x\\*",
    "<http://example.org>",
    "[x]: http://example.org",
    "a\n\n# b",
    "| a | b |\n|---|---|",
]


def drawn(body: str, name: Any) -> Any:
    return draw_up(template(body), {}, context({"name": name}))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("body", ["{{ facts.name }}", "Dear {{ facts.name }},", "- {{ facts.name }}\n- b"])
def test_a_hostile_name_stays_text(body: str, name: str) -> None:
    letter = drawn(body, name)
    assert {tag[2] for tag in TAG.finditer(letter.html)} <= {"p", "ul", "li"}
    assert squeezed(name) in squeezed(letter.text)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("shape", ["lines", "paragraphs"])
def test_a_hostile_long_answer_stays_text(shape: str, name: str) -> None:
    letter = drawn(f"{{{{ facts.name | {shape} }}}}", name)
    assert {tag[2] for tag in TAG.finditer(letter.html)} <= {"p", "br"}
    assert squeezed(letter.text) == squeezed(name)


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])).filter(str.strip))
@example("0) x")
@example("a  \nb")
def test_any_text_comes_out_as_it_went_in(name: str) -> None:
    letter = drawn("Name: {{ facts.name }}", name)
    assert squeezed(html.unescape(TAG.sub("", letter.html))) == squeezed(f"Name: {name}")


def test_signs_that_hide_or_turn_text_around_are_left_out() -> None:
    assert drawn("{{ facts.name }}", "a\u202eb\x00c\u2066d").text == "abcd\n"


def test_lines_of_an_address_stay_lines() -> None:
    assert drawn("{{ facts.name | lines }}", "1 High Street\r\n\n Fairtown ").text == "1 High Street\nFairtown\n"


def test_paragraphs_of_a_long_answer_stay_paragraphs() -> None:
    assert drawn("{{ facts.name | paragraphs }}", "One.\nTwo.\n \nThree.").text == "One.\nTwo.\n\nThree.\n"
