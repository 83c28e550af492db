"""Deliveries in the hands of processes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.announcements.announcement import Announcement, State
from bot.announcements.delivery import ANSWER, POST, Progress
from bot.announcements.delivery import NOW as AT_ONCE
from bot.seam import Place
from bot.store.claims import FURTHEST, Aftermath, Matured
from bot.store.deliveries import new_delivery
from tests.bot.store.rows import NOW

if TYPE_CHECKING:
    from bot.announcements.delivery import DeliveryRow
    from bot.store import Store
    from tests.bot.store.conftest import Run

DAY = date(2026, 8, 17)
SECOND = timedelta(seconds=1)
LEASE = NOW + 60 * SECOND
UNTIL = NOW + timedelta(hours=6)
ACTIVE = Announcement(
    id=0, place=Place("console", "class", "history"), state=State.ACTIVE, since=NOW, due=NOW, day=DAY
)


async def due(store: Store, kind: str = POST, **values: object) -> Announcement:
    """An announcement with a delivery that is due."""
    one = await store.announcements.create(replace(ACTIVE, **values))  # type: ignore[arg-type]
    await store.deliveries.add(one, DAY, kind, NOW, UNTIL)
    return one


async def claimed(store: Store, owner: str = "me") -> DeliveryRow:
    """The one delivery that is due, claimed."""
    (taken,) = await store.claims.claim("console", owner, NOW, LEASE, 9)
    return taken.delivery


async def state(store: Store, one: Announcement) -> DeliveryRow:
    """Its latest delivery."""
    return (await store.deliveries.recent(one.id, 1))[0]


def test_a_delivery_is_claimed_by_one(store: Store, run: Run) -> None:
    """With its announcement, as its owner's for a while."""

    async def scene() -> None:
        one = await due(store)
        assert await store.claims.claim("radio", "me", NOW, LEASE, 9) == ()
        assert await store.claims.claim("console", "me", NOW - SECOND, LEASE, 9) == ()
        assert await store.claims.claim("console", "me", UNTIL, LEASE, 9) == ()
        (taken,) = await store.claims.claim("console", "me", NOW, LEASE, 9)
        row = taken.delivery
        assert (row.state, row.owner, row.lease) == (Progress.CLAIMED, "me", LEASE)
        assert (taken.announcement, taken.settings) == (one, {})
        assert row == await state(store, one)
        assert await store.claims.claim("console", "you", NOW, LEASE, 9) == ()

    run(scene())


def test_the_oldest_are_claimed_first_and_no_more_than_wished(store: Store, run: Run) -> None:
    """Lest one process takes everything."""

    async def scene() -> None:
        one = await store.announcements.create(ACTIVE)
        for day in (3, 1, 2):
            await store.deliveries.add(one, DAY + timedelta(day), POST, NOW - day * SECOND, UNTIL)
        taken = await store.claims.claim("console", "me", NOW, LEASE, 2)
        assert [one.delivery.date.day for one in taken] == [20, 19]

    run(scene())


def test_only_its_owner_begins_and_settles_a_delivery(store: Store, run: Run) -> None:
    """Whoever lost it can mark nothing."""

    async def scene() -> None:
        one = await due(store)
        row = await claimed(store)
        sending = replace(row, begun=NOW, facts=("p:a",), question="p:q", language="id", reply="{}")
        assert not await store.claims.begin(sending, "you")
        assert await store.claims.begin(sending, "me")
        assert not await store.claims.begin(sending, "me")
        assert await state(store, one) == replace(sending, state=Progress.SENDING)
        sent = replace(sending, state=Progress.SENT, owner=None, lease=None, ref="r")
        assert not await store.claims.settle(sent, "you")
        assert await store.claims.settle(sent, "me")
        assert not await store.claims.settle(replace(sent, state=Progress.FAILED), "me")
        assert await state(store, one) == sent

    run(scene())


def test_a_mark_of_what_was_begun_anew_since_comes_too_late(store: Store, run: Run) -> None:
    """Even by its owner: the first mark was stored, and nobody could tell."""

    async def scene() -> None:
        one = await due(store)
        first = replace(await claimed(store), begun=NOW)
        assert await store.claims.begin(first, "me")
        again = replace(first, state=Progress.DUE, owner=None, lease=None)
        assert await store.claims.settle(again, "me")
        second = replace(await claimed(store), begun=NOW + SECOND)
        assert await store.claims.begin(second, "me")
        assert not await store.claims.settle(again, "me")
        assert (await state(store, one)).state is Progress.SENDING

    run(scene())


