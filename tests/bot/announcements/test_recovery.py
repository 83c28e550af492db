"""What becomes of a post when nobody knows whether it arrived."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.announcements.delivery import Progress
from bot.announcements.sending import LEASE
from bot.delivery import Failed, Gone, Later, Migrated, Sent, Unsure
from bot.seam import Place
from bot.store import StoreUnavailableError
from tests.bot.announcements.scene import SEVEN, Point

if TYPE_CHECKING:
    from bot.delivery import Delivery
    from tests.bot.announcements.scene import Process, Scene
    from tests.bot.store.conftest import Run

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
TODAY = "1:2026-11-23:post"
DATE = "2026-11-23:post"


async def unsure(place: Place, key: str) -> Delivery:
    """Nobody knows."""
    del place, key
    return Unsure()


async def breaks(place: Place, key: str) -> Delivery:
    """An adapter with a fault."""
    del place, key
    raise ConnectionResetError


@pytest.mark.parametrize("script", [unsure, breaks])
def test_a_platform_that_tells_is_asked_and_the_post_is_there_once(
    anywhere: Scene, run: Run, script: object
) -> None:
    """Shortly after, and told how long ago it was sent; an exception counts as not knowing."""

    async def story() -> None:
        one = await anywhere.active()
        process = anywhere.process()
        anywhere.platform.script = script  # type: ignore[assignment]
        anywhere.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        assert await anywhere.states(one) == {DATE: Progress.SENDING}
        await process.dispatch()
        assert not anywhere.platform.asked
        anywhere.clock.go(5 * SECOND)
        await process.dispatch()
        await process.dispatch()
        ((key, age),) = anywhere.platform.asked
        assert (key, round(age)) == (TODAY, 5)
        assert anywhere.platform.counts == {TODAY: 1}
        assert await anywhere.states(one) == {DATE: Progress.SENT}

    run(story())


def test_a_platform_that_cannot_tell_leaves_it_in_doubt(blind: Scene, run: Run) -> None:
    """And it is never sent again, though the next day's is."""

    async def story() -> None:
        one = await blind.active()
        process = blind.process()
        blind.platform.script = unsure
        blind.clock.go_to(SEVEN + MINUTE)
        for _ in range(20):
            await process.dispatch()
            blind.clock.go(MINUTE)
        assert blind.platform.calls == [TODAY]
        assert await blind.states(one) == {DATE: Progress.IN_DOUBT}
        blind.platform.script = None
        blind.clock.go_to(SEVEN + timedelta(days=1, minutes=1))
        await process.dispatch()
        assert blind.platform.counts == {"1:2026-11-24:post": 1}

    run(story())


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Sent("found"), Progress.SENT),
        (Unsure(), Progress.IN_DOUBT),
        (Failed("refused"), Progress.DUE),
        (Gone(), Progress.DUE),
        (Later(60.0), Progress.SENDING),
    ],
)
def test_what_the_platform_says_when_asked_counts(
    scene: Scene, run: Run, answer: Delivery, state: Progress
) -> None:
    """Only what definitely did not arrive is sent again; one that says later is asked again."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = unsure
        scene.platform.answers = [answer]
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        scene.clock.go(5 * SECOND)
        await process.dispatch()
        row = (await scene.rows(one))[DATE]
        assert row.state is state
        assert row.attempts == (1 if state is Progress.DUE else 0)
        assert len(scene.platform.calls) == 1
        scene.platform.script = None
        scene.clock.go(2 * MINUTE)
        await process.dispatch()
        await process.dispatch()
        assert scene.platform.counts == ({} if state in {Progress.SENT, Progress.IN_DOUBT} else {TODAY: 1})

    run(story())


def test_a_place_that_moved_meanwhile_is_asked_where_it_is_now(scene: Scene, run: Run) -> None:
    """All that hangs on it has followed."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = unsure
        new = Place("scripted", "big class", "big class")
        scene.platform.answers = [Migrated(new)]
        scene.clock.go_to(SEVEN + MINUTE)
        for _ in range(3):
            await process.dispatch()
            scene.clock.go(5 * SECOND)
        assert len(scene.platform.asked) == 2
        assert [post.place.community for post in scene.platform.posts] == ["big class"]
        assert (await scene.known(one)).place.community == "big class"

    run(story())


