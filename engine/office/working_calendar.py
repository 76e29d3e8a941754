"""The working calendar: kept by administrators by hand or as a sheet, and seen by everybody who signs in."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NoReturn

from engine.case.commands import Actor
from engine.case.permissions import ADMINISTER, require
from engine.case.rejections import BadInput, Fault, NotFound
from engine.case.working_calendar import COLUMNS, KINDS, OFFICE, TERM, Closure, WorkingRow, closures_of
from engine.engine import Engine
from engine.office.changes import note_change
from engine.statute import short
from engine.store import Transaction

LONGEST_NAME, LONGEST_SETTING, LONGEST_TIME, MOST_ROWS = 80, 120, timedelta(days=366), 1000
EXAMPLES = (
    ("term", "Autumn term, first half", "", "2026-09-02", "2026-10-23"),
    ("term", "Autumn term, second half", "", "2026-11-02", "2026-12-18"),
    ("schools", "Training day", "Hill Road Primary", "2026-11-27", "2026-11-27"),
    ("office", "Christmas", "", "2026-12-25", "2027-01-01"),
)


@dataclass(frozen=True)
class Told:
    """What one row says before anybody has looked at whether it can be."""

    kind: str
    name: str
    setting: str
    first_on: date
    last_on: date

    @property
    def words(self) -> str:
        days = (
            short(self.first_on)
            if self.first_on == self.last_on
            else f"{short(self.first_on)} to {short(self.last_on)}"
        )
        return f"{KINDS[self.kind]}: {self.name}{f' ({self.setting})' if self.setting else ''}, {days}"


class WorkingCalendar:
    """Each change is written into the log of administrators."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rows(self, authority: str) -> list[WorkingRow]:
        """Every row, the earliest first."""
        with self._engine.database.read() as tx:
            return tx.working_rows(authority)

    def closures(self, authority: str) -> list[Closure]:
        return closures_of(self.rows(authority))

    def closures_of_office(self, authority: str) -> list[Closure]:
        """Those of the office alone, which are few, however many schools there are."""
        with self._engine.database.read() as tx:
            return closures_of(tx.working_rows(authority, OFFICE))

    def keep(
        self, by: Actor, kind: str, name: str, first_on: date, last_on: date, setting: str = "", id: str | None = None
    ) -> WorkingRow:
        """Add a row, or change the one that has this id."""
        require(by, ADMINISTER)
        told = Told(kind, " ".join(name.split()), " ".join(setting.split()), first_on, last_on)
        with self._engine.database.write() as tx:
            known = tx.working_rows(by.authority)
            if id is not None and id not in {row.id for row in known}:
                raise NotFound(f"Expected a row {id} of the working calendar, but there is none")
            others = [row for row in known if row.id != id]
            faults = (*_faults(told, others), *_known_already(told, others))
            if faults:
                raise BadInput("Expected a time that can be kept", faults)
            row = self._keep(tx, by, told, id)
            note_change(
                tx, by, self._engine.clock(), f"kept in the working calendar ({row.id})", None, f": {told.words}"
            )
        return row

    def drop(self, by: Actor, id: str) -> None:
        require(by, ADMINISTER)
        with self._engine.database.write() as tx:
            known = next((row for row in tx.working_rows(by.authority) if row.id == id), None)
            if known is None or not tx.drop_working_row(by.authority, id):
                raise NotFound(f"Expected a row {id} of the working calendar, but there is none")
            told = Told(known.kind, known.name, known.setting, known.first_on, known.last_on)
            note_change(
                tx, by, self._engine.clock(), f"took out of the working calendar ({id})", None, f": {told.words}"
            )

    def bring_in(self, by: Actor, text: str) -> tuple[int, int]:
        """Add all that a sheet says, or nothing; how many rows are new, and how many were there already."""
        require(by, ADMINISTER)
        told = _read(text)
        with self._engine.database.write() as tx:
            known = tx.working_rows(by.authority)
            there = {Told(row.kind, row.name, row.setting, row.first_on, row.last_on) for row in known}
            new = {n: one for n, one in told.items() if one not in there}
            if faults := list(_clashes(new, known)):
                raise BadInput(_sentence(faults), tuple(faults))
            for one in new.values():
                self._keep(tx, by, one, None)
            note_change(tx, by, self._engine.clock(), f"brought {len(new)} rows into the working calendar")
        return len(new), len(told) - len(new)

    def _keep(self, tx: Transaction, by: Actor, told: Told, id: str | None) -> WorkingRow:
        made = id or f"Y{tx.next_number(by.authority, 'working_row'):06d}"
        row = WorkingRow(authority=by.authority, id=made, **vars(told), kept_by=by.id, kept_at=self._engine.clock())
        tx.keep_working_row(row)
        return row


