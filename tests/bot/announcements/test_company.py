"""Several processes that post from one database."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.announcements.delivery import Progress
from bot.delivery import Failed, Unsure
from bot.seam import Place
from tests.bot.announcements.scene import SEVEN, Point, Posted, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery import Delivery
    from bot.store import Store
    from tests.bot.store.conftest import Run

MINUTE = timedelta(minutes=1)
MANY = 60
KEYS = {f"{number}:2026-11-23:post" for number in range(1, MANY + 1)}


async def crowd(scene: Scene) -> None:
    """Announcements that are all due at seven."""
    for number in range(MANY):
        await scene.active(place=Place("scripted", f"c{number}", f"c{number}"))


def test_processes_that_post_at_once_post_each_thing_once(
    run: Run, url: str, opened: Callable[[str], Store]
) -> None:
    """On either database, each with connections of its own."""

    async def story(scene: Scene, stores: list[Store]) -> None:
        await crowd(scene)
        processes = [scene.process(store) for store in stores]
        scene.clock.go_to(SEVEN + MINUTE)
        for _ in range(3):
            await asyncio.gather(*(process.dispatch() for process in processes))
        assert scene.platform.counts == dict.fromkeys(KEYS, 1)
        scene.clock.go(timedelta(days=1))
        await asyncio.gather(*(process.dispatch() for process in processes))
        assert len(scene.platform.posts) == 2 * MANY
        assert set(scene.platform.counts.values()) == {1}
        await scene.close()

    stores = [opened(url) for _ in range(4)]
    run(story(Scene(stores[0]), stores[1:]))


@pytest.mark.parametrize("tells", [True, False])
def test_processes_that_fail_and_die_at_once_post_nothing_twice(
    run: Run, url: str, opened: Callable[[str], Store], *, tells: bool
) -> None:
    """One dies at each point; the platform fails in every way; what is missed is listed."""

    async def story(scene: Scene, stores: list[Store]) -> None:
        await crowd(scene)
        turns = iter(range(10**6))

        async def script(place: Place, key: str) -> Delivery | None:
            del place
            match next(turns) % 7:
                case 0:
                    return Unsure()
                case 1:
                    return Failed("busy")
                case 2:
                    scene.platform.post(Place("scripted", "x", "x"), reply, key)
                    raise ConnectionResetError
                case _:
                    return None

        reply = (await sample(scene)).reply
        scene.platform.script = script
        scene.clock.go_to(SEVEN + MINUTE)
        for point in Point:
            processes = [scene.process(store) for store in stores]
            processes[0].crash_at = point
            await asyncio.gather(*(process.dispatch() for process in processes))
            scene.clock.go(3 * MINUTE)
        survivor = scene.process(stores[0])
        for _ in range(8):
            await survivor.dispatch()
            scene.clock.go(5 * MINUTE)
        assert max(scene.platform.counts.values()) == 1
        listed = {
            f"{row.announcement}:2026-11-23:post": row.state
            for number in range(1, MANY + 1)
            for row in await scene.store.deliveries.recent(number, 1)
        }
        posted = set(scene.platform.counts)
        assert all(key in posted for key, state in listed.items() if state is Progress.SENT)
        doubtful = {key for key, state in listed.items() if state is Progress.IN_DOUBT}
        assert set(listed) == KEYS
        assert KEYS - posted <= doubtful
        assert not (tells and doubtful)
        await scene.close()

    stores = [opened(url) for _ in range(3)]
    run(story(Scene(stores[0], tells=tells), stores[1:]))


async def sample(scene: Scene) -> Posted:
    """A post as the platform got it."""
    one = await scene.active(place=Place("scripted", "sample", "sample"))
    await scene.book.post_now(one.id, scene.clock.now())
    await scene.process().dispatch()
    await scene.book.remove(one.id)
    return scene.platform.posts.pop()
