"""Close the incidents about something that has now passed."""

from engine.case.events import IncidentResolved
from engine.case_file import CaseFile, Circumstances


def resolve(about: str, file: CaseFile, circumstances: Circumstances) -> None:
    for incident in [name for name, known in file.state.incidents.items() if known["about"] == about]:
        file.record(IncidentResolved(incident, "It passed"), circumstances)
