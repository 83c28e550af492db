"""What a dispatcher is given in a trial: the real store, claims and adapter, with an ambush on the way.

Also such that make it break its promises, to see that a trial finds that out.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.announcements.delivery import Progress
from bot.delivery import Sent, Unsure
from bot.patient_store import PatientStore
from bot.store.claims import Claims
from tests.soak.points import Point, named

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.announcements.delivery import DeliveryRow
    from bot.blocks import Reply
    from bot.delivery import Adapter, Delivery
    from bot.seam import Place
    from bot.store.database import Database
    from tests.soak.ambush import Ambush

T = TypeVar("T")
_LEAVING: ContextVar[tuple[Point, str] | None] = ContextVar("leaving", default=None)
"""The point that the next transaction of this task passes when all is done and nothing stored."""


def owner(ambush: Ambush, process: int) -> str:
    """What a process calls itself in the database; nothing before it has claimed anything."""
    file = _owner(ambush, process)
    return file.read_text("ascii") if file.exists() else ""


def _owner(ambush: Ambush, process: int) -> Path:
    return ambush.file.with_name(f"owner-{process}")


class WatchedStore(PatientStore):
    """The store, with an ambush where it stores something of a delivery."""

    def __init__(self, url: str, ambush: Ambush, claims: type[WatchedClaims]) -> None:
        super().__init__(url)
        self._ambush = ambush
        self.claims = claims(WatchedDatabase(self._database, ambush), ambush)

    async def clock(self) -> datetime | None:
        """The trial's, for the database's own is never put forward."""
        return self._ambush.now()


class WatchedDatabase:
    """A database, with an ambush before a transaction is stored."""

    def __init__(self, database: Database, ambush: Ambush) -> None:
        self._database = database
        self._ambush = ambush

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """As a database does."""
        leaving = _LEAVING.get()

        async def watched(connection: AsyncConnection) -> T:
            result = await work(connection)
            if leaving and result:
                self._ambush.passed(*leaving, os.getpid())
            return result

        return await self._database.write(watched)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


class WatchedClaims(Claims):
    """Claims, with an ambush behind what is stored."""

    def __init__(self, database: Any, ambush: Ambush) -> None:
        super().__init__(database)
        self._ambush = ambush

    async def mature(self, *given: Any) -> int:
        """As claims do."""
        with _leaving(Point.MATURING):
            return await super().mature(*given)

    async def claim(self, platform: str, owner: str, *given: Any) -> Any:
        """As claims do."""
        _owner(self._ambush, os.getpid()).write_text(owner, "ascii")
        with _leaving(Point.CLAIMING):
            claimed = await super().claim(platform, owner, *given)
        if claimed:
            self._passed(Point.CLAIMED)
        return claimed

    async def begin(self, delivery: DeliveryRow, owner: str) -> bool:
        """As claims do."""
        begun = await super().begin(delivery, owner)
        if begun:
            self._passed(Point.SENDING, delivery.place)
        return begun

    async def settle(self, delivery: DeliveryRow, owner: str, *given: Any) -> bool:
        """As claims do."""
        settled = await super().settle(delivery, owner, *given)
        if settled and delivery.state is Progress.SENT:
            self._passed(Point.SENT, delivery.place)
        return settled

    def _passed(self, point: Point, place: Place | None = None) -> None:
        self._ambush.passed(point, "" if place is None else named(place), os.getpid())


@contextmanager
def _leaving(point: Point) -> Iterator[None]:
    token = _LEAVING.set((point, ""))
    try:
        yield
    finally:
        _LEAVING.reset(token)


class Watched:
    """An adapter, with an ambush behind a post that arrived."""

    def __init__(self, adapter: Adapter, ambush: Ambush) -> None:
        self._adapter = adapter
        self._ambush = ambush
        self.name = adapter.name

    @property
    def connected(self) -> bool:
        """As the adapter is."""
        return self._adapter.connected

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """As the adapter does."""
        outcome = await self._adapter.send(place, reply, key)
        if isinstance(outcome, Sent):
            self._ambush.passed(Point.REPLIED, named(place), os.getpid())
        return outcome

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """As the adapter does."""
        outcome = await self._adapter.recover(place, reply, key, age)
        self._ambush.passed(Point.RECOVERED, named(place), os.getpid())
        return outcome

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)


class Impatient(Watched):
    """Sends in doubt, as if nothing could have arrived: what a trial must find out."""

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Send it, in words that nobody can know again."""
        return await self._adapter.send(place, reply, f"{key}/{age}")


class Timid(Watched):
    """Never asks what became of a post, not even where it could be told: found out likewise."""

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Leave it in doubt."""
        del place, reply, key, age
        return Unsure()


class Forgetful(WatchedClaims):
    """Notes only afterwards that something was about to be sent: found out likewise."""

    async def begin(self, delivery: DeliveryRow, owner: str) -> bool:
        """Note nothing yet."""
        del delivery, owner
        return True

    async def settle(self, delivery: DeliveryRow, owner: str, *given: Any) -> bool:
        """Note it now."""
        await super().begin(replace(delivery, owner=owner), owner)
        return await super().settle(delivery, owner, *given)


VARIANTS: Final = {
    "": (Watched, WatchedClaims),
    "impatient": (Impatient, WatchedClaims),
    "timid": (Timid, WatchedClaims),
    "forgetful": (Watched, Forgetful),
}
"""The adapter and the claims that a process has, by name; all but the first make it break promises."""
