"""What an adapter declares and promises: its limits, its verbs, and what became of a post.

The second half of the seam, apart from ``bot.seam`` so that the values can be read without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.blocks import Reply
    from bot.seam import Choice, Event, Lookup, Place, Response


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can show, as numbers that ``bot.fit`` consumes; the poorest by default."""

    text: int
    """Characters in one message."""
    actions: int = 0
    """Buttons on one message; with none, actions become the commands that do the same."""
    images: bool = False
    quizzes: bool = False
    files: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered; ``ref`` finds the message again and maps native poll ids back."""

    ref: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The place is no more, or the bot was removed from it."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The place is there and the bot may not write in it."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The place moved; settings and posts follow it."""

    place: Place


@dataclass(frozen=True, slots=True)
class Later:
    """The platform asks to wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have arrived: never sent again by itself, listed instead."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not arrive, and it was the platform or the message."""

    problem: str


Delivery = Sent | Gone | Forbidden | Migrated | Later | Unsure | Failed


class Handler(Protocol):
    """The conversation as an adapter sees it: two callables that never send anything themselves."""

    async def handle(self, event: Event) -> Response:
        """Say what an event comes to."""

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete a half-typed value."""


class Adapter(Protocol):
    """A platform's edge: translates updates into events, renders replies and delivers them."""

    name: str
    capabilities: Capabilities

    async def run(self, handler: Handler) -> None:
        """Serve until cancelled or told to stop."""

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post a reply; the same ``key`` never posts twice where the platform can tell."""

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Replace a message that was sent."""


Create = Callable[[Mapping[str, str]], Adapter]
"""What an entry point of the group ``babad.adapters`` names: settings in, adapter out."""
