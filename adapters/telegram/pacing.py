"""The pace of calls: as Telegram asks, short refusals waited out, long ones handed back.

Around the library's limiter, which keeps to the rates but lets one refusal stop every chat for as long as it
lasts.  Posts that nobody waits for leave part of the rate to answers: an answer took 0.7 seconds where 25
posts and 10 answers a second stood in one line for 30.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, cast

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, BaseRateLimiter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram._utils.types import JSONDict

PATIENCE: Final = 30.0
"""Seconds of refusals that a call waits out when it does not say otherwise; somebody waits for the answer."""
IMPATIENCE: Final = 3.0
"""The same for posts that nobody waits for: whoever sends them comes again later."""
_SLACK: Final = 0.1
RESERVED: Final = 1 / 3
"""Of the messages of a second, what is kept free for answers."""
YIELDING: Final = 5.0
"""Seconds for which a post lets answers go first at most; then it stands in line with them."""


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()


class Pacing(BaseRateLimiter[float]):
    """Keeps to ``rate`` messages a second, none when it is 0, and to 20 a minute in a group.

    The argument of a single call is the seconds of refusals that it waits out.
    """

    def __init__(self, rate: float) -> None:
        self._limiter = AIORateLimiter(0, 0) if rate else AIORateLimiter(0, 0, 0, 0)
        self._whole = AsyncLimiter(rate, 1) if rate else None

    async def initialize(self) -> None:
        """Prepare the library's limiter."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """Free it."""
        await self._limiter.shutdown()

    async def process_request(  # noqa: PLR0913, PLR0917  # the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: float | None,
    ) -> bool | JSONDict | list[JSONDict]:
        """Make a call at the right time.

        Raises:
            RetryAfter: Telegram asks to wait longer than the call has patience.
        """
        left = PATIENCE if rate_limit_args is None else rate_limit_args
        paced = _caught(callback)
        if self._whole is not None and data.get("chat_id") is not None:
            paced = _in_turn(paced, self._whole, yielding=left <= IMPATIENCE)
        while True:
            outcome: object = await self._limiter.process_request(
                paced, args, kwargs, endpoint, data, rate_limit_args=None
            )
            if not isinstance(outcome, RetryAfter):
                return cast("bool | JSONDict | list[JSONDict]", outcome)
            pause = seconds(outcome) + _SLACK
            if pause > left:
                raise outcome
            left -= pause
            await asyncio.sleep(pause)


def _in_turn(
    callback: Callable[..., Coroutine[Any, Any, Any]], whole: AsyncLimiter, *, yielding: bool
) -> Callable[..., Coroutine[Any, Any, Any]]:
    """The call when it is its turn among all; one that yields leaves the last of each second to others."""
    room = max(1.0, whole.max_rate * (1 - RESERVED))
    tries = int(YIELDING * whole.max_rate) if yielding else 0

    async def call(*args: Any, **kwargs: Any) -> Any:
        for _ in range(tries):
            if whole.has_capacity(whole.max_rate - room + 1):
                break
            await asyncio.sleep(1 / whole.max_rate)  # the limiter tells nobody of room
        await whole.acquire()
        return await callback(*args, **kwargs)

    return call


def _caught(callback: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """The call, with a refusal as its result: the limiter would log it, and then stop every chat."""

    async def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            return refusal

    return call
