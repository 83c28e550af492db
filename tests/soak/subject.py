"""A process under trial: the real store, dispatcher and adapter, with an ambush on the way.

Nothing in the product knows of it: what the dispatcher is given is wrapped (``watched``).
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from bot import logs
from bot.announcements.dispatcher import Dispatcher
from bot.config.model import LogSettings
from bot.installed import load_adapter
from bot.life import Life
from bot.loops import Loop
from bot.notebook import StoredNotebook
from bot.preferences import Preferences
from bot.redaction import Redactor
from bot.seam import Response
from bot.signals import stopping_on_signals
from bot.store import StoreUnavailableError
from bot.timing import Timing
from tests.soak.watched import VARIANTS, WatchedStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.seam import Choice, Event, Lookup, Place
    from tests.soak.ambush import Ambush

OPENING: Final = 1.0
"""Seconds between two looks whether the store is there."""
PERIOD: Final = 0.1
"""Seconds between two rounds, and the longest that a round waits: less than usual, for a trial is short."""


def main(  # noqa: PLR0913, PLR0917  # what a process is told
    platform: str, settings: Mapping[str, object], url: str, ambush: Ambush, log: Path, variant: str
) -> None:
    """Be the process."""
    output = log.open("ab", buffering=0)
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.dup2(output.fileno(), sys.stderr.fileno())
    logs.configure(LogSettings(format="text"), Redactor())
    asyncio.run(_serve(platform, settings, url, ambush, variant))


async def _serve(
    platform: str, settings: Mapping[str, object], url: str, ambush: Ambush, variant: str
) -> None:
    from tests.soak.loaded import composing  # noqa: PLC0415  # takes seconds, and is done beforehand

    watched, claims = VARIANTS[variant]
    stop = asyncio.Event()
    store = WatchedStore(url, ambush, claims)
    with stopping_on_signals(stop.set):
        adapter = watched(load_adapter(platform)(settings, StoredNotebook(store, platform)), ambush)
        dispatcher = Dispatcher(
            store,
            [adapter],
            composing(),
            Preferences(store),
            moved=_moved,
            now=ambush.now,
            timing=Timing(lambda: time.monotonic() + ambush.ahead, _sleep),
        )
        away = (StoreUnavailableError,)
        loops = [
            Loop("store", OPENING, store.open, away),
            Loop("announcements", PERIOD, dispatcher.round, away),
        ]
        await Life([adapter], Deaf(), loops, ending=dispatcher.close, stop=stop).run()
        await store.close()


async def _sleep(seconds: float) -> None:
    # The trial's clock may be put forward meanwhile.
    await asyncio.sleep(min(seconds, PERIOD))


async def _moved(old: Place, new: Place) -> None:
    raise AssertionError(f"Nothing moves here, and {old} did to {new}")


class Deaf:
    """Answers nothing."""

    async def handle(self, event: Event) -> Response:
        """Say nothing."""
        del event
        return Response()

    async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
        """Offer nothing."""
        del lookup
        return ()
