"""How SQLite goes about what is asked of it many times a minute: by an index, however many rows there are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.announcements.announcement import Announcement, State
from bot.announcements.delivery import POST
from bot.seam import Place
from bot.store.claims import Matured
from bot.store.deliveries import new_delivery
from bot.store.purging import LISTED
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.store import Store
    from tests.bot.store.conftest import Run

SOON = NOW + timedelta(minutes=1)
LATE = NOW + timedelta(hours=7)


async def claim(store: Store) -> None:
    """Claim, give back some, begin one, take it over, note it."""
    claimed = await store.claims.claim("console", "me", SOON, LATE, 9)
    assert len(claimed) == 3
    await store.claims.give_back("me", [one.delivery.key for one in claimed[1:]])
    await store.claims.begin(claimed[0].delivery, "me")
    await store.claims.take_over("console", "you", LATE, LATE, 9)
    await store.claims.settle(claimed[0].delivery, "you")
    await store.claims.release(LATE)


async def look(store: Store) -> None:
    """Look what is to be done."""
    await store.claims.next_step(["console", "radio"])
    await store.claims.outdated("console", SOON, 9)
    await store.claims.expire(LATE)


async def mature(store: Store) -> None:
    """Set what is due on to its next date."""

    def decide(one: Announcement, zone: str | None) -> Matured:
        del zone
        day = date(2026, 8, 17)
        return Matured(new_delivery(one, day, POST, NOW, LATE), day + timedelta(days=1), LATE)

    assert await store.claims.mature(NOW, decide) == 3


async def purge(store: Store) -> None:
    """Forget what is long over."""
    assert await store.claims.expire(LATE) == 3
    assert await store.purge(LATE + LISTED) == 3


@pytest.mark.parametrize("work", [claim, look, mature, purge])
def test_nothing_reads_through_all_posts_or_all_their_announcements(
    opened: Callable[[str], Store], sqlite_url: str, run: Run, work: Callable[[Store], Awaitable[None]]
) -> None:
    """There are hundreds of thousands of rows where many places are posted to."""
    store, said = opened(sqlite_url), list[tuple[str, Any]]()
    engine = store._database._engine.sync_engine

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: object) -> None:
        del connection, cursor, rest
        said.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    async def scene() -> set[str]:
        for number in range(3):
            await prepare(store, NOW, number)
        event.listen(engine, "before_cursor_execute", hear)
        await work(store)
        event.remove(engine, "before_cursor_execute", hear)
        async with store._database._engine.connect() as connection:
            return {
                row.detail
                for statement, parameters in said
                for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            }

    steps = run(scene())
    assert any(step.startswith("SEARCH") for step in steps)
    assert not [step for step in steps if step in {"SCAN deliveries", "SCAN announcements"}]


async def prepare(store: Store, at: datetime, number: int) -> None:
    """An announcement that is due, with a post that is."""
    place = Place("console", f"class {number}", "history")
    one = Announcement(id=0, place=place, state=State.ACTIVE, since=at, due=at, day=at.date())
    await store.deliveries.add(await store.announcements.create(one), at.date(), POST, at, LATE)
