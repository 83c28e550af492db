"""The limits and manners that the loopback Telegram holds bots to, through the real library."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat, LinkPreviewOptions
from telegram.error import BadRequest, EndPointNotFound

from tests.servers.telegram import TelegramServer
from tests.servers.telegram.client import bot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from telegram import Bot

    from tests.servers.telegram import Chat, User


# Each call is written as it goes over the wire, where the library would rather have its own methods.
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.:telegram.warnings.PTBUserWarning")


def run(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in an event loop of its own."""
    asyncio.run(scene)


def with_chat(scene: Callable[[TelegramServer, Bot, Chat, User], Awaitable[None]]) -> None:
    """Play a scene with a bot and one private chat."""

    async def play() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            await scene(server, client, server.private(siti), siti)

    asyncio.run(play())


def keyboard(*rows: list[dict[str, Any]]) -> str:
    """An inline keyboard as it stands on the wire, whatever is wrong with it."""
    return json.dumps({"inline_keyboard": rows})


def button(**action: Any) -> dict[str, Any]:
    """A button with a text."""
    return {"text": "x", **action}


DATA = button(callback_data="x")

ACCEPTED: dict[str, tuple[str, dict[str, Any]]] = {
    "the longest text": ("sendMessage", {"text": "x" * 4_096}),
    "the longest text in surrogate pairs": ("sendMessage", {"text": "😀" * 2_048}),
    "markup does not count": ("sendMessage", {"text": f"<b>{'x' * 4_096}</b>", "parse_mode": "HTML"}),
    "the longest data": ("sendMessage", {"reply_markup": keyboard([button(callback_data="x" * 64)])}),
    "a full row": ("sendMessage", {"reply_markup": keyboard([DATA] * 8)}),
    "the most buttons": ("sendMessage", {"reply_markup": keyboard(*[[DATA] * 5] * 20)}),
    "the longest copied text": (
        "sendMessage",
        {"reply_markup": keyboard([button(copy_text={"text": "x" * 256})])},
    ),
    "a reply that may be dropped": (
        "sendMessage",
        {"reply_parameters": '{"message_id": 99, "allow_sending_without_reply": true}'},
    ),
    "the most options": ("sendPoll", {"question": "x" * 300, "options": json.dumps(["x" * 100] * 12)}),
    "a chat action": ("sendChatAction", {"action": "typing"}),
}

REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "an empty text": ("sendMessage", {"text": ""}, "message text is empty"),
    "only white space": ("sendMessage", {"text": " \n"}, "text must be non-empty"),
    "only tags": ("sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    "a long text": ("sendMessage", {"text": "x" * 4_097}, "message is too long"),
    "a long text in surrogate pairs": ("sendMessage", {"text": "😀" * 2_048 + "x"}, "message is too long"),
    "a strange mode": ("sendMessage", {"parse_mode": "RTF"}, "unsupported parse_mode"),
    "broken markup": (
        "sendMessage",
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: can't find",
    ),
    "an entity too far": (
        "sendMessage",
        {"entities": '[{"type": "bold", "offset": 0, "length": 9}]'},
        "ends after the end of the text at utf-16 offset 9",
    ),
    "an unknown entity": (
        "sendMessage",
        {"entities": '[{"type": "loud", "offset": 0, "length": 1}]'},
        "unsupported type specified",
    ),
    "long data": (
        "sendMessage",
        {"reply_markup": keyboard([button(callback_data="é" * 33)])},
        "button_data_invalid",
    ),
    "a button that does nothing": ("sendMessage", {"reply_markup": keyboard([button()])}, "text buttons are"),
    "a button without text": (
        "sendMessage",
        {"reply_markup": keyboard([{"text": " ", "callback_data": "x"}])},
        "button_text_invalid",
    ),
    "a button that does two things": (
        "sendMessage",
        {"reply_markup": keyboard([button(callback_data="x", url="https://a.org")])},
        "button_type_invalid",
    ),
    "a bad address": (
        "sendMessage",
        {"reply_markup": keyboard([button(url="not-a-url")])},
        "inline keyboard button url 'not-a-url' is invalid: wrong http url",
    ),
    "a strange scheme": (
        "sendMessage",
        {"reply_markup": keyboard([button(url="ftp://a.org")])},
        "unsupported url protocol",
    ),
    "a long copied text": (
        "sendMessage",
        {"reply_markup": keyboard([button(copy_text={"text": "x" * 257})])},
        "button_copy_text_invalid",
    ),
    "a wide row": ("sendMessage", {"reply_markup": keyboard([DATA] * 9)}, "reply_markup_too_long"),
    "many buttons": ("sendMessage", {"reply_markup": keyboard(*[[DATA]] * 101)}, "reply_markup_too_long"),
    "no keyboard": ("sendMessage", {"reply_markup": '{"buttons": []}'}, "object expected as reply markup"),
    "a reply to nothing": (
        "sendMessage",
        {"reply_parameters": '{"message_id": 99}'},
        "message to be replied not found",
    ),
    "a topic that is not there": ("sendMessage", {"message_thread_id": 9}, "message thread not found"),
    "an edit of nothing": ("editMessageText", {"message_id": 99}, "message to edit not found"),
    "deleting nothing": ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    "no file": ("sendDocument", {}, "there is no document in the request"),
    "many options": (
        "sendPoll",
        {"question": "x", "options": json.dumps(["x"] * 13)},
        "more than 12 options",
    ),
    "a long question": ("sendPoll", {"question": "x" * 301, "options": '["x"]'}, "must not exceed 300"),
    "a quiz without an answer": (
        "sendPoll",
        {"question": "x", "options": '["x"]', "type": "quiz"},
        "wrong correct option",
    ),
    "a strange action": ("sendChatAction", {"action": "dancing"}, "wrong parameter action"),
    "an unknown file": ("getFile", {"file_id": "x"}, "invalid file_id"),
    "an unknown query": ("answerCallbackQuery", {"callback_query_id": "x"}, "query is too old"),
    "a long notice": (
        "answerCallbackQuery",
        {"callback_query_id": "x", "text": "x" * 201},
        "message_too_long",
    ),
    "a command in capitals": (
        "setMyCommands",
        {"commands": '[{"command": "Tanya", "description": "x"}]'},
        "bot_command_invalid",
    ),
    "a command without a description": (
        "setMyCommands",
        {"commands": '[{"command": "tanya", "description": " "}]'},
        "bot_command_description_invalid",
    ),
    "a strange language": ("setMyCommands", {"commands": "[]", "language_code": "ind"}, "invalid language"),
    "a strange scope": ("setMyCommands", {"commands": "[]", "scope": '{"type": "all"}'}, "unsupported type"),
    "a long description": ("setMyDescription", {"description": "x" * 513}, "description is too long"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_within_the_limits_is_accepted(name: str) -> None:
    """To the last character."""
    method, fields = ACCEPTED[name]

    async def scene(server: TelegramServer, client: Bot, chat: Chat, _: User) -> None:
        defaults = {"text": "x"} if method == "sendMessage" else {}
        assert await client.do_api_request(method, {"chat_id": chat.id, **defaults, **fields})
        assert not server.refused()
        assert not server.violations

    with_chat(scene)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_beyond_the_limits_is_refused(name: str) -> None:
    """In Telegram's words, and nothing is sent."""
    method, fields, reason = REFUSED[name]

    async def scene(server: TelegramServer, client: Bot, chat: Chat, _: User) -> None:
        defaults = {"text": "x"} if method in {"sendMessage", "editMessageText"} else {}
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await client.do_api_request(method, {"chat_id": chat.id, **defaults, **fields})
        assert [call.status for call in server.calls(method)] == [400]
        assert not server.replies(chat)

    with_chat(scene)


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([{"id": str(number)} for number in range(51)], "results_too_much"),
        ([{"id": "1"}, {"id": "1"}], "result_id_duplicate"),
        ([{"id": "x" * 65}], "result_id_invalid"),
        ([{"id": ""}], "result_id_invalid"),
        ([{"id": "1", "title": ""}], "article_title_empty"),
        ([{"id": "1", "input_message_content": {"message_text": ""}}], "message text is empty"),
    ],
    ids=["many", "twins", "long id", "no id", "no title", "no text"],
)
def test_inline_results_are_held_to_their_limits(results: list[dict[str, Any]], reason: str) -> None:
    """Number, ids, titles and texts."""
    article = {"type": "article", "title": "x", "input_message_content": {"message_text": "x"}}

    async def scene(server: TelegramServer, client: Bot, _: Chat, siti: User) -> None:
        query = await server.begin(siti, "x")
        written = json.dumps([{**article, **result} for result in results])
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await client.do_api_request(
                "answerInlineQuery", {"inline_query_id": query.id, "results": written}
            )
        assert not query.answered.done()

    with_chat(scene)


