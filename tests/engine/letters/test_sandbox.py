"""A template can name things, choose and repeat; everything else is refused before it runs."""

import pytest

from engine.letters import LetterFaults, draw_up
from tests.engine.letters.sample_letters import context, template

ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ facts.__class__.__mro__ }}",
    "{{ facts['__class__'] }}",
    "{{ facts|attr('__class__') }}",
    "{{ person.name.upper() }}",
    "{{ 'x'.format() }}",
    "{{ facts.name.format(facts) }}",
    "{{ range(10) }}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ _contains('x') }}",
    "{{ deadline }}",
    "{{ deadline(facts.x) }}",
    "{{ deadline('a', 'b') }}",
    "{{ deadline(*facts.x) }}",
    "{{ 'x' * 1000000000 }}",
    "{{ 2 ** 100000000 }}",
    "{{ facts.a ~ facts.b }}",
    "{% set x = 1 %}",
    "{% macro m() %}{% endmacro %}",
    "{% import 'x' as x %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block b %}{% endblock %}",
    "{% include facts.x %}",
    "{% include ['a', 'b'] %}",
    "{% include 'x' ignore missing %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with x = 1 %}{% endwith %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{% for x in 'abc' %}{% endfor %}",
    "{% for x in facts.a recursive %}{{ loop(x) }}{% endfor %}",
    "{% for a in facts.x %}{% for b in a.x %}{% for c in b.x %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ facts.a | map('upper') }}",
    "{{ facts.a | day(1) }}",
    "{{ 1 is divisibleby 1 }}",
    "{{ [1, 2][0] }}",
    "{{ {'a': 1} }}",
    "{{ -1 }}",
    "{{ facts.a[1:2] }}",
]


@pytest.mark.parametrize("body", ESCAPES)
def test_what_computes_or_reaches_out_is_refused(body: str) -> None:
    with pytest.raises(LetterFaults):
        template(body)


@pytest.mark.parametrize("body", ESCAPES)
def test_a_part_may_say_no_more_than_a_letter(body: str) -> None:
    with pytest.raises(LetterFaults):
        draw_up(template('{% include "part" %}'), {"part": body}, context())


def test_names_of_python_are_only_names_of_facts() -> None:
    letter = draw_up(template("{{ facts.items }} {{ facts.keys }} {{ person.count }}"), {}, context({"items": "three"}))
    assert letter.text.startswith("three")
    assert letter.missing == ("facts.keys", "person.count")


def test_a_part_that_takes_itself_in_is_refused() -> None:
    parts = {"a": '{% include "b" %}', "b": '{% include "a" %}'}
    with pytest.raises(LetterFaults, match="takes itself in"):
        draw_up(template('{% include "a" %}'), parts, context())


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(LetterFaults, match="there is no part 'rights'; expected one of: other"):
        draw_up(template('{% include "rights" %}'), {"other": ""}, context())
