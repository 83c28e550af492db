"""Adapters' notes, kept by the real store."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery import Notebook, NotebookError
from bot.notebook import StoredNotebook
from bot.patient_store import PatientStore

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 8, 17, 12, tzinfo=UTC)


def test_notes_are_read_taken_written_and_erased(tmp_path: Path) -> None:
    """Each for its lifetime, and taken only once."""

    async def play() -> None:
        now = NOON
        store = PatientStore(f"sqlite:///{tmp_path}/babad.sqlite")
        await store.open()
        notes: Notebook = StoredNotebook(store, "here", lambda: now)
        await notes.write("here:form", "half", lifetime=60, user="ani")
        await notes.write("here:digest", "abc")
        assert await notes.read("here:form") == "half"
        now = NOON + timedelta(seconds=61)
        assert await notes.read("here:form") is None
        assert await notes.take("here:digest") == "abc"
        assert await notes.take("here:digest") is None
        await notes.write("here:digest", "def")
        await notes.erase("here:digest")
        assert await notes.read("here:digest") is None
        await store.close()

    asyncio.run(play())


def test_notes_of_members_are_data_of_theirs(tmp_path: Path) -> None:
    """They go when the member asks for it; those of the adapter itself stay."""

    async def play() -> None:
        store = PatientStore(f"sqlite:///{tmp_path}/babad.sqlite")
        await store.open()
        notes = StoredNotebook(store, "here")
        await notes.write("here:form", "half", user="ani")
        await notes.write("here:digest", "abc")
        assert set(await store.export("here", "ani")) == {"notebook"}
        await store.erase("here", "ani")
        assert await notes.read("here:form") is None
        assert await notes.read("here:digest") == "abc"
        await store.close()

    asyncio.run(play())


def test_a_store_that_is_away_is_told_as_the_seam_says(tmp_path: Path) -> None:
    """By every method."""

    async def play() -> None:
        store = PatientStore(f"sqlite:///{tmp_path}/babad.sqlite")
        notes = StoredNotebook(store, "here")
        for act in (notes.read("k"), notes.take("k"), notes.write("k", "v"), notes.erase("k")):
            with pytest.raises(NotebookError, match="could not be reached"):
                await act
        await store.close()

    asyncio.run(play())
