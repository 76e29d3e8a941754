"""Which facts make up which section of a plan, as `plan.toml` says it."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

SHOWN = ("text", "answer", "table")

_PLAN = {"title", "citation", "made_on", "carried_by", "reaches", "section"}
_SECTION = {"key", "title", "citation", "part", "blank_in", "blank"}


class LayoutFaults(Exception):
    """Expected a layout of the plan; `faults` are sentences."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `words` are what the values of a choice are called."""

    name: str
    title: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A fact as it stands in a section: a text, an answer with its title, or a table of rows.

    `when` are answers without which it does not show; `joined` says that its rows are added to those of the
    plan before, instead of standing in their place; `stays` that it holds until it is answered anew, also where
    the rest of its section is.
    """

    fact: str
    shown: str = "text"
    title: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    when: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    numbered: str = ""
    joined: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`blank_in` are the kinds of plan in which the law leaves it blank, and `blank` says so."""

    key: str
    title: str
    citation: str
    parts: tuple[Part, ...]
    blank_in: tuple[str, ...] = ()
    blank: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.fact for part in self.parts))


@dataclass(frozen=True)
class Layout:
    """`made_on` is the fact that says when the plan was made, `carried_by` the letters that go with a copy of it.

    `reaches` are the answers without which the plan does not go to somebody to whom its letter goes otherwise.
    """

    title: str
    citation: str
    made_on: str
    sections: tuple[Section, ...]
    carried_by: tuple[str, ...] = ()
    reaches: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def recipients(self, letter_to: Iterable[str], facts: Mapping[str, Any]) -> tuple[str, ...]:
        """Of those to whom a letter can go, those whom it reaches in this case."""
        return tuple(to for to in letter_to if are_answered(self.reaches.get(to, {}), facts))

    @property
    def parts(self) -> Iterator[Part]:
        return (part for section in self.sections for part in section.parts)

    @cached_property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The fields that count of the rows of each fact that is shown as a table."""
        found: dict[str, dict[str, None]] = {}
        for part in self.parts:
            found.setdefault(part.fact, {}).update(dict.fromkeys(column.name for column in part.columns))
        return {fact: tuple(names) for fact, names in found.items() if names}

    @classmethod
    def parse(cls, text: str) -> "Layout":
        """Raises `LayoutFaults` with all that is wrong."""
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise LayoutFaults((f"Expected TOML, but {error}",)) from None
        faults = tuple(_faults(tables))
        if faults:
            raise LayoutFaults(faults)
        return cls(
            tables["title"],
            tables["citation"],
            tables["made_on"],
            tuple(_section(one) for one in tables["section"]),
            tuple(tables.get("carried_by", ())),
            tables.get("reaches", {}),
        )


def are_answered(wanted: Mapping[str, str], facts: Mapping[str, Any]) -> bool:
    return all(facts.get(name) == value for name, value in wanted.items())


def _section(table: Mapping[str, Any]) -> Section:
    parts = tuple(_part(one) for one in table["part"])
    return Section(
        table["key"],
        table["title"],
        table["citation"],
        parts,
        tuple(table.get("blank_in", ())),
        table.get("blank", ""),
    )


def _part(table: Mapping[str, Any]) -> Part:
    return Part(**{**table, "columns": tuple(Column(**one) for one in table.get("columns", ()))})


def _faults(tables: Mapping[str, Any]) -> Iterator[str]:
    yield from _names("The plan", tables, _PLAN, ("title", "citation", "made_on", "section"))
    keys: list[Any] = []
    for number, section in enumerate(_tables(tables.get("section")), start=1):
        where = f"Section {section.get('key', number)}"
        yield from _names(where, section, _SECTION, ("key", "title", "citation", "part"))
        for part in _tables(section.get("part")):
            yield from _part_faults(where, part)
        keys.append(section.get("key"))
    yield from (f"Section {key} stands there twice" for key in sorted({str(k) for k in keys if keys.count(k) > 1}))


def _part_faults(where: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield from _names(f"A part of {where}", part, {one.name for one in fields(Part)}, ("fact",))
    shown = part.get("shown", "text")
    if shown not in SHOWN:
        yield f"A part of {where} is shown as '{shown}'; expected one of: {', '.join(SHOWN)}"
    if (shown == "table") != bool(part.get("columns")):
        yield f"A part of {where} needs columns if it is a table, and only then"
    for column in _tables(part.get("columns")):
        yield from _names(f"A column of {where}", column, {one.name for one in fields(Column)}, ("name", "title"))


def _tables(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _names(where: str, table: Mapping[str, Any], known: Collection[str], needed: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{where} has no '{name}'" for name in needed if not table.get(name))
    yield from (f"{where} says '{name}', which means nothing here" for name in sorted(set(table) - set(known)))