@pytest.mark.parametrize("point", Point)
@pytest.mark.parametrize("tells", [True, False])
def test_a_process_that_dies_leaves_one_post_or_one_in_doubt(
    run: Run, scene: Scene, blind: Scene, point: Point, *, tells: bool
) -> None:
    """At each of six points: nothing double; nothing missed but where nobody can tell, and that is listed."""
    world = scene if tells else blind

    async def story() -> None:
        one = await world.active()
        first = world.process()
        first.crash_at = point
        world.clock.go_to(SEVEN + MINUTE)
        await first.dispatch()
        assert first.crashed
        second = world.process()
        for _ in range(4):
            await second.dispatch()
            world.clock.go(MINUTE)
        state = (await world.states(one))[DATE]
        between = point in {Point.SENDING, Point.RECEIVED, Point.ANSWERED}
        assert state is (Progress.SENT if tells or not between else Progress.IN_DOUBT)
        assert world.platform.counts == ({} if not tells and point is Point.SENDING else {TODAY: 1})

    run(story())


def test_what_was_begun_too_long_ago_is_not_sent_out_of_time(scene: Scene, run: Run) -> None:
    """Asking could have it sent in the afternoon; it stays in doubt."""

    async def story() -> None:
        one = await scene.active()
        first = scene.process()
        first.crash_at = Point.SENDING
        scene.clock.go_to(SEVEN + MINUTE)
        await first.dispatch()
        scene.clock.go(timedelta(hours=6))
        await scene.process().dispatch()
        assert not scene.platform.asked
        assert await scene.states(one) == {DATE: Progress.IN_DOUBT}

    run(story())


def test_what_was_stopped_after_its_process_died_is_not_sent(scene: Scene, run: Run) -> None:
    """Nobody asks, since that could have it sent; it stays in doubt."""

    async def story() -> None:
        one = await scene.active()
        first = scene.process()
        first.crash_at = Point.SENDING
        scene.clock.go_to(SEVEN + MINUTE)
        await first.dispatch()
        await scene.book.pause(one.id)
        scene.clock.go(MINUTE)
        await scene.process().dispatch()
        assert not scene.platform.asked
        assert await scene.states(one) == {DATE: Progress.IN_DOUBT}

    run(story())


def test_a_process_that_slept_does_not_send_what_it_lost(blind: Scene, run: Run) -> None:
    """It has committed to send, is put to sleep for a minute and a half, and sees its lease is over."""

    async def story() -> None:
        one = await blind.active()
        sleeper, other = blind.process(), blind.process()

        def sleep() -> None:
            blind.clock.go(90 * SECOND)

        sleeper.pause = sleep
        blind.clock.go_to(SEVEN + MINUTE)
        await sleeper.dispatch()
        assert not blind.platform.calls
        sleeper.pause = lambda: None
        await other.dispatch()
        assert blind.platform.counts == {TODAY: 1}
        assert await blind.states(one) == {DATE: Progress.SENT}

    run(story())


def test_a_process_that_slept_while_sending_marks_nothing(scene: Scene, run: Run) -> None:
    """Another one has asked the platform meanwhile, and its word stands; the post is there once."""

    async def story() -> None:
        one = await scene.active()
        sleeper, other = scene.process(), scene.process()
        awake, called = asyncio.Event(), asyncio.Event()

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            scene.platform.script = None
            called.set()
            await awake.wait()
            return Failed("what the sleeper believes")

        scene.platform.script = script
        scene.clock.go_to(SEVEN + MINUTE)
        await sleeper.dispatcher.dispatch()
        await asyncio.wait_for(called.wait(), 60)
        scene.clock.go(timedelta(seconds=LEASE))
        await other.dispatch()
        assert await scene.states(one) == {DATE: Progress.SENT}
        awake.set()
        await sleeper.settle()
        row = (await scene.rows(one))[DATE]
        assert (row.state, row.problem) == (Progress.SENT, "")
        assert scene.platform.counts == {TODAY: 1}

    run(story())


