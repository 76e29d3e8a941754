"""Keeping records no longer than their time: by class from the date of birth, unless they are held.

Two people erase a record: one proposes it, and another, who sees what would go, approves it. What remains is a
certificate, and of each case the chain of its history without what it said.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.case.commands import Actor
from engine.case.office_rows import ErasedCase, ErasureRow, HoldRow, KeptRow
from engine.case.permissions import RETAIN, require
from engine.case.rejections import BadInput, CaseMovedOn, Fault, NotAllowed, NotFound, Rejected
from engine.case.retained import CLASSES, LONGEST, SHORTEST, class_of, due_on
from engine.case.rows import AuthorityRow, Page, PersonRow
from engine.expecting import expect_person
from engine.handlers.expect import text
from engine.office.changes import note_change
from engine.statute import day_of
from engine.store import Database, Reading, Transaction

Clock = Callable[[], datetime]
SETTING = "retention"
PROPOSED, ERASED, WITHDRAWN = "proposed", "erased", "withdrawn"
LONGEST_REASON = 1000


class NotItsTime(Rejected):
    """A record cannot be erased now: its time has not come, it is held, or a case of it is open."""


@dataclass(frozen=True)
class Kept:
    """A record, how long it is kept, and what stands against erasing it."""

    person: str
    name: str
    retention: str
    due_on: date
    open_cases: int
    hold: HoldRow | None
    is_due: bool

    @property
    def why_not(self) -> str:
        """Why it cannot be erased today, if so."""
        if not self.is_due:
            return "Its time has not come"
        if self.hold is not None:
            return "It is held"
        return "" if not self.open_cases else "A case of it is open"


class Retention:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    # --- how long -------------------------------------------------------------------------------

    def periods(self, authority: str) -> dict[str, int]:
        """Years from the date of birth, by class."""
        with self._database.read() as tx:
            return _periods(_expect_authority(tx, authority))

    def set_periods(self, by: Actor, years: Mapping[str, int]) -> dict[str, int]:
        """Change how long records of some classes are kept."""
        faults = tuple(
            Fault(f"/{name}", f"Enter a number of years from {SHORTEST} to {LONGEST}")
            for name, number in years.items()
            if name not in CLASSES or not SHORTEST <= number <= LONGEST
        )
        if faults:
            raise BadInput("Expected years for the classes of records", faults)
        with self._database.write() as tx:
            known = _expect_authority(tx, by.authority)
            before, after = _periods(known), {**_periods(known), **years}
            if not tx.amend_authority(known, {**known.settings, SETTING: after}):
                raise CaseMovedOn("Somebody else is amending the authority at this moment; ask again")
            said = ", ".join(f"“{CLASSES[name].title}” from {before[name]} to {after[name]}" for name in sorted(years))
            self._note(tx, by, f"changed how many years records are kept: {said or 'nothing'}")
        return after

    # --- what is due ----------------------------------------------------------------------------

    def due(self, authority: str, *, limit: int = 50, cursor: str | None = None) -> Page[Kept]:
        """Records whose time has come, of the eldest people first; a page may have fewer than `limit`."""
        today = day_of(self._clock())
        with self._database.read() as tx:
            periods, holds = _periods(_expect_authority(tx, authority)), tx.holds(authority)
            born_by = due_on(today.isoformat(), -min(periods.values())).isoformat()
            page = tx.born_by(authority, born_by, limit=limit, cursor=cursor)
            found = [_kept(tx, authority, row, periods, holds, today) for row in page.items]
        return Page([one for one in found if one.is_due], page.next)

    def kept(self, authority: str, person: str) -> Kept:
        with self._database.read() as tx:
            return self._one(tx, authority, person)[0]

    def counts(self, authority: str, person: str) -> dict[str, int]:
        """What an erasure would erase."""
        with self._database.read() as tx:
            return _counts(tx, authority, person)

    def erasures(self, authority: str) -> list[ErasureRow]:
        """Proposals and certificates, the latest first."""
        with self._database.read() as tx:
            return tx.erasures(authority)

    def erasure(self, authority: str, id: str) -> ErasureRow:
        with self._database.read() as tx:
            return _expect_erasure(tx, authority, id)

    # --- holding --------------------------------------------------------------------------------

    def holds(self, authority: str) -> dict[str, HoldRow]:
        with self._database.read() as tx:
            return tx.holds(authority)

    def hold(self, by: Actor, person: str, reason: str) -> HoldRow:
        """Keep a record whatever its time, such as while somebody looks into it."""
        row = HoldRow(by.authority, person, text("reason", reason, LONGEST_REASON), by.id, self._clock())
        with self._database.write() as tx:
            expect_person(tx, by.authority, person)
            tx.put_hold(row)
            self._note(tx, by, f"put a legal hold on {person}", person, f": {row.reason}")
        return row

    def lift(self, by: Actor, person: str, reason: str) -> None:
        said = text("reason", reason, LONGEST_REASON)
        with self._database.write() as tx:
            if not tx.lift_hold(by.authority, person):
                raise NotFound(f"Expected a legal hold on {person}, but there is none")
            self._note(tx, by, f"lifted the legal hold on {person}", person, f": {said}")

    # --- erasing --------------------------------------------------------------------------------

    def propose(self, by: Actor, person: str) -> ErasureRow:
        with self._database.write() as tx:
            kept = self._expect_time(tx, by.authority, person)
            if any(one.person == person and one.standing == PROPOSED for one in tx.erasures(by.authority)):
                raise NotItsTime(f"Expected a record that nobody has proposed to erase, but somebody has for {person}")
            counts = _counts(tx, by.authority, person)
            id = f"E{tx.next_number(by.authority, 'erasure'):06d}"
            row = ErasureRow(
                by.authority,
                id,
                person,
                kept.retention,
                kept.due_on,
                PROPOSED,
                counts,
                by.id,
                self._clock(),
                None,
                None,
            )
            tx.keep_erasure(row)
            self._note(tx, by, f"proposed to erase {person} ({id})", person)
        return row

    def withdraw(self, by: Actor, id: str) -> ErasureRow:
        """Take a proposal back, or refuse it."""
        with self._database.write() as tx:
            known = _expect_proposed(tx, by.authority, id)
            row = replace(known, standing=WITHDRAWN, settled_by=by.id, settled_at=self._clock())
            tx.keep_erasure(row)
            self._note(tx, by, f"withdrew the proposal to erase {known.person} ({id})", known.person)
        return row

    def approve(self, by: Actor, id: str) -> ErasureRow:
        """Erase what was proposed, unless anything is different now; it cannot be undone."""
        require(by, RETAIN)
        now = self._clock()
        with self._database.write() as tx:
            known = _expect_proposed(tx, by.authority, id)
            if known.proposed_by == by.id:
                raise NotAllowed("Expected somebody else to approve the erasure than who proposed it")
            self._expect_time(tx, by.authority, known.person)
            if _counts(tx, by.authority, known.person) != known.counts:
                raise NotItsTime("Expected the record as it was when it was proposed; withdraw this, and propose anew")
            self._note(tx, by, f"erased {known.person} ({id})", known.person)
            persons = tx.one_record(by.authority, known.person)
            tx.erase(by.authority, persons, _cases(tx, by.authority, persons, id, day_of(now)))
            row = replace(known, standing=ERASED, settled_by=by.id, settled_at=now)
            tx.keep_erasure(row)
        return row

    def _expect_time(self, tx: Reading, authority: str, person: str) -> Kept:
        kept, _ = self._one(tx, authority, person)
        if kept.why_not:
            raise NotItsTime(f"Expected a record that can be erased, but not {person}: {kept.why_not.lower()}")
        return kept

    def _one(self, tx: Reading, authority: str, person: str) -> tuple[Kept, PersonRow]:
        found = expect_person(tx, authority, person)
        if found.merged_into is not None:
            raise NotItsTime(f"Expected a record of its own, but {person} was merged into {found.merged_into}")
        born = found.details.get("date_of_birth")
        if not born:
            raise NotItsTime(f"Expected a date of birth, but {person} has none")
        row = KeptRow(found.id, found.name, born)
        periods = _periods(_expect_authority(tx, authority))
        return _kept(tx, authority, row, periods, tx.holds(authority), day_of(self._clock())), found

    def _note(self, tx: Transaction, by: Actor, what: str, about: str | None = None, more: str = "") -> None:
        note_change(tx, by, self._clock(), what, about, more)


def _kept(
    tx: Reading, authority: str, row: KeptRow, periods: Mapping[str, int], holds: Mapping[str, HoldRow], today: date
) -> Kept:
    persons = tx.one_record(authority, row.id)
    cases = tx.cases_kept(authority, persons)
    retention = class_of({process for _, process, _ in cases})
    until = due_on(row.date_of_birth, periods[retention])
    hold = next((holds[one] for one in persons if one in holds), None)
    still_open = sum(not is_closed for _, _, is_closed in cases)
    return Kept(row.id, row.name, retention, until, still_open, hold, until <= today)


def _counts(tx: Reading, authority: str, person: str) -> dict[str, int]:
    persons = tx.one_record(authority, person)
    cases = [case for case, _, _ in tx.cases_kept(authority, persons)]
    found = Counter(tx.rows_to_erase(authority, persons, cases))
    heads = [tx.head(authority, case) for case in cases]
    told = {"cases": "case_summary", "documents": "document", "letters": "letter", "plans": "plan_edition"}
    return {
        "records": found["person"],
        "editions": found["person_edition"],
        "entries": sum(head.sequence for head in heads if head is not None),
        **{name: found[table] for name, table in told.items()},
    }


def _cases(tx: Transaction, authority: str, persons: list[str], erasure: str, today: date) -> list[ErasedCase]:
    """The cases of these records as they end, each held until the transaction does."""
    heads = [tx.lock_case(authority, case) for case, _, _ in tx.cases_kept(authority, persons)]
    return [
        ErasedCase(head.case, authority, erasure, head.sequence, head.head_hash, today)
        for head in heads
        if head is not None
    ]


def _periods(known: AuthorityRow) -> dict[str, int]:
    changed: dict[str, int] = known.settings.get(SETTING, {})
    return {name: one.years for name, one in CLASSES.items()} | changed


def _expect_authority(tx: Reading, authority: str) -> AuthorityRow:
    found = tx.authority(authority)
    if found is None:
        raise NotFound(f"Expected an authority {authority}, but there is none")
    return found


def _expect_erasure(tx: Reading, authority: str, id: str) -> ErasureRow:
    found = tx.erasure(authority, id)
    if found is None:
        raise NotFound(f"Expected an erasure {id} in this authority, but there is none")
    return found


def _expect_proposed(tx: Reading, authority: str, id: str) -> ErasureRow:
    found = _expect_erasure(tx, authority, id)
    if found.standing != PROPOSED:
        raise NotItsTime(f"Expected a proposal that is open, but {id} is {found.standing}")
    return found
