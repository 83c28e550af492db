"""Many trials: every kind of place, database, number of processes and point, a few at a time."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from bot.store import database
from tests.servers.postgresql import postgresql
from tests.soak.counts import Counts
from tests.soak.points import Kind, Point, Stroke
from tests.soak.subjects import warm_up
from tests.soak.trial import PATIENCE, Plan, trial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from tests.servers.postgresql import PostgreSQL

DATABASES: Final = ("sqlite", "postgresql")
PROCESSES: Final = (1, 3)
POINTS: Final = tuple(point for point in Point if point is not Point.RECOVERED)


@dataclass(frozen=True, slots=True)
class Cell:
    """A plan on one of the databases."""

    plan: Plan
    database: str

    def __str__(self) -> str:
        return f"{self.plan}, {self.database}"


def cells() -> tuple[Cell, ...]:
    """Everything there is to try."""
    return (*_killed(), *_forgotten(), *_killed_twice(), *_stopped())


def _killed() -> Iterator[Cell]:
    for kind, engine, processes, point in product(Kind, DATABASES, PROCESSES, POINTS):
        yield Cell(Plan(kind, point, processes=processes), engine)


def _forgotten() -> Iterator[Cell]:
    """Where a platform tells later what was posted, it is also asked so late that only its history does."""
    doubtful = [point for point in Point if point.doubtful]
    for kind, engine, point in product(Kind, DATABASES, doubtful):
        if kind.tells:
            yield Cell(Plan(kind, point, forgotten=True), engine)


def _killed_twice() -> Iterator[Cell]:
    """Once more while the next process is putting things right."""
    for kind, engine, point in product(Kind, DATABASES, (Point.SENDING, Point.ARRIVED)):
        yield Cell(Plan(kind, point, twice=True), engine)


def _stopped() -> Iterator[Cell]:
    """A process that stands still may keep SQLite locked for all others, so these are tried on PostgreSQL.

    There it keeps no more than the rows that it was just changing.
    """
    for kind, point in product(Kind, POINTS):
        if point not in {Point.MATURING, Point.CLAIMING, Point.LATE}:
            yield Cell(Plan(kind, point, Stroke.STOP), "postgresql")


class Series:
    """Runs trials.

    Args:
        server: for those on PostgreSQL.
        jobs: how many at once.
        told: hears of each trial that has ended.
    """

    def __init__(
        self, server: PostgreSQL, jobs: int = 2, told: Callable[[Cell, Counts], None] = lambda *_: None
    ) -> None:
        self._server = server
        self._room = asyncio.Semaphore(jobs)
        self._told = told

    async def run(self, asked: Iterable[Cell], seed: int, variant: str = "") -> dict[Cell, Counts]:
        """The counts of each cell, tried as often as it is asked for."""
        counted: dict[Cell, Counts] = {}

        async def one(cell: Cell, number: int) -> None:
            async with self._room, self._folder() as folder:
                with self._database(cell.database, folder) as url:
                    counts = await _tried(cell, url, folder, number, variant)
            counted.setdefault(cell, Counts()).add(counts)
            self._told(cell, counts)

        async with asyncio.TaskGroup() as group:
            for number, cell in enumerate(asked, seed):
                group.create_task(one(cell, number))
        return counted

    @asynccontextmanager
    async def _folder(self) -> AsyncIterator[Path]:
        with tempfile.TemporaryDirectory(prefix="babad-soak-") as folder:
            yield Path(folder)

    @contextmanager
    def _database(self, kind: str, folder: Path) -> Iterator[str]:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/babad.sqlite"
        else:
            with self._server.database() as url:
                yield url


async def _tried(cell: Cell, url: str, folder: Path, seed: int, variant: str) -> Counts:
    try:
        return await trial(cell.plan, url, folder, seed, variant)
    except TimeoutError as error:
        return Counts(trials=1, broken=[str(error)])


@contextmanager
def serving(jobs: int = 2, told: Callable[[Cell, Counts], None] = lambda *_: None) -> Iterator[Series]:
    """A series with a PostgreSQL of its own."""
    warm_up()
    # What looks on is patient; the processes under trial keep the deadlines that they have.
    with postgresql() as server, patch.object(database, "DEADLINE", PATIENCE):
        yield Series(server, jobs, told)
