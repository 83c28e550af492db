"""The adapter's life: what it refuses, what it survives, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import NetworkError

from adapters.telegram import Telegram, create
from adapters.telegram.connection import Timing
from adapters.telegram.settings import read
from bot.delivery import Failed, Later, RefusedError
from bot.seam import Place, Question
from tests.adapters.telegram.stage import Memory, Script, play, said, settings, stage
from tests.servers.telegram import CUT, GARBLED, TOKEN, TRUNCATED, TelegramServer, clash, page, unauthorized

if TYPE_CHECKING:
    from tests.servers.telegram.faults import Fault

OTHER = "54321:loopback-" + "u" * 26


def test_a_wrong_token_is_refused_with_one_call_and_without_quoting_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No loop, and one sentence that helps."""

    async def scene() -> RefusedError:
        async with TelegramServer() as server:
            adapter = create({**settings(server), "token": OTHER}, Memory())
            with pytest.raises(RefusedError) as caught:
                await adapter.run(Script())
            assert not server.updates.polls
            assert not adapter.connected
            return caught.value

    with caplog.at_level(logging.DEBUG, "adapters.telegram"):
        error = asyncio.run(scene())
    assert "BotFather" in str(error)
    assert error.__suppress_context__
    assert OTHER not in str(error) + caplog.text


def test_a_token_revoked_while_polling_is_refused() -> None:
    """The library's polling dies without a word then."""

    async def scene() -> None:
        async with TelegramServer() as server:
            adapter = create(settings(server), Memory())
            running = asyncio.create_task(adapter.run(Script()))
            await server.until(lambda: server.updates.polls)
            server.faults.next("getUpdates", unauthorized(), times=None)
            with pytest.raises(RefusedError, match="BotFather"):
                await running
            server.faults.clear()
            assert not adapter.connected

    play(scene())


def test_a_server_that_cannot_be_reached_fails_the_run_and_the_next_one_may_do_better() -> None:
    """Whoever runs the adapter decides when to try again."""

    async def scene() -> None:
        async with TelegramServer() as server:
            adapter = create(settings(server), Memory())
            server.faults.next("getMe", page(502))
            with pytest.raises(NetworkError):
                await adapter.run(Script())
            server.faults.next("deleteWebhook", CUT)
            with pytest.raises(NetworkError):
                await adapter.run(Script())
            running = asyncio.create_task(adapter.run(Script()))
            await server.until(lambda: server.updates.polls)
            assert adapter.connected
            await adapter.close()
            await running
        with pytest.raises(NetworkError):
            await create(settings(server), Memory()).run(Script())

    play(scene())


def test_a_closed_adapter_does_not_run_again() -> None:
    """Whoever closes it means it, even before it has begun."""

    async def scene() -> None:
        async with TelegramServer() as server:
            adapter = create(settings(server), Memory())
            await adapter.close()
            await adapter.run(Script())
            assert not server.requests

    play(scene())


def test_another_poller_is_stepped_back_from_with_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    """However often it is met; afterwards the bot serves again."""

    async def scene() -> None:
        async with stage(timing=Timing(step_back=0.01)) as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            scene.server.faults.next("getUpdates", clash(), times=2)
            await scene.server.until(lambda: scene.server.faults.met > 1)
            await scene.server.say(chat, siti, "kapan?")
            await scene.server.next_message(chat)

    play(scene())
    assert caplog.text.count("Another process fetches this bot's updates") == 1
    assert Timing().step_back >= 30


def test_closing_does_not_wait_for_stepping_back() -> None:
    """Nothing is fetched meanwhile anyway."""

    async def scene() -> None:
        async with stage() as scene:
            scene.server.faults.next("getUpdates", clash(), times=None)
            await scene.server.until(lambda: scene.server.faults.met)
            await asyncio.wait_for(scene.adapter.close(), 10)

    play(scene())


