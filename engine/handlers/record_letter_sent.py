"""Record that a letter was sent: on which day, by which means; the service rule says when it counts as served."""

from engine.case.commands import RecordLetterSent
from engine.case.events import LetterSent
from engine.case.rejections import BadInput, Fault, NotFound, NotInForce
from engine.case_file import CaseFile, Circumstances

MEANS = ("hand", "post", "email", "portal")


def record_letter_sent(command: RecordLetterSent, file: CaseFile, circumstances: Circumstances) -> None:
    letter = file.state.letters.get(command.letter)
    if letter is None:
        raise NotFound(f"Expected a letter {command.letter} in case {file.state.case}, but there is none")
    if letter.sent_on is not None:
        raise NotInForce(f"Expected letter {command.letter} to be unsent, but it was sent on {letter.sent_on}")
    if letter.task is not None:
        raise NotInForce(f"Expected task {letter.task} to be completed instead: it sends letter {command.letter}")
    if command.means not in MEANS:
        sentence = f"Select how the letter was sent: {', '.join(MEANS)}"
        raise BadInput(sentence, (Fault("/means", sentence),))
    served_on = file.version.law.served_on(command.sent_on, command.means)
    file.record(LetterSent(command.letter, command.sent_on, command.means, served_on), circumstances)
