"""Whoever writes a form that asks for a date says whether that is the day on which the task was done."""

from collections.abc import Iterator

from engine.case.forms import Form
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "task_days"
DATED = ("userTask", "boundaryEvent", "intermediateCatchEvent")
"""What happens on a day that people say. A letter asks it anyway, and a start has days of its own."""


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        form = definition.form_of(one)
        if one.kind in DATED and form is not None and not one.letter and not form.knows_done:
            for asked in _dates(form):
                sentence = (
                    f"{one.said} asks for '{asked}' in the form '{one.form}'. If that is the day on which it was done,"
                    f' say "x-done": "{asked}" there, so that nobody is asked twice; if not, say "x-done": []'
                )
                yield Finding(RULE, one.file, one.id, sentence, "advice")


def _dates(form: Form) -> Iterator[str]:
    """The dates that are always asked, but for days to keep, which mostly lie ahead."""
    always, questions = form.schema.get("required", ()), form.schema["properties"]
    for field in form.fields():
        is_always_asked = field.name in always and not field.show_if
        if field.kind == "date" and is_always_asked and "x-calendar" not in questions[field.name]:
            yield field.name
