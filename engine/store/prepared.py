"""Statements that are compiled once per kind of database, because compiling costs more than running them."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Dialect, Executable, Select, Table, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]
Key = TypeVar("Key")


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


def insertion(table: Table) -> Upsert:
    """Inserts rows, and leaves those alone that are there."""
    return Upsert(
        {
            d.__name__.rsplit(".", 1)[-1]: d.insert(table).on_conflict_do_nothing(index_elements=[*table.primary_key])
            for d in (sqlite, postgresql)
        }
    )


def deletion(table: Table, *columns: Column[Any]) -> Executable:
    """Deletes the rows that have these values; by default of the primary key."""
    chosen = columns or tuple(table.primary_key)
    return delete(table).where(*(column == bindparam(f"{column.name}", type_=column.type) for column in chosen))


class Compiled:
    """The text of one statement in the words of one dialect, and how its values go in and its rows come out."""

    def __init__(self, statement: Executable | Upsert, dialect: Dialect) -> None:
        chosen: Any = statement.by_dialect[dialect.name] if isinstance(statement, Upsert) else statement
        compiled = chosen.compile(dialect=dialect)
        self.statement = statement
        self.text = str(compiled)
        self._names = compiled.positiontup
        self._known = {name: value for name, value in compiled.params.items() if value is not None}
        binds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        self._writers = _only(binds.items(), lambda kind: kind.bind_processor(dialect))
        columns = list(chosen.selected_columns) if isinstance(chosen, Select) else []
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        self._readers = _only(enumerate(kinds), lambda kind: kind.result_processor(dialect, None))
        self._row = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]

    def ready(self, row: Values) -> Any:
        """Values that are ready for the driver, as the driver takes them: by place or by name."""
        return row if self._names is None else tuple([row[name] for name in self._names])

    def written(self, values: Values) -> Any:
        """Python values, made ready and put with those that the statement itself brings."""
        row = {**self._known, **values}
        for name, write in self._writers:
            row[name] = write(row.get(name))
        return self.ready(row)

    def read(self, found: Sequence[Any]) -> Any:
        row = list(found)
        for place, read in self._readers:
            row[place] = read(row[place])
        return self._row(*row)


def _only(kinds: Iterable[tuple[Key, Any]], make: Callable[[Any], Processor | None]) -> list[tuple[Key, Processor]]:
    """The processors of those types that have one."""
    made = ((key, make(kind)) for key, kind in kinds)
    return [(key, processor) for key, processor in made if processor is not None]


_COMPILED: dict[str, dict[int, Compiled]] = {}
"""By dialect: two databases of one kind speak the same words."""


class Prepared:
    """Every statement that was used, compiled. Only statements that live as long as the program belong here."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._compiled = _COMPILED.setdefault(f"{dialect.name}+{dialect.driver}", {})

    def __call__(self, statement: Executable | Upsert) -> Compiled:
        known = self._compiled.get(id(statement))
        if known is None:
            # It keeps the statement, so that its id is not given to another.
            known = self._compiled[id(statement)] = Compiled(statement, self._dialect)
        return known
