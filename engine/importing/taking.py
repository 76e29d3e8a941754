"""Takes in the rows of a caseload one by one, each in a transaction of its own, and never twice."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.case.commands import IMPORTED, Actor, Command, ImportCase, RegisterPerson, system
from engine.case.events import Facts
from engine.case.filters import CaseFilter
from engine.case.rejections import NotPublished, Rejected
from engine.case.rows import PersonRow
from engine.case_file import CaseFile, Circumstances
from engine.engine import Engine
from engine.handlers import HANDLERS
from engine.importing.checking import Caseload
from engine.importing.columns import SHEETS
from engine.importing.plotting import Plot, facts_of
from engine.importing.rows import ASSESSMENTS, PERSONS, PLANS, Problem, Row, problem
from engine.receipts import fingerprint_of
from engine.statute import listed
from engine.store import Reading

TRIED = "tried"
"""The name of whatever a dry run would make."""

MOST_NAMESAKES = 20

KEPT_OF_A_PERSON = (
    *("date_of_birth", "sex", "upn", "upn_unknown", "uln", "address", "setting"),
    *("primary_need", "secondary_need", "ethnicity"),
)


@dataclass
class Taken:
    """What came of a caseload, by kind of row. `known` were taken on an earlier run."""

    new: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHEETS, 0))
    known: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHEETS, 0))
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """Whether a row was taken before: as which person or case, and whether it says something else now."""

    made: str
    has_changed: bool


Progress = Callable[[int], None]


def take_in(
    engine: Engine,
    authority: str,
    source: str,
    caseload: Caseload,
    plots: Mapping[str, Plot],
    *,
    dry_run: bool = False,
    progress: Progress = lambda more: None,
) -> Taken:
    """Take in every row; one that is refused is reported, and does not hold up the others."""
    taking = _Taking(engine, system(authority, "import"), source, caseload, plots, dry_run)
    for row in (*caseload.persons, *caseload.cases):
        taking.take(row)
        progress(1)
    return taking.taken


class _Taking:
    def __init__(
        self, engine: Engine, by: Actor, source: str, caseload: Caseload, plots: Mapping[str, Plot], dry_run: bool
    ) -> None:
        self.engine = engine
        self.by = by
        self.source = source
        self.caseload = caseload
        self.plots = plots
        self.dry_run = dry_run
        self.taken = Taken()
        self._persons: dict[str, tuple[str, str] | None] = {}
        """Who a key of the source stands for, with the day of birth; None if it was refused."""
        self._names: dict[tuple[str, str], Row] = {}

    def take(self, row: Row) -> None:
        try:
            self._person(row) if row.kind == PERSONS else self._case(row)
        except Rejected as refusal:
            self._refuse(row, "", _sentence(refusal))

    def _refuse(self, row: Row, column: str, sentence: str) -> None:
        self.taken.problems.append(problem(row, column, sentence))

    def _id(self, kind: str, key: str) -> str:
        return f"{IMPORTED}{self.source}:{kind}:{key}"

    # --- persons --------------------------------------------------------------------------------

    def _person(self, row: Row) -> None:
        key, details = row.get("person_id"), _details(row)
        self._persons[key] = None
        command = RegisterPerson(by=self.by, id=self._id(PERSONS, key), details=details)
        with self.engine.database.read() as tx:
            standing = _standing(tx, command)
            known = None if standing else self._same_number(tx, row)
            namesakes = [] if standing or known else self._namesakes(tx, row, details)
        if standing is not None:
            self._again(row, standing)
            self._persons[key] = (standing.made, details["date_of_birth"])
        elif known is not None:
            self._matched(row, known)
        elif namesakes:
            self._refuse(row, "person_id", _too_alike(namesakes))
        else:
            self.taken.new[PERSONS] += 1
            self._persons[key] = (self._register(command), details["date_of_birth"])

    def _namesakes(self, tx: Reading, row: Row, details: Facts) -> list[str]:
        """Those in this file and on the register who are perhaps, but not surely, the same person."""
        first = self._names.setdefault((details["name"].casefold(), details["date_of_birth"]), row)
        here = [f"the person in row {first.number}"] if first is not row else []
        return here or list(_namesakes(tx, self.by.authority, details))

    def _register(self, command: RegisterPerson) -> str:
        return TRIED if self.dry_run else str(self.engine.handle(command).made)

    def _same_number(self, tx: Reading, row: Row) -> PersonRow | None:
        """Somebody on the register with the same pupil number, or else the same learner number."""
        upn, uln, of = row.get("upn"), row.get("uln"), self.by.authority
        if upn and (found := tx.persons(of, upn=upn, limit=1).items):
            return found[0]
        alike = tx.persons(of, text=uln, limit=MOST_NAMESAKES).items if uln else ()
        return next((one for one in alike if one.details.get("uln") == uln), None)

    def _matched(self, row: Row, known: PersonRow) -> None:
        """Somebody on the register has the same pupil number: the same person, if born on the same day."""
        if known.details.get("date_of_birth") != row.get("date_of_birth"):
            column, number = ("upn", "pupil") if known.upn == row.get("upn") else ("uln", "learner")
            sentence = f"{known.id} on the register has this {number} number, and another date of birth"
            self._refuse(row, column, sentence)
            return
        self.taken.known[PERSONS] += 1
        self._persons[row.get("person_id")] = (known.id, row.get("date_of_birth"))

    def _who(self, key: str) -> tuple[str, str] | None:
        """Who a row is about: taken in this run, or in an earlier one."""
        if key not in self._persons:
            with self.engine.database.read() as tx:
                answer = tx.answer_to(self.by.authority, self._id(PERSONS, key))
                person = tx.person(self.by.authority, json.loads(answer.text)["made"]) if answer else None
            self._persons[key] = (person.id, str(person.details["date_of_birth"])) if person else None
        return self._persons[key]

    # --- cases ----------------------------------------------------------------------------------

    def _case(self, row: Row) -> None:
        who, plot = self._who(row.get("person_id")), self.plots.get(row.kind)
        if who is None:
            self._refuse(row, "person_id", f"“{row.get('person_id')}” is nobody who was taken in")
            return
        if plot is None:
            self._refuse(row, "", f"Nothing says how {row.kind} become cases")
            return
        command = self._command(row, plot, *who)
        with self.engine.database.read() as tx:
            standing = _standing(tx, command)
            alike = [] if standing else _alike(tx, command)
        if standing is not None:
            self._again(row, standing)
            return
        if alike:
            sentence = f"{listed(alike)} of the same person began on the same day; if this is another, open it by hand"
            self._refuse(row, plot.began, sentence)
            return
        if self.dry_run:
            self._try(command)
        else:
            self.engine.handle(command)
        _count(self.taken.new, row)

    def _command(self, row: Row, plot: Plot, person: str, born: str) -> ImportCase:
        whole = Row(row.kind, row.file, row.number, {**row.values, "date_of_birth": born})
        return ImportCase(
            by=self.by,
            id=self._id(row.kind, row.get(SHEETS[row.kind].key)),
            process=plot.process,
            person=person,
            facts=facts_of(plot.opens, whole),
            effective_on=date.fromisoformat(row.get(plot.began)),
            source=self.source,
            row=dict(row.values),
            story=plot.story(whole),
            passing=plot.passing_facts(whole),
            ends=plot.is_over(whole),
            goes_on=plot.goes_on - self._brought_in(row),
        )

    def _brought_in(self, row: Row) -> frozenset[str]:
        """What needs no opening, because a row of its own opens it."""
        has_plan = row.get("person_id") in self.caseload.planned and PLANS in self.plots
        return frozenset({self.plots[PLANS].process}) if has_plan else frozenset()

    def _try(self, command: ImportCase) -> None:
        """Live the case in memory, and keep nothing."""
        authority, now = self.by.authority, self.engine.clock()
        with self.engine.database.read() as tx:
            current = tx.current_version(authority, command.process)
            if current is None:
                raise NotPublished(f"Expected a published process {command.process}, but there is none")
            version = self.engine.library.version(tx, authority, current.hash)
            file = CaseFile.empty(version, TRIED, self.engine.library.shelf(tx, authority, ""))
            circumstances = Circumstances(self.by.id, now, command.effective_on or self.engine.today())
            HANDLERS[ImportCase](command, file, circumstances)

    def _again(self, row: Row, standing: Standing) -> None:
        """A row that was taken before; what it says now may not be what it said then."""
        if standing.has_changed:
            sentence = f"It was imported before as {standing.made}, and says something else now; put it right there"
            self._refuse(row, "", sentence)
        else:
            _count(self.taken.known, row)


def _count(numbers: dict[str, int], row: Row) -> None:
    """A request counts together with the assessment that is in the same case."""
    for kind in (row.kind, *((ASSESSMENTS,) if row.get("assessment_id") else ())):
        numbers[kind] += 1


def _standing(tx: Reading, command: Command) -> Standing | None:
    answer = tx.answer_to(command.by.authority, str(command.id))
    if answer is None:
        return None
    said = json.loads(answer.text)
    return Standing(said["made"] or said["case"], answer.fingerprint != fingerprint_of(command))


def _alike(tx: Reading, command: ImportCase) -> list[str]:
    """Cases that are perhaps the same, taken from another source or opened by hand."""
    began = command.effective_on
    same = CaseFilter(process=command.process, person=command.person, opened_from=began, opened_to=began)
    return [case.case for case in tx.cases(command.by.authority, same, sort="case", limit=1).items]


def _details(row: Row) -> Facts:
    said = {name: row.get(name) for name in KEPT_OF_A_PERSON if row.get(name)}
    return {"name": f"{row.get('forename')} {row.get('surname')}", **said}


def _namesakes(tx: Reading, authority: str, details: Facts) -> Iterator[str]:
    """Those on the register with the same name and date of birth: perhaps, but not surely, the same person."""
    name, born = details["name"], details["date_of_birth"]
    found = tx.persons(authority, text=name, date_of_birth=born, limit=MOST_NAMESAKES)
    return (one.id for one in found.items if one.name.casefold() == name.casefold())


def _too_alike(namesakes: list[str]) -> str:
    return (
        f"{listed(namesakes)} has the same name and date of birth, and no number tells whether it is"
        " the same person; give that record its pupil number, or register this person by hand"
    )


def _sentence(refusal: Rejected) -> str:
    said = "; ".join(fault.sentence for fault in refusal.faults)
    return f"{refusal.sentence}: {said}" if said else refusal.sentence
