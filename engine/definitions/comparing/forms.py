"""What is different about the questions that are asked."""

from collections.abc import Iterator, Mapping

from engine.case.forms import Field, Form
from engine.definitions.comparing.change import Change, Kind, capital, from_to
from engine.definitions.definition import Definition

_KINDS = {
    "text": "a text",
    "date": "a date",
    "choice": "a choice",
    "choices": "several choices",
    "yes_no": "yes or no",
    "number": "a number",
    "rows": "a list",
}


def form_changes(old: Definition, new: Definition) -> Iterator[Change]:
    for name in sorted({*old.forms, *new.forms}):
        before, after = old.forms.get(name), new.forms.get(name)
        file = f"forms/{name}"
        if before is None and after is not None:
            yield Change("added", "form", file, name, f"New form '{after.title}'")
        elif after is None and before is not None:
            yield Change("removed", "form", file, name, f"The form '{before.title}' is gone")
        elif before is not None and after is not None:
            for kind, sentence in _differences(before, after):
                yield Change(kind, "form", file, name, sentence)


def _differences(before: Form, after: Form) -> Iterator[tuple[Kind, str]]:
    where = f"form '{after.title}'"
    if before.title != after.title:
        yield "renamed", f"The form '{before.title}' is now called '{after.title}'"
    if before.help != after.help:
        yield "changed", f"The help of the {where} changed"
    if before.facts != after.facts:
        yield "changed", f"The {where} shows other facts beside its questions"
    yield from _questions(where, before.fields(), after.fields())
    kept = [field.name for field in before.fields() if field.name in {one.name for one in after.fields()}]
    order = [field.name for field in after.fields() if field.name in kept]
    if kept != order:
        yield "changed", f"The questions of the {where} come in another order"


def _questions(where: str, before: tuple[Field, ...], after: tuple[Field, ...]) -> Iterator[tuple[Kind, str]]:
    was, is_now = {one.name: one for one in before}, {one.name: one for one in after}
    for name in [one for one in was if one not in is_now]:
        yield "removed", f"The {where} no longer asks '{was[name].title}' ({name})"
    for name, field in is_now.items():
        if name in was:
            yield from _question(where, was[name], field)
        else:
            must = "it must be answered" if field.required else "it may be left empty"
            yield "added", f"The {where} has a new question '{field.title}' ({name}); {must}"


def _question(where: str, was: Field, is_now: Field) -> Iterator[tuple[Kind, str]]:
    said = f"the question '{is_now.title}' of the {where}"
    if was.title != is_now.title:
        yield "renamed", f"The question '{was.title}' of the {where} is now '{is_now.title}'"
    if was.required != is_now.required:
        yield "changed", f"{capital(said)} {'must now be answered' if is_now.required else 'may now be left empty'}"
    if was.kind != is_now.kind:
        yield "changed", f"{capital(said)} was {_KINDS[was.kind]} and is now {_KINDS[is_now.kind]}"
    if was.hint != is_now.hint:
        yield "changed", f"The hint of {said} changed"
    if was.max_length != is_now.max_length:
        yield "changed", f"The greatest length of {said} changed {from_to(was.max_length, is_now.max_length)}"
    if was.show_if != is_now.show_if:
        yield "changed", f"{capital(said)} is now asked {_condition(is_now.show_if)}, not {_condition(was.show_if)}"
    if was.kind == is_now.kind:
        yield from _answers(said, was, is_now)
    yield from _questions(f"list '{is_now.title}' in the {where}", was.rows, is_now.rows)


def _answers(said: str, was: Field, is_now: Field) -> Iterator[tuple[Kind, str]]:
    before = {option.value: option.label for option in was.options}
    after = {option.value: option.label for option in is_now.options}
    for value in [one for one in before if one not in after]:
        yield "removed", f"{capital(said)} no longer has the answer '{before[value]}'"
    for value, label in after.items():
        if value not in before:
            yield "added", f"{capital(said)} has a new answer '{label}'"
        elif before[value] != label:
            yield "renamed", f"The answer '{before[value]}' to {said} is now '{label}'"


def _condition(show_if: Mapping[str, tuple[object, ...]]) -> str:
    wanted = [f"{name} is {' or '.join(map(str, values))}" for name, values in show_if.items()]
    return f"only when {' and '.join(wanted)}" if wanted else "always"
