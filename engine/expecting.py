"""Whether what a question is about is there, in this authority; a refusal says what was expected."""

from engine.case.rejections import NotFound
from engine.case.rows import CaseRow, PersonRow
from engine.store import Reading


def expect_case(tx: Reading, authority: str, case: str) -> CaseRow:
    found = tx.case(authority, case)
    if found is None:
        raise NotFound(f"Expected a case {case} in this authority, but there is none")
    return found


def expect_person(tx: Reading, authority: str, person: str) -> PersonRow:
    """The record of a person, also one that was merged into another."""
    found = tx.person(authority, person)
    if found is None:
        raise NotFound(f"Expected a person {person} in this authority, but there is none")
    return found
