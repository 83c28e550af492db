"""What nobody needs any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.store.purging import BATCH, KEPT
from bot.store.schema import communities, notebook
from tests.bot.store import rows
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from bot.store import Store
    from tests.bot.store.conftest import Run

MOMENT = timedelta(microseconds=1)


def test_notes_go_when_they_have_expired(store: Store, run: Run) -> None:
    """Others stay."""

    async def scene() -> None:
        await store.notebook.write("old", "x", now=NOW, lifetime=60)
        await store.notebook.write("young", "x", now=NOW, lifetime=61)
        await store.notebook.write("lasting", "x", now=NOW)
        assert await store.purge(NOW + timedelta(seconds=60)) == 1
        assert {row.key for row in (await rows.dump(store))["notebook"]} == {"young", "lasting"}

    run(scene())


def test_a_community_that_is_long_gone_goes_with_all_its_rows(store: Store, run: Run) -> None:
    """In every table; until then, and on other platforms, everything stays."""

    async def scene() -> None:
        for table in rows.tables("platform", "community"):
            for platform, community in (("console", "gone"), ("console", "here"), ("radio", "gone")):
                await rows.put(store, table, rows.row(table, platform=platform, community=community))
        before = await rows.dump(store)
        await store.communities.left("console", "gone", NOW + MOMENT)
        assert await store.purge(NOW + KEPT) == 0
        assert await store.purge(NOW + MOMENT + KEPT) == len(rows.tables("platform", "community"))
        left = {
            name: [row for row in found if not {"console", "gone"} <= set(row)]
            for name, found in before.items()
        }
        assert await rows.dump(store) == left

    run(scene())


def test_a_community_that_came_back_stays(store: Store, run: Run) -> None:
    """With all that it had set."""

    async def scene() -> None:
        await store.communities.joined("console", "1", NOW)
        await store.settings.put("console", "1", "language", "id", "ani")
        await store.communities.left("console", "1", NOW + MOMENT)
        await store.communities.joined("console", "1", NOW + 2 * MOMENT)
        assert await store.purge(NOW + 2 * KEPT) == 0
        assert await store.settings.load("console", "1") == {"language": "id"}

    run(scene())


def test_more_than_one_batch_is_removed(store: Store, run: Run) -> None:
    """All of them, though not at once."""

    async def scene() -> None:
        notes = [rows.row(notebook, key=str(number), expires=NOW) for number in range(BATCH * 2)]
        await rows.put(store, notebook, *notes)
        gone = [rows.row(communities, community=str(number), gone=NOW) for number in range(BATCH + 1)]
        await rows.put(store, communities, *gone)
        assert await store.purge(NOW + KEPT) == BATCH * 3 + 1
        assert not any((await rows.dump(store)).values())

    run(scene())
