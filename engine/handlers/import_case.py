"""Take over a case from elsewhere: its process is lived up to where the source says that it stands."""

from engine.case.commands import ImportCase
from engine.case.events import CaseOpened
from engine.case_file import CaseFile, Circumstances
from engine.handlers.expect import known_answers
from engine.handlers.past import Past


def import_case(command: ImportCase, file: CaseFile, circumstances: Circumstances) -> None:
    form = file.version.form(file.version.start_form)
    facts = known_answers(file, form, command.facts)
    opened = CaseOpened(command.process, command.person, facts, command.team, imported=command.source)
    file.record(opened, circumstances)
    past = Past(command, file, circumstances)
    for told in command.story:
        past.tell(told)
    past.until_today()
    if command.ends:
        past.to_the_end()
    past.settle()
