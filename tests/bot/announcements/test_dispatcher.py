"""Posting what is due."""

from __future__ import annotations

import asyncio
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.announcements.announcement import State
from bot.announcements.delivery import Progress
from bot.announcements.dispatcher import WAITING
from bot.delivery import Failed, Later
from bot.seam import Place
from bot.timing import Timing
from tests.bot.announcements.scene import HOME, SEVEN, Scene, moving_to

if TYPE_CHECKING:
    from bot.delivery import Delivery
    from tests.bot.store.conftest import Run

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TODAY = "1:2026-11-23:post"


def test_a_post_goes_out_when_it_is_due_and_once(anywhere: Scene, run: Run) -> None:
    """Not before, and not again, however often one looks; the next day again."""

    async def story() -> None:
        one = await anywhere.active(at=time(7, 5))
        process = anywhere.process()
        anywhere.clock.go_to(SEVEN + 4 * MINUTE)
        await process.dispatch()
        assert not anywhere.platform.posts
        anywhere.clock.go_to(SEVEN + 5 * MINUTE)
        for _ in range(3):
            await process.dispatch()
        assert [(post.key, post.place) for post in anywhere.platform.posts] == [(TODAY, HOME)]
        row = (await anywhere.rows(one))["2026-11-23:post"]
        assert (row.state, row.ref, row.facts) == (Progress.SENT, f"ref of {TODAY}", ("p:f",))
        anywhere.clock.go(DAY)
        await process.dispatch()
        assert list(anywhere.platform.counts) == [TODAY, "1:2026-11-24:post"]

    run(story())


@pytest.mark.parametrize(("late", "posted"), [(5 * HOUR + 59 * MINUTE, True), (6 * HOUR, False)])
def test_what_was_missed_is_made_up_for_within_six_hours(
    scene: Scene, run: Run, late: timedelta, *, posted: bool
) -> None:
    """Later it is noted as skipped."""

    async def story() -> None:
        one = await scene.active()
        scene.clock.go_to(SEVEN + late)
        await scene.process().dispatch()
        expected = Progress.SENT if posted else Progress.SKIPPED
        assert await scene.states(one) == {"2026-11-23:post": expected}
        assert len(scene.platform.posts) == posted
        assert (await scene.known(one)).due == SEVEN + DAY

    run(story())


def test_an_evening_post_is_not_made_up_for_on_the_next_day(scene: Scene, run: Run) -> None:
    """Its date is over at midnight, two hours later."""

    async def story() -> None:
        one = await scene.active(at=time(22))
        scene.clock.go_to(SEVEN - 7 * HOUR)
        await scene.process().dispatch()
        assert await scene.states(one) == {"2026-11-22:post": Progress.SKIPPED}

    run(story())


def test_after_a_long_silence_there_is_no_burst_of_old_days(scene: Scene, run: Run) -> None:
    """The latest date alone is made up for."""

    async def story() -> None:
        one = await scene.active()
        scene.clock.go_to(SEVEN + 9 * DAY + HOUR)
        process = scene.process()
        await process.dispatch()
        await process.dispatch()
        assert await scene.states(one) == {"2026-12-02:post": Progress.SENT}
        assert (await scene.known(one)).due == SEVEN + 10 * DAY

    run(story())


def test_one_that_is_resumed_or_moved_in_time_makes_up_for_nothing(scene: Scene, run: Run) -> None:
    """What was due before, nobody expects."""

    async def story() -> None:
        paused = await scene.active()
        later = await scene.active(at=time(7, 10))
        await scene.book.pause(paused.id)
        scene.clock.go_to(SEVEN + HOUR)
        await scene.book.resume(paused.id)
        await scene.book.alter(later.id, at=time(7, 15))
        await scene.process().dispatch()
        assert not scene.platform.posts

    run(story())


