"""The plans of a person: every edition as it was sent, who has seen it, how two differ, and the paper of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from engine.case.filters import AccessFilter
from engine.case.plan_kinds import IN_FORCE, KINDS, edition_title
from engine.case.rejections import NotFound
from engine.case.rows import AccessRow, LetterRow, PersonRow, PlanRow
from engine.case.sentences import MEANS
from engine.case.words import readable
from engine.engine import Engine
from engine.expecting import expect_person
from engine.library import edition_of
from engine.looking import Looking
from engine.papers import as_docx, as_pdf
from engine.plans import Layout, SectionCompared, ShownSection, compared, shown
from engine.plans.paper import Cover, paper_of
from engine.store import Reading

Sort = Literal["pdf", "docx"]
MEDIA_TYPES: dict[Sort, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MOST_LOOKS = 200


@dataclass(frozen=True)
class Edition:
    """One state of the plan, under its number over all cases of the person."""

    number: int
    row: PlanRow

    @property
    def title(self) -> str:
        return edition_title(self.row.kind, self.row.number)

    @property
    def is_in_force_kind(self) -> bool:
        return self.row.kind in IN_FORCE


@dataclass(frozen=True)
class Copy:
    """Somebody to whom an edition went: with which letter, when, and by which means."""

    to: str
    letter: str
    sent_on: date | None
    means: str | None


@dataclass(frozen=True)
class EditionRead:
    """An edition with what it says; `title` and `citation` are those of plans."""

    edition: Edition
    person: PersonRow
    title: str
    citation: str
    sections: tuple[ShownSection, ...] = field(repr=False)
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class EditionsCompared:
    old: Edition
    new: Edition
    sections: tuple[SectionCompared, ...]


@dataclass(frozen=True)
class PlanFile:
    name: str
    media_type: str
    content: bytes


def looks_at(number: int) -> tuple[str, str]:
    """What the log of looks says of those who read an edition, and of those who took it away as a file."""
    return f"read edition {number} of the plan", f"downloaded edition {number} of the plan"


class PlanBook:
    """Questions about the plans of one person; every method raises `NotFound` for what is not there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looking = Looking(engine)

    def editions(self, authority: str, person: str) -> list[Edition]:
        """All editions, the oldest first."""
        with self._engine.database.read() as tx:
            expect_person(tx, authority, person)
            return _editions(tx, authority, person)

    def read(self, authority: str, person: str, number: int) -> EditionRead:
        with self._engine.database.read() as tx:
            known = expect_person(tx, authority, person)
            editions = _editions(tx, authority, person)
            edition = _numbered(editions, number)
            layout, sections = self._sections(tx, authority, edition)
            later = [one.row for one in editions if one.row.case == edition.row.case and one.number > number]
            letters = tx.letters_of(authority, edition.row.case)
        items = self._looking.items(authority, edition.row.case)
        copies = tuple(_copies(edition.row, later, letters, layout, items))
        return EditionRead(edition, known, layout.title, layout.citation, sections, copies)

    def compared(self, authority: str, person: str, number: int, other: int) -> EditionsCompared:
        """How the newer of two editions differs from the older, whichever was named first."""
        with self._engine.database.read() as tx:
            expect_person(tx, authority, person)
            editions = _editions(tx, authority, person)
            old, new = (_numbered(editions, one) for one in sorted((number, other)))
            before, after = (self._sections(tx, authority, one)[1] for one in (old, new))
        return EditionsCompared(old, new, compared(before, after))

    def file(self, authority: str, person: str, number: int, sort: Sort) -> PlanFile:
        """The edition as an accessible PDF, or for Word."""
        found = self.read(authority, person, number)
        with self._engine.database.read() as tx:
            owner = tx.authority(authority)
        assert owner is not None, f"person {person} has lost their authority"
        row = found.edition.row
        cover = Cover(
            title=found.title,
            citation=found.citation,
            edition=found.edition.title,
            mark="" if found.edition.is_in_force_kind else KINDS[row.kind],
            reference=row.case,
            person=found.person.name,
            born_on=found.person.date_of_birth or "",
            issued_on=row.issued_on,
            made_on=row.made_on,
            authority=owner.name,
            letterhead=owner.settings.get("letters", {}),
        )
        paper = paper_of(cover, found.sections)
        content = as_pdf(paper) if sort == "pdf" else as_docx(paper)
        return PlanFile(f"{found.edition.title} {row.case}.{sort}", MEDIA_TYPES[sort], content)

    def looks(self, authority: str, person: str, number: int) -> list[AccessRow]:
        """Who has looked at an edition in this system, the latest first."""
        with self._engine.database.read() as tx:
            _numbered(_editions(tx, authority, person), number)
            wanted = AccessFilter(person=person, what=looks_at(number))
            return tx.accesses(authority, wanted, limit=MOST_LOOKS).items

    def _sections(self, tx: Reading, authority: str, edition: Edition) -> tuple[Layout, tuple[ShownSection, ...]]:
        """What an edition says, in the words and the order of the law that its case was under."""
        row = edition.row
        layout = self._engine.library.version(tx, authority, row.version).plan
        assert layout is not None, f"version {row.version[:12]} sent a plan without a layout"
        return layout, shown(layout, row.kind, edition_of(tx, row).sections)


def _editions(tx: Reading, authority: str, person: str) -> list[Edition]:
    return [Edition(number, row) for number, row in enumerate(tx.plans_of(authority, person), start=1)]


def _numbered(editions: list[Edition], number: int) -> Edition:
    found = next((one for one in editions if one.number == number), None)
    if found is None:
        raise NotFound(f"Expected an edition {number} of this plan, but there are {len(editions)}")
    return found


def _copies(
    row: PlanRow, later: list[PlanRow], letters: list[LetterRow], layout: Layout, items: dict[str, str]
) -> Iterator[Copy]:
    """Those to whom its own letter went, and then those who got it while no newer one of its case had been sent."""
    own = next((letter for letter in letters if letter.letter == row.letter), None)
    for to in row.to:
        sent_on, means = (own.sent_on, _means(own)) if own is not None else (None, None)
        yield Copy(readable(to), readable(_template(row.letter)), sent_on, means)
    until = min((one.issued_on for one in later), default=date.max)
    for letter in letters:
        if letter.template in layout.carried_by and letter.sent_on and row.issued_on <= letter.sent_on < until:
            name = items.get(letter.item or "") or readable(letter.to)
            yield Copy(name, readable(letter.template), letter.sent_on, _means(letter))


def _template(letter: str) -> str:
    return letter.rsplit("#", 1)[0]


def _means(letter: LetterRow) -> str | None:
    return MEANS.get(letter.means, letter.means) if letter.means else None
