"""Moving a run to another version of its process: every step keeps its place, its name and its timers."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from engine.runtime.closed_engine import ClosedEngine
from engine.runtime.compiled import Process
from engine.runtime.run import Run
from engine.runtime.snapshot import downwards, listen
from engine.runtime.steps import Flow, Step, SubFlow, bpmn_id_of

SUFFIXES = (".BoundaryEventSplit", ".BoundaryEventJoin", " [child]")


class CannotGoOn(Exception):
    """A live step has no place in the other version; the message names each."""


def moved(run: Run, process: Process, renamed: dict[str, str]) -> tuple[Run, dict[str, str]]:
    """The run under another version, and its tasks and timers whose names changed (old to new).

    `renamed` maps BPMN ids, old to new. Raises `CannotGoOn` when something that the case
    waits for does not exist in the other version.
    """
    _refuse_strandings(run, process, renamed)
    top = Flow(process.spec, process.parts, ClosedEngine())
    for flow in run.flow.flows():
        if not (flow.completed and flow is not run.flow):
            _move_flow(flow, top, process, renamed)
    listen(top)
    top.last_id, top.ended_at = run.flow.last_id, run.flow.ended_at
    for flow in top.flows():
        _settle(flow)
    new = Run(process, top)
    names = {name: _renamed_task(name, renamed) for name in run.names.values()}
    new.names = {id: names[name] for id, name in run.names.items()}
    new.visits = {renamed.get(bpmn_id, bpmn_id): visits for bpmn_id, visits in run.visits.items()}
    return new, {old: name for old, name in names.items() if old != name}


def _renamed_task(name: str, renamed: dict[str, str]) -> str:
    bpmn_id, visit = name.rsplit("#", 1)
    return f"{renamed.get(bpmn_id, bpmn_id)}#{visit}"


def _renamed(name: str, renamed: dict[str, str]) -> str:
    """The specification name in the other version, with what the library adds to BPMN ids."""
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            return _renamed(name.removesuffix(suffix), renamed) + suffix
    return renamed.get(name, name)


def _is_live(step: Step) -> bool:
    """Something waits here: a person, a day, a message, or work inside it."""
    return bool(step._state in (TaskState.READY, TaskState.STARTED)) or (
        step._state == TaskState.WAITING and isinstance(step.task_spec, CatchingEvent)
    )


def _refuse_strandings(run: Run, process: Process, renamed: dict[str, str]) -> None:
    stranded = []
    for flow in run.flow.flows():
        part = renamed.get(flow.spec.name, flow.spec.name)
        known = process.names.get(process.spec.name if flow is run.flow else part, [])
        for step in flow.tasks.values():
            if _must_stay(step) and not flow.completed and _renamed(step.task_spec.name, renamed) not in known:
                stranded.append(bpmn_id_of(step))
    if stranded:
        names = ", ".join(sorted(set(stranded)))
        raise CannotGoOn(f"Expected the other version to have {names}, where the case is now, but it has not")


def _must_stay(step: Step) -> bool:
    """A boundary event that merely waits may go; the activity that it stands on may not."""
    return _is_live(step) and not isinstance(step.task_spec, BoundaryEvent)


def _move_flow(flow: Any, top: Flow, process: Process, renamed: dict[str, str]) -> None:
    new: Any = top
    if flow.parent_task_id is not None:
        parent = top.step(flow.parent_task_id)
        if parent is None:
            return
        new = SubFlow(process.parts[renamed.get(flow.spec.name, flow.spec.name)], parent, top)
        top.subprocesses[flow.parent_task_id] = new
    for step in downwards(flow.task_tree):
        _move_step(step, new, renamed)
    new.completed, new.success, new.task_tree = flow.completed, flow.success, new.tasks[flow.task_tree.id]


def _move_step(step: Step, flow: Any, renamed: dict[str, str]) -> None:
    """Keep what has happened and what is live; what was merely foreseen is foreseen anew."""
    if step.has_state(TaskState.PREDICTED_MASK) or step._state == TaskState.FUTURE:
        return
    spec = flow.spec.task_specs.get(_renamed(step.task_spec.name, renamed))
    if spec is None and not step.has_state(TaskState.FINISHED_MASK):
        return
    parent = flow.tasks.get(step._parent)
    if step._parent is not None and parent is None:
        return
    # A finished step that the other version does not have any more holds its branch together.
    new = Step(flow, spec or flow.spec.start, parent, step._state, step.id)
    new.triggered, new.internal_data = step.triggered, dict(step.internal_data)


def _settle(flow: Any) -> None:
    """Give live steps what the other version adds: boundary events on them, and what may follow."""
    for step in list(flow.tasks.values()):
        if _must_stay(step):
            _stand_between_boundaries(step, flow)
    for step in list(flow.tasks.values()):
        if step.has_state(TaskState.NOT_FINISHED_MASK) and not step.has_state(TaskState.PREDICTED_MASK):
            step.task_spec._predict(step, mask=TaskState.NOT_FINISHED_MASK)


def _stand_between_boundaries(step: Step, flow: Any) -> None:
    split_spec = flow.spec.task_specs.get(f"{bpmn_id_of(step)}.BoundaryEventSplit")
    if split_spec is None or step.task_spec.name.endswith(" [child]"):
        return
    split = step.parent
    if not isinstance(split.task_spec, BoundaryEventSplit):
        split = _put_split_above(step, split_spec, flow)
    present = {child.task_spec.name for child in split.children}
    for spec in split_spec.outputs:
        if isinstance(spec, BoundaryEvent) and spec.name not in present:
            event = split._add_child(spec, TaskState.WAITING)
            spec._update(event)


def _put_split_above(step: Step, split_spec: Any, flow: Any) -> Step:
    """The activity had no boundary events before: put the split between it and what came before."""
    before = step.parent
    split = Step(flow, split_spec, before, TaskState.COMPLETED)
    before._children.remove(step.id)
    split._children.append(step.id)
    step._parent = split.id
    return split
