"""The library's client, set up to need no privilege, to remember little and to survive a bad event."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.transport import Transport, trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.discord.settings import DiscordSettings

_log = logging.getLogger(__name__)

HEARTBEAT: Final = 60.0
"""Seconds of silence after which a connection counts as dead."""
RATE_LIMIT: Final = 30.0
"""Seconds that a request waits for its turn at most; no less is possible."""
REFUSALS: Final = {
    4004: "Discord refuses the token; copy a new one from the developer portal, page Bot, to discord.token.",
    4010: "Discord refuses the shard; leave the number of shards to Discord with discord.sharded: true.",
    4011: "The bot is in too many servers for one connection; set discord.sharded: true.",
    4012: "Discord no longer speaks this version of its gateway; install a newer version of Babad.",
    4013: "Discord does not know an intent that the bot asks for; install a newer version of Babad.",
    4014: (
        "Discord refuses the Message Content intent; switch it on in the developer portal, page Bot, or set "
        "discord.message_content: false."
    ),
}
"""Codes with which the gateway closes for good, and what to mend; from Discord's list of close codes."""
_VITAL: Final = frozenset({"READY", "RESUMED"})
"""Events without which a connection is none."""
_TALKATIVE: Final = (
    "discord.client",
    "discord.gateway",
    "discord.http",
    "discord.state",
    "discord.webhook.async_",
)
"""Loggers that write tokens of interactions and members' words at the level of debugging."""


def intents(*, message_content: bool) -> discord.Intents:
    """What the bot is told of: servers and messages, the words of others only when asked for."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
    )


def make_client(settings: DiscordSettings, heartbeat: float = HEARTBEAT) -> discord.Client:
    """A client that is not logged in."""
    _point_elsewhere(settings)
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logging.INFO, logger.level))
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot has no voice
    kind = discord.AutoShardedClient if settings.sharded else discord.Client
    client = kind(
        intents=intents(message_content=settings.message_content),
        allowed_mentions=discord.AllowedMentions.none(),
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        max_messages=None,
        max_ratelimit_timeout=RATE_LIMIT,
        heartbeat_timeout=heartbeat,
        connector=Transport(),
        http_trace=trace(),
    )
    _forgive(client)
    return client


def _point_elsewhere(settings: DiscordSettings) -> None:
    """The library knows one address for the whole process."""
    if settings.api is not None:
        Route.BASE = settings.api
    if settings.gateway is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)


def _forgive(client: discord.Client) -> None:
    """Let an event that the library cannot read be lost alone; as it is, it would end the connection."""
    state = client._connection  # noqa: SLF001  # the library has no other way in
    state.parsers = {
        event: parser if event in _VITAL else _forgiving(event, parser)
        for event, parser in state.parsers.items()
    }


def _forgiving(event: str, parser: Callable[[Any], None]) -> Callable[[Any], None]:
    def parse(data: Any) -> None:
        try:
            parser(data)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it, the next event is not
            _log.warning("An event %s that cannot be read was left out: %s", event, type(error).__name__)

    return parse
