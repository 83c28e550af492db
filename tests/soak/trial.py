"""One trial: a stage, processes on one database, one of them struck, and what came of it."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select

from bot.announcements.delivery import Progress
from bot.announcements.sending import LEASE
from bot.store import open_store
from bot.store.deliveries import read_delivery
from bot.store.schema import announcements, deliveries
from tests.soak.ambush import Ambush
from tests.soak.counts import Counts, Outcome, count
from tests.soak.due import due_at, just_past
from tests.soak.gate import Gate
from tests.soak.points import Point, Stroke, named
from tests.soak.stages import stage
from tests.soak.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from bot.announcements.delivery import DeliveryRow
    from bot.store import Store
    from tests.soak.points import Kind
    from tests.soak.stages import Stage

DUE: Final = 10
"""Announcements that are due at once in one trial."""
PATIENCE: Final = 60.0
"""Seconds for what takes one or two."""
LOOK: Final = 0.03
"""Seconds between two looks at what other processes have done."""
SETTLING: Final = 0.5
"""Seconds in which a database carries out what a process had asked of it before it was struck."""
NUDGE: Final = 12.0
"""Seconds without an end after which leases are let end once more."""
LEASES_OVER: Final = LEASE + 2.0
"""Seconds after which a lease has run out, while Discord still knows the nonces of posts."""
FORGOTTEN: Final = 600.0
"""Seconds after which Discord knows none of them any more."""
STANDSTILL: Final = 4.0
"""Seconds in which others can do all that they can while a process stands still.  What it holds locked in the
database is not theirs before it goes on or its connection ends."""
OVER: Final = frozenset({Progress.SENT, Progress.IN_DOUBT, Progress.FAILED, Progress.SKIPPED})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried."""

    kind: Kind
    point: Point
    stroke: Stroke = Stroke.KILL
    processes: int = 1
    forgotten: bool = False
    """Whether so much time goes by that only a channel's history tells what was posted."""
    twice: bool = False
    """Whether the next process is killed as well, when it has found out what became of a post."""

    def __str__(self) -> str:
        much = ", nonces forgotten" * self.forgotten + ", the next one killed too" * self.twice
        struck = f"one {self.stroke.value} at {self.point.value!r}"
        company = "1 process" if self.processes == 1 else f"{self.processes} processes"
        return f"{self.kind.value}, {company}, {struck}{much}"


async def trial(plan: Plan, url: str, folder: Path, seed: int, subject: str = "") -> Counts:
    """Try a plan once, on the database at ``url``; ``subject`` names a variant of the dispatcher.

    Raises:
        TimeoutError: something that takes a second did not happen within a minute.
    """
    async with AsyncExitStack() as stack:
        scene = await stack.enter_async_context(stage(plan.kind, DUE))
        store = await open_store(url)
        stack.push_async_callback(store.close)
        chance = random.Random(seed)  # noqa: S311  # spreads trials, guards nothing
        at = 1 if plan.point in {Point.MATURING, Point.CLAIMING, Point.CLAIMED} else chance.randint(1, DUE)
        again = Point.RECOVERED if plan.twice else None
        ambush = Ambush(folder / "ambush", plan.point, plan.stroke, at, again)
        ambush.lay()
        trying = Trial(plan, scene, store, ambush, chance, folder, url, subject)
        await trying.prepare()
        try:
            return await trying.run()
        finally:
            await trying.end()