def working_sheet() -> str:
    """The columns of a sheet, with rows to show what they hold."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([COLUMNS, *EXAMPLES])
    return written.getvalue()


def _sentence(faults: list[Fault]) -> str:
    rows = len({fault.path.split("/")[2] for fault in faults})
    said = "1 has a fault" if rows == 1 else f"{rows} have faults"
    return f"Expected rows that can all be kept, but {said}; nothing was taken"


def _read(text: str) -> dict[int, Told]:
    """The rows of a sheet by their line; raises `BadInput` with every fault of every row."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        _expect_columns(reader.fieldnames or ())
        rows = dict(islice(((reader.line_num, _trimmed(row)) for row in reader), MOST_ROWS + 1))
    except csv.Error as error:
        _refuse_sheet(f"Line {reader.line_num} is no line of a CSV file: {error}")
    rows = {line: row for line, row in rows.items() if any(row.values())}
    if not 1 <= len(rows) <= MOST_ROWS:
        _refuse_sheet(f"Expected between 1 and {MOST_ROWS} rows under the first line")
    wrong = {line: list(_unreadable(row)) for line, row in rows.items()}
    told = {line: _told(row) for line, row in rows.items() if not wrong[line]}
    faults = [_at(line, fault) for line, found in wrong.items() for fault in found]
    faults += [_at(line, fault) for line, one in told.items() for fault in _of_itself(one)]
    if faults:
        raise BadInput(_sentence(faults), tuple(faults))
    return told


def _refuse_sheet(sentence: str) -> NoReturn:
    raise BadInput(sentence, (Fault("/rows", sentence),))


def _expect_columns(named: Iterable[str]) -> None:
    missing = [name for name in COLUMNS if name not in named and name != "setting"]
    if missing:
        _refuse_sheet(f"The first line must name the columns {', '.join(COLUMNS)}; it lacks {', '.join(missing)}")


def _trimmed(row: Mapping[str, str | None]) -> dict[str, str]:
    return {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}


def _told(row: Mapping[str, str]) -> Told:
    days = date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"])
    return Told(row["kind"].lower(), row["name"], row["setting"], *days)


def _unreadable(row: Mapping[str, str]) -> Iterator[Fault]:
    if row["kind"].lower() not in KINDS:
        yield Fault("/kind", f"expected {', '.join(KINDS)}, but found “{row['kind']}”")
    for column in ("first_on", "last_on"):
        try:
            date.fromisoformat(row[column])
        except ValueError:
            yield Fault(f"/{column}", f"expected a day such as 2026-09-02, but found “{row[column]}”")


def _at(line: int, fault: Fault) -> Fault:
    return Fault(f"/rows/{line}{fault.path}", f"Line {line}, {fault.path.strip('/')}: {fault.sentence}")


def _clashes(new: Mapping[int, Told], known: Iterable[WorkingRow]) -> Iterator[Fault]:
    """Terms that overlap others of the sheet, or those that are kept."""
    there: list[WorkingRow | Told] = [*known]
    for line, one in new.items():
        yield from (_at(line, fault) for fault in _overlaps(one, there))
        there.append(one)


def _faults(told: Told, known: Iterable[WorkingRow]) -> Iterator[Fault]:
    if told.kind not in KINDS:
        yield Fault("/kind", "Select what it is")
        return
    yield from _of_itself(told)
    yield from _overlaps(told, known)


def _known_already(told: Told, known: Iterable[WorkingRow]) -> Iterator[Fault]:
    """The same time entered twice, under whatever name; of terms it is told that they overlap."""
    what = (told.kind, told.setting.lower(), told.first_on, told.last_on)
    for row in known if told.kind != TERM else ():
        if what == (row.kind, row.setting.lower(), row.first_on, row.last_on):
            yield Fault("/first_on", f"It is entered already, as {row.name}")


def _of_itself(told: Told) -> Iterator[Fault]:
    if told.kind == OFFICE and told.setting:
        yield Fault("/setting", "Leave the school empty for days on which your office is closed")
    if not 1 <= len(told.name) <= LONGEST_NAME:
        yield Fault("/name", f"Enter a name of {LONGEST_NAME} characters or fewer")
    if len(told.setting) > LONGEST_SETTING:
        yield Fault("/setting", f"The name of the school must be {LONGEST_SETTING} characters or fewer")
    if told.last_on < told.first_on:
        yield Fault("/last_on", "The last day must be on or after the first day")
    elif told.last_on - told.first_on > LONGEST_TIME:
        yield Fault("/last_on", "The last day must be within a year of the first day")


def _overlaps(told: Told, known: Iterable[WorkingRow | Told]) -> Iterator[Fault]:
    if told.kind != TERM:
        return
    for other in known:
        same = other.kind == TERM and other.setting == told.setting
        if same and other.first_on <= told.last_on and told.first_on <= other.last_on:
            yield Fault(
                "/first_on", f"It overlaps {other.name}, from {short(other.first_on)} to {short(other.last_on)}"
            )
