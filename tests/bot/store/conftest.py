"""A store on either database, on a loop of the test's own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.store import Store, database, engines, open_store
from tests.servers.postgresql import PostgreSQL, postgresql

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

    Run = Callable[[Coroutine[Any, Any, Any]], Any]


DEADLINE, CONNECTING = database.DEADLINE, engines.CONNECTING
LONG = 30.0


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every call time: on a machine that is busy, only tests of the deadlines may meet them."""
    monkeypatch.setattr(database, "DEADLINE", LONG)
    monkeypatch.setattr(engines, "CONNECTING", LONG)


@pytest.fixture
def hasty(patient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the deadlines as they are."""
    del patient
    monkeypatch.setattr(database, "DEADLINE", DEADLINE)
    monkeypatch.setattr(engines, "CONNECTING", CONNECTING)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    """A PostgreSQL that runs until the last test has ended."""
    with postgresql() as running:
        yield running


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/data/babad.sqlite"


@pytest.fixture
def postgresql_url(server: PostgreSQL) -> Iterator[str]:
    """The URL of a PostgreSQL database without a table."""
    with server.database() as fresh:
        yield fresh


@pytest.fixture(params=["sqlite_url", "postgresql_url"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database of either kind."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def run() -> Iterator[Run]:
    """Run a coroutine on the one loop of this test."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture
def opened(run: Run) -> Iterator[Callable[[str], Store]]:
    """Open a store that is closed after the test."""
    stores: list[Store] = []

    def open_one(url: str) -> Store:
        stores.append(run(open_store(url)))
        return stores[-1]

    yield open_one
    for store in stores:
        run(store.close())


@pytest.fixture
def store(opened: Callable[[str], Store], url: str) -> Store:
    """An open store without a row in it."""
    return opened(url)
