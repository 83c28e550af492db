"""The real library against the server: a bot to call methods with, an application that polls."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.ext import Application

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.ext import BaseHandler, CallbackContext
    from tests.servers.telegram.server import TelegramServer


def bot(server: TelegramServer) -> Bot:
    """The library's bot, to be used as an asynchronous context manager."""
    return Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)


@asynccontextmanager
async def polling(
    server: TelegramServer, *handlers: BaseHandler[Any, Any, Any]
) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """A running application that polls the server, with some handlers.

    Raises:
        Exception: what a handler raised, once the application has stopped.
    """
    errors: list[Exception] = []

    async def keep(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if context.error is not None:
            errors.append(context.error)

    builder = Application.builder().token(server.token)
    application = builder.base_url(server.base_url).base_file_url(server.base_file_url).build()
    application.add_handlers(handlers)
    application.add_error_handler(keep)
    async with application:
        await application.start()
        updater = application.updater
        if updater is None:
            raise TypeError("an application without an updater cannot poll")
        try:
            await updater.start_polling()
            yield application
        finally:
            try:
                await updater.stop()
            finally:
                await application.stop()
    if errors:
        raise errors[0]
