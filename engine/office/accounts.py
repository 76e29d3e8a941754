"""Accounts: who may come in, how they prove it, and the log of what they looked at."""

import hashlib
import logging
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.case.commands import Actor
from engine.case.filters import AccessFilter
from engine.case.permissions import NOBODYS, RIGHTS
from engine.case.rejections import BadInput, Fault, NotFound, Rejected
from engine.case.rows import AccessRow, AuthorityRow, Page, TokenRow, UserRow
from engine.office.guessable import is_guessable
from engine.store import Database, Reading

Clock = Callable[[], datetime]

ROLES = frozenset(RIGHTS) - NOBODYS
SHORTEST, LONGEST = 8, 256  # OWASP ASVS 5.0 6.2.1 and 6.2.9
SESSION_LASTS = timedelta(hours=12)
USE_IS_NOTED_EVERY = timedelta(minutes=5)

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's Argon2id: 19 MiB, two passes, one lane."""

log = logging.getLogger("duecourse.accounts")


class SignInRefused(Rejected):
    """The login and the password do not belong together, or the user may not come in any more."""

    status = 401


class WrongPassword(Rejected):
    """The password that somebody gave as their present one is not it."""

    status = 403


class Accounts:
    """Local accounts. Passwords, sessions and tokens are kept as hashes, so that a copied database opens nothing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._hasher = HASHER
        self._nobody = _of_nobody()

    # --- authorities and users ------------------------------------------------------------------

    def add_authority(self, id: str, name: str, prefix: str, settings: dict[str, Any] | None = None) -> AuthorityRow:
        """Add an authority; `prefix` begins its case numbers, such as NOR-000042."""
        with self._database.write() as tx:
            return tx.add_authority(id, name, prefix, settings or {})

    def add_user(
        self,
        authority: str,
        name: str,
        login: str,
        password: str,
        roles: Iterable[str],
        *,
        works_as: Iterable[str] = (),
        teams: Iterable[str] = (),
    ) -> UserRow:
        """Add somebody who can sign in; `login` is free in the whole installation, such as an e-mail address."""
        kept = self._hash(password, "password", login, name)
        sets = (known_roles(roles), frozenset(works_as), frozenset(teams))
        with self._database.write() as tx:
            if tx.authority(authority) is None:
                raise NotFound(f"Expected an authority {authority}, but there is none")
            id = f"U{tx.next_number(authority, 'user'):06d}"
            user = UserRow(authority, id, name, _plain(login), *sets, is_active=True, added_at=self._clock())
            tx.add_user(user, kept)
        return user

    def amend_user(self, authority: str, user: str, **changed: Any) -> UserRow:
        """Change a user's `name`, `roles`, `works_as`, `teams`, or `is_active` (False keeps them out at once)."""
        if "roles" in changed:
            changed["roles"] = known_roles(changed["roles"])
        with self._database.write() as tx:
            amended = replace(expect_user(tx, authority, user), **changed)
            tx.amend_user(amended)
            if not amended.is_active:
                tx.end_sessions_of(authority, user)
        return amended

    def users(self, authority: str) -> list[UserRow]:
        with self._database.read() as tx:
            return tx.users(authority)

    def set_password(self, authority: str, user: str, password: str) -> None:
        """Give a user another password and end their sessions."""
        with self._database.read() as tx:
            row = expect_user(tx, authority, user)
        kept = self._hash(password, "password", row.login, row.name)
        with self._database.write() as tx:
            tx.set_password(authority, user, kept)
            tx.end_sessions_of(authority, user)

    def change_password(self, by: Actor, old: str, new: str) -> None:
        """Give oneself another password, knowing the present one; all sessions end, tokens stay."""
        with self._database.read() as tx:
            user = expect_user(tx, by.authority, by.id)
            found = tx.user_with_password(user.login)
        if found is None or not self._fits(found[1], old):
            sentence = "This is not the password that you have now"
            raise WrongPassword(sentence, (Fault("/old", sentence),))
        if new == old:
            sentence = "The new password must be another one"
            raise BadInput(sentence, (Fault("/new", sentence),))
        kept = self._hash(new, "/new", user.login, user.name)
        with self._database.write() as tx:
            tx.set_password(by.authority, by.id, kept)
            tx.end_sessions_of(by.authority, by.id)
            tx.note_access(by.authority, AccessRow(self._clock(), by.id, by.name, "changed their password", None, None))

    # --- coming in ------------------------------------------------------------------------------

    def sign_in(self, login: str, password: str, authority: str | None = None) -> Actor:
        """Who has this login and password; raises `SignInRefused`, after the same time for all reasons."""
        with self._database.read() as tx:
            found = tx.user_with_password(_plain(login))
        fits = self._fits(found[1] if found else self._nobody, password)
        if found is None or not fits or not found[0].is_active or authority not in (None, found[0].authority):
            self._note_refusal(found[0] if found else None)
            raise SignInRefused("Expected a login and its password, but they do not belong together")
        user, kept = found
        with self._database.write() as tx:
            if self._hasher.check_needs_rehash(kept):
                tx.set_password(user.authority, user.id, self._hasher.hash(_bytes(password)))
            tx.note_access(user.authority, AccessRow(self._clock(), user.id, user.name, "signed in", None, None))
        return _actor(user)

    def start_session(self, actor: Actor, lasts: timedelta = SESSION_LASTS) -> str:
        """A secret that stands for the actor until it expires or is ended."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._database.write() as tx:
            tx.drop_expired_sessions(now)
            tx.add_session(_digest(secret), actor.authority, actor.id, now, now + lasts)
        return secret

    def actor_for_session(self, secret: str) -> Actor | None:
        with self._database.read() as tx:
            user = tx.user_of_session(_digest(secret), self._clock())
        return None if user is None else _actor(user)

    def end_session(self, secret: str) -> None:
        with self._database.write() as tx:
            tx.end_session(_digest(secret))

    def end_sessions_of(self, authority: str, user: str) -> None:
        with self._database.write() as tx:
            tx.end_sessions_of(authority, user)

    # --- tokens for programs --------------------------------------------------------------------

    def make_token(self, authority: str, user: str, name: str, lasts: timedelta) -> tuple[TokenRow, str]:
        """A token with which a program acts as a user, and its secret, which is shown this once."""
        secret, now = f"dc_{secrets.token_urlsafe(32)}", self._clock()
        row = TokenRow(f"K{secrets.token_hex(8)}", authority, user, name, now, now + lasts, None, None)
        with self._database.write() as tx:
            expect_user(tx, authority, user)
            tx.add_token(row, _digest(secret))
        return row, secret

    def actor_for_token(self, secret: str) -> Actor | None:
        now = self._clock()
        with self._database.read() as tx:
            found = tx.user_of_token(_digest(secret), now)
        if found is None:
            return None
        user, token = found
        if token.last_used_at is None or now - token.last_used_at >= USE_IS_NOTED_EVERY:
            with self._database.write() as tx:
                tx.note_token_use(token.id, now)
        return _actor(user)

    def tokens_of(self, authority: str, user: str) -> list[TokenRow]:
        with self._database.read() as tx:
            return tx.tokens_of(authority, user)

    def revoke_token(self, authority: str, id: str) -> None:
        with self._database.write() as tx:
            if not tx.revoke_token(authority, id, self._clock()):
                raise NotFound(f"Expected a token {id} in use, but there is none")

    # --- who looked at what ---------------------------------------------------------------------

    def note_access(self, actor: Actor, what: str, *, person: str | None = None, case: str | None = None) -> None:
        """Write down that somebody looked at something; of what they saw, nothing."""
        row = AccessRow(self._clock(), actor.id, actor.name, what, person, case)
        with self._database.write() as tx:
            tx.note_access(actor.authority, row)

    def accesses(
        self, authority: str, filter: AccessFilter, *, limit: int = 50, cursor: str | None = None
    ) -> Page[AccessRow]:
        """The log of looks, the latest first."""
        with self._database.read() as tx:
            return tx.accesses(authority, filter, limit=limit, cursor=cursor)

    # --- within ---------------------------------------------------------------------------------

    def _hash(self, password: str, path: str, *own: str) -> str:
        sentence = ""
        if not SHORTEST <= len(password) <= LONGEST:
            sentence = f"Password must have between {SHORTEST} and {LONGEST} characters"
        elif is_guessable(password, *own):  # OWASP ASVS 5.0 6.2.4
            sentence = "Password must not be a name or a word that many people use. Take several words"
        if sentence:
            raise BadInput(sentence, (Fault(path, sentence),))
        return self._hasher.hash(_bytes(password))

    def _fits(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _bytes(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False

    def _note_refusal(self, user: UserRow | None) -> None:
        log.warning("A sign-in was refused for %s", "an unknown login" if user is None else user.id)
        if user is not None:
            row = AccessRow(self._clock(), user.id, user.name, "was refused at sign-in", None, None)
            with self._database.write() as tx:
                tx.note_access(user.authority, row)


def expect_user(tx: Reading, authority: str, user: str) -> UserRow:
    found = tx.user(authority, user)
    if found is None:
        raise NotFound(f"Expected a user {user} in this authority, but there is none")
    return found


def known_roles(roles: Iterable[str]) -> frozenset[str]:
    given = frozenset(roles)
    if not given or given - ROLES:
        sentence = f"Roles must be one or more of {', '.join(sorted(ROLES))}"
        raise BadInput(sentence, (Fault("roles", sentence),))
    return given


@cache
def _of_nobody() -> str:
    """The hash of a password that nobody knows: made once, because it costs as much work as any other."""
    return HASHER.hash(secrets.token_urlsafe())


def _plain(login: str) -> str:
    """One way of writing a login, so that capitals and spaces around it make no difference."""
    return login.strip().lower()


def _bytes(password: str) -> bytes:
    """The same bytes for the same characters, however the keyboard put them together."""
    return unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")


def _digest(secret: str) -> str:
    """Secrets are long and random, so a quick hash keeps them as well as a slow one."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _actor(user: UserRow) -> Actor:
    return Actor(user.id, user.name, user.authority, user.roles, user.works_as, user.teams)
