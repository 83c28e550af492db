"""Posts that nobody asked for: delivered once, or with a true word about what became of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery import Failed, Forbidden, Gone, Lack, Later, Sent, Unsure
from bot.seam import Place
from tests.adapters.discord.stage import ANSWER, Stage, forum, stage, text, until
from tests.servers.discord import Permission

if TYPE_CHECKING:
    from bot.delivery import Delivery
    from tests.servers.discord import Channel

POSTS = "POST /channels/*/messages"


LONG = text(" ".join(f"kata{number}" for number in range(1200)))


def there(on: Stage, channel: Channel | None = None) -> Place:
    """A channel as a place."""
    found = channel or on.channel
    parent = found.parent if found.is_thread else None
    if parent is not None:
        return Place("discord", str(on.guild.id), str(parent.id), str(found.id))
    return Place("discord", str(on.guild.id), str(found.id))


def posts(on: Stage) -> list[Any]:
    """The requests that wrote messages."""
    return [one for one in on.server.requests if one.method == "POST" and one.path.endswith("/messages")]


def test_a_post_arrives_and_can_be_found_again() -> None:
    """Its reference leads to the message, of which an edit makes another."""

    async def play() -> None:
        async with stage() as on:
            sent = await on.adapter.send(there(on), ANSWER, "hari/1")
            assert isinstance(sent, Sent)
            message = await on.answer()
            assert sent.ref == f"{on.channel.id}:{message.id}"
            assert isinstance(await on.adapter.edit(sent.ref, text("Lain.")), Sent)
            assert [said.text for said in on.said()] == ["Lain."]

    asyncio.run(play())


def test_a_post_of_several_pages_is_edited_as_a_whole() -> None:
    """Pages that are not needed any more are taken back."""

    async def play() -> None:
        async with stage() as on:
            sent = await on.adapter.send(there(on), LONG, "hari/1")
            assert isinstance(sent, Sent)
            assert len(on.said()) > 1
            assert sent.ref.count(",") == len(on.said()) - 1
            await on.adapter.edit(sent.ref, text("Pendek."))
            assert [said.text for said in on.said()] == ["Pendek."]

    asyncio.run(play())


def test_the_same_key_never_posts_twice() -> None:
    """Discord drops what carries a nonce that it knows."""

    async def play() -> None:
        async with stage() as on:
            first = await on.adapter.send(there(on), LONG, "hari/1")
            again = await on.adapter.send(there(on), LONG, "hari/1")
            other = await on.adapter.send(there(on), text("Lain."), "hari/2")
            assert first == again != other
            assert len(on.said()) == sum(
                one.ref.count(",") + 1 for one in (first, other) if isinstance(one, Sent)
            )
            assert all(len(one.json["nonce"]) <= 25 and one.json["enforce_nonce"] for one in posts(on))

    asyncio.run(play())


def test_a_thread_and_a_private_chat_are_places_too() -> None:
    """Both by their own ids."""

    async def play() -> None:
        async with stage() as on:
            thread, private = on.server.add_thread(on.channel, "Siberia"), on.server.dm(on.budi)
            assert isinstance(await on.adapter.send(there(on, thread), ANSWER, "1"), Sent)
            place = Place("discord", f"user:{on.budi.id}", str(private.id), private=True)
            assert isinstance(await on.adapter.send(place, ANSWER, "2"), Sent)
            assert len(on.said(thread)) == len(on.said(private)) == 1

    asyncio.run(play())


def test_a_forum_gets_a_post_of_its_own_called_by_its_heading() -> None:
    """Further pages follow in it."""

    async def play() -> None:
        async with stage(serving=False) as on:
            room = forum(on)
            on.start()
            await on.connected()
            sent = await on.adapter.send(there(on, room), ANSWER, "hari/1")
            assert isinstance(sent, Sent)
            (post,) = [thread for thread in on.guild.threads.values() if thread.parent is room]
            assert post.name == "Iwami"
            assert [said.text for said in on.said(post)]
            assert sent.ref.startswith(f"{post.id}:")

    asyncio.run(play())


@pytest.mark.parametrize("fault", ["cut", "fail"])
def test_a_post_in_a_forum_that_may_have_arrived_is_not_sent_again(fault: str) -> None:
    """A forum knows no nonce, so that even the library must not repeat it."""

    async def play() -> None:
        async with stage(serving=False) as on:
            room = forum(on)
            on.start()
            await on.connected()
            pattern = "POST /channels/*/threads"
            if fault == "cut":
                on.server.faults.cut(pattern, accepted=True)
            else:
                on.server.faults.fail(pattern, 502, accepted=True)
            assert isinstance(await on.adapter.send(there(on, room), ANSWER, "hari/1"), Unsure)
            assert len([one for one in on.guild.threads.values() if one.parent is room]) == 1

    asyncio.run(play())


def test_f11_a_channel_that_is_gone() -> None:
    """Deleted, with its server or without."""

    async def play() -> None:
        async with stage() as on:
            place = there(on)
            await on.server.remove(on.channel)
            assert await on.adapter.send(place, ANSWER, "1") == Gone()

    asyncio.run(play())


def test_f11_a_server_that_the_bot_was_removed_from() -> None:
    """Its channels still exist, for others."""

    async def play() -> None:
        async with stage() as on:
            await on.server.kick(on.guild)
            client = on.adapter._client
            assert client is not None
            await client.wait_until_ready()
            await until(lambda: client.get_guild(on.guild.id) is None)
            assert await on.adapter.send(there(on), ANSWER, "1") == Gone()

    asyncio.run(play())


@pytest.mark.parametrize(
    ("denied", "lack"),
    [(Permission.SEND_MESSAGES, Lack.WRITING), (Permission.VIEW_CHANNEL, Lack.SIGHT)],
)
def test_f11_a_channel_that_the_bot_may_not_write_in(denied: int, lack: Lack) -> None:
    """Somebody may allow it again."""

    async def play() -> None:
        async with stage() as on:
            await on.server.permit(on.channel, deny=denied)
            assert await on.adapter.send(there(on), ANSWER, "1") == Forbidden(lack)

    asyncio.run(play())


def test_f11_a_member_who_takes_no_private_messages() -> None:
    """May change their mind as well."""

    async def play() -> None:
        async with stage() as on:
            private = on.server.dm(on.budi)
            on.budi.dms_closed = True
            place = Place("discord", f"user:{on.budi.id}", str(private.id), private=True)
            assert await on.adapter.send(place, ANSWER, "1") == Forbidden()

    asyncio.run(play())


def test_f11_a_slow_channel() -> None:
    """Is waited for by whoever sent, not by the library."""

    async def play() -> None:
        async with stage() as on:
            body = b'{"message": "Slow down", "code": 20016, "retry_after": 600.0, "global": false}'
            on.server.faults.fail(POSTS, 429, body=body)
            delivery = await on.adapter.send(there(on), ANSWER, "1")
            assert isinstance(delivery, Later)
            assert delivery.seconds > 0
            assert on.said() == []

    asyncio.run(play())


@pytest.mark.parametrize(("locked", "outcome"), [(False, Sent), (True, Forbidden)])
def test_f11_an_archived_thread(outcome: type[Delivery], *, locked: bool) -> None:
    """It is opened again where that is allowed."""

    async def play() -> None:
        async with stage() as on:
            thread = on.server.add_thread(on.channel, "Siberia", archived=True, locked=locked)
            assert isinstance(await on.adapter.send(there(on, thread), ANSWER, "1"), outcome)

    asyncio.run(play())


def test_a_container_that_is_refused_is_said_in_plain_words() -> None:
    """With the same buttons."""

    async def play() -> None:
        async with stage() as on:
            body = b'{"message": "Invalid Form Body", "code": 50035, "errors": {}}'
            on.server.faults.fail(POSTS, 400, body=body)
            assert isinstance(await on.adapter.send(there(on), ANSWER, "1"), Sent)
            (said,) = on.said()
            assert said.content.startswith("### Iwami")
            assert said.custom_id("Mengapa?") == "why:"

    asyncio.run(play())


def test_what_is_refused_for_itself_has_failed() -> None:
    """With the code that Discord gives, for the operator."""

    async def play() -> None:
        async with stage(plain=True) as on:
            body = b'{"message": "Invalid Form Body", "code": 50035, "errors": {}}'
            on.server.faults.fail(POSTS, 400, body=body)
            assert await on.adapter.send(there(on), ANSWER, "1") == Failed(
                "Discord answered 400 (code 50035)"
            )

    asyncio.run(play())


@pytest.mark.parametrize("ref", ["", "x:1", "1:", "1:x"])
def test_a_reference_that_is_none_has_failed(ref: str) -> None:
    """It cannot have come from here."""

    async def play() -> None:
        async with stage() as on:
            assert isinstance(await on.adapter.edit(ref, ANSWER), Failed)

    asyncio.run(play())


def test_a_message_that_was_deleted_cannot_be_edited() -> None:
    """Its place is still there."""

    async def play() -> None:
        async with stage() as on:
            sent = await on.adapter.send(there(on), ANSWER, "1")
            assert isinstance(sent, Sent)
            await on.server.delete(on.said()[0])
            assert isinstance(await on.adapter.edit(sent.ref, ANSWER), Failed)

    asyncio.run(play())


def test_before_it_serves_and_after_nothing_is_sent() -> None:
    """And that is known for certain."""

    async def play() -> None:
        async with stage() as on:
            await on.stop()
            assert isinstance(await on.adapter.send(there(on), ANSWER, "1"), Later)

    asyncio.run(play())
