"""Where a post may go: the community's own chat, or a topic of it, that the bot may write in."""

from __future__ import annotations

import pytest

from adapters.telegram.connection import Timing
from adapters.telegram.places import PLATFORM, group_place, private_place
from bot.delivery import Forbidden, Gone, Lack, Later, Located, Sent
from bot.seam import Change, Membership, Place
from tests.adapters.telegram.stage import play, said, stage
from tests.servers.telegram import CUT, HANG, Chat, Status, TelegramServer, flood, page

WITHIN = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


def place(chat: Chat, thread: int | None = None) -> Place:
    """A group or channel as a place."""
    return Place(PLATFORM, str(chat.id), str(chat.id), None if thread is None else str(thread))


@pytest.mark.parametrize(("kind", "forum"), [("group", False), ("supergroup", False), ("supergroup", True)])
def test_a_group_is_called_by_its_title(kind: str, *, forum: bool) -> None:
    """In a forum that is the general topic."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI", type=kind, forum=forum)
            assert await scene.adapter.locate(place(group)) == Located(place(group), "Kelas XI")
            assert isinstance(await scene.adapter.send(place(group), said("halo"), "1"), Sent)

    play(scene())


def test_a_channel_and_a_private_chat_are_places_too() -> None:
    """The private chat has no name."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            scene.server.private(siti)
            channel = scene.server.add_channel("Sejarah hari ini")
            assert await scene.adapter.locate(place(channel)) == Located(place(channel), "Sejarah hari ini")
            assert await scene.adapter.locate(private_place(siti.id)) == Located(private_place(siti.id), "")

    play(scene())


def test_a_topic_is_called_by_what_was_heard_of_it() -> None:
    """When it was opened, from what is written in it, and when it was renamed."""

    async def scene() -> None:
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            forum = server.add_group("Kelas XI", forum=True, members=[siti])
            topic = await server.add_topic(forum, siti, "Sejarah")
            here = place(forum, topic.id)
            async with stage(server=server) as scene:
                await scene.settled()
                assert await scene.adapter.locate(here) == Located(here, f"Kelas XI{WITHIN}Sejarah")
            async with stage(server=server) as scene:
                assert await scene.adapter.locate(here) == Located(here, "Kelas XI")
                await server.say(forum, siti, "@babad_bot kapan?", thread=topic)
                await server.next_message(forum)
                assert await scene.adapter.locate(here) == Located(here, f"Kelas XI{WITHIN}Sejarah")
                await server.rename_topic(forum, siti, topic, "Babad")
                await server.say(forum, siti, "@babad_bot kapan?", thread=topic)
                await server.next_message(forum)
                assert await scene.adapter.locate(here) == Located(here, f"Kelas XI{WITHIN}Babad")
            assert len(server.replies(forum)) == 2

    play(scene())


def test_f11_a_topic_that_is_closed_or_no_more() -> None:
    """An administrator may write in one that is closed."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            forum = scene.server.add_group("Kelas XI", forum=True, members=[siti])
            topic = await scene.server.add_topic(forum, siti, "Sejarah")
            here = place(forum, topic.id)
            await scene.server.close_topic(forum, siti, topic)
            assert await scene.adapter.locate(here) == Forbidden(Lack.OPEN)
            await scene.server.promote(forum)
            assert isinstance(await scene.adapter.locate(here), Located)
            scene.server.delete_topic(forum, topic)
            assert await scene.adapter.locate(here) == Gone()

    play(scene())


def test_f11_places_where_the_bot_may_not_write() -> None:
    """Muted, or as all members are; a channel without the right to post.  A post meets the same."""

    async def scene() -> None:
        async with stage() as scene:
            muted, silent = scene.server.add_group("A"), scene.server.add_group("B")
            await scene.server.restrict(muted)
            silent.members_write = False
            channel, reader = (
                scene.server.add_channel("C"),
                scene.server.add_channel("D", bot=Status.MEMBER),
            )
            channel.bot_posts = False
            for number, chat in enumerate((muted, silent, channel, reader)):
                assert await scene.adapter.locate(place(chat)) == Forbidden(Lack.WRITING)
                assert await scene.adapter.send(place(chat), said("halo"), str(number)) == Forbidden()
            await scene.server.promote(silent)
            assert isinstance(await scene.adapter.locate(place(silent)), Located)

    play(scene())


def test_f11_places_that_are_gone_or_foreign() -> None:
    """Kicked, blocked, unknown, and every chat but the community's own."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            kicked, other = scene.server.add_group("A", admins=[siti]), scene.server.add_group("B")
            await scene.server.kick(kicked)
            await scene.server.block(siti)
            foreign = Place(PLATFORM, str(kicked.id), str(other.id))
            for gone in (place(kicked), private_place(siti.id), group_place(-100_999), foreign):
                assert await scene.adapter.locate(gone) == Gone()

    play(scene())


def test_f12_a_group_that_moved_is_located_where_it_is_now() -> None:
    """And its move is told, though no message said so."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI", type="group")
            group.migrated_to = new = scene.server.add_group("Kelas XI")
            assert await scene.adapter.locate(place(group)) == Located(place(new), "Kelas XI")
            told = scene.script.last(Membership)
            assert (told.change, told.place, told.to) == (Change.MIGRATED, place(group), place(new))

    play(scene())


@pytest.mark.parametrize("fault", [flood(65), page(502), CUT, HANG], ids=str)
def test_f6_f7_what_cannot_be_told_just_now_may_be_asked_later(fault: object) -> None:
    """Nothing is decided by a failure; the next time it is known."""

    async def scene() -> None:
        async with stage(timing=Timing(call=0.3)) as scene:
            group = scene.server.add_group("Kelas XI")
            scene.server.faults.next("getChat", fault, chat=group)  # type: ignore[arg-type]  # of several kinds
            assert isinstance(await scene.adapter.locate(place(group)), Later)
            assert isinstance(await scene.adapter.locate(place(group)), Located)

    play(scene())


def test_before_it_serves_nothing_is_known() -> None:
    """It may be asked again."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            await scene.adapter.close()
            assert isinstance(await scene.adapter.locate(place(group)), Later)

    play(scene())