class Trial:
    """A trial under way."""

    def __init__(  # noqa: PLR0913, PLR0917  # everything that it is made of
        self,
        plan: Plan,
        scene: Stage,
        store: Store,
        ambush: Ambush,
        chance: random.Random,
        folder: Path,
        url: str,
        subject: str,
    ) -> None:
        self._plan = plan
        self._stage = scene
        self._store = store
        self._database = store._database  # looked at as it is, past all that is tried
        self._ambush = ambush
        self._chance = chance
        self._folder = folder
        self._url = url
        self._variant = subject
        self._names: dict[int, str] = {}
        self._subjects: list[tuple[Subject, Gate]] = []
        self._stack = AsyncExitStack()

    async def prepare(self) -> None:
        """Have an announcement due in each place of the stage, and nothing else in the database."""

        async def clear(connection: Any) -> None:
            await connection.execute(delete(deliveries))
            await connection.execute(delete(announcements))

        await self._database.write(clear)
        for one in due_at(just_past(self._ambush.now()), self._stage.places):
            kept = await self._store.announcements.create(one)
            self._names[kept.id] = named(one.place)

    async def run(self) -> Counts:
        """Start the processes, have one struck, let the others and a further one finish, and count."""
        await asyncio.gather(*(self._start() for _ in range(self._plan.processes)))
        await self._until(lambda: self._ambush.victim is not None, "a process is struck", nudged=True)
        struck, post = self._ambush.victim or (0, "")
        victim = next(one for one, _ in self._subjects if one.process == struck)
        await self._until(lambda: victim.dead or victim.stopped, "it is down")
        others = [one for one, _ in self._subjects if one is not victim]
        await asyncio.sleep(SETTLING)
        inside = await self._leave(victim, others)
        self._stage.advance(self._gone_by)
        self._ambush.advance(self._gone_by)
        if not others:
            await self._start()
        if self._plan.twice:
            inside |= await self._again()
        if self._plan.stroke is Stroke.STOP:
            await self._until_over(STANDSTILL)
            await self._wake(victim)
        await self._until_over()
        await self._come_late()
        outcome = await self._outcome()
        outcome = replace(outcome, inside=inside, victim=post)
        return count(self._plan.kind, self._plan.point, self._plan.stroke, outcome)

    async def _again(self) -> frozenset[str]:
        """Let the process that was started last die as well, and start another one."""
        await self._until(lambda: self._ambush.strokes > 1, "the next process is struck")
        next_one, _ = self._subjects[-1]
        await self._until(lambda: next_one.dead, "it is down")
        inside = await self._leave(next_one, [])
        self._stage.advance(LEASES_OVER)
        self._ambush.advance(LEASES_OVER)
        await self._start()
        return inside

    async def end(self) -> None:
        """End all processes."""
        for one, _ in self._subjects:
            one.kill()
        await self._stack.aclose()

    @property
    def _gone_by(self) -> float:
        return FORGOTTEN if self._plan.forgotten else LEASES_OVER

    async def _start(self) -> None:
        gate = Gate(self._stage.url, self._ambush, self._chance)
        await self._stack.enter_async_context(gate)
        subject = Subject(
            self._plan.kind.platform,
            dict(self._stage.settings(gate.url)),
            self._url,
            self._ambush,
            self._folder / f"log-{len(self._subjects)}",
            self._variant,
        )
        self._subjects.append((subject, gate))
        gate.process = subject.start()

    async def _leave(self, victim: Subject, others: Sequence[Subject]) -> frozenset[str]:
        """Let the others finish what they have; what the victim noted as being sent, and not as sent."""
        began = time.monotonic()
        while True:
            rows = [row for row in await self._rows() if row.state not in OVER]
            held = [row for row in rows if row.owner == victim.owner]
            sending = [row for row in rows if row.state is Progress.SENDING]
            done = len(held) == len(rows) and await self._matured()
            # What another one could not begin, the database being slow, is its until its lease is over.
            stuck = time.monotonic() - began > NUDGE and all(row in held for row in sending)
            if not others or done or stuck:
                # One that stands still may be about to have it stored that it is sending what it claimed.
                inside = held if self._plan.stroke is Stroke.STOP else [row for row in sending if row in held]
                return frozenset(self._names[row.announcement] for row in inside)
            await asyncio.sleep(LOOK)

    async def _come_late(self) -> None:
        for _, gate in self._subjects:
            gate.held.set()
        await self._until(lambda: not any(gate.under_way for _, gate in self._subjects), "no request is left")

    async def _wake(self, victim: Subject) -> None:
        """Let a stopped process go on, finish what it believes to have in hand, and end."""
        victim.signal(signal.SIGCONT)
        await asyncio.sleep(LOOK)
        victim.signal(signal.SIGTERM)
        await self._until(lambda: victim.dead, "the process that was stopped has ended")
        await self._come_late()

    async def _outcome(self) -> Outcome:
        states: dict[str, list[Progress]] = {}
        for row in await self._rows():
            states.setdefault(self._names[row.announcement], []).append(row.state)
        posts = {named(place): self._stage.posts(place) for place in self._stage.places}
        return Outcome(posts, states, violations=self._stage.violations())

    async def _until_over(self, limit: float = PATIENCE) -> None:
        """Wait until all deliveries are over; not minding if they are not within a lesser ``limit``."""
        nudged = time.monotonic()
        async with self._patience("all deliveries are over", limit):
            # Nobody tells when other processes have done something.
            while not await self._matured() or any(row.state not in OVER for row in await self._rows()):
                await asyncio.sleep(LOOK)
                nudged = self._nudge(nudged)

    async def _matured(self) -> bool:
        return len(await self._rows()) >= len(self._names)

    async def _rows(self) -> list[DeliveryRow]:
        return [*map(read_delivery, await self._database.fetch(select(deliveries)))]

    async def _until(self, true: Callable[[], object], what: str, *, nudged: bool = False) -> None:
        last = time.monotonic()
        async with self._patience(what):
            while not true():
                await asyncio.sleep(LOOK)
                last = self._nudge(last) if nudged else last

    def _nudge(self, last: float) -> float:
        """Let leases end when that was long ago: a slow database may have left claimed what was not begun."""
        if time.monotonic() - last < NUDGE:
            return last
        self._stage.advance(LEASES_OVER)
        self._ambush.advance(LEASES_OVER)
        return time.monotonic()

    @asynccontextmanager
    async def _patience(self, what: str, limit: float = PATIENCE) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(limit):
                yield
        except TimeoutError:
            if limit < PATIENCE:
                return
            logs = "\n".join(one.log[-2_000:] for one, _ in self._subjects)
            raise TimeoutError(f"{self._plan}: no sign after {PATIENCE:g} s that {what}\n{logs}") from None
