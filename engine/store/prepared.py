"""Statements that are compiled once per database, because compiling costs more than running them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Executable, Table, bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert

Values = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Upsert:
    """Insert rows, or overwrite those that have the same key; each database has its own words for it."""

    by_dialect: Mapping[str, Insert]


def upsert(table: Table, only: Sequence[str] | None = None) -> Upsert:
    """Writes whole rows; of a row that is there, all columns but the key, or only those named."""
    return Upsert({d.__name__.rsplit(".", 1)[-1]: _upsert(d.insert(table), table, only) for d in (sqlite, postgresql)})


def _upsert(statement: Any, table: Table, only: Sequence[str] | None) -> Insert:
    keys = [column.name for column in table.primary_key]
    names = [
        column.name for column in table.columns if column.name not in keys and (only is None or column.name in only)
    ]
    written: Insert = statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in names}
    )
    return written


def insertion(table: Table) -> Insert:
    return insert(table)


def deletion(table: Table, *columns: Column[Any]) -> Executable:
    """Deletes the rows that have these values; by default of the primary key."""
    chosen = columns or tuple(table.primary_key)
    return delete(table).where(*(column == bindparam(f"{column.name}", type_=column.type) for column in chosen))


class Prepared:
    """The compiled text of each statement, in the words of one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._texts: dict[int, tuple[str, Sequence[str] | None, Executable | Upsert]] = {}

    def run(self, connection: Connection, statement: Executable | Upsert, rows: Sequence[Values]) -> int:
        """Run a statement for each row, whose values are ready for the driver; how many rows it changed."""
        if not rows:
            return 0
        text, order = self._text_of(statement)
        parameters: Any = [tuple(row[name] for name in order) for row in rows] if order is not None else list(rows)
        return connection.exec_driver_sql(text, parameters if len(rows) > 1 else parameters[0]).rowcount

    def _text_of(self, statement: Executable | Upsert) -> tuple[str, Sequence[str] | None]:
        # The statement is kept beside its text, so that its id is not given to another.
        known = self._texts.get(id(statement))
        if known is None:
            known = self._texts[id(statement)] = (*self._compiled(statement), statement)
        return known[0], known[1]

    def _compiled(self, statement: Executable | Upsert) -> tuple[str, Sequence[str] | None]:
        chosen: Any = statement.by_dialect[self._dialect.name] if isinstance(statement, Upsert) else statement
        compiled = chosen.compile(dialect=self._dialect)
        assert isinstance(compiled, SQLCompiler)
        return str(compiled), compiled.positiontup
