"""One connection to Telegram, from the first call to the last confirmation: the library and its life."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder, TypeHandler

from adapters.telegram.calling import Calling
from adapters.telegram.ordering import OrderedProcessor
from adapters.telegram.pacing import Pacing
from adapters.telegram.polling import Intake, PollingRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from types import TracebackType
    from typing import Self

    from telegram.ext import CallbackContext, ExtBot

    from adapters.telegram.settings import TelegramSettings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things may take, in seconds."""

    call: float = 10.0
    """For a call to be answered."""
    line: float = 30.0
    """For a call to stand in line while all connections are in use."""
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


class Connection:
    """Calls Telegram as one bot; an asynchronous context manager.

    Raises on entering:
        InvalidToken: Telegram does not accept the token, which the error quotes.
        TelegramError: Telegram cannot be reached.
    """

    def __init__(self, settings: TelegramSettings, timing: Timing) -> None:
        self._settings = settings
        self._timing = timing
        self._queue: asyncio.Queue[object] = asyncio.Queue()
        self._processor = OrderedProcessor()
        self._calls = Calling(timing.call, timing.line)
        self._polling = PollingRequest(self._queue, timing.handled, timing.step_back)
        self._application = (
            ApplicationBuilder()
            .token(settings.token.get_secret_value())
            .base_url(settings.base_url)
            .base_file_url(settings.base_file_url)
            .request(self._calls)
            .get_updates_request(self._polling)
            .rate_limiter(Pacing(settings.rate))
            .concurrent_updates(self._processor)
            .update_queue(self._queue)
            .job_queue(None)
            .build()
        )

    async def __aenter__(self) -> Self:
        try:
            await self._application.initialize()
        except BaseException:
            await self._disconnect()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._application.shutdown()
        await self._disconnect()

    @property
    def bot(self) -> ExtBot[float]:
        """What makes calls."""
        return self._application.bot

    @property
    def healthy(self) -> bool:
        """Whether the last fetch of updates succeeded."""
        return self._polling.connected

    @property
    def rejected(self) -> bool:
        """Whether Telegram no longer takes the token."""
        return self._polling.rejected.is_set()

    async def serve(self, receive: Callable[[Update], Awaitable[None]], closing: asyncio.Event) -> None:
        """Have updates received until ``closing`` is set or the token rejected; finish what is in hand.

        Raises:
            TelegramError: polling cannot begin.
        """

        async def handle(update: Update, context: object) -> None:
            del context
            await receive(update)

        self._application.add_handler(TypeHandler(Update, handle))
        self._application.add_error_handler(_log)
        await self._application.start()
        drain = self._timing.drain
        try:
            await self._poll(closing)
        except asyncio.CancelledError:
            drain = 0.0
            raise
        finally:
            await self._stop(drain)

    async def handled(self) -> None:
        """Wait until everything that was fetched is handled."""
        await self._queue.join()

    async def _poll(self, closing: asyncio.Event) -> None:
        updater = self._application.updater
        assert updater is not None  # noqa: S101  # built with one
        await updater.start_polling(
            timeout=timedelta(seconds=self._timing.poll),
            allowed_updates=_wanted(inline=self._settings.inline),
            error_callback=_log_fetching,
        )
        self._polling.connected = True
        ends = [asyncio.create_task(event.wait()) for event in (closing, self._polling.rejected)]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()

    async def _stop(self, drain: float) -> None:
        """Finish what is in hand, confirm it if all of it is done, and stop the library."""
        self._polling.shut()
        handled = await _within(drain, self._queue.join())
        if not handled:
            logger.warning("Some updates were not handled in time; Telegram delivers them again")
        self._polling.intake = Intake.CONFIRMING if handled else Intake.ABANDONED
        updater = self._application.updater
        if updater is not None and updater.running:
            # A rejected token ended polling with an error, which is raised here once more.
            with contextlib.suppress(TelegramError):
                await _within(self._timing.confirm, updater.stop())
        await self._processor.abandon()
        await self._application.stop()

    async def _disconnect(self) -> None:
        """Close the connections, which the library leaves open when it cannot begin."""
        await self._calls.shutdown()
        await self._polling.shutdown()


def _wanted(*, inline: bool) -> list[str]:
    wanted = [
        Update.MESSAGE,
        Update.EDITED_MESSAGE,
        Update.CHANNEL_POST,
        Update.CALLBACK_QUERY,
        Update.POLL_ANSWER,
        Update.MY_CHAT_MEMBER,
        Update.GUEST_MESSAGE,
    ]
    return [*wanted, Update.INLINE_QUERY] if inline else wanted


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
