"""The pace of calls: as Telegram asks, short refusals waited out, long ones handed back.

Around the library's limiter, which keeps to the rates but lets one refusal stop every chat for as long as it
lasts.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, cast

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


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    asked = error.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()


class Pacing(BaseRateLimiter[float]):
    """Keeps to ``rate`` messages a second, none when it is 0, and to 20 a minute in a group.

    The argument of a single call is the seconds of refusals that it waits out.
    """

    def __init__(self, rate: float) -> None:
        self._limiter = AIORateLimiter(rate) if rate else AIORateLimiter(0, 0, 0, 0)

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
        while True:
            outcome: object = await self._limiter.process_request(
                _caught(callback), args, kwargs, endpoint, data, rate_limit_args=None
            )
            if not isinstance(outcome, RetryAfter):
                return cast("bool | JSONDict | list[JSONDict]", outcome)
            pause = seconds(outcome) + _SLACK
            if pause > left:
                raise outcome
            left -= pause
            await asyncio.sleep(pause)


def _caught(callback: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """The call, with a refusal as its result: the limiter would log it, and then stop every chat."""

    async def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            return refusal

    return call
