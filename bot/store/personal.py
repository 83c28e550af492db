"""All that is kept of one member, to hand over or to erase; found in the schema, so no table is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.store.schema import NAMES_MEMBER, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

Rows = dict[str, list[dict[str, object]]]


async def export(connection: AsyncConnection, platform: str, user: str) -> Rows:
    """Every row of the member by the name of its table.

    Of rows that only say what the member did with something of another's, there are the key and that.
    """
    rows: Rows = {}
    for table, column, columns in _places():
        query = select(*columns).where(table.c.platform == platform, column == user)
        found = [row._asdict() for row in await connection.execute(query)]
        if found:
            rows.setdefault(table.name, []).extend(found)
    return rows


async def erase(connection: AsyncConnection, platform: str, user: str) -> int:
    """Remove every row of the member, and the member's name from others; how many were removed."""
    removed = 0
    for table, column, _ in _places():
        where = (table.c.platform == platform, column == user)
        if column.info.get(NAMES_MEMBER):
            await connection.execute(update(table).where(*where).values({column.name: None}))
        else:
            removed += (await connection.execute(delete(table).where(*where))).rowcount
    return removed


def _places() -> Iterator[tuple[Table, Column[str], list[Column[object]]]]:
    """Where members stand: the table, the column, and what of the row is theirs."""
    for table in reversed(metadata.sorted_tables):  # those that refer to others come first
        if "platform" not in table.c:
            continue
        for column in table.c:
            if column.name == "user":
                yield table, column, list(table.c)
            elif column.info.get(NAMES_MEMBER):
                key = list(table.primary_key.columns)
                yield table, column, [*key, column]
