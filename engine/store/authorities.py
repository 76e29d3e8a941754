"""The authorities that share an installation, and the numbers each one gives out."""

import json
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.case.history import canonical
from engine.case.rejections import BadInput, Fault
from engine.case.rows import AuthorityRow
from engine.store.connected import Connected
from engine.store.tables.truth import authority, counter

_AUTHORITIES = select(authority).order_by(authority.c.id)
_AUTHORITY = select(authority).where(authority.c.id == bindparam("id"))
_NAMESAKES = select(authority.c.id).where(
    (authority.c.id == bindparam("id")) | (authority.c.prefix == bindparam("prefix"))
)
_ADD = insert(authority)
_AMEND = (
    update(authority)
    .where(authority.c.id == bindparam("of"), authority.c.settings == bindparam("was"))
    .values(settings=bindparam("settings"))
)


def _next_number(statement: Any) -> Any:
    """Begin with the number given, or count on from the last."""
    counted_on = statement.on_conflict_do_update(
        index_elements=["authority", "what"], set_={"value": counter.c.value + 1}
    )
    return counted_on.returning(counter.c.value)


_NUMBER = {"sqlite": _next_number(sqlite.insert(counter)), "postgresql": _next_number(postgresql.insert(counter))}


def _row(found: Any) -> AuthorityRow:
    return AuthorityRow(found.id, found.name, found.prefix, json.loads(found.settings))


def _refusal(path: str, sentence: str) -> BadInput:
    return BadInput(sentence, (Fault(path, sentence),))


class ReadsAuthorities(Connected):
    def authority(self, id: str) -> AuthorityRow | None:
        found = self._first(_AUTHORITY, id=id)
        return None if found is None else _row(found)

    def authorities(self) -> list[AuthorityRow]:
        return [_row(found) for found in self._all(_AUTHORITIES)]


class WritesAuthorities(ReadsAuthorities):
    def add_authority(self, id: str, name: str, prefix: str, settings: dict[str, Any]) -> AuthorityRow:
        """Add an authority; its id and the letters that begin its case numbers must be free."""
        prefix = prefix.upper()
        if not (prefix.isascii() and prefix.isalpha()):
            raise _refusal("prefix", f"Expected a prefix of letters only, but got {prefix}")
        if self._first(_NAMESAKES, id=id, prefix=prefix) is not None:
            raise _refusal("id", f"Expected a new id and prefix, but an authority has the id {id} or prefix {prefix}")
        self._write(_ADD, {"id": id, "name": name, "prefix": prefix, "settings": canonical(settings)})
        return AuthorityRow(id, name, prefix, settings)

    def amend_authority(self, known: AuthorityRow, settings: dict[str, Any]) -> bool:
        """Change the settings of an authority, unless somebody has changed them since they were read."""
        written = {"of": known.id, "was": canonical(known.settings), "settings": canonical(settings)}
        return self._write(_AMEND, written) == 1

    def next_number(self, authority: str, what: str) -> int:
        """The next number of its kind in this authority: 1, 2, 3, …

        On PostgreSQL others who want one wait for the end of this transaction: take it late.
        """
        statement = _NUMBER[self._dialect]
        values = {"authority": authority, "what": what, "value": 1}
        number: int = self._connection.execute(statement, values).scalar_one()
        return number
