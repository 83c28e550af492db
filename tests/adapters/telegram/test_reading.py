"""Messages as the library reads them: what is quoted, who is named, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, User

from adapters.telegram.reading import Words, author, quoted, read_words, said, where
from bot.seam import Question

BOT = User(12345, "Babad", is_bot=True, username="babad_bot")
SITI = {"id": 1, "is_bot": False, "first_name": "Siti"}
BUDI = {"id": 2, "is_bot": False, "first_name": "Budi"}
GROUP = {"id": -100, "type": "supergroup", "title": "Kelas XI"}
CHANNEL = {"id": -200, "type": "channel", "title": "Kanal"}


def message(**fields: Any) -> Message:
    """A message of Siti's in a group, with some fields."""
    data = {"message_id": 5, "date": 1_700_000_000, "chat": GROUP, "from": SITI, **fields}
    read = Message.de_json(data, None)
    assert read is not None
    return read


def other(**fields: Any) -> dict[str, Any]:
    """A message of Budi's in the same group."""
    return {"message_id": 4, "date": 1_700_000_000, "chat": GROUP, "from": BUDI, **fields}


def test_the_part_that_a_reply_quotes_is_what_it_is_about() -> None:
    """Otherwise all of the other message, or its caption."""
    replied = message(
        text="betul?", reply_to_message=other(text="satu dua"), quote={"text": "dua", "position": 5}
    )
    assert quoted(replied, BOT) == "dua"
    assert quoted(message(text="betul?", reply_to_message=other(text="satu dua")), BOT) == "satu dua"
    assert quoted(message(text="betul?", reply_to_message=other(caption="gambar")), BOT) == "gambar"
    assert quoted(message(text="betul?", reply_to_message=other()), BOT) is None
    assert quoted(message(text="betul?"), BOT) is None


def test_a_quote_of_the_bots_own_words_counts() -> None:
    """Who quotes a part of an answer asks about it; who merely replies goes on talking."""
    own = {"id": BOT.id, "is_bot": True, "first_name": "Babad"}
    answer = other(text="satu dua") | {"from": own}
    assert quoted(message(text="kenapa?", reply_to_message=answer), BOT) is None
    assert (
        quoted(message(text="ini?", reply_to_message=answer, quote={"text": "dua", "position": 5}), BOT)
        == "dua"
    )


def test_a_mention_without_a_username_names_the_bot_by_its_account() -> None:
    """And another's mention does not."""
    entity = {"type": "text_mention", "offset": 0, "length": 5}
    bot = {"id": BOT.id, "is_bot": True, "first_name": "Babad"}
    named = message(text="Babad kapan?", entities=[entity | {"user": bot}])
    assert read_words(named, BOT) == Words("kapan?", addressed=True)
    elsewhere = message(text="Siti? kapan?", entities=[entity | {"user": SITI}])
    assert read_words(elsewhere, BOT) == Words("Siti? kapan?")


def test_a_command_within_a_message_is_no_command() -> None:
    """Only one at the beginning is."""
    entity = {"type": "bot_command", "offset": 6, "length": 6}
    assert read_words(message(text="ketik /tanya", entities=[entity]), BOT).command is None


def test_a_caption_asks_as_a_text_does() -> None:
    """A picture with a question below it."""
    entity = {"type": "mention", "offset": 0, "length": 10}
    words = read_words(message(caption="@babad_bot kapan ini?", caption_entities=[entity]), BOT)
    assert words == Words("kapan ini?", addressed=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"from": SITI | {"is_bot": True}},
        {"from": None},
        {"is_automatic_forward": True, "sender_chat": CHANNEL},
        {"via_bot": {"id": BOT.id, "is_bot": True, "first_name": "Babad"}},
    ],
)
def test_nobody_is_answered_who_is_nobody(fields: dict[str, Any]) -> None:
    """Bots, channels, what Telegram forwards by itself, and facts posted by inline mode."""
    assert author(message(text="kapan?", **fields)) is None


def test_a_thread_of_replies_is_no_topic() -> None:
    """Telegram numbers both alike."""
    assert where(message(text="x", message_thread_id=7)).thread is None
    assert where(message(text="x", message_thread_id=7, is_topic_message=True)).thread == "7"


def test_what_says_nothing_is_nothing() -> None:
    """A sticker, a service message, or a photo without words; even in private."""
    private = {"id": 1, "type": "private", "first_name": "Siti"}
    for silent in (message(), message(chat=private), message(new_chat_members=[BUDI])):
        who = author(silent)
        assert who is not None
        assert said(silent, read_words(silent, BOT), who, BOT) is None


def test_words_keep_their_spaces_when_nobody_was_named() -> None:
    """Only what naming leaves behind is tidied."""
    text = "satu  dua, tiga"
    asked = message(text=text)
    who = author(asked)
    assert who is not None
    event = said(asked, read_words(asked, BOT), who, BOT)
    assert isinstance(event, Question)
    assert event.text == text
