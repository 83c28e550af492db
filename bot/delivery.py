"""What an adapter declares and promises: its limits, its verbs, and what became of a post.

The second half of the seam, apart from ``bot.seam`` so that the values can be read without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.blocks import Reply
    from bot.seam import Choice, Event, Lookup, Place, Response


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can show, as numbers that ``bot.fit`` consumes; the poorest by default."""

    text: int
    """Characters in one message."""
    actions: int = 0
    """Buttons on one message; with none, actions become the commands that do the same."""
    blocks: int = 1_000
    """Blocks in one message."""
    images: bool = False
    quizzes: bool = False
    files: bool = False
    posts: float = 20.0
    """Posts a second that the platform takes from one bot beside its answers."""
    measure: Callable[[str], int] = len
    """The length of a plain text as the platform counts it once rendered; additive over its parts."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered; ``ref`` finds the message again and maps native poll ids back."""

    ref: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The place is no more, or the bot was removed from it."""


class Lack(StrEnum):
    """What keeps the bot from posting in a place that is there."""

    SIGHT = "sight"
    """It may not see the place."""
    WRITING = "writing"
    """It may not write there."""
    OPEN = "open"
    """Nobody may write there any more: the topic or thread is closed."""
    TAG = "tag"
    """Every post there has to carry a tag, and the bot chooses none for its readers."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The place is there and the bot may not write in it, for want of what is said."""

    lack: Lack = Lack.WRITING


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


@dataclass(frozen=True, slots=True)
class Located:
    """A place that can be posted to, as it is to be kept, and what its members call it.

    The ``label`` is empty for a private chat, which has no name.
    """

    place: Place
    label: str


Whereabouts = Located | Gone | Forbidden | Later | Failed


class Handler(Protocol):
    """The conversation as an adapter sees it: two callables that never send anything themselves."""

    async def handle(self, event: Event) -> Response:
        """Say what an event comes to."""

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Complete a half-typed value."""


class Notebook(Protocol):
    """An adapter's small state, kept by the store: a half-filled form, the digest of what was registered.

    Keys are the adapter's own and begin with its name.  Each method raises ``NotebookError`` when the store
    cannot be reached, which an adapter survives.
    """

    async def read(self, key: str) -> str | None:
        """What is written under ``key`` and has not expired."""

    async def take(self, key: str) -> str | None:
        """As ``read``, and erase it; of several who take at once, one gets it."""

    async def write(self, key: str, value: str, *, lifetime: float | None = None, user: str = "") -> None:
        """Write ``value``, for ``lifetime`` seconds when given, as data of ``user`` when it is a member's."""

    async def erase(self, key: str) -> None:
        """Forget ``key``."""


class NotebookError(Exception):
    """The store cannot be reached just now."""


class AdapterSettingsError(Exception):
    """The settings of an adapter are wrong: a problem for each, as ``(setting, sentence)``."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__("; ".join(f"{setting}: {sentence}" for setting, sentence in problems))
        self.problems = problems


class RefusedError(Exception):
    """The platform refuses the bot for good, as with a wrong token; the message says what to mend.

    Raised by ``Adapter.run``.  Trying again would only harm, so nobody does.
    """


class Adapter(Protocol):
    """A platform's edge: translates updates into events, renders replies and delivers them."""

    name: str

    @property
    def capabilities(self) -> Capabilities:
        """What the platform can show, and how fast it takes posts."""

    @property
    def connected(self) -> bool:
        """Whether the platform can reach the bot just now."""

    async def run(self, handler: Handler) -> None:
        """Serve until closed.

        Raises:
            RefusedError: the platform does not let the bot in.
            Exception: anything else; whoever runs the adapter may run it again.
        """

    async def close(self) -> None:
        """Take in nothing more, finish what is in flight, and let ``run`` return."""

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post a reply; the same ``key`` never posts twice where the platform can tell."""

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Find out what became of a post sent ``age`` seconds ago, and post it only if it surely was not.

        ``Unsure`` where the platform cannot tell.  After ``Later`` nothing is known yet: it may be asked
        again, and must not be sent.
        """

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Replace a message that was sent."""

    async def locate(self, place: Place) -> Whereabouts:
        """Whether the bot may post in ``place``; ``Gone`` also when it is not in its community."""


class Create(Protocol):
    """What an entry point of the group ``babad.adapters`` names: settings in, adapter out."""

    def __call__(self, settings: Mapping[str, object], notebook: Notebook) -> Adapter:
        """Make the adapter; nothing is connected yet.

        Raises:
            AdapterSettingsError: with everything that is wrong.
        """
