"""Interactions: what a user did, and how the bot responded to it.

Source: docs.discord.com/developers/interactions/receiving-and-responding. The first response must come within
3 seconds, all others within 15 minutes.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from . import payloads
from .changes import PATIENCE

if TYPE_CHECKING:
    from .world import Channel, Message, User

FIRST_RESPONSE_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0


class Did(IntEnum):
    """What the user did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How the bot may respond first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True)
class Response:
    """What came of an interaction.

    ``delay`` is the seconds to the first response, ``answered_after`` those to something to read.
    """

    type: Callback | None = None
    message: Message | None = None
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None
    deferred: bool = False
    ephemeral: bool = False
    delay: float | None = None
    answered_after: float | None = None
    followups: list[Message] = field(default_factory=list)
    edits: int = 0

    @property
    def text(self) -> str:
        """All that can be read of the messages, the first one first."""
        return "\n".join(message.text for message in (self.message, *self.followups) if message)


@dataclass(slots=True, eq=False)
class Interaction:
    """One interaction; ``message`` is the one acted on, ``abroad`` tells that the bot is no member there."""

    id: int
    type: Did
    user: User
    channel: Channel
    data: dict[str, Any]
    began: float
    locale: str = "en-US"
    message: Message | None = None
    abroad: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    response: Response = field(default_factory=Response)
    expired: bool = False
    _acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def acknowledged(self, time_limit: float = PATIENCE) -> Response:
        """Wait for the first response of any kind, a deferral too; ``TimeoutError`` when none comes."""
        return await self._wait(self._acknowledged, time_limit)

    async def answered(self, time_limit: float = PATIENCE) -> Response:
        """Wait until the user has something to read; ``TimeoutError`` when that does not come."""
        return await self._wait(self._answered, time_limit)

    def acknowledge(self, kind: Callback, now: float) -> None:
        """Note the first response."""
        self.response.type = kind
        self.response.delay = now - self.began
        self._acknowledged.set()

    def answer(self, now: float) -> None:
        """Note that the user has something to read."""
        if self.response.answered_after is None:
            self.response.answered_after = now - self.began
        self._answered.set()

    def metadata(self) -> dict[str, Any]:
        """What the messages of the response say of it."""
        return {
            "id": str(self.id),
            "type": int(self.type),
            "user": payloads.user(self.user),
            "authorizing_integration_owners": {},
            **({"name": self.data["name"]} if "name" in self.data else {}),
        }

    async def _wait(self, event: asyncio.Event, time_limit: float) -> Response:
        try:
            async with asyncio.timeout(time_limit):
                await event.wait()
        except TimeoutError:
            raise TimeoutError(
                f"no answer to {self.type.name} {self.data} within {time_limit} s: {self.response}"
            ) from None
        return self.response
