"""Users: who may come in, as what, and whose work they take."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.guard import caller, guard
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import at, flag, said, several, texts, words
from engine import NotFound
from engine.case.permissions import ADMINISTER, RIGHTS
from engine.case.rows import UserRow

users = Resource("users", __name__, "Users: who may come in, as what, and whose work they take")

ROLES = sorted(set(RIGHTS) - {"system"})


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
    by, accounts = caller(), office().accounts
    user = accounts.add_user(by.authority, **body)
    accounts.note_access(by, f"added user {user.id}")
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
    """Change what is given of a user; the rest stays."""
    by, accounts = caller(), office().accounts
    changed = {name: frozenset(value) if isinstance(value, list) else value for name, value in body.items()}
    amended = accounts.amend_user(by.authority, user, **changed)
    accounts.note_access(by, f"amended user {user}: {', '.join(sorted(body)) or 'nothing'}")
    return record(amended)


@users.put("/users/<user>/password")
@guard(ADMINISTER)
@users.takes(NewPassword)
@users.gives(204, description="Set; the sessions of the user have ended")
def set_password(body: dict[str, Any], user: str) -> tuple[str, int]:
    """Give a user another password and end their sessions."""
    by, accounts = caller(), office().accounts
    accounts.set_password(by.authority, user, body["password"])
    accounts.note_access(by, f"set the password of user {user}")
    return "", 204


def _user(user: str) -> UserRow:
    with office().engine.database.read() as tx:
        found = tx.user(caller().authority, user)
    if found is None:
        raise NotFound(f"Expected a user {user} in this authority, but there is none")
    return found
