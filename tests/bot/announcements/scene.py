"""A platform, a clock and processes that post on it, for tests of what is posted and what is not.

A process is a dispatcher with a store of its own over one database; it can crash at six points, be put to
sleep, and be started again.  Time goes by when a test says so, and when somebody sleeps.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.announcements.book import Announcements
from bot.announcements.delivery import POST, DeliveryRow, Progress
from bot.announcements.dispatcher import Dispatcher
from bot.blocks import Action, Reply, Span, Text
from bot.delivery import Capabilities, Located, Migrated, Sent, Unsure
from bot.preferences import Community, Preferences
from bot.reply_json import as_json
from bot.seam import Place
from bot.store import Store
from bot.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.announcements.announcement import Announcement
    from bot.delivery import Delivery, Handler, Whereabouts

START: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""Seven in the evening in Jakarta, on a Sunday."""
SEVEN: Final = datetime(2026, 11, 23, tzinfo=UTC)
"""Seven in the morning there on the next day."""
PATIENCE: Final = 60.0
"""Seconds that a test waits for what is under way, however busy the machine."""
HOME: Final = Place("scripted", "class", "history")


class Clock:
    """The time of day and seconds that never go back, of which the first can be set apart from the second."""

    def __init__(self, now: datetime = START) -> None:
        self.seconds = 1_000.0
        self._offset = now - datetime.fromtimestamp(self.seconds, UTC)
        self.timing = Timing(lambda: self.seconds, self._sleep)

    def now(self) -> datetime:
        """The time of day."""
        return datetime.fromtimestamp(self.seconds, UTC) + self._offset

    def go(self, span: timedelta) -> None:
        """Let time go by."""
        self.seconds += span.total_seconds()

    def go_to(self, moment: datetime) -> None:
        """Let time go by until it is ``moment``."""
        self.go(max(moment - self.now(), timedelta()))

    def step(self, span: timedelta) -> None:
        """Put the clock on, or back, without any time going by."""
        self._offset += span

    async def _sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message on the platform."""

    key: str
    place: Place
    reply: Reply
    at: datetime


class Platform:
    """An adapter of a platform that takes every post, unless a script says what it does instead.

    Args:
        clock: the time.
        tells: it can be asked what became of a post, and knows a key that comes twice.
    """

    capabilities = Capabilities(text=1_000, posts=1e6)

    def __init__(self, clock: Clock, name: str = "scripted", *, tells: bool = True) -> None:
        self.name = name
        self.tells = tells
        self.connected = True
        self.posts: list[Posted] = []
        self.edits: list[tuple[str, Reply]] = []
        self.asked: list[tuple[str, float]] = []
        self.calls: list[str] = []
        self.script: Callable[[Place, str], Awaitable[Delivery | None]] | None = None
        """Says what comes of a send; None posts it."""
        self.answers: list[Delivery] = []
        """What is answered one after the other when the platform is asked; then it tells what it knows."""
        self._clock = clock

    async def run(self, handler: Handler) -> None:
        """Nothing comes in."""

    async def close(self) -> None:
        """Nothing goes on."""

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post, or do what the script says."""
        self.calls.append(key)
        outcome = await self.script(place, key) if self.script else None
        return outcome if outcome is not None else self.post(place, reply, key)

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Tell what became of a post, and post it if it was not."""
        self.asked.append((key, age))
        if self.answers:
            return self.answers.pop(0)
        return self.post(place, reply, key) if self.tells else Unsure()

    def post(self, place: Place, reply: Reply, key: str) -> Sent:
        """Have a message in a place, unless the platform knows its key."""
        if not self.tells or key not in self.counts:
            self.posts.append(Posted(key, place, reply, self._clock.now()))
        return Sent(f"ref of {key}")

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Take everything."""
        self.edits.append((ref, reply))
        return Sent(ref)

    async def locate(self, place: Place) -> Whereabouts:
        """Every place is as good as another."""
        return Located(place, "")

    @property
    def counts(self) -> Counter[str]:
        """How often each key was posted."""
        return Counter(post.key for post in self.posts)


class Composer:
    """Says the key of a delivery; asks a question when its announcement has one."""

    def compose(
        self, announcement: Announcement, delivery: DeliveryRow, language: str
    ) -> tuple[DeliveryRow, Reply] | None:
        """The key, with a button."""
        actions = (Action("Stop", f"announce:stop:{announcement.id}"), Action("Why", "why:x"))
        reply = Reply((Text((Span(str(delivery.key)),)),), actions, quiet=True)
        question = "p:q" if announcement.reveal and delivery.kind == POST else ""
        fixed = replace(
            delivery, facts=("p:f",), question=question, language=language, reply=json.dumps(as_json(reply))
        )
        return fixed, reply


class Point(StrEnum):
    """Where a process may crash."""

    BEFORE_CLAIM = "before claim"
    CLAIMED = "claimed"
    SENDING = "sending"
    RECEIVED = "received"
    ANSWERED = "answered"
    NOTED = "noted"


class CrashError(BaseException):
    """The end of a process."""


