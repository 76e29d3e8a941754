"""Our own kinds of BPMN element: timers that are told, choices that say why, items from the facts."""

from collections import Counter
from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import ExclusiveGateway
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.spiff.specs.defaults import (
    CallActivity,
    ParallelMultiInstanceTask,
    ScriptTask,
    SubWorkflowTask,
)
from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask
from SpiffWorkflow.util.task import TaskState

from engine.definitions.decisions import Decision
from engine.definitions.expressions import compile_timer


class LegalTimer(EventDefinition):
    """A timer of the law. It settles which limit it stands for, and then waits to be told."""

    def __init__(self, name: str, expression: str) -> None:
        super().__init__(name)
        self.expression = compile_timer(expression)

    def update_task(self, my_task: Any) -> None:
        if "limit" not in my_task.internal_data:
            self.settle(my_task)

    def settle(self, my_task: Any) -> None:
        facts, item = my_task.workflow.script_engine.sight(my_task)
        my_task.internal_data["limit"] = self.expression.limit_for(facts, item)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Choice(ExclusiveGateway, SpiffBpmnTask):
    """An exclusive gateway that leaves word of the condition that decided and of what it saw."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flow_ids: dict[str, str] = {}

    def _run_hook(self, my_task: Any) -> bool:
        engine = my_task.workflow.script_engine
        chosen, because = self.default_task_spec, ""
        for condition, target in self.cond_task_specs:
            if condition is not None and engine.evaluate(my_task, condition.args[0]):
                chosen, because = target, condition.args[0]
                break
        if chosen is None:
            raise WorkflowException(f"no way leads on from {self.bpmn_name or self.bpmn_id}", task_spec=self)
        engine.decided(my_task, self.flow_ids[chosen], because, self._conditions())
        my_task._sync_children([self._wf_spec.task_specs[chosen]], TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True

    def _conditions(self) -> list[str]:
        return [condition.args[0] for condition, _ in self.cond_task_specs if condition is not None]


class ForEachItem(ParallelMultiInstanceTask):
    """A parallel multi-instance activity over a collection in the facts; each instance keeps its key only."""

    @property
    def collection(self) -> str:
        return str(self.data_input.bpmn_id)

    def create_children(self, my_task: Any) -> None:
        facts, _ = my_task.workflow.script_engine.sight(my_task)
        present = {child.internal_data.get("item") for child in self._instances(my_task)}
        for key in sorted(facts.get(self.collection) or {}):
            item = f"{self.collection}/{key}"
            if item not in present:
                self._create_instance(my_task, item)

    def _create_instance(self, my_task: Any, item: str) -> None:
        child = my_task._add_child(my_task.workflow.spec.task_specs[self.task_spec], TaskState.WAITING)
        child.triggered = True
        child.internal_data["item"] = item
        child.task_spec._update(child)

    def merge_child(self, workflow: Any, child: Any) -> None:
        if self.children_complete(child.parent):
            child.parent._set_state(TaskState.READY)

    def children_complete(self, my_task: Any) -> bool:
        return all(child.has_state(TaskState.FINISHED_MASK) for child in self._instances(my_task))


class _NothingToMerge:
    """For joins: the library merges task data here and prunes steps; ours have no data, and none may go."""

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Joining(_NothingToMerge, ParallelGateway, SpiffBpmnTask):
    """A parallel gateway. It fires once for each full set of tokens, also when a loop comes back to it."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        # The library counts a path as arrived for ever once it has arrived in any earlier round.
        here = [step for step in my_task.workflow.tasks.values() if step.task_spec is self]
        arrived = Counter(s.parent.task_spec.name for s in here if s.parent._state == TaskState.COMPLETED)
        fired = sum(step._state == TaskState.COMPLETED for step in here)
        return all(arrived[before.name] > fired for before in self.inputs)


class Ending(_NothingToMerge, _EndJoin):
    """The join that the library puts before the end of every process and subprocess."""


class SubProcess(SubWorkflowTask):
    """A subprocess; nothing is copied in or out, because facts live in the case."""

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        pass

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        pass


class CalledProcess(CallActivity):
    """A called process; nothing is copied in or out."""

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        pass

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        pass


class Assignment(ScriptTask):
    """A script task, which may only assign facts from closed expressions."""

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.execute(my_task, self.script)
        return True


class TableAsked(SpiffBpmnTask, TaskSpec):
    """A business rule task: a decision table says what follows from the facts."""

    def __init__(self, wf_spec: Any, bpmn_id: str, decision: Decision, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.decision = decision

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.ask_table(my_task, self.decision)
        return True


class Order(SpiffBpmnTask, TaskSpec):
    """A service task: an effect that the case wants, chosen from a closed catalogue."""

    def __init__(self, wf_spec: Any, bpmn_id: str, operation: str, parameters: dict[str, str], **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.operation = operation
        self.parameters = parameters

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.order(my_task, self.operation, self.parameters)
        return True
