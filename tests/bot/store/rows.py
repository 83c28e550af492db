"""Rows made from the schema alone, so that tests of it cannot forget a table."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, Integer, insert, select

from bot.store.columns import Instant
from bot.store.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store import Store

NOW = datetime(2026, 8, 17, 3, 0, 0, 123456, tzinfo=UTC)
TODAY = date(2026, 8, 17)
_NUMBERS = count(1)


def tables(*names: str) -> list[Table]:
    """The tables that have all these columns."""
    return [table for table in metadata.sorted_tables if set(names) <= set(table.c.keys())]


def row(table: Table, **known: object) -> dict[str, object]:
    """A row with something in every column, and what is known."""
    values = {column.name: _something(column) for column in table.c if column.autoincrement is not True}
    values.pop("id", None)
    return values | {name: value for name, value in known.items() if name in table.c}


async def put(store: Store, table: Table, *rows: dict[str, object]) -> None:
    """Write rows as they are."""

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(insert(table), rows)

    await store._database.write(work)


async def dump(store: Store) -> dict[str, Sequence[Any]]:
    """Every row of every table."""
    return {table.name: await store._database.fetch(select(table)) for table in metadata.sorted_tables}


def _something(column: Column[Any]) -> object:
    match column.type:
        case Instant():
            return None if column.nullable else NOW
        case Date():
            return None if column.nullable else TODAY
        case Boolean():
            return False
        case Integer():
            return next(_NUMBERS)
        case _:
            return column.name
