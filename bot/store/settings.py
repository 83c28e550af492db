"""What communities have chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.store.schema import settings

if TYPE_CHECKING:
    from bot.store.database import Database


class Settings:
    """The settings of communities, by key; a key that is not there stands at its default."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, platform: str, community: str) -> dict[str, str]:
        """All that a community has set."""
        columns = settings.c
        query = select(columns.key, columns.value).where(
            columns.platform == platform, columns.community == community
        )
        return {row.key: row.value for row in await self._database.fetch(query)}

    async def put(self, platform: str, community: str, key: str, value: str | None, by: str) -> None:
        """Set a key, or with ``None`` put it back to its default; ``by`` is the user who did it.

        Raises:
            ValueError: something is too long.
        """
        row = {"platform": platform, "community": community, "key": key}
        if value is None:
            matches = (settings.c[name] == wanted for name, wanted in row.items())
            await self._database.change(delete(settings).where(*matches))
        else:
            await self._database.change(
                self._database.upsert(settings, row, {"value": value, "changed_by": by})
            )
