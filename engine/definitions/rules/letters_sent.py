"""Every letter is there, and the task that sends it asks on which day and by which means it went."""

from collections.abc import Iterator

from engine.case.forms import Field
from engine.definitions.bpmn import Element
from engine.definitions.catalogue import letter_of
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.statute import MEANS

RULE = "letters_sent"


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        letter = letter_of(one)
        if letter and not definition.has_letter(letter):
            yield Finding(RULE, one.file, one.id, f"{one.said} sends the letter '{letter}', which is not in letters/")
        form = definition.form_of(one)
        if form is not None and form.reminder is not None and not definition.has_letter(form.reminder.letter):
            sentence = f"{one.said} reminds people by '{form.reminder.letter}', which is not in letters/"
            yield Finding(RULE, one.file, one.id, sentence)
        if letter and one.kind == "userTask":
            for sentence in _unasked(definition, one, letter):
                yield Finding(RULE, one.file, one.id, sentence)
        elif one.letter:
            yield Finding(RULE, one.file, one.id, f"{one.said} cannot send a letter: use a user task, or issue_letter")


def _unasked(definition: Definition, one: Element, letter: str) -> Iterator[str]:
    form = definition.form_of(one)
    if form is None:
        return
    fields = {field.name: field for field in form.fields()}
    sent_on, means = fields.get(f"{letter}_sent_on"), fields.get(f"{letter}_means")
    if sent_on is None or sent_on.kind != "date" or not sent_on.required:
        yield f"The form of {one.said} must ask {letter}_sent_on, a required date: the limits count from it"
    if means is None or not means.required or not _are_means(means):
        yield f"The form of {one.said} must ask {letter}_means, a required choice of: {', '.join(MEANS)}"


def _are_means(field: Field) -> bool:
    return field.kind == "choice" and {option.value for option in field.options} <= set(MEANS)
