"""The store as a whole: its parts, and what concerns all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.store import moving, personal, purging
from bot.store.announcements import StoredAnnouncements
from bot.store.claims import Claims
from bot.store.communities import Communities
from bot.store.deliveries import Deliveries
from bot.store.members import Members
from bot.store.notebook import Notebook
from bot.store.reports import Reports
from bot.store.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.database import Database
    from bot.store.personal import Rows


class Store:
    """What outlives the process.  Every method raises ``StoreUnavailableError`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.settings = Settings(database)
        self.members = Members(database)
        self.reports = Reports(database)
        self.notebook = Notebook(database)
        self.communities = Communities(database)
        self.announcements = StoredAnnouncements(database)
        self.deliveries = Deliveries(database)
        self.claims = Claims(database)

    async def ping(self) -> None:
        """See that the database answers."""
        await self._database.fetch(select(1))

    async def clock(self) -> datetime | None:
        """The time that the database has, if it has a clock of its own."""
        return await self._database.clock()

    async def move(self, platform: str, old: str, new: str) -> None:
        """A community, with its chat of the same id, has got a new one: all its rows follow at once.

        Where the new one has a row of the same key, that one stays.  Doing it again changes nothing.
        """
        await self._database.write(lambda connection: moving.move(connection, platform, old, new))

    async def export(self, platform: str, user: str) -> Rows:
        """Every row of a member, by the name of its table."""
        return await self._database.read(lambda connection: personal.export(connection, platform, user))

    async def erase(self, platform: str, user: str) -> int:
        """Remove every row of a member, texts of reports included; how many there were.

        Where the member only did something with what is another's, the name is taken off.
        """
        return await self._database.write(lambda connection: personal.erase(connection, platform, user))

    async def purge(self, now: datetime) -> int:
        """Remove what has expired; how many rows.

        Notes by their own date; drafts of announcements after a day; deliveries that are over after 30 days;
        communities gone for 90 days with all their rows.
        """
        return await purging.purge(self._database, now)

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()
