"""SpiffWorkflow's tree of steps without its clock and its random ids."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.end_event import EndEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
"""The states of a step at which something goes on."""


class Step(Task):
    """A task of the tree whose id is the next number of its case, the same on every replay."""

    def __init__(self, workflow: Any, task_spec: Any, parent: Any = None, state: int = TaskState.MAYBE, id: Any = None):
        # The parent's constructor asks for a random id and for the time, so it is not called.
        self.id = workflow.top_workflow.next_id() if id is None else id
        workflow.tasks[self.id] = self
        self.workflow = workflow
        self._parent = parent.id if parent is not None else None
        self._children: list[int] = []
        self._set_state(state)
        self.triggered = False
        self.task_spec = task_spec
        self.thread_id = 0
        self.data: dict[str, Any] = {}
        self.internal_data: dict[str, Any] = {}
        self.last_state_change = 0
        if parent is not None:
            parent._children.append(self.id)

    def _set_state(self, value: int) -> None:
        self._state = value
        if value & ACTIVE:
            self.workflow.active[self.id] = self
        else:
            self.workflow.active.pop(self.id, None)

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> "Step":
        child = Step(self.workflow, task_spec, self, state=state)
        if state == TaskState.READY:
            child._ready()
        return child

    def _inherit_data(self) -> None:
        pass  # facts live in the case, so a step has nothing to inherit


class Quiet:
    """What both kinds of flow share: a cheap look at the steps where something goes on, and no log lines.

    Most steps of a case are over or still to come, so the active ones are known without asking all of them.
    """

    active: dict[int, Step]

    def in_state(self, states: int) -> list[Step]:
        """The steps in one of some active states, oldest first."""
        return sorted((step for step in self.active.values() if step._state & states), key=lambda step: step.id)

    def update_waiting_tasks(self) -> None:
        for step in self.in_state(TaskState.WAITING):
            if step._state == TaskState.WAITING:
                step.task_spec._update(step)

    def _remove_task(self, task_id: int) -> None:
        super()._remove_task(task_id)  # type: ignore[misc]
        self.active.pop(task_id, None)

    def collect_log_extras(self, dct: dict[str, Any] | None = None) -> dict[str, Any]:
        return dct or {}


class SubFlow(Quiet, BpmnSubWorkflow):
    """The steps of one subprocess or called process.

    `item` is the member of a collection that it works on; `within` the activities around it.
    """

    def __init__(self, spec: Any, parent: Step, top: "Flow") -> None:
        self.active = {}
        self.item = item_of(parent)
        self.within = (bpmn_id_of(parent), *parent.workflow.within)
        super().__init__(spec, parent_task_id=parent.id, top_workflow=top, deserializing=True)


class Flow(Quiet, BpmnWorkflow):
    """The steps of a whole case."""

    item = None
    within: tuple[str, ...] = ()

    def __init__(self, spec: Any, subprocess_specs: dict[str, Any], script_engine: Any) -> None:
        self.active = {}
        self.last_id = 0
        self.ended_at: str | None = None
        super().__init__(spec, subprocess_specs, script_engine, deserializing=True)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def create_subprocess(self, my_task: Step, spec_name: str) -> SubFlow:
        flow = SubFlow(self.subprocess_specs[spec_name], my_task, self)
        self.subprocesses[my_task.id] = flow
        plant(flow)
        return flow

    def flows(self) -> list[Any]:
        return [self, *self.subprocesses.values()]

    def step(self, id: int) -> Step | None:
        for flow in self.flows():
            if id in flow.tasks:
                return flow.tasks[id]  # type: ignore[no-any-return]
        return None

    def _task_completed_notify(self, task: Step) -> None:
        if isinstance(task.task_spec, EndEvent):
            self.ended_at = bpmn_id_of(task)
        super()._task_completed_notify(task)


def plant(flow: Any) -> None:
    """Give a new flow its root, as the library's constructor does with its own kind of step."""
    flow.task_tree = Step(flow, flow.spec.start, state=TaskState.FUTURE)
    flow.task_tree.task_spec._predict(flow.task_tree, mask=TaskState.NOT_FINISHED_MASK)
    flow.task_tree._ready()


def bpmn_id_of(step: Step) -> str:
    return str(step.task_spec.bpmn_id or step.task_spec.name).removesuffix(" [child]")


def item_of(step: Step) -> str | None:
    item: str | None = step.internal_data.get("item") or step.workflow.item
    return item


def run_ready(top: Flow) -> None:
    """Take every step that needs no person, oldest first, until only people and days are waited for."""
    while ready := _ready_steps(top):
        for step in ready:
            if step._state == TaskState.READY:
                step.run()


def _ready_steps(top: Flow) -> list[Step]:
    found = [
        step
        for flow in top.flows()
        if not flow.completed
        for step in flow.in_state(TaskState.READY)
        if not step.task_spec.manual
    ]
    return sorted(found, key=lambda step: step.id)
