"""A post of which nobody knows whether it arrived is found again, or sent if it surely was not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord import history
from adapters.discord.deliveries import REMEMBERED
from bot.blocks import Action, Heading, Reply, Span, Text
from bot.delivery import Failed, Forbidden, Gone, Later, Sent, Unsure
from bot.seam import Place
from tests.adapters.discord.stage import ANSWER, Stage, forum, stage, text
from tests.adapters.discord.test_delivery import LONG, there
from tests.servers.discord import HTML, TRUNCATED, Permission

if TYPE_CHECKING:
    from bot.delivery import Delivery

POSTS = "POST /channels/*/messages"
HISTORY = "GET /channels/*/messages"
LATE = REMEMBERED + 200.0
"""Seconds after which Discord has forgotten a nonce."""
BARE = text("Tidak ada tombol.")


async def cut_off(on: Stage, reply: Reply = ANSWER, *, arrived: bool = True) -> None:
    """Send a post that arrived or did not, and whose answer was lost."""
    on.server.faults.cut(POSTS, accepted=arrived)
    assert await on.adapter.send(there(on), reply, "1:2026-11-22:post") == Unsure()


async def recovered(on: Stage, age: float, reply: Reply = ANSWER, place: Place | None = None) -> Delivery:
    """What becomes of it when it is asked for ``age`` seconds later."""
    on.server.clock.advance(age)
    return await on.adapter.recover(place or there(on), reply, "1:2026-11-22:post", age)


def sends(on: Stage) -> int:
    """How often a message was sent."""
    return sum(one.method == "POST" and one.path.endswith("/messages") for one in on.server.requests)


@pytest.mark.parametrize("age", [5.0, LATE, 3_600.0])
@pytest.mark.parametrize("reply", [ANSWER, BARE, LONG], ids=["buttons", "bare", "long"])
@pytest.mark.parametrize("plain", [False, True], ids=["contained", "plain"])
def test_a_post_that_arrived_is_found_and_not_sent_again(age: float, reply: Reply, *, plain: bool) -> None:
    """By its mark, or by its words where it has no component; of a long one the rest follows."""

    async def play() -> None:
        async with stage(plain=plain) as on:
            await cut_off(on, reply)
            before = len(on.said())
            sent = await recovered(on, age, reply)
            assert isinstance(sent, Sent)
            assert sent.ref == f"{on.channel.id}:{','.join(str(one.id) for one in on.said())}"
            assert len(on.said()) == (before if reply is not LONG else len(set(sent.ref.split(","))))
            assert len({one.text for one in on.said()}) == len(on.said())

    asyncio.run(play())


@pytest.mark.parametrize("age", [5.0, LATE])
def test_a_post_that_did_not_arrive_is_sent(age: float) -> None:
    """Once, though the same was said for another key and by another before."""

    async def play() -> None:
        async with stage() as on:
            await on.adapter.send(there(on), ANSWER, "1:2026-11-21:post")
            await on.server.say(on.channel, on.budi, "Iwami")
            await cut_off(on, arrived=False)
            assert isinstance(await recovered(on, age), Sent)
            assert isinstance(await recovered(on, age), Sent)
            assert len(on.said()) == 2

    asyncio.run(play())


def test_a_post_whose_words_changed_since_is_found_by_its_mark() -> None:
    """As when packs were updated between the two."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            assert isinstance(await recovered(on, LATE, replace(ANSWER, blocks=BARE.blocks)), Sent)
            assert len(on.said()) == 1

    asyncio.run(play())


def test_a_post_said_in_plain_words_is_found_again() -> None:
    """A container that Discord refused went out without it."""
    body = b'{"message": "Invalid Form Body", "code": 50035, "errors": {}}'

    async def play() -> None:
        async with stage() as on:
            on.server.faults.fail(POSTS, 400, body=body)
            await cut_off(on)
            on.server.faults.fail(POSTS, 400, body=body)
            assert isinstance(await recovered(on, LATE), Sent)
            assert len(on.said()) == 1

    asyncio.run(play())


