"""Where the bot is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bot.store import rows
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from bot.store import Store
    from tests.bot.store.conftest import Run

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("told", "there"),
    [
        ([], False),
        ([("joined", 0)], True),
        ([("joined", 0), ("joined", 1)], True),
        ([("joined", 0), ("left", 1)], False),
        ([("joined", 0), ("left", 1), ("joined", 2)], True),
        ([("left", 0)], False),
        ([("joined", 2), ("left", 1)], True),  # news of an earlier leaving, late
        ([("joined", 0), ("left", 2), ("joined", 1)], False),  # news of an earlier joining, late
    ],
)
def test_the_latest_news_counts(store: Store, run: Run, told: list[tuple[str, int]], *, there: bool) -> None:
    """By when it happened, not by when it was told."""

    async def scene() -> frozenset[str]:
        for news, hour in told:
            await getattr(store.communities, news)("console", "1", NOW + hour * HOUR)
        return await store.communities.present("console")

    assert run(scene()) == (frozenset({"1"}) if there else frozenset())


def test_joining_told_again_leaves_the_first_time(store: Store, run: Run) -> None:
    """Platforms tell it at every start."""

    async def scene() -> None:
        await store.communities.joined("console", "1", NOW)
        await store.communities.joined("console", "1", NOW + HOUR)
        assert [row.joined for row in (await rows.dump(store))["communities"]] == [NOW]

    run(scene())


def test_platforms_are_kept_apart(store: Store, run: Run) -> None:
    """Each learns of its own communities."""

    async def scene() -> None:
        await store.communities.joined("console", "1", NOW)
        await store.communities.joined("radio", "1", NOW)
        await store.communities.joined("radio", "2", NOW)
        await store.communities.left("radio", "1", NOW + HOUR)
        assert await store.communities.present("console") == {"1"}
        assert await store.communities.present("radio") == {"2"}

    run(scene())


def test_what_is_news_is_told_from_what_was_known(store: Store, run: Run) -> None:
    """Joining again and leaving again are, telling it again is not."""

    async def scene() -> list[bool]:
        told = [
            ("joined", 0),
            ("joined", 1),
            ("left", 2),
            ("left", 2),
            ("joined", 1),
            ("joined", 3),
            ("left", 2),
        ]
        return [
            await getattr(store.communities, news)("console", "1", NOW + hour * HOUR) for news, hour in told
        ]

    assert run(scene()) == [True, False, True, False, False, True, False]
