"""Posts that were held up together do not leave together."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.announcements.sending import HASTE, LATE
from bot.timing import Timing
from tests.bot.announcements.scene import HOME, SEVEN

if TYPE_CHECKING:
    from tests.bot.announcements.scene import Scene
    from tests.bot.store.conftest import Run

RATE = 10.0
POSTS = 6


def test_posts_that_were_held_up_leave_one_by_one(scene: Scene, run: Run) -> None:
    """Or a platform would refuse the last of them; none counts as being sent while it waits for its turn."""

    async def story() -> None:
        pauses: list[float] = []
        begun: list[int] = []

        async def sleep(seconds: float) -> None:
            pauses.append(seconds)
            await asyncio.sleep(0)

        async def beginning(*given: Any) -> bool:
            begun.append(len(pauses))
            return await begin(*given)

        for number in range(POSTS):
            await scene.active(place=replace(HOME, chat=f"history-{number}"))
        scene.platform.capabilities = replace(scene.platform.capabilities, posts=RATE)
        scene.clock.timing = Timing(lambda: scene.clock.seconds, sleep)
        process = scene.process()
        begin = process.store.claims.begin
        process.store.claims.begin = beginning  # type: ignore[assignment]
        scene.clock.go_to(SEVEN + timedelta(minutes=1))
        await process.dispatch()
        assert len(scene.platform.posts) == POSTS
        even = [pytest.approx((number - LATE) / (RATE * HASTE)) for number in range(1, POSTS)]
        assert [one for one in pauses if one in even] == even
        assert begun[0] < begun[-1]

    run(story())
