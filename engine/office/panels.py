"""Panels: who decides together, when they meet, which cases come before them, and what was said of each."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from engine.case.commands import Actor, AddNote
from engine.case.panels import AHEAD, PAST, USUAL_MINUTES, AgendaRow, MeetingRow, PanelRow, is_for_panels, was_held
from engine.case.permissions import LEAD_CASES, WORK_CASES, require
from engine.case.rejections import BadInput, Fault, NotFound
from engine.case.rows import AccessRow
from engine.engine import Engine
from engine.statute import short
from engine.store import Reading, Transaction

LONGEST_NAME, LONGEST_MINUTES, LONGEST_PLACE, MOST_MEETINGS, MOST_ITEMS = 80, 4000, 200, 60, 60
EVERY = (0, 1, 2, 4)
"""Weeks from one meeting to the next; 0 stands for a single one."""

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Panels:
    """Those who lead casework keep panels and their meetings; caseworkers put cases on agendas and take minutes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._database = engine.database

    # --- panels ----------------------------------------------------------------------------------

    def all(self, authority: str) -> list[PanelRow]:
        with self._database.read() as tx:
            return tx.panels(authority)

    def panel(self, authority: str, id: str) -> PanelRow:
        with self._database.read() as tx:
            return _panel(tx, authority, id)

    def keep(
        self,
        by: Actor,
        name: str,
        *,
        team: str = "",
        place: str = "",
        members: Iterable[str] = (),
        id: str | None = None,
        is_active: bool = True,
    ) -> PanelRow:
        """Add a panel, or change the one that has this id; one that meets no more has no meetings to come."""
        require(by, LEAD_CASES)
        said, chosen = " ".join(name.split()), tuple(dict.fromkeys(members))
        with self._database.write() as tx:
            if id is not None:
                _panel(tx, by.authority, id)
            faults = _panel_faults(tx, by.authority, said, place, chosen, id)
            if id is not None and not is_active:
                faults += self._still_meets(tx, by.authority, id)
            _refuse(faults)
            made = id or f"N{tx.next_number(by.authority, 'panel'):06d}"
            kept = PanelRow(by.authority, made, said, team or None, place.strip(), chosen, is_active)
            tx.keep_panel(kept)
            self._note(tx, by, f"kept the panel {made}")
        return kept

    def _still_meets(self, tx: Reading, authority: str, id: str) -> list[Fault]:
        today = self._engine.today()
        to_come = sum(one.panel == id for one in tx.meetings(authority, today, today + AHEAD))
        said = "1 meeting" if to_come == 1 else f"{to_come} meetings"
        return [Fault("/is_active", f"Call off its {said} to come first")] if to_come else []

    # --- meetings --------------------------------------------------------------------------------

    def meetings(self, authority: str, first: date, last: date, panel: str | None = None) -> list[MeetingRow]:
        with self._database.read() as tx:
            return [one for one in tx.meetings(authority, first, last) if panel in (None, one.panel)]

    def meeting(self, authority: str, id: str) -> MeetingRow:
        with self._database.read() as tx:
            return _meeting(tx, authority, id)

    def arrange(
        self,
        by: Actor,
        panel: str,
        day: date,
        starts_at: str,
        *,
        place: str = "",
        every: int = 0,
        until: date | None = None,
    ) -> list[MeetingRow]:
        """Fix a meeting, or one every so many weeks until a day."""
        require(by, LEAD_CASES)
        with self._database.write() as tx:
            of = _panel(tx, by.authority, panel)
            faults = _meeting_faults(starts_at, place) + self._day_faults(day) + _rhythm_faults(day, every, until)
            days = [] if faults else _days(day, every, until)
            _refuse(faults or _known_faults(tx, of, days, starts_at))
            made = [self._meeting(tx, by, of, one, starts_at, place) for one in days]
            self._note(tx, by, f"fixed {len(made)} meetings of the panel {panel}")
        return made

    def _meeting(
        self, tx: Transaction, by: Actor, panel: PanelRow, day: date, starts_at: str, place: str
    ) -> MeetingRow:
        id = f"M{tx.next_number(by.authority, 'panel_meeting'):06d}"
        where = place.strip() or panel.place
        now = self._engine.clock()
        meeting = MeetingRow(
            by.authority, id, panel.id, day, starts_at, where, (), "", 0, now, panel.name, panel.team, panel.members
        )
        tx.keep_meeting(meeting)
        return meeting

    def _day_faults(self, day: date) -> list[Fault]:
        """A day that is mistyped is mostly far away, where nobody would find the meeting again."""
        today = self._engine.today()
        first, last = today - PAST, today + AHEAD
        if first <= day <= last:
            return []
        return [Fault("/day", f"Enter a day from {short(first)} to {short(last)}")]

    def move(self, by: Actor, id: str, day: date, starts_at: str, place: str) -> MeetingRow:
        """Another day, time or place; its agenda goes with it."""
        require(by, LEAD_CASES)
        with self._database.write() as tx:
            known = _meeting(tx, by.authority, id)
            faults = _meeting_faults(starts_at, place) + (self._day_faults(day) if day != known.day else [])
            _refuse(faults or _known_faults(tx, _panel(tx, by.authority, known.panel), [day], starts_at, but=id))
            moved = replace(
                known,
                day=day,
                starts_at=starts_at,
                place=place.strip(),
                sequence=known.sequence + 1,
                changed_at=self._engine.clock(),
            )
            tx.keep_meeting(moved)
            self._note(tx, by, f"moved the meeting {id} to {day}")
        return moved

    def call_off(self, by: Actor, id: str, to: str | None = None) -> int:
        """The meeting does not take place; its open cases go to another one, or wait for one. How many they are."""
        require(by, LEAD_CASES)
        with self._database.write() as tx:
            items = tx.agenda(by.authority, id)
            if was_held(_meeting(tx, by.authority, id), items, self._engine.today()):
                sentence = "It was held: its minutes, a decision, or who was there, are recorded"
                raise BadInput("Expected a meeting that was not held", (Fault("/call_off", sentence),))
            left = [one for one in items if one.is_to_decide]
            if to is not None:
                self._carry(tx, by, left, to)
            tx.drop_meeting(by.authority, id)
            self._note(tx, by, f"called the meeting {id} off")
        return len(left)

    def defer(self, by: Actor, meeting: str, case: str, task: str, to: str) -> MeetingRow:
        """Bring a decision that is still open before another meeting; where it was not taken, the agenda says so."""
        require(by, WORK_CASES)
        with self._database.write() as tx:
            item, before = _item(tx, by.authority, meeting, case, task), _meeting(tx, by.authority, meeting)
            if not item.is_to_decide:
                raise BadInput("Expected a decision that is open", (Fault("/to", "It is decided or deferred already"),))
            self._carry(tx, by, [item], to)
            if before.day > self._engine.today():
                tx.drop_item(by.authority, meeting, case, task)
            self._note(tx, by, f"deferred a decision from {meeting} to {to}", case)
            return _meeting(tx, by.authority, to)

    def _carry(self, tx: Transaction, by: Actor, items: list[AgendaRow], to: str) -> None:
        """Put items of one agenda on another, after those that are there, with their times and their papers."""
        found, known = tx.meeting(by.authority, to), tx.agenda(by.authority, to)
        if found is None or to in {one.meeting for one in items} or found.day < self._engine.today():
            raise BadInput("Expected a meeting to come", (Fault("/to", "Select a meeting to come"),))
        there = {(one.case, one.task) for one in known}
        new = [one for one in items if (one.case, one.task) not in there]
        if len(known) + len(new) > MOST_ITEMS:
            raise BadInput("Expected room", (Fault("/to", f"Its agenda would have more than {MOST_ITEMS} items"),))
        place, now = tx.last_place(by.authority, to), self._engine.clock()
        tx.keep_items(
            [
                replace(one, meeting=to, place=place + n, note=None, added_by=by.id, added_at=now)
                for n, one in enumerate(new, 1)
            ]
        )

    def record_present(self, by: Actor, id: str, present: Iterable[str], others: str) -> MeetingRow:
        """Who was there: members, and others by name."""
        require(by, WORK_CASES)
        with self._database.write() as tx:
            known = _meeting(tx, by.authority, id)
            there = tuple(dict.fromkeys(present))
            faults = [Fault("/present", "Select members of the panel")] if set(there) - set(known.members) else []
            if len(others) > LONGEST_MINUTES:
                faults.append(Fault("/others", f"Others must be {LONGEST_MINUTES} characters or fewer"))
            _refuse(faults)
            kept = replace(known, present=there, others=others.strip())
            tx.keep_meeting(kept)
            self._note(tx, by, f"recorded who was at the meeting {id}")
        return kept

    # --- agendas ---------------------------------------------------------------------------------

    def agenda(self, authority: str, meeting: str) -> list[AgendaRow]:
        with self._database.read() as tx:
            _meeting(tx, authority, meeting)
            return tx.agenda(authority, meeting)

    def put_on(self, by: Actor, meeting: str, case: str, task: str, minutes: int = USUAL_MINUTES) -> list[AgendaRow]:
        """Bring an open decision before a meeting, after those that are there; it is there once."""
        require(by, WORK_CASES)
        with self._database.write() as tx:
            _meeting(tx, by.authority, meeting)
            found = tx.task(by.authority, case, task)
            if found is None:
                raise NotFound(f"Expected task {task} of case {case} to be open, but it is not")
            known = tx.agenda(by.authority, meeting)
            _refuse(_item_faults(is_for_panels(found), minutes, known))
            if (case, task) not in {(one.case, one.task) for one in known}:
                place, now = tx.last_place(by.authority, meeting) + 1, self._engine.clock()
                about = (found.person, found.person_name, found.title, True)
                tx.keep_items([AgendaRow(by.authority, meeting, case, task, place, minutes, None, by.id, now, *about)])
                self._note(tx, by, f"put a decision on the agenda of {meeting}", case)
            return tx.agenda(by.authority, meeting)

    def take_off(self, by: Actor, meeting: str, case: str, task: str) -> list[AgendaRow]:
        require(by, WORK_CASES)
        with self._database.write() as tx:
            _item(tx, by.authority, meeting, case, task)
            tx.drop_item(by.authority, meeting, case, task)
            self._note(tx, by, f"took a decision off the agenda of {meeting}", case)
            return tx.agenda(by.authority, meeting)

    def place(
        self, by: Actor, meeting: str, case: str, task: str, *, minutes: int | None = None, earlier: bool | None = None
    ) -> list[AgendaRow]:
        """Give an item more or less time, or call it one place earlier or later."""
        require(by, WORK_CASES)
        with self._database.write() as tx:
            item = _item(tx, by.authority, meeting, case, task)
            items = tx.agenda(by.authority, meeting)
            if minutes is not None:
                _refuse(_item_faults(True, minutes, []))
                items = [replace(one, minutes=minutes) if one == item else one for one in items]
            if earlier is not None:
                at = next(n for n, one in enumerate(items) if (one.case, one.task) == (case, task))
                to = min(max(at + (-1 if earlier else 1), 0), len(items) - 1)
                items.insert(to, items.pop(at))
            tx.keep_items([replace(one, place=n) for n, one in enumerate(items, 1)])
            return tx.agenda(by.authority, meeting)

    def choose_papers(
        self, by: Actor, meeting: str, case: str, task: str, documents: Iterable[str] | None
    ) -> list[AgendaRow]:
        """Which documents of the case the members read; None for the usual ones."""
        require(by, WORK_CASES)
        chosen = None if documents is None else tuple(dict.fromkeys(documents))
        with self._database.write() as tx:
            item = _item(tx, by.authority, meeting, case, task)
            known = {row.document for row in tx.documents_of(by.authority, case)}
            _refuse([Fault("/documents", "Select documents of the case")] if set(chosen or ()) - known else [])
            tx.keep_items([replace(item, papers=chosen)])
            self._note(tx, by, f"chose the papers of {meeting}", case)
            return tx.agenda(by.authority, meeting)

    def take_minutes(
        self, by: Actor, meeting: str, case: str, task: str, text: str, id: str | None = None
    ) -> AgendaRow:
        """What was said of a case, kept as a note of the case; said again, it is another note."""
        require(by, WORK_CASES)
        said = text.strip()
        if not 1 <= len(said) <= LONGEST_MINUTES:
            raise BadInput(
                "Expected minutes", (Fault("/text", f"Enter minutes of {LONGEST_MINUTES} characters or fewer"),)
            )
        with self._database.read() as tx:
            held = _meeting(tx, by.authority, meeting)
            item = _item(tx, by.authority, meeting, case, task)
        noted = f"{held.panel_name}, {short(held.day)}: {said}"
        self._engine.handle(AddNote(by=by, id=id, case=case, text=noted))
        with self._database.write() as tx:
            kept = replace(item, note=said)
            tx.keep_items([kept])
        return kept

    def _note(self, tx: Transaction, by: Actor, what: str, case: str | None = None) -> None:
        tx.note_access(by.authority, AccessRow(self._engine.clock(), by.id, by.name, what, None, case))


