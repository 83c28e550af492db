"""Discord's edge as the rest of the bot sees it: its life, from login to the last answer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

import discord

from adapters.discord.client import HEARTBEAT, REFUSALS, make_client
from adapters.discord.comparison import DIGEST, digest
from adapters.discord.deliveries import Deliveries
from adapters.discord.interactions import Interactions
from adapters.discord.listener import Listener
from adapters.discord.messages import Messages
from adapters.discord.outcome import LATER
from adapters.discord.posting import Poster
from adapters.discord.reading import NAME
from adapters.discord.registration import Tree
from adapters.discord.render import Look
from adapters.discord.respond import Responder
from adapters.discord.settings import read_settings
from adapters.discord.whereabouts import locate
from adapters.discord.work import Work
from bot import i18n
from bot.delivery import Later, NotebookError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.discord.settings import DiscordSettings
    from bot.blocks import Reply
    from bot.delivery import Capabilities, Delivery, Handler, Notebook, Whereabouts
    from bot.seam import Place, Post

_log = logging.getLogger(__name__)

LOGIN: Final = 60.0
"""Seconds for logging in; the library itself waits for five minutes."""


def create(settings: Mapping[str, object], notebook: Notebook) -> Discord:
    """The adapter for these settings.

    Raises:
        AdapterSettingsError: with everything that is wrong.
    """
    return Discord(read_settings(settings), notebook)


class Discord:
    """Talks on Discord.

    Args:
        settings: what the operator chose.
        notebook: where the digest of the registered commands is noted.
        heartbeat: seconds of silence after which a connection counts as dead.
    """

    name = NAME

    def __init__(self, settings: DiscordSettings, notebook: Notebook, heartbeat: float = HEARTBEAT) -> None:
        self._settings = settings
        self._notebook = notebook
        self._heartbeat = heartbeat
        self._look = Look(settings.accent, settings.plain)
        self._client: discord.Client | None = None
        self._deliveries: Deliveries | None = None
        self._listener: Listener | None = None
        self._work: Work | None = None
        self._closed = False

    @property
    def capabilities(self) -> Capabilities:
        """What a message can hold."""
        return self._look.capabilities

    @property
    def connected(self) -> bool:
        """Whether a connection to the gateway is up."""
        client = self._client
        if client is None or client.is_closed():
            return False
        if isinstance(client, discord.AutoShardedClient):
            return any(not shard.is_closed() for shard in client.shards.values())
        return self._listener is not None and self._listener.online and client.ws.open

    async def run(self, handler: Handler) -> None:
        """Serve until closed.

        Raises:
            RefusedError: Discord refuses the token or an intent.
            Exception: anything else; whoever runs the adapter may run it again.
        """
        if self._closed:
            return
        client = self._client = make_client(self._settings, self._heartbeat)
        tree = self._wire(client, handler)
        try:
            await self._serve(tree)
        except Exception:
            if not self._closed:
                raise
        finally:
            await client.close()

    def _wire(self, client: discord.Client, handler: Handler) -> Tree:
        self._deliveries = Deliveries(client, self._look)
        work = self._work = Work(handler, self._deliver)
        interactions = Interactions(work, Responder(self._look))
        messages = Messages(client, work, Poster(client, self._look))
        self._listener = Listener(client, work, messages, interactions)
        self._listener.listen()
        tree = Tree(client, i18n.load())
        tree.carrier = interactions
        return tree

    async def _serve(self, tree: Tree) -> None:
        client = tree.client
        try:
            async with asyncio.timeout(LOGIN):
                await client.login(self._settings.token.get_secret_value())
            await self._compare(tree)
            await client.connect()
        except discord.LoginFailure:
            raise RefusedError(REFUSALS[4004]) from None
        except discord.PrivilegedIntentsRequired:
            raise RefusedError(REFUSALS[4014]) from None
        except discord.ConnectionClosed as error:
            if error.code in REFUSALS:
                raise RefusedError(REFUSALS[error.code]) from None
            raise
        except AttributeError as error:
            # The library cannot tell of a first connection that fails: it reads a sequence that is not there.
            if client.ws is not None:
                raise
            raise ConnectionError("Discord's gateway cannot be reached") from error

    async def _compare(self, tree: Tree) -> None:
        """Warn when the commands of this version are not those that were registered."""
        try:
            noted = await self._notebook.read(DIGEST)
        except NotebookError:
            return
        if noted != digest(await tree.payload()):
            _log.warning("The commands on Discord may not be those of this version; run: babad discord sync")

    async def close(self) -> None:
        """Take in nothing more, finish what is under way, and let ``run`` return."""
        self._closed = True
        if self._work is not None:
            await self._work.finish()
        if self._client is not None:
            await self._client.close()

    async def _deliver(self, post: Post, key: str) -> Delivery:
        return await self.send(post.place, post.reply, key)

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post a reply; within minutes the same ``key`` never posts twice, but in forums."""
        deliveries = self._deliveries
        return Later(LATER) if deliveries is None else await deliveries.send(place, reply, key)

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Look for the post in the history, and send it when it is not there."""
        deliveries = self._deliveries
        return Later(LATER) if deliveries is None else await deliveries.recover(place, reply, key, age)

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Replace a message that was sent."""
        return Later(LATER) if self._deliveries is None else await self._deliveries.edit(ref, reply)

    async def locate(self, place: Place) -> Whereabouts:
        """Whether the bot may post in a channel, thread or forum of the community."""
        client = self._client
        return Later(LATER) if client is None or client.is_closed() else await locate(client, place)
