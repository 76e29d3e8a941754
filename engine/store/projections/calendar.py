"""Keeps the days of a case in the calendar as its facts change."""

from collections.abc import Iterator, Sequence

from engine.case.calendar import TELLING_KINDS, TURN_KINDS, Dated, DatedDay, dated_in, days_of, facts_said
from engine.case.history import Entry
from engine.case.state import CaseState
from engine.definitions.package import Package
from engine.store.prepared import deletion, upsert
from engine.store.projections.labels import Row
from engine.store.tables.calendar import calendar_entry
from engine.store.types import written_day, written_moment
from engine.store.versions import ReadsVersions

_WRITE = upsert(calendar_entry)
_DROP = deletion(calendar_entry)
_DROP_ALL = deletion(calendar_entry, calendar_entry.c.case)

_ASKED: dict[str, tuple[Dated, ...]] = {}
"""By the hash of a version, which names its content for ever."""


class KeepsCalendar(ReadsVersions):
    def _keep_calendar(self, authority: str, state: CaseState, entries: Sequence[Entry], *, anew: bool = False) -> None:
        """Bring the days of a case up to its new entries; each says which entry spoke of it last."""
        telling = [entry for entry in entries if entry.kind in TELLING_KINDS]
        turned = any(entry.kind in TURN_KINDS for entry in telling)
        if not telling:
            return
        if turned and not anew and telling[0].sequence > 1:
            self._write(_DROP_ALL, {"case": state.case})
        for dated in self._dates_asked(authority, state.version):
            last = _last_about(dated, telling)
            if last is not None:
                self._put_days(authority, state, dated, last, anew or turned)

    def _put_days(self, authority: str, state: CaseState, dated: Dated, last: Entry, is_empty: bool) -> None:
        days = days_of(dated, state.facts)
        gone = [name for name, day in days.items() if not _is_kept(day, state)]
        if not is_empty:
            self._write(_DROP, *({"case": state.case, "entry": name} for name in gone))
        self._write(_WRITE, *_rows(authority, state, days, last))

    def _dates_asked(self, authority: str, hash: str) -> tuple[Dated, ...]:
        known = _ASKED.get(hash)
        if known is None:
            version = self.version(authority, hash)
            if version is None or version.package is None:
                return ()
            forms = Package.from_bytes(version.package).under("forms/", ".json")
            known = _ASKED[hash] = dated_in(forms.values())
        return known


def _last_about(dated: Dated, telling: Sequence[Entry]) -> Entry | None:
    """The last entry that said something about a day."""
    for entry in reversed(telling):
        if entry.kind in TURN_KINDS or not dated.watches.isdisjoint(facts_said(entry.event)):
            return entry
    return None


def _is_kept(day: DatedDay | None, state: CaseState) -> bool:
    """What is still to come when a case closes does not take place."""
    return day is not None and (state.closed_on is None or day.day <= state.closed_on)


def _rows(authority: str, state: CaseState, days: dict[str, DatedDay | None], last: Entry) -> Iterator[Row]:
    for name, day in days.items():
        if day is not None and _is_kept(day, state):
            yield {
                "case": state.case,
                "entry": name,
                "authority": authority,
                "process": state.process,
                "person": state.person,
                "team": state.team,
                "kind": day.kind,
                "title": day.title,
                "day": written_day(day.day),
                "starts_at": day.starts_at,
                "place": day.place,
                "sequence": last.sequence,
                "changed_at": written_moment(last.recorded_at),
            }
