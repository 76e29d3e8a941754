"""What the law says a notice must contain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Content:
    """One thing a notice must say, and the provision that says so."""

    key: str
    text: str
    citation: str
    verified: bool = True


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


def read_notices(tables: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Notice], list[str]]:
    """Every notice, with the blocks it takes in; and every fault."""
    blocks = {key: table for key, table in tables.items() if "ref" not in table}
    notices: dict[str, Notice] = {}
    faults: list[str] = []
    for key, table in tables.items():
        found = _faults(key, table, blocks)
        faults += found
        if not found and "ref" in table:
            notices[key] = _notice(key, table, blocks)
    return notices, faults


def _faults(key: str, table: Mapping[str, Any], blocks: Mapping[str, Mapping[str, Any]]) -> list[str]:
    needed = ("title", "to", "citation") if "ref" in table else ()
    faults = [f"{key}: expected '{name}' in this notice." for name in needed if name not in table]
    if table.get("verified") is False and "note" not in table:
        faults.append(f"{key}: expected a 'note' that says what is unsure, because it is not verified.")
    for block in table.get("includes", ()):
        if block not in blocks:
            faults.append(f"{key}: '{block}' is not a block of notice contents.")
    for content in table.get("contents", ()):
        if not all(isinstance(content.get(name), str) for name in ("key", "text")):
            faults.append(f"{key}: expected each of its contents to have a 'key' and a 'text'.")
        elif "citation" not in content and "citation" not in table:
            faults.append(f"{key}: expected a 'citation' for '{content['key']}'.")
    return faults


def _notice(key: str, table: Mapping[str, Any], blocks: Mapping[str, Mapping[str, Any]]) -> Notice:
    return Notice(
        key=key,
        ref=table["ref"],
        title=table["title"],
        to=tuple(table["to"]),
        citation=table["citation"],
        contents=tuple(_contents(table, blocks)),
        verified=table.get("verified", True),
        note=table.get("note", ""),
    )


def _contents(table: Mapping[str, Any], blocks: Mapping[str, Mapping[str, Any]]) -> list[Content]:
    own = [
        Content(one["key"], one["text"], one.get("citation", table.get("citation", "")), one.get("verified", True))
        for one in table.get("contents", ())
    ]
    return own + [content for block in table.get("includes", ()) for content in _contents(blocks[block], blocks)]


def blocks_of(key: str, tables: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The table itself and every block that it takes in, directly or through another."""
    return {key}.union(*(blocks_of(block, tables) for block in tables[key].get("includes", ())))
