"""The Telegram adapter: long polling in, messages out, from the first call to the last confirmation."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, TypeHandler

from adapters.telegram import checks, settings
from adapters.telegram.courier import post_to
from adapters.telegram.limits import CAPABILITIES
from adapters.telegram.messages import messages
from adapters.telegram.ordering import OrderedProcessor
from adapters.telegram.pacing import Pacing
from adapters.telegram.places import PLATFORM, Ref
from adapters.telegram.polling import Intake, PollingRequest
from adapters.telegram.session import Session
from bot import i18n
from bot.delivery import Failed, Later, RefusedError, Sent, Unsure
from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from typing import Any

    from telegram.ext import Application, CallbackContext

    from adapters.telegram.settings import TelegramSettings
    from bot.blocks import Reply
    from bot.delivery import Delivery, Handler, Notebook
    from bot.seam import Place

logger = logging.getLogger(__name__)

UNCONNECTED: Final = 10.0
"""Seconds after which a post for which there is no connection may be tried again."""
KEYS: Final = 10_000
"""Posts remembered, so that none goes out twice from this process."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things may take, in seconds."""

    call: float = 10.0
    """For a call to be answered."""
    poll: float = 10.0
    """For which Telegram holds a fetch open when there is nothing, and an outage may end unnoticed."""
    handled: float = 0.5
    """That a fetch, which confirms the one before, waits for that one's updates to be handled."""
    step_back: float = 30.0
    """Without fetching after another poller was met."""
    drain: float = 8.0
    """For what is in hand when the adapter is closed."""
    confirm: float = 1.5
    """For the last fetch, which confirms what was handled."""


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
    """Serves one bot.  A run that failed may be followed by another."""

    name = PLATFORM
    capabilities = CAPABILITIES

    def __init__(self, settings: TelegramSettings, notebook: Notebook, timing: Timing | None = None) -> None:
        self._settings = settings
        self._notebook = notebook
        self._timing = timing or Timing()
        self._tongues = i18n.load()
        self._session: Session | None = None
        self._polling: PollingRequest | None = None
        self._closing = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._posted: Recent[str, Delivery] = Recent(KEYS, math.inf)

    @property
    def connected(self) -> bool:
        """Whether the last fetch of updates succeeded."""
        return self._polling is not None and self._polling.connected

    async def run(self, handler: Handler) -> None:
        """Serve until closed.

        Raises:
            RefusedError: Telegram does not accept the token.
            TelegramError: Telegram cannot be reached at the start.
        """
        self._closing.clear()
        self._ended.clear()
        try:
            await self._run(handler)
        except InvalidToken:
            # What the library raised quotes the token.
            raise RefusedError(REFUSED) from None
        finally:
            self._session = self._polling = None
            self._ended.set()

    async def close(self) -> None:
        """Take in nothing more, finish what is in hand, at most ten seconds, and let ``run`` return."""
        self._closing.set()
        await self._ended.wait()

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Post a reply, at most once for each ``key`` as long as this process lives."""
        known = self._posted.get(key)
        if known is not None:
            return known
        if self._session is None:
            return Later(UNCONNECTED)
        outcome, posted = await self._session.courier.post(messages(reply), post_to(place))
        if isinstance(outcome, Sent):
            await self._session.polls.remember(posted, place, outcome.ref)
        if isinstance(outcome, Sent | Unsure):
            self._posted.put(key, outcome)
        return outcome

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Replace the messages of a reply."""
        if self._session is None:
            return Later(UNCONNECTED)
        try:
            known = Ref.read(ref)
        except ValueError:
            return Failed("no message of Telegram's has this reference")
        return await self._session.courier.edit(known, messages(reply))

    async def _run(self, handler: Handler) -> None:
        queue: asyncio.Queue[object] = asyncio.Queue()
        polling = PollingRequest(queue, self._timing.handled, self._timing.step_back)
        processor = OrderedProcessor()
        application = self._application(queue, polling, processor)
        async with application:
            checks.warn(application.bot.bot, self._settings)
            session = Session(application.bot, handler, self._notebook, self._tongues, self.send)

            async def receive(update: Update, context: object) -> None:
                del context
                await session.updates.receive(update)

            application.add_handler(TypeHandler(Update, receive))
            application.add_error_handler(_log)
            self._session, self._polling = session, polling
            await application.start()
            drain = self._timing.drain
            try:
                await self._poll(application, polling, session)
            except asyncio.CancelledError:
                drain = 0.0
                raise
            finally:
                await self._stop(application, polling, processor, drain)
        if polling.rejected.is_set():
            raise RefusedError(REFUSED)

    def _application(
        self, queue: asyncio.Queue[object], polling: PollingRequest, processor: OrderedProcessor
    ) -> Application[Any, Any, Any, Any, Any, Any]:
        return (
            ApplicationBuilder()
            .token(self._settings.token.get_secret_value())
            .base_url(self._settings.base_url)
            .base_file_url(self._settings.base_file_url)
            .read_timeout(self._timing.call)
            .write_timeout(self._timing.call)
            .rate_limiter(Pacing(self._settings.rate))
            .concurrent_updates(processor)
            .update_queue(queue)
            .get_updates_request(polling)
            .job_queue(None)
            .build()
        )

    async def _poll(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        polling: PollingRequest,
        session: Session,
    ) -> None:
        """Fetch updates until the adapter is closed or the token rejected."""
        updater = application.updater
        assert updater is not None  # noqa: S101  # built with one
        await updater.start_polling(
            timeout=timedelta(seconds=self._timing.poll),
            allowed_updates=self._wanted(),
            error_callback=_log_fetching,
        )
        polling.connected = True
        ends = [asyncio.create_task(self._closing.wait()), asyncio.create_task(polling.rejected.wait())]
        beside = asyncio.create_task(session.profile.refresh())
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*ends, beside):
                task.cancel()
            await asyncio.wait((*ends, beside))

    async def _stop(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        polling: PollingRequest,
        processor: OrderedProcessor,
        drain: float,
    ) -> None:
        """Finish what is in hand, confirm it if all of it is done, and stop the library."""
        polling.shut()
        handled = await _within(drain, application.update_queue.join())
        if not handled:
            logger.warning("Some updates were not handled in time; Telegram delivers them again")
        polling.intake = Intake.CONFIRMING if handled else Intake.ABANDONED
        updater = application.updater
        if updater is not None and updater.running:
            # A rejected token ended polling with an error, which is raised here once more.
            with contextlib.suppress(TelegramError):
                await _within(self._timing.confirm, updater.stop())
        await processor.abandon()
        await application.stop()

    def _wanted(self) -> list[str]:
        wanted = [
            Update.MESSAGE,
            Update.EDITED_MESSAGE,
            Update.CALLBACK_QUERY,
            Update.POLL_ANSWER,
            Update.MY_CHAT_MEMBER,
        ]
        return [*wanted, Update.INLINE_QUERY] if self._settings.inline else wanted


async def _within(seconds: float, work: Coroutine[Any, Any, object]) -> bool:
    """Whether ``work`` was done in so many seconds; it is cancelled otherwise."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        return False
    return True


async def _log(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Log what no part of the adapter has caught; the update may hold a member's words and is left out."""
    del update
    logger.error("An update was not handled", exc_info=context.error)


def _log_fetching(error: TelegramError) -> None:
    logger.warning("Updates cannot be fetched just now: %s", type(error).__name__)
