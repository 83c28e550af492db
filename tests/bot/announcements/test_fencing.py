"""Who lost a delivery for a while, and has it again, knows nothing of it any more."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.announcements.delivery import Progress
from tests.bot.announcements.scene import SEVEN, Point

if TYPE_CHECKING:
    from tests.bot.announcements.scene import Scene
    from tests.bot.store.conftest import Run

SECOND = timedelta(seconds=1)


def test_what_another_had_meanwhile_is_asked_for_although_we_sent_nothing(blind: Scene, run: Run) -> None:
    """One was put to sleep before its call; another took over, posted and died; the first one is back."""

    async def story() -> None:
        one = await blind.active()
        sleeper, other = blind.process(), blind.process()
        sleeper.pause = lambda: blind.clock.go(90 * SECOND)
        claims = sleeper.store.claims
        settle, woken, awake = claims.settle, asyncio.Event(), asyncio.Event()

        async def late(*args: Any) -> bool:
            woken.set()
            await awake.wait()
            return await settle(*args)

        claims.settle = late  # type: ignore[assignment]
        blind.clock.go_to(SEVEN + 60 * SECOND)
        await sleeper.dispatcher.dispatch()
        await asyncio.wait_for(woken.wait(), 60)
        blind.platform.tells = True
        other.crash_at = Point.ANSWERED
        await other.dispatch()
        assert len(blind.platform.posts) == 1
        blind.platform.tells = False
        awake.set()
        await sleeper.settle()
        for _ in range(3):
            blind.clock.go(61 * SECOND)
            await sleeper.dispatch()
        assert len(blind.platform.posts) == 1
        assert list((await blind.states(one)).values()) == [Progress.IN_DOUBT]

    run(story())


def test_a_machine_that_slept_before_the_call_does_not_send_what_another_has_sent(
    blind: Scene, run: Run
) -> None:
    """Its clock for seconds stood still, the time of day went on."""

    async def story() -> None:
        await blind.active()
        sleeper, other = blind.process(), blind.process()
        begin, asleep, awake = sleeper.store.claims.begin, asyncio.Event(), asyncio.Event()

        async def beginning(*args: Any) -> bool:
            done = await begin(*args)
            asleep.set()
            await awake.wait()
            return done

        sleeper.store.claims.begin = beginning  # type: ignore[assignment]
        blind.clock.go_to(SEVEN + 60 * SECOND)
        await sleeper.dispatcher.dispatch()
        await asyncio.wait_for(asleep.wait(), 60)
        blind.clock.step(120 * SECOND)
        blind.platform.tells = True
        await other.dispatch()
        blind.platform.tells = False
        assert len(blind.platform.posts) == 1
        awake.set()
        await sleeper.settle()
        assert len(blind.platform.posts) == 1

    run(story())
