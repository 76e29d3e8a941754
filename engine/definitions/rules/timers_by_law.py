"""A timer names a time limit of the register, as due("…") or after("…"); it never says a length of time itself."""

from collections.abc import Iterator

from engine.definitions.bpmn import Timer
from engine.definitions.catalogue import ANEW
from engine.definitions.definition import Definition
from engine.definitions.expressions import ExpressionRefused, compile_timer
from engine.definitions.finding import Finding

RULE = "timers_by_law"
_WRONG = {
    "duration": "is a length of time",
    "cycle": "is a repetition",
    "nothing": "says nothing",
}


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.timer is not None and (sentence := _fault(one.timer)):
            yield Finding(RULE, one.file, one.id, f"The timer of {one.said} {sentence}")
        said = one.properties.get("settles", ANEW)
        if said != ANEW:
            sentence = f"The timer of {one.said} settles '{said[:40]}'; expected '{ANEW}', or nothing"
            yield Finding(RULE, one.file, one.id, sentence)


def _fault(timer: Timer) -> str:
    if timer.kind != "date":
        said = f" ({timer.text[:40]})" if timer.text else ""
        expected = 'expected a date (timeDate) that says due("key_of_a_limit") or after("key_of_a_limit")'
        return f"{_WRONG[timer.kind]}{said}; {expected}"
    try:
        compile_timer(timer.text)
    except ExpressionRefused as refused:
        return f"cannot be read: {refused.sentence}"
    return ""
