"""Keeps histories and everything that is read from them; the only part that knows SQL."""

from engine.store.database import Database
from engine.store.faults import AlreadyRemembered, DatabaseAway, DatabaseBusy, HistoryUnreadable, PersonMovedOn
from engine.store.finished import fold_finished
from engine.store.pairs import as_pair
from engine.store.rebuilding import rebuild
from engine.store.transaction import Reading, Transaction

__all__ = [
    "AlreadyRemembered",
    "Database",
    "DatabaseAway",
    "DatabaseBusy",
    "HistoryUnreadable",
    "PersonMovedOn",
    "Reading",
    "Transaction",
    "as_pair",
    "fold_finished",
    "rebuild",
]