def away(process: Process, name: str, times: int) -> None:
    """Let the store be away for a process, so many times that it calls ``name``."""
    claims = process.store.claims
    real, left = getattr(claims, name), [times]

    async def call(*args: object) -> object:
        if left[0]:
            left[0] -= 1
            raise StoreUnavailableError("The database is away.")
        return await real(*args)

    setattr(claims, name, call)


@pytest.mark.parametrize("name", ["release", "mature", "expire", "take_over", "claim"])
def test_a_store_that_is_away_ends_the_round_and_nothing_more(scene: Scene, run: Run, name: str) -> None:
    """Whoever runs the rounds is told; the next one goes on where this one ended."""

    async def story() -> None:
        await scene.active()
        process = scene.process()
        away(process, name, 1)
        scene.clock.go_to(SEVEN + MINUTE)
        with pytest.raises(StoreUnavailableError):
            await process.dispatcher.dispatch()
        await process.settle()
        await process.dispatch()
        assert scene.platform.counts == {TODAY: 1}

    run(story())


@pytest.mark.parametrize("stored", [True, False])
def test_a_store_that_falls_silent_before_the_call_costs_no_post(
    blind: Scene, run: Run, *, stored: bool
) -> None:
    """Whether or not it noted that the post is being sent, this process knows that it was not."""

    async def story() -> None:
        one = await blind.active()
        process = blind.process()
        claims = process.store.claims
        begin = claims.begin

        async def silent(*args: object) -> bool:
            claims.begin = begin  # type: ignore[method-assign]
            if stored:
                await begin(*args)  # type: ignore[arg-type]
            raise StoreUnavailableError("The database is away.")

        claims.begin = silent  # type: ignore[method-assign,assignment]
        blind.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        assert not blind.platform.calls
        for _ in range(3):
            blind.clock.go(timedelta(seconds=LEASE))
            await process.dispatch()
        assert blind.platform.counts == {TODAY: 1}
        assert await blind.states(one) == {DATE: Progress.SENT}

    run(story())


@pytest.mark.parametrize("times", [3, 200])
def test_an_outcome_is_noted_when_the_store_is_back(blind: Scene, run: Run, times: int) -> None:
    """Within the lease, or after it: what this process saw happen is not in doubt."""

    async def story() -> None:
        one = await blind.active()
        process = blind.process()
        away(process, "settle", times)
        blind.clock.go_to(SEVEN + MINUTE)
        for _ in range(6):
            await process.dispatch()
            blind.clock.go(timedelta(seconds=LEASE))
        assert blind.platform.calls == [TODAY]
        assert await blind.states(one) == {DATE: Progress.SENT}

    run(story())


def test_an_outcome_that_is_lost_with_its_process_is_asked_for(scene: Scene, run: Run) -> None:
    """The store was away until the process died."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        away(process, "settle", 1_000)
        scene.clock.go_to(SEVEN + MINUTE)
        await process.dispatch()
        other = scene.process()
        scene.clock.go(timedelta(seconds=LEASE))
        await other.dispatch()
        assert len(scene.platform.asked) == 1
        assert scene.platform.counts == {TODAY: 1}
        assert await scene.states(one) == {DATE: Progress.SENT}

    run(story())


def test_a_post_that_cannot_be_composed_is_told_and_stops_nothing(
    scene: Scene, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """It fails by itself; others go out."""

    async def story() -> None:
        broken = await scene.active()
        await scene.active(place=Place("scripted", "class", "elsewhere"))
        process = scene.process()
        (lane,) = process.dispatcher._lanes
        composer = lane._office.composer
        compose = composer.compose

        def composing(announcement: object, delivery: object, language: str) -> object:
            if getattr(announcement, "id", 0) == broken.id:
                raise ZeroDivisionError
            return compose(announcement, delivery, language)  # type: ignore[arg-type]

        composer.compose = composing  # type: ignore[method-assign,assignment]
        scene.clock.go_to(SEVEN + MINUTE)
        for _ in range(20):
            await process.dispatch()
            scene.clock.go(MINUTE)
        assert scene.platform.counts == {"2:2026-11-23:post": 1}
        row = (await scene.rows(broken))[DATE]
        assert (row.state, row.problem) == (Progress.FAILED, "it could not be composed")
        assert capsys.readouterr().out.count("ZeroDivisionError") >= 4

    run(story())
