"""The server as tests use it: one object to set the stage, act as users, and look at what the bot did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from . import acting, payloads, posting
from .platform import Platform
from .rest import MAX_BODY, Rest
from .routes import ROUTES
from .rules.mentions import pings
from .sessions import Event, Intent
from .world import Attachment, Channel, Guild, Kind, Message, Role, User

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType

    from .clock import Clock
    from .faults import Faults
    from .gateway import Gateway
    from .interactions import Interaction
    from .journal import Request, Violation
    from .options import Value
    from .ratelimits import RateLimits

TOKEN = "MTAwMQ.loopback.opens-nothing-but-this-server"  # noqa: S105  # as it says
"""The token that the bot must show unless another is set."""

REPLY = 19
HOST = "127.0.0.1"


class DiscordServer:
    """Serves REST and gateway on 127.0.0.1 while it is entered; the package tells what it can do."""

    def __init__(
        self, *, token: str = TOKEN, port: int = 0, keep_requests: int = 10_000, keep_messages: int = 1_000
    ) -> None:
        self.platform = Platform(token, keep_requests=keep_requests, keep_messages=keep_messages)
        self.application = web.Application(client_max_size=MAX_BODY)
        self._port = port
        self._runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=1.0)

    async def __aenter__(self) -> Self:
        router = self.application.router
        router.add_get("/gw", self.gateway.serve)
        router.add_get("/cdn/attachments/{number}/{filename}", self._download)
        Rest(self.platform, ROUTES).add_to(router)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        port = self._runner.addresses[0][1]
        self.platform.base = f"http://{HOST}:{port}"
        self.gateway.url = f"ws://{HOST}:{port}/gw"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        self.gateway.cut()
        await self._runner.cleanup()

    @property
    def rest_url(self) -> str:
        """Where the REST routes begin."""
        return f"{self.platform.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return self.gateway.url

    @property
    def token(self) -> str:
        """The token that opens the server."""
        return self.platform.token

    @property
    def bot(self) -> User:
        """The bot's user."""
        return self.platform.bot

    @property
    def clock(self) -> Clock:
        """The server's clock, which can be put forward."""
        return self.platform.clock

    @property
    def faults(self) -> Faults:
        """The faults to order."""
        return self.platform.faults

    @property
    def limits(self) -> RateLimits:
        """The rate limits, to be set."""
        return self.platform.limits

    @property
    def gateway(self) -> Gateway:
        """The gateway: its counters, and ways to disturb it."""
        return self.platform.gateway

    @property
    def requests(self) -> deque[Request]:
        """The last requests, the newest at the end."""
        return self.platform.journal.requests

    @property
    def violations(self) -> list[Violation]:
        """The rules that the bot broke: empty for one that behaves."""
        return self.platform.journal.violations

    @property
    def commands(self) -> list[dict[str, Any]]:
        """The global commands that are registered."""
        return self.platform.commands.list(None)

    @property
    def bad_token(self) -> bool:
        """Whether every token is refused."""
        return self.platform.bad_token

    @bad_token.setter
    def bad_token(self, refused: bool) -> None:
        self.platform.bad_token = refused

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something that requests or connections bring about; ``TimeoutError`` after 30 s."""
        await self.platform.changes.until(true)

    def add_user(self, name: str, *, dms_closed: bool = False) -> User:
        """A new user."""
        user = User(self.platform.ids.next(), name, dms_closed=dms_closed)
        self.platform.users[user.id] = user
        return user

    def add_guild(
        self,
        name: str = "guild",
        channels: Iterable[str] = ("general",),
        roles: Mapping[str, int] | None = None,
        **fields: Any,
    ) -> Guild:
        """A new guild with text channels, and roles by their permissions.

        ``fields`` are those of :class:`Guild`: ``locale``, ``everyone`` (permissions), ``owner``, and
        ``joined=False`` for one that the bot is no member of. Connected bots hear of it only by
        :meth:`announce`.
        """
        fields.setdefault("owner", self.platform.owner)
        guild = Guild(self.platform.ids.next_guild(), name, **fields)
        for role_name, permissions in (roles or {}).items():
            role = Role(self.platform.ids.next(), role_name, int(permissions))
            guild.roles[role.id] = role
        guild.members[self.bot.id] = frozenset()
        self.platform.guilds[guild.id] = guild
        for channel in channels:
            self.add_channel(guild, channel)
        return guild

    def add_channel(self, guild: Guild, name: str, kind: Kind = Kind.TEXT, **fields: Any) -> Channel:
        """A new channel; ``fields`` are those of :class:`Channel`: ``tags``, ``flags``, ``overwrites``."""
        channel = Channel(self.platform.ids.next(), kind, name, guild, **fields)
        guild.channels[channel.id] = self.platform.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str, **fields: Any) -> Channel:
        """A new thread; ``fields`` are ``archived`` and ``locked``."""
        thread = Channel(self.platform.ids.next(), Kind.THREAD, name, parent.guild, parent, **fields)
        self.platform.channels[thread.id] = thread
        if parent.guild:
            parent.guild.threads[thread.id] = thread
        return thread

    def join(self, guild: Guild, user: User, *roles: str) -> None:
        """Make a user a member, with the roles named; whoever acts in a guild joins it anyway."""
        guild.members[user.id] = frozenset(guild.role(name).id for name in roles)

    def dm(self, user: User) -> Channel:
        """The private conversation of the bot with a user."""
        return self.platform.direct_channel(user)

    def upload(self, filename: str, content: bytes) -> Attachment:
        """A file on the store, for ``say`` and for options of commands."""
        return self.platform.store(filename, content)

    def register(self, definitions: list[dict[str, Any]], guild: Guild | None = None) -> None:
        """Register commands as if the bot had done so before; ``ApiError`` when Discord would refuse them."""
        self.platform.commands.overwrite(guild.id if guild else None, definitions)

    def messages(self, channel: Channel) -> list[Message]:
        """What stands in a channel, the oldest first, ephemeral messages too."""
        return list(channel.messages.values())

    async def announce(self, guild: Guild) -> None:
        """Let the bot join a guild, or tell it that the guild can be reached again."""
        data = payloads.guild(guild, self.bot)
        if not guild.joined:
            del data["unavailable"]
        guild.joined = guild.available = True
        await self._tell(guild, "GUILD_CREATE", data)

    async def lose(self, guild: Guild) -> None:
        """An outage: the guild cannot be reached; :meth:`announce` ends it."""
        guild.available = False
        await self._tell(guild, "GUILD_DELETE", {"id": str(guild.id), "unavailable": True})

    async def kick(self, guild: Guild) -> None:
        """Remove the bot from a guild."""
        guild.joined = False
        await self._tell(guild, "GUILD_DELETE", {"id": str(guild.id)})

    async def remove(self, channel: Channel) -> None:
        """Delete a channel or thread."""
        self.platform.channels.pop(channel.id, None)
        if channel.guild:
            (channel.guild.threads if channel.is_thread else channel.guild.channels).pop(channel.id, None)
            name = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
            await self._tell(channel.guild, name, payloads.channel(channel, self.bot))

    async def permit(
        self, channel: Channel, *, deny: int = 0, allow: int = 0, role: Role | None = None
    ) -> None:
        """Overwrite permissions in a channel, the bot's own or those of a role."""
        target = role.id if role else self.bot.id
        channel.overwrites[target] = (int(allow), int(deny))
        if channel.guild:
            await self._tell(channel.guild, "CHANNEL_UPDATE", payloads.channel(channel, self.bot))

    async def say(
        self, channel: Channel, author: User, text: str, *, mentions_bot: bool = False, **fields: Any
    ) -> Message:
        """A user writes; ``fields``: ``reply_to`` a message (``ping=False``: silently), ``files``."""
        self._enter(channel, author)
        mention = self.bot.mention
        content = f"{mention} {text}" if mentions_bot and mention not in text else text
        answered: Message | None = fields.pop("reply_to", None)
        notified = {str(answered.author.id)} if answered and fields.pop("ping", True) else set()
        message = posting.user_message(
            self.platform,
            author,
            channel,
            content,
            reference=answered,
            type=REPLY if answered else 0,
            pings=frozenset(notified),
            attachments=list(fields.pop("files", ())),
        )
        await posting.publish(self.platform, message)
        return message

    async def edit(self, message: Message, text: str) -> None:
        """A user changes a message."""
        message.content, message.edited = text, self.clock.stamp()
        message.pings |= pings(text, None)
        await posting.tell(self.platform, message, "MESSAGE_UPDATE")

    async def delete(self, message: Message) -> None:
        """A user deletes a message."""
        await posting.delete(self.platform, message)

    async def command(
        self, user: User, channel: Channel, name: str, given: Mapping[str, Value] | None = None, **fields: Any
    ) -> Interaction:
        """A user uses a slash command; ``"quiz start"`` is a subcommand. ``fields``: ``locale``."""
        self._enter(channel, user)
        return await acting.choose_command(self.platform, user, channel, name, given or {}, **fields)

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        given: Mapping[str, Value],
        *,
        focused: str,
        **fields: Any,
    ) -> list[dict[str, Any]]:
        """The choices that the bot offers while a user types into the option ``focused``."""
        self._enter(channel, user)
        interaction = await acting.choose_command(
            self.platform, user, channel, name, given, focused=focused, **fields
        )
        return (await interaction.answered()).choices or []

    async def context_menu(self, user: User, name: str, message: Message, **fields: Any) -> Interaction:
        """A user uses a message's context menu."""
        self._enter(message.channel, user)
        return await acting.choose_on_message(self.platform, user, name, message, **fields)

    async def press(
        self, user: User, message: Message, custom_id: str, values: list[str] | None = None, **fields: Any
    ) -> Interaction:
        """A user presses a button, or chooses values from a select."""
        return await acting.press(self.platform, user, message, custom_id, values, **fields)

    async def submit(
        self, user: User, shown: Interaction, values: dict[str, Any], **fields: Any
    ) -> Interaction:
        """A user sends off the form that an interaction was answered with."""
        return await acting.submit(self.platform, user, shown, values, **fields)

    def _enter(self, channel: Channel, user: User) -> None:
        if channel.guild:
            channel.guild.members.setdefault(user.id, frozenset())

    async def _tell(self, guild: Guild, name: str, data: dict[str, Any]) -> None:
        await self.gateway.dispatch(Event(name, data, guild.id, Intent.GUILDS))

    async def _download(self, request: web.Request) -> web.Response:
        attachment = self.platform.attachments.get(int(request.match_info["number"]))
        if attachment is None:
            return web.Response(status=404)
        return web.Response(body=attachment.content, content_type=attachment.content_type)
