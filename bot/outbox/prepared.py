"""Statements that are sent for every delivery: rendered once, and handed to the driver as they are.

They are written in SQLAlchemy like all others, so that one statement serves SQLite and PostgreSQL. But its own way from
a statement to the driver takes ten times as long as SQLite takes to carry it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

_Process = Callable[[Any], Any]

_ROWS_AT_ONCE = 64
"""In one statement. With thirty columns they are 1,920 parameters, of which SQLite takes 32,766."""


class Prepared:
    """A SELECT, INSERT, UPDATE or DELETE, for values that are given by the names of its parameters.

    The columns that an INSERT or UPDATE sets are those that the values name. Raises the driver's own errors.
    """

    def __init__(self, statement: sa.Executable) -> None:
        self._statement = statement
        self._rendered: dict[tuple[str, ...], _Rendered] = {}

    def run(self, connection: sa.Connection, values: Mapping[str, Any]) -> int:
        """Carry it out; return the number of rows that it hit."""
        rendered = self._for(connection, values)
        return int(driver_of(connection).execute(rendered.sql, rendered.arguments(values)).rowcount)

    def run_all(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """An INSERT of all these rows; all name the same.

        Many go into one statement, in which SQLite does not hold the interpreter: other threads work on meanwhile. The
        numbers of rows are powers of two, so that a few statements serve every number of them.
        """
        done = 0
        while done < len(rows):
            size = min(_ROWS_AT_ONCE, 1 << (len(rows) - done).bit_length() - 1)
            rendered = self._for_all(connection, rows[0], size)
            driver_of(connection).execute(rendered.sql, rendered.arguments(*rows[done : done + size]))
            done += size

    def rows(self, connection: sa.Connection, values: Mapping[str, Any]) -> list[list[Any]]:
        """What it selects or returns, in the order of its columns."""
        rendered = self._for(connection, values)
        found = driver_of(connection).execute(rendered.sql, rendered.arguments(values)).fetchall()
        return [rendered.row(row) for row in found]

    def named_rows(self, connection: sa.Connection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The same by the names of its columns."""
        columns = self._for(connection, values).columns
        return [dict(zip(columns, row, strict=True)) for row in self.rows(connection, values)]

    def value(self, connection: sa.Connection, values: Mapping[str, Any]) -> Any:
        """The one column of its first row; None where there is no row."""
        rows = self.rows(connection, values)
        return rows[0][0] if rows else None

    def _for_all(self, connection: sa.Connection, values: Mapping[str, Any], size: int) -> _Rendered:
        key = (connection.dialect.name, str(size), *values)
        if key not in self._rendered:
            self._rendered[key] = self._for(connection, values).for_rows(size)
        return self._rendered[key]

    def _for(self, connection: sa.Connection, values: Mapping[str, Any]) -> _Rendered:
        key = (connection.dialect.name, *values)
        if key not in self._rendered:
            self._rendered[key] = _render(self._statement, list(values), connection.dialect)
        return self._rendered[key]


_VALUES_AT_ONCE = 128
"""In one statement: a look has about a hundred identities."""


class PreparedAmong:
    """A SELECT of the rows in which a column has one of some values, however many these are."""

    def __init__(self, statement: sa.Select[Any], column: sa.ColumnElement[Any]) -> None:
        self._statement = statement
        self._column = column
        self._of_size: dict[int, Prepared] = {}

    def rows(self, connection: sa.Connection, wanted: Collection[Any], **values: Any) -> list[list[Any]]:
        """The rows for these values, and for those of the statement's own parameters."""
        return [row for some, given in self._lots(wanted) for row in some.rows(connection, given | values)]

    def named_rows(self, connection: sa.Connection, wanted: Collection[Any]) -> list[dict[str, Any]]:
        """The same by the names of its columns."""
        return [row for some, given in self._lots(wanted) for row in some.named_rows(connection, given)]

    def _lots(self, wanted: Collection[Any]) -> Iterator[tuple[Prepared, dict[str, Any]]]:
        """As many values as a power of two, so that one of a few statements serves every number of them."""
        in_order = sorted(wanted)
        for start in range(0, len(in_order), _VALUES_AT_ONCE):
            lot = in_order[start : start + _VALUES_AT_ONCE]
            size = 1 << (len(lot) - 1).bit_length()
            lot += lot[-1:] * (size - len(lot))
            yield self._for(size), {f"value{place}": value for place, value in enumerate(lot)}

    def _for(self, size: int) -> Prepared:
        if size not in self._of_size:
            among = self._column.in_([sa.bindparam(f"value{place}") for place in range(size)])
            self._of_size[size] = Prepared(self._statement.where(among))
        return self._of_size[size]


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A statement as one driver takes it."""

    sql: str
    parameters: tuple[tuple[str, _Process | None], ...]
    """In their order, each with what makes the driver's value of ours."""
    constants: dict[str, Any]
    """The parameters that the statement itself gives a value."""
    columns: tuple[str, ...]
    """Of what it selects or returns."""
    read: tuple[tuple[int, _Process], ...]
    """The places of the columns whose values are not as the driver gives them, and what makes ours of them."""

    def for_rows(self, count: int) -> _Rendered:
        """The same INSERT for so many rows. SQLAlchemy would take as long to render it as SQLite to write them all."""
        found = _VALUES.search(self.sql)
        assert found is not None
        before, after = self.sql[: found.start(1)], self.sql[found.end(1) :]
        return replace(self, sql=before + ", ".join([found[1]] * count) + after)

    def arguments(self, *rows: Mapping[str, Any]) -> list[Any]:
        given = [{**self.constants, **values} for values in rows] if self.constants else rows
        return [process(row[name]) if process else row[name] for row in given for name, process in self.parameters]

    def row(self, found: Iterable[Any]) -> list[Any]:
        row = list(found)
        for place, process in self.read:
            row[place] = process(row[place])
        return row


_VALUES = re.compile(r"\bVALUES (\([^()]*\))")


def _render(statement: sa.Executable, names: list[str], dialect: sa.Dialect) -> _Rendered:
    # Both drivers take parameters by their place, PostgreSQL's where it is asked to.
    kind: Any = type(dialect)
    by_place = dialect if dialect.positional else kind(paramstyle="format")
    compiled: Any = statement.compile(dialect=by_place, column_keys=names)  # type: ignore[attr-defined]
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    columns = list(getattr(statement, "exported_columns", ()))
    read = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return _Rendered(
        str(compiled),
        tuple((name, binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in compiled.positiontup),
        {name: bind.value for name, bind in binds.items() if not bind.required},
        tuple(column.name for column in columns),
        tuple((place, process) for place, process in enumerate(read) if process),
    )


def driver_of(connection: sa.Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


def unless_there(table: sa.Table) -> Any:
    """An INSERT that leaves rows as they are whose key is there."""
    # PostgreSQL's words, which SQLite has taken over: https://www.sqlite.org/lang_upsert.html
    return postgresql.insert(table).on_conflict_do_nothing()


def insert_or_update(table: sa.Table, columns: Iterable[str]) -> Any:
    """An INSERT, or an UPDATE of these columns where the primary key is there."""
    inserting = postgresql.insert(table)
    changed = {name: inserting.excluded[name] for name in columns}
    return inserting.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changed)
