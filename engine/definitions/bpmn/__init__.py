"""BPMN files, read safely into plain data."""

from engine.definitions.bpmn.model import (
    ACTIVITY_KINDS,
    CATCHING_KINDS,
    EVENT_KINDS,
    GATEWAY_KINDS,
    STAGE_KINDS,
    TASK_KINDS,
    Diagram,
    Element,
    Flow,
    Loop,
    Message,
    Operation,
    Process,
    Timer,
)
from engine.definitions.bpmn.reading import read_diagram
from engine.definitions.bpmn.safe_xml import Unreadable, open_xml

__all__ = [
    "ACTIVITY_KINDS",
    "CATCHING_KINDS",
    "EVENT_KINDS",
    "GATEWAY_KINDS",
    "STAGE_KINDS",
    "TASK_KINDS",
    "Diagram",
    "Element",
    "Flow",
    "Loop",
    "Message",
    "Operation",
    "Process",
    "Timer",
    "Unreadable",
    "open_xml",
    "read_diagram",
]
