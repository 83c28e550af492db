"""Babad, posting and answering as told by lines: ``python -m bench.announce.bots PLATFORM SETTINGS``.

``due`` has it post in places at a time of day, ``progress`` tells how many posts are how far.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.chat.child import obey
from bench.chat.meters import Meters
from bot import logs
from bot.announcements.composing import Composing
from bot.announcements.dispatcher import PERIOD, Dispatcher
from bot.cli.knowledge import answering, read_packs
from bot.cli.run import settle
from bot.composition import converse
from bot.config.model import LogSettings
from bot.installed import load_adapter
from bot.life import Life
from bot.loops import Loop
from bot.notebook import StoredNotebook
from bot.patient_store import PatientStore
from bot.preferences import Preferences
from bot.redaction import Redactor
from bot.seam import Place
from bot.shelf import Shelf
from bot.store import StoreUnavailableError
from tests.soak.due import due_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.chat.child import Json
    from bot.conversation import Conversation
    from bot.delivery import Adapter


@dataclass(frozen=True, slots=True)
class Babad:
    """The bot as ``babad run`` composes it: all shipped packs, an SQLite database, one adapter."""

    store: PatientStore
    adapter: Adapter
    conversation: Conversation
    dispatcher: Dispatcher
    wish: asyncio.Event
    """Set when there is something to be posted at once."""

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until stopped."""
        loops = [Loop("announcements", PERIOD, self.dispatcher.round, (StoreUnavailableError,))]
        life = Life([self.adapter], self.conversation, loops, ending=self.dispatcher.close, stop=stop)
        await life.run()

    async def due(self, places: Sequence[tuple[str, str]], at: float) -> Json:
        """Have something posted in each of the places, by community and chat, at an instant."""
        name = self.adapter.name
        there = [Place(name, community, chat) for community, chat in places]
        for one in due_at(datetime.fromtimestamp(at, UTC), there):
            await self.store.announcements.create(one)
        self.wish.set()
        return {}


def compose(store: PatientStore, adapter: Adapter, folder: Path) -> Babad:
    """The bot, with all that it answers from."""
    shelf = Shelf(lambda: read_packs(()))
    desk = answering((), cache_folder=folder)
    shelf.prepare()
    preferences = Preferences(store)
    conversation = converse(desk, shelf, store=store, preferences=preferences)
    wish = asyncio.Event()
    dispatcher = Dispatcher(
        store,
        [adapter],
        Composing(shelf, desk.tongues),
        preferences,
        moved=conversation.residence.moved,
        now=lambda: datetime.now(UTC),
        wish=wish,
    )
    return Babad(store, adapter, conversation, dispatcher, wish)


async def serve(platform: str, settings: Json, folder: Path) -> None:
    """Run the bot until nothing more comes in by line."""
    meters, stop = Meters(), asyncio.Event()
    store = PatientStore(f"sqlite:///{folder / 'babad.sqlite'}")
    await store.open()
    adapter = load_adapter(platform)(settings, StoredNotebook(store, platform))
    babad = await asyncio.to_thread(compose, store, adapter, folder)
    settle()
    running = asyncio.create_task(babad.run(stop))
    verbs = {
        "due": babad.due,
        "begin": meters.begin,
        "figures": meters.figures,
        "profiled": meters.profiled,
    }
    obeying = asyncio.create_task(obey(verbs))
    await asyncio.wait({running, obeying}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    obeying.cancel()
    await running
    await store.close()


def main(arguments: Iterable[str]) -> None:
    """Run the bot that the arguments name."""
    platform, settings = arguments
    logs.configure(LogSettings(level="warning", format="text"), Redactor())
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(serve(platform, json.loads(settings), Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
