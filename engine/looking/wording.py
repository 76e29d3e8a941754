"""What the things of a case are called, for its history and for what a correction would move."""

from collections.abc import Iterator, Mapping

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
        questions=questions_of(version),
        forms=dict(_asked_at(version)),
        limits={key: limit.title for key, limit in register.limits.items()},
        grounds={key: ground.title for key, ground in register.grounds.items()},
    )


def _asked_at(version: Version) -> Iterator[tuple[str, Mapping[str, Field]]]:
    """Where questions are asked, by BPMN id or message: a fact may be asked for in other words elsewhere."""
    known = version.process.properties
    forms = {place: version.form(said.get("formJsonSchemaFilename")) for place, said in known.items()}
    forms |= {message: version.form_of_message(message) for message in version.process.catchers}
    for place, form in {**forms, OPENING: version.form(version.start_form)}.items():
        if form is not None:
            yield place, {field.name: field for field in form.fields()}
