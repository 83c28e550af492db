"""Announcements as communities set them up, and those whose time has come."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select, update

from bot.announcements.announcement import Announcement, State, Style
from bot.announcements.delivery import POST, Progress
from bot.seam import Place
from bot.store.schema import announcements, deliveries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

    Decide = Callable[[Announcement, date | None], Mapping[str, Any]]

_LAST_ID: Final = 2**63 - 1
_PLAIN: Final = frozenset(
    {
        "label",
        "zone",
        "reveal",
        "created_by",
        "since",
        "due",
        "day",
        "strikes",
        "struck",
        "problem",
        "unnoticed",
    }
)
"""Fields that are stored as they are."""


class StoredAnnouncements:
    """The announcements of communities; what is due in them reads ``bot.store.deliveries``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, announcement: Announcement) -> Announcement:
        """Keep an announcement, whose own ``id`` does not count; it comes back with the new one.

        Raises:
            ValueError: something is too long, an instant has no zone, or ``origin`` is in another community.
        """
        place = announcement.place
        member = announcement.created_by or ""
        row = {
            "platform": place.platform,
            "community": place.community,
            "user": member if place.private else "",
            **_columns({name: getattr(announcement, name) for name in _FIELDS}, place),
        }
        adding = self._database.insert(announcements, row).returning(announcements.c.id)

        async def work(connection: AsyncConnection) -> int:
            return int((await connection.execute(adding)).scalar_one())

        return replace(announcement, id=await self._database.write(work))

    async def get(self, id: int) -> Announcement | None:  # noqa: A002  # named as the field
        """The announcement of this id, whatever community it belongs to."""
        if not 0 < id <= _LAST_ID:
            return None
        rows = await self._database.fetch(select(announcements).where(announcements.c.id == id))
        return read_announcement(rows[0]) if rows else None

    async def of(self, platform: str, community: str) -> tuple[Announcement, ...]:
        """Every announcement of a community, drafts included, in the order that they were set up."""
        columns = announcements.c
        query = select(announcements).where(columns.platform == platform, columns.community == community)
        return tuple(map(read_announcement, await self._database.fetch(query.order_by(columns.id))))

    async def change(self, id: int, **values: Any) -> Announcement | None:  # noqa: A002  # named as the field
        """Give fields of an announcement other values; None when there is none of this id.

        Any field but ``id``; a ``place`` must be in the same community, and what is still to be sent goes
        there.

        Raises:
            ValueError: a place is in another community, something is too long, or an instant has no zone.
        """
        return await self.rework(id, lambda known, posted: values)  # noqa: ARG005  # whatever it was

    async def rework(self, id: int, decide: Decide) -> Announcement | None:  # noqa: A002  # named as the field
        """As ``change``, with values that depend on what is there, which nobody changes meanwhile.

        ``decide`` may be asked several times; it gets the announcement and the last date with a post of it.
        """
        if not 0 < id <= _LAST_ID:
            return None

        async def work(connection: AsyncConnection) -> Announcement | None:
            known = await lock(connection, id)
            if known is None:
                return None
            return await apply(connection, known, decide(known, await _posted(connection, id)))

        return await self._database.write(work)

    async def remove(self, id: int) -> bool:  # noqa: A002  # named as the field
        """Forget an announcement with all its deliveries; false when there is none of this id."""
        if not 0 < id <= _LAST_ID:
            return False

        async def work(connection: AsyncConnection) -> bool:
            gone = await connection.execute(delete(announcements).where(announcements.c.id == id))
            await connection.execute(delete(deliveries).where(deliveries.c.announcement == id))
            return gone.rowcount > 0

        return await self._database.write(work)

    async def unnoticed(self, platform: str, community: str) -> tuple[Announcement, ...]:
        """Those that the bot suspended without having told anyone who manages the community."""
        return tuple(one for one in await self.of(platform, community) if one.unnoticed)

    async def posted(self, id: int) -> date | None:  # noqa: A002  # named as the field
        """The last local date with a post of an announcement, whatever became of it."""
        return await self._database.read(lambda connection: _posted(connection, id))

    async def next_due(self) -> datetime | None:
        """When the next announcement is due."""
        columns = announcements.c
        query = select(columns.due).where(columns.state.in_(POSTED), columns.due.is_not(None))
        rows = await self._database.fetch(query.order_by(columns.due).limit(1))
        return rows[0].due if rows else None


