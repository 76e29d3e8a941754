"""Move a case to another version; deadlines, drafts and claims stay."""

from engine.case.commands import MoveCase
from engine.case.rejections import CannotMove
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def move_case(command: MoveCase, file: CaseFile, circumstances: Circumstances) -> None:
    expect.open_case(file.state)
    version = file.shelf.version(command.version)
    if version.hash == file.version.hash:
        raise CannotMove(f"Expected another version, but case {file.state.case} runs under this one already")
    file.move(version, command.renamed, expect.text("reason", command.reason), circumstances)