def _panel(tx: Reading, authority: str, id: str) -> PanelRow:
    found = tx.panel(authority, id)
    if found is None:
        raise NotFound(f"Expected a panel {id}, but there is none")
    return found


def _meeting(tx: Reading, authority: str, id: str) -> MeetingRow:
    found = tx.meeting(authority, id)
    if found is None:
        raise NotFound(f"Expected a meeting {id}, but there is none")
    return found


def _item(tx: Reading, authority: str, meeting: str, case: str, task: str) -> AgendaRow:
    _meeting(tx, authority, meeting)
    for item in tx.agenda(authority, meeting):
        if (item.case, item.task) == (case, task):
            return item
    raise NotFound(f"Expected task {task} of case {case} on the agenda of {meeting}, but it is not there")


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise BadInput(faults[0].sentence, tuple(faults))


def _panel_faults(
    tx: Reading, authority: str, name: str, place: str, members: tuple[str, ...], id: str | None
) -> list[Fault]:
    found = []
    if not 1 <= len(name) <= LONGEST_NAME:
        found.append(Fault("/name", f"Enter a name of {LONGEST_NAME} characters or fewer"))
    if name.lower() in {one.name.lower() for one in tx.panels(authority) if one.id != id}:
        found.append(Fault("/name", f"There is a panel called {name} already"))
    if len(place) > LONGEST_PLACE:
        found.append(Fault("/place", f"Place must be {LONGEST_PLACE} characters or fewer"))
    if set(members) - {user.id for user in tx.users(authority)}:
        found.append(Fault("/members", "Select members among the users of this authority"))
    return found