POSTED: Final = (State.ACTIVE.value, State.SUSPENDED.value)
"""States in which an announcement is posted; suspended ones from time to time."""


async def apply(connection: AsyncConnection, known: Announcement, values: Mapping[str, Any]) -> Announcement:
    """Give an announcement that was locked other values."""
    if values:
        columns = _columns(values, known.place)
        await connection.execute(update(announcements).where(announcements.c.id == known.id).values(columns))
    if "place" in values:
        waiting = (deliveries.c.announcement == known.id, deliveries.c.state == Progress.DUE.value)
        await connection.execute(update(deliveries).where(*waiting).values(_write_place(values["place"])))
    return replace(known, **values)


async def _posted(connection: AsyncConnection, id: int) -> date | None:  # noqa: A002  # named as the field
    columns = deliveries.c
    query = select(columns.date).where(columns.announcement == id, columns.kind == POST)
    return (await connection.execute(query.order_by(columns.date.desc()).limit(1))).scalar()


async def lock(connection: AsyncConnection, id: int) -> Announcement | None:  # noqa: A002  # named as the field
    """An announcement that nobody else changes until the end of the transaction."""
    query = select(announcements).where(announcements.c.id == id).with_for_update()
    row = (await connection.execute(query)).first()
    return None if row is None else read_announcement(row)


def read_announcement(row: Row[Any]) -> Announcement:
    """The announcement of a row."""
    place = Place(row.platform, row.community, row.chat, row.thread, row.private)
    tags = {group: tuple(tags) for group, tags in json.loads(row.tags).items()}
    return Announcement(
        id=row.id,
        place=place,
        state=State(row.state),
        at=time(*divmod(row.minute, 60)),
        days=frozenset(map(int, row.days)),
        style=Style(row.style),
        languages=tuple(json.loads(row.languages)),
        packs=tuple(json.loads(row.packs)),
        tags=MappingProxyType(tags),
        origin=_origin(row),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _origin(row: Row[Any]) -> Place | None:
    if row.origin_chat is None:
        return None
    return Place(row.platform, row.community, row.origin_chat, row.origin_thread)


def _columns(values: Mapping[str, Any], home: Place) -> dict[str, object]:
    """The columns that hold ``values`` of an announcement in the community of ``home``."""
    columns: dict[str, object] = {}
    for name, value in values.items():
        if name in _PLAIN:
            columns[name] = value
        elif name in _WRITERS:
            columns |= _WRITERS[name](value)
        else:
            raise ValueError(f"An announcement has no {name!r:.40} that could be changed.")
        if isinstance(value, Place) and (value.platform, value.community) != (home.platform, home.community):
            raise ValueError("An announcement stays in the community that it was set up in.")
    return columns


def _write_place(place: Place) -> dict[str, object]:
    return {"chat": place.chat, "thread": place.thread, "private": place.private}


def _write_origin(place: Place | None) -> dict[str, object]:
    chat, thread = (place.chat, place.thread) if place is not None else (None, None)
    return {"origin_chat": chat, "origin_thread": thread}


def _write_tags(tags: Mapping[str, Sequence[str]]) -> dict[str, object]:
    return {"tags": json.dumps({group: list(wished) for group, wished in tags.items()})}


_WRITERS: Final[Mapping[str, Callable[[Any], dict[str, object]]]] = {
    "place": _write_place,
    "origin": _write_origin,
    "at": lambda at: {"minute": at.hour * 60 + at.minute},
    "days": lambda days: {"days": "".join(map(str, sorted(days)))},
    "state": lambda state: {"state": state.value},
    "style": lambda style: {"style": style.value},
    "languages": lambda codes: {"languages": json.dumps(list(codes))},
    "packs": lambda ids: {"packs": json.dumps(list(ids))},
    "tags": _write_tags,
}
"""How the other fields are stored."""
_FIELDS: Final = (*_PLAIN, *_WRITERS)
