"""Files, captions, entities, buttons and updates of the loopback Telegram, method by method."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram import (
    ForceReply,
    InlineQueryResultsButton,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram.error import BadRequest

from tests.servers.telegram import TelegramServer
from tests.servers.telegram.client import bot

if TYPE_CHECKING:
    from collections.abc import Coroutine

# Some calls are written as they go over the wire, where the library would rather have its own methods.
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.:telegram.warnings.PTBUserWarning")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def run(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in an event loop of its own."""
    asyncio.run(scene)


def test_pictures_have_captions_that_can_be_edited() -> None:
    """With markup, up to their own length; a picture once sent can be sent again by its id."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            sent = await client.send_photo(chat.id, PNG, caption="<b>Peta</b>", parse_mode="HTML")
            assert (await server.next_call("sendPhoto")).status == 200
            await client.edit_message_caption(chat.id, sent.message_id, caption="Peta baru")
            assert server.replies(chat)[0].text == "Peta baru"
            with pytest.raises(BadRequest, match=r"(?i)no text in the message"):
                await client.edit_message_text("x", chat.id, sent.message_id)
            again = await client.send_photo(chat.id, sent.photo[0].file_id)
            assert again.photo[0].file_id == sent.photo[0].file_id
            with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
                await client.send_photo(chat.id, PNG, caption="x" * 1_025)
            with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
                await client.send_document(chat.id, b"", filename="a.csv")
            with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
                await client.send_photo(chat.id, "unknown")

    run(scene())


def test_files_over_twenty_megabytes_cannot_be_fetched() -> None:
    """Although users can send them."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            said = await server.upload(server.private(siti), siti, "pack.yaml", bytes(20 * 2**20 + 1))
            with pytest.raises(BadRequest, match=r"(?i)file is too big"):
                await client.get_file(said.content["document"]["file_id"])

    run(scene())


def test_given_entities_are_kept_as_they_are() -> None:
    """Offsets count UTF-16 units; white space in front moves them."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            spans = [MessageEntity("bold", 3, 2), MessageEntity("text_link", 6, 2, url="https://a.org")]
            off = LinkPreviewOptions(is_disabled=True)
            await client.send_message(chat.id, " 😀ya id ", entities=spans, link_preview_options=off)
            reply = await server.next_message(chat)
            assert (reply.text, reply.marked("bold"), reply.marked("text_link")) == (
                "😀ya id",
                ["ya"],
                ["id"],
            )
            assert not server.violations

    run(scene())


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ({"type": "bold", "offset": -1, "length": 1}, "incorrect offset -1"),
        ({"type": "bold", "offset": 9, "length": 1}, "begins after the end"),
        ({"type": "bold", "offset": 1, "length": 1}, "splits a character"),
        ({"type": "text_link", "offset": 0, "length": 2, "url": "x"}, "wrong http url"),
    ],
    ids=["negative", "behind", "half", "address"],
)
def test_entities_beside_the_text_are_refused(entity: dict[str, Any], reason: str) -> None:
    """As are halves of a character and bad addresses."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            fields = {"chat_id": chat.id, "text": "😀", "entities": json.dumps([entity])}
            with pytest.raises(BadRequest, match=f"(?i){reason}"):
                await client.do_api_request("sendMessage", fields)

    run(scene())


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"web_app": {"url": "http://a.org"}}, "only https links are allowed"),
        ({"callback_data": "x", "style": "loud"}, "button_style_invalid"),
        ({"pay": True}, "button_type_invalid"),
        ("x", "expected an object"),
        ({"text": None}, 'can\'t find field "text"'),
    ],
    ids=["insecure", "style", "pay", "no object", "no text"],
)
def test_buttons_that_no_client_could_show_are_refused(button: Any, reason: str) -> None:
    """In Telegram's words."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            one = {"text": "x", **button} if isinstance(button, dict) else button
            markup = json.dumps({"inline_keyboard": [[one]]})
            with pytest.raises(BadRequest, match=f"(?i){reason}"):
                await client.do_api_request(
                    "sendMessage", {"chat_id": chat.id, "text": "x", "reply_markup": markup}
                )

    run(scene())


def test_a_reply_can_be_forced() -> None:
    """With a placeholder of 64 characters at most."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            await client.send_message(
                chat.id, "Jawab", reply_markup=ForceReply(input_field_placeholder="x" * 64)
            )
            with pytest.raises(BadRequest, match=r"(?i)placeholder"):
                await client.send_message(
                    chat.id, "Jawab", reply_markup=ForceReply(input_field_placeholder="x" * 65)
                )

    run(scene())


def test_a_quiz_may_explain_itself() -> None:
    """In 200 characters and three lines."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            chat = server.private(server.add_user("Siti"))
            sent = await client.send_poll(
                chat.id,
                "Kapan?",
                ["1945", "1947"],
                type="quiz",
                correct_option_ids=[0],
                explanation="<b>17</b> Agustus",
                explanation_parse_mode="HTML",
            )
            assert sent.poll
            assert sent.poll.explanation == "17 Agustus"
            for explanation in ("x" * 201, "1\n2\n3\n4"):
                with pytest.raises(BadRequest, match=r"(?i)too long"):
                    await client.send_poll(
                        chat.id,
                        "Kapan?",
                        ["1945"],
                        type="quiz",
                        correct_option_ids=[0],
                        explanation=explanation,
                    )

    run(scene())


def test_inline_answers_may_carry_a_button() -> None:
    """Whose start parameter has only safe characters."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            query = await server.begin(server.add_user("Siti"), "x")
            with pytest.raises(BadRequest, match=r"(?i)start_param_invalid"):
                await client.answer_inline_query(
                    query.id, [], button=InlineQueryResultsButton("Mulai", start_parameter="a b")
                )
            await client.answer_inline_query(
                query.id, [], button=InlineQueryResultsButton("Mulai", start_parameter="a"), next_offset="2"
            )
            answer = await query.answered
            assert (answer.next_offset, (answer.button or {})["text"]) == ("2", "Mulai")

    run(scene())


def test_only_updates_of_allowed_kinds_are_queued() -> None:
    """Until other kinds are named; a negative offset forgets all but the latest."""

    async def scene() -> None:
        async with TelegramServer() as server, bot(server) as client:
            siti = server.add_user("Siti")
            chat = server.private(siti)
            await client.get_updates(allowed_updates=["callback_query"])
            assert not (await server.say(chat, siti, "satu")).delivered
            await client.get_updates(allowed_updates=["message"])
            for text in ("dua", "tiga"):
                await server.say(chat, siti, text)
            server.updates.skip(1_000_000)
            await server.say(chat, siti, "empat")
            (update,) = await client.get_updates(offset=-1)
            assert update.message
            assert update.message.text == "empat"

    run(scene())


def test_calls_may_come_as_json() -> None:
    """As other libraries send them."""

    async def scene() -> None:
        async with TelegramServer() as server, httpx.AsyncClient(base_url=server.base_url) as client:
            chat = server.private(server.add_user("Siti"))
            address = f"{server.base_url}{server.token}/sendMessage"
            fields = {"chat_id": chat.id, "text": "ya", "reply_markup": {"inline_keyboard": []}}
            assert (await client.post(address, json=fields)).json()["ok"]
            assert (await client.post(address, content=b"\xff")).status_code == 400
            assert (await client.get(f"{server.url}/elsewhere")).status_code == 404
            assert [reply.text for reply in server.replies(chat)] == ["ya"]

    run(scene())
