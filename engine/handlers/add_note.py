"""Add a note to a case."""

from engine.case.commands import AddNote
from engine.case.events import NoteAdded
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def add_note(command: AddNote, file: CaseFile, circumstances: Circumstances) -> None:
    note = file.state.next_name("note")
    file.record(NoteAdded(note, expect.text("note", command.text, 10_000)), circumstances)
