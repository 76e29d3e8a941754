"""An edition of the plan as people read it: its sections with their texts, answers and tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.plans.layout import Column, Layout, Part, Section, are_answered
from engine.statute import short

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Titles with what stands behind them."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; if they are numbered, the number is the first cell."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_numbered: bool = False


Block = Paragraphs | Answers | Table


@dataclass(frozen=True, slots=True)
class ShownSection:
    """`blank` says why there is nothing where the law leaves the section blank."""

    key: str
    title: str
    citation: str
    blocks: tuple[Block, ...]
    blank: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for block in self.blocks if isinstance(block, Paragraphs) for text in block.texts)

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for block in self.blocks if isinstance(block, Answers) for pair in block.pairs)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def heading(self) -> str:
        return f"Section {self.key}: {self.title}"


def shown(layout: Layout, kind: str, sections: Mapping[str, Any]) -> tuple[ShownSection, ...]:
    """The whole plan in the order of the law; a section that says nothing is there all the same."""
    return tuple(_shown(section, kind, sections) for section in layout.sections)


def _shown(section: Section, kind: str, facts: Mapping[str, Any]) -> ShownSection:
    if kind in section.blank_in:
        return ShownSection(section.key, section.title, section.citation, (), section.blank)
    return ShownSection(section.key, section.title, section.citation, tuple(_blocks(section, facts)))


def _blocks(section: Section, facts: Mapping[str, Any]) -> Iterator[Block]:
    answers = tuple(
        (part.title, _words(part.words, facts[part.fact])) for part in section.parts if _is_answer(part, facts)
    )
    if answers:
        yield Answers(answers)
    for part in section.parts:
        value = facts.get(part.fact)
        if part.shown == "text" and isinstance(value, str) and value.strip():
            yield Paragraphs(tuple(paragraphs(value)))
        elif part.shown == "table" and isinstance(value, list) and value:
            yield _table(part, value)


def _is_answer(part: Part, facts: Mapping[str, Any]) -> bool:
    return part.shown == "answer" and are_answered(part.when, facts) and bool(facts.get(part.fact))


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs end at an empty line; a single line break stays inside."""
    for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        if one.strip():
            yield "\n".join(line.strip() for line in one.strip().splitlines())


def _table(part: Part, rows: list[Any]) -> Table:
    """The columns of which at least one row says something; the number of a row joins what two sections say of it."""
    columns = [column for column in part.columns if any(row.get(column.name) for row in rows)]
    heads = [column.title for column in columns]
    cells = [[_cell(column, row) for column in columns] for row in rows]
    if part.numbered:
        heads = [part.numbered, *heads]
        cells = [[str(number), *row] for number, row in enumerate(cells, start=1)]
    return Table(tuple(heads), tuple(map(tuple, cells)), bool(part.numbered))


def _cell(column: Column, row: Mapping[str, Any]) -> str:
    return _words(column.words, row.get(column.name, ""))


def _words(words: Mapping[str, str], value: Any) -> str:
    """What is meant by a value: the words for a choice, a day as people write it."""
    if isinstance(value, list):
        return ", ".join(_words(words, one) for one in value)
    said = words.get(str(value), str(value)).strip()
    return short(date.fromisoformat(said)) if _DAY.fullmatch(said) else said
