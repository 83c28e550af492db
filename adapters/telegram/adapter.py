"""The Telegram adapter as the rest of the bot sees it."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from telegram.error import InvalidToken

from adapters.telegram import checks, settings
from adapters.telegram.connection import Connection, Timing
from adapters.telegram.courier import post_to
from adapters.telegram.limits import CAPABILITIES
from adapters.telegram.messages import messages
from adapters.telegram.places import PLATFORM, Ref
from adapters.telegram.session import Session
from bot import i18n
from bot.delivery import Failed, Later, RefusedError, Sent, Unsure
from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.telegram.settings import TelegramSettings
    from bot.blocks import Reply
    from bot.delivery import Delivery, Handler, Notebook, Whereabouts
    from bot.seam import Place

UNCONNECTED: Final = 10.0
"""Seconds after which a post for which there is no connection may be tried again."""
KEYS: Final = 10_000
"""Posts remembered, so that none goes out twice from this process."""
REFUSED: Final = (
    "Telegram does not accept the bot's token: copy it again from BotFather (send /token to it) into the "
    "setting telegram.token."
)


def create(given: Mapping[str, object], notebook: Notebook) -> Telegram:
    """The adapter, not connected yet.

    Raises:
        AdapterSettingsError: with everything that is wrong in the settings.
    """
    return Telegram(settings.read(given), notebook)


class Telegram:
    """Serves one bot.  A run that failed may be followed by another; none follows ``close``."""

    name = PLATFORM
    capabilities = CAPABILITIES

    def __init__(self, settings: TelegramSettings, notebook: Notebook, timing: Timing | None = None) -> None:
        self._settings = settings
        self._notebook = notebook
        self._timing = timing or Timing()
        self._tongues = i18n.load()
        self._connection: Connection | None = None
        self._session: Session | None = None
        self._closing = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._posted: Recent[str, Delivery] = Recent(KEYS, math.inf)

    @property
    def connected(self) -> bool:
        """Whether the last fetch of updates succeeded."""
        return self._connection is not None and self._connection.healthy

    async def run(self, handler: Handler) -> None:
        """Serve until closed.

        Raises:
            RefusedError: Telegram does not accept the token.
            TelegramError: Telegram cannot be reached at the start.
        """
        if self._closing.is_set():
            return
        self._ended.clear()
        try:
            await self._run(handler)
        except InvalidToken:
            # What the library raised quotes the token.
            raise RefusedError(REFUSED) from None
        finally:
            self._session = self._connection = None
            self._ended.set()

    async def close(self) -> None:
        """Take in nothing more, finish what is in hand within ten seconds, let ``run`` return for good."""
        self._closing.set()
        await self._ended.wait()

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post a reply, at most once for each ``key`` as long as this process lives."""
        known = self._posted.get(key)
        if known is not None:
            return known
        if self._session is None:
            return Later(UNCONNECTED)
        address = replace(post_to(place), quiet=reply.quiet)
        outcome, posted = await self._session.courier.post(messages(reply), address)
        if isinstance(outcome, Sent):
            await self._session.polls.remember(posted, place, outcome.ref)
        if isinstance(outcome, Sent | Unsure):
            self._posted.put(key, outcome)
        return outcome

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Leave it in doubt, unless this process knows: Telegram lets no bot look."""
        del place, reply, age
        return self._posted.get(key) or Unsure()

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Replace the messages of a reply."""
        if self._session is None:
            return Later(UNCONNECTED)
        try:
            known = Ref.read(ref)
        except ValueError:
            return Failed("no message of Telegram's has this reference")
        return await self._session.courier.edit(known, messages(reply))

    async def locate(self, place: Place) -> Whereabouts:
        """Whether the bot may post in the community's own chat, or in a topic of it."""
        return Later(UNCONNECTED) if self._session is None else await self._session.scout.locate(place)

    async def _run(self, handler: Handler) -> None:
        async with Connection(self._settings, self._timing) as connection:
            checks.warn(connection.bot.bot, self._settings)
            self._session = Session(connection.bot, handler, self._notebook, self._tongues, self.send)
            self._connection = connection
            beside = asyncio.create_task(self._session.profile.refresh())
            try:
                await connection.serve(self._session.updates.receive, self._closing)
            finally:
                beside.cancel()
                await asyncio.wait([beside])
        if connection.rejected:
            raise RefusedError(REFUSED)
