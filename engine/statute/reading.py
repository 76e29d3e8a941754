"""Reads one time limit from its table, and says everything that is wrong with it."""

from collections.abc import Sequence
from datetime import date

from engine.statute.fields import AMOUNT, DAY, FLAG, TABLES, TEXT, TEXTS, TIME, Findings, Table, texts
from engine.statute.limits import UNITS, Count, Limit, Version
from engine.statute.rules import RULES
from engine.statute.wording import listed

COUNT_FIELDS = {"from": TEXTS, "or_later": TEXTS, "or_else": TEXTS, "allow": AMOUNT, "counting": TEXT}
VERSION_FIELDS = {
    **COUNT_FIELDS,
    **dict.fromkeys(("ref", "title", "owed_to", "citation", "note", "no_number", "exceptions_citation"), TEXT),
    **dict.fromkeys(("cautious_from", "guidance_from", "replaced_by", "later_with"), TEXT),
    **dict.fromkeys(("soonest", "guidance", "waiting", "verified", "caught_running_cases"), FLAG),
    **dict.fromkeys(("in_force_from", "in_force_until"), DAY),
    "cutoff": TIME,
    **dict.fromkeys(("exceptions", "in_order"), TEXTS),
    "parts": TABLES,
}
LIMIT_FIELDS = {**VERSION_FIELDS, "also": TEXTS, "chosen_by": TEXT, "versions": TABLES}
NOT_PLAIN = (*COUNT_FIELDS, "parts", "ref", "exceptions", "in_order")
JOINS = ("later_of", "earlier_of")


def read_limit(key: str, table: Table) -> tuple[Limit | None, list[str]]:
    """The limit, or the faults that keep it from being one."""
    findings = Findings(key)
    findings.check(table, LIMIT_FIELDS, "a time limit")
    if not findings.faults:
        for version in table.get("versions", ()):
            findings.check(version, VERSION_FIELDS, "a version")
    if not findings.faults:
        _check_versions(table, _version_tables(table), findings)
    if findings.faults:
        return None, findings.faults
    versions = tuple(_version(version, pinned="versions" in table) for version in _version_tables(table))
    return Limit(key, table.get("ref"), texts(table.get("also", ())), table.get("chosen_by", ""), versions), []


def _version_tables(table: Table) -> list[Table]:
    """Each version with what it inherits from the limit."""
    own = {name: value for name, value in table.items() if name not in ("versions", "also", "chosen_by")}
    return [{**own, "ref": None, **version} for version in table["versions"]] if "versions" in table else [own]


def _check_versions(table: Table, versions: Sequence[Table], findings: Findings) -> None:
    for version in versions:
        _check_version(version, findings)
    if not table.get("ref") and not all(version.get("ref") for version in versions):
        findings.add("expected a 'ref', of its own or in each of its versions.")
    if len({"no_number" in version for version in versions}) > 1:
        findings.add("expected all of its versions to give a number, or none.")
    for earlier, later in zip(versions, versions[1:], strict=False):
        ends, begins = earlier.get("in_force_until"), later.get("in_force_from")
        if begins is None or (ends is not None and ends >= begins):
            findings.add("expected its versions in order, each in force from a day after the one before it.")


def _check_version(table: Table, findings: Findings) -> None:
    findings.need(table, ("title", "citation", "verified"))
    findings.need_note(table)
    _check_dates(table, findings)
    _check_order(table, findings)
    if "exceptions" in table and "exceptions_citation" not in table:
        findings.add("expected an 'exceptions_citation', because it has exceptions.")
    if "parts" in table:
        _check_parts(table, findings)
    elif len(texts(table.get("from", ()))) != 1:
        findings.add("expected one fact in 'from', or 'parts' that say how each fact is counted.")
    if "no_number" not in table:
        for count in _count_tables(table):
            _check_count(count, findings)
    elif crossed := [name for name in ("allow", "counting", "parts") if name in table]:
        findings.add(f"{listed(crossed)} and 'no_number' cannot stand together.")


def _check_dates(table: Table, findings: Findings) -> None:
    begins, ends = table.get("in_force_from"), table.get("in_force_until")
    if begins and ends and begins > ends:
        findings.add("expected 'in_force_until' to be no earlier than 'in_force_from'.")


def _check_order(table: Table, findings: Findings) -> None:
    starts = {start for count in _count_tables(table) for start in texts(count.get("from", ()))}
    for name in texts(table.get("in_order", ())):
        if name not in starts:
            findings.add(f"expected 'in_order' to name facts it counts from, but found '{name}'.")


def _check_parts(table: Table, findings: Findings) -> None:
    if table.get("counting") not in JOINS:
        findings.add(f"expected 'counting' to be {listed(JOINS, 'or')}, because it has parts.")
    for part in table["parts"]:
        findings.check(part, COUNT_FIELDS, "a part")
        if len(texts(part.get("from", ()))) != 1:
            findings.add("expected one fact in the 'from' of each part.")


def _check_count(table: Table, findings: Findings) -> None:
    counting, allow = table.get("counting", ""), table.get("allow", {})
    if counting not in RULES:
        findings.add(f"expected 'counting' to be one of {listed(sorted(RULES), 'or')}, but found {counting!r}.")
        return
    accepted = RULES[counting][1]
    if frozenset(allow) not in accepted:
        expected, found = listed(map(_amounts, accepted), "or"), _amounts(frozenset(allow))
        findings.add(f"expected 'allow' to give {expected} for '{counting}', but found {found}.")
    elif "month" in allow and not _is_date(allow):
        findings.add(f"expected 'allow' to name a day of the year, but found {dict(allow)!r}.")


def _amounts(units: frozenset[str]) -> str:
    return listed(sorted(units)) or "nothing"


def _is_date(allow: Table) -> bool:
    """Whether the day exists in the year named, or in every year."""
    try:
        date(allow.get("year", 2001), allow["month"], allow["day"])
    except ValueError:
        return False
    return True


def _count_tables(table: Table) -> list[Table]:
    parts: list[Table] = table.get("parts", [])
    return parts or [table]


def _count(table: Table) -> Count:
    allow = dict(table.get("allow", {}))
    unit = next((unit for unit in UNITS if unit in allow), "")
    (start,) = texts(table["from"])
    further = (texts(table.get(name, ())) for name in ("or_later", "or_else"))
    return Count(start, table.get("counting", ""), allow, allow.get(unit, 0), unit, *further)


def _version(table: Table, *, pinned: bool) -> Version:
    """A version keeps a reference of its own only where the limit has several."""
    plain = {name: table[name] for name in table if name not in NOT_PLAIN}
    return Version(
        ref=table.get("ref") if pinned else None,
        counts=tuple(map(_count, _count_tables(table))),
        join=table["counting"] if "parts" in table else "",
        exceptions=texts(table.get("exceptions", ())),
        in_order=texts(table.get("in_order", ())),
        **plain,
    )
