"""Cases: how one begins, all that it shows, its letters, links and plans, and how it is put right."""

from web.pages.cases import (
    begin,
    case,
    case_parts,
    cases,
    corrections,
    exceptions,
    happened,
    letters,
    limits,
    links,
    mending,
    notes,
    plans,
)

__all__ = [
    "begin",
    "case",
    "case_parts",
    "cases",
    "corrections",
    "exceptions",
    "happened",
    "letters",
    "limits",
    "links",
    "mending",
    "notes",
    "plans",
]
