"""A database of either kind for tests of posting, and a scene on it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.bot.announcements.managing import managing
from tests.bot.announcements.scene import Scene
from tests.bot.store.conftest import (  # noqa: F401  # fixtures
    opened,
    patient,
    postgresql_url,
    run,
    server,
    sqlite_url,
    store,
    url,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from bot.answering import Answering
    from bot.store import Store
    from facts.fact import Pack
    from tests.bot.announcements.managing import Managing, Play
    from tests.bot.store.conftest import Run


@pytest.fixture
def scene(run: Run, opened: Callable[[str], Store], sqlite_url: str) -> Iterator[Scene]:  # noqa: F811
    """A scene on a SQLite file."""
    made = Scene(opened(sqlite_url))
    yield made
    run(made.close())


@pytest.fixture
def blind(run: Run, opened: Callable[[str], Store], sqlite_url: str) -> Iterator[Scene]:  # noqa: F811
    """A scene whose platform cannot tell what became of a post."""
    made = Scene(opened(sqlite_url), tells=False)
    yield made
    run(made.close())


@pytest.fixture
def anywhere(run: Run, store: Store) -> Iterator[Scene]:  # noqa: F811
    """A scene on a database of either kind."""
    made = Scene(store)
    yield made
    run(made.close())


@pytest.fixture
def play(answering: Answering, pack: Pack, tmp_path: Path) -> Play:
    """Plays a scene."""

    def played(scene: Callable[[Managing], Awaitable[None]]) -> None:
        async def main() -> None:
            async with managing(answering, pack, tmp_path) as desk:
                await scene(desk)

        asyncio.run(main())

    return played
