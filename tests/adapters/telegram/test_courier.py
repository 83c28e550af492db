"""Posts and answers under fault: what became of each is told truly, and nothing goes out twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.telegram.connection import Timing
from adapters.telegram.places import PLATFORM
from bot.blocks import Bullets, Image, Reply, Span, Style, Text
from bot.delivery import Delivery, Failed, Forbidden, Gone, Lack, Later, Sent, Unsure
from bot.seam import Place
from tests.adapters.telegram.stage import Memory, Script, Stage, play, said, stage
from tests.servers.telegram import (
    CUT,
    CUT_AFTER,
    GARBLED,
    HANG,
    TRUNCATED,
    Chat,
    TelegramServer,
    flood,
    forbid,
    page,
    reject,
)

if TYPE_CHECKING:
    from tests.servers.telegram.faults import Fault

POST = said("hari ini, 1918")
LONG = Reply((Text((Span("kata " * 2_000),)),))


def place(chat: Chat, thread: int | None = None) -> Place:
    """A group of the server as a place."""
    return Place(PLATFORM, str(chat.id), str(chat.id), None if thread is None else str(thread))


async def post(scene: Stage, chat: Chat, fault: Fault | None, reply: Reply = POST) -> Delivery:
    """What becomes of a post that meets a fault."""
    if fault is not None:
        scene.server.faults.next("sendMessage", fault, chat=chat)
    return await scene.adapter.send(place(chat), reply, "key")


def test_a_post_says_where_it_is_and_can_be_edited() -> None:
    """Its reference finds it again, in another process as well."""

    async def scene() -> None:
        async with TelegramServer() as server:
            group = server.add_group("Kelas XI")
            async with stage(server=server) as scene:
                sent = await post(scene, group, None)
                assert isinstance(sent, Sent)
            async with stage(server=server) as scene:
                assert await scene.adapter.edit(sent.ref, said("lain")) == sent
                assert await scene.adapter.edit(sent.ref, said("lain")) == sent
                assert [one.text for one in server.replies(group)] == ["lain"]

    play(scene())


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (forbid("bot was kicked from the supergroup chat"), Gone()),
        (forbid("bot was blocked by the user"), Gone()),
        (forbid("user is deactivated"), Gone()),
        (forbid("bot is not a member of the channel chat"), Gone()),
        (reject("chat not found"), Gone()),
        (forbid("bot can't initiate conversation with a user"), Forbidden()),
        (reject("not enough rights to send text messages to the chat"), Forbidden()),
        (reject("CHAT_WRITE_FORBIDDEN"), Forbidden()),
        (reject("CHAT_SEND_PLAIN_FORBIDDEN"), Forbidden()),
        (reject("TOPIC_CLOSED"), Forbidden(Lack.OPEN)),
        (reject("TOPIC_DELETED"), Gone()),
        (reject("message thread not found"), Gone()),
        (forbid("the group chat was deleted"), Gone()),
        (reject("need administrator rights in the channel chat"), Forbidden()),
        (reject("message is too long"), Failed("Bad Request: message is too long")),
        (flood(65), Later(65.0)),
        (flood(1_337), Later(1_337.0)),
        (page(500), Unsure()),
        (page(502), Unsure()),
        (GARBLED, Unsure()),
        (TRUNCATED, Unsure()),
        (CUT, Unsure()),
        (CUT_AFTER, Unsure()),
        (HANG, Unsure()),
    ],
    ids=str,
)
def test_f5_f6_f7_f11_what_became_of_a_post_is_told_truly(fault: Fault, outcome: Delivery) -> None:
    """Refused, delayed or in doubt; called once only."""

    async def scene() -> None:
        async with stage(timing=Timing(call=0.3)) as scene:
            group = scene.server.add_group("Kelas XI")
            told = await post(scene, group, fault)
            assert type(told) is type(outcome)
            if isinstance(outcome, Later | Forbidden):
                assert told == outcome
            assert len(scene.server.calls("sendMessage")) == 1

    play(scene())


def test_f7_a_post_in_doubt_is_never_sent_again() -> None:
    """It did arrive here: the same key is not even called for."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            assert await post(scene, group, CUT_AFTER) == Unsure()
            assert await post(scene, group, None) == Unsure()
            assert len(scene.server.replies(group)) == 1

    play(scene())


