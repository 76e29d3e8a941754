"""A connection inside a transaction, and the few ways in which everything in the store talks through it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Select

from engine.store.prepared import Prepared, Upsert, Values


class Connected:
    """Part of a transaction. Values written are ready for the driver; values read have their Python types."""

    def __init__(self, connection: Connection, prepared: Prepared) -> None:
        self._connection = connection
        self._prepared = prepared

    def _write(self, statement: Executable | Upsert, *rows: Values) -> int:
        return self._prepared.run(self._connection, statement, rows)

    def _first(self, query: Select[*tuple[Any, ...]], **values: Any) -> Any:
        return self._connection.execute(query, values).first()

    def _all(self, query: Select[*tuple[Any, ...]], **values: Any) -> Sequence[Any]:
        return self._connection.execute(query, values).all()

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name
