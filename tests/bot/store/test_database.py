"""A database that is busy, slow, away, or comes back."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import event, text, update

from bot.store import StoreUnavailableError, database
from bot.store.database import TRIES
from bot.store.engines import CONNECTIONS
from bot.store.schema import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store import Store
    from tests.bot.store.conftest import Run
    from tests.servers.postgresql import PostgreSQL

LONG = 30.0  # seconds: far longer than the deadline, far shorter than for ever


@pytest.fixture
def served(opened: Callable[[str], Store], postgresql_url: str, run: Run) -> Store:
    """A store on PostgreSQL, connected, with one setting."""
    store = opened(postgresql_url)
    run(store.settings.put("console", "1", "language", "id", "ani"))
    return store


@pytest.fixture
def filed(opened: Callable[[str], Store], sqlite_url: str, run: Run) -> Store:
    """A store on SQLite, connected, with one setting."""
    store = opened(sqlite_url)
    run(store.settings.put("console", "1", "language", "id", "ani"))
    return store


@pytest.fixture
def other(sqlite_url: str, filed: Store) -> Iterator[sqlite3.Connection]:
    """Another program at the same file."""
    del filed
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


async def unavailable(store: Store) -> str:
    """What reading and writing end with, in time."""
    async with asyncio.timeout(LONG):
        with pytest.raises(StoreUnavailableError):
            await store.settings.put("console", "1", "language", "en", "ani")
        with pytest.raises(StoreUnavailableError) as caught:
            await store.ping()
    return str(caught.value)


def test_a_server_that_is_stopped_is_told_and_used_again_when_it_is_back(
    served: Store, server: PostgreSQL, run: Run
) -> None:
    """Without anyone's help."""
    server.stop()
    try:
        sentence = run(unavailable(served))
    finally:
        server.start()
    assert sentence.startswith('The database "babad_')
    assert " cannot be used now: " in sentence
    assert "\n" not in sentence
    run(served.ping())
    assert run(served.settings.load("console", "1")) == {"language": "id"}


def test_a_server_that_is_restarted_between_two_calls_goes_unnoticed(
    served: Store, server: PostgreSQL, run: Run
) -> None:
    """Old connections are replaced in passing."""
    server.stop()
    server.start()
    run(served.settings.put("console", "1", "language", "en", "ani"))
    assert run(served.settings.load("console", "1")) == {"language": "en"}


