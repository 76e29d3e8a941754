"""What a diagram says, free of XML and of coordinates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

STAGE_KINDS = frozenset({"subProcess"})
TASK_KINDS = frozenset({"userTask", "scriptTask", "serviceTask", "businessRuleTask"})
ACTIVITY_KINDS = TASK_KINDS | STAGE_KINDS | {"callActivity"}
GATEWAY_KINDS = frozenset({"exclusiveGateway", "parallelGateway"})
CATCHING_KINDS = frozenset({"intermediateCatchEvent", "boundaryEvent"})
EVENT_KINDS = CATCHING_KINDS | {"startEvent", "endEvent", "intermediateThrowEvent"}

_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow from one element to the next."""

    id: str
    name: str
    source: str
    target: str
    scope: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Timer:
    """What a timer event says: `kind` is date, duration or cycle."""

    kind: Literal["date", "duration", "cycle", "nothing"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """An activity done for each item of a collection."""

    kind: Literal["parallel", "sequential", "standard"]
    collection: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a service task asks for, with its parameters as expressions."""

    name: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Element:
    """Anything that a case can pass through. `scope` is the process or stage around it."""

    id: str
    kind: str
    name: str
    file: str
    process: str
    scope: str
    lane: str = ""
    documentation: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    timer: Timer | None = None
    message: str = ""
    attached_to: str = ""
    interrupting: bool = True
    by_event: bool = False
    called: str = ""
    loop: Loop | None = None
    default: str = ""
    operation: Operation | None = None
    script: str | None = None
    decision: str = ""
    side_scripts: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The name in quotation marks, as sentences say it."""
        return f"'{self.name or self.id}'"

    @property
    def form(self) -> str:
        return self.properties.get("formJsonSchemaFilename", "")

    @property
    def role(self) -> str:
        return self.properties.get("role", "")

    @property
    def letter(self) -> str:
        return self.properties.get("letter", "")

    @property
    def plan(self) -> str:
        """The kind of plan that goes with its letter."""
        return self.properties.get("plan", "")

    @property
    def citation(self) -> str:
        return self.properties.get("citation", "")

    @cached_property
    def ends_limits(self) -> tuple[str, ...]:
        """The limits that completing this task meets."""
        return tuple(key.strip() for key in self.properties.get("ends_limit", "").split(",") if key.strip())

    @property
    def collection(self) -> str:
        """The collection for each of whose items it is done."""
        return self.loop.collection if self.loop else ""

    @property
    def is_gateway(self) -> bool:
        return self.kind in GATEWAY_KINDS

    @property
    def is_event_stage(self) -> bool:
        """A stage that an event starts at any moment."""
        return self.kind in STAGE_KINDS and self.by_event


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    name: str
    file: str


@dataclass(frozen=True)
class Process:
    """One process with all its stages, however deep, in one list."""

    id: str
    name: str
    file: str
    elements: tuple[Element, ...]
    flows: tuple[Flow, ...]
    lanes: Mapping[str, str] = field(default_factory=dict)
    is_executable: bool = True

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        return {element.id: element for element in reversed(self.elements)}

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.source, flow) for flow in self.flows)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.target, flow) for flow in self.flows)

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Element, ...]]:
        """The events that stand on the edge of each activity."""
        attached = ((one.attached_to, one) for one in self.elements if one.kind == "boundaryEvent")
        return _grouped(attached)

    @cached_property
    def within(self) -> Mapping[str, tuple[Element, ...]]:
        """The elements of each scope."""
        return _grouped((one.scope, one) for one in self.elements)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The process itself and each of its stages."""
        return (self.id, *(one.id for one in self.elements if one.kind in STAGE_KINDS))

    def around(self, element: Element) -> Iterator[Element]:
        """The stages around an element, the innermost first."""
        seen = {element.id}
        while (stage := self.by_id.get(element.scope)) is not None and stage.id not in seen:
            seen.add(stage.id)
            yield stage
            element = stage


@dataclass(frozen=True)
class Diagram:
    """One BPMN file.

    `drawn` are the elements that have a shape or a line; `strange` is what has no place
    in it, as the id of the element and a sentence.
    """

    file: str
    processes: tuple[Process, ...]
    messages: tuple[Message, ...] = ()
    drawn: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    strange: tuple[tuple[str, str], ...] = ()
    participants: Mapping[str, str] = field(default_factory=dict)

    @property
    def elements(self) -> Iterator[Element]:
        return (element for process in self.processes for element in process.elements)


def _grouped(pairs: Iterator[tuple[str, _Kept]]) -> dict[str, tuple[_Kept, ...]]:
    grouped: dict[str, list[_Kept]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}
