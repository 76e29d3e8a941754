"""What is different about the elements of a diagram."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.definitions.bpmn import Element
from engine.definitions.catalogue import ROLES
from engine.definitions.comparing.change import Change, capital, from_to, with_article
from engine.definitions.comparing.pairs import Pairs, kind_words, words_for
from engine.definitions.definition import Definition


@dataclass(frozen=True, slots=True)
class _Aspect:
    """Something about an element that can change; `told` gives the old and the new value, where that helps."""

    words: str
    value: Callable[[Element], object]
    told: bool = True


_ASPECTS = (
    _Aspect("The role of {}", lambda one: ROLES.get(one.role, one.role)),
    _Aspect("The form of {}", lambda one: one.form),
    _Aspect("The letter of {}", lambda one: one.letter),
    _Aspect("The addressee of {}", lambda one: one.properties.get("letter_to", "")),
    _Aspect("The time limits met by {}", lambda one: ", ".join(one.ends_limits)),
    _Aspect("The citation of {}", lambda one: one.citation),
    _Aspect("The help text of {}", lambda one: one.documentation, told=False),
    _Aspect("The lane of {}", lambda one: one.lane),
    _Aspect("The timer of {}", lambda one: one.timer.text if one.timer else ""),
    _Aspect("When the time limit of {} settles", lambda one: one.properties.get("settles", "")),
    _Aspect("The message of {}", lambda one: one.message),
    _Aspect("The list worked through by {}", lambda one: one.collection),
    _Aspect("The decision table asked by {}", lambda one: one.decision),
    _Aspect("The process called by {}", lambda one: one.called),
    _Aspect("The script of {}", lambda one: "; ".join((one.script or "").strip().splitlines())),
    _Aspect("The operation of {}", lambda one: _operation(one)),
)


def element_changes(old: Definition, new: Definition, pairs: Pairs) -> Iterator[Change]:
    for one in pairs.removed:
        yield Change("removed", "element", one.file, one.id, f"{capital(words_for(one))} is gone{_place(old, one)}")
    for one in pairs.added:
        yield Change("added", "element", one.file, one.id, f"New {words_for(one)}{_place(new, one)}")
    for before, after in pairs.kept:
        for kind, sentence in _differences(old, new, before, after, pairs):
            yield Change("renamed" if kind else "changed", "element", after.file, after.id, sentence)


def _differences(
    old: Definition, new: Definition, before: Element, after: Element, pairs: Pairs
) -> Iterator[tuple[bool, str]]:
    """Sentences, each with whether it is only about a name."""
    said = words_for(after)
    if before.id != after.id:
        yield True, f"The id of {said} changed {from_to(before.id, after.id)}"
    if before.name != after.name:
        yield True, f"{capital(words_for(before))} is now called {after.said}"
    if kind_words(before) != kind_words(after):
        was, is_now = with_article(kind_words(before)), with_article(kind_words(after))
        yield False, f"{after.said} was {was} and is now {is_now}"
    if pairs.now(before.scope) != after.scope:
        yield False, f"{capital(said)} moved {from_to(_scope(old, before), _scope(new, after))}"
    if pairs.now(before.attached_to) != after.attached_to:
        hosts = from_to(_said_in(old, before.attached_to), _said_in(new, after.attached_to))
        yield False, f"{capital(said)} moved {hosts}"
    if before.interrupting != after.interrupting:
        now = "now ends" if after.interrupting else "no longer ends"
        yield False, f"{capital(said)} {now} the work on {_said_in(new, after.attached_to or after.scope)}"
    for aspect in _ASPECTS:
        old_value, new_value = aspect.value(before), aspect.value(after)
        if old_value != new_value:
            told = f" {from_to(old_value, new_value)}" if aspect.told else ""
            yield False, f"{aspect.words.format(said)} changed{told}"


def _place(definition: Definition, one: Element) -> str:
    """Where it stands: on an activity, or after what, and in which stage."""
    if one.attached_to:
        return f" on {_said_in(definition, one.attached_to)}"
    process = definition.processes[one.process]
    before = [
        process.by_id[flow.source].said for flow in process.incoming.get(one.id, ()) if flow.source in process.by_id
    ]
    after = f" after {' or '.join(dict.fromkeys(before))}" if before else ""
    return f"{after} in {_scope(definition, one)}"


def _scope(definition: Definition, one: Element) -> str:
    stage = definition.by_id.get(one.scope)
    return words_for(stage) if stage else f"the process '{definition.processes[one.process].name or one.process}'"


def _said_in(definition: Definition, id: str) -> str:
    element = definition.by_id.get(id)
    return element.said if element else f"'{id}'"


def _operation(one: Element) -> str:
    if one.operation is None:
        return ""
    parameters = ", ".join(f"{name}={text}" for name, text in sorted(one.operation.parameters.items()))
    return f"{one.operation.name}({parameters})"
