"""Every adapter at work in a place of its own, with a way to count what arrived there."""

from __future__ import annotations

import importlib
import io
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Protocol

from adapters.console import Console
from bot.seam import Place
from tests.adapters.discord.stage import Notes, stage
from tests.adapters.telegram.stage import stage as telegram_stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.delivery import Adapter

DUMMY: Final = Path(__file__).parents[1] / "data" / "dummy_adapter"


@dataclass(frozen=True)
class Home:
    """An adapter, a place that it may post in, places that are none of its community's, and a count."""

    adapter: Adapter
    place: Place
    foreign: tuple[Place, ...]
    arrived: Callable[[str], int]
    """How many messages with these words stand in the place; always none where nobody can look."""


class MakeHome(Protocol):
    """Opens a home; the adapter is closed with it."""

    def __call__(self) -> AbstractAsyncContextManager[Home]:
        """A new one."""


@asynccontextmanager
async def discord_home() -> AsyncIterator[Home]:
    """A channel of a class room's server."""
    async with stage() as on:
        other = on.server.add_guild("lain", joined=False)
        community = str(on.guild.id)
        yield Home(
            on.adapter,
            Place("discord", community, str(on.channel.id)),
            tuple(Place("discord", community, chat) for chat in (str(other.channel("general").id), "1", "x")),
            lambda words: sum(words in message.text for message in on.said()),
        )


@asynccontextmanager
async def telegram_home() -> AsyncIterator[Home]:
    """A group."""
    async with telegram_stage() as on:
        group, other = on.server.add_group("Kelas XI"), on.server.add_group("Kelas XII")
        here = Place("telegram", str(group.id), str(group.id))
        foreign = tuple(Place("telegram", str(group.id), chat) for chat in (str(other.id), "-1", "x"))
        yield Home(
            on.adapter,
            here,
            foreign,
            lambda words: sum(words in message.text for message in on.server.replies(group)),
        )


@asynccontextmanager
async def console_home() -> AsyncIterator[Home]:
    """A terminal."""
    screen = io.StringIO()
    adapter = Console({}, io.StringIO(), screen)
    here = Place("console", "terminal", "terminal", private=True)
    yield Home(
        adapter,
        here,
        (Place("console", "terminal", "other"),),
        lambda words: screen.getvalue().count(words),
    )


@asynccontextmanager
async def dummy_home() -> AsyncIterator[Home]:
    """The one place of the foreign adapter; nothing is kept there."""
    sys.path.append(str(DUMMY))
    try:
        module = importlib.import_module("babad_dummy")
    finally:
        sys.path.remove(str(DUMMY))
    with TemporaryDirectory() as folder:
        adapter = module.create({"token": "t", "address_in": str(Path(folder) / "port")}, Notes())
        here = Place("dummy", "home", "home", private=True)
        yield Home(adapter, here, (Place("dummy", "home", "other"),), lambda _: 0)


HOMES: Final[dict[str, MakeHome]] = {
    "console": console_home,
    "discord": discord_home,
    "telegram": telegram_home,
    "dummy": dummy_home,
}
