"""What administrators do to accounts: each change is checked, made, and written into their log, all at once."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from engine.case.commands import Actor, AssignTask, CaseCommand, ReleaseTask
from engine.case.office_rows import ChangeRow, HeldRow
from engine.case.permissions import LEAD_CASES, RIGHTS, WORK_CASES
from engine.case.rejections import BadInput, Fault, NotAllowed, NotFound, Rejected
from engine.case.rows import Page, TokenRow, UserRow
from engine.engine import Engine
from engine.office.accounts import Accounts, expect_user, known_roles
from engine.office.changes import note_change
from engine.store import Reading
from engine.together import Done, one_by_one

ADMINISTRATOR = "administrator"
NAMED = {"decision": "manager decisions", "psychology": "educational psychology"}
"""Of roles whose name alone does not say what they are."""

POWERS = ("roles", "works_as", "is_active")
"""What nobody changes of their own account."""

PASSWORD_BYTES = 12
"""Of chance in a password that is made up: sixteen characters."""

LONGEST = {"name": 100, "login": 200}

LEFT = "Their account was closed"


class TasksInHand(Rejected):
    """Somebody has open tasks, which must be handed over or released before they leave."""


@dataclass(frozen=True)
class Standing:
    """An account as an administrator sees it: no case, and no person that a case is about."""

    user: UserRow
    sessions: int
    tokens: list[TokenRow]
    held: list[HeldRow]


class Staff:
    def __init__(self, engine: Engine, accounts: Accounts) -> None:
        self._engine = engine
        self._accounts = accounts

    def standing(self, authority: str, user: str) -> Standing:
        now = self._engine.clock()
        with self._engine.database.read() as tx:
            found = expect_user(tx, authority, user)
            tokens = [one for one in tx.tokens_of(authority, user) if one.revoked_at is None and one.expires_at > now]
            return Standing(found, tx.sessions_of(authority, user, now), tokens, tx.held_by(authority, user))

    def changes(self, authority: str, *, limit: int = 50, cursor: str | None = None) -> Page[ChangeRow]:
        """The administration log, the latest first."""
        with self._engine.database.read() as tx:
            return tx.changes(authority, limit=limit, cursor=cursor)

    def add(
        self,
        by: Actor,
        name: str,
        login: str,
        password: str,
        roles: Iterable[str],
        works_as: Iterable[str] = (),
        teams: Iterable[str] = (),
    ) -> UserRow:
        """Let somebody in, with a password that they are told."""
        user = self._accounts.add_user(by.authority, name, login, password, roles, works_as=works_as, teams=teams)
        with self._engine.database.write() as tx:
            note_change(tx, by, self._engine.clock(), f"added user {user.id}", user.id)
        return user

    def let_in(self, by: Actor, **given: Any) -> tuple[UserRow, str]:
        """Add somebody with a password that is made up here and shown this once."""
        faults = [Fault(f"/{name}", f"Enter their {name}") for name in ("name", "login") if not given.get(name)]
        if len(given.get("login", "").split()) > 1:
            faults.append(Fault("/login", "Enter a login without spaces"))
        faults += [
            Fault(f"/{name}", f"The {name} must be {longest} characters or fewer")
            for name, longest in LONGEST.items()
            if len(given.get(name, "")) > longest
        ]
        if faults:
            raise BadInput("Expected a name and a login", tuple(faults))
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        return self.add(by, password=password, **given), password

    def amend(self, by: Actor, user: str, **changed: Any) -> UserRow:
        """Change a `name`, `roles`, `works_as`, `teams` or `is_active`.

        Nobody changes what they may do themselves, and who has tasks in hand is not shut out before those are
        handed over: `close` does both.
        """
        if "roles" in changed:
            changed["roles"] = known_roles(changed["roles"])
        with self._engine.database.write() as tx:
            before = expect_user(tx, by.authority, user)
            after = replace(before, **changed)
            _refuse_own_powers(by, before, after)
            if before.is_active and not after.is_active and tx.held_by(by.authority, user):
                raise TasksInHand(f"Expected {before.name} to have no open tasks; hand them over or release them first")
            _refuse_losing_the_last(tx, before, after)
            tx.amend_user(after)
            if not after.is_active:
                tx.end_sessions_of(by.authority, user)
            what = f"amended user {user}: {', '.join(sorted(changed)) or 'nothing'}"
            note_change(tx, by, self._engine.clock(), what, user, _said(before, after))
        return after

    def close(self, by: Actor, user: str, to: str | None) -> tuple[UserRow | None, list[Done]]:
        """Shut somebody out, after all that they have in hand went to somebody else (None: to nobody).

        Whatever cannot go is told, and then they stay; asked again, only that is left to do.
        """
        known = self.standing(by.authority, user)
        _refuse_own_powers(by, known.user, replace(known.user, is_active=False))
        with self._engine.database.read() as tx:
            _refuse_losing_the_last(tx, known.user, replace(known.user, is_active=False))
        if to is not None:
            self._expect_fit(by.authority, to, known)
        done = one_by_one(self._engine, [(row.task, _moved(by, row, to)) for row in known.held])
        if any(one.refusal is not None for one in done):
            return None, done
        return self.amend(by, user, is_active=False), done

    def renew_password(self, by: Actor, user: str) -> str:
        """A new password that is made up here and shown this once; their sessions end."""
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        self.set_password(by, user, password)
        return password

    def set_password(self, by: Actor, user: str, password: str) -> None:
        self._accounts.set_password(by.authority, user, password)
        with self._engine.database.write() as tx:
            note_change(tx, by, self._engine.clock(), f"set the password of user {user}", user)

    def end_sessions(self, by: Actor, user: str) -> None:
        """Sign somebody out everywhere."""
        with self._engine.database.write() as tx:
            expect_user(tx, by.authority, user)
            tx.end_sessions_of(by.authority, user)
            note_change(tx, by, self._engine.clock(), f"ended the sessions of user {user}", user)

    def revoke_token(self, by: Actor, user: str, token: str) -> None:
        now = self._engine.clock()
        with self._engine.database.write() as tx:
            expect_user(tx, by.authority, user)
            theirs = {one.id for one in tx.tokens_of(by.authority, user)}
            if token not in theirs or not tx.revoke_token(by.authority, token, now):
                raise NotFound(f"Expected a token {token} of {user} in use, but there is none")
            note_change(tx, by, now, f"revoked token {token} of user {user}", user)

    def _expect_fit(self, authority: str, to: str, known: Standing) -> None:
        """Whoever takes over is there, and takes tasks of all these roles."""
        with self._engine.database.read() as tx:
            taker = tx.user(authority, to)
        if taker is None or not taker.is_active or to == known.user.id or not _works(taker):
            sentence = "Select somebody else who can take the tasks"
        elif missing := sorted({row.role for row in known.held if not _takes(taker, row.role)}):
            named = " and ".join(NAMED.get(role, role.replace("_", " ")) for role in missing)
            sentence = f"{taker.name} does not take all of these: nobody gave them {named}"
        else:
            return
        raise BadInput(sentence, (Fault("/to", sentence),))


def _moved(by: Actor, row: HeldRow, to: str | None) -> CaseCommand:
    """It is the administrator who did it, but for this one thing with the right of the system."""
    mover = replace(by, roles=frozenset({"system"}))
    if to is None:
        return ReleaseTask(by=mover, case=row.case, task=row.task, reason=LEFT)
    return AssignTask(by=mover, case=row.case, task=row.task, to=to, reason=LEFT)


def _works(user: UserRow) -> bool:
    return any(WORK_CASES in RIGHTS[role] for role in user.roles)


def _takes(user: UserRow, role: str) -> bool:
    return role in user.works_as or any(LEAD_CASES in RIGHTS[one] for one in user.roles)


def _refuse_own_powers(by: Actor, before: UserRow, after: UserRow) -> None:
    if by.id == before.id and any(getattr(before, name) != getattr(after, name) for name in POWERS):
        raise NotAllowed("This needs another administrator, because nobody changes what they may do themselves")


def _refuse_losing_the_last(tx: Reading, before: UserRow, after: UserRow) -> None:
    """Somebody must be left who can let others in."""

    def administers(user: UserRow) -> bool:
        return user.is_active and ADMINISTRATOR in user.roles

    if administers(before) and not administers(after):
        others = [one for one in tx.users(before.authority) if administers(one) and one.id != before.id]
        if not others:
            raise Rejected(f"{before.name} is the last administrator; let another one in first")


def _said(before: UserRow, after: UserRow) -> str:
    """What it was and what it is, so that the log can be read without the account."""
    changed = [name for name in ("name", "roles", "works_as", "teams", "is_active") if _differs(before, after, name)]
    told = "; ".join(f"{name} from {_word(getattr(before, name))} to {_word(getattr(after, name))}" for name in changed)
    return f" ({told})" if told else ""


def _differs(before: UserRow, after: UserRow, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _word(value: Any) -> str:
    return ", ".join(sorted(value)) or "none" if isinstance(value, frozenset) else str(value).lower()
