"""Whatever happens in whatever order: each post once, and missed only where the rules say so.

A small model says what is to be posted.  It knows of wall clocks only by looking at every minute, and of
databases, leases and platforms nothing at all.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.blocks import Reply
from bot.delivery import Failed, Later, Unsure
from bot.seam import Place
from bot.store import open_store
from tests.bot.announcements.scene import START, Point, Scene

if TYPE_CHECKING:
    from bot.announcements.announcement import Announcement
    from bot.delivery import Delivery

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SETTLING = 5 * MINUTE
"""More than a post may take with all that goes wrong here."""
ZONES = ("Asia/Jakarta", "Europe/Berlin", "Africa/Cairo", "Pacific/Apia", "America/Havana")
TIMES = (time(0, 10), time(2, 20), time(7, 5), time(12, 40), time(23, 50))
SPANS = (MINUTE, 40 * MINUTE, 3 * HOUR, 7 * HOUR, 13 * HOUR, DAY, 4 * DAY)
STARTS = tuple(
    datetime.fromisoformat(f"{day}T12:00:00+00:00")
    for day in (
        "2026-11-22",
        "2026-10-23",
        "2026-10-30",
        "2027-03-12",
        "2027-03-26",
        "2027-04-28",
        "2028-02-27",
    )
)
"""Before clocks change in one zone or another, and before 29 February."""
SAMPLE = Reply(())
LATE = (timedelta(), timedelta(), MINUTE, 3 * HOUR, 6 * HOUR - 2 * SETTLING, 6 * HOUR, 8 * HOUR)
STEPS = (HOUR, -HOUR, DAY, -DAY)


@lru_cache(10_000)
def first_minute(day: date, at: time, zone: str) -> datetime | None:
    """The first minute, looked for one by one, at which a clock shows that day and that time or later."""
    place = ZoneInfo(zone)
    start = datetime.combine(day, time(), ZoneInfo("UTC")) - 15 * HOUR
    for minute in range(43 * 60):
        moment = start + minute * MINUTE
        wall = moment.astimezone(place)
        if wall.date() == day and wall.time() >= at:
            return moment
    return None


@dataclass
class Expected:
    """An announcement as the model knows it."""

    at: time
    zone: str
    active: bool = True
    served: date | None = None
    next: tuple[date, datetime] | None = None

    def begin(self, now: datetime) -> None:
        """Be due at the first date after ``now`` that was not served."""
        day = now.astimezone(ZoneInfo(self.zone)).date() - DAY
        if self.served is not None:
            day = max(day, self.served + DAY)
        while (due := first_minute(day, self.at, self.zone)) is None or due <= now:
            day += DAY
        self.next = (day, due)

    def ripen(self, now: datetime) -> tuple[date, datetime, datetime] | None:
        """What is due by ``now``, with when and until when; the latest of several."""
        if not self.active or self.next is None or self.next[1] > now:
            return None
        day, due = self.next
        later = day
        while later <= now.astimezone(ZoneInfo(self.zone)).date():
            later += DAY
            moment = first_minute(later, self.at, self.zone)
            if moment is not None and moment <= now:
                day, due = later, moment
        self.served = day
        self.begin(now)
        end = next(
            first_minute(day + n * DAY, time(), self.zone)
            for n in (1, 2)
            if first_minute(day + n * DAY, time(), self.zone)
        )
        assert end is not None
        return day, due, min(due + 6 * HOUR, end)


@dataclass
class Model:
    """What must have been posted, and what may have been."""

    known: dict[int, Expected] = field(default_factory=dict)
    waiting: dict[str, tuple[int, datetime, datetime]] = field(default_factory=dict)
    """Due, with their announcement, from when and until when."""
    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)

    def look(self, now: datetime, *, connected: bool) -> None:
        """A process looks what is due, and sends it all if it can."""
        for number, one in self.known.items():
            ripe = one.ripen(now)
            if ripe is not None:
                day, due, until = ripe
                self.waiting[f"{number}:{day}:post"] = (number, due, until)
        for key, (number, due, until) in list(self.waiting.items()):
            if now >= until:
                del self.waiting[key]
            elif connected and now >= due:
                del self.waiting[key]
                if self.known[number].active:
                    (self.must if now + SETTLING < until else self.may).add(key)


class Posting(RuleBasedStateMachine):
    """Administrators, clocks, processes and a platform, each as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="babad-model-"))
        self.model = Model()
        self.faults: list[str] = []
        self.lost: set[str] = set()
        """What did not arrive where nobody can tell: missed, and listed."""
        self.numbers: list[int] = []

    @initialize(
        start=st.sampled_from(STARTS),
        at=st.sampled_from(TIMES),
        zone=st.sampled_from(ZONES),
        tells=st.booleans(),
    )
    def open(self, start: datetime, at: time, zone: str, *, tells: bool) -> None:
        """Begin with two processes and something to post."""
        store = self.runner.run(open_store(f"sqlite:///{self.folder}/babad.sqlite"))
        self.scene = Scene(store, tells=tells)
        self.scene.clock.step(start - START)
        self.scene.platform.script = self.script
        self.processes = [self.scene.process(), self.scene.process()]
        self.subscribe(at, zone)

    async def script(self, place: Place, key: str) -> Delivery | None:
        """One fault for each that is to come."""
        fault = self.faults.pop() if self.faults else ""
        if fault in {"lost", "broken"} and not self.scene.platform.tells:
            self.lost.add(key)
        match fault:
            case "lost":
                return Unsure()
            case "arrived":
                self.scene.platform.post(place, SAMPLE, key)
                return Unsure()
            case "broken":
                raise ConnectionResetError
            case "failed":
                return Failed("busy")
            case "later":
                return Later(20)
            case _:
                return None

    @property
    def now(self) -> datetime:
        """The time of day."""
        return self.scene.clock.now()

    @precondition(lambda self: len(self.numbers) < 4)
    @rule(at=st.sampled_from(TIMES), zone=st.sampled_from(ZONES))
    def subscribe(self, at: time, zone: str) -> None:
        """A community wants posts."""
        place = Place("scripted", f"c{len(self.numbers)}", "c")
        one: Announcement = self.runner.run(self.scene.active(at=at, zone=zone, place=place))
        self.numbers.append(one.id)
        self.model.known[one.id] = expected = Expected(at, zone)
        expected.begin(self.now)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), what=st.sampled_from(("pause", "resume")))
    def turn(self, data: st.DataObject, what: str) -> None:
        """An administrator stops it, or lets it go on."""
        number = data.draw(st.sampled_from(self.numbers))
        self.runner.run(getattr(self.scene.book, what)(number))
        expected = self.model.known[number]
        expected.active = what == "resume"
        if expected.active:
            expected.begin(self.now)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), at=st.sampled_from(TIMES), zone=st.sampled_from(ZONES))
    def move(self, data: st.DataObject, at: time, zone: str) -> None:
        """An administrator changes its time and its zone."""
        number = data.draw(st.sampled_from(self.numbers))
        self.runner.run(self.scene.book.alter(number, at=at, zone=zone))
        expected = self.model.known[number]
        expected.at, expected.zone = at, zone
        if expected.active:
            expected.begin(self.now)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), late=st.sampled_from(LATE), days=st.sampled_from((0, 0, 0, 1, 8)))
    def wait_until_due(self, data: st.DataObject, late: timedelta, days: int) -> None:
        """Nobody looks until something has been due for a while, perhaps for days."""
        due = self.model.known[data.draw(st.sampled_from(self.numbers))].next
        if due is not None:
            self.scene.clock.go_to(due[1] + late + days * DAY)

    @rule(span=st.sampled_from(SPANS))
    def wait(self, span: timedelta) -> None:
        """Time goes by while nobody looks."""
        self.scene.clock.go(span)

    @rule(step=st.sampled_from(STEPS))
    def step(self, step: timedelta) -> None:
        """Somebody sets the clock."""
        self.scene.clock.step(step)

    @rule(connected=st.sampled_from((True, True, True, False)))
    def connect(self, *, connected: bool) -> None:
        """The platform comes and goes."""
        self.scene.platform.connected = connected

    @rule(
        which=st.integers(0, 1),
        faults=st.lists(st.sampled_from(("lost", "arrived", "broken", "failed", "later")), max_size=3),
    )
    def look(self, which: int, faults: list[str]) -> None:
        """One process sends what is due, with what goes wrong; then both go on for some minutes."""
        self.faults = list(faults)
        self.dispatch(which)
        for turn in range(4):
            self.scene.clock.go(61 * timedelta(seconds=1))
            self.faults = []
            self.dispatch(turn % 2)

    @rule(which=st.integers(0, 1), point=st.sampled_from(Point))
    def crash(self, which: int, point: Point) -> None:
        """One process dies at some point while it sends, and is started again."""
        before = set(self.model.must)
        waiting = dict(self.model.waiting)
        self.processes[which].crash_at = point
        connected = self.scene.platform.connected
        self.dispatch(which)
        self.processes[which] = self.scene.process()
        # Sure is only that it is sent once if somebody looks in time; so nothing is asked for here.
        doubtful = (self.model.must - before) | (
            set(waiting) - set(self.model.waiting) if connected else set()
        )
        self.model.must -= doubtful
        self.model.may |= doubtful

    def dispatch(self, which: int) -> None:
        """Let a process look, and the model."""
        self.model.look(self.now, connected=self.scene.platform.connected)
        self.runner.run(self.processes[which].dispatch())

    @invariant()
    def nothing_is_posted_twice_or_missed(self) -> None:
        """What must be there is, nothing else is, and each but once."""
        if not hasattr(self, "scene"):
            return
        counts = self.scene.platform.counts
        assert set(counts.values()) <= {1}
        assert self.model.must - self.lost <= set(counts)
        assert set(counts) <= self.model.must | self.model.may

    def teardown(self) -> None:
        """End everything."""
        if hasattr(self, "scene"):
            self.runner.run(self.scene.close())
            self.runner.run(self.scene.store.close())
        self.runner.close()
        shutil.rmtree(self.folder)


TestPosting = Posting.TestCase
TestPosting.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
)
