"""Give a case to another team, or to none."""

from engine.case.commands import ChangeTeam
from engine.case.events import TeamChanged
from engine.case.rejections import Fault, SameTeam
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect

LONGEST_REASON = 1000


def change_team(command: ChangeTeam, file: CaseFile, circumstances: Circumstances) -> None:
    state = file.state
    expect.open_case(state)
    reason = expect.text("reason", command.reason, LONGEST_REASON)
    if command.team == state.team:
        with_whom = f"with the team {state.team}" if state.team else "without a team"
        sentence = f"Expected another team, but case {state.case} is {with_whom} already"
        raise SameTeam(sentence, (Fault("/team", f"Select another team: the case is {with_whom} already"),))
    file.record(TeamChanged(reason, command.team, state.team), circumstances)