def _rhythm_faults(day: date, every: int, until: date | None) -> list[Fault]:
    if every not in EVERY:
        return [Fault("/every", "Meetings are held once, or every 1, 2 or 4 weeks")]
    if until is None:
        return []
    if every == 0:
        return [Fault("/every", "Select how often it meets until then, or leave the last day empty")]
    if until < day:
        return [Fault("/until", "The last day must be on or after the first day")]
    if (until - day).days > 7 * every * MOST_MEETINGS:
        return [Fault("/until", f"No more than {MOST_MEETINGS} meetings can be fixed at once")]
    return []


def _days(day: date, every: int, until: date | None) -> list[date]:
    if every == 0 or until is None:
        return [day]
    return [day + timedelta(weeks=n) for n in range(0, (until - day).days // 7 + 1, every)]


def _known_faults(tx: Reading, panel: PanelRow, days: list[date], starts_at: str, but: str = "") -> list[Fault]:
    """A panel meets once at a time."""
    there = tx.meetings(panel.authority, min(days), max(days))
    known = {(one.day, one.starts_at) for one in there if one.panel == panel.id and one.id != but}
    twice = [day for day in days if (day, starts_at) in known]
    return [Fault("/day", f"It meets on {short(twice[0])} at {starts_at} already")] if twice else []


def _meeting_faults(starts_at: str, place: str) -> list[Fault]:
    found = []
    if not _TIME.fullmatch(starts_at):
        found.append(Fault("/starts_at", "Enter a time such as 09:30"))
    if len(place) > LONGEST_PLACE:
        found.append(Fault("/place", f"Place must be {LONGEST_PLACE} characters or fewer"))
    return found


def _item_faults(fits: bool, minutes: int, known: list[AgendaRow]) -> list[Fault]:
    found = []
    if not fits:
        found.append(Fault("/task", "Expected a decision, because a panel takes no other tasks"))
    if not 1 <= minutes <= 240:
        found.append(Fault("/minutes", "Minutes must be between 1 and 240"))
    if len(known) >= MOST_ITEMS:
        found.append(Fault("/meeting", f"This agenda has {MOST_ITEMS} items, which is the most"))
    return found
