"""Where a case is, as its family may know it: the stage, what has happened and comes next, and the letters to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.case.events import EffectCarriedOut, LetterToFile
from engine.case.state import CaseState, Letter
from engine.case.words import readable
from engine.engine import Engine
from engine.looking import Looking, state_of
from engine.looking.case_view import start_of_path, weeks_of_path
from engine.statute import UnknownNotice
from engine.store import Reading
from engine.version import Version

TO_FAMILY = frozenset({"family", "parent", "young_person"})
"""To whom letters go that a family may read again."""


@dataclass(frozen=True)
class Ahead:
    """What the law asks of the authority next, or gives the family time for, with the day and how it is reckoned."""

    title: str
    on: date
    sentence: str
    is_owed: bool
    """Whether the authority owes it to the family."""
    is_late: bool


@dataclass(frozen=True)
class LetterToThem:
    title: str
    sent_on: date
    document: str | None
    can_be_appealed: bool


@dataclass(frozen=True)
class Journey:
    """Nothing here is about anybody else: no adviser, no school, no other case."""

    title: str
    stage: str
    week: int
    weeks: int | None
    begun_on: date
    closed_on: date | None
    outcome: str
    done: tuple[tuple[str, date], ...]
    ahead: tuple[Ahead, ...]
    letters: tuple[LetterToThem, ...]

    @property
    def has_rights(self) -> bool:
        """Whether a decision went out that can be appealed against."""
        return any(letter.can_be_appealed for letter in self.letters)


def journey_of(engine: Engine, authority: str, case: str) -> Journey:
    today = engine.today()
    with engine.database.read() as tx:
        state = state_of(tx, authority, case)
        version = engine.library.version(tx, authority, state.version)
        letters = tuple(_letters(tx, state, version))
    begun_on = start_of_path(state, version)
    own = [one for one in state.deadlines.values() if one.item is None]
    return Journey(
        version.process.titles.get(state.process, readable(state.process)),
        _stage(state, version),
        (today - begun_on).days // 7 + 1,
        weeks_of_path(version),
        begun_on,
        state.closed_on,
        state.outcome_title or "",
        tuple(sorted(((_title(one.limit, version), one.met_on) for one in own if one.met_on), key=lambda one: one[1])),
        tuple(_ahead(state, version, today)),
        letters,
    )


def letter_file(engine: Engine, authority: str, case: str, document: str) -> tuple[str, str, bytes] | None:
    """A letter to the family as it went out; None for any other document."""
    with engine.database.read() as tx:
        state = state_of(tx, authority, case)
        version = engine.library.version(tx, authority, state.version)
        theirs = {letter.document for letter in _letters(tx, state, version)}
    if document not in theirs:
        return None
    file = Looking(engine).document(authority, case, document)
    return file.name, file.media_type, file.content


def _stage(state: CaseState, version: Version) -> str:
    """The smallest part of the process in which everything happens that is being done."""
    around = [task.within[1:] for task in state.tasks.values()]
    shared = [one for one in around[0] if all(one in other for other in around)] if around else []
    return next((version.process.titles[one] for one in shared if one in version.process.titles), "")


def _title(limit: str, version: Version) -> str:
    return version.law.register.limit(limit).title if version.law.knows(limit) else readable(limit)


def _is_owed(limit: str, version: Version) -> bool:
    return version.law.knows(limit) and "the family" in version.law.register.limit(limit).latest.owed_to


def _ahead(state: CaseState, version: Version, today: date) -> Iterator[Ahead]:
    """Days to come, the nearest first; those of advisers and schools are theirs."""
    clocks = [one for one in state.deadlines.values() if one.is_under_way] + list(state.waits.values())
    if state.is_closed:
        return
    for clock in sorted((one for one in clocks if one.item is None), key=lambda one: (one.legal, one.timer)):
        title, is_owed = _title(clock.limit, version), _is_owed(clock.limit, version)
        yield Ahead(title, clock.legal, clock.sentence, is_owed, clock.legal < today)


def _letters(tx: Reading, state: CaseState, version: Version) -> Iterator[LetterToThem]:
    filed = dict(_filed(tx, state.case))
    for letter in state.letters.values():
        if letter.sent_on is not None and letter.to in TO_FAMILY and letter.item is None:
            document = filed.get(letter.letter)
            kept = state.documents.get(document or "")
            title = kept["name"].removesuffix(".pdf") if kept else readable(letter.template)
            yield LetterToThem(title, letter.sent_on, document if kept else None, _can_be_appealed(version, letter))


def _filed(tx: Reading, case: str) -> Iterator[tuple[str, str]]:
    """Letters, and the documents in which they are kept as they went out."""
    letters = {}
    for entry in tx.entries_of_kind(case, LetterToFile.__name__):
        if entry.data is not None:
            letters[entry.event.effect] = entry.event.letter
    for entry in tx.entries_of_kind(case, EffectCarriedOut.__name__):
        if entry.data is not None and entry.event.effect in letters and "document" in entry.event.outcome:
            yield letters[entry.event.effect], entry.event.outcome["document"]


def _can_be_appealed(version: Version, letter: Letter) -> bool:
    try:
        notice = version.law.register.notice(version.letters[letter.template].notice)
    except (KeyError, UnknownNotice):
        return False
    return any(content.key == "right_of_appeal" for content in notice.contents)
