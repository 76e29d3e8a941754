"""An invented caseload, and the authority that brings it in."""

from datetime import date
from pathlib import Path
from typing import Any

from engine.case.filters import CaseFilter
from engine.case.state import CaseState
from engine.importing import Outcome, bring_in
from engine.store import Database
from tests.fixtures.world import AUTHORITY, ROOT, World, read_files

SAMPLES = ROOT / "tests/samples/caseload"
PLOTS = ROOT / "processes/imports"
SHEETS = ("persons.csv", "requests.csv", "assessments.csv", "plans.csv")
TODAY = date(2026, 11, 20)
PERSON = "person_id,surname,forename,date_of_birth\nC1,Invented,Ada,2016-05-04\n"


def sample(*names: str) -> dict[str, bytes]:
    return {name: (SAMPLES / name).read_bytes() for name in names}


class Newcomer(World):
    """An authority that has just set up Due Course, and brings in what it had."""

    def __init__(self, database: Database, folder: Path = PLOTS, today: date = TODAY) -> None:
        super().__init__(database, today)
        self.folder = folder
        for process in ("ehc_assessment", "plan_maintenance"):
            self.publish(process, read_files())

    def bring(
        self, files: dict[str, bytes], source: str = "the old system", authority: str = AUTHORITY, **more: Any
    ) -> Outcome:
        return bring_in(self.engine, authority, source, files, self.folder, **more)

    def bring_text(self, source: str = "the old system", **sheets: str) -> Outcome:
        return self.bring({name: text.encode() for name, text in sheets.items()}, source)

    def cases(self) -> list[CaseState]:
        with self.engine.database.read() as tx:
            rows = tx.cases(AUTHORITY, CaseFilter(), sort="case", limit=200).items
        return [self.looking.state(AUTHORITY, row.case) for row in rows]

    def told(self, case: str) -> list[str]:
        return [one.sentence for one in self.looking.history(AUTHORITY, case)]


def standing(state: CaseState) -> str:
    """Where a case stands, in one line."""
    closed = f"closed {state.closed_on} at {state.outcome}" if state.is_closed else "open"
    tasks = ", ".join(sorted(task.partition("#")[0] for task in state.tasks)) or "-"
    limits = {
        deadline.limit: f"{deadline.status}{' excused' if deadline.is_excused else ''}"
        for deadline in state.deadlines.values()
    }
    judged = ", ".join(f"{limit} {status}" for limit, status in sorted(limits.items()))
    return f"{state.process} from {state.opened_on}, {closed}; to do: {tasks}; {judged or 'no limits'}"


def sentences(outcome: Outcome) -> list[str]:
    return [f"{one.row} {one.column}: {one.sentence}" for one in outcome.problems]
