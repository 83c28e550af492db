"""A community under a new id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Index, MetaData, String, Table, UniqueConstraint, insert, select

from bot.store import moving
from bot.store.schema import communities, settings
from tests.bot.store import rows
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store import Store
    from tests.bot.store.conftest import Run


async def fill(store: Store) -> None:
    """One row of the old community in every table that can have one, in its main chat where there is one."""
    for table in rows.tables("platform", "community"):
        await rows.put(store, table, rows.row(table, platform="console", community="old", chat="old"))


def test_every_row_follows(store: Store, run: Run) -> None:
    """In every table with a community, and the chat of the same id with it."""

    async def scene() -> None:
        await fill(store)
        before = await rows.dump(store)
        await store.move("console", "old", "new")
        expected = {
            name: [tuple("new" if value == "old" else value for value in row) for row in found]
            for name, found in before.items()
        }
        assert await rows.dump(store) == expected
        assert sum(map(len, expected.values())) == len(rows.tables("platform", "community"))

    run(scene())


def test_moving_again_changes_nothing(store: Store, run: Run) -> None:
    """A platform may tell it twice."""

    async def scene() -> None:
        await fill(store)
        await store.move("console", "old", "new")
        once = await rows.dump(store)
        await store.move("console", "old", "new")
        assert await rows.dump(store) == once

    run(scene())


def test_moving_to_itself_changes_nothing(store: Store, run: Run) -> None:
    """And above all removes nothing."""

    async def scene() -> None:
        await fill(store)
        before = await rows.dump(store)
        await store.move("console", "old", "old")
        assert await rows.dump(store) == before

    run(scene())


def test_what_the_new_one_has_stays(store: Store, run: Run) -> None:
    """It was chosen later; what it has not comes from the old one."""

    async def scene() -> None:
        await store.settings.put("console", "old", "language", "id", "ani")
        await store.settings.put("console", "old", "zone", "Asia/Jakarta", "ani")
        await store.settings.put("console", "new", "language", "en", "ani")
        await store.communities.joined("console", "old", NOW)
        await store.communities.joined("console", "new", NOW)
        await store.move("console", "old", "new")
        assert await store.settings.load("console", "new") == {"language": "en", "zone": "Asia/Jakarta"}
        assert await store.settings.load("console", "old") == {}
        assert await store.communities.present("console") == {"new"}

    run(scene())


@pytest.mark.parametrize("other", [{"platform": "radio", "community": "old"}, {"community": "third"}])
def test_others_stay_where_they_are(store: Store, run: Run, other: dict[str, str]) -> None:
    """The same id on another platform, and another community."""

    async def scene() -> None:
        for table in (settings, communities):
            await rows.put(store, table, rows.row(table, **{"platform": "console", **other}))
        before = await rows.dump(store)
        await store.move("console", "old", "new")
        assert await rows.dump(store) == before

    run(scene())


@pytest.mark.parametrize("as_constraint", [True, False])
def test_a_table_to_come_may_have_any_keys(store: Store, run: Run, *, as_constraint: bool) -> None:
    """With the community, with the chat, with both or neither."""
    schema = MetaData()
    columns = ("platform", "community", "slot")
    table = Table(
        "plans",
        schema,
        *(Column(name, String(9)) for name in ("platform", "community", "chat", "slot")),
        UniqueConstraint(*columns) if as_constraint else Index("plans_key", *columns, unique=True),
        Index("plans_chat", "platform", "chat", "slot", unique=True),
        Index("plans_slot", "slot"),
    )
    names = [column.name for column in table.c]
    given = ["old old 1", "old side 2", "new new 1", "third old 3", "old aside 4", "new else 4"]

    async def work(connection: AsyncConnection) -> list[str]:
        await connection.run_sync(schema.create_all)
        planned = [dict(zip(names, f"console {plan}".split(), strict=True)) for plan in given]
        await connection.execute(insert(table), planned)
        await moving.move(connection, "console", "old", "new", schema=schema)
        found = await connection.execute(select(table.c.community, table.c.chat, table.c.slot))
        return [" ".join(row) for row in found]

    assert sorted(run(store._database.write(work))) == [
        "new else 4",
        "new new 1",
        "new side 2",
        "third new 3",
    ]