@pytest.mark.parametrize(
    ("kind", "stopped", "begins"),
    [
        (POST, State.PAUSED, False),
        (ANSWER, State.PAUSED, False),
        (POST, State.SUSPENDED, True),
        (f"{AT_ONCE}7", State.PAUSED, True),
    ],
)
def test_a_delivery_of_what_was_stopped_is_not_begun(
    store: Store, run: Run, kind: str, stopped: State, *, begins: bool
) -> None:
    """But one that somebody wished for just now is."""

    async def scene() -> None:
        one = await due(store, kind)
        row = await claimed(store)
        await store.announcements.change(one.id, state=stopped)
        assert await store.claims.begin(row, "me") is begins

    run(scene())


@pytest.mark.parametrize(
    ("now", "over"), [(LEASE - SECOND, False), (LEASE, True), (LEASE - FURTHEST - SECOND, True)]
)
def test_a_lease_that_is_over_frees_what_was_claimed(
    store: Store, run: Run, now: object, *, over: bool
) -> None:
    """Also one that a clock gave which has been put back since; what was being sent stays so."""

    async def scene() -> None:
        one = await due(store)
        row = await claimed(store)
        assert await store.claims.release(now) == over  # type: ignore[arg-type]
        assert (await state(store, one)).state is (Progress.DUE if over else Progress.CLAIMED)
        if not over:
            assert await store.claims.begin(row, "me")
            assert await store.claims.release(UNTIL) == 0
            taken = await store.claims.take_over("console", "you", LEASE, UNTIL, 9)
            assert [(one.delivery.owner, one.delivery.state) for one in taken] == [("me", Progress.SENDING)]
            assert not await store.claims.settle(row, "me")
            assert (await state(store, one)).owner == "you"

    run(scene())


def test_what_is_being_sent_is_not_taken_over_before_its_lease_ends(store: Store, run: Run) -> None:
    """Nor what belongs to another platform."""

    async def scene() -> None:
        await due(store)
        await store.claims.begin(await claimed(store), "me")
        assert await store.claims.take_over("console", "you", LEASE - SECOND, UNTIL, 9) == ()
        assert await store.claims.take_over("radio", "you", LEASE, UNTIL, 9) == ()

    run(scene())


def test_what_was_not_begun_is_given_back(store: Store, run: Run) -> None:
    """All of it or some, but nobody else's."""

    async def scene() -> None:
        first, second = await due(store), await due(store)
        taken = [one.delivery for one in await store.claims.claim("console", "me", NOW, LEASE, 9)]
        assert await store.claims.give_back("you") == 0
        assert await store.claims.give_back("me", [taken[0].key]) == 1
        assert (await state(store, first)).state is Progress.DUE
        assert (await state(store, second)).state is Progress.CLAIMED
        await store.claims.begin(taken[1], "me")
        assert await store.claims.give_back("me") == 0

    run(scene())


def test_what_comes_too_late_is_ended(store: Store, run: Run) -> None:
    """As failed when it was tried, else as skipped."""

    async def scene() -> None:
        tried, missed = await due(store), await due(store)
        row = (await store.claims.claim("console", "me", NOW, LEASE, 1))[0].delivery
        again = replace(row, state=Progress.DUE, owner=None, lease=None, attempts=1, reply="{}")
        await store.claims.settle(again, "me")
        assert await store.claims.expire(UNTIL - SECOND) == 0
        assert await store.claims.expire(UNTIL) == 2
        states = [(row.state, row.reply) for row in [await state(store, tried), await state(store, missed)]]
        assert states == [(Progress.FAILED, ""), (Progress.SKIPPED, "")]

    run(scene())


