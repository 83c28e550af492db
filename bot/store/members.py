"""What members have chosen for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.store.schema import members

if TYPE_CHECKING:
    from bot.store.database import Database


class Members:
    """The choices of members, by key; a key that is not there stands at its default."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, platform: str, user: str) -> dict[str, str]:
        """All that a member has chosen."""
        columns = members.c
        query = select(columns.key, columns.value).where(columns.platform == platform, columns.user == user)
        return {row.key: row.value for row in await self._database.fetch(query)}

    async def put(self, platform: str, user: str, key: str, value: str | None) -> None:
        """Choose a value for a key, or with ``None`` go back to its default.

        Raises:
            ValueError: something is too long.
        """
        row = {"platform": platform, "user": user, "key": key}
        if value is None:
            matches = (members.c[name] == wanted for name, wanted in row.items())
            await self._database.change(delete(members).where(*matches))
        else:
            await self._database.change(self._database.upsert(members, row, {"value": value}))
