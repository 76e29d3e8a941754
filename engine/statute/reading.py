"""Reads one time limit from its table, and says everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from engine.statute.limits import UNITS, Count, Limit, Version
from engine.statute.rules import RULES
from engine.statute.wording import listed

Table = Mapping[str, Any]

TEXT, FLAG, DAY, TIME, TEXTS, AMOUNT, TABLES = "text", "true or false", "a day", "a time", "a list", "a table", "tables"
KINDS = {
    TEXT: lambda value: isinstance(value, str) and value.strip() != "",
    FLAG: lambda value: isinstance(value, bool),
    DAY: lambda value: isinstance(value, date) and not isinstance(value, datetime),
    TIME: lambda value: isinstance(value, time),
    TEXTS: lambda value: isinstance(value, str | list) and all(isinstance(item, str) and item for item in value),
    AMOUNT: lambda value: isinstance(value, dict) and all(type(number) is int for number in value.values()),
    TABLES: lambda value: isinstance(value, list) and value != [] and all(isinstance(item, dict) for item in value),
}
COUNT_FIELDS = {"from": TEXTS, "or_later": TEXTS, "allow": AMOUNT, "counting": TEXT}
VERSION_FIELDS = {
    **COUNT_FIELDS,
    **dict.fromkeys(("ref", "title", "citation", "note", "no_number", "exceptions_citation"), TEXT),
    **dict.fromkeys(("cautious_from", "guidance_from", "replaced_by", "later_with"), TEXT),
    **dict.fromkeys(("soonest", "guidance", "waiting", "verified", "caught_running_cases"), FLAG),
    **dict.fromkeys(("in_force_from", "in_force_until"), DAY),
    "cutoff": TIME,
    "exceptions": TEXTS,
    "parts": TABLES,
}
LIMIT_FIELDS = {**VERSION_FIELDS, "also": TEXTS, "chosen_by": TEXT, "versions": TABLES}
JOINS = ("later_of", "earlier_of")


@dataclass
class Findings:
    """The faults found so far in one table."""

    where: str
    faults: list[str] = field(default_factory=list)

    def add(self, fault: str) -> None:
        self.faults.append(f"{self.where}: {fault}")

    def check_fields(self, table: Table, fields: Mapping[str, str]) -> None:
        for name, value in table.items():
            if name not in fields:
                self.add(f"'{name}' is not a field of a time limit; expected one of {listed(sorted(fields), 'or')}.")
            elif not KINDS[fields[name]](value):
                self.add(f"expected {fields[name]} in '{name}', but found {value!r}.")


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def read_limit(key: str, table: Table) -> tuple[Limit | None, list[str]]:
    """The limit, or the faults that keep it from being one."""
    findings = Findings(key)
    findings.check_fields(table, LIMIT_FIELDS)
    if findings.faults:
        return None, findings.faults
    own = {name: value for name, value in table.items() if name not in ("versions", "also", "chosen_by")}
    tables = [{**own, "ref": None, **version} for version in table["versions"]] if "versions" in table else [own]
    for version in table.get("versions", ()):
        findings.check_fields(version, VERSION_FIELDS)
    if not findings.faults:
        for version in tables:
            _check_version(version, findings)
        _check_numbers(tables, findings)
        _check_order(tables, findings)
        if not table.get("ref") and not all(version.get("ref") for version in tables):
            findings.add("expected a 'ref', of its own or in each of its versions.")
    if findings.faults:
        return None, findings.faults
    versions = tuple(_version(version, pinned="versions" in table) for version in tables)
    return Limit(key, table.get("ref"), texts(table.get("also", ())), table.get("chosen_by", ""), versions), []


def _check_version(table: Table, findings: Findings) -> None:
    for name in ("title", "citation", "verified"):
        if name not in table:
            findings.add(f"expected '{name}'.")
    if table.get("verified") is False and "note" not in table:
        findings.add("expected a 'note' that says what is unsure, because it is not verified.")
    if "parts" in table:
        _check_parts(table, findings)
    elif len(texts(table.get("from", ()))) != 1:
        findings.add("expected one fact in 'from', or 'parts' that say how each fact is counted.")
    if "no_number" not in table:
        for count in _count_tables(table):
            _check_count(count, findings)
    elif crossed := [name for name in ("allow", "counting", "parts") if name in table]:
        findings.add(f"{listed(crossed)} and 'no_number' cannot stand together.")


def _check_parts(table: Table, findings: Findings) -> None:
    if table.get("counting") not in JOINS:
        findings.add(f"expected 'counting' to be {listed(JOINS, 'or')}, because it has parts.")
    for part in table["parts"]:
        findings.check_fields(part, COUNT_FIELDS)
        if len(texts(part.get("from", ()))) != 1:
            findings.add("expected one fact in the 'from' of each part.")


def _check_count(table: Table, findings: Findings) -> None:
    counting = table.get("counting", "")
    if counting not in RULES:
        findings.add(f"expected 'counting' to be one of {listed(sorted(RULES), 'or')}, but found {counting!r}.")
        return
    accepted = RULES[counting][1]
    if frozenset(table.get("allow", {})) not in accepted:
        expected = listed((_amounts(units) for units in accepted), "or")
        found = _amounts(frozenset(table.get("allow", {})))
        findings.add(f"expected 'allow' to give {expected} for '{counting}', but found {found}.")


def _amounts(units: frozenset[str]) -> str:
    return listed(sorted(units)) or "nothing"


def _check_numbers(tables: Sequence[Table], findings: Findings) -> None:
    if len({"no_number" in table for table in tables}) > 1:
        findings.add("expected all of its versions to give a number, or none.")


def _check_order(tables: Sequence[Table], findings: Findings) -> None:
    for earlier, later in zip(tables, tables[1:], strict=False):
        ends, begins = earlier.get("in_force_until"), later.get("in_force_from")
        if begins is None or (ends is not None and ends >= begins and not later.get("caught_running_cases")):
            findings.add("expected its versions in order, each in force from a day after the one before it.")


def _count_tables(table: Table) -> list[Table]:
    parts: list[Table] = table.get("parts", [])
    return parts or [table]


def _count(table: Table) -> Count:
    allow = dict(table.get("allow", {}))
    unit = next((unit for unit in UNITS if unit in allow), "")
    (start,) = texts(table["from"])
    return Count(start, table.get("counting", ""), allow, allow.get(unit, 0), unit, texts(table.get("or_later", ())))


def _version(table: Table, *, pinned: bool) -> Version:
    """A version keeps a reference of its own only where the limit has several."""
    plain = {name: table[name] for name in table if name not in (*COUNT_FIELDS, "parts", "ref", "exceptions")}
    counts = tuple(map(_count, _count_tables(table)))
    return Version(
        ref=table.get("ref") if pinned else None,
        counts=counts,
        join=table["counting"] if "parts" in table else "",
        exceptions=texts(table.get("exceptions", ())),
        **plain,
    )
