"""A database of either kind for tests of posting, and a scene on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    from collections.abc import Callable, Iterator

    from bot.store import Store
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
