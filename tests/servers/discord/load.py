"""Load: users who ask at a steady rate, or who each wait for the answer first, and what they saw."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field
from itertools import count, cycle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .server import DiscordServer
    from .world import Channel, User

PERCENTILES = (50, 90, 99, 100)


@dataclass(frozen=True, slots=True)
class Load:
    """Commands to send for some seconds: ``rate`` a second, or ``users`` at a time when there is no rate.

    ``options`` are what the command is given, in turn; ``patience`` is in seconds.
    """

    command: str
    options: list[dict[str, Any]]
    seconds: float
    rate: float | None = None
    users: int = 10
    patience: float = 30.0


@dataclass(slots=True)
class Report:
    """Sent, answered and lost, and seconds at each percentile.

    ``delay`` is from the sending to the first response, ``answered_after`` to the answer; ``lag`` is how late
    the sending was when it had a rate to keep to.
    """

    sent: int = 0
    answered: int = 0
    lost: int = 0
    seconds: float = 0.0
    delay: dict[int, float] = field(default_factory=dict)
    answered_after: dict[int, float] = field(default_factory=dict)
    lag: dict[int, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


class Drive:
    """Runs one load in one channel."""

    def __init__(self, server: DiscordServer, user: User, channel: Channel, load: Load) -> None:
        self._server = server
        self._user = user
        self._channel = channel
        self._load = load
        self._options = cycle(load.options)
        self._report = Report()
        self._delays: list[float] = []
        self._answers: list[float] = []
        self._lags: list[float] = []

    async def run(self) -> Report:
        """Send it all and wait for the answers."""
        began = asyncio.get_running_loop().time()
        if self._load.rate:
            await self._steadily(began, self._load.rate)
        else:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._load.users):
                    group.create_task(self._repeatedly(began + self._load.seconds))
        report = self._report
        report.seconds = asyncio.get_running_loop().time() - began
        report.delay, report.answered_after = _percentiles(self._delays), _percentiles(self._answers)
        report.lag = _percentiles(self._lags)
        return report

    async def _steadily(self, began: float, rate: float) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            for number in count():
                due = began + number / rate
                if due >= began + self._load.seconds:
                    return
                if due > loop.time():
                    await asyncio.sleep(due - loop.time())
                self._lags.append(loop.time() - due)
                group.create_task(self._ask())

    async def _repeatedly(self, until: float) -> None:
        while asyncio.get_running_loop().time() < until:
            await self._ask()

    async def _ask(self) -> None:
        self._report.sent += 1
        options = next(self._options)
        interaction = await self._server.command(self._user, self._channel, self._load.command, options)
        try:
            response = await interaction.answered(self._load.patience)
        except TimeoutError:
            self._report.lost += 1
            return
        self._report.answered += 1
        self._delays.append(response.delay or 0.0)
        self._answers.append(response.answered_after or 0.0)


def _percentiles(values: list[float]) -> dict[int, float]:
    """The values at each percentile, by the nearest rank."""
    ranked = sorted(values)
    return {p: ranked[max(0, -(-len(ranked) * p // 100) - 1)] for p in PERCENTILES if ranked}
