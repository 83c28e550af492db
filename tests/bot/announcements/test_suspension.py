"""Places that cannot be written to: struck, suspended, tried again, and never forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.announcements.announcement import State
from bot.announcements.delivery import Progress
from bot.delivery import Failed, Forbidden, Gone
from bot.seam import Place
from tests.bot.announcements.scene import HOME, SEVEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.announcements.announcement import Announcement
    from bot.delivery import Delivery
    from tests.bot.announcements.scene import Process, Scene
    from tests.bot.store.conftest import Run

    Script = Callable[[Place, str], Awaitable[Delivery | None]]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def refusing(outcome: Delivery, *chats: str) -> Script:
    """A platform that refuses those chats, or all."""

    async def script(place: Place, key: str) -> Delivery | None:
        del key
        return outcome if not chats or place.chat in chats else None

    return script


async def live(scene: Scene, process: Process, days: int) -> None:
    """Let days go by from seven in the morning on, looking closely for half an hour and seldom later."""
    for _ in range(days):
        start = scene.clock.now()
        for minutes in (1, 2, 4, 15, 30, 480):
            scene.clock.go_to(start + minutes * MINUTE)
            await process.dispatch()
        scene.clock.go_to(start + DAY)


async def dates(scene: Scene, announcement: Announcement) -> list[date]:
    """The dates on which it was tried."""
    return sorted(row.date for row in (await scene.rows(announcement)).values() if row.kind == "post")


@pytest.mark.parametrize(("outcome", "problem"), [(Gone(), "gone"), (Forbidden(), "forbidden")])
def test_three_days_of_refusal_suspend_it(anywhere: Scene, run: Run, outcome: Delivery, problem: str) -> None:
    """Four tries a day, one strike each day; what the place said is kept, and that nobody knows of it."""

    async def story() -> None:
        one = await anywhere.active()
        process = anywhere.process()
        anywhere.platform.script = refusing(outcome)
        anywhere.clock.go_to(SEVEN)
        await live(anywhere, process, 2)
        known = await anywhere.known(one)
        assert (known.state, known.strikes, known.unnoticed) == (State.ACTIVE, 2, False)
        assert len(anywhere.platform.calls) == 8
        await live(anywhere, process, 1)
        known = await anywhere.known(one)
        assert (known.state, known.strikes, known.problem) == (State.SUSPENDED, 3, problem)
        assert known.unnoticed
        assert await anywhere.book.unnoticed(HOME) == (known,)
        await anywhere.book.noticed(one.id)
        assert await anywhere.book.unnoticed(HOME) == ()

    run(story())


def test_a_suspended_one_is_tried_again_less_and_less_often(scene: Scene, run: Run) -> None:
    """After one, two, four, and then every seven days, with the post of that day."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = refusing(Gone())
        scene.clock.go_to(SEVEN)
        await live(scene, process, 32)
        first = SEVEN.date()
        expected = [first + n * DAY for n in (0, 1, 2, 3, 5, 9, 16, 23, 30)]
        assert await dates(scene, one) == expected

    run(story())


def test_a_success_makes_it_active_and_daily_again(scene: Scene, run: Run) -> None:
    """With nothing held against the place."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = refusing(Gone())
        scene.clock.go_to(SEVEN)
        await live(scene, process, 5)
        scene.platform.script = None
        await live(scene, process, 3)
        known = await scene.known(one)
        assert (known.state, known.strikes, known.struck, known.problem) == (State.ACTIVE, 0, None, "")
        assert not known.unnoticed
        assert [post.key[:12] for post in scene.platform.posts] == [
            f"1:{(SEVEN + n * DAY).date()}" for n in (5, 6, 7)
        ]

    run(story())


def test_strikes_are_forgiven_by_a_post_that_arrives(scene: Scene, run: Run) -> None:
    """Two days of refusal, one of success, two of refusal: no suspension."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.clock.go_to(SEVEN)
        for script, days in ((refusing(Gone()), 2), (None, 1), (refusing(Gone()), 2)):
            scene.platform.script = script
            await live(scene, process, days)
        known = await scene.known(one)
        assert (known.state, known.strikes) == (State.ACTIVE, 2)

    run(story())


