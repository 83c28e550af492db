"""What members tell the moderators of their community: faults of facts, and questions without an answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select, update

from bot.store.errors import ReportsFullError
from bot.store.schema import reports

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

OPEN_REPORTS: Final = 500
"""Open reports that a community may have: more than anyone reads, little to keep.

As many more can slip in as are added at the very same moment by several processes.
"""
PAGE: Final = 100
"""Reports read at once at the most."""
_LAST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report; ``id`` is given by the store, ``closed`` and ``closed_by`` when a moderator closes it.

    ``kind`` is a short word: wrong, date, source, wording, other, unanswered or meant.
    """

    id: int = 0
    platform: str
    community: str
    chat: str
    user: str
    kind: str
    fact: str = ""
    text: str = ""
    link: str = ""
    language: str = ""
    at: datetime
    closed: datetime | None = None
    closed_by: str | None = None


class Reports:
    """The reports of communities."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, report: Report) -> int:
        """Keep a report, whose own ``id`` does not count; the new one comes back.

        Raises:
            ReportsFullError: the community has ``OPEN_REPORTS`` open ones.
            ValueError: something is too long, or ``at`` has no time zone.
        """
        row = asdict(report)
        del row["id"]
        counting = _count(report.platform, report.community)

        async def work(connection: AsyncConnection) -> int:
            if (await connection.execute(counting)).scalar_one() >= OPEN_REPORTS:
                raise ReportsFullError(f"There are {OPEN_REPORTS} open reports already: close some first.")
            adding = self._database.insert(reports, row).returning(reports.c.id)
            return int((await connection.execute(adding)).scalar_one())

        return await self._database.write(work)

    async def open(
        self, platform: str, community: str, *, limit: int, before: int | None = None
    ) -> tuple[Report, ...]:
        """The open reports of a community, newest first, at most ``limit`` (and ``PAGE``).

        ``before`` is the id of the last one seen: older ones follow.
        """
        query = select(reports).where(*_open(platform, community)).order_by(reports.c.id.desc())
        if before is not None:
            query = query.where(reports.c.id < min(before, _LAST_ID))
        rows = await self._database.fetch(query.limit(max(0, min(limit, PAGE))))
        return tuple(Report(**row._asdict()) for row in rows)

    async def count_open(self, platform: str, community: str) -> int:
        """How many open reports a community has."""
        return int((await self._database.fetch(_count(platform, community)))[0][0])

    async def close(self, platform: str, community: str, id: int, by: str, at: datetime) -> bool:  # noqa: A002 -- named as the field
        """Close a report; false when it was closed before, or is none of this community.

        Raises:
            ValueError: ``at`` has no time zone.
        """
        if not 0 < id <= _LAST_ID:
            return False
        closing = update(reports).where(*_open(platform, community), reports.c.id == id)
        return await self._database.change(closing.values(closed=at, closed_by=by)) > 0


def _open(platform: str, community: str) -> tuple[ColumnElement[bool], ...]:
    columns = reports.c
    return columns.platform == platform, columns.community == community, columns.closed.is_(None)


def _count(platform: str, community: str) -> Select[int]:
    return select(func.count()).select_from(reports).where(*_open(platform, community))
