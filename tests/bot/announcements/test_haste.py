"""Posts that were held up together do not leave together."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.announcements.sending import HASTE
from tests.bot.announcements.scene import HOME, SEVEN

if TYPE_CHECKING:
    from bot.seam import Place
    from tests.bot.announcements.scene import Scene
    from tests.bot.store.conftest import Run

RATE = 10.0
POSTS = 6


def test_posts_that_the_database_held_up_leave_one_by_one(scene: Scene, run: Run) -> None:
    """Or a platform would refuse the last of them."""

    async def story() -> None:
        for number in range(POSTS):
            await scene.active(place=replace(HOME, chat=f"history-{number}"))
        scene.platform.capabilities = replace(scene.platform.capabilities, posts=RATE)  # type: ignore[misc]
        process = scene.process()
        begin, waiting, all_wait = process.store.claims.begin, 0, asyncio.Event()

        async def late(*given: Any) -> bool:
            nonlocal waiting
            begun = await begin(*given)
            waiting += 1
            if waiting == POSTS:
                all_wait.set()
            await all_wait.wait()
            return begun

        left: list[float] = []

        async def leave(place: Place, key: str) -> None:
            del place, key
            left.append(scene.clock.seconds)

        process.store.claims.begin = late  # type: ignore[method-assign]
        scene.platform.script = leave
        scene.clock.go_to(SEVEN + timedelta(minutes=1))
        await process.dispatch()
        assert len(left) == POSTS
        least = min(later - before for before, later in pairwise(left))
        assert least > 0.99 / (RATE * HASTE)

    run(story())
