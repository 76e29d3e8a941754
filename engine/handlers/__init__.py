"""What the system can do to a case: one module per command, and the table of them all."""

from collections.abc import Callable
from typing import Any

from engine.case import commands
from engine.case.commands import Command
from engine.case_file import CaseFile, Circumstances
from engine.handlers.add_note import add_note
from engine.handlers.assign_task import assign_task
from engine.handlers.attach_document import attach_document
from engine.handlers.carry_out_effect import carry_out_effect
from engine.handlers.change_team import change_team
from engine.handlers.claim_task import claim_task
from engine.handlers.complete_task import complete_task
from engine.handlers.correct_facts import correct_facts
from engine.handlers.end_exception import end_exception
from engine.handlers.fire_timer import fire_timer
from engine.handlers.import_case import import_case
from engine.handlers.move_case import move_case
from engine.handlers.open_case import open_case
from engine.handlers.raise_incident import raise_incident
from engine.handlers.receive_answer import receive_answer
from engine.handlers.receive_message import receive_message
from engine.handlers.record_exception import record_exception
from engine.handlers.record_letter_sent import record_letter_sent
from engine.handlers.release_task import release_task
from engine.handlers.reopen_case import reopen_case
from engine.handlers.retry_incident import retry_incident
from engine.handlers.save_draft import save_draft
from engine.handlers.settle_answer import settle_answer

Handler = Callable[[Any, CaseFile, Circumstances], None]

HANDLERS: dict[type[Command], Handler] = {
    commands.OpenCase: open_case,
    commands.ImportCase: import_case,
    commands.CompleteTask: complete_task,
    commands.ClaimTask: claim_task,
    commands.ReleaseTask: release_task,
    commands.AssignTask: assign_task,
    commands.SaveDraft: save_draft,
    commands.CorrectFacts: correct_facts,
    commands.RecordException: record_exception,
    commands.EndException: end_exception,
    commands.ReceiveMessage: receive_message,
    commands.RecordLetterSent: record_letter_sent,
    commands.AddNote: add_note,
    commands.AttachDocument: attach_document,
    commands.ReceiveAnswer: receive_answer,
    commands.SettleAnswer: settle_answer,
    commands.ReopenCase: reopen_case,
    commands.ChangeTeam: change_team,
    commands.RetryIncident: retry_incident,
    commands.MoveCase: move_case,
    commands.FireTimer: fire_timer,
    commands.CarryOutEffect: carry_out_effect,
    commands.RaiseIncident: raise_incident,
}
