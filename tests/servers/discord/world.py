"""What exists on the platform: users, guilds, channels, threads, messages, files."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from .permissions import EVERYONE, permissions_in

if TYPE_CHECKING:
    from collections.abc import Iterator

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15


class Kind(IntEnum):
    """Channel types."""

    TEXT = 0
    DM = 1
    VOICE = 2
    ANNOUNCEMENT = 5
    THREAD = 11
    FORUM = 15


@dataclass(slots=True, eq=False)
class User:
    """Somebody, or a bot."""

    id: int
    name: str
    bot: bool = False
    dms_closed: bool = False

    @property
    def mention(self) -> str:
        """The mark-up that mentions the user."""
        return f"<@{self.id}>"


@dataclass(slots=True, eq=False)
class Role:
    """A role of a guild."""

    id: int
    name: str
    permissions: int = 0


@dataclass(slots=True, eq=False)
class Attachment:
    """A file on the platform's own store."""

    id: int
    filename: str
    content: bytes
    url: str
    content_type: str = "application/octet-stream"
    description: str | None = None


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, a thread, a forum or a private conversation."""

    id: int
    kind: Kind
    name: str = ""
    guild: Guild | None = field(default=None, repr=False)
    parent: Channel | None = field(default=None, repr=False)
    recipient: User | None = None
    flags: int = 0
    tags: list[dict[str, Any]] = field(default_factory=list)
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    messages: OrderedDict[int, Message] = field(default_factory=OrderedDict, repr=False)

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread."""
        return self.kind is Kind.THREAD

    @property
    def guild_id(self) -> int | None:
        """The guild's id; none in a private conversation."""
        return self.guild.id if self.guild else None

    def permissions(self, user: User) -> int:
        """What a user may do here; anything in a private conversation."""
        return permissions_in(self.guild, user, self) if self.guild else int(EVERYONE)

    @property
    def newest(self) -> Message:
        """The newest message; ``StopIteration`` when there is none."""
        return next(reversed(self.messages.values()))


@dataclass(slots=True, eq=False)
class Guild:
    """A community; ``joined`` tells whether the bot is a member, ``available`` whether it can be reached."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    everyone: int = int(EVERYONE)
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, frozenset[int]] = field(default_factory=dict)
    joined: bool = True
    available: bool = True

    def channel(self, name: str) -> Channel:
        """The channel or thread of that name; ``KeyError`` when there is none."""
        for channel in (*self.channels.values(), *self.threads.values()):
            if channel.name == name:
                return channel
        raise KeyError(name)

    def role(self, name: str) -> Role:
        """The role of that name; ``KeyError`` when there is none."""
        for role in self.roles.values():
            if role.name == name:
                return role
        raise KeyError(name)


@dataclass(slots=True, eq=False)
class Message:
    """A message; ``raw`` is what the bot sent, ``visible_to`` the only reader of an ephemeral one."""

    id: int
    channel: Channel
    author: User
    created: str
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    type: int = 0
    nonce: str | int | None = None
    reference: Message | None = None
    pings: frozenset[str] = frozenset()
    edited: str | None = None
    interaction: dict[str, Any] | None = None
    visible_to: User | None = None
    deleted: bool = False
    raw: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """Everything that can be read: the content, embeds and Text Displays, line by line."""
        parts = [self.content, *(text for embed in self.embeds for text in _embed_texts(embed))]
        parts += [part["content"] for part in walk(self.components) if part["type"] == 10]  # Text Display
        return "\n".join(part for part in parts if part)

    @property
    def controls(self) -> list[dict[str, Any]]:
        """Buttons and selects with a ``custom_id``, in order."""
        return [part for part in walk(self.components) if "custom_id" in part]

    @property
    def ephemeral(self) -> bool:
        """Whether only one user sees it."""
        return bool(self.flags & EPHEMERAL)

    def custom_id(self, label: str) -> str:
        """The ``custom_id`` of the button of that label; ``KeyError`` when there is none."""
        for control in self.controls:
            if control.get("label") == label:
                return str(control["custom_id"])
        raise KeyError(label)


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All components, the nested ones too, in the order of reading."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk([component[key] for key in ("accessory", "component") if component.get(key)])


def _embed_texts(embed: dict[str, Any]) -> Iterator[str]:
    yield embed.get("author", {}).get("name", "")
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for entry in embed.get("fields", ()):
        yield f"{entry['name']}\n{entry['value']}"
    yield embed.get("footer", {}).get("text", "")
