"""One event with what answering it takes: the language, the community's wishes, what the member may.

Capabilities are functions from a turn and its arguments to a reply; ``bot.conversation`` makes the turns.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks import Form, Reply

if TYPE_CHECKING:
    from datetime import datetime

    from bot.i18n import Tongue
    from bot.preferences import Community
    from bot.seam import Event, Member, Place


@dataclass(frozen=True, slots=True)
class Turn:
    """An event on its way to a capability."""

    event: Event
    tongue: Tongue
    community: Community
    manager: bool
    """The member may change how the bot behaves here: by right or by role."""

    @property
    def place(self) -> Place:
        """Where it happened."""
        return self.event.place

    @property
    def member(self) -> Member:
        """Who did it."""
        return self.event.member

    @property
    def at(self) -> datetime:
        """When, aware of its zone."""
        return self.event.at


Said = Reply | Form | None
"""What a turn comes to; None is silence."""
Capability = Callable[[Turn, Mapping[str, str]], Awaitable[Said]]
"""A command, a press or a form carried out: the turn and its options by name, or the form's values."""
