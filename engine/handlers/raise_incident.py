"""Raise an incident: something that the system should have done keeps failing, and a person must look."""

from engine.case.commands import RaiseIncident
from engine.case.events import IncidentRaised
from engine.case_file import CaseFile, Circumstances


def raise_incident(command: RaiseIncident, file: CaseFile, circumstances: Circumstances) -> None:
    if any(known["about"] == command.about for known in file.state.incidents.values()):
        return
    incident = file.state.next_name("incident")
    file.record(IncidentRaised(incident, command.about, command.sentence), circumstances)