def test_where_the_history_cannot_be_read_the_nonce_decides_for_a_while() -> None:
    """Discord would say that the channel is empty, which proves nothing."""

    async def play() -> None:
        async with stage() as on:
            await on.server.permit(on.channel, deny=Permission.READ_MESSAGE_HISTORY)
            await cut_off(on)
            assert isinstance(await recovered(on, 5.0), Sent)
            assert await recovered(on, LATE) == Unsure()
            assert len(on.said()) == 1
            assert sends(on) == 2

    asyncio.run(play())


def test_a_history_that_only_seems_empty_proves_nothing() -> None:
    """The permission was taken back, and the bot has not heard of it yet."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            on.channel.overwrites[on.server.bot.id] = (0, int(Permission.READ_MESSAGE_HISTORY))
            assert await recovered(on, LATE) == Unsure()
            assert sends(on) == 1

    asyncio.run(play())


def test_a_post_that_was_deleted_meanwhile_does_not_come_back() -> None:
    """Discord still knows its nonce, and somebody did not want it."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            await on.server.delete(on.said()[0])
            gone = await recovered(on, 5.0)
            assert isinstance(gone, Sent)
            assert isinstance(await on.adapter.edit(gone.ref, ANSWER), Failed)
            assert on.said() == []

    asyncio.run(play())


def test_much_that_was_said_meanwhile_is_read_through_to_a_point() -> None:
    """Beyond it the post stays in doubt."""
    pages = history.PAGE * history.PAGES

    async def chatter(on: Stage, count: int) -> None:
        for number in range(count):
            await on.server.say(on.channel, on.budi, str(number))

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            await chatter(on, pages - 2)
            assert isinstance(await recovered(on, LATE), Sent)
            await chatter(on, 2)
            assert await recovered(on, LATE) == Unsure()
            assert len(on.said()) == 1

    asyncio.run(play())


def test_a_wrong_clock_hides_nothing_in_a_quiet_channel() -> None:
    """The newest messages are read whatever time it is said to be."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            on.server.clock.advance(LATE)
            for age in (LATE, -3_600.0, 0.0):
                sent = await on.adapter.recover(there(on), ANSWER, "1:2026-11-22:post", age)
                assert isinstance(sent, Sent)
            assert len(on.said()) == 1
            assert sends(on) == 1

    asyncio.run(play())


def test_a_post_in_a_forum_stays_in_doubt() -> None:
    """It knows no nonce, and its posts are no history."""

    async def play() -> None:
        async with stage(serving=False) as on:
            room = forum(on)
            on.start()
            await on.connected()
            assert await recovered(on, 5.0, place=there(on, room)) == Unsure()
            assert [one for one in on.guild.threads.values() if one.parent is room] == []

    asyncio.run(play())


def test_a_thread_that_was_archived_meanwhile_is_read_and_opened() -> None:
    """Read for what is in it; opened by what is sent there."""

    async def play() -> None:
        async with stage() as on:
            thread = on.server.add_thread(on.channel, "Siberia", archived=True)
            first = await recovered(on, LATE, place=there(on, thread))
            thread.archived = True
            assert await recovered(on, LATE, place=there(on, thread)) == first
            assert thread.archived
            assert len(on.said(thread)) == 1
            assert isinstance(await on.adapter.send(there(on, thread), ANSWER, "morgen"), Sent)
            assert not thread.archived

    asyncio.run(play())


def test_a_private_chat_has_a_history_as_well() -> None:
    """Nobody has to allow that it is read."""

    async def play() -> None:
        async with stage() as on:
            private = on.server.dm(on.budi)
            place = Place("discord", f"user:{on.budi.id}", str(private.id), private=True)
            on.server.faults.cut(POSTS, accepted=True)
            assert await on.adapter.send(place, ANSWER, "1:2026-11-22:post") == Unsure()
            assert isinstance(await recovered(on, LATE, place=place), Sent)
            assert len(on.said(private)) == 1

    asyncio.run(play())


def test_a_channel_that_is_gone_tells_nothing_any_more() -> None:
    """That it takes nothing now does not say what it took before."""

    async def play() -> None:
        async with stage() as on:
            place = there(on)
            await cut_off(on)
            await on.server.remove(on.channel)
            assert await recovered(on, 5.0, place=place) == Unsure()
            assert await recovered(on, LATE, place=place) == Unsure()
            assert await on.adapter.send(place, ANSWER, "morgen") == Gone()

    asyncio.run(play())


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"status": 503}, Later),
        ({"status": 503, "body": HTML}, Later),
        ({"status": 200, "body": TRUNCATED}, Unsure),
        ({"status": 200, "body": b"[{}]"}, Unsure),
        ({"status": 403}, Unsure),
        (None, Later),
    ],
)
def test_a_history_that_cannot_be_read_just_now(
    fault: dict[str, Any] | None, outcome: type[Delivery]
) -> None:
    """Nothing is sent before it is known what there is."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            if fault is None:
                on.server.faults.cut(HISTORY, times=9)
            else:
                on.server.faults.fail(HISTORY, **fault)
            assert isinstance(await recovered(on, LATE), outcome)
            assert sends(on) == 1
            on.server.faults.clear()
            assert isinstance(await recovered(on, LATE), Sent)
            assert sends(on) == 1

    asyncio.run(play())


