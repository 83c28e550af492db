"""The pace of calls: all keep to one rate, and posts that nobody waits for do not hold up answers."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from adapters.telegram.pacing import IMPATIENCE, PATIENCE, Pacing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

RATE = 12.0
ROOM = 8
"""Posts of a second for which there is room, the rest being for answers."""


class Line:
    """Calls made with a pace, in the order in which they came through."""

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing
        self.through: list[str] = []

    async def call(self, name: str, patience: float, chat: int | None = 7) -> None:
        """Make one call."""

        async def made(*_: Any, **__: Any) -> bool:
            self.through.append(name)
            return True

        data = {} if chat is None else {"chat_id": chat}
        await self._pacing.process_request(made, (), {}, "sendMessage", data, patience)

    def start(self, name: str, patience: float, chat: int | None = 7) -> asyncio.Task[None]:
        """Begin to make one."""
        return asyncio.create_task(self.call(name, patience, chat))


@asynccontextmanager
async def line(rate: float = RATE) -> AsyncIterator[Line]:
    """A line of calls in private chats."""
    pacing = Pacing(rate)
    await pacing.initialize()
    yield Line(pacing)
    await pacing.shutdown()


def test_answers_overtake_posts_that_nobody_waits_for() -> None:
    """However many of those stand in line."""

    async def story() -> None:
        async with line() as calls:
            posts = [calls.start("post", IMPATIENCE) for _ in range(ROOM + 3)]
            while len(calls.through) < ROOM:  # noqa: ASYNC110  # they come through by themselves
                await asyncio.sleep(0)
            answers = [calls.start("answer", PATIENCE) for _ in range(3)]
            await asyncio.gather(*answers)
            assert calls.through[:ROOM] == ["post"] * ROOM
            assert calls.through[ROOM : ROOM + 3] == ["answer"] * 3
            await asyncio.gather(*posts)
            assert calls.through[ROOM + 3 :] == ["post"] * 3

    asyncio.run(story())


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_posts_come_through_at_any_rate(rate: float) -> None:
    """Also where nothing is left to reserve, and where nothing is paced."""

    async def story() -> None:
        async with line(rate) as calls:
            await asyncio.wait_for(calls.call("post", IMPATIENCE), 30)
            assert calls.through == ["post"]

    asyncio.run(story())


def test_calls_that_concern_no_chat_are_not_paced() -> None:
    """They come through when all that may be said in a second was said."""

    async def story() -> None:
        async with line() as calls:
            posts = [calls.start("post", IMPATIENCE) for _ in range(ROOM + 1)]
            await asyncio.gather(*(calls.call("lookup", IMPATIENCE, None) for _ in range(50)))
            assert calls.through.count("lookup") == 50
            await asyncio.gather(*posts)

    asyncio.run(story())
