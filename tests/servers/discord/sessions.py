"""Gateway sessions: what a bot is subscribed to, and the events kept for its RESUME."""

from __future__ import annotations

import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from enum import IntFlag
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .connection import Connection

KEPT_EVENTS = 20_000


class Intent(IntFlag):
    """The intents that the server looks at."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell: who gets it follows from the guild, and from any one of ``intents`` (0 for all).

    ``withheld`` is what bots without MESSAGE_CONTENT get instead.
    """

    name: str
    data: dict[str, Any]
    guild_id: int | None = None
    intents: int = 0
    withheld: dict[str, Any] | None = None


@dataclass(slots=True, eq=False)
class Session:
    """One bot's session of one shard."""

    intents: int
    shard: tuple[int, int] = (0, 1)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    connection: Connection | None = None
    seq: int = 0
    _kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))

    def wants(self, event: Event) -> bool:
        """Whether the event is for this shard and its intents."""
        index, count = self.shard
        owner = (event.guild_id >> 22) % count if event.guild_id else 0
        return owner == index and (not event.intents or bool(event.intents & self.intents))

    def data_of(self, event: Event) -> dict[str, Any]:
        """What of the event this session may read."""
        if event.withheld is None or self.intents & Intent.MESSAGE_CONTENT:
            return event.data
        return event.withheld

    async def tell(self, name: str, data: str) -> None:
        """Send an event, its data as JSON, and keep it for a RESUME."""
        self.seq += 1
        frame = f'{{"op":0,"t":"{name}","s":{self.seq},"d":{data}}}'
        self._kept.append((self.seq, frame))
        if self.connection:
            await self.connection.send_text(frame)

    def forget(self, seq: int) -> None:
        """Let go of the events that the bot says it has."""
        while self._kept and self._kept[0][0] <= seq:
            self._kept.popleft()

    def missed(self, seq: int) -> list[str] | None:
        """The events after a number; none when they are no longer kept."""
        if seq < self.seq and (not self._kept or self._kept[0][0] > seq + 1):
            return None
        return [frame for number, frame in self._kept if number > seq]


dump = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
"""Writes JSON without needless spaces; made once, for that is half of the time."""