def test_one_that_was_posted_today_is_not_posted_again_today(scene: Scene, run: Run) -> None:
    """Though its time, its zone and its state change: one post for each local date."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        for change in ({"at": time(9)}, {"zone": "Europe/Berlin"}, {"zone": "Pacific/Honolulu"}):
            await scene.book.alter(one.id, **change)
            await scene.book.pause(one.id)
            await scene.book.resume(one.id)
            for _ in range(8):
                scene.clock.go(HOUR)
                await process.dispatch()
        for _ in range(24):
            scene.clock.go(HOUR)
            await process.dispatch()
        assert scene.platform.counts == {TODAY: 1, "1:2026-11-24:post": 1}

    run(story())


def test_one_that_was_stopped_after_it_was_claimed_is_not_posted(scene: Scene, run: Run) -> None:
    """Whoever stops it may be sure."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        claim = process.store.claims.claim

        async def stopped(*args: object) -> object:
            found = await claim(*args)  # type: ignore[arg-type]
            await scene.book.pause(one.id)
            return found

        process.store.claims.claim = stopped  # type: ignore[method-assign,assignment]
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        assert not scene.platform.calls
        assert await scene.states(one) == {"2026-11-23:post": Progress.SKIPPED}

    run(story())


def test_a_post_that_is_wished_for_at_once_goes_out_at_once(scene: Scene, run: Run) -> None:
    """Beside the daily ones, also while it is paused, and once for one wish."""

    async def story() -> None:
        one = await scene.active()
        await scene.book.pause(one.id)
        wished = scene.clock.now()
        assert await scene.book.post_now(one.id, wished)
        assert not await scene.book.post_now(one.id, wished)
        await scene.process().dispatch()
        assert list(scene.platform.counts) == [f"1:2026-11-22:now-{int(wished.timestamp())}"]

    run(story())


def test_the_answer_comes_where_and_when_it_was_said_to(scene: Scene, run: Run) -> None:
    """Ten hours later on the clock; once."""

    async def story() -> None:
        one = await scene.active(reveal=10)
        process = scene.process()
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        answer = (await scene.rows(one))["2026-11-23:answer"]
        assert (answer.due, answer.question, answer.state) == (SEVEN + 10 * HOUR, "p:q", Progress.DUE)
        scene.clock.go_to(SEVEN + 10 * HOUR)
        await process.dispatch()
        await process.dispatch()
        assert scene.platform.counts == {TODAY: 1, "1:2026-11-23:answer": 1}

    run(story())


def test_without_a_question_there_is_no_answer(scene: Scene, run: Run) -> None:
    """And none to a post that did not arrive."""

    async def story() -> None:
        one = await scene.active()
        asks = await scene.active(reveal=10, place=Place("scripted", "class", "elsewhere"))

        async def script(place: Place, key: str) -> Delivery | None:
            del key
            return Failed("no") if place.chat == "elsewhere" else None

        scene.platform.script = script
        scene.clock.go_to(SEVEN + MINUTE)
        await scene.process().dispatch()
        assert set(await scene.rows(one)) == set(await scene.rows(asks)) == {"2026-11-23:post"}

    run(story())


def test_the_button_that_stops_it_goes_after_a_day(scene: Scene, run: Run) -> None:
    """The rest of the post stays as it is."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        await scene.book.pause(one.id)
        scene.clock.go(23 * HOUR)
        await process.dispatch()
        assert not scene.platform.edits
        scene.clock.go(HOUR)
        await process.dispatch()
        await process.dispatch()
        ((ref, reply),) = scene.platform.edits
        assert ref == f"ref of {TODAY}"
        (posted,) = scene.platform.posts
        assert (reply.blocks, [action.label for action in reply.actions]) == (posted.reply.blocks, ["Why"])

    run(story())


def test_a_platform_that_asks_to_wait_is_waited_for(scene: Scene, run: Run) -> None:
    """As long as it likes, and without that counting as a failure."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        waits: list[Delivery] = [Later(100.0)] * 6

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            return waits.pop() if waits else None

        scene.platform.script = script
        scene.clock.go_to(SEVEN + MINUTE)
        for _ in range(7):
            await process.dispatch()
            scene.clock.go(timedelta(seconds=99))
            await process.dispatch()
            scene.clock.go(timedelta(seconds=1))
        assert len(scene.platform.calls) == 7
        assert scene.platform.counts == {TODAY: 1}
        assert (await scene.rows(one))["2026-11-23:post"].attempts == 0

    run(story())


