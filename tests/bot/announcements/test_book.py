"""What members who manage a community do with its announcements."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.announcements.announcement import State
from bot.announcements.delivery import POST
from bot.residence import Residence
from bot.seam import Place
from bot.store import StoreUnavailableError
from tests.bot.announcements.scene import HOME, SEVEN, START

if TYPE_CHECKING:
    from tests.bot.announcements.scene import Scene
    from tests.bot.store.conftest import Run

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ELSEWHERE = Place("scripted", "others", "history")


def test_a_draft_is_due_when_it_is_started_and_not_before(scene: Scene, run: Run) -> None:
    """In the zone of its community, from the next time on."""

    async def story() -> None:
        draft = await scene.book.create(HOME, "ani", at=time(19))
        assert (draft.state, draft.due, draft.created_by) == (State.DRAFT, None, "ani")
        started = await scene.book.activate(draft.id)
        assert started is not None
        assert (started.state, started.due, started.day) == (State.ACTIVE, START + DAY, date(2026, 11, 23))
        assert await scene.known(draft) == started
        paused = await scene.book.pause(draft.id)
        assert paused is not None
        assert (paused.state, paused.due, paused.day) == (State.PAUSED, None, None)
        resumed = await scene.book.resume(draft.id)
        assert resumed == started

    run(story())


def test_its_own_zone_goes_before_that_of_its_community(scene: Scene, run: Run) -> None:
    """And a change of the community's moves only what follows it."""

    async def story() -> None:
        follows = await scene.active(at=time(12))
        own = await scene.active(at=time(12), zone="Asia/Tokyo")
        paused = await scene.active(at=time(12))
        await scene.book.pause(paused.id)
        await scene.store.settings.put("scripted", "class", "zone", "Europe/Berlin", "ani")
        await scene.book.rezone(HOME)
        assert (await scene.known(follows)).due == SEVEN + 11 * HOUR
        assert (await scene.known(own)).due == SEVEN + 3 * HOUR
        assert (await scene.known(paused)).due is None
        back = await scene.book.alter(own.id, zone=None)
        assert back is not None
        assert back.due == SEVEN + 11 * HOUR
        assert str(await scene.book.zone(back)) == "Europe/Berlin"

    run(story())


def test_what_is_changed_is_due_accordingly(scene: Scene, run: Run) -> None:
    """What does not concern its time leaves that as it is."""

    async def story() -> None:
        one = await scene.active()
        scene.clock.go(HOUR)
        worded = await scene.book.alter(one.id, languages=("en",), packs=("world",))
        assert worded is not None
        assert (worded.due, worded.since, worded.languages) == (SEVEN, one.since, ("en",))
        timed = await scene.book.alter(one.id, days=frozenset({2}), at=time(8))
        assert timed is not None
        assert (timed.due, timed.since) == (SEVEN + 2 * DAY + HOUR, scene.clock.now())
        await scene.book.pause(one.id)
        asleep = await scene.book.alter(one.id, at=time(9))
        assert asleep is not None
        assert (asleep.state, asleep.due) == (State.PAUSED, None)

    run(story())


def test_after_todays_post_the_next_one_is_tomorrows(scene: Scene, run: Run) -> None:
    """Also in the preview, and though its time is put to later today."""

    async def story() -> None:
        one = await scene.active()
        scene.clock.go_to(SEVEN + timedelta(minutes=1))
        await scene.process().dispatch()
        moved = await scene.book.alter(one.id, at=time(18))
        assert moved is not None
        assert moved.day == date(2026, 11, 24)
        coming = await scene.book.upcoming(moved, 7)
        assert [day.day for day, _ in coming] == [24, 25, 26, 27, 28, 29, 30]
        assert coming[0][1] == moved.due

    run(story())


