"""Notes that adapters keep for themselves."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store import Store
    from tests.bot.store.conftest import Run

LATER = NOW + timedelta(seconds=60)


def test_a_note_is_read_until_it_is_erased(store: Store, run: Run) -> None:
    """And erasing what is not there is no fault."""

    async def scene() -> list[str | None]:
        seen = [await store.notebook.read("digest", NOW)]
        await store.notebook.write("digest", "abc", now=NOW)
        seen.append(await store.notebook.read("digest", NOW + timedelta(days=10_000)))
        await store.notebook.write("digest", "def", now=NOW)
        seen.append(await store.notebook.read("digest", NOW))
        await store.notebook.erase("digest")
        await store.notebook.erase("digest")
        return [*seen, await store.notebook.read("digest", NOW)]

    assert run(scene()) == [None, "abc", "def", None]


@pytest.mark.parametrize("way", ["read", "take"])
def test_a_note_ends_with_its_lifetime(store: Store, run: Run, way: str) -> None:
    """To the microsecond."""

    async def scene() -> None:
        await store.notebook.write("form", "half", now=NOW, lifetime=60)
        assert await getattr(store.notebook, way)("form", LATER) is None
        assert await getattr(store.notebook, way)("form", LATER - timedelta(microseconds=1)) == "half"

    run(scene())


def test_writing_anew_gives_a_new_lifetime(store: Store, run: Run) -> None:
    """Or none."""

    async def scene() -> None:
        await store.notebook.write("form", "half", now=NOW, lifetime=60)
        await store.notebook.write("form", "more", now=NOW + timedelta(seconds=30), lifetime=60)
        assert await store.notebook.read("form", LATER) == "more"
        await store.notebook.write("form", "all", now=NOW)
        assert await store.notebook.read("form", NOW + timedelta(days=1)) == "all"

    run(scene())


def test_of_many_who_take_a_note_one_gets_it(opened: Callable[[str], Store], url: str, run: Run) -> None:
    """From several processes, at the same moment."""
    stores = [opened(url), opened(url)]

    async def scene() -> list[str | None]:
        await stores[0].notebook.write("form", "half", now=NOW)
        return await asyncio.gather(*(stores[n % 2].notebook.take("form", NOW) for n in range(16)))

    taken = run(scene())
    assert sorted(taken, key=str) == [None] * 15 + ["half"]


def test_a_note_can_be_long_and_not_longer(store: Store, run: Run) -> None:
    """A form of many fields fits."""
    run(store.notebook.write("form", "é" * 65_536, now=NOW))
    assert run(store.notebook.read("form", NOW)) == "é" * 65_536
    with pytest.raises(ValueError, match="The value has 65537 characters; at most 65536"):
        run(store.notebook.write("form", "é" * 65_537, now=NOW))
