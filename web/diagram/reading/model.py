"""What a diagram says, free of XML and of coordinates."""

from dataclasses import dataclass, field

TASKS = frozenset(
    ["task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask"]
)
STAGES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES = TASKS | STAGES | {"callActivity"}
EVENTS = frozenset(["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"])
GATEWAYS = frozenset(["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"])
STORED = frozenset({"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
ARTIFACTS = frozenset({"textAnnotation", "group"})
STEPS = ACTIVITIES | EVENTS | GATEWAYS
NODES = STEPS | STORED | ARTIFACTS


@dataclass(frozen=True, slots=True)
class Trigger:
    """What an event waits for or sends: its kind (`timer`, `message` …) and the particulars."""

    kind: str
    particulars: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """Anything drawn as a shape. `parent` is the stage, process or lane around it."""

    id: str
    kind: str
    name: str
    parent: str = ""
    trigger: Trigger | None = None
    interrupting: bool = True
    attached_to: str = ""
    repeats: str = ""
    traits: frozenset[str] = frozenset()
    default: str = ""
    calls: str = ""

    @property
    def is_event_stage(self) -> bool:
        return self.kind in STAGES and "event" in self.traits

    @property
    def is_throwing(self) -> bool:
        return self.kind in ("endEvent", "intermediateThrowEvent")


@dataclass(frozen=True, slots=True)
class Flow:
    """Anything drawn as a line. `directed` counts the arrow heads of an association."""

    id: str
    kind: str
    name: str
    source: str
    target: str
    condition: str = ""
    directed: int = 1


@dataclass(slots=True)
class Contents:
    """All nodes and flows by id, and how pools and lanes divide them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    lane_of: dict[str, str] = field(default_factory=dict)
    pool_of: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def ancestors(self, element: str) -> list[str]:
        """The stages and the process around a node, or around the start of a flow, innermost first."""
        found: list[str] = []
        flow = self.flows.get(element)
        inner = self.nodes.get(flow.source if flow else element)
        while inner and inner.parent and inner.parent not in found:
            found.append(inner.parent)
            inner = self.nodes.get(inner.parent)
        return found
