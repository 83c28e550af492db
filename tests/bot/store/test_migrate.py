"""Bringing a database up to date, alone and in company."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from bot.store import StoreError, StoreUnavailableError, files, open_store
from bot.store.schema import metadata
from tests.bot.store.rows import NOW
from tests.servers.postgresql import SUPERUSER

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store import Store
    from tests.bot.store.conftest import Run
    from tests.servers.postgresql import PostgreSQL

PROCESS = """
import asyncio, sys
from bot.store import open_store

async def main():
    store = await open_store(sys.argv[1])
    await store.settings.put("console", "1", sys.argv[2], "here", "ani")
    await store.close()

print("ready", flush=True)
sys.stdin.read()
asyncio.run(main())
"""
PROCESSES = 4


def test_the_migrations_make_the_schema(store: Store, run: Run) -> None:
    """Tables, columns, types, defaults, keys and indexes, to the name."""

    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "include_name": own}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    def own(name: str | None, kind: str, parents: object) -> bool:
        del parents
        return kind != "table" or name != "migration_lock"

    assert run(store._database.read(lambda connection: connection.run_sync(differences))) == []


def test_opening_again_keeps_what_is_there(opened: Callable[[str], Store], url: str, run: Run) -> None:
    """And changes nothing."""
    first = opened(url)
    run(first.notebook.write("digest", "abc", now=NOW))
    run(first.close())
    assert run(opened(url).notebook.read("digest", NOW)) == "abc"


def test_a_database_of_a_newer_version_is_refused(opened: Callable[[str], Store], url: str, run: Run) -> None:
    """In one sentence, and it stays as it is."""
    store = opened(url)

    async def age(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    run(store._database.write(age))
    with pytest.raises(StoreError) as caught:
        run(open_store(url))
    assert "was written by a newer version of Babad: install that version, or put back" in str(caught.value)
    assert run(store._database.fetch(text("SELECT version_num FROM alembic_version"))) == [("9999",)]


def test_a_database_that_is_not_there_is_told(server: PostgreSQL, run: Run) -> None:
    """By its name."""
    with pytest.raises(
        StoreUnavailableError, match=r'"nusantara" at .* database "nusantara" does not exist\.$'
    ):
        run(open_store(server.url("nusantara")))


def test_a_user_who_may_not_make_tables_is_told(postgresql_url: str, run: Run) -> None:
    """In one sentence, in the server's words."""
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN")
        try:
            with pytest.raises(
                StoreError, match=r"brought up to date: permission denied for schema public\.$"
            ):
                run(open_store(postgresql_url.replace(f"//{SUPERUSER}@", "//guest@")))
        finally:
            connection.execute("DROP ROLE guest")


def test_damage_that_is_met_late_is_told(
    opened: Callable[[str], Store], sqlite_url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As that which is met by the check."""
    run(opened(sqlite_url).close())
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with path.open("r+b") as file:
        file.seek(4096)  # behind the list of tables
        file.write(b"\xff" * (path.stat().st_size - 4096))
    monkeypatch.setattr(files, "CHECKED", 0)
    with pytest.raises(StoreError, match=r"is damaged \(.*\): put back a copy"):
        run(open_store(sqlite_url))


def test_processes_that_start_at_once_migrate_once(
    url: str, opened: Callable[[str], Store], run: Run
) -> None:
    """All of them find the tables ready."""
    command = [sys.executable, "-W", "error", "-c", PROCESS, url]
    started = [
        subprocess.Popen(  # noqa: S603 -- ourselves
            [*command, f"process-{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None  # else communicate() would close it again
    ends = [(*process.communicate(timeout=60), process.returncode) for process in started]
    assert ends == [("", "", 0)] * PROCESSES
    there = run(opened(url).settings.load("console", "1"))
    assert there == {f"process-{number}": "here" for number in range(PROCESSES)}


def test_stores_opened_at_once_in_one_process_do_not_mix(
    sqlite_url: str, tmp_path_factory: pytest.TempPathFactory, run: Run
) -> None:
    """Neither on the same database nor on different ones."""
    other = f"sqlite:///{tmp_path_factory.mktemp('other')}/babad.sqlite"

    async def scene() -> None:
        stores = await asyncio.gather(*(open_store(url) for url in [sqlite_url, other] * 4))
        for store in stores:
            await store.ping()
            await store.close()

    run(scene())


def test_the_loop_is_free_while_a_database_is_made_ready(sqlite_url: str, run: Run) -> None:
    """Someone else is waiting for an answer meanwhile."""

    async def scene() -> int:
        opening = asyncio.create_task(open_store(sqlite_url))
        turns = 0
        while not opening.done():
            await asyncio.sleep(0)
            turns += 1
        await opening.result().close()
        return turns

    assert run(scene()) > PROCESSES
