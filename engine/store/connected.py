"""A connection inside a transaction, and the few ways in which everything in the store talks through it."""

from typing import Any

from sqlalchemy import Connection, Executable, Select

from engine.store.faults import Taken
from engine.store.prepared import Prepared, Upsert, Values

Query = Select[*tuple[Any, ...]]


class Connected:
    """Part of a transaction.

    Statements that never change go to the driver as they were compiled once, which takes a third of the time;
    those put together for one question go through `_connection`.
    """

    def __init__(self, connection: Connection, prepared: Prepared) -> None:
        self._connection = connection
        self._prepared = prepared
        self._cursor = connection.connection.cursor()
        self._drivers = connection.dialect.loaded_dbapi

    def _write(self, statement: Executable | Upsert, *rows: Values) -> int:
        """Run a statement for each row, whose values are ready for the driver; how many rows it changed.

        Raises `Taken` when a row with the same key is there.
        """
        if not rows:
            return 0
        compiled = self._prepared(statement)
        try:
            if len(rows) == 1:
                self._cursor.execute(compiled.text, compiled.ready(rows[0]))
            else:
                self._cursor.executemany(compiled.text, [compiled.ready(row) for row in rows])
        except self._drivers.IntegrityError as error:
            raise Taken(str(error)) from error
        return self._cursor.rowcount

    def _first(self, query: Query, **values: Any) -> Any:
        """The first row of a query, or None; values given and read have their Python types."""
        compiled = self._prepared(query)
        self._cursor.execute(compiled.text, compiled.written(values))
        found = self._cursor.fetchone()
        return None if found is None else compiled.read(found)

    def _all(self, query: Query, **values: Any) -> list[Any]:
        compiled = self._prepared(query)
        self._cursor.execute(compiled.text, compiled.written(values))
        return [compiled.read(found) for found in self._cursor.fetchall()]

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name
