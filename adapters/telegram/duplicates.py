"""Updates seen before: Telegram delivers again what was not confirmed, and hasty fingers press twice.

A press delivered again comes under a new number, so presses are told apart by what they say as well.  Numbers
are remembered as a set: after a week of silence Telegram counts on from anywhere.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final

from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

REMEMBERED: Final = 10_000
PRESS: Final = 2.0
"""Seconds within which the same press by the same member counts once."""


class Duplicates:
    """Tells whether an update was seen before, and remembers it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._numbers: Recent[int, bool] = Recent(REMEMBERED, math.inf, clock)
        self._presses: Recent[tuple[int, int, str], bool] = Recent(REMEMBERED, PRESS, clock)

    def seen(self, update: Update) -> bool:
        """Whether this very update came before."""
        if self._numbers.get(update.update_id):
            return True
        self._numbers.put(update.update_id, True)  # noqa: FBT003  # a set, in effect
        return False

    def pressed(self, update: Update) -> bool:
        """Whether the same member pressed the same button a moment ago."""
        query = update.callback_query
        if query is None or query.message is None:
            return False
        press = (query.from_user.id, query.message.message_id, query.data or "")
        if self._presses.get(press):
            return True
        self._presses.put(press, True)  # noqa: FBT003  # a set, in effect
        return False
