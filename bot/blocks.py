"""What a reply is made of: a closed set of blocks, each with one documented plain fallback.

``bot.plain`` carries the fallbacks out, so a poorer platform loses decoration only.  No wording, no limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ACTION_BYTES: Final = 64
"""The longest action that every platform carries back unchanged."""


UNOFFERED: Final = "unoffered"
"""The verb of an action that stands for a typed number which the last reply does not offer.

Its argument is how many it does offer: ``unoffered:3``.
"""


class Style(StrEnum):
    """How a span stands out.  Fallback: not at all."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style.  Fallback: the text, then the address in brackets."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph.  Fallback: its spans in a row."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A title.  Fallback: a line of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered from ``first`` when that is given.  Fallback: ``- item`` or ``1. item`` lines."""

    items: tuple[Line, ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a member reads it.  Fallback: the title, then the address in brackets."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a statement comes from.  Fallback: ``label: title (address); title``; never left out."""

    label: str
    items: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture.  Fallback: its alternative text, then its caption."""

    data: bytes
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with one right option.  Fallback: the question and its numbered options."""

    question: str
    options: tuple[str, ...]
    correct: int
    explanation: str = ""
    open_for: int | None = None
    """Seconds until it closes; None leaves it open."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep.  Fallback: its name and description."""

    name: str
    data: bytes
    description: str = ""


Block = Text | Heading | Bullets | Sources | Image | Quiz | File


class Weight(StrEnum):
    """How much an action asks for attention.  Fallback: all alike."""

    NORMAL = "normal"
    PRIMARY = "primary"
    DANGER = "danger"
    """It cannot be undone."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to press.  Fallback: ``label: /verb argument``, the command that does the same."""

    label: str
    action: str
    opens_form: bool = False
    """The press is answered by a form, so the adapter must not acknowledge it first."""
    weight: Weight = Weight.NORMAL
    copies: str = ""
    """Text put on the member's clipboard instead, by a platform that can.  Fallback: the action."""

    def __post_init__(self) -> None:
        if not fits_action(self.action):
            raise ValueError(f"An action is ASCII 'verb:argument' of at most {ACTION_BYTES} bytes")


def fits_action(action: str) -> bool:
    """Whether every platform can carry ``action`` back unchanged."""
    return action.isascii() and ":" in action and len(action) <= ACTION_BYTES


class Audience(StrEnum):
    """Who may see a reply.  Fallback of ``ASKER``: a direct message, else everyone."""

    EVERYONE = "everyone"
    ASKER = "asker"


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say.  ``replaces`` edits the message that was pressed; fallback: a new message.

    ``quiet`` is for posts that nobody asked for: they arrive without a sound.  Fallback: with one.
    """

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    audience: Audience = Audience.EVERYONE
    replaces: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values that a field may take, and what to show for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a form: a text, or one of its ``options`` when it has any."""

    name: str
    label: str
    required: bool = True
    long: bool = False
    options: tuple[Option, ...] = ()
    limit: int = 500
    """Characters of a text at most."""
    hint: str = ""
    """What belongs in it.  Fallback: left out."""
    filled: str = ""
    """The text to begin with."""


@dataclass(frozen=True, slots=True)
class Form:
    """Several values asked for at once.  Fallback: one question for each field, in order.

    ``id`` is carried back unchanged by ``Submit`` and bound as actions are.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
