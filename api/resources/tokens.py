"""Tokens with which programs act as a user."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.guard import SIGNED_IN, caller, guard
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import at, said, several, words
from engine import NotFound

tokens = Resource("tokens", __name__, "Tokens with which programs act as the user who made them")

LONGEST_DAYS = 366


class NewToken(Input):
    name = words("What it is for, so that one knows which to revoke", required=True)
    days = fields.Integer(
        load_default=90,
        validate=validate.Range(1, LONGEST_DAYS),
        metadata={"description": "Days until it expires"},
    )


class Token(Output):
    id = said("Its id, to revoke it by")
    user = said("The user it acts as")
    name = said("What it is for")
    made_at = at("When it was made")
    expires_at = at("When it expires")
    revoked_at = at("When it was revoked", allow_none=True)
    last_used_at = at("When it was last used, to within five minutes", allow_none=True)


class TokenList(Output):
    items = several(Token)


class TokenMade(Token):
    token = said("The token itself. It is shown this once and kept nowhere")


@tokens.get("/tokens")
@guard(SIGNED_IN)
@tokens.gives(200, TokenList)
def list_tokens() -> dict[str, Any]:
    """List one's own tokens."""
    by = caller()
    return {"items": records(office().accounts.tokens_of(by.authority, by.id))}


@tokens.post("/tokens")
@guard(SIGNED_IN)
@tokens.takes(NewToken)
@tokens.gives(201, TokenMade)
def make_token(body: dict[str, Any]) -> Response:
    """Make a token for a program that acts as oneself.

    As the token is kept nowhere, the same Idempotency-Key again makes another one.
    """
    by = caller()
    row, token = office().accounts.make_token(by.authority, by.id, body["name"], timedelta(days=body["days"]))
    response = jsonify({**record(row), "token": token})
    response.status_code = 201
    return response


@tokens.delete("/tokens/<token>")
@guard(SIGNED_IN)
@tokens.gives(204, description="Revoked; it opens nothing any more")
def revoke_token(token: str) -> tuple[str, int]:
    """Revoke one of one's own tokens."""
    by, accounts = caller(), office().accounts
    if token not in {row.id for row in accounts.tokens_of(by.authority, by.id)}:
        raise NotFound(f"Expected a token {token} of yours, but there is none")
    accounts.revoke_token(by.authority, token)
    return "", 204
