"""What communities and members chose, as words by key: in the store, or in memory where there is none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.recent import Recent
from bot.refreshed import KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.store import Store

Key = tuple[str, str]
"""A platform and the id of a community or a member on it."""
_Memory = Recent[Key, "Mapping[str, str]"]


class Choices:
    """Values by key of communities and of members.

    Args:
        store: where they are kept, which raises ``StoreUnavailableError`` from every method here; None keeps
            them in memory.
        clock: seconds that never go back.
    """

    def __init__(self, store: Store | None, clock: Callable[[], float]) -> None:
        self._store = store
        self._communities: _Memory = Recent(KNOWN, math.inf, clock)
        self._members: _Memory = Recent(KNOWN, math.inf, clock)

    async def community(self, key: Key) -> Mapping[str, str]:
        """What a community chose."""
        if self._store is None:
            return self._communities.get(key) or {}
        return await self._store.settings.load(*key)

    async def member(self, key: Key) -> Mapping[str, str]:
        """What a member chose."""
        if self._store is None:
            return self._members.get(key) or {}
        return await self._store.members.load(*key)

    async def put_setting(self, key: Key, name: str, value: str | None, by: str) -> None:
        """Choose for a community; None takes the choice back."""
        if self._store is None:
            _put(self._communities, key, name, value)
        else:
            await self._store.settings.put(*key, name, value, by)

    async def put_member(self, key: Key, name: str, value: str | None) -> None:
        """Choose for a member; None takes the choice back."""
        if self._store is None:
            _put(self._members, key, name, value)
        else:
            await self._store.members.put(*key, name, value)

    def forget_member(self, key: Key) -> None:
        """Drop what memory holds of a member."""
        self._members.drop(key)


def _put(memory: _Memory, key: Key, name: str, value: str | None) -> None:
    values = {**(memory.get(key) or {}), name: value}
    memory.put(key, {name: kept for name, kept in values.items() if kept is not None})