def test_what_is_due_ripens_once(store: Store, run: Run) -> None:
    """It gets a delivery and its next date; what is paused, a draft or not due does not."""

    async def scene() -> None:
        one = await store.announcements.create(ACTIVE)
        await store.announcements.create(replace(ACTIVE, state=State.PAUSED))
        await store.announcements.create(replace(ACTIVE, state=State.DRAFT))
        await store.announcements.create(replace(ACTIVE, due=NOW + SECOND))
        await store.settings.put("console", "class", "zone", "Asia/Jayapura", "ani")
        seen: list[tuple[int, str | None]] = []

        def decide(known: Announcement, zone: str | None) -> Matured:
            seen.append((known.id, zone))
            return Matured(new_delivery(known, DAY, POST, NOW, UNTIL), DAY + timedelta(1), UNTIL)

        assert await store.claims.mature(NOW, decide) == 1
        assert await store.claims.mature(NOW, decide) == 0
        assert seen == [(one.id, "Asia/Jayapura")]
        changed = await store.announcements.get(one.id)
        assert changed == replace(one, day=DAY + timedelta(1), due=UNTIL)
        assert [row.key.date for row in await store.deliveries.recent(one.id, 9)] == [DAY]

    run(scene())


def test_a_date_that_has_a_delivery_gets_no_other(store: Store, run: Run) -> None:
    """Though it should ripen again; what became of the first one stays."""

    async def scene() -> None:
        one = await due(store)
        row = await claimed(store)
        sent = replace(row, state=Progress.SENT, owner=None, lease=None)
        await store.claims.settle(sent, "me")

        def decide(known: Announcement, zone: str | None) -> Matured:
            del zone
            return Matured(new_delivery(known, DAY, POST, NOW, UNTIL), DAY + timedelta(1), UNTIL)

        assert await store.claims.mature(NOW, decide) == 1
        assert await store.deliveries.recent(one.id, 9) == (sent,)

    run(scene())


def test_what_follows_from_an_end_is_stored_with_it(store: Store, run: Run) -> None:
    """Or not at all, when the row is another's."""

    async def scene() -> None:
        one = await due(store)
        row = await claimed(store)
        answer = new_delivery(one, DAY, ANSWER, UNTIL, UNTIL + SECOND)

        def consider(known: Announcement) -> Aftermath:
            return Aftermath({"strikes": known.strikes + 1}, (answer,))

        sent = replace(row, state=Progress.SENT, owner=None, lease=None)
        assert not await store.claims.settle(sent, "you", consider)
        assert await store.announcements.get(one.id) == one
        assert await store.claims.settle(sent, "me", consider)
        assert await store.announcements.get(one.id) == replace(one, strikes=1)
        assert {row.kind for row in await store.deliveries.recent(one.id, 9)} == {POST, ANSWER}

    run(scene())


def test_the_next_step_is_the_soonest_thing_to_do(store: Store, run: Run) -> None:
    """An announcement, a delivery, a lease or a button; of other platforms only announcements."""

    async def scene() -> None:
        assert await store.claims.next_step(["console"]) is None
        one = await store.announcements.create(replace(ACTIVE, due=NOW + 50 * SECOND))
        assert await store.claims.next_step(["console"]) == NOW + 50 * SECOND
        await store.deliveries.add(one, DAY, POST, NOW + 40 * SECOND, UNTIL)
        assert await store.claims.next_step(["console"]) == NOW + 40 * SECOND
        assert await store.claims.next_step(["radio"]) == NOW + 50 * SECOND
        (taken,) = await store.claims.claim("console", "me", LEASE, LEASE, 9)
        row = taken.delivery
        await store.claims.begin(replace(row, lease=NOW + 30 * SECOND), "me")
        assert await store.claims.next_step(["console"]) == NOW + 30 * SECOND
        sent = replace(
            row, state=Progress.SENT, owner=None, lease=None, buttons=NOW + 20 * SECOND, reply="{}"
        )
        await store.claims.settle(sent, "me")
        assert await store.claims.next_step(["console"]) == NOW + 20 * SECOND
        assert await store.claims.outdated("console", NOW, 9) == ()
        assert await store.claims.outdated("console", NOW + 20 * SECOND, 9) == (sent,)
        await store.claims.put_off(sent.key, LEASE)
        assert await store.claims.next_step(["console"]) == NOW + 50 * SECOND
        await store.claims.put_off(sent.key, None)
        assert await state(store, one) == replace(sent, buttons=None, reply="")

    run(scene())


def test_a_database_that_has_a_clock_tells_the_time(store: Store, run: Run, url: str) -> None:
    """A file has none."""
    told = run(store.clock())
    assert (told is not None) == url.startswith("postgresql")
    assert told is None or told.utcoffset() == timedelta()
