"""Rows made from the schema alone, so that tests of it cannot forget a table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, String, insert, select

from bot.store.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store import Store

NOW = datetime(2026, 8, 17, 3, 0, 0, 123456, tzinfo=UTC)


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
    if isinstance(column.type, DateTime) or column.name in {"at", "closed", "expires", "joined", "gone"}:
        return None if column.nullable else NOW
    if isinstance(column.type, String) or not column.name.endswith("id"):
        return column.name
    return None
