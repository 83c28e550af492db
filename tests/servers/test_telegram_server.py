"""The loopback Telegram, driven by the real library: conversations, membership, polling."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    TypeHandler,
    filters,
)

from tests.servers.telegram import Status, TelegramServer
from tests.servers.telegram.client import bot, polling

if TYPE_CHECKING:
    from collections.abc import Coroutine

Context = ContextTypes.DEFAULT_TYPE
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Mengapa?", callback_data="why:1")]])


async def greet(update: Update, _: Context) -> None:
    """Answer with markup and a button."""
    assert update.effective_message
    await update.effective_message.reply_html("<b>Halo</b> &amp; selamat", reply_markup=BUTTON)


async def echo(update: Update, _: Context) -> None:
    """Say the same again, as a reply."""
    assert update.effective_message
    await update.effective_message.reply_text(update.effective_message.text or "", do_quote=True)


class Seen:
    """Keeps the updates that arrive."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.handler: TypeHandler[Any, Any, Any] = TypeHandler(Update, self._keep)

    async def _keep(self, update: Update, _: Context) -> None:
        self.updates.append(update)


def run(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in an event loop of its own."""
    asyncio.run(scene)


def test_a_command_is_answered_with_markup_read() -> None:
    """The reader sees words and entities, never tags."""

    async def scene() -> None:
        async with TelegramServer() as server, polling(server, CommandHandler("start", greet)):
            siti = server.add_user("Siti", language_code="id")
            chat = server.private(siti)
            await server.say(chat, siti, "/start")
            reply = await server.next_message(chat)
            assert reply.text == "Halo & selamat"
            assert reply.marked("bold") == ["Halo"]
            assert [button["callback_data"] for button in reply.buttons] == ["why:1"]
            assert not server.violations

    run(scene())


def test_updates_arrive_in_order_and_are_confirmed() -> None:
    """Each update comes once, and nothing is left when all is settled."""

    async def scene() -> None:
        async with TelegramServer() as server, polling(server, MessageHandler(filters.TEXT, echo)) as app:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            for number in range(250):
                await server.say(chat, siti, str(number))
            await server.settled(app.update_queue.join)
            replies = server.replies(chat)
            assert [reply.text for reply in replies] == [str(number) for number in range(250)]
            assert all(reply.reply_to and reply.reply_to.text == reply.text for reply in replies)
            assert server.updates.unconfirmed == 0

    run(scene())


def test_updates_that_nobody_confirmed_come_again() -> None:
    """An offset confirms; asking without one gives the same updates."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            await server.say(server.private(siti), siti, "halo")
            first = await client.get_updates()
            again = await client.get_updates()
            assert [update.update_id for update in first] == [update.update_id for update in again]
            assert await client.get_updates(offset=first[0].update_id + 1) == ()

    run(scene())


def test_a_second_poller_ends_the_first() -> None:
    """Telegram serves the latest and tells the older one of the conflict."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as first, bot(server) as second:
            waiting = asyncio.create_task(first.get_updates(timeout=50))
            await server.until(lambda: server.updates.polls)
            await second.get_updates()
            with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
                await waiting

    run(scene())


def test_a_webhook_excludes_polling() -> None:
    """Until it is deleted."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            await client.set_webhook("https://example.org/hook")
            assert (await client.get_webhook_info()).url == "https://example.org/hook"
            with pytest.raises(Conflict, match="webhook is active"):
                await client.get_updates()
            await client.delete_webhook(drop_pending_updates=True)
            assert await client.get_updates() == ()

    run(scene())


def test_a_press_is_answered_and_edits_the_message() -> None:
    """A press waits for its answer; the same words again are no edit."""

    async def pressed(update: Update, _: Context) -> None:
        assert update.callback_query
        await update.callback_query.answer("Sebab …", show_alert=True)
        await update.callback_query.edit_message_text("Sebab inilah sebabnya.")
        with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
            await update.callback_query.edit_message_text("Sebab inilah sebabnya.")
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await update.callback_query.answer()

    async def scene() -> None:
        handlers = CommandHandler("start", greet), CallbackQueryHandler(pressed)
        async with TelegramServer() as server, polling(server, *handlers) as app:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            await server.say(chat, siti, "/start")
            reply = await server.next_message(chat)
            answer = await server.press(siti, reply, "why:1")
            assert (answer.text, answer.show_alert) == ("Sebab …", True)
            await server.settled(app.update_queue.join)
            assert (reply.text, reply.buttons) == ("Sebab inilah sebabnya.", [])
            assert [call.method for call in server.refused()] == ["editMessageText", "answerCallbackQuery"]
            with pytest.raises(LookupError):
                await server.press(siti, reply, "why:1")

    run(scene())


def test_a_press_can_be_too_old() -> None:
    """As when the bot was away for long."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            await client.send_message(chat.id, "Mari", reply_markup=BUTTON)
            query = await server.tap(siti, await server.next_message(chat), "why:1")
            query.expire()
            with pytest.raises(BadRequest, match=r"(?i)query is too old"):
                await client.answer_callback_query(query.id)

    run(scene())


def test_inline_results_reach_who_types() -> None:
    """With what the chosen one would say."""

    async def answer(update: Update, _: Context) -> None:
        assert update.inline_query
        said = InputTextMessageContent("<i>25 Maret 1947</i>", parse_mode="HTML")
        result = InlineQueryResultArticle("fact-1", update.inline_query.query, said)
        await update.inline_query.answer([result], cache_time=5, is_personal=True)

    async def scene() -> None:
        seen = Seen()
        async with (
            TelegramServer() as server,
            polling(server, InlineQueryHandler(answer), seen.handler) as app,
        ):
            siti = server.add_user("Siti")
            found = await server.inline(siti, "linggarjati")
            assert [result["title"] for result in found.results] == ["linggarjati"]
            assert found.results[0]["message"]["text"] == "25 Maret 1947"
            assert (found.cache_time, found.is_personal) == (5, True)
            await server.choose(siti, "linggarjati", found.results[0])
            await server.settled(app.update_queue.join)
            assert seen.updates[-1].chosen_inline_result

    run(scene())


def test_a_guest_is_answered_in_a_chat_that_the_bot_is_not_in() -> None:
    """With one result, as in inline mode, and once."""

    async def answer(update: Update, context: Context) -> None:
        assert update.guest_message
        assert update.guest_message.guest_query_id
        said = InputTextMessageContent("<i>25 Maret 1947</i>", parse_mode="HTML")
        result = InlineQueryResultArticle("1", "Linggarjati", said)
        query = update.guest_message.guest_query_id
        await context.bot.answer_guest_query(query, result)
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await context.bot.answer_guest_query(query, result)

    async def scene() -> None:
        async with TelegramServer() as server, polling(server, TypeHandler(Update, answer)) as app:
            siti = server.add_user("Siti")
            elsewhere = server.add_group("Keluarga", members=[siti], bot=Status.LEFT)
            said = await server.guest(elsewhere, siti, "@babad_bot kapan Linggarjati?")
            assert said["message"]["text"] == "25 Maret 1947"
            await server.settled(app.update_queue.join)

    run(scene())


def test_votes_are_told_of_polls_that_are_not_anonymous() -> None:
    """The voter, the options, and the counts in the message."""

    async def scene() -> None:
        voted = Seen()
        handler = PollAnswerHandler(voted._keep)
        async with TelegramServer() as server, polling(server, handler) as app:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            options = ["1945", "1947"]
            await app.bot.send_poll(
                chat.id, "Kapan?", options, type="quiz", correct_option_ids=[1], is_anonymous=False
            )
            quiz = await server.next_message(chat)
            await server.vote(siti, quiz, [1])
            await server.settled(app.update_queue.join)
            answer = voted.updates[0].poll_answer
            assert answer
            assert answer.user
            assert (answer.user.id, answer.option_ids) == (siti.id, (1,))
            assert quiz.content["poll"]["options"][1]["voter_count"] == 1
            with pytest.raises(ValueError, match="no vote"):
                await server.vote(siti, quiz, [0])
            poll = await app.bot.stop_poll(chat.id, quiz.id)
            assert poll.is_closed

    run(scene())


def test_an_upload_can_be_fetched_and_a_file_sent() -> None:
    """The very bytes, in both directions."""

    async def scene() -> None:
        data = bytes(range(256)) * 8_192  # larger than any default limit of a request
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            await server.upload(chat, siti, "catatan.yaml", data, caption="/pack")
            message = (await client.get_updates())[0].message
            assert message
            assert message.document
            assert message.document.file_name == "catatan.yaml"
            assert bytes(await (await message.document.get_file()).download_as_bytearray()) == data
            await client.send_document(
                chat.id, data, caption="<b>Ini</b>", parse_mode="HTML", filename="a.csv"
            )
            sent = await server.next_message(chat)
            assert (sent.text, sent.content["document"]["file_size"]) == ("Ini", len(data))
            assert not server.violations

    run(scene())


def test_a_group_that_migrates_tells_its_new_id() -> None:
    """By two service messages, and to whoever writes to the old id."""

    async def scene() -> None:
        seen = Seen()
        async with TelegramServer() as server, polling(server, seen.handler) as app:
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", type="group", admins=[siti])
            new = await server.migrate(group)
            with pytest.raises(ChatMigrated) as refused:
                await app.bot.send_message(group.id, "halo")
            assert refused.value.new_chat_id == new.id
            await app.bot.send_message(new.id, "halo")
            await server.settled(app.update_queue.join)
            to, back = (update.message for update in seen.updates)
            assert to
            assert back
            assert (to.migrate_to_chat_id, back.migrate_from_chat_id) == (new.id, group.id)

    run(scene())


def test_membership_is_told_and_forbids_writing() -> None:
    """Kicked, put back, blocked: an update each, and 403 where the bot is not."""

    async def scene() -> None:
        seen = Seen()
        async with (
            TelegramServer() as server,
            polling(server, ChatMemberHandler(seen._keep, ChatMemberHandler.MY_CHAT_MEMBER)) as app,
        ):
            siti = server.add_user("Siti")
            group = server.add_group("Kelas XI", admins=[siti])
            private = server.private(siti)
            await server.kick(group)
            with pytest.raises(Forbidden, match=r"(?i)bot was kicked from the supergroup chat"):
                await app.bot.send_message(group.id, "halo")
            await server.add(group)
            await app.bot.send_message(group.id, "halo")
            await server.block(siti)
            with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
                await app.bot.send_message(private.id, "halo")
            await server.unblock(siti)
            await app.bot.send_message(private.id, "halo")
            await server.restrict(group)
            with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
                await app.bot.send_message(group.id, "halo")
            await app.bot.leave_chat(group.id)
            with pytest.raises(Forbidden, match=r"(?i)bot is not a member"):
                await app.bot.send_message(group.id, "halo")
            await server.settled(app.update_queue.join)
            changes = [update.my_chat_member for update in seen.updates]
            assert [change.new_chat_member.status for change in changes if change] == [
                Status.KICKED,
                Status.MEMBER,
                Status.KICKED,
                Status.MEMBER,
                Status.RESTRICTED,
                Status.LEFT,
            ]

    run(scene())


def test_edits_of_users_arrive() -> None:
    """As edited messages, with the new words."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            said = await server.say(server.private(siti), siti, "Kapan Iwami tibs?")
            await server.edit(said, "Kapan Iwami tiba?")
            _, update = await client.get_updates()
            assert update.edited_message
            assert update.edited_message.text == "Kapan Iwami tiba?"
            assert update.edited_message.edit_date

    run(scene())
