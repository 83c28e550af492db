"""Everything that the parts of the server share: who and what exists, and the parts themselves."""

from __future__ import annotations

import mimetypes
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from . import payloads
from .changes import Changes
from .clock import Clock, Snowflakes
from .commands import Commands
from .errors import ApiError, Problem
from .faults import Faults
from .gateway import Gateway
from .journal import Journal
from .ratelimits import RateLimits
from .world import Attachment, Channel, Guild, Kind, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .interactions import Interaction
    from .world import Message

MESSAGE_CONTENT_LIMITED = 1 << 19
COMMAND_BADGE = 1 << 23
FIRST_BOT = 1_001


class Platform:
    """The state of the platform; ``base`` is the URL of the server."""

    def __init__(self, token: str, *, keep_requests: int, keep_messages: int) -> None:
        self.token = token
        self.bad_token = False
        self.keep_messages = keep_messages
        self.nonce_window = 180.0
        self.base = ""
        self.clock = Clock()
        self.changes = Changes()
        self.ids = Snowflakes(self.clock)
        self.journal = Journal(keep_requests)
        self.faults = Faults()
        self.limits = RateLimits(self.clock)
        self.gateway = Gateway(self)
        self.commands = Commands(self)
        self.bot = User(FIRST_BOT, "babad", bot=True)
        self.owner = User(FIRST_BOT + 1, "owner")
        self.users: dict[int, User] = {one.id: one for one in (self.bot, self.owner)}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.direct: dict[int, Channel] = {}
        self.attachments: dict[int, Attachment] = {}
        self.interactions: OrderedDict[str, Interaction] = OrderedDict()
        self.nonces: OrderedDict[str, tuple[float, Message]] = OrderedDict()

    def accepts(self, token: str) -> bool:
        """Whether it is the bot's token."""
        return token.removeprefix("Bot ") == self.token and not self.bad_token

    def joined(self) -> Iterator[Guild]:
        """The guilds that the bot is a member of."""
        return (guild for guild in self.guilds.values() if guild.joined)

    def application(self) -> dict[str, Any]:
        """The application, as its own bot sees it."""
        return {
            "id": str(self.bot.id),
            "name": self.bot.name,
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "00",
            "owner": payloads.user(self.owner),
            "flags": MESSAGE_CONTENT_LIMITED | COMMAND_BADGE,
            "approximate_guild_count": len(self.guilds),
        }

    def channel(self, number: int) -> Channel:
        """A channel that the bot may know of; refused when there is none or it may not see it."""
        channel = self.channels.get(number)
        if channel is None or (channel.guild and not channel.guild.joined):
            raise ApiError(Problem.UNKNOWN_CHANNEL if channel is None else Problem.MISSING_ACCESS)
        return channel

    def guild(self, number: int) -> Guild:
        """A guild of the bot's; refused when it is none."""
        guild = self.guilds.get(number)
        if guild is None or not guild.joined:
            raise ApiError(Problem.UNKNOWN_GUILD)
        return guild

    def direct_channel(self, user: User) -> Channel:
        """The private conversation of the bot with a user."""
        channel = self.direct.get(user.id)
        if channel is None:
            channel = Channel(self.ids.next(), Kind.DM, recipient=user)
            self.direct[user.id] = self.channels[channel.id] = channel
        return channel

    def store(self, filename: str, content: bytes, description: str | None = None) -> Attachment:
        """Keep a file and give it a URL."""
        number = self.ids.next()
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        url = f"{self.base}/cdn/attachments/{number}/{filename}"
        attachment = self.attachments[number] = Attachment(number, filename, content, url, kind, description)
        return attachment
