"""A store that the process starts without: away until it was reached, then as any other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.patient_store import PatientStore
from bot.store import StoreError, StoreUnavailableError
from tests.servers.postgresql import postgresql

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_away_until_it_is_opened(tmp_path: Path) -> None:
    """Reading and writing fail as in an outage; nothing is made on the disk."""

    async def play() -> None:
        store = PatientStore(f"sqlite:///{tmp_path}/folder/babad.sqlite")
        with pytest.raises(StoreUnavailableError, match="could not be reached so far"):
            await store.settings.load("here", "class")
        with pytest.raises(StoreUnavailableError):
            await store.settings.put("here", "class", "zone", "Asia/Tokyo", "ani")
        assert not (tmp_path / "folder").exists()
        await store.open()
        await store.open()
        await store.settings.put("here", "class", "zone", "Asia/Tokyo", "ani")
        assert await store.settings.load("here", "class") == {"zone": "Asia/Tokyo"}
        assert await store.purge(datetime.now(UTC)) == 0
        await store.close()

    asyncio.run(play())


def test_a_database_that_comes_late_is_taken_up() -> None:
    """And one that goes away again is noticed by opening it again."""

    async def play() -> None:
        with postgresql() as server:
            url = server.create_database()
            await asyncio.to_thread(server.stop)
            store = PatientStore(url)
            with pytest.raises(StoreUnavailableError):
                await store.open()
            await asyncio.to_thread(server.start)
            await store.open()
            await store.members.put("here", "ani", "language", "en")
            await asyncio.to_thread(server.stop)
            with pytest.raises(StoreUnavailableError):
                await store.open()
            await asyncio.to_thread(server.start)
            await store.open()
            assert await store.members.load("here", "ani") == {"language": "en"}
            await store.close()

    asyncio.run(play())


def test_what_will_not_mend_itself_is_told_as_such(tmp_path: Path) -> None:
    """A damaged file, and a URL that is none."""
    (tmp_path / "babad.sqlite").write_bytes(b"SQLite format 3\x00" + b"damage" * 1000)

    async def play() -> None:
        store = PatientStore(f"sqlite:///{tmp_path}/babad.sqlite")
        with pytest.raises(StoreError) as caught:
            await store.open()
        assert not isinstance(caught.value, StoreUnavailableError)
        await store.close()

    asyncio.run(play())
    with pytest.raises(StoreError):
        PatientStore("mysql://root@db/babad")