def test_failures_that_say_nothing_of_the_place_are_no_strikes(scene: Scene, run: Run) -> None:
    """However many days they last."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = refusing(Failed("the platform is out of order"))
        scene.clock.go_to(SEVEN)
        await live(scene, process, 5)
        known = await scene.known(one)
        assert (known.state, known.strikes) == (State.ACTIVE, 0)
        assert set((await scene.states(one)).values()) == {Progress.FAILED}
        assert (await scene.rows(one))["2026-11-23:post"].problem == "the platform is out of order"

    run(story())


def test_an_outage_in_which_all_places_are_refused_suspends_none(scene: Scene, run: Run) -> None:
    """Not even when it lasts for days."""

    async def story() -> None:
        all_ = [await scene.active(place=Place("scripted", f"c{n}", f"c{n}")) for n in range(12)]
        process = scene.process()
        scene.clock.go_to(SEVEN)
        await live(scene, process, 1)
        scene.platform.script = refusing(Gone())
        await live(scene, process, 3)
        assert {(await scene.known(one)).strikes for one in all_} == {0}
        scene.platform.script = None
        await live(scene, process, 1)
        assert {(await scene.known(one)).state for one in all_} == {State.ACTIVE}

    run(story())


def test_one_dead_place_among_many_is_suspended(scene: Scene, run: Run) -> None:
    """The others are not held up."""

    async def story() -> None:
        all_ = [await scene.active(place=Place("scripted", f"c{n}", f"c{n}")) for n in range(10)]
        process = scene.process()
        scene.platform.script = refusing(Gone(), "c3")
        scene.clock.go_to(SEVEN)
        await live(scene, process, 3)
        states = [(await scene.known(one)).state for one in all_]
        assert states.count(State.ACTIVE) == 9
        assert states[3] is State.SUSPENDED
        assert len(scene.platform.posts) == 27

    run(story())


def test_where_there_is_no_connection_no_place_is_to_blame(scene: Scene, run: Run) -> None:
    """A refusal that comes while the platform is lost is none."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            scene.platform.connected = False
            return Gone()

        scene.platform.script = script
        scene.clock.go_to(SEVEN)
        for _ in range(4):
            for minutes in (1, 2, 4, 15, 30):
                scene.platform.connected = True
                scene.clock.go(minutes * MINUTE)
                await process.dispatch()
            scene.clock.go(DAY - 52 * MINUTE)
        assert (await scene.known(one)).strikes == 0
        assert (await scene.rows(one))["2026-11-23:post"].state is Progress.FAILED

    run(story())


def test_where_it_was_set_up_is_told_once(scene: Scene, run: Run) -> None:
    """When that is another place; and then nobody else need be."""

    async def story() -> None:
        office = Place("scripted", "class", "office")
        one = await scene.active(origin=office)
        process = scene.process()
        scene.platform.script = refusing(Forbidden(), HOME.chat)
        scene.clock.go_to(SEVEN)
        await live(scene, process, 8)
        assert [(post.key, post.place) for post in scene.platform.posts] == [("1:2026-11-25:notice", office)]
        known = await scene.known(one)
        assert (known.state, known.unnoticed) == (State.SUSPENDED, False)

    run(story())


@pytest.mark.parametrize("origin", [None, HOME])
def test_without_another_place_nobody_is_told_there(scene: Scene, run: Run, origin: Place | None) -> None:
    """The next one who manages the community is."""

    async def story() -> None:
        one = await scene.active(origin=origin)
        process = scene.process()
        scene.platform.script = refusing(Gone())
        scene.clock.go_to(SEVEN)
        await live(scene, process, 4)
        assert not any(key.endswith("notice") for key in scene.platform.calls)
        assert (await scene.known(one)).unnoticed

    run(story())


