"""Plans how a running case goes over to another version of its process; the runtime carries it out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from engine.definitions.bpmn import Element
from engine.definitions.comparing.change import with_article
from engine.definitions.comparing.pairs import kind_words, likely_renames
from engine.definitions.definition import Definition, read_definition
from engine.definitions.limits_drawn import timer_of
from engine.definitions.package import Package


@dataclass(frozen=True, slots=True)
class MovePlan:
    """Where each live element goes on; `obstacles` stand in the way, `notes` should be known beforehand."""

    goes_on: Mapping[str, str]
    obstacles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        return not self.obstacles


@dataclass(slots=True)
class _Plan:
    old: Definition
    new: Definition
    renamed: Mapping[str, str]
    goes_on: dict[str, str] = field(default_factory=dict)
    obstacles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def now(self, id: str) -> str:
        return self.renamed.get(id, id)


def plan_move(old: Package, new: Package, live: Collection[str], renamed: Mapping[str, str]) -> MovePlan:
    """`live` are the BPMN ids at which a case waits; `renamed` says for old ids which new ones they became."""
    plan = _Plan(read_definition(old), read_definition(new), renamed)
    plan.obstacles += _wrong_renames(plan)
    for id in sorted(live):
        _place(plan, id)
    return MovePlan(plan.goes_on, tuple(dict.fromkeys(plan.obstacles)), tuple(dict.fromkeys(plan.notes)))


def _wrong_renames(plan: _Plan) -> Iterator[str]:
    known = {*plan.old.by_id, *plan.old.processes}
    for before, after in sorted(plan.renamed.items()):
        if before not in known:
            yield f"'{before}' is said to have become '{after}', but the old version has no '{before}'"
        if after not in plan.new.by_id and after not in plan.new.processes:
            yield f"'{before}' is said to have become '{after}', but the new version has no '{after}'"
    targets = [plan.now(id) for id in known]
    for after in sorted({plan.now(id) for id in plan.renamed if targets.count(plan.now(id)) > 1}):
        yield f"More than one element is said to have become '{after}'"


def _place(plan: _Plan, id: str) -> None:
    before, after = plan.old.by_id.get(id), plan.new.by_id.get(plan.now(id))
    if before is None:
        plan.obstacles.append(f"The case waits at '{id}', which its own version does not have")
    elif after is None or (before.kind == "boundaryEvent" == after.kind and not _same_edge(plan, before, after)):
        _lose(plan, before)
    else:
        faults = list(_faults(plan, before, after))
        plan.obstacles += faults
        if not faults:
            plan.goes_on[id] = after.id
            plan.notes += _notes(plan, before, after)


def _same_edge(plan: _Plan, before: Element, after: Element) -> bool:
    return plan.now(before.attached_to) == after.attached_to and before.events == after.events


def _lose(plan: _Plan, before: Element) -> None:
    """What merely guarded an activity may go; what a case works on may not."""
    if before.kind == "boundaryEvent":
        ending = "its deadline is lifted" if before.timer else "the case no longer waits for it"
        plan.notes.append(f"{before.said} is gone, so {ending}")
        return
    likely = likely_renames(plan.old, plan.new).get(before.id)
    hint = f"; it may have become '{likely}'" if likely else ""
    plan.obstacles.append(
        f"The {kind_words(before)} {before.said} ({before.id}) is gone: say where its cases go on{hint}"
    )


def _faults(plan: _Plan, before: Element, after: Element) -> Iterator[str]:
    said = f"{before.said} ({before.id})"
    if before.kind != after.kind:
        was, is_now = with_article(kind_words(before)), with_article(kind_words(after))
        yield f"{said} was {was} and is {is_now} now, so no case can go on there"
    if before.collection != after.collection:
        was, is_now = before.collection or "nothing", after.collection or "nothing"
        yield f"{said} was done for each item of {was} and is done for each item of {is_now} now"
    was_in, is_in = _surroundings(plan.old, before), _surroundings(plan.new, after)
    if [plan.now(id) for id in was_in] != is_in:
        places = f"stood in {_stage(plan.old, was_in)} and stands in {_stage(plan.new, is_in)} now"
        yield f"{said} {places}, where the case is not"


def _surroundings(definition: Definition, element: Element) -> list[str]:
    """The stages, calls and processes around an element, so that a moved stage is noticed wherever it is."""
    around = [one.id for one in definition.around(element)]
    return [*around, element.process]


def _stage(definition: Definition, surroundings: list[str]) -> str:
    element = definition.by_id.get(surroundings[0])
    return element.said if element else "the process itself"


def _notes(plan: _Plan, before: Element, after: Element) -> Iterator[str]:
    was, is_now = timer_of(before), timer_of(after)
    if was and is_now and was.text != is_now.text:
        yield f"{after.said} counts {is_now.text} now, where it counted {was.text}"
    yield from _lost_answers(plan, before, after)
    old_edge = {plan.now(one.id) for one in plan.old.elements if one.attached_to == before.id}
    for one in plan.new.elements:
        if one.attached_to == after.id and one.id not in old_edge:
            begins = "a deadline begins" if one.timer else "the case waits for it"
            yield f"{one.said} is new on {after.said}: {begins} when the case is moved"


def _lost_answers(plan: _Plan, before: Element, after: Element) -> Iterator[str]:
    """Questions of a draft that the new form does not ask any more."""
    was, is_now = plan.old.form_of(before), plan.new.form_of(after)
    if was is None or is_now is None:
        return
    asked = {field.name for field in is_now.fields()}
    gone = [f"'{field.title}'" for field in was.fields() if field.name not in asked]
    if gone:
        yield f"A draft of {after.said} may hold answers that are no longer asked: {', '.join(gone)}"
