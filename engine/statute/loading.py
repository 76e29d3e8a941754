"""Gathers the law's files into tables, and finds what is wrong between them."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from engine.statute.calendars import Calendar
from engine.statute.fields import DAYS, TABLE, TEXT, Findings
from engine.statute.limits import Limit
from engine.statute.notices import Notice

Tables = dict[str, dict[str, Any]]

FACTS, GROUNDS, NOTICES, DAYS_OFF = "facts.toml", "exceptions.toml", "notices.toml", "bank_holidays.toml"
LIMITS = "limits.toml"


def gather(files: Mapping[str, str]) -> tuple[dict[str, Tables], list[str]]:
    """The tables of all files by kind; a key may stand in one file only."""
    tables: dict[str, Tables] = {FACTS: {}, GROUNDS: {}, NOTICES: {}, DAYS_OFF: {}, LIMITS: {}}
    faults: list[str] = []
    for name in sorted(files):
        kind = _kind_of(PurePosixPath(name).name, tables)
        try:
            parsed = tomllib.loads(files[name])
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{name}: expected TOML, but {str(error)[:1].lower()}{str(error)[1:]}.")
            continue
        for key, table in parsed.items():
            if not isinstance(table, dict):
                faults.append(f"{name}: expected a table called '{key}', but found {table!r}.")
            elif key in tables[kind]:
                faults.append(f"{name}: '{key}' is already in the register.")
            else:
                tables[kind][key] = table
    return tables, faults


def _kind_of(name: str, tables: Mapping[str, Tables]) -> str:
    """What a file holds, by its name. Notices may have a file for each process: `notices_annual_review.toml`."""
    if name.startswith("notices_"):
        return NOTICES
    return name if name in tables else LIMITS


def read_days_off(tables: Tables) -> tuple[Calendar, list[str]]:
    """The calendar: days added by hand, and years written out in full."""
    findings = Findings(DAYS_OFF)
    findings.check(tables, {"added": TABLE, "days_off": TABLE}, "the calendar")
    added, years = tables.get("added", {}), tables.get("days_off", {})
    findings.check(added, {"days": DAYS}, "the days added")
    findings.check(years, {year: DAYS for year in years if year.isdigit()}, "the years written out")
    if findings.faults:
        return Calendar(), findings.faults
    pinned = {int(year): frozenset(days) for year, days in years.items()}
    return Calendar(frozenset(added.get("days", ())), pinned), []


def read_fact_words(tables: Tables) -> tuple[dict[str, str], list[str]]:
    findings = Findings(FACTS)
    findings.check(tables, {"words": TABLE}, "the words for facts")
    words = tables.get("words", {})
    findings.check(words, dict.fromkeys(words, TEXT), "the words for facts")
    return words, findings.faults


def cross_check(tables: Mapping[str, Tables], limits: Mapping[str, Limit], notices: Mapping[str, Notice]) -> list[str]:
    names = [(name, limit.key) for limit in limits.values() for name in (limit.key, *limit.refs)]
    return [
        *_doubled(names),
        *_doubled((name, notice.key) for notice in notices.values() for name in (notice.key, notice.ref)),
        *_unknown_names(limits, set(tables[GROUNDS]), set(tables[LIMITS])),
    ]


def _doubled(pairs: Iterable[tuple[str, str]]) -> list[str]:
    owners: dict[str, str] = {}
    faults = []
    for ref, key in pairs:
        first = owners.setdefault(ref.lower(), key)
        if first != key:
            faults.append(f"{key}: the name {ref} already belongs to {first}.")
    return faults


def _unknown_names(limits: Mapping[str, Limit], grounds: set[str], keys: set[str]) -> list[str]:
    faults = []
    for limit in limits.values():
        for version in limit.versions:
            unknown = [ground for ground in version.exceptions if ground not in grounds]
            faults += [f"{limit.key}: '{ground}' is not a ground in {GROUNDS}." for ground in unknown]
            if version.later_with and version.later_with not in keys:
                faults.append(f"{limit.key}: 'later_with' names {version.later_with}, which is not a limit.")
    return faults
