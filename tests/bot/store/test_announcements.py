"""Announcements as they are stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.announcements.announcement import Announcement, State, Style
from bot.announcements.delivery import ANSWER, POST, Progress
from bot.seam import Place
from bot.store.purging import DRAFTED, LISTED
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from bot.store import Store
    from tests.bot.store.conftest import Run

HOME = Place("console", "class", "history", "7")
OFFICE = Place("console", "class", "office")
DAY = date(2026, 8, 17)
FULL = Announcement(
    id=0,
    place=HOME,
    label="#sejarah Perang",
    state=State.ACTIVE,
    at=time(19, 45),
    zone="Asia/Makassar",
    days=frozenset({0, 2, 6}),
    style=Style.ROUNDUP,
    languages=("id", "en"),
    packs=("world", "siberia-1918"),
    tags={"era": ("modern",), "region": ("asia", "europe")},
    reveal=3,
    created_by="ani",
    origin=OFFICE,
    since=NOW,
    due=NOW + timedelta(hours=1),
    day=DAY,
    strikes=2,
    struck=DAY,
    problem="gone",
    unnoticed=True,
)
PLAIN = Announcement(id=0, place=Place("console", "class", "history"), since=NOW)


@pytest.mark.parametrize("announcement", [FULL, PLAIN])
def test_what_is_kept_comes_back_as_it_was(store: Store, run: Run, announcement: Announcement) -> None:
    """Every field, with an id of its own."""

    async def scene() -> None:
        kept = await store.announcements.create(announcement)
        assert kept == replace(announcement, id=kept.id)
        assert await store.announcements.get(kept.id) == kept
        assert await store.announcements.of("console", "class") == (kept,)

    run(scene())


@pytest.mark.parametrize(
    "values",
    [
        {"place": OFFICE, "label": "#kantor"},
        {"at": time(0), "zone": None, "days": frozenset(range(7))},
        {"style": Style.ONE, "languages": (), "packs": (), "tags": {}},
        {"state": State.PAUSED, "due": None, "day": None},
        {"origin": None, "created_by": None, "reveal": 0},
        {"strikes": 0, "struck": None, "problem": "", "unnoticed": False, "since": NOW + timedelta(1)},
        {},
    ],
)
def test_every_field_can_be_changed(store: Store, run: Run, values: dict[str, Any]) -> None:
    """And no other changes with it."""

    async def scene() -> None:
        kept = await store.announcements.create(FULL)
        other = await store.announcements.create(FULL)
        changed = await store.announcements.change(kept.id, **values)
        assert changed == replace(kept, **values)
        assert await store.announcements.of("console", "class") == (changed, other)

    run(scene())


@pytest.mark.parametrize(
    "values",
    [
        {"place": Place("console", "other", "history")},
        {"origin": Place("radio", "class", "office")},
        {"id": 7},
        {"mood": "good"},
        {"label": "x" * 401},
        {"since": NOW.replace(tzinfo=None)},
    ],
)
def test_what_cannot_be_is_refused(store: Store, run: Run, values: dict[str, Any]) -> None:
    """Above all nobody announces in another community."""

    async def scene() -> None:
        kept = await store.announcements.create(PLAIN)
        with pytest.raises((ValueError, TypeError)):
            await store.announcements.change(kept.id, **values)
        assert await store.announcements.get(kept.id) == kept
        with pytest.raises(ValueError, match="stays in the community"):
            await store.announcements.create(replace(PLAIN, origin=Place("console", "other", "x")))

    run(scene())


@pytest.mark.parametrize("number", [-1, 0, 77, 2**63, 10**30])
def test_one_that_is_not_there_is_not_there(store: Store, run: Run, number: int) -> None:
    """Whatever number somebody made up."""

    async def scene() -> None:
        await store.announcements.create(PLAIN)
        assert await store.announcements.get(number) is None
        assert await store.announcements.change(number, label="x") is None
        assert not await store.announcements.remove(number)

    run(scene())


def test_one_that_is_removed_takes_its_deliveries_along(store: Store, run: Run) -> None:
    """Those of others stay, and its id is never given again."""

    async def scene() -> None:
        one, two = [await store.announcements.create(PLAIN) for _ in range(2)]
        for each in (one, two):
            await store.deliveries.add(each, DAY, POST, NOW, NOW + timedelta(hours=6))
        assert await store.announcements.remove(two.id)
        assert not await store.announcements.remove(two.id)
        assert await store.deliveries.recent(two.id, 9) == ()
        assert len(await store.deliveries.recent(one.id, 9)) == 1
        assert (await store.announcements.create(PLAIN)).id > two.id

    run(scene())


def test_there_is_one_delivery_of_a_date_and_kind(store: Store, run: Run) -> None:
    """Whoever comes second learns of it; others are listed newest first."""

    async def scene() -> None:
        one = await store.announcements.create(PLAIN)
        late = NOW + timedelta(hours=6)
        assert await store.deliveries.add(one, DAY, POST, NOW, late)
        assert not await store.deliveries.add(one, DAY, POST, NOW + timedelta(hours=1), late)
        assert await store.deliveries.add(one, DAY, ANSWER, NOW + timedelta(hours=3), late)
        assert await store.deliveries.add(one, DAY - timedelta(1), POST, NOW, late)
        listed = await store.deliveries.recent(one.id, 9)
        assert [(row.date.day, row.kind) for row in listed] == [(17, ANSWER), (17, POST), (16, POST)]
        assert listed[1].due == NOW
        assert listed[1].place == one.place
        assert len(await store.deliveries.recent(one.id, 2)) == 2
        assert await store.announcements.posted(one.id) == DAY

    run(scene())


def test_what_is_still_to_be_sent_goes_to_the_new_place(store: Store, run: Run) -> None:
    """What was sent stays where it is."""

    async def scene() -> None:
        one = await store.announcements.create(PLAIN)
        until = NOW + timedelta(hours=6)
        await store.deliveries.add(one, DAY, POST, NOW, until)
        (taken,) = await store.claims.claim("console", "me", NOW, until, 9)
        row = taken.delivery
        await store.claims.settle(replace(row, state=Progress.SENT), "me")
        await store.deliveries.add(one, DAY, ANSWER, NOW, until)
        await store.announcements.change(one.id, place=OFFICE)
        listed = {row.kind: row.place for row in await store.deliveries.recent(one.id, 9)}
        assert listed == {POST: one.place, ANSWER: OFFICE}

    run(scene())


def test_that_of_a_private_chat_is_its_members(store: Store, run: Run) -> None:
    """Handed over and erased with all that is theirs; of others' only the name is taken off."""

    async def scene() -> None:
        private = Place("console", "ani", "ani", private=True)
        own = await store.announcements.create(replace(PLAIN, place=private, created_by="ani"))
        await store.deliveries.add(own, DAY, POST, NOW, NOW + timedelta(hours=6))
        shared = await store.announcements.create(replace(PLAIN, created_by="ani"))
        handed = await store.export("console", "ani")
        assert {row["id"] for row in handed["announcements"]} == {own.id, shared.id}
        assert len(handed["deliveries"]) == 1
        assert await store.erase("console", "ani") == 2
        assert await store.announcements.get(own.id) is None
        assert await store.announcements.get(shared.id) == replace(shared, created_by=None)

    run(scene())


def test_drafts_go_after_a_day_and_deliveries_after_a_month(store: Store, run: Run) -> None:
    """Not what is in use, and not what is still under way."""

    async def scene() -> None:
        draft = await store.announcements.create(PLAIN)
        active = await store.announcements.create(replace(PLAIN, state=State.ACTIVE))
        assert await store.purge(NOW + DRAFTED - timedelta(seconds=1)) == 0
        assert await store.purge(NOW + DRAFTED) == 1
        assert await store.announcements.get(draft.id) is None
        assert await store.announcements.get(active.id) == active
        await store.deliveries.add(active, DAY, POST, NOW, NOW)
        assert await store.purge(NOW + LISTED) == 0
        assert await store.claims.expire(NOW) == 1
        assert await store.purge(NOW + LISTED - timedelta(seconds=1)) == 0
        assert await store.purge(NOW + LISTED) == 1

    run(scene())
