"""A process under trial: the real store, dispatcher and adapter, with an ambush on the way.

Nothing in the product knows of it: what the dispatcher is given is wrapped here.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot import logs
from bot.announcements.delivery import Progress
from bot.announcements.dispatcher import Dispatcher
from bot.config.model import LogSettings
from bot.delivery import Sent, Unsure
from bot.installed import load_adapter
from bot.life import Life
from bot.loops import Loop
from bot.notebook import StoredNotebook
from bot.patient_store import PatientStore
from bot.preferences import Preferences
from bot.redaction import Redactor
from bot.seam import Response
from bot.signals import stopping_on_signals
from bot.store import StoreUnavailableError
from bot.store.claims import Claims
from bot.timing import Timing
from tests.soak.points import Point, named

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.announcements.delivery import DeliveryRow
    from bot.blocks import Reply
    from bot.delivery import Adapter, Delivery
    from bot.seam import Choice, Event, Lookup, Place
    from bot.store.database import Database
    from tests.soak.ambush import Ambush

T = TypeVar("T")
PERIOD: Final = 0.1
"""Seconds between two rounds, and the longest that a round waits: less than usual, for a trial is short."""
_LEAVING: ContextVar[tuple[Point, str] | None] = ContextVar("leaving", default=None)
"""The point that the next transaction of this task passes when all is done and nothing stored."""


def main(  # noqa: PLR0913, PLR0917  # what a process is told
    platform: str, settings: Mapping[str, object], url: str, ambush: Ambush, log: Path, variant: str
) -> None:
    """Be the process."""
    output = log.open("ab", buffering=0)
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.dup2(output.fileno(), sys.stderr.fileno())
    logs.configure(LogSettings(format="text"), Redactor())
    asyncio.run(_serve(platform, settings, url, ambush, variant))


def owner(ambush: Ambush, process: int) -> str:
    """What a process calls itself in the database; nothing before it has claimed anything."""
    file = _owner(ambush, process)
    return file.read_text("ascii") if file.exists() else ""


def _owner(ambush: Ambush, process: int) -> Path:
    return ambush.file.with_name(f"owner-{process}")


async def _serve(
    platform: str, settings: Mapping[str, object], url: str, ambush: Ambush, variant: str
) -> None:
    from tests.soak.loaded import composing  # noqa: PLC0415  # takes seconds, and is done beforehand

    watched, claims = VARIANTS[variant]
    stop = asyncio.Event()
    store = WatchedStore(url, ambush, claims)
    with stopping_on_signals(stop.set):
        adapter = watched(load_adapter(platform)(settings, StoredNotebook(store, platform)), ambush)
        await store.open()
        dispatcher = Dispatcher(
            store,
            [adapter],
            composing(),
            Preferences(store),
            moved=_moved,
            now=ambush.now,
            timing=Timing(lambda: time.monotonic() + ambush.ahead, _sleep),
        )
        loops = [Loop("announcements", PERIOD, dispatcher.round, (StoreUnavailableError,))]
        await Life([adapter], Deaf(), loops, ending=dispatcher.close, stop=stop).run()
        await store.close()


async def _sleep(seconds: float) -> None:
    # The trial's clock may be put forward meanwhile.
    await asyncio.sleep(min(seconds, PERIOD))


async def _moved(old: Place, new: Place) -> None:
    raise AssertionError(f"Nothing moves here, and {old} did to {new}")


class Deaf:
    """Answers nothing."""

    async def handle(self, event: Event) -> Response:
        """Say nothing."""
        del event
        return Response()

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Offer nothing."""
        del lookup
        return ()


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

    async def settle(self, delivery: DeliveryRow, *given: Any) -> bool:
        """As claims do."""
        settled = await super().settle(delivery, *given)
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
    """Sends without having noted it before: found out likewise."""

    async def begin(self, delivery: DeliveryRow, owner: str) -> bool:
        """Note nothing."""
        del delivery, owner
        return True


VARIANTS: Final = {
    "": (Watched, WatchedClaims),
    "impatient": (Impatient, WatchedClaims),
    "timid": (Timid, WatchedClaims),
    "forgetful": (Watched, Forgetful),
}
"""The adapter and the claims that a process has, by name; all but the first make it break promises."""
