"""What the things of a case are called, for its history and for what a correction would move."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.case.details import OPENING
from engine.case.forms import Field
from engine.case.words import Words
from engine.looking.knowing import questions_of
from engine.version import Version


def words_of(version: Version, people: Mapping[str, str]) -> Words:
    """What the things of a case are called in its version; a message is called like the event that catches it."""
    process, register = version.process, version.law.register
    return Words(
        titles={**process.titles, **{name: process.titles[event] for name, event in process.catchers.items()}},
        people=people,
        questions=_with_every_label(version),
        forms=dict(_asked_at(version)),
        limits={key: limit.title for key, limit in register.limits.items()},
        grounds={key: ground.title for key, ground in register.grounds.items()},
    )


def _with_every_label(version: Version) -> dict[str, Field]:
    """The question about each fact, with the answers that any form offers to it."""
    found = questions_of(version)
    for form in version.forms.values():
        for asked in (one for field in form.fields() for one in (field, *field.rows)):
            first = found[asked.name]
            more = [option for option in asked.options if option.value not in {one.value for one in first.options}]
            if first.options and more:
                found[asked.name] = replace(first, options=(*first.options, *more))
    return found


def _asked_at(version: Version) -> Iterator[tuple[str, Mapping[str, Field]]]:
    """Where questions are asked, by BPMN id or message: a fact may be asked for in other words elsewhere."""
    known = version.process.properties
    forms = {place: version.form(said.get("formJsonSchemaFilename")) for place, said in known.items()}
    forms |= {message: version.form_of_message(message) for message in version.process.catchers}
    for place, form in {**forms, OPENING: version.form(version.start_form)}.items():
        if form is not None:
            yield place, {field.name: field for field in form.fields()}
