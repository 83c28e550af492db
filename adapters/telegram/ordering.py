"""Updates side by side, yet in order for each member in each chat: a question before its correction."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable

AT_ONCE: Final = 1_024
"""Updates in hand at once; most of them wait for Telegram to take an answer."""

Key = tuple[int | None, int | None]


class OrderedProcessor(BaseUpdateProcessor):
    """Handles updates concurrently, those of one member in one chat one after the other."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._locks: dict[Key, asyncio.Lock] = {}
        self._waiting: Counter[Key] = Counter()
        self._running: set[asyncio.Task[None]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Await ``coroutine`` when its turn has come."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # a coroutine runs in one
        self._running.add(task)
        try:
            await self._in_turn(_key(update), coroutine)
        finally:
            self._running.discard(task)

    async def _in_turn(self, key: Key | None, coroutine: Awaitable[None]) -> None:
        if key is None:
            await coroutine
            return
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] += 1
        try:
            async with lock:
                await coroutine
        finally:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # of no effect unless its turn never came
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]

    async def abandon(self) -> None:
        """Cancel what is still in hand."""
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""


def _key(update: object) -> Key | None:
    """Whose update it is; None for those whose order is of no matter, as while an inline query is typed."""
    if not isinstance(update, Update) or update.inline_query is not None:
        return None
    chat, user = update.effective_chat, update.effective_user
    return None if chat is None else chat.id, None if user is None else user.id
