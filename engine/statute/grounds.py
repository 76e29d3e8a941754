"""The grounds that excuse a limit: what each says, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.statute.fields import DAY, FLAG, NUMBER, TEXT, TEXTS, Findings, Table, texts

TESTS = ("closure", "absence", "circumstances", "appointment", "coronavirus")
FIELDS = {
    **dict.fromkeys(("title", "text", "evidence", "test", "citation", "note"), TEXT),
    **dict.fromkeys(("particulars", "asked_of", "affects"), TEXTS),
    **dict.fromkeys(("weeks", "lead_weeks"), NUMBER),
    **dict.fromkeys(("open_from", "open_until"), DAY),
    "verified": FLAG,
}
NEEDED = ("title", "text", "evidence", "test", "citation", "particulars")
# What each test looks at, besides the particulars that it always asks for.
ASKED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "closure": (
        ("weeks", "lead_weeks", "asked_of"),
        ("advice_asked_of", "closed_on", "reopened_on", "advice_requested_on"),
    ),
    "absence": (("weeks", "affects"), ("affects", "absent_from", "absent_until")),
    "circumstances": (("affects",), ("affects", "began_on")),
    "appointment": ((), ("missed_on",)),
    "coronavirus": (("open_from", "open_until"), ("because",)),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason the law accepts for not meeting a limit."""

    key: str
    title: str
    text: str
    evidence: str
    test: str
    citation: str
    particulars: tuple[str, ...]
    weeks: int = 0
    lead_weeks: int = 0
    asked_of: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    open_from: date | None = None
    open_until: date | None = None
    verified: bool = True
    note: str = ""


def read_grounds(tables: Mapping[str, Table]) -> tuple[dict[str, Ground], list[str]]:
    """Every ground of exception, and every fault."""
    grounds: dict[str, Ground] = {}
    faults: list[str] = []
    for key, table in tables.items():
        found = _faults(key, table)
        faults += found
        if not found:
            grounds[key] = _ground(key, table)
    return grounds, faults


def _faults(key: str, table: Table) -> list[str]:
    findings = Findings(key)
    findings.check(table, FIELDS, "a ground")
    findings.need(table, NEEDED)
    findings.need_note(table)
    if findings.faults:
        return findings.faults
    if table["test"] not in TESTS:
        findings.add(f"expected 'test' to be one of {', '.join(TESTS)}, but found {table['test']!r}.")
        return findings.faults
    fields, particulars = ASKED[table["test"]]
    findings.need(table, fields)
    for name in particulars:
        if name not in texts(table["particulars"]):
            findings.add(f"expected '{name}' among its particulars, because the test '{table['test']}' asks for it.")
    return findings.faults


def _ground(key: str, table: Table) -> Ground:
    lists = {name: texts(table.get(name, ())) for name in ("particulars", "asked_of", "affects")}
    return Ground(key=key, **{**table, **lists})