def test_a_group_that_moved_takes_everything_along_and_gets_the_post(anywhere: Scene, run: Run) -> None:
    """At its new place, with the same key, once; the answer to its question is to go there too."""

    async def story() -> None:
        one = await anywhere.active(place=Place("scripted", "class", "class"), reveal=3)
        other = await anywhere.active(place=Place("scripted", "class", "class", "9"), at=time(8))
        new = Place("scripted", "big class", "big class")
        anywhere.platform.script = moving_to(new)
        process = anywhere.process()
        anywhere.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        await process.dispatch()
        assert [(post.key, post.place) for post in anywhere.platform.posts] == [(TODAY, new)]
        assert (await anywhere.known(one)).place == new
        assert (await anywhere.known(other)).place == Place("scripted", "big class", "big class", "9")
        rows = await anywhere.rows(one)
        assert {key: row.state for key, row in rows.items()} == {
            "2026-11-23:post": Progress.SENT,
            "2026-11-23:answer": Progress.DUE,
        }
        assert {row.place for row in rows.values()} == {new}

    run(story())


def test_what_is_due_where_there_is_no_connection_waits_for_it(scene: Scene, run: Run) -> None:
    """As long as it may be made up for; then it is skipped."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.connected = False
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        assert await scene.states(one) == {"2026-11-23:post": Progress.DUE}
        scene.platform.connected = True
        await process.dispatch()
        assert scene.platform.counts == {TODAY: 1}
        scene.platform.connected = False
        scene.clock.go_to(SEVEN + DAY + MINUTE)
        await process.dispatch()
        scene.clock.go(6 * HOUR)
        await process.dispatch()
        assert (await scene.states(one))["2026-11-24:post"] is Progress.SKIPPED
        assert (await scene.known(one)).state is State.ACTIVE

    run(story())


def test_nothing_is_posted_while_clocks_differ(
    scene: Scene, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """By more than five seconds; which is said once a minute."""

    async def story() -> None:
        await scene.active()
        process = scene.process()
        scene.clock.go_to(SEVEN + MINUTE)
        scene.drift = timedelta(seconds=6)
        for _ in range(3):
            await process.dispatch()
            scene.clock.go(timedelta(seconds=25))
        assert not scene.platform.posts
        assert capsys.readouterr().out.count("clocks_differ") == 1
        scene.drift = timedelta(seconds=-4)
        await process.dispatch()
        assert scene.platform.counts == {TODAY: 1}

    run(story())


def test_a_round_waits_until_something_is_due(scene: Scene, run: Run) -> None:
    """Not for longer than a quarter of a minute, for others may set something up."""

    async def story() -> None:
        one = await scene.active(at=time(7, 5))
        process = scene.process()
        scene.clock.go_to(SEVEN + 5 * MINUTE - timedelta(seconds=20))
        before = scene.clock.seconds
        await process.dispatcher.round()
        assert scene.clock.seconds - before == WAITING
        await process.dispatcher.round()
        await process.settle()
        row = (await scene.rows(one))["2026-11-23:post"]
        assert row.begun is not None
        assert timedelta() <= row.begun - (SEVEN + 5 * MINUTE) < timedelta(seconds=1)

    run(story())


def test_a_wish_ends_the_wait(run: Run, scene: Scene) -> None:
    """Whoever wishes for a post sees it at once."""

    async def story() -> None:
        process = scene.process()
        waiting = asyncio.Event()

        async def sleep(seconds: float) -> None:
            del seconds
            waiting.set()
            await asyncio.Event().wait()

        process.dispatcher._timing = Timing(scene.clock.timing.clock, sleep)
        round_ = asyncio.create_task(process.dispatcher.round())
        await asyncio.wait_for(waiting.wait(), 60)
        one = await scene.active()
        await scene.book.post_now(one.id, scene.clock.now())
        process.dispatcher._wish.set()
        await asyncio.wait_for(round_, 60)
        await process.settle()
        assert len(scene.platform.posts) == 1

    run(story())
