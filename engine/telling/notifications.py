"""Notifications of one person: what they were told, what they have read, and how they want to hear of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.case.commands import Actor
from engine.case.history import canonical
from engine.case.notices import KINDS, PREFERENCE, NotificationRow, Preferences, address_of
from engine.case.rejections import BadInput, Fault, NotFound
from engine.case.rows import Page
from engine.store import Database, Reading

Clock = Callable[[], datetime]

MOST = 200
"""More are not marked one by one at once."""


@dataclass(frozen=True)
class Notifications:
    """Everybody reads their own; nobody else's."""

    database: Database
    clock: Clock = field(repr=False)
    domains: frozenset[str] = frozenset()
    """Where e-mails may go; anywhere, if this is empty."""

    def page(
        self,
        by: Actor,
        *,
        kind: str | None = None,
        is_unread: bool | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[NotificationRow]:
        """What somebody was told: what they have not read first, the latest before the others."""
        if kind is not None and kind not in KINDS:
            sentence = f"Kind must be one of {', '.join(KINDS)}"
            raise BadInput(sentence, (Fault("kind", sentence),))
        with self.database.read() as tx:
            return tx.notifications(by.authority, by.id, kind=kind, is_unread=is_unread, limit=limit, cursor=cursor)

    def unread(self, by: Actor) -> int:
        """How many they have not read; 100 stands for more."""
        with self.database.read() as tx:
            return tx.unread(by.authority, by.id)

    def read(self, by: Actor, id: str) -> NotificationRow:
        """Mark one read; harmless if it was."""
        with self.database.write() as tx:
            tx.read_notifications(by.authority, by.id, [id], self.clock())
            row = tx.notification(by.authority, by.id, id)
        if row is None:
            raise NotFound(f"Expected a notification {id} of {by.name}, but there is none")
        return row

    def read_several(self, by: Actor, ids: Sequence[str]) -> int:
        """Mark these read; how many of them there were that they had not read."""
        if not 1 <= len(ids) <= MOST:
            sentence = f"Select from 1 to {MOST} notifications"
            raise BadInput(sentence, (Fault("/notifications", sentence),))
        with self.database.write() as tx:
            return tx.read_notifications(by.authority, by.id, ids, self.clock())

    def read_all(self, by: Actor, upto: datetime | None = None) -> int:
        """Mark read all that came up to a moment (by default now); how many."""
        now = self.clock()
        with self.database.write() as tx:
            return tx.read_all_notifications(by.authority, by.id, upto or now, now)

    def preferences(self, by: Actor) -> Preferences:
        with self.database.read() as tx:
            return preferences_of(tx, by.authority, by.id)

    def address(self, by: Actor) -> str:
        """Where their e-mails go; empty if nowhere."""
        with self.database.read() as tx:
            user = tx.user(by.authority, by.id)
            return address_of(user.login if user else "", preferences_of(tx, by.authority, by.id))

    def prefer(self, by: Actor, preferences: Preferences) -> Preferences:
        """Keep how they want to hear of each kind, and where."""
        preferences.checked()
        domain = preferences.address.rpartition("@")[2].lower()
        if domain and self.domains and domain not in self.domains:
            sentence = f"Enter an e-mail address at {' or '.join(sorted(self.domains))}"
            raise BadInput(sentence, (Fault("/address", sentence),))
        with self.database.write() as tx:
            tx.prefer(by.authority, by.id, PREFERENCE, canonical(vars(preferences)))
        return preferences


def preferences_of(tx: Reading, authority: str, user: str) -> Preferences:
    kept = tx.preference(authority, user, PREFERENCE)
    return Preferences(**json.loads(kept)) if kept is not None else Preferences()
