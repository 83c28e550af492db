"""A bot, measured as it is told by lines: ``python -m bench.chat.bots BOT PLATFORM SETTINGS``."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.chat import echo
from bench.chat.child import obey
from bench.chat.meters import Meters
from bot.cli.knowledge import answering, read_packs
from bot.cli.run import settle
from bot.composition import converse
from bot.installed import load_adapter
from bot.life import Life
from bot.notebook import StoredNotebook
from bot.patient_store import PatientStore
from bot.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.chat.child import Json
    from bot.conversation import Conversation


async def babad(platform: str, settings: Json, folder: Path, stop: asyncio.Event) -> None:
    """Serve as ``babad run`` does: all shipped packs, an SQLite database, the adapter of the platform."""
    store = PatientStore(f"sqlite:///{folder / 'babad.sqlite'}")
    await store.open()
    try:
        adapter = load_adapter(platform)(settings, StoredNotebook(store, platform))
        conversation = await asyncio.to_thread(_conversation, store, folder)
        settle()
        await Life((adapter,), conversation, stop=stop).run()
    finally:
        await store.close()


def _conversation(store: PatientStore, folder: Path) -> Conversation:
    shelf = Shelf(lambda: read_packs(()))
    shelf.prepare()
    return converse(answering((), cache_folder=folder), shelf, store=store)


async def serve(kind: str, platform: str, settings: Json) -> None:
    """Run the bot until nothing more comes in by line."""
    meters, stop = Meters(), asyncio.Event()
    with tempfile.TemporaryDirectory() as folder:
        if kind == "babad":
            running = asyncio.create_task(babad(platform, settings, Path(folder), stop))
        else:
            running = asyncio.create_task(echo.BOTS[platform](settings, stop))
        obeying = asyncio.create_task(
            obey({"begin": meters.begin, "figures": meters.figures, "profiled": meters.profiled})
        )
        await asyncio.wait({running, obeying}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        obeying.cancel()
        await running


def main(arguments: Iterable[str]) -> None:
    """Run the bot that the arguments name."""
    kind, platform, settings = arguments
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(serve(kind, platform, json.loads(settings)))


if __name__ == "__main__":
    main(sys.argv[1:])
