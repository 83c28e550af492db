"""A community or chat under a new id, in every table at once; found in the schema, so none is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, delete, exists, update

from bot.store.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, MetaData, Table
    from sqlalchemy.ext.asyncio import AsyncConnection


async def move(
    connection: AsyncConnection, platform: str, old: str, new: str, *, schema: MetaData = metadata
) -> None:
    """Give ``new`` whatever ``old`` had; where both have a row of the same key, that of ``new`` stays."""
    if old == new:
        return
    for table in schema.sorted_tables:
        for name in ("community", "chat", "origin_chat"):
            if {"platform", name} <= set(table.c.keys()):
                await _rename(connection, table, name, platform, old, new)


async def _rename(  # noqa: PLR0913, PLR0917 -- where, and what becomes what
    connection: AsyncConnection, table: Table, name: str, platform: str, old: str, new: str
) -> None:
    leaving = (table.c.platform == platform, table.c[name] == old)
    for key in _keys(table):
        if name in key:
            await connection.execute(delete(table).where(*leaving, _twin(table, key, {name: new})))
    await connection.execute(update(table).where(*leaving).values({name: new}))


def _keys(table: Table) -> Iterator[set[str]]:
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            yield set(constraint.columns.keys())
    for index in table.indexes:
        if index.unique:
            yield set(index.columns.keys())


def _twin(table: Table, key: set[str], changes: dict[str, str]) -> ColumnElement[bool]:
    other = table.alias()
    return exists().where(*(other.c[name] == changes.get(name, table.c[name]) for name in key))
