"""BPMN at work: the only part that knows SpiffWorkflow.

A `Process` is a compiled version; a `Run` is one case's place in it. A run has no clock, no
database and no randomness: it is told what happened, and says what the diagram makes of it.
"""

from engine.runtime.compiled import Process, ProcessUnreadable, compile_process
from engine.runtime.move import CannotGoOn, moved
from engine.runtime.run import LiveTask, LiveTimer, Run, RunStuck, View
from engine.runtime.says import (
    CaseWanted,
    Decided,
    Derived,
    LetterWanted,
    MessageWanted,
    NoticeWanted,
    Said,
    TableDecided,
)
from engine.runtime.snapshot import freeze, thaw

__all__ = [
    "CannotGoOn",
    "CaseWanted",
    "Decided",
    "Derived",
    "LetterWanted",
    "LiveTask",
    "LiveTimer",
    "MessageWanted",
    "NoticeWanted",
    "Process",
    "ProcessUnreadable",
    "Run",
    "RunStuck",
    "Said",
    "TableDecided",
    "View",
    "compile_process",
    "freeze",
    "moved",
    "thaw",
]
