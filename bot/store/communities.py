"""Where the bot is, and since when it is gone from where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from bot.store.schema import communities

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.database import Database


class Communities:
    """The communities that the bot has been in; platforms tell of each coming and going, at times late."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def joined(self, platform: str, community: str, at: datetime) -> bool:
        """The bot is in a community, which is news or not; told again, the first time counts.

        A later leaving stands.

        Raises:
            ValueError: something is too long, or ``at`` has no time zone.
        """
        row = {"platform": platform, "community": community, "joined": at}
        joining = self._database.insert(communities, row).on_conflict_do_update(
            index_elements=["platform", "community"],
            set_={"joined": at, "gone": None},
            where=communities.c.gone <= at,
        )
        return await self._database.change(joining) > 0

    async def left(self, platform: str, community: str, at: datetime) -> bool:
        """The bot is no longer in a community, which is news or not: from before it joined again it is none.

        Raises:
            ValueError: ``at`` has no time zone.
        """
        columns = communities.c
        leaving = update(communities).where(
            columns.platform == platform,
            columns.community == community,
            columns.joined <= at,
            or_(columns.gone.is_(None), columns.gone < at),
        )
        return await self._database.change(leaving.values(gone=at)) > 0

    async def present(self, platform: str) -> frozenset[str]:
        """The communities that the bot is in."""
        columns = communities.c
        query = select(columns.community).where(columns.platform == platform, columns.gone.is_(None))
        return frozenset(row.community for row in await self._database.fetch(query))
