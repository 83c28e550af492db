"""All that is kept of one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.schema import NAMES_MEMBER, metadata, reports
from tests.bot.store import rows

if TYPE_CHECKING:
    from sqlalchemy import Table

    from bot.store import Store
    from tests.bot.store.conftest import Run


async def fill(store: Store, user: str) -> None:
    """A row of the member in every table that can have one, and another's where the member is only named."""
    for table in rows.tables("platform", "user"):
        text = {"text": f"words of {user}", "key": f"{table.name} of {user}"}
        await rows.put(store, table, rows.row(table, platform="console", user=user, closed_by=None, **text))


async def name(store: Store, user: str) -> None:
    """Rows of nobody's, or of another's, that say what the member did with them."""
    for table in rows.tables("platform"):
        named = {column.name: user for column in table.c if column.info.get(NAMES_MEMBER)}
        if named:
            await rows.put(store, table, rows.row(table, platform="console", text="words of citra", **named))


def test_everything_of_a_member_is_erased_and_nothing_of_others(store: Store, run: Run) -> None:
    """In every table: neither id nor words are left anywhere."""

    async def scene() -> None:
        await fill(store, "budi")
        await name(store, "budi")
        others = await rows.dump(store)
        await fill(store, "ani")
        assert await store.erase("console", "ani") == len(rows.tables("platform", "user"))
        assert await rows.dump(store) == others

    run(scene())


def test_a_name_under_anothers_row_is_taken_off(store: Store, run: Run) -> None:
    """The setting and the report stay, and nobody is said to have done it."""

    async def scene() -> None:
        await name(store, "ani")
        before = {table: len(found) for table, found in (await rows.dump(store)).items()}
        assert "ani" in str(await rows.dump(store))
        assert await store.erase("console", "ani") == 0
        after = await rows.dump(store)
        assert {table: len(found) for table, found in after.items()} == before
        assert "'ani'" not in str(after)

    run(scene())


def test_the_same_id_on_another_platform_is_someone_else(store: Store, run: Run) -> None:
    """Neither handed over nor erased."""

    async def scene() -> None:
        await fill(store, "ani")
        before = await rows.dump(store)
        assert await store.export("radio", "ani") == {}
        assert await store.erase("radio", "ani") == 0
        assert await rows.dump(store) == before

    run(scene())


def test_everything_of_a_member_is_handed_over(store: Store, run: Run) -> None:
    """Each row with all its columns, by table."""

    async def scene() -> None:
        await fill(store, "ani")
        await fill(store, "budi")
        handed = await store.export("console", "ani")
        assert set(handed) == {table.name for table in rows.tables("platform", "user")}
        for table, found in handed.items():
            assert [set(row) for row in found] == [set(metadata.tables[table].c.keys())]
        assert "budi" not in str(handed)
        assert handed["reports"][0]["text"] == "words of ani"

    run(scene())


def test_words_of_others_are_not_handed_over(store: Store, run: Run) -> None:
    """Of a report that the member closed: which one, and that it was them."""

    async def scene() -> None:
        await rows.put(store, reports, rows.row(reports, platform="console", user="citra", closed_by="ani"))
        assert await store.export("console", "ani") == {"reports": [{"id": 1, "closed_by": "ani"}]}

    run(scene())


@pytest.mark.parametrize("table", rows.tables("platform"), ids=lambda table: table.name)
def test_what_belongs_to_a_member_is_found_by_an_index(table: Table) -> None:
    """Erasing must keep the deadline however many rows there are."""
    starts = [[column.name for column in index.columns][:2] for index in table.indexes]
    starts.append([column.name for column in table.primary_key.columns][:2])
    for column in table.c:
        if column.name == "user" or column.info.get(NAMES_MEMBER):
            assert ["platform", column.name] in starts


def test_a_member_who_is_unknown_has_nothing(store: Store, run: Run) -> None:
    """And that is no fault."""
    assert run(store.export("console", "nobody")) == {}
    assert run(store.erase("console", "nobody")) == 0