def test_f7_a_post_that_never_left_may_be_sent_again() -> None:
    """There was no connection to send it on."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            bot = scene.adapter._session.courier._bot  # type: ignore[union-attr]
            before, bot._base_url = bot._base_url, "http://127.0.0.1:9/bot"
            assert await post(scene, group, None) == Failed("no connection to Telegram")
            bot._base_url = before
            assert isinstance(await post(scene, group, None), Sent)

    play(scene())


@pytest.mark.parametrize("quiet", [True, False])
def test_a_quiet_post_makes_no_sound(*, quiet: bool) -> None:
    """Nobody asked for it."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            await scene.adapter.send(place(group), said("hari ini", quiet=quiet), "key")
            (call,) = scene.server.calls("sendMessage")
            assert (call.text("disable_notification") == "true") == quiet

    play(scene())


def test_only_this_process_knows_what_became_of_a_post() -> None:
    """Telegram lets no bot look, so that another leaves it in doubt; none of them sends it."""

    async def scene() -> None:
        async with TelegramServer() as server:
            group = server.add_group("Kelas XI")
            async with stage(server=server) as scene:
                sent = await post(scene, group, None)
                for age in (1.0, 3_600.0):
                    assert await scene.adapter.recover(place(group), POST, "key", age) == sent
                assert await scene.adapter.recover(place(group), POST, "other", 1.0) == Unsure()
            async with stage(server=server) as scene:
                assert await scene.adapter.recover(place(group), POST, "key", 1.0) == Unsure()
            assert len(server.replies(group)) == 1

    play(scene())


def test_the_same_key_posts_once() -> None:
    """Whoever sends it again learns where it is."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            assert await post(scene, group, None) == await post(scene, group, None)
            assert len(scene.server.replies(group)) == 1

    play(scene())


def test_a_post_of_which_only_a_part_arrived_is_in_doubt() -> None:
    """Nobody shall send its beginning again."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            send = scene.server.faults
            first = scene.adapter._session.courier._methods["sendMessage"]  # type: ignore[union-attr]

            async def then_refuse(**parameters: object) -> object:
                posted = await first(**parameters)
                send.next("sendMessage", reject("message is too long"))
                return posted

            scene.adapter._session.courier._methods["sendMessage"] = then_refuse  # type: ignore[union-attr, assignment]
            assert await post(scene, group, None, LONG) == Unsure()
            assert len(scene.server.replies(group)) == 1

    play(scene())


def test_f5_a_short_refusal_is_waited_out() -> None:
    """By posts as by answers; meanwhile other chats are served."""

    async def scene() -> None:
        async with stage() as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            one, other = scene.server.private(siti), scene.server.private(budi)
            scene.server.faults.next("sendMessage", flood(1), chat=one)
            await scene.server.say(one, siti, "kapan?")
            await scene.server.until(lambda: scene.server.faults.met)
            await scene.server.say(other, budi, "siapa?")
            await scene.server.next_message(other)
            assert not scene.server.replies(one)
            assert (await scene.server.next_message(one)).text == "echo: kapan?"
            group = scene.server.add_group("Kelas XI")
            assert isinstance(await post(scene, group, flood(1)), Sent)

    play(scene())


@pytest.mark.parametrize("fault", [page(500), page(502)], ids=str)
def test_f6_an_answer_is_tried_again_when_telegram_says_that_it_failed(fault: Fault) -> None:
    """A member waits for it."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            scene.server.faults.next("sendMessage", fault, times=2)
            await scene.server.say(chat, siti, "kapan?")
            await scene.server.next_message(chat)
            assert len(scene.server.replies(chat)) == 1

    play(scene())


def test_f7_an_answer_in_doubt_is_not_repeated() -> None:
    """It was carried out, and the member has it."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            scene.server.faults.next("sendMessage", CUT_AFTER)
            await scene.server.say(chat, siti, "kapan?")
            await scene.server.next_message(chat)
            await scene.settled()
            assert len(scene.server.replies(chat)) == 1

    play(scene())


