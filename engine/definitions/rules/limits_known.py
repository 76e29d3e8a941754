"""Every limit that a diagram or a form names is in the register, and what needs a day names one that gives a day."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.limits_drawn import timer_of
from engine.statute import Register, UnknownLimit

RULE = "limits_known"


def findings(definition: Definition) -> Iterator[Finding]:
    register = definition.register
    if register is None:
        return
    for one in definition.elements:
        timer = timer_of(one)
        timed = {*(timer.limits if timer else ()), *_offered(definition, one)}
        for key in sorted({*timed, *one.ends_limits}):
            if sentence := _fault(register, key, key in timed):
                yield Finding(RULE, one.file, one.id, f"{one.said} names the time limit '{key}', {sentence}")


def _offered(definition: Definition, one: Element) -> Iterator[str]:
    """The limits whose days stand in the questions of its form."""
    form = definition.form_of(one)
    yield from (field.earliest for field in form.fields() if field.earliest) if form is not None else ()


def _fault(register: Register, key: str, is_timed: bool) -> str:
    limit = register.limits.get(key)
    if limit is None:
        return f"which is not a key of the register.{_hint(register, key)}"
    if is_timed and not limit.has_number:
        return "for which the law gives no number, so no day can be reckoned: draw it without a timer"
    return ""


def _hint(register: Register, key: str) -> str:
    try:
        return f" Write '{register.limit(key).key}'"
    except UnknownLimit as unknown:
        return str(unknown).partition(".")[2]
