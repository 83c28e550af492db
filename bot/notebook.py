"""Adapters' notes in the store, as the seam promises them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.delivery import NotebookError
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.store import Store


def _now() -> datetime:
    return datetime.now(UTC)


class StoredNotebook:
    """The notebook of one adapter.

    Args:
        store: where notes are kept.
        platform: the adapter's name; notes of members count as data of theirs on it.
        now: the time, aware of its zone.
    """

    def __init__(self, store: Store, platform: str, now: Callable[[], datetime] = _now) -> None:
        self._notes = store.notebook
        self._platform = platform
        self._now = now

    async def read(self, key: str) -> str | None:
        """What is written under ``key`` and has not expired."""
        with _told():
            return await self._notes.read(key, self._now())

    async def take(self, key: str) -> str | None:
        """As ``read``, and erase it; of several who take at once, one gets it."""
        with _told():
            return await self._notes.take(key, self._now())

    async def write(self, key: str, value: str, *, lifetime: float | None = None, user: str = "") -> None:
        """Write ``value``, for ``lifetime`` seconds when given, as data of ``user`` when it is a member's."""
        platform = self._platform if user else ""
        with _told():
            await self._notes.write(
                key, value, now=self._now(), lifetime=lifetime, platform=platform, user=user
            )

    async def erase(self, key: str) -> None:
        """Forget ``key``."""
        with _told():
            await self._notes.erase(key)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except StoreUnavailableError as error:
        raise NotebookError(str(error)) from error