@dataclass
class Process:
    """A dispatcher with its own view of the database."""

    store: Store
    dispatcher: Dispatcher
    platforms: tuple[Platform, ...]
    crashed: bool = False
    crash_at: Point | None = None
    pause: Callable[[], None] = field(default=lambda: None)
    """Called between the commit of ``sending`` and the call."""

    async def dispatch(self) -> None:
        """Begin all that is due, and wait for its end."""
        try:
            await self.dispatcher.dispatch()
        except (CrashError, asyncio.CancelledError):
            if not self.crashed:
                raise
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await asyncio.gather(*self.dispatcher._serving.values(), return_exceptions=True)
        for lane in self.dispatcher._lanes:
            await lane.finish(PATIENCE)

    def reach(self, point: Point) -> None:
        """Crash here, when this is where."""
        if self.crashed:
            raise asyncio.CancelledError
        if self.crash_at is point:
            self.crash_at = None
            self.crashed = True
            if point in {Point.BEFORE_CLAIM, Point.CLAIMED}:
                raise CrashError
            raise asyncio.CancelledError


class Scene:
    """One database and its platforms."""

    def __init__(
        self, store: Store, *, tells: bool = True, platforms: tuple[str, ...] = ("scripted",)
    ) -> None:
        self.store = store
        self.clock = Clock()
        self.platforms = tuple(Platform(self.clock, name, tells=tells) for name in platforms)
        self.platform = self.platforms[0]
        self.preferences = self._preferences(store)
        self.book = Announcements(store, self.preferences, self.clock.now)
        self.processes: list[Process] = []
        self.drift = timedelta()
        """By how much the clock of the database is ahead."""

    def process(self, store: Store | None = None) -> Process:
        """Start a process, with a way of its own to the database if ``store`` brings one."""
        store = Store((store or self.store)._database)
        store.clock = self._clock_of_database  # type: ignore[method-assign]
        preferences = self._preferences(store)

        async def moved(old: Place, new: Place) -> None:
            await store.move(old.platform, old.community, new.community)

        dispatcher = Dispatcher(
            store,
            self.platforms,
            Composer(),
            preferences,
            moved=moved,
            now=self.clock.now,
            timing=self.clock.timing,
        )
        process = Process(store, dispatcher, self.platforms)
        _watch(process)
        self.processes.append(process)
        return process

    async def active(self, **values: Any) -> Announcement:
        """An announcement of seven in the morning in Jakarta that is posted from now on."""
        draft = await self.book.create(values.pop("place", HOME), values.pop("by", "ani"), **values)
        started = await self.book.activate(draft.id)
        assert started is not None
        return started

    async def known(self, announcement: Announcement) -> Announcement:
        """The announcement as it is now."""
        found = await self.store.announcements.get(announcement.id)
        assert found is not None
        return found

    async def rows(self, announcement: Announcement) -> dict[str, DeliveryRow]:
        """Its deliveries by ``date:kind``."""
        found = await self.store.deliveries.recent(announcement.id, 100)
        return {f"{row.date}:{row.kind}": row for row in found}

    async def states(self, announcement: Announcement) -> dict[str, Progress]:
        """How far each of its deliveries got."""
        return {key: row.state for key, row in (await self.rows(announcement)).items()}

    async def close(self) -> None:
        """End what is left."""
        for process in self.processes:
            await process.settle()
            process.dispatcher._thread.shutdown()

    async def _clock_of_database(self) -> datetime:
        return self.clock.now() + self.drift

    def _preferences(self, store: Store) -> Preferences:
        return Preferences(store, defaults=Community(zone="Asia/Jakarta"), clock=lambda: self.clock.seconds)


def _watch(process: Process) -> None:
    """Let a process reach its six points."""
    claims = process.store.claims
    claim, begin, settle = claims.claim, claims.begin, claims.settle

    async def claiming(*args: Any) -> Any:
        process.reach(Point.BEFORE_CLAIM)
        found = await claim(*args)
        if found:
            process.reach(Point.CLAIMED)
        return found

    async def beginning(*args: Any) -> bool:
        done = await begin(*args)
        process.pause()
        process.reach(Point.SENDING)
        return done

    async def settling(*args: Any) -> bool:
        process.reach(Point.ANSWERED)
        done = await settle(*args)
        process.reach(Point.NOTED)
        return done

    claims.claim, claims.begin, claims.settle = claiming, beginning, settling  # type: ignore[assignment]
    for lane in process.dispatcher._lanes:
        lane._sending._adapter = _Watched(process, lane.adapter)


class _Watched:
    """An adapter whose process may crash when the platform has got a post and not yet said so."""

    def __init__(self, process: Process, adapter: Any) -> None:
        self._process = process
        self._adapter = adapter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        outcome: Delivery = await self._adapter.send(place, reply, key)
        self._process.reach(Point.RECEIVED)
        return outcome


def moving_to(new: Place) -> Callable[[Place, str], Awaitable[Delivery | None]]:
    """A script by which every place has moved to ``new``."""

    async def script(place: Place, key: str) -> Delivery | None:
        del key
        return None if place == new else Migrated(new)

    return script