def test_an_id_of_another_community_does_not_exist(scene: Scene, run: Run) -> None:
    """Nor does one that was removed."""

    async def story() -> None:
        one = await scene.active()
        assert await scene.book.get(HOME, one.id) == one
        assert await scene.book.get(ELSEWHERE, one.id) is None
        assert await scene.book.get(Place("radio", "class", "history"), one.id) is None
        assert await scene.book.of(ELSEWHERE) == ()
        assert await scene.book.remove(one.id)
        assert await scene.book.get(HOME, one.id) is None
        assert await scene.book.activate(one.id) is None
        assert await scene.book.alter(one.id, at=time(8)) is None
        assert not await scene.book.post_now(one.id, START)
        assert not await scene.book.remove(one.id)

    run(story())


def test_a_wish_for_a_post_wakes_whoever_posts(scene: Scene, run: Run) -> None:
    """It is listed under the local date of the wish."""
    woken: list[bool] = []
    scene.book._wake = lambda: woken.append(True)

    async def story() -> None:
        one = await scene.active()
        late = datetime.fromisoformat("2026-11-22T23:30:00+00:00")
        assert await scene.book.post_now(one.id, late)
        (row,) = await scene.book.deliveries(one.id)
        assert row.date == date(2026, 11, 23)
        assert row.kind == f"now-{int(late.timestamp())}"
        assert row.kind != POST

    run(story())
    assert woken == [True]


def test_the_bot_that_leaves_and_comes_back_goes_on(scene: Scene, run: Run) -> None:
    """As its residence is told; news that are none change nothing."""

    async def story() -> None:
        one = await scene.active()
        residence = Residence(scene.store, scene.preferences, scene.book)
        await residence.joined(HOME, START)
        await residence.left(HOME, START + HOUR)
        assert (await scene.known(one)).problem == "left"
        await residence.joined(HOME, START)
        assert (await scene.known(one)).state is State.SUSPENDED
        await residence.joined(HOME, START + 2 * HOUR)
        assert (await scene.known(one)).state is State.ACTIVE
        await residence.left(HOME, START + HOUR)
        assert (await scene.known(one)).state is State.ACTIVE

    run(story())


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Asia"])
def test_a_zone_that_nobody_knows_any_more_gives_way_to_the_communitys(
    scene: Scene, run: Run, zone: str
) -> None:
    """Rather than stop all posts."""

    async def story() -> None:
        one = await scene.active()
        await scene.store.announcements.change(one.id, zone=zone)
        scene.clock.go_to(SEVEN + timedelta(minutes=1))
        await scene.process().dispatch()
        assert len(scene.platform.posts) == 1

    run(story())


def test_a_store_that_is_away_is_told(scene: Scene, run: Run) -> None:
    """Not taken for a community without a zone."""

    async def story() -> None:
        draft = await scene.book.create(HOME, "ani")

        async def away(platform: str, community: str) -> dict[str, str]:
            del platform, community
            raise StoreUnavailableError("The database is away.")

        scene.store.settings.load = away  # type: ignore[method-assign]
        with pytest.raises(StoreUnavailableError):
            await scene.book.activate(draft.id)

    run(story())


@pytest.mark.parametrize("name", ["left", "joined", "rezone"])
def test_one_that_is_paused_just_then_stays_as_it_is(scene: Scene, run: Run, name: str) -> None:
    """Whatever happens to its community at the same moment: somebody wanted no more posts."""

    async def story() -> None:
        one = await scene.active()
        if name == "joined":
            await scene.book.left(one.place)
        kept, rework = scene.store.announcements, scene.store.announcements.rework

        async def late(id: int, decide: Any) -> Any:  # noqa: A002  # named as the field
            kept.rework = rework  # type: ignore[method-assign]
            await scene.book.pause(id)
            return await rework(id, decide)

        kept.rework = late  # type: ignore[method-assign]
        await getattr(scene.book, name)(one.place)
        known = await scene.known(one)
        assert (known.state, known.due) == (State.PAUSED, None)

    run(story())
