"""A run as a record of a few kilobytes: numbers, names and states; never specifications or facts."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from engine.runtime.closed_engine import ClosedEngine
from engine.runtime.compiled import Process
from engine.runtime.run import Run
from engine.runtime.steps import Flow, Step, SubFlow


def freeze(run: Run) -> dict[str, Any]:
    flow = run.flow
    return {
        "last": flow.last_id,
        "ended_at": flow.ended_at,
        "names": list(run.names.items()),
        "visits": dict(run.visits),
        "flows": [_freeze_flow(run.process, part) for part in _held(flow)],
    }


def _held(top: Flow) -> list[Any]:
    """The parts of the tree that hang in it: an interrupted activity lets go of those that were at its items."""
    held, steps = [top], set(top.tasks)
    for parent, flow in top.subprocesses.items():
        if parent in steps:
            held.append(flow)
            steps.update(flow.tasks)
    return held


def _freeze_flow(process: Process, flow: Any) -> list[Any]:
    numbers = {name: n for n, name in enumerate(process.names[flow.spec.name])}
    steps = [
        [
            step.id,
            numbers[step.task_spec.name],
            step._state,
            step._parent or 0,
            int(step.triggered),
            dict(step.internal_data),
        ]
        for step in downwards(flow.task_tree)
    ]
    return [flow.parent_task_id or 0, flow.spec.name, int(flow.completed), int(flow.success), flow.task_tree.id, steps]


def downwards(step: Step) -> Iterator[Step]:
    """A step before the steps below it, and these in their order; a case that goes round for long is deep."""
    ahead = [step]
    while ahead:
        now = ahead.pop()
        yield now
        ahead.extend(reversed(now.children))


def thaw(process: Process, record: dict[str, Any]) -> Run:
    """The run again, with the closed script engine attached, whatever the record says; the run takes it over."""
    top = Flow(process.spec, process.parts, ClosedEngine())
    run = Run(process, top)
    for parent, name, completed, success, root, steps in record["flows"]:
        flow = top if parent == 0 else _thaw_part(process, top, parent, name)
        _thaw_steps(flow, process.names[name], steps)
        flow.completed, flow.success, flow.task_tree = bool(completed), bool(success), flow.tasks[root]
    listen(top)
    top.last_id, top.ended_at = record["last"], record["ended_at"]
    run.names = {id: name for id, name in record["names"]}
    run.visits = record["visits"]
    return run


def _thaw_part(process: Process, top: Flow, parent: int, name: str) -> SubFlow:
    step = top.step(parent)
    assert step is not None, f"the snapshot has no step {parent} around {name}"
    flow = SubFlow(process.parts[name], step, top)
    top.subprocesses[parent] = flow
    return flow


def _thaw_steps(flow: Any, names: list[str], steps: list[Any]) -> None:
    specs = flow.spec.task_specs
    for id, number, state, parent, triggered, internal in steps:
        step = Step(flow, specs[names[number]], flow.tasks[parent] if parent else None, state, id)
        step.triggered, step.internal_data = bool(triggered), internal


def listen(top: Flow) -> None:
    """Connect the parts of the tree as the library does while it runs."""
    for parent, flow in top.subprocesses.items():
        step = top.step(parent)
        if step is not None and not flow.completed:
            flow.completed_event.connect(step.task_spec._on_subworkflow_completed, step)
    for flow in top.flows():
        for step in flow.in_state(TaskState.WAITING):
            if isinstance(step.task_spec, CatchingEvent):
                top.event_manager.add_task(step)
