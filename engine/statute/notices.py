"""What the law says a notice must contain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.statute.fields import DAY, FLAG, TABLES, TEXT, TEXTS, Findings, Table, texts

CONTENT_FIELDS = {"key": TEXT, "text": TEXT, "citation": TEXT, "verified": FLAG, "in_force_from": DAY}
NOTICE_FIELDS = {
    **dict.fromkeys(("ref", "title", "citation", "note"), TEXT),
    **dict.fromkeys(("to", "includes"), TEXTS),
    "contents": TABLES,
    "verified": FLAG,
}


@dataclass(frozen=True, slots=True)
class Content:
    """One thing a notice must say, and the provision that says so."""

    key: str
    text: str
    citation: str
    verified: bool = True
    in_force_from: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A statutory notice: who gets it and what it must contain."""

    key: str
    ref: str
    title: str
    to: tuple[str, ...]
    citation: str
    contents: tuple[Content, ...]
    verified: bool = True
    note: str = ""

    def requires(self, key: str, day: date) -> bool:
        """Whether it must say this of what was decided on a day."""
        return any(one.key == key and (one.in_force_from or day) <= day for one in self.contents)


def read_notices(tables: Mapping[str, Table]) -> tuple[dict[str, Notice], list[str]]:
    """Every notice, with the blocks it takes in; and every fault."""
    blocks = {key for key, table in tables.items() if "ref" not in table}
    faults = [fault for key, table in tables.items() for fault in _faults(key, table, blocks)]
    faults += [] if faults else [f"{key}: it includes itself." for key in tables if _is_circular(key, tables)]
    if faults:
        return {}, faults
    return {key: _notice(key, tables) for key in tables if key not in blocks}, []


def blocks_of(key: str, tables: Mapping[str, Table]) -> set[str]:
    """The table itself and every block that it takes in, directly or through another."""
    return {key}.union(*(blocks_of(block, tables) for block in texts(tables[key].get("includes", ()))))


def _faults(key: str, table: Table, blocks: set[str]) -> list[str]:
    findings = Findings(key)
    findings.check(table, NOTICE_FIELDS, "a notice")
    if not findings.faults:
        findings.need(table, ("title", "to", "citation") if "ref" in table else ("citation",))
        findings.need_note(table)
        for block in texts(table.get("includes", ())):
            if block not in blocks:
                findings.add(f"'{block}' is not a block of notice contents.")
        for content in table.get("contents", ()):
            findings.check(content, CONTENT_FIELDS, "a content")
            findings.need(content, ("key", "text"))
    return findings.faults


def _is_circular(key: str, tables: Mapping[str, Table]) -> bool:
    seen: set[str] = set()
    waiting = list(texts(tables[key].get("includes", ())))
    while waiting:
        block = waiting.pop()
        if block not in seen:
            seen.add(block)
            waiting += texts(tables[block].get("includes", ()))
    return key in seen


def _notice(key: str, tables: Mapping[str, Table]) -> Notice:
    table = tables[key]
    return Notice(
        key=key,
        ref=table["ref"],
        title=table["title"],
        to=texts(table["to"]),
        citation=table["citation"],
        contents=tuple(_contents(table, tables)),
        verified=table.get("verified", True),
        note=table.get("note", ""),
    )


def _contents(table: Table, tables: Mapping[str, Table]) -> list[Content]:
    """Its own contents, then those of its blocks."""
    contents = [
        Content(
            one["key"],
            one["text"],
            one.get("citation", table["citation"]),
            one.get("verified", True),
            one.get("in_force_from"),
        )
        for one in table.get("contents", ())
    ]
    for block in texts(table.get("includes", ())):
        contents += _contents(tables[block], tables)
    return contents
