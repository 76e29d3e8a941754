"""Whether what a question is about is there, in this authority; a refusal says what was expected."""

from engine.case.office_rows import TeamRow
from engine.case.rejections import BadInput, Fault, NotFound
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


def expect_active_team(tx: Reading, authority: str, name: str) -> TeamRow:
    """The team, if cases can be given to it."""
    team = next((one for one in tx.teams(authority) if one.name == name), None)
    if team is None or not team.is_active:
        sentence = f"Select a team that takes cases: {name} {'does not exist' if team is None else 'is closed'}"
        raise BadInput(sentence, (Fault("/team", sentence),))
    return team
