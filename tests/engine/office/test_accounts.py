"""Who may come in: passwords, sessions and tokens, and the log of what was looked at."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.case.filters import AccessFilter
from engine.case.rejections import BadInput, NotFound, Rejected
from engine.case.rows import UserRow
from engine.office.accounts import Accounts, SignInRefused
from engine.office.guessable import is_guessable
from engine.store import Database

NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)
PASSWORD = "correct horse battery"


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(database: Database, clock: Clock) -> Accounts:
    accounts = Accounts(database, clock)
    accounts.add_authority("north", "North", "N")
    return accounts


@pytest.fixture
def ada(accounts: Accounts) -> UserRow:
    return accounts.add_user(
        "north", "Ada", "ada@north.example", PASSWORD, ["caseworker"], works_as=["casework"], teams=["Early years"]
    )


def test_who_signs_in_is_who_was_added(accounts: Accounts, ada: UserRow) -> None:
    actor = accounts.sign_in(" Ada@North.Example ", PASSWORD)
    assert (actor.id, actor.name, actor.authority) == (ada.id, "Ada", "north")
    assert (actor.roles, actor.works_as, actor.teams) == (
        frozenset({"caseworker"}),
        frozenset({"casework"}),
        frozenset({"Early years"}),
    )


@pytest.mark.parametrize(
    ("login", "password", "authority"),
    [
        ("ada@north.example", "wrong", None),
        ("ada@north.example", "", None),
        ("ada@north.example", "\ud800", None),
        ("nobody@north.example", PASSWORD, None),
        ("ada@north.example", PASSWORD, "south"),
    ],
)
def test_all_refusals_to_sign_in_read_the_same(
    accounts: Accounts, ada: UserRow, login: str, password: str, authority: str | None
) -> None:
    with pytest.raises(SignInRefused) as refused:
        accounts.sign_in(login, password, authority)
    with pytest.raises(SignInRefused) as unknown:
        accounts.sign_in("x", "y")
    assert (refused.value.status, str(refused.value)) == (401, str(unknown.value))


def test_an_unknown_login_costs_as_much_work_as_a_wrong_password(accounts: Accounts, ada: UserRow) -> None:
    _, kept = _kept_password(accounts, ada)
    assert accounts._nobody.split("$")[1:4] == kept.split("$")[1:4]


def _kept_password(accounts: Accounts, user: UserRow) -> tuple[UserRow, str]:
    with accounts._database.read() as tx:
        found = tx.user_with_password(user.login)
    assert found is not None
    return found


def test_a_password_is_kept_as_an_argon2id_hash(accounts: Accounts, ada: UserRow) -> None:
    assert _kept_password(accounts, ada)[1].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_from_weaker_days_is_made_anew_at_sign_in(accounts: Accounts, ada: UserRow) -> None:
    weaker = type(accounts._hasher)(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with accounts._database.write() as tx:
        tx.set_password("north", ada.id, weaker)
    accounts.sign_in(ada.login, PASSWORD)
    assert "m=19456" in _kept_password(accounts, ada)[1]
    assert accounts.sign_in(ada.login, PASSWORD).id == ada.id


def test_the_same_characters_are_the_same_password(accounts: Accounts) -> None:
    accounts.add_user("north", "Zoë", "zoe", "cafe\u0301 au lait", ["auditor"])
    assert accounts.sign_in("zoe", "caf\u00e9 au lait").name == "Zoë"


@pytest.mark.parametrize("password", ["short", "x" * 257])
def test_a_password_too_short_or_too_long_is_refused(accounts: Accounts, ada: UserRow, password: str) -> None:
    with pytest.raises(BadInput, match="between 8 and 256"):
        accounts.set_password("north", ada.id, password)


@pytest.mark.parametrize(
    "password",
    ["Password123!", "P4$$w0rd", "12345678", "aaaaaaaa", "31121999", "Ada-Example1", "qwertyuiop"],
)
def test_a_password_that_is_tried_first_is_refused(accounts: Accounts, ada: UserRow, password: str) -> None:
    with pytest.raises(BadInput, match="must not be a name or a word"):
        accounts.set_password("north", ada.id, password)


@pytest.mark.parametrize("password", ["correct horse battery", "KuRNdUITTh3j", "820394857112", "Regenschirm9"])
def test_a_password_that_nobody_tries_first_is_not_guessable(password: str) -> None:
    assert not is_guessable(password, "ada@north.example", "Ada Example")


@pytest.mark.parametrize("roles", [[], ["system"], ["caseworker", "wizard"]])
def test_a_user_has_roles_that_exist(accounts: Accounts, roles: list[str]) -> None:
    with pytest.raises(BadInput, match="Roles must be"):
        accounts.add_user("north", "Bo", "bo", PASSWORD, roles)


def test_a_login_belongs_to_one_user(accounts: Accounts, ada: UserRow) -> None:
    with pytest.raises(BadInput, match="somebody has ada@north.example"):
        accounts.add_user("north", "Ada", "ADA@north.example", PASSWORD, ["caseworker"])


def test_a_user_needs_an_authority(accounts: Accounts) -> None:
    with pytest.raises(NotFound, match="authority south"):
        accounts.add_user("south", "Bo", "bo", PASSWORD, ["caseworker"])


def test_users_are_listed_by_name(accounts: Accounts, ada: UserRow) -> None:
    aaron = accounts.add_user("north", "Aaron", "aaron", PASSWORD, ["manager"])
    assert accounts.users("north") == [aaron, ada]
    assert accounts.users("south") == []


def test_a_session_stands_for_its_user_until_it_expires(accounts: Accounts, ada: UserRow, clock: Clock) -> None:
    actor = accounts.sign_in(ada.login, PASSWORD)
    secret = accounts.start_session(actor, timedelta(hours=1))
    assert accounts.actor_for_session(secret) == actor
    clock.now += timedelta(hours=1)
    assert accounts.actor_for_session(secret) is None


def test_an_ended_session_opens_nothing(accounts: Accounts, ada: UserRow) -> None:
    secrets = [accounts.start_session(accounts.sign_in(ada.login, PASSWORD)) for _ in range(2)]
    accounts.end_session(secrets[0])
    assert [accounts.actor_for_session(secret) is None for secret in secrets] == [True, False]
    accounts.end_sessions_of("north", ada.id)
    assert accounts.actor_for_session(secrets[1]) is None


@pytest.mark.parametrize("secret", ["", "x", "\x00", "\ud800"])
def test_a_secret_that_nobody_gave_opens_nothing(accounts: Accounts, secret: str) -> None:
    assert accounts.actor_for_session(secret) is None
    assert accounts.actor_for_token(secret) is None


def test_another_password_ends_the_sessions(accounts: Accounts, ada: UserRow) -> None:
    secret = accounts.start_session(accounts.sign_in(ada.login, PASSWORD))
    accounts.set_password("north", ada.id, "another good password")
    assert accounts.actor_for_session(secret) is None
    assert accounts.sign_in(ada.login, "another good password").id == ada.id


def test_who_may_not_come_in_any_more_is_out_at_once(accounts: Accounts, ada: UserRow) -> None:
    session = accounts.start_session(accounts.sign_in(ada.login, PASSWORD))
    _, token = accounts.make_token("north", ada.id, "loader", timedelta(days=1))
    accounts.amend_user("north", ada.id, is_active=False)
    assert accounts.actor_for_session(session) is None
    assert accounts.actor_for_token(token) is None
    with pytest.raises(SignInRefused):
        accounts.sign_in(ada.login, PASSWORD)


def test_changed_roles_hold_from_the_next_request(accounts: Accounts, ada: UserRow) -> None:
    session = accounts.start_session(accounts.sign_in(ada.login, PASSWORD))
    accounts.amend_user("north", ada.id, roles=["manager"], teams=frozenset())
    actor = accounts.actor_for_session(session)
    assert actor is not None and (actor.roles, actor.teams) == (frozenset({"manager"}), frozenset())


def test_a_token_acts_as_its_user_until_it_expires(accounts: Accounts, ada: UserRow, clock: Clock) -> None:
    row, secret = accounts.make_token("north", ada.id, "loader", timedelta(days=30))
    actor = accounts.actor_for_token(secret)
    assert actor is not None and actor.id == ada.id
    clock.now = row.expires_at
    assert accounts.actor_for_token(secret) is None


def test_a_revoked_token_opens_nothing(accounts: Accounts, ada: UserRow) -> None:
    row, secret = accounts.make_token("north", ada.id, "loader", timedelta(days=30))
    accounts.revoke_token("north", row.id)
    assert accounts.actor_for_token(secret) is None
    with pytest.raises(NotFound, match="in use"):
        accounts.revoke_token("north", row.id)


def test_the_last_use_of_a_token_is_kept_to_five_minutes(accounts: Accounts, ada: UserRow, clock: Clock) -> None:
    _, secret = accounts.make_token("north", ada.id, "loader", timedelta(days=30))
    noted = []
    for minutes in (0, 4, 5):
        clock.now = NINE + timedelta(minutes=minutes)
        accounts.actor_for_token(secret)
        noted += [token.last_used_at for token in accounts.tokens_of("north", ada.id)]
    assert noted == [NINE, NINE, NINE + timedelta(minutes=5)]


def test_no_secret_is_kept_as_it_was_given(accounts: Accounts, ada: UserRow, database: Database) -> None:
    session = accounts.start_session(accounts.sign_in(ada.login, PASSWORD))
    _, token = accounts.make_token("north", ada.id, "loader", timedelta(days=30))
    with database.read() as tx:
        kept = [
            tx._connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in ("user", "session", "token")
        ]
    assert not [secret for secret in (PASSWORD, session, token) if secret in repr(kept)]


def test_every_look_is_logged_and_can_be_listed(accounts: Accounts, ada: UserRow, clock: Clock) -> None:
    actor = accounts.sign_in(ada.login, PASSWORD)
    clock.now += timedelta(minutes=1)
    accounts.note_access(actor, "looked at a person", person="P-1")
    accounts.note_access(actor, "looked at a case", person="P-2", case="N-1")
    log = accounts.accesses("north", AccessFilter())
    assert [(row.what, row.actor_name) for row in log.items] == [
        ("looked at a case", "Ada"),
        ("looked at a person", "Ada"),
        ("signed in", "Ada"),
    ]


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ({"person": "P-1"}, 1),
        ({"case": "N-1"}, 1),
        ({"actor": "U000001"}, 3),
        ({"actor": "U000002"}, 0),
        ({"since": NINE + timedelta(minutes=1)}, 2),
        ({"until": NINE + timedelta(minutes=1)}, 1),
    ],
    ids=str,
)
def test_the_log_can_be_narrowed(
    accounts: Accounts, ada: UserRow, clock: Clock, said: dict[str, str], count: int
) -> None:
    actor = accounts.sign_in(ada.login, PASSWORD)
    clock.now += timedelta(minutes=1)
    accounts.note_access(actor, "looked at a person", person="P-1")
    accounts.note_access(actor, "looked at a case", person="P-2", case="N-1")
    assert len(accounts.accesses("north", AccessFilter(**said)).items) == count  # type: ignore[arg-type]


def test_a_refused_sign_in_of_a_known_user_is_logged(accounts: Accounts, ada: UserRow) -> None:
    with pytest.raises(SignInRefused):
        accounts.sign_in(ada.login, "wrong password")
    assert [row.what for row in accounts.accesses("north", AccessFilter()).items] == ["was refused at sign-in"]


def test_somebody_changes_their_own_password(accounts: Accounts, ada: UserRow) -> None:
    actor = accounts.sign_in(ada.login, PASSWORD)
    session = accounts.start_session(actor)
    accounts.change_password(actor, PASSWORD, "another battery horse")
    assert accounts.actor_for_session(session) is None
    assert accounts.sign_in(ada.login, "another battery horse").id == ada.id
    with pytest.raises(SignInRefused):
        accounts.sign_in(ada.login, PASSWORD)
    assert "changed their password" in [row.what for row in accounts.accesses("north", AccessFilter()).items]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [("a wrong guess", "another battery", "/old"), (PASSWORD, PASSWORD, "/new"), (PASSWORD, "short", "/new")],
)
def test_a_password_that_cannot_be_changed_stays(
    accounts: Accounts, ada: UserRow, old: str, new: str, path: str
) -> None:
    actor = accounts.sign_in(ada.login, PASSWORD)
    with pytest.raises(Rejected) as refused:
        accounts.change_password(actor, old, new)
    assert [fault.path for fault in refused.value.faults] == [path]
    assert accounts.sign_in(ada.login, PASSWORD).id == ada.id
