"""Who may come in: users, and the sessions and tokens that they come in with."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, true, update

from engine.case.history import canonical
from engine.case.rejections import BadInput, Fault
from engine.case.rows import TokenRow, UserRow
from engine.store.connected import Connected, Query
from engine.store.reading.columns import columns_of
from engine.store.tables.accounts import session, token, user
from engine.store.teams import WritesTeams
from engine.store.types import written_hash, written_moment

U, S, K = user.c, session.c, token.c
_USER = columns_of(user, UserRow)
_TOKEN = columns_of(token, TokenRow)
_USERS = select(*_USER).where(U.authority == bindparam("authority")).order_by(U.name, U.id)
_BY_ID = select(*_USER).where(U.authority == bindparam("authority"), U.id == bindparam("id"))
_BY_LOGIN = select(*_USER, U.password).where(U.login == bindparam("login"))
_BY_SESSION = (
    select(*_USER)
    .join(session, (S.authority == U.authority) & (S.user == U.id))
    .where(
        S.digest == bindparam("digest"),
        S.expires_at > bindparam("now", type_=S.expires_at.type),
        U.is_active == true(),
    )
)
_BY_TOKEN = (
    select(*_USER, *(column.label(f"token_{column.name}") for column in _TOKEN))
    .join(token, (K.authority == U.authority) & (K.user == U.id))
    .where(
        K.digest == bindparam("digest"),
        K.revoked_at.is_(None),
        K.expires_at > bindparam("now", type_=K.expires_at.type),
        U.is_active == true(),
    )
)
_TOKENS = (
    select(*_TOKEN).where(K.authority == bindparam("authority"), K.user == bindparam("user")).order_by(K.made_at, K.id)
)
_OF_USER = (U.authority == bindparam("of_authority"), U.id == bindparam("of_id"))
_ADD_USER = insert(user)
_AMEND_USER = (
    update(user)
    .where(*_OF_USER)
    .values({name: bindparam(name) for name in ("name", "login", "roles", "works_as", "teams", "is_active")})
)
_SET_PASSWORD = update(user).where(*_OF_USER).values(password=bindparam("new_password"))
_ADD_SESSION = insert(session)
_END_SESSION = delete(session).where(S.digest == bindparam("of_digest"))
_END_SESSIONS = delete(session).where(S.authority == bindparam("of_authority"), S.user == bindparam("of_user"))
_DROP_EXPIRED = delete(session).where(S.expires_at <= bindparam("now"))
_ADD_TOKEN = insert(token)
_REVOKE = (
    update(token)
    .where(K.authority == bindparam("of_authority"), K.id == bindparam("of_id"), K.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)
_USE = update(token).where(K.id == bindparam("of_id")).values(last_used_at=bindparam("at"))


SETS = ("roles", "works_as", "teams")


@lru_cache(maxsize=32)
def _concerned(roles: frozenset[str]) -> Query:
    """Sets are written as JSON, so that the words of one are found with their quotes."""
    has_role = or_(*(U.roles.contains(canonical(role)) for role in sorted(roles)))
    is_of_team = or_(bindparam("team") == "", U.teams == "[]", U.teams.contains(bindparam("team")))
    return _USERS.where(U.is_active == true(), has_role, is_of_team)


def _user(*found: Any) -> UserRow:
    row = dict(zip(UserRow.__dataclass_fields__, found, strict=True))
    return UserRow(**row | {name: _set(row[name]) for name in SETS})


@lru_cache(maxsize=1024)
def _set(text: str) -> frozenset[str]:
    """Read once, because everybody of a team says the same."""
    return frozenset(json.loads(text))


def _columns(of: UserRow) -> dict[str, Any]:
    sets = {name: canonical(sorted(getattr(of, name))) for name in SETS}
    return {"name": of.name, "login": of.login, "is_active": of.is_active, **sets}


class ReadsUsers(Connected):
    def user(self, authority: str, id: str) -> UserRow | None:
        row = self._first(_BY_ID, authority=authority, id=id)
        return None if row is None else _user(*row)

    def users(self, authority: str) -> list[UserRow]:
        """Every user of an authority by name, those who may not come in any more included."""
        return [_user(*row) for row in self._all(_USERS, authority=authority)]

    def users_as(self, authority: str, roles: frozenset[str], team: str | None) -> list[UserRow]:
        """Who has one of these roles, and works for a team (None: for any): who is in none works for all of them."""
        named = "" if team is None else canonical(team)
        found = [_user(*row) for row in self._all(_concerned(roles), authority=authority, team=named)]
        return [user for user in found if user.roles & roles and (team is None or not user.teams or team in user.teams)]

    def user_with_password(self, login: str) -> tuple[UserRow, str] | None:
        """The user with this login, and the hash of their password."""
        row = self._first(_BY_LOGIN, login=login)
        return None if row is None else (_user(*row[:-1]), row.password)

    def user_of_session(self, digest: str, now: datetime) -> UserRow | None:
        row = self._first(_BY_SESSION, digest=digest, now=now)
        return None if row is None else _user(*row)

    def user_of_token(self, digest: str, now: datetime) -> tuple[UserRow, TokenRow] | None:
        row = self._first(_BY_TOKEN, digest=digest, now=now)
        width = len(_USER)
        return None if row is None else (_user(*row[:width]), TokenRow(*row[width:]))

    def tokens_of(self, authority: str, user: str) -> list[TokenRow]:
        return [TokenRow(*row) for row in self._all(_TOKENS, authority=authority, user=user)]


class WritesUsers(ReadsUsers, WritesTeams):
    def add_user(self, of: UserRow, password: str) -> None:
        """Add a user with the hash of a password; the login must be free in the whole installation."""
        if self._first(_BY_LOGIN, login=of.login) is not None:
            sentence = f"Enter another login, because somebody has {of.login}"
            raise BadInput(sentence, (Fault("login", sentence),))
        key = {"authority": of.authority, "id": of.id, "added_at": written_moment(of.added_at)}
        self.meet_teams(of.authority, of.teams)
        self._write(_ADD_USER, {**key, **_columns(of), "password": password})

    def amend_user(self, of: UserRow) -> None:
        self.meet_teams(of.authority, of.teams)
        self._write(_AMEND_USER, {"of_authority": of.authority, "of_id": of.id, **_columns(of)})

    def set_password(self, authority: str, id: str, password: str) -> None:
        self._write(_SET_PASSWORD, {"of_authority": authority, "of_id": id, "new_password": password})

    def add_session(self, digest: str, authority: str, user: str, started_at: datetime, expires_at: datetime) -> None:
        row = {"digest": written_hash(digest), "authority": authority, "user": user}
        moments = {"started_at": written_moment(started_at), "expires_at": written_moment(expires_at)}
        self._write(_ADD_SESSION, {**row, **moments})

    def end_session(self, digest: str) -> None:
        self._write(_END_SESSION, {"of_digest": written_hash(digest)})

    def end_sessions_of(self, authority: str, user: str) -> None:
        self._write(_END_SESSIONS, {"of_authority": authority, "of_user": user})

    def drop_expired_sessions(self, now: datetime) -> int:
        return self._write(_DROP_EXPIRED, {"now": written_moment(now)})

    def add_token(self, of: TokenRow, digest: str) -> None:
        moments = {"made_at": of.made_at, "expires_at": of.expires_at, "revoked_at": None, "last_used_at": None}
        written = {name: written_moment(moment) for name, moment in moments.items()}
        self._write(_ADD_TOKEN, {**vars(of), **written, "digest": written_hash(digest)})

    def revoke_token(self, authority: str, id: str, at: datetime) -> bool:
        """Whether there was such a token, still in use."""
        return bool(self._write(_REVOKE, {"of_authority": authority, "of_id": id, "at": written_moment(at)}))

    def note_token_use(self, id: str, at: datetime) -> None:
        self._write(_USE, {"of_id": id, "at": written_moment(at)})
