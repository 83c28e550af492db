"""What the real library makes of each fault, as of real ones."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import AIORateLimiter, Application, ExtBot, MessageHandler, filters
from telegram.request import HTTPXRequest

from tests.servers.telegram import (
    CUT,
    CUT_AFTER,
    GARBLED,
    HANG,
    TRUNCATED,
    Fault,
    TelegramServer,
    clash,
    flood,
    forbid,
    page,
    reject,
    unauthorized,
)
from tests.servers.telegram.client import bot, polling
from tests.servers.test_telegram_server import echo

if TYPE_CHECKING:
    from collections.abc import Coroutine

# The library warns of the type that this attribute will have one day, whenever it raises.
pytestmark = pytest.mark.filterwarnings("ignore:.*`retry_after`:telegram.warnings.PTBDeprecationWarning")

FAULTS: dict[str, tuple[Fault, type[TelegramError], str]] = {
    "flood": (flood(7), RetryAfter, "retry in 7 seconds"),
    "blocked": (forbid(), Forbidden, "bot was blocked by the user"),
    "markup": (reject("can't parse entities: …"), BadRequest, "can't parse entities"),
    "chat": (reject("chat not found"), BadRequest, "chat not found"),
    "topic": (reject("message thread not found"), BadRequest, "message thread not found"),
    "conflict": (clash(), Conflict, "terminated by other getUpdates"),
    "token": (unauthorized(), InvalidToken, "unauthorized"),
    "bad gateway": (page(502), NetworkError, "bad gateway"),
    "internal": (page(500), NetworkError, "internal server error"),
    "garbled": (GARBLED, TelegramError, "invalid server response"),
    "truncated": (TRUNCATED, NetworkError, "RemoteProtocolError"),
    "cut": (CUT, NetworkError, "RemoteProtocolError|ReadError"),
}


def run(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in an event loop of its own."""
    asyncio.run(scene)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_raises_what_the_real_one_raises(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, and the call is not carried out; the next one is."""
    # The adapter, when it was imported before, has chosen another type of waits, which words them otherwise.
    monkeypatch.delenv("PTB_TIMEDELTA", raising=False)
    fault, error, words = FAULTS[name]

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            server.faults.next("sendMessage", fault)
            with pytest.raises(error, match=f"(?i){words}"):
                await client.send_message(chat.id, "satu")
            await client.send_message(chat.id, "dua")
            assert [reply.text for reply in server.replies(chat)] == ["dua"]
            assert server.faults.met == 1

    run(scene())


def test_a_cut_after_the_fact_leaves_delivery_in_doubt() -> None:
    """The library sees an error although the message stands in the chat."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            server.faults.next("sendMessage", CUT_AFTER)
            with pytest.raises(NetworkError):
                await client.send_message(chat.id, "satu")
            assert [reply.text for reply in server.replies(chat)] == ["satu"]

    run(scene())


def test_a_call_that_hangs_times_out_in_the_client() -> None:
    """The client gives up by itself; the call is never carried out."""

    async def scene() -> None:
        async with TelegramServer() as server:
            impatient = Bot(server.token, base_url=server.base_url, request=HTTPXRequest(read_timeout=0.05))
            async with impatient:
                chat = server.private(server.add_user("Siti"))
                server.faults.next("sendMessage", HANG)
                with pytest.raises(TimedOut):
                    await impatient.send_message(chat.id, "satu")
                assert not server.replies(chat)

    run(scene())


def test_a_call_that_hangs_is_let_go_when_faults_are_cleared() -> None:
    """It is refused then, and nothing hangs any more."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            server.faults.next("sendMessage", HANG, times=None)
            hanging = asyncio.create_task(client.send_message(chat.id, "satu"))
            await server.until(lambda: server.faults.met)
            server.faults.clear()
            with pytest.raises(NetworkError):
                await hanging
            await client.send_message(chat.id, "dua")

    run(scene())


def test_a_fault_can_concern_one_chat_only() -> None:
    """The others are served meanwhile."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            dead, alive = (server.private(server.add_user(name)) for name in ("Siti", "Budi"))
            server.faults.next("*", forbid(), times=None, chat=dead)
            await client.send_message(alive.id, "satu")
            for _ in range(2):
                with pytest.raises(Forbidden):
                    await client.send_message(dead.id, "satu")

    run(scene())


def test_the_rate_limiter_obeys_retry_after() -> None:
    """It waits as long as it is told, and the message arrives once."""

    async def scene() -> None:
        async with TelegramServer() as server:
            limiter = AIORateLimiter(max_retries=1)
            async with ExtBot(server.token, base_url=server.base_url, rate_limiter=limiter) as client:
                chat = server.private(server.add_user("Siti"))
                server.faults.next("sendMessage", flood(1))
                await client.send_message(chat.id, "satu")
                assert [call.status for call in server.calls("sendMessage")] == [429, 200]

    run(scene())


@pytest.mark.parametrize("fault", [CUT, page(502), clash(), flood(1)], ids=["cut", "502", "409", "429"])
def test_polling_goes_on_after_a_fault(fault: Fault) -> None:
    """No update is lost or doubled by it."""

    async def scene() -> None:
        async with TelegramServer() as server, polling(server, MessageHandler(filters.TEXT, echo)) as app:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            server.faults.next("getUpdates", fault)
            await server.say(chat, siti, "halo")
            assert (await server.next_message(chat)).text == "halo"
            await server.settled(app.update_queue.join)
            assert len(server.replies(chat)) == 1

    run(scene())


def test_a_revoked_token_ends_polling_silently() -> None:
    """The library only logs it: an adapter must look for itself."""

    async def scene() -> None:
        async with TelegramServer() as server:
            app = Application.builder().token(server.token).base_url(server.base_url).build()
            async with app:
                updater = app.updater
                assert updater
                await updater.start_polling()
                server.faults.next("getUpdates", unauthorized(), times=None)
                tasks = {task.get_name(): task for task in asyncio.all_tasks()}
                await asyncio.wait([tasks["Updater:start_polling:polling_task"]])
                assert updater.running
                with pytest.raises(InvalidToken):
                    await updater.stop()

    run(scene())


def test_an_update_can_come_twice() -> None:
    """As after a confirmation that was lost."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            await server.say(server.private(siti), siti, "halo")
            (update,) = await client.get_updates()
            await client.get_updates(offset=update.update_id + 1)
            server.updates.repeat(update.to_dict())
            (again,) = await client.get_updates()
            assert again.update_id == update.update_id

    run(scene())


@pytest.mark.parametrize("token", ["12345:wrong", "malformed"])
def test_a_wrong_token_is_refused(token: str) -> None:
    """As an unknown or a malformed one."""

    async def scene() -> None:
        async with TelegramServer() as server:
            client = Bot(token, base_url=server.base_url)
            with pytest.raises(InvalidToken):
                await client.initialize()
            await client.shutdown()
            assert not server.requests

    run(scene())
