"""What is different about decision tables."""

from collections.abc import Iterator

from engine.definitions.comparing.change import Change
from engine.definitions.decisions import Decision, Row
from engine.definitions.definition import Definition


def decision_changes(old: Definition, new: Definition) -> Iterator[Change]:
    for id in sorted({*old.decisions, *new.decisions}):
        before, after = old.decisions.get(id), new.decisions.get(id)
        if before is None and after is not None:
            yield Change("added", "decision", after.file, id, f"New decision table '{after.name}'")
        elif after is None and before is not None:
            yield Change("removed", "decision", before.file, id, f"The decision table '{before.name}' is gone")
        elif before is not None and after is not None:
            for sentence in _differences(before, after):
                yield Change("changed", "decision", after.file, id, sentence)


def _differences(before: Decision, after: Decision) -> Iterator[str]:
    said = f"the decision table '{after.name}'"
    if before.name != after.name:
        yield f"The decision table '{before.name}' is now called '{after.name}'"
    if before.policy != after.policy:
        words = "the first row that applies decides" if after.policy == "FIRST" else "exactly one row must apply"
        yield f"In {said} now {words}"
    was, is_now = [_words(row) for row in before.rows], [_words(row) for row in after.rows]
    for row in [one for one in was if one not in is_now]:
        yield f"A row of {said} is gone: {row}"
    for row in [one for one in is_now if one not in was]:
        yield f"A row of {said} is new: {row}"
    if was != is_now and sorted(was) == sorted(is_now):
        yield f"The rows of {said} come in another order"


def _words(row: Row) -> str:
    conditions = " and ".join(condition.text for condition in row.conditions) or "in all other cases"
    return f"{conditions}: {', '.join(f'{name} = {result.text}' for name, result in row.results.items())}"
