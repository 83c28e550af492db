"""Notes that adapters keep for themselves: half-filled forms, the digest of what they have registered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from bot.store.schema import notebook

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database


class Notebook:
    """Notes by key, each for a lifetime; one that a member caused names the member and goes with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, key: str, now: datetime) -> str | None:
        """The note under a key, if there is one that has not expired."""
        rows = await self._database.fetch(select(notebook.c.value).where(*_fresh(key, now)))
        return rows[0].value if rows else None

    async def take(self, key: str, now: datetime) -> str | None:
        """Read a note and erase it; of several who try, one gets it."""
        taking = delete(notebook).where(*_fresh(key, now)).returning(notebook.c.value)

        async def work(connection: AsyncConnection) -> str | None:
            return (await connection.execute(taking)).scalar_one_or_none()

        return await self._database.write(work)

    async def write(  # noqa: PLR0913 -- the columns of a note
        self,
        key: str,
        value: str,
        *,
        now: datetime,
        lifetime: float | None = None,
        platform: str = "",
        user: str = "",
    ) -> None:
        """Put a note under a key in place of any other, for ``lifetime`` seconds or for good.

        Raises:
            ValueError: something is too long, or ``now`` has no time zone.
        """
        expires = None if lifetime is None else now + timedelta(seconds=lifetime)
        values = {"value": value, "expires": expires, "platform": platform, "user": user}
        await self._database.change(self._database.upsert(notebook, {"key": key}, values))

    async def erase(self, key: str) -> None:
        """Remove the note under a key, if there is one."""
        await self._database.change(delete(notebook).where(notebook.c.key == key))


def _fresh(key: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    expires = notebook.c.expires
    return notebook.c.key == key, or_(expires.is_(None), expires > now)
