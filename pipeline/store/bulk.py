"""Many rows into a table the fastest way the database has: COPY for PostgreSQL, the driver's executemany for SQLite."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from pipeline.store.codec import Json, SafeText, encode_json, escape

Row = tuple[Any, ...]


def insert_rows(
    connection: Connection, table: Table, rows: Iterable[Row], columns: Sequence[str] | None = None
) -> None:
    """Insert rows, each a tuple in the order of `columns` (all of the table's by default)."""
    names = tuple(columns or table.columns.keys())
    encoded = _encoded(table, names, rows)
    if not encoded:
        return
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
            for row in encoded:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', encoded)


def _encoded(table: Table, names: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """The rows with text escaped and JSON written, column by column."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return []
    return list(
        zip(*(_encode(table.c[name].type, column) for name, column in zip(names, columns, strict=True)), strict=True)
    )


def _encode(kind: object, column: Sequence[Any]) -> Sequence[Any]:
    encode: Callable[[Any], Any]
    if isinstance(kind, SafeText):
        encode = escape
    elif isinstance(kind, Json):
        encode = encode_json
    else:
        return column
    return [None if value is None else encode(value) for value in column]