def test_f6_an_edit_is_tried_again() -> None:
    """It cannot come twice."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            sent = await post(scene, group, None)
            assert isinstance(sent, Sent)
            scene.server.faults.next("editMessageText", page(502))
            assert await scene.adapter.edit(sent.ref, said("lain")) == sent
            scene.server.faults.next("editMessageText", reject("message to edit not found"))
            assert isinstance(await scene.adapter.edit(sent.ref, said("lagi")), Failed)
            assert isinstance(await scene.adapter.edit(sent.ref, Reply((Image(b"x", ""),))), Failed)

    play(scene())


def test_markup_that_telegram_refuses_goes_out_in_plain_words() -> None:
    """Once; posted and edited alike."""

    async def scene() -> None:
        async with stage() as scene:
            group = scene.server.add_group("Kelas XI")
            rich = Reply((Text((Span("1918", Style.BOLD),)), Bullets(((Span("satu"),),))))
            fault = reject('can\'t parse entities: Unsupported start tag "x" at byte offset 1')
            sent = await post(scene, group, fault, rich)
            message = await scene.server.next_message(group)
            assert (message.text, message.entities) == ("1918\n- satu", [])
            assert isinstance(sent, Sent)
            scene.server.faults.next("editMessageText", fault)
            assert isinstance(await scene.adapter.edit(sent.ref, said("lain")), Sent)
            scene.server.faults.next("sendMessage", fault, times=2)
            assert isinstance(await scene.adapter.send(place(group), rich, "other"), Failed)

    play(scene())


def test_f11_a_post_to_a_topic_that_is_no_more_goes_nowhere_else() -> None:
    """Whoever chose the topic did not choose the general one; nor is one that is closed gone around."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            forum = scene.server.add_group("Kelas XI", forum=True, members=[siti])
            topic = await scene.server.add_topic(forum, siti, "Sejarah")
            here = place(forum, topic.id)
            assert isinstance(await scene.adapter.send(here, POST, "one"), Sent)
            await scene.server.close_topic(forum, siti, topic)
            assert await scene.adapter.send(here, POST, "two") == Forbidden(Lack.OPEN)
            scene.server.delete_topic(forum, topic)
            for key in ("two", "three"):
                assert await scene.adapter.send(here, POST, key) == Gone()
            assert not scene.server.replies(forum)
            assert isinstance(await scene.adapter.send(place(forum), POST, "four"), Sent)
            assert [one.thread for one in scene.server.replies(forum)] == [None]

    play(scene())


def test_f11_places_that_are_closed_to_the_bot_say_so() -> None:
    """Kicked, blocked, muted, a closed topic, an unknown chat: as Telegram itself answers."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            kicked, muted = (
                scene.server.add_group("A", admins=[siti]),
                scene.server.add_group("B", admins=[siti]),
            )
            forum = scene.server.add_group("C", forum=True, admins=[siti])
            topic = await scene.server.add_topic(forum, siti, "Sejarah")
            await scene.server.close_topic(forum, siti, topic)
            await scene.server.kick(kicked)
            await scene.server.restrict(muted)
            await scene.server.block(siti)
            private = Place(PLATFORM, f"user:{siti.id}", str(siti.id), private=True)
            send = scene.adapter.send
            assert await send(place(kicked), POST, "1") == Gone()
            assert await send(place(muted), POST, "2") == Forbidden()
            assert await send(place(forum, topic.id), POST, "3") == Forbidden(Lack.OPEN)
            assert await send(private, POST, "4") == Gone()
            assert await send(Place(PLATFORM, "-100999", "-100999"), POST, "5") == Gone()

    play(scene())


def test_a_group_is_not_written_to_more_than_telegram_allows() -> None:
    """Paced: the first twenty go at once; the pace itself is the library's to keep."""

    async def scene() -> None:
        async with stage(rate=30) as scene:
            group = scene.server.add_group("Kelas XI")
            for number in range(20):
                assert isinstance(await scene.adapter.send(place(group), POST, str(number)), Sent)
            limiter = scene.adapter._session.courier._bot.rate_limiter._limiter  # type: ignore[union-attr]
            assert not limiter._get_group_limiter(group.id).has_capacity()

    play(scene())


def test_an_answer_survives_the_question_being_deleted() -> None:
    """It then replies to nothing."""

    async def scene() -> None:
        def answer(_: object) -> Reply:
            asked.deleted = True
            return said("1918")

        async with stage(Script(answer), notebook=Memory()) as scene:
            siti = scene.server.add_user("Siti")
            group = scene.server.add_group("Kelas XI", members=[siti])
            asked = await scene.server.say(group, siti, "@babad_bot kapan?")
            assert (await scene.server.next_message(group)).reply_to is None

    play(scene())
