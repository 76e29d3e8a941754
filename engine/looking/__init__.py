"""Looking at cases, and at the law and the figures beside them; nothing is written."""

from engine.looking.cases import DocumentFile, Looking, Place, TaskForm
from engine.looking.outcomes import Outcome, outcomes_of
from engine.looking.states import bpmn_id_of, state_from_snapshot, state_of

__all__ = [
    "DocumentFile",
    "Looking",
    "Outcome",
    "Place",
    "TaskForm",
    "bpmn_id_of",
    "outcomes_of",
    "state_from_snapshot",
    "state_of",
]
