"""How two editions of a plan differ: section by section, paragraph by paragraph, row by row."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.plans.showing import Answers, Paragraphs, ShownSection, Table

ANSWER = "answer"
SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
LONGEST_ANSWER, LONGEST_CELL = 120, 30
"""Up to this many characters a choice or a name is shown whole, before and after; in more, the words that changed."""

ALIKE = 0.4
"""From this likeness on, something is the same thing put differently; below, one went and another came."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words, and whether they are the same, added or removed."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is compared: a paragraph, an answer, or a row of a table by its cells."""

    what: str
    cells: tuple[tuple[str, str], ...]
    place: int = field(compare=False)

    @property
    def text(self) -> str:
        """What it says; an answer without its question, which is its title."""
        if self.title:
            return self.cells[0][1]
        return "; ".join(f"{title}: {said}" if title else said for title, said in self.cells)

    @property
    def title(self) -> str:
        return self.cells[0][0] if self.what == ANSWER else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one paragraph, answer or row; `spans` show the words of one that changed.

    An answer has the title of its question; the others are known by their place.
    """

    how: str
    what: str
    place: int
    was: str
    now: str
    spans: tuple[Span, ...] = ()
    title: str = ""

    @property
    def name(self) -> str:
        """ "Paragraph 2", or the title of the question."""
        return self.title or f"{self.what.capitalize()} {self.place}"

    @property
    def is_replaced(self) -> bool:
        """Whether one short thing stands where another stood, and no word of it stayed."""
        return self.how == CHANGED and all(span.how != SAME for span in self.spans)

    @property
    def sentence(self) -> str:
        """ "Paragraph 2 changed"; what was removed is counted as it stood before."""
        name = f"“{self.title}”" if self.title else self.name
        return f"{name} {'' if self.how == CHANGED else 'was '}{self.how}"


@dataclass(frozen=True, slots=True)
class SectionCompared:
    key: str
    heading: str
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        return not self.differences

    @property
    def sentence(self) -> str:
        """ "1 paragraph changed, 2 rows were added"."""
        if self.is_same:
            return "Nothing changed"
        counts: dict[tuple[str, str], int] = {}
        for one in self.differences:
            counts[one.what, one.how] = counts.get((one.what, one.how), 0) + 1
        return ", ".join(_counted(number, what, how) for (what, how), number in counts.items())


def compared(old: Sequence[ShownSection], new: Sequence[ShownSection]) -> tuple[SectionCompared, ...]:
    """Every section that either has, in the order of the newer."""
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(_section(before.get(key), after.get(key)) for key in keys)


def _section(old: ShownSection | None, new: ShownSection | None) -> SectionCompared:
    named = new or old
    assert named is not None, "a section that neither edition has"
    return SectionCompared(named.key, named.heading, tuple(_differences(_units(old), _units(new))))


def _units(section: ShownSection | None) -> list[Unit]:
    if section is None:
        return []
    found: list[Unit] = []
    for block in section.blocks:
        match block:
            case Paragraphs(texts):
                found += [Unit("paragraph", (("", text),), place) for place, text in enumerate(texts, start=1)]
            case Answers(pairs):
                found += [Unit(ANSWER, (pair,), place) for place, pair in enumerate(pairs, start=1)]
            case Table():
                found += _rows(block)
    return found


def _rows(table: Table) -> Iterator[Unit]:
    """Numbers are left out: a row that moved down has not changed."""
    first = 1 if table.is_numbered else 0
    for place, row in enumerate(table.rows, start=1):
        yield Unit("row", tuple(zip(table.heads[first:], row[first:], strict=True)), place)


def _differences(old: list[Unit], new: list[Unit]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag != "equal":
            yield from _between(old[first:last], new[begin:end])


def _between(old: list[Unit], new: list[Unit]) -> Iterator[Difference]:
    """What became of a stretch: each new unit is the most alike of the old ones, put differently, or was added."""
    left = list(old)
    for unit in new:
        was = max(left, key=lambda one: _likeness(one, unit), default=None)
        if was is None or _likeness(was, unit) < ALIKE:
            yield Difference(ADDED, unit.what, unit.place, "", unit.text, title=unit.title)
            continue
        for gone in left[: left.index(was)]:
            yield _removed(gone)
        left = left[left.index(was) + 1 :]
        yield Difference(
            CHANGED, unit.what, unit.place, was.text, unit.text, tuple(_spans_of(was, unit)), title=unit.title
        )
    yield from (_removed(gone) for gone in left)


def _removed(gone: Unit) -> Difference:
    return Difference(REMOVED, gone.what, gone.place, gone.text, "", title=gone.title)


def _likeness(old: Unit, new: Unit) -> float:
    if old.what != new.what:
        return 0.0
    if old.what == ANSWER:
        return float(old.cells[0][0] == new.cells[0][0])
    return difflib.SequenceMatcher(None, _split(old.text), _split(new.text), autojunk=False).ratio()


def _spans_of(was: Unit, now: Unit) -> Iterator[Span]:
    """A row is told cell by cell, as far as both have the same cells."""
    if was.what == "row" and [title for title, _ in was.cells] == [title for title, _ in now.cells]:
        for place, ((title, before), (_, after)) in enumerate(zip(was.cells, now.cells, strict=True)):
            yield Span(SAME, f"{'; ' if place else ''}{title}: ")
            yield from _of_value(before, after, LONGEST_CELL)
    elif was.what == ANSWER:
        yield from _of_value(was.text, now.text, LONGEST_ANSWER)
    else:
        yield from spans(was.text, now.text)


def _of_value(was: str, now: str, longest: int) -> Iterator[Span]:
    if was == now or max(len(was), len(now)) > longest:
        yield from spans(was, now)
        return
    if was:
        yield Span(REMOVED, was)
    if now:
        yield Span(ADDED, now)


def spans(was: str, now: str) -> Iterator[Span]:
    """The words of both, in an order in which they can be read."""
    old, new = _split(was), _split(now)
    for tag, first, last, begin, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Span(SAME, "".join(old[first:last]))
            continue
        if last > first:
            yield Span(REMOVED, "".join(old[first:last]))
        if end > begin:
            yield Span(ADDED, "".join(new[begin:end]))


def _split(text: str) -> list[str]:
    """Words, each with the space behind it."""
    return re.findall(r"\S+\s*|\s+", text)


def _counted(number: int, what: str, how: str) -> str:
    things = what if number == 1 else f"{what}s"
    verb = "" if how == CHANGED else "was " if number == 1 else "were "
    return f"{number} {things} {verb}{how}"