@pytest.mark.parametrize("fault", [page(500), page(502), GARBLED, TRUNCATED, CUT], ids=str)
def test_f6_f7_fetching_goes_on_after_every_fault(fault: Fault) -> None:
    """A page of HTML, broken JSON or a cut connection costs a second; nothing is lost or doubled."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti")
            chat = scene.server.private(siti)
            scene.server.faults.next("getUpdates", fault)
            await scene.server.until(lambda: scene.server.faults.met)
            await scene.server.say(chat, siti, "kapan?")
            await scene.server.next_message(chat)
            await scene.settled()
            assert scene.adapter.connected
            assert len(scene.script.all(Question)) == 1

    play(scene())


def test_f9_an_answer_in_flight_is_delivered_when_the_adapter_is_closed() -> None:
    """Nothing new is taken in; what was handled is confirmed, and what came later waits for the next run."""

    async def scene() -> None:
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            script = Script(gate=(gate := asyncio.Event()))
            async with stage(script, server=server) as scene:
                await server.say(chat, siti, "kapan?")
                await script.came.wait()
                closing = asyncio.create_task(scene.adapter.close())
                await server.until(lambda: not scene.adapter.connected)
                await server.say(chat, siti, "siapa?")
                gate.set()
                await closing
                assert [said.text for said in server.replies(chat)] == ["echo: kapan?"]
                assert server.updates.unconfirmed == 1
            async with stage(server=server):
                await server.until(lambda: len(server.replies(chat)) == 2)
                assert server.replies(chat)[1].text == "echo: siapa?"

    play(scene())


def test_f9_what_is_not_handled_in_time_is_not_confirmed() -> None:
    """A handler that hangs ends with the adapter, and Telegram delivers its update again."""

    async def scene() -> None:
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            script = Script(gate=asyncio.Event())
            timing = Timing(drain=0.05, handled=60)
            async with stage(script, server=server, timing=timing) as scene:
                await server.say(chat, siti, "kapan?")
                await server.say(chat, siti, "siapa?")  # waits for its turn
                await script.came.wait()
                await scene.adapter.close()
            assert server.updates.unconfirmed == 2
            async with stage(server=server):
                answers = [(await server.next_message(chat)).text for _ in range(2)]
            assert answers == ["echo: kapan?", "echo: siapa?"]

    play(scene())


def test_f9_a_process_that_dies_loses_no_question_in_hand() -> None:
    """The next fetch waits for what the last one brought, so that nothing unhandled is confirmed."""

    async def scene() -> None:
        async with TelegramServer() as server:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            script = Script(gate=asyncio.Event())
            adapter = Telegram(read(settings(server)), Memory(), Timing(handled=60))
            running = asyncio.create_task(adapter.run(script))
            await server.until(lambda: server.updates.polls)
            await server.say(chat, siti, "kapan?")
            await script.came.wait()
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
            async with stage(server=server):
                assert (await server.next_message(chat)).text == "echo: kapan?"

    play(scene())


def test_a_slow_answer_does_not_keep_others_from_being_fetched() -> None:
    """The next fetch waits only a moment."""

    async def scene() -> None:
        async with stage(Script(gate=asyncio.Event())) as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            chat = scene.server.private(budi)
            await scene.server.say(scene.server.private(siti), siti, "kapan?")
            await scene.script.came.wait()
            scene.script.came.clear()
            await scene.server.say(chat, budi, "siapa?")
            await scene.script.came.wait()
            assert [one.text for one in scene.script.all(Question)] == ["kapan?", "siapa?"]
            assert scene.script.gate is not None
            scene.script.gate.set()

    play(scene())


def test_the_bot_is_seen_to_type_while_an_answer_takes_long() -> None:
    """In the topic where it was asked, and not for talk that is not addressed."""

    async def scene() -> None:
        async with stage(Script(gate=asyncio.Event())) as scene:
            scene.server.realm.privacy = False
            siti = scene.server.add_user("Siti")
            forum = scene.server.add_group("Kelas XI", forum=True, members=[siti])
            other = scene.server.add_group("Kelas XII", members=[siti])
            topic = await scene.server.add_topic(forum, siti, "Sejarah")
            await scene.server.say(other, siti, "hanya obrolan")
            await scene.server.say(forum, siti, "@babad_bot kapan?", thread=topic)
            call = await scene.server.next_call("sendChatAction")
            assert call.integer("chat_id") == forum.id
            assert call.integer("message_thread_id") == topic.id
            assert scene.script.gate is not None
            scene.script.gate.set()

    play(scene())


@pytest.mark.parametrize(
    ("switches", "warnings"),
    [
        ({}, []),
        ({"privacy": False}, ["/setprivacy"]),
        ({"inline": False}, ["/setinline"]),
        ({"privacy": False, "inline": False}, ["/setprivacy", "/setinline"]),
    ],
)
def test_switches_in_botfather_that_are_wrong_are_told_once(
    switches: dict[str, Any], warnings: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """With what to send to BotFather."""

    async def scene() -> None:
        async with TelegramServer(**switches) as server, stage(server=server):
            pass

    with caplog.at_level(logging.WARNING, "adapters.telegram"):
        play(scene())
    told = [record.getMessage() for record in caplog.records if record.name == "adapters.telegram.checks"]
    assert [next(word for word in ("/setprivacy", "/setinline") if word in one) for one in told] == warnings


def test_nothing_is_posted_while_there_is_no_connection() -> None:
    """Whoever sends is told to come again."""

    async def scene() -> None:
        adapter = create({"token": TOKEN}, Memory())
        assert isinstance(await adapter.send(Place("telegram", "1", "1"), said("x"), "key"), Later)
        assert isinstance(await adapter.edit("1:1", said("x")), Later)
        await adapter.close()

    play(scene())


def test_a_foreign_reference_cannot_be_edited() -> None:
    """It is refused here, before anything is called."""

    async def scene() -> None:
        async with stage() as scene:
            assert isinstance(await scene.adapter.edit("nonsense", said("x")), Failed)

    play(scene())


def test_no_words_of_members_and_no_token_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """By the adapter itself, at any level, faults included."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti Rahasia")
            chat = scene.server.private(siti)
            for fault in (CUT, GARBLED, page(500)):
                scene.server.faults.next("sendMessage", fault)
                await scene.server.say(chat, siti, "kata rahasia")
            await scene.settled()

    with caplog.at_level(logging.DEBUG, "adapters.telegram"):
        play(scene())
    own = [record for record in caplog.records if record.name.startswith("adapters.")]
    text = "\n".join(logging.Formatter().format(record) for record in own)
    assert own
    assert TOKEN not in text
    assert "ahasia" not in text
