"""A case's place in its process: what it waits for, and how it goes on when told what happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.definitions.catalogue import ANEW
from engine.definitions.decisions import NoRowApplies
from engine.definitions.expressions import ExpressionFailed
from engine.runtime.closed_engine import ClosedEngine
from engine.runtime.compiled import Process
from engine.runtime.says import Said
from engine.runtime.specs import ForEachItem, LegalTimer
from engine.runtime.steps import Flow, Step, bpmn_id_of, item_of, plant, run_ready


@dataclass(frozen=True)
class LiveTask:
    """Something that a person must do now."""

    task: str
    bpmn_id: str
    title: str
    item: str | None
    within: tuple[str, ...]
    properties: dict[str, str]


@dataclass(frozen=True)
class LiveTimer:
    """A timer that waits, or has fired while its activity goes on. `activity` is None for a wait."""

    timer: str
    bpmn_id: str
    limit: str
    activity: str | None
    item: str | None
    has_fired: bool


@dataclass(frozen=True)
class View:
    """All that the process waits for: people, days and messages; or where it ended."""

    tasks: dict[str, LiveTask]
    timers: dict[str, LiveTimer]
    ended_timers: dict[str, bool]
    """Timers that were live before, and whether the activity they guarded was completed."""
    messages: tuple[str, ...]
    is_finished: bool
    ended_at: str | None


class RunStuck(Exception):
    """The process cannot go on from here: a condition fails, no row of a table applies, or no path is open."""


class Run:
    """One case's place in its process.

    Every method that lets it go on takes the facts as they now are, and returns what the
    process said on the way. After an exception the run is spoilt and must be thrown away.
    """

    def __init__(self, process: Process, flow: Flow) -> None:
        self.process = process
        self.flow = flow
        self.names: dict[int, str] = {}
        self.visits: dict[str, int] = {}

    @classmethod
    def start(cls, process: Process, facts: dict[str, Any]) -> tuple["Run", list[Said]]:
        run = cls(process, Flow(process.spec, process.parts, ClosedEngine()))
        with run._stepping(facts):
            plant(run.flow)
            return run, run._go_on()

    @property
    def _engine(self) -> ClosedEngine:
        engine: ClosedEngine = self.flow.script_engine
        return engine

    def complete(self, task: str, facts: dict[str, Any]) -> list[Said]:
        """Tell the run that a person has done a task."""
        with self._stepping(facts):
            self._named(task).run()
            return self._go_on()

    def fire(self, timer: str, facts: dict[str, Any]) -> list[Said]:
        """Tell a timer that its day has passed; nothing happens if it was told before."""
        step = self._named(timer)
        with self._stepping(facts):
            if step._state == TaskState.WAITING:
                self._catch(step)
            return self._go_on()

    def receive(self, message: str, item: str | None, facts: dict[str, Any]) -> list[Said]:
        """Hand a message to everything that waits for it (inside one item, if it names one)."""
        with self._stepping(facts):
            for step in self._waiting_for(message, item):
                if step._state == TaskState.WAITING:
                    self._catch(step)
            return self._go_on()

    def reconsider(self, facts: dict[str, Any]) -> list[Said]:
        """The facts changed by themselves: new items of a collection may open further instances."""
        with self._stepping(facts):
            return self._go_on()

    def catching(self, message: str, item: str | None) -> list[str]:
        """The BPMN ids of the events that wait for a message (inside one item, if given)."""
        return [bpmn_id_of(step) for step in self._waiting_for(message, item)]

    def _catch(self, step: Step) -> None:
        if not step.children:
            # What follows was laid out in advance for the first time only; each further time has its own.
            step.task_spec._predict(step, mask=TaskState.NOT_FINISHED_MASK)
        step._set_internal_data(event_fired=True)
        step.task_spec._update(step)
        if _is_repeatable(step):
            self._wait_again(step)

    def _wait_again(self, step: Step) -> None:
        """An event that does not interrupt its activity can happen again while the activity goes on."""
        again = step.parent._add_child(step.task_spec, TaskState.WAITING)
        again.triggered = True
        again.task_spec._update(again)

    def _go_on(self) -> list[Said]:
        run_ready(self.flow)
        while self._open_new_instances():
            run_ready(self.flow)
        self._settle_anew()
        return self._engine.said

    def _settle_anew(self) -> None:
        """A timer settles once which limit it stands for, unless the diagram says that it goes by the facts."""
        for step in [*self._steps(TaskState.WAITING), *self._fired()]:
            if _is_timer(step) and self.process.properties[bpmn_id_of(step)].get("settles") == ANEW:
                step.task_spec.event_definition.settle(step)

    @contextmanager
    def _stepping(self, facts: dict[str, Any]) -> Iterator[None]:
        """Let the process see these facts; turn what the library raises into `RunStuck`."""
        self._engine.facts, self._engine.said = facts, []
        try:
            yield
        except (SpiffWorkflowException, ExpressionFailed, NoRowApplies) as failure:
            raise RunStuck(str(failure)) from failure

    def _open_new_instances(self) -> bool:
        before = self.flow.last_id
        for step in self._steps(TaskState.STARTED):
            if isinstance(step.task_spec, ForEachItem):
                step.task_spec.create_children(step)
        return self.flow.last_id > before

    def _steps(self, states: int) -> list[Step]:
        """The steps in one of these active states."""
        return [step for flow in self.flow.flows() for step in flow.in_state(states)]

    def _named(self, name: str) -> Step:
        id = next(id for id, known in self.names.items() if known == name)
        step = self.flow.step(id)
        assert step is not None, f"the run lost the step of {name}"
        return step

    def _waiting_for(self, message: str, item: str | None) -> list[Step]:
        return [
            step
            for step in sorted(self._steps(TaskState.WAITING), key=lambda step: step.id)
            if _message_of(step) == message and (item is None or item_of(step) == item)
        ]

    # --- what the run waits for -----------------------------------------------------------------

    def view(self) -> View:
        waiting = filter(_is_live, self._steps(TaskState.READY | TaskState.WAITING))
        steps = sorted([*waiting, *self._fired()], key=lambda step: step.id)
        self._name(steps)
        tasks = [self._live_task(step) for step in steps if _is_task(step)]
        timers = [self._live_timer(step) for step in steps if _is_timer(step)]
        messages = {m for step in steps if (m := _message_of(step)) is not None}
        return View(
            {task.task: task for task in tasks},
            {timer.timer: timer for timer in timers},
            self._forget({step.id for step in steps}),
            tuple(sorted(messages)),
            bool(self.flow.completed),
            self.flow.ended_at,
        )

    def _fired(self) -> list[Step]:
        """Timers whose day has passed while their activity goes on. Only a timer that has a name can be told so."""
        named = (self.flow.step(id) for id in self.names)
        return [step for step in named if step is not None and _has_fired_in_time(step)]

    def _name(self, steps: list[Step]) -> None:
        """Give each task and timer its name on first sight: BPMN id and number of the visit."""
        for step in steps:
            if step.id not in self.names and (_is_task(step) or _is_timer(step)):
                bpmn_id = bpmn_id_of(step)
                self.visits[bpmn_id] = self.visits.get(bpmn_id, 0) + 1
                self.names[step.id] = f"{bpmn_id}#{self.visits[bpmn_id]}"

    def _forget(self, live: set[int]) -> dict[str, bool]:
        """Drop the names of what is over; for its timers, say whether the activity was completed."""
        ended = {}
        for id in [id for id in self.names if id not in live]:
            name, step = self.names.pop(id), self.flow.step(id)
            if step is None or _is_timer(step):
                ended[name] = step is not None and _host_completed(step)
        return ended

    def _live_task(self, step: Step) -> LiveTask:
        bpmn_id = bpmn_id_of(step)
        return LiveTask(
            self.names[step.id],
            bpmn_id,
            self.process.titles[bpmn_id],
            item_of(step),
            (bpmn_id, *step.workflow.within),
            self.process.properties[bpmn_id],
        )

    def _live_timer(self, step: Step) -> LiveTimer:
        host = _host(step)
        return LiveTimer(
            self.names[step.id],
            bpmn_id_of(step),
            step.internal_data["limit"],
            bpmn_id_of(host) if host is not None else None,
            item_of(step),
            step._state != TaskState.WAITING,
        )


def _is_task(step: Step) -> bool:
    return bool(step._state == TaskState.READY and step.task_spec.manual)


def _is_timer(step: Step) -> bool:
    return isinstance(getattr(step.task_spec, "event_definition", None), LegalTimer)


def _message_of(step: Step) -> str | None:
    definition = getattr(step.task_spec, "event_definition", None)
    if step._state == TaskState.WAITING and isinstance(definition, MessageEventDefinition):
        return str(definition.name)
    return None


def _is_repeatable(step: Step) -> bool:
    spec = step.task_spec
    return isinstance(spec, BoundaryEvent) and not spec.cancel_activity and not _is_timer(step)


def _is_live(step: Step) -> bool:
    """Of a step that is ready or waits: whether somebody outside must do something for it."""
    if step._state == TaskState.READY:
        return _is_task(step)
    return isinstance(step.task_spec, CatchingEvent) and not step.workflow.completed


def _has_fired_in_time(step: Step) -> bool:
    if step._state != TaskState.COMPLETED or not _is_timer(step) or step.workflow.completed:
        return False
    host = _host(step)
    return host is not None and not host.has_state(TaskState.FINISHED_MASK)


def _host(step: Step) -> Step | None:
    """The activity that a boundary event stands on."""
    if not isinstance(step.task_spec, BoundaryEvent):
        return None
    return next(s for s in step.parent.children if not isinstance(s.task_spec, BoundaryEvent))  # type: ignore[no-any-return]


def _host_completed(step: Step) -> bool:
    host = _host(step)
    return host is not None and host._state == TaskState.COMPLETED
