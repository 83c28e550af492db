"""The posts of announcements: what was sent, what is to be sent, and who has it in hand.

How they are claimed and sent stands in ``bot.store.claims``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, false, or_, select

from bot.announcements.delivery import DeliveryRow, Progress
from bot.seam import Place
from bot.store.schema import deliveries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row

    from bot.announcements.announcement import Announcement
    from bot.announcements.delivery import DeliveryKey
    from bot.store.database import Database

PAGE: Final = 100
"""Rows read at once at the most."""


class Deliveries:
    """Every post, from when it is due until a month after it was sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recent(self, announcement: int, limit: int) -> tuple[DeliveryRow, ...]:
        """The latest deliveries of an announcement, newest first, at most ``limit`` (and ``PAGE``)."""
        columns = deliveries.c
        query = select(deliveries).where(columns.announcement == announcement)
        query = query.order_by(columns.date.desc(), columns.due.desc(), columns.kind)
        rows = await self._database.fetch(query.limit(max(0, min(limit, PAGE))))
        return tuple(map(read_delivery, rows))

    async def add(
        self, announcement: Announcement, date: date, kind: str, due: datetime, until: datetime
    ) -> bool:
        """Have something posted once; false when there is a delivery of this date and kind already.

        Raises:
            ValueError: an instant has no zone.
        """
        row = delivery_columns(new_delivery(announcement, date, kind, due, until))
        adding = self._database.insert(deliveries, row).on_conflict_do_nothing()
        return await self._database.change(adding) > 0


def new_delivery(
    announcement: Announcement, date: date, kind: str, due: datetime, until: datetime
) -> DeliveryRow:
    """A delivery of an announcement, to its own place."""
    place = announcement.place
    user = (announcement.created_by or "") if place.private else ""
    return DeliveryRow(
        announcement=announcement.id, date=date, kind=kind, place=place, user=user, due=due, until=until
    )


def keyed(keys: Iterable[DeliveryKey]) -> ColumnElement[bool]:
    """Whether a delivery has one of ``keys``, a few hundred at the most.

    Each by itself: in a list of several columns at once SQLite finds nothing without reading the whole table.
    """
    columns = deliveries.c
    return or_(
        false(),
        *(
            and_(columns.announcement == key.announcement, columns.date == key.date, columns.kind == key.kind)
            for key in keys
        ),
    )


def read_delivery(row: Row[Any]) -> DeliveryRow:
    """The delivery of a row."""
    values = row._asdict()
    place = [values.pop(name) for name in ("platform", "community", "chat", "thread", "private")]
    values["state"] = Progress(row.state)
    values["facts"] = tuple(json.loads(row.facts))
    return DeliveryRow(place=Place(*place), **values)


def delivery_columns(delivery: DeliveryRow) -> dict[str, object]:
    """The columns of a delivery."""
    place = delivery.place
    return {
        "announcement": delivery.announcement,
        "date": delivery.date,
        "kind": delivery.kind,
        "platform": place.platform,
        "community": place.community,
        "chat": place.chat,
        "thread": place.thread,
        "private": place.private,
        "user": delivery.user,
        "state": delivery.state.value,
        "due": delivery.due,
        "until": delivery.until,
        "owner": delivery.owner,
        "lease": delivery.lease,
        "attempts": delivery.attempts,
        "begun": delivery.begun,
        "facts": json.dumps(list(delivery.facts)),
        "question": delivery.question,
        "language": delivery.language,
        "reply": delivery.reply,
        "ref": delivery.ref,
        "buttons": delivery.buttons,
        "problem": delivery.problem,
    }
