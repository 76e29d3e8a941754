"""What a form may name as the day on which its task was done: one of these dates is always asked."""

from collections.abc import Iterator, Sequence

from engine.case.forms.fields import is_answered, kind_of, show_if, values_of
from engine.case.forms.rules import rules_of
from engine.case.forms.shapes import Json


def done_of(form: Json) -> tuple[str, ...]:
    """The questions of which one says on which day the task was done; none where none of them does."""
    named = form.get("x-done", ())
    return (named,) if isinstance(named, str) else tuple(named)


def done_findings(form: Json) -> Iterator[str]:
    named, schema = done_of(form), form["schema"]
    questions = [schema["properties"].get(name) for name in named]
    are_dates = all(question is not None and kind_of(question) == "date" for question in questions)
    if named and not (are_dates and _is_one_always_asked(named, schema)):
        said, verb, them = " and ".join(f"'{name}'" for name in named), "is", "it"
        if len(named) > 1:
            verb, them = "are", "one of them"
        yield (
            f"{said} {verb} to say on which day the task was done,"
            f" so the form must always ask {them}, and ask for a date"
        )


def _is_one_always_asked(named: Sequence[str], schema: Json) -> bool:
    """Whether one of the questions stands there for everybody, or one for each answer to the same question."""
    properties, required = schema["properties"], schema.get("required", ())
    conditions = {name: show_if(properties[name]) for name in named}
    if any(name in required and not condition for name, condition in conditions.items()):
        return True
    deciding = {decider for condition in conditions.values() for decider in (condition or [""])}
    [decider, *others] = deciding
    values = () if others or decider not in required else values_of(properties[decider])
    return bool(values) and all(_is_asked_where(decider, value, named, schema) for value in values)


def _is_asked_where(decider: str, value: str, named: Sequence[str], schema: Json) -> bool:
    answers = {decider: value}
    required = {name for rule in rules_of(schema) if rule is not None for name in rule.requires(answers)}
    shown = (name for name in named if is_answered(value, show_if(schema["properties"][name]).get(decider, ())))
    return any(name in required for name in shown)
