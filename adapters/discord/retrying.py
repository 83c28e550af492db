"""Requests that may be made again without harm, made again when their connection fails."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_ACKNOWLEDGED: Final = 40060
DEADLINE: Final = 10.0
"""Seconds for one request; the library itself waits for five minutes."""


async def surely(call: Callable[[], Awaitable[Any]]) -> None:
    """Make a call again whose connection was cut; each of these may be repeated without harm.

    A response that had arrived after all is refused as acknowledged before, which is what was wanted.

    Raises:
        discord.HTTPException: when Discord refuses it.
        aiohttp.ClientError, OSError, TimeoutError: when the connection fails twice.
    """
    try:
        async with asyncio.timeout(DEADLINE):
            await call()
    except (aiohttp.ClientError, OSError, TimeoutError):
        try:
            async with asyncio.timeout(DEADLINE):
                await call()
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED:
                raise
