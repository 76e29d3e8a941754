"""A fact is only compared with answers that can be given; otherwise a path is never taken, and nobody notices."""

from collections.abc import Iterator
from typing import Any

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.known_facts import Values, collections_around, known_facts
from engine.definitions.sayings import sayings

RULE = "possible_answers"


def findings(definition: Definition) -> Iterator[Finding]:
    known = known_facts(definition)
    for saying in sayings(definition):
        seen = known.seen_in(collections_around(definition, saying.element) | frozenset(known.items))
        for _, read in saying.expressions:
            for name, value in sorted(read.compared, key=str):
                if not _is_possible(value, seen.get(name)):
                    answers = ", ".join(sorted(map(_quoted, seen[name] or ())))
                    sentence = (
                        f"compares '{name}' with {_quoted(value)}, which is never its answer; expected: {answers}"
                    )
                    yield Finding(RULE, saying.file, saying.id, f"{saying.where} {sentence}")


def _is_possible(value: Any, values: Values) -> bool:
    return values is None or any(value == one and type(value) is type(one) for one in values)


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
