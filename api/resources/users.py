"""Users: who may come in, as what, and whose work they take."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.guard import caller, guard
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.resources.tokens import Token
from api.shapes import at, flag, number, said, several, texts, words
from engine import NotFound
from engine.case.permissions import ADMINISTER, NOBODYS, RIGHTS
from engine.case.rows import UserRow

users = Resource("users", __name__, "Users: who may come in, as what, and whose work they take")

ROLES = sorted(set(RIGHTS) - NOBODYS)


def _several_words(description: str, *choices: str, **more: Any) -> fields.List[Any]:
    check = validate.OneOf(choices) if choices else validate.Length(1, 100)
    return fields.List(fields.String(validate=check), metadata={"description": description}, **more)


def _password() -> fields.String:
    return fields.String(
        required=True, validate=validate.Length(8, 256), metadata={"description": "At least 8 characters"}
    )


class Amendment(Input):
    name = words("Their name")
    roles = _several_words("Their roles, which give rights; at least one", *ROLES, validate=validate.Length(1, 10))
    works_as = _several_words("The task roles whose work they take, such as casework", validate=validate.Length(0, 20))
    teams = _several_words("Their teams", validate=validate.Length(0, 50))
    is_active = fields.Boolean(metadata={"description": "False keeps them out at once"})


class NewUser(Input):
    name = words("Their name", required=True)
    login = words("What they sign in with, such as an email address; free in the whole installation", required=True)
    password = _password()
    roles = _several_words(
        "Their roles, which give rights; at least one", *ROLES, validate=validate.Length(1, 10), required=True
    )
    works_as = _several_words(
        "The task roles whose work they take, such as casework", validate=validate.Length(0, 20), load_default=list
    )
    teams = _several_words("Their teams", validate=validate.Length(0, 50), load_default=list)


class NewPassword(Input):
    password = _password()


class User(Output):
    id = said("The user, such as U000001")
    name = said("Their name")
    login = said("What they sign in with")
    roles = texts("Their roles")
    works_as = texts("The task roles whose work they take")
    teams = texts("Their teams")
    is_active = flag("Whether they may come in")
    added_at = at("When they were added")


class UserList(Output):
    items = several(User)


class HeldTask(Output):
    case = said("The case")
    task = said("The task")
    title = said("What is to be done")
    process = said("The process")
    role = said("Who does such tasks")


class AccountStanding(Output):
    sessions = number("With how many browsers they are signed in")
    tokens = several(Token)
    held = several(HeldTask)


class Closure(Input):
    to = words(
        "Who takes over their open tasks; null gives them back for others to take", required=True, allow_none=True
    )


class NotMoved(Output):
    case = said("The case")
    task = said("The task")
    sentence = said("Why it could not go")


class Closed(Output):
    is_closed = flag("Whether they are kept out now")
    moved = number("How many tasks went")
    refused = several(NotMoved)


@users.get("/users")
@guard(ADMINISTER)
@users.gives(200, UserList)
def list_users() -> dict[str, Any]:
    """List the users of the authority."""
    return {"items": records(office().accounts.users(caller().authority))}


@users.post("/users")
@guard(ADMINISTER)
@users.takes(NewUser)
@users.gives(201, User)
def add_user(body: dict[str, Any]) -> Response:
    """Add somebody who can sign in with a password."""
    user = office().staff.add(caller(), **body)
    response = jsonify(record(user))
    response.status_code = 201
    return response


@users.get("/users/<user>")
@guard(ADMINISTER)
@users.gives(200, User)
def get_user(user: str) -> dict[str, Any]:
    """Read a user."""
    return record(_user(user))


@users.patch("/users/<user>")
@guard(ADMINISTER)
@users.takes(Amendment)
@users.gives(200, User)
def amend_user(body: dict[str, Any], user: str) -> dict[str, Any]:
    """Change what is given of a user; the rest stays.

    Nobody changes their own roles and work, and an administrator must be left. Who has open tasks cannot be kept
    out before these went to somebody else: send a closure instead.
    """
    changed = {name: frozenset(value) if isinstance(value, list) else value for name, value in body.items()}
    return record(office().staff.amend(caller(), user, **changed))


@users.put("/users/<user>/password")
@guard(ADMINISTER)
@users.takes(NewPassword)
@users.gives(204, description="Set; the sessions of the user have ended")
def set_password(body: dict[str, Any], user: str) -> tuple[str, int]:
    """Give a user another password and end their sessions."""
    office().staff.set_password(caller(), user, body["password"])
    return "", 204


@users.delete("/users/<user>/sessions")
@guard(ADMINISTER)
@users.gives(204, description="They are signed out everywhere")
def end_sessions(user: str) -> tuple[str, int]:
    """Sign a user out of every browser; tokens stay."""
    office().staff.end_sessions(caller(), user)
    return "", 204


@users.get("/users/<user>/standing")
@guard(ADMINISTER)
@users.gives(200, AccountStanding)
def get_standing(user: str) -> dict[str, Any]:
    """Read how a user stands: sessions, tokens in use, and open tasks; of these never whom they are about."""
    found = office().staff.standing(caller().authority, user)
    return {"sessions": found.sessions, "tokens": records(found.tokens), "held": records(found.held)}


@users.delete("/users/<user>/tokens/<token>")
@guard(ADMINISTER)
@users.gives(204, description="Revoked; it opens nothing any more")
def revoke_token_of_user(user: str, token: str) -> tuple[str, int]:
    """Revoke a token with which a program acts as a user."""
    office().staff.revoke_token(caller(), user, token)
    return "", 204


@users.post("/users/<user>/closure")
@guard(ADMINISTER)
@users.takes(Closure)
@users.gives(200, Closed)
def close_user(body: dict[str, Any], user: str) -> dict[str, Any]:
    """Keep a user out, after all their open tasks went to somebody else, or to nobody.

    Where a task cannot go, it is told why, and the user stays until it can.
    """
    closed, done = office().staff.close(caller(), user, body["to"])
    refused = [{"case": one.case, "task": one.task, "sentence": one.refusal.sentence} for one in done if one.refusal]
    return {"is_closed": closed is not None, "moved": len(done) - len(refused), "refused": refused}


def _user(user: str) -> UserRow:
    with office().engine.database.read() as tx:
        found = tx.user(caller().authority, user)
    if found is None:
        raise NotFound(f"Expected a user {user} in this authority, but there is none")
    return found