def test_a_bot_without_inline_mode_gets_no_inline_queries() -> None:
    """As long as it is not set up so."""

    async def scene() -> None:
        async with TelegramServer(inline=False) as server, bot(server) as client:
            assert client.bot.supports_inline_queries is False
            with pytest.raises(LookupError):
                await server.inline(server.add_user("Siti"), "x")

    run(scene())


def test_commands_are_kept_by_scope_and_language() -> None:
    """As users in each would see them."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            group = server.add_group("Kelas XI")
            tanya = [BotCommand("tanya", "Tanyakan sejarah")]
            await client.set_my_commands(tanya, BotCommandScopeAllGroupChats(), "id")
            await client.set_my_commands(tanya, BotCommandScopeChat(group.id))
            expected = [{"command": "tanya", "description": "Tanyakan sejarah"}]
            assert server.commands["all_group_chats", "id"] == expected
            assert server.commands[f"chat:{group.id}", ""] == expected
            assert await client.get_my_commands() == ()
            await client.delete_my_commands(BotCommandScopeAllGroupChats(), "id")
            assert ("all_group_chats", "id") not in server.commands
            await client.set_my_short_description("Teman sejarah", "id")
            assert server.profile["short_description", "id"] == "Teman sejarah"

    run(scene())


def test_methods_that_do_not_exist_are_not_found() -> None:
    """Nor those that the server does not play, but these are told."""

    async def scene(server: TelegramServer, client: Bot, chat: Chat, __: User) -> None:
        with pytest.raises(EndPointNotFound):
            await client.do_api_request("sendSingingTelegram", {"chat_id": chat.id})
        assert not server.violations
        with pytest.raises(EndPointNotFound):
            await client.do_api_request("sendDice", {"chat_id": chat.id})
        assert list(server.violations) == ["sendDice: this server does not play it"]

    with_chat(scene)


@pytest.mark.parametrize(
    ("fields", "violation"),
    [
        ({"text": "hai @siti_99"}, "sendMessage: pings '@siti_99'"),
        ({"text": "<a href='tg://user?id=7'>hai</a>"}, "sendMessage: pings 'hai'"),
        ({"text": "lihat https://a.org"}, "sendMessage: a link preview is not disabled"),
        ({"text": "<b>x</b>" * 101}, "sendMessage: 101 entities, of which Telegram keeps 100"),
        ({"text": "x", "reply_to": "1"}, "sendMessage: no parameter 'reply_to'"),
    ],
    ids=["username", "user's address", "preview", "entities", "parameter"],
)
def test_what_passes_but_should_not_is_a_violation(fields: dict[str, str], violation: str) -> None:
    """Pings, previews, entities that would vanish, parameters that do not exist."""

    async def scene(server: TelegramServer, client: Bot, chat: Chat, _: User) -> None:
        await client.do_api_request("sendMessage", {"chat_id": chat.id, "parse_mode": "HTML", **fields})
        assert list(server.violations) == [violation]

    with_chat(scene)


def test_arguments_of_a_wrong_shape_are_refused_and_a_violation() -> None:
    """The library never sends such: whoever does has a bug to mend."""

    async def scene(server: TelegramServer, client: Bot, chat: Chat, _: User) -> None:
        with pytest.raises(BadRequest, match=r"(?i)can't parse the arguments"):
            await client.do_api_request("sendPoll", {"chat_id": chat.id, "question": "x", "options": "[1]"})
        assert "malformed arguments" in server.violations[0]

    with_chat(scene)


def test_good_manners_are_no_violation() -> None:
    """Its own name, links without a preview, names within code."""

    async def scene(server: TelegramServer, client: Bot, chat: Chat, _: User) -> None:
        await client.send_message(
            chat.id,
            "@babad_bot <code>@siti_99</code> <a href='https://a.org'>a</a>",
            "HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        assert not server.violations

    with_chat(scene)
