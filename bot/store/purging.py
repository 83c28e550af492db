"""What nobody needs any more: expired notes, old drafts and deliveries, all about communities long gone."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select, tuple_

from bot.announcements.announcement import State
from bot.announcements.delivery import DeliveryKey
from bot.store.claims import OVER
from bot.store.deliveries import keyed
from bot.store.schema import announcements, communities, deliveries, metadata, notebook

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Delete, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

KEPT: Final = timedelta(days=90)
"""For how long a community that removed the bot finds its settings again."""
LISTED: Final = timedelta(days=30)
"""For how long what became of a delivery can be looked up."""
DRAFTED: Final = timedelta(days=1)
"""For how long a draft of an announcement waits to be finished."""
BATCH: Final = 200
"""Rows or communities in one transaction, so that each keeps the deadline."""


async def purge(database: Database, now: datetime) -> int:
    """Remove what has expired by ``now``, in several transactions; how many rows that were."""
    removed = 0
    for step in (_purge_notes, _purge_drafts, _purge_deliveries, _purge_communities):
        work = partial(step, now)
        found = BATCH
        while found == BATCH:
            found, rows = await database.write(work)
            removed += rows
    return removed


async def _purge_notes(now: datetime, connection: AsyncConnection) -> tuple[int, int]:
    expired = select(notebook.c.key).where(notebook.c.expires <= now).limit(BATCH)
    # Asked again: the note may have been written anew meanwhile.
    removing = delete(notebook).where(notebook.c.key.in_(expired), notebook.c.expires <= now)
    rows = (await connection.execute(removing)).rowcount
    return rows, rows


async def _purge_drafts(now: datetime, connection: AsyncConnection) -> tuple[int, int]:
    columns = announcements.c
    old = (columns.state == State.DRAFT.value, columns.since <= now - DRAFTED)
    oldest = select(columns.id).where(*old).limit(BATCH)
    rows = (await connection.execute(delete(announcements).where(columns.id.in_(oldest), *old))).rowcount
    return rows, rows


async def _purge_deliveries(now: datetime, connection: AsyncConnection) -> tuple[int, int]:
    columns = deliveries.c
    over = (columns.state.in_(OVER), columns.until <= now - LISTED)
    oldest = select(columns.announcement, columns.date, columns.kind).where(*over).limit(BATCH)
    keys = [DeliveryKey(*row) for row in await connection.execute(oldest)]
    rows = (await connection.execute(delete(deliveries).where(keyed(keys), *over))).rowcount
    return rows, rows


async def _purge_communities(now: datetime, connection: AsyncConnection) -> tuple[int, int]:
    columns = communities.c
    gone = columns.gone <= now - KEPT
    oldest = select(columns.platform, columns.community).where(gone).limit(BATCH)
    key = tuple_(columns.platform, columns.community)
    removing = delete(communities).where(key.in_(oldest), gone).returning(columns.platform, columns.community)
    # Removed first: whoever joins again meanwhile waits for us, and begins anew.
    pairs = [tuple(row) for row in await connection.execute(removing)]
    rows = len(pairs)
    for table in reversed(metadata.sorted_tables):
        if pairs and {"platform", "community"} <= set(table.c.keys()):
            rows += (await connection.execute(_of(table, pairs))).rowcount
    return len(pairs), rows


def _of(table: Table, pairs: list[tuple[str, ...]]) -> Delete:
    return delete(table).where(tuple_(table.c.platform, table.c.community).in_(pairs))
