"""The values that cross between the conversation and a platform: where, who, events in, a response out.

Owns the vocabulary of the seam and nothing else: no wording, no rendering, no limits of any platform.
What a reply is made of stands in ``bot.blocks``, what an adapter promises in ``bot.delivery``.
Ids are opaque; the core compares them and hands them back, and never takes them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.blocks import Form, Reply


class Right(StrEnum):
    """What the platform lets a member do in a place."""

    MANAGE = "manage"
    """Change the community's settings: Manage Server, chat administrator and the like."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: settings hang on the community, posts go to the chat and thread."""

    platform: str
    community: str
    chat: str
    thread: str | None = None
    private: bool = False
    """A member alone with the bot: nobody else reads what is said."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who says it, with the language that the platform reports for them."""

    platform: str
    user: str
    name: str = ""
    rights: frozenset[Right] = frozenset()
    locale: str | None = None
    roles: frozenset[str] = frozenset()
    """Ids of the roles that the member has in the community, where a platform knows roles."""


@dataclass(frozen=True, slots=True)
class _Event:
    place: Place
    member: Member
    at: datetime


@dataclass(frozen=True, slots=True)
class Question(_Event):
    """Plain words, with what they quote and the language when it is declared.

    A platform that lets the bot read everything hands over what was not said to it as not ``addressed``.
    """

    text: str
    quoted: str | None = None
    language: str | None = None
    addressed: bool = True


@dataclass(frozen=True, slots=True)
class Command(_Event):
    """A command by its name in the table, with its options as typed and the message it was given on."""

    name: str
    args: Mapping[str, str] = field(default_factory=dict)
    quoted: str | None = None


@dataclass(frozen=True, slots=True)
class Press(_Event):
    """A button: the action that it carries, and whose question its message answers when that is known."""

    action: str
    asker: str | None = None


@dataclass(frozen=True, slots=True)
class Submit(_Event):
    """A form filled in: the values by field name."""

    form: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vote(_Event):
    """The options chosen in a native poll; none when a vote was taken back."""

    poll: str
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Upload(_Event):
    """A file handed to the bot."""

    name: str
    data: bytes


class Change(StrEnum):
    """What happened to the bot's own membership of a place."""

    ADDED = "added"
    REMOVED = "removed"
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True)
class Membership(_Event):
    """The bot was added, removed, or its place moved to another."""

    change: Change
    to: Place | None = None


Event = Question | Command | Press | Submit | Vote | Upload | Membership


@dataclass(frozen=True, slots=True)
class Lookup:
    """A half-typed value of a parameter, for autocomplete and inline mode."""

    parameter: str
    prefix: str
    place: Place
    member: Member
    command: str = ""
    """The command it belongs to, when it belongs to one."""
    args: Mapping[str, str] = field(default_factory=dict)
    """What was chosen for the command's other parameters so far."""
    answers: bool = False
    """The choices are wanted with their replies, for a platform that posts what is chosen by itself."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: the value to send, and what to show.  Fallback: the value alone."""

    value: str
    label: str
    detail: str = ""
    reply: Reply | None = None
    """What choosing it comes to, when the lookup asked for answers."""


@dataclass(frozen=True, slots=True)
class Post:
    """Something to say elsewhere than to the asker."""

    place: Place
    reply: Reply


@dataclass(frozen=True, slots=True)
class Response:
    """What an event comes to: a reply to the one who caused it, and posts that follow from it."""

    reply: Reply | Form | None = None
    posts: tuple[Post, ...] = ()