@pytest.mark.parametrize("denied", [Permission.SEND_MESSAGES, Permission.VIEW_CHANNEL])
def test_a_refusal_does_not_prove_that_nothing_arrived_before(denied: int) -> None:
    """Only a history that was read does."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on)
            await on.server.permit(on.channel, deny=denied | Permission.READ_MESSAGE_HISTORY)
            assert await recovered(on, 5.0) == Unsure()
            await on.server.permit(on.channel)
            await cut_off(on, arrived=False)
            await on.server.permit(on.channel, deny=Permission.SEND_MESSAGES)
            await on.server.delete(on.said()[0])
            assert await recovered(on, LATE) == Forbidden()

    asyncio.run(play())


def test_a_send_that_is_in_doubt_once_more_is_asked_for_again() -> None:
    """The history tells, so that nothing is left in doubt; once it was sent it is found."""

    async def play() -> None:
        async with stage() as on:
            await cut_off(on, arrived=False)
            on.server.faults.cut(POSTS, accepted=True)
            assert isinstance(await recovered(on, LATE), Later)
            assert isinstance(await recovered(on, LATE), Sent)
            assert len(on.said()) == 1

    asyncio.run(play())


def test_before_it_serves_nothing_is_known() -> None:
    """It may be asked again."""

    async def play() -> None:
        async with stage() as on:
            await on.stop()
            assert isinstance(await on.adapter.recover(there(on), ANSWER, "1", LATE), Later)

    asyncio.run(play())


@pytest.mark.parametrize("plain", [False, True], ids=["contained", "plain"])
def test_a_quiet_post_makes_no_sound(*, plain: bool) -> None:
    """An answer does, and a post in a forum as it is asked to."""
    hush = 1 << 12

    async def play() -> None:
        async with stage(serving=False, plain=plain) as on:
            room = forum(on)
            on.start()
            await on.connected()
            for number, quiet in enumerate((True, False)):
                await on.adapter.send(there(on), replace(ANSWER, quiet=quiet), str(number))
                await on.adapter.send(there(on, room), replace(ANSWER, quiet=quiet), str(number))
            threads = [one for one in on.guild.threads.values() if one.parent is room]
            said = [*on.said(), *(message for thread in threads for message in on.said(thread))]
            assert [bool(one.flags & hush) for one in said] == [True, False, True, False]

    asyncio.run(play())


def test_marks_are_numbers_that_discord_takes() -> None:
    """Positive, of 31 bits, and none that it would give by itself."""
    found = {history.mark(str(number)) for number in range(1_000)}
    assert len(found) > 990
    assert all(1 << 30 <= number < 1 << 31 for number in found)


def test_two_posts_of_the_same_words_are_told_apart() -> None:
    """Where they have a button, even in the plain look."""
    reply = Reply((Heading("Iwami"), Text((Span("1918"),))), (Action("Hentikan", "announce:stop:1"),))

    async def play() -> None:
        async with stage(plain=True) as on:
            await on.adapter.send(there(on), reply, "2:2026-11-22:post")
            assert isinstance(await recovered(on, LATE, reply), Sent)
            assert len(on.said()) == 2

    asyncio.run(play())
