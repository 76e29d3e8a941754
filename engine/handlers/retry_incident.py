"""Retry what failed: the incident closes only when the step has really passed."""

from engine.case.commands import FireTimer, RetryIncident
from engine.case.rejections import NotInForce
from engine.case_file import CaseFile, Circumstances
from engine.handlers.fire_timer import fire_timer


def retry_incident(command: RetryIncident, file: CaseFile, circumstances: Circumstances) -> None:
    incident = file.state.incidents.get(command.incident)
    if incident is None:
        raise NotInForce(f"Expected incident {command.incident} to be open, but it is not")
    about = incident["about"]
    if about not in file.state.effects:
        fire_timer(FireTimer(by=command.by, case=command.case, timer=about), file, circumstances)
    file.retried.append(about)
