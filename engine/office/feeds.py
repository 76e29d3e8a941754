"""Calendar feeds: secret addresses at which a program reads what its owner would see."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from engine.case.calendar_words import KINDS, WHOSE
from engine.case.commands import Actor
from engine.case.panels import NAMES, FeedRow
from engine.case.permissions import SEE_CASES, require, rights_of
from engine.case.rejections import BadInput, Fault, NotFound
from engine.case.rows import AccessRow
from engine.store import Database, Transaction

Clock = Callable[[], datetime]

LASTS = timedelta(days=365)
MOST, LONGEST_NAME = 20, 60
USE_IS_NOTED_EVERY = timedelta(minutes=5)


class Feeds:
    """Everybody keeps their own; a feed shows no more than its owner may see at that moment."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, by: Actor) -> list[FeedRow]:
        """Those in use, and those of the past."""
        with self._database.read() as tx:
            return tx.feeds_of(by.authority, by.id)

    def open_now(self, by: Actor) -> list[FeedRow]:
        return [feed for feed in self.of(by) if feed.is_open(self._clock())]

    def make(self, by: Actor, name: str, names: str, whose: str, kinds: Iterable[str]) -> tuple[FeedRow, str]:
        """A feed, and the secret that opens it, which is shown this once and kept as a digest."""
        require(by, SEE_CASES)
        good, chosen = " ".join(name.split()), frozenset(kinds)
        faults = tuple(_faults(good, names, whose, chosen))
        if faults:
            raise BadInput("Expected a calendar feed", faults)
        secret, now = secrets.token_urlsafe(32), self._clock()
        id = f"F{secrets.token_hex(8)}"
        feed = FeedRow(id, by.authority, by.id, good, names, whose, chosen, now, now + LASTS, None, None)
        with self._database.write() as tx:
            if sum(one.is_open(now) for one in tx.feeds_of(by.authority, by.id)) >= MOST:
                sentence = f"You can keep {MOST} calendar feeds; end one first"
                raise BadInput(sentence, (Fault("/name", sentence),))
            tx.add_feed(feed, _digest(secret))
            self._note(tx, by, f"made the calendar feed {id} with {NAMES[names].lower()}")
        return feed, secret

    def end(self, by: Actor, id: str) -> None:
        """The address shows nothing any more."""
        with self._database.write() as tx:
            if not tx.revoke_feed(by.authority, by.id, id, self._clock()):
                raise NotFound(f"Expected a calendar feed {id} of yours that is in use, but there is none")
            self._note(tx, by, f"ended the calendar feed {id}")

    def opened(self, secret: str) -> tuple[FeedRow, Actor] | None:
        """The feed that a secret opens, with its owner, as they may see cases now; None for any other secret.

        Each fetch is written into the log of looks.
        """
        now = self._clock()
        with self._database.read() as tx:
            feed = tx.feed_by(_digest(secret))
            user = tx.user(feed.authority, feed.user) if feed is not None and feed.is_open(now) else None
        if feed is None or user is None or not user.is_active:
            return None
        actor = Actor(user.id, user.name, user.authority, user.roles, user.works_as, user.teams)
        if SEE_CASES not in rights_of(actor):
            return None
        with self._database.write() as tx:
            if feed.last_used_at is None or now - feed.last_used_at >= USE_IS_NOTED_EVERY:
                tx.note_feed_use(feed.id, now)
            self._note(tx, actor, f"read the calendar feed {feed.id} with {NAMES[feed.names].lower()}")
        return feed, actor

    def _note(self, tx: Transaction, by: Actor, what: str) -> None:
        tx.note_access(by.authority, AccessRow(self._clock(), by.id, by.name, what, None, None))


def _faults(name: str, names: str, whose: str, kinds: frozenset[str]) -> list[Fault]:
    found = []
    if not 1 <= len(name) <= LONGEST_NAME:
        found.append(Fault("/name", f"Enter a name of {LONGEST_NAME} characters or fewer, such as Outlook at work"))
    if names not in NAMES:
        found.append(Fault("/names", "Select how children are named"))
    if whose not in WHOSE:
        found.append(Fault("/whose", "Select whose days it shows"))
    if kinds - set(KINDS):
        found.append(Fault("/kinds", f"Kinds must be among {', '.join(KINDS)}"))
    return found


def _digest(secret: str) -> str:
    """Secrets are long and random, so a quick hash keeps them as well as a slow one."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