def test_a_definite_failure_is_tried_four_times(scene: Scene, run: Run) -> None:
    """At once, and after thirty seconds, two minutes and ten."""

    async def story() -> None:
        await scene.active()
        process = scene.process()
        times: list[datetime] = []

        async def script(place: Place, key: str) -> Delivery | None:
            del place, key
            times.append(scene.clock.now())
            return Failed("no")

        scene.platform.script = script
        scene.clock.go_to(SEVEN)
        for _ in range(6 * 15):
            scene.clock.go(timedelta(seconds=10))
            await process.dispatch()
        assert len(times) == 4
        waits = [(later - sooner).total_seconds() for sooner, later in pairwise(times)]
        assert [round(wait) for wait in waits] == [30, 120, 600]

    run(story())


def test_a_community_that_removed_the_bot_is_left_alone_until_it_is_back(scene: Scene, run: Run) -> None:
    """What stopped because of it goes on by itself; what an administrator paused stays paused."""

    async def story() -> None:
        one = await scene.active()
        paused = await scene.active()
        await scene.book.pause(paused.id)
        await scene.book.left(HOME)
        known = await scene.known(one)
        assert (known.state, known.problem, known.unnoticed) == (State.SUSPENDED, "left", False)
        scene.clock.go(3 * DAY)
        await scene.book.joined(HOME)
        known = await scene.known(one)
        assert (known.state, known.problem, known.strikes) == (State.ACTIVE, "", 0)
        assert known.due is not None
        assert known.due > scene.clock.now()
        assert (await scene.known(paused)).state is State.PAUSED

    run(story())


def test_one_that_is_suspended_for_its_place_does_not_go_on_when_the_bot_joins(
    scene: Scene, run: Run
) -> None:
    """Platforms tell of joining at every start."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = refusing(Gone())
        scene.clock.go_to(SEVEN)
        await live(scene, process, 3)
        await scene.book.joined(HOME)
        assert (await scene.known(one)).state is State.SUSPENDED

    run(story())


def test_a_community_that_was_left_is_tried_at_times_nevertheless(scene: Scene, run: Run) -> None:
    """Should nobody have told that the bot is back."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        await scene.book.left(HOME)
        scene.platform.script = refusing(Gone())
        scene.clock.go_to(SEVEN)
        await live(scene, process, 4)
        assert (await scene.known(one)).problem == "left"
        scene.platform.script = None
        await live(scene, process, 6)
        assert (await scene.known(one)).state is State.ACTIVE

    run(story())


def test_another_place_makes_it_active(scene: Scene, run: Run) -> None:
    """And with it what is still to be sent goes there."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        scene.platform.script = refusing(Gone(), HOME.chat)
        scene.clock.go_to(SEVEN)
        await live(scene, process, 3)
        new = Place("scripted", "class", "new room")
        await scene.book.alter(one.id, place=new, label="#new-room")
        assert (await scene.known(one)).state is State.ACTIVE
        await live(scene, process, 2)  # the first of them is seven o'clock sharp: no longer to come
        assert [post.place for post in scene.platform.posts] == [new]

    run(story())


def test_what_the_old_place_refused_does_not_count_in_the_new_one(scene: Scene, run: Run) -> None:
    """Neither before it was changed nor of what was under way just then."""

    async def story() -> None:
        one = await scene.active()
        process = scene.process()
        new = replace(one.place, chat="elsewhere")

        async def script(place: Place, key: str) -> Delivery | None:
            if (await scene.rows(one))[key.split(":", 1)[1]].attempts == 3 and "11-24" in key:
                await scene.book.alter(one.id, place=new)
            return None if place == new else Gone()

        scene.platform.script = script
        for day in range(2):
            scene.clock.go_to(SEVEN + timedelta(days=day) + MINUTE)
            for _ in range(6):
                await process.dispatch()
                scene.clock.go(11 * MINUTE)
            assert (await scene.known(one)).strikes == 1 - day
        known = await scene.known(one)
        assert (known.place, known.problem) == (new, "")

    run(story())
