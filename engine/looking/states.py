"""The state of a case, as its snapshot or its entries have it."""

import json

from engine.case.rejections import NotFound
from engine.case.state import CaseState, state_after, state_from_record
from engine.store import Reading


def state_of(tx: Reading, authority: str, case: str) -> CaseState:
    """The state of a case: from its snapshot, or folded from its entries."""
    head = tx.head(authority, case)
    if head is None:
        raise NotFound(f"Expected a case {case} in this authority, but there is none")
    kept = tx.snapshot(case)
    if kept is not None and kept.sequence == head.sequence:
        return state_from_snapshot(kept.blob)
    return state_after(case, tx.entries(case))


def state_from_snapshot(blob: bytes) -> CaseState:
    return state_from_record(json.loads(blob)["state"])


def bpmn_id_of(name: str) -> str:
    """`decide_whether_to_assess` from `decide_whether_to_assess#1`."""
    return name.rsplit("#", 1)[0]
