"""How platforms are served beside each other, and what is under way when the process ends."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.announcements.delivery import Progress
from bot.announcements.lane import AT_ONCE
from bot.seam import Place
from tests.bot.announcements.scene import SEVEN, Scene

if TYPE_CHECKING:
    from bot.blocks import Reply
    from bot.delivery import Delivery
    from tests.bot.store.conftest import Run

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
TODAY = "1:2026-11-23:post"


def test_one_platform_does_not_hold_up_another(run: Run, scene: Scene) -> None:
    """What is not connected waits, and what hangs hangs alone."""

    async def story() -> None:
        two = Scene(scene.store, platforms=("scripted", "radio"))
        silent, lively = two.platforms
        hangs = asyncio.Event()

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            await hangs.wait()
            return None

        silent.script = script
        for number in range(AT_ONCE + 1):
            await two.active(place=Place("scripted", f"class {number}", "history"))
        await two.active(place=Place("radio", "class", "history"))
        process = two.process()
        for day in range(2):
            two.clock.go_to(SEVEN + timedelta(days=day) + MINUTE)
            await process.dispatcher.dispatch()
            await process.dispatcher._lanes[1].finish(60)
        assert list(lively.counts) == [f"{AT_ONCE + 2}:2026-11-{day}:post" for day in (23, 24)]
        assert not silent.posts
        hangs.set()
        await process.settle()
        assert set(silent.counts.values()) == {1}
        await two.close()

    run(story())


def test_what_is_under_way_ends_and_what_is_not_begun_is_given_back(scene: Scene, run: Run) -> None:
    """When the process is asked to end."""

    async def story() -> None:
        one = await scene.active()
        two = await scene.active(at=time(7, 1))
        process, going = scene.process(), asyncio.Event()
        begun = asyncio.Event()

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            begun.set()
            await going.wait()
            return None

        scene.platform.script = script
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatcher.dispatch()
        await asyncio.wait_for(begun.wait(), 60)
        closing = asyncio.create_task(process.dispatcher.close())
        await asyncio.sleep(0)
        scene.clock.go(HOUR)
        await process.dispatcher.dispatch()
        going.set()
        await closing
        states = {**await scene.states(one), "second": (await scene.states(two))["2026-11-23:post"]}
        assert states["2026-11-23:post"] is Progress.SENT
        assert states["second"] in {Progress.SENT, Progress.DUE}
        scene.platform.script = None
        await scene.process().dispatch()
        assert scene.platform.counts == {TODAY: 1, "2:2026-11-23:post": 1}

    run(story())


def test_a_post_for_which_there_was_no_room_is_not_begun_when_the_process_ends(
    scene: Scene, run: Run
) -> None:
    """It is given back for others to send, although room comes as others end."""

    async def story() -> None:
        for number in range(AT_ONCE + 2):
            await scene.active(place=Place("scripted", f"class {number}", "history"))
        process, going, full = scene.process(), asyncio.Event(), asyncio.Event()

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            if len(scene.platform.calls) == AT_ONCE:
                full.set()
            await going.wait()
            return None

        scene.platform.script = script
        scene.clock.go_to(SEVEN + MINUTE)
        round_ = asyncio.create_task(process.dispatcher.dispatch())
        await asyncio.wait_for(full.wait(), 60)
        closing = asyncio.create_task(process.dispatcher.close())
        await asyncio.sleep(0)
        going.set()
        await closing
        await asyncio.wait({round_})
        assert len(scene.platform.calls) == AT_ONCE
        states = [
            row.state
            for number in range(1, AT_ONCE + 3)
            for row in await scene.store.deliveries.recent(number, 1)
        ]
        assert Counter(states) == {Progress.SENT: AT_ONCE, Progress.DUE: 2}

    run(story())


def test_all_buttons_whose_time_is_over_go_beside_each_other(scene: Scene, run: Run) -> None:
    """There may be thousands of a full hour, and one that hangs keeps no other."""

    async def story() -> None:
        for number in range(AT_ONCE + 2):
            await scene.active(place=Place("scripted", f"class {number}", "history"))
        process, edit, others = scene.process(), scene.platform.edit, asyncio.Event()
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        scene.clock.go(24 * HOUR)

        async def hanging(ref: str, reply: Reply) -> Delivery:
            if ref.startswith("ref of 1:"):
                await asyncio.wait_for(others.wait(), 60)
            elif len(scene.platform.edits) == AT_ONCE - 2:
                others.set()
            return await edit(ref, reply)

        scene.platform.edit = hanging  # type: ignore[method-assign]
        await process.dispatch()
        assert len(scene.platform.edits) == AT_ONCE + 2

    run(story())