@pytest.mark.usefixtures("hasty")
def test_a_server_that_does_not_answer_is_given_up_in_time(
    served: Store, server: PostgreSQL, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a connection was there or is to be made; afterwards it is used again."""

    async def scene() -> None:
        server.freeze()
        try:
            sentence = await unavailable(served)
        finally:
            server.thaw()
        assert "no answer within 2 s" in sentence
        monkeypatch.setattr(database, "DEADLINE", LONG)
        await served.ping()

    run(scene())


@pytest.mark.usefixtures("hasty")
def test_a_write_that_waits_too_long_is_given_up_and_not_done_later(served: Store, run: Run) -> None:
    """The query is stopped on the server too."""

    async def scene() -> None:
        url = served._database._engine.url.set(drivername="postgresql")
        async with await psycopg.AsyncConnection.connect(url.render_as_string(False)) as blocker:  # noqa: FBT003 -- SQLAlchemy's
            await blocker.execute("UPDATE settings SET value = 'jv'")
            async with asyncio.timeout(LONG):
                with pytest.raises(StoreUnavailableError, match="no answer within 2 s"):
                    await served.settings.put("console", "1", "language", "en", "ani")
            assert await served.settings.load("console", "1") == {"language": "id"}
        await asyncio.gather(*served._database._abandoned)
        assert await served.settings.load("console", "1") == {"language": "jv"}

    run(scene())


def test_a_connection_that_breaks_is_replaced(served: Store, server: PostgreSQL, run: Run) -> None:
    """In the midst of a transaction, which is done again."""
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await connection.execute(update(settings).values(value=f"try {tries}"))
        if tries == 1:
            _terminate(served, server)
            await connection.execute(text("SELECT 1"))

    run(served._database.write(work))
    assert run(served.settings.load("console", "1")) == {"language": "try 2"}


def test_a_connection_that_breaks_while_saving_leaves_it_open(
    served: Store, server: PostgreSQL, run: Run
) -> None:
    """It may have been saved, so nothing is done twice."""
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await connection.execute(update(settings).values(value="en"))
        _terminate(served, server)

    with pytest.raises(StoreUnavailableError):
        run(served._database.write(work))
    assert tries == 1


def test_a_transaction_that_gave_way_is_done_again(served: Store, run: Run) -> None:
    """When the database undoes it for another's sake."""
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        await connection.execute(text("SELECT value FROM settings"))
        if tries == 1:
            await served.settings.put("console", "1", "language", "en", "budi")
        await connection.execute(update(settings).values(value=f"try {tries}"))

    run(served._database.write(work))
    assert run(served.settings.load("console", "1")) == {"language": "try 2"}


def test_a_transaction_that_always_gives_way_is_given_up(served: Store, run: Run) -> None:
    """After a few tries."""
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await connection.execute(text("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"))

    with pytest.raises(StoreUnavailableError):
        run(served._database.write(work))
    assert tries == TRIES


def test_a_locked_file_is_tried_again(filed: Store, other: sqlite3.Connection, run: Run) -> None:
    """Until the other program lets go of it."""
    faults: list[Any] = []

    def let_go(context: Any) -> None:
        faults.append(context.original_exception.sqlite_errorname)
        other.execute("ROLLBACK")

    event.listen(filed._database._engine.sync_engine, "handle_error", let_go)
    other.execute("BEGIN IMMEDIATE")
    run(filed.settings.put("console", "1", "language", "en", "ani"))
    assert faults == ["SQLITE_BUSY"]
    assert run(filed.settings.load("console", "1")) == {"language": "en"}


@pytest.mark.usefixtures("hasty")
def test_a_file_that_stays_locked_can_be_read_and_is_told_on_writing(
    filed: Store, other: sqlite3.Connection, run: Run
) -> None:
    """Within the deadline; afterwards it is written again."""
    other.execute("BEGIN IMMEDIATE")

    async def scene() -> dict[str, str]:
        async with asyncio.timeout(LONG):
            with pytest.raises(StoreUnavailableError, match=r"database is locked|no answer within 2 s"):
                await filed.settings.put("console", "1", "language", "en", "ani")
        return await filed.settings.load("console", "1")

    assert run(scene()) == {"language": "id"}
    other.execute("ROLLBACK")
    run(filed.settings.put("console", "1", "language", "en", "ani"))
    assert run(filed.settings.load("console", "1")) == {"language": "en"}


def test_a_fault_in_the_work_is_not_hidden(store: Store, run: Run) -> None:
    """It is ours, and nothing of the work is stored."""

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(
            settings.insert().values(platform="console", community="1", key="language", value="id")
        )
        raise KeyError("a mistake")

    with pytest.raises(KeyError, match="a mistake"):
        run(store._database.write(work))
    assert run(store.settings.load("console", "1")) == {}


def test_whoever_stops_waiting_leaves_nothing_behind(store: Store, run: Run) -> None:
    """The work is ended, undone, and the connection free again."""
    begun = asyncio.Event()

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(
            settings.insert().values(platform="console", community="1", key="language", value="id")
        )
        begun.set()
        await asyncio.Event().wait()

    async def scene() -> None:
        writing = asyncio.create_task(store._database.write(work))
        await begun.wait()
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        await store.settings.put("console", "2", "language", "id", "ani")
        assert await store.settings.load("console", "1") == {}

    run(scene())


def test_more_at_once_than_there_are_connections_take_turns(store: Store, run: Run) -> None:
    """Nobody is turned away."""

    async def scene() -> None:
        calls = (store.settings.put("console", str(n), "language", "id", "ani") for n in range(50))
        await asyncio.gather(*calls)
        found = await asyncio.gather(*(store.settings.load("console", str(n)) for n in range(50)))
        assert found == [{"language": "id"}] * 50

    run(scene())


@pytest.mark.usefixtures("hasty")
def test_connections_that_are_all_in_use_are_told(
    store: Store, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In time, rather than after whoever holds them."""

    async def scene() -> None:
        release = asyncio.Event()
        taken = asyncio.Semaphore(0)

        async def hold(connection: AsyncConnection) -> None:
            await connection.execute(text("SELECT 1"))
            taken.release()
            await release.wait()

        async with asyncio.TaskGroup() as holding:
            monkeypatch.setattr(database, "DEADLINE", LONG)  # for those who hold them
            for _ in range(CONNECTIONS):
                holding.create_task(store._database.read(hold))
            for _ in range(CONNECTIONS):
                await taken.acquire()
            with pytest.raises(StoreUnavailableError, match="all connections are in use"):
                await store.ping()
            release.set()
        await store.ping()

    run(scene())


def test_closing_waits_for_what_was_abandoned(store: Store, run: Run) -> None:
    """So that no connection outlives its store."""
    begun = asyncio.Event()

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("SELECT 1"))
        begun.set()
        await asyncio.Event().wait()

    async def scene() -> None:
        reading = asyncio.create_task(store._database.read(work))
        await begun.wait()
        reading.cancel()
        await asyncio.wait({reading})
        assert store._database._abandoned
        await store.close()
        assert not store._database._abandoned

    run(scene())


def test_what_members_wrote_stays_out_of_errors(store: Store, run: Run) -> None:
    """They may be logged."""

    async def work(connection: AsyncConnection) -> None:
        row = {"platform": "console", "community": "1", "key": "language", "value": "secret words"}
        await connection.execute(settings.insert(), [row, row])

    with pytest.raises(Exception, match="settings") as caught:
        run(store._database.write(work))
    assert "secret words" not in str(caught.value)


def _terminate(store: Store, server: PostgreSQL) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        name = store._database._engine.url.database
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
