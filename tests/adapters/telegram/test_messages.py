"""Replies as messages: within every limit, complete, and read by Telegram as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram import payload
from adapters.telegram.limits import BUTTONS, CAPABILITIES, CAPTION, TEXT
from adapters.telegram.markup import JOINER, utf16_length
from adapters.telegram.messages import messages
from bot.blocks import (
    Action,
    Bullets,
    Citation,
    File,
    Heading,
    Image,
    Quiz,
    Reply,
    Sources,
    Span,
    Style,
    Text,
    Weight,
)
from bot.fit import fit
from tests.adapters.telegram import texts
from tests.servers.telegram.entities import with_detected
from tests.servers.telegram.html_markup import parse_html

ANSWER = Reply(
    (
        Text((Span("12 Januari 1918.", Style.BOLD),)),
        Text((Span("Iwami tiba di Vladivostok."),)),
        Sources(
            "Sumber", (Citation("Intervensi", "https://id.wikipedia.org/wiki/I"), Citation("Tucker, 2006"))
        ),
        Text((Span("Fakta: "), Span("iwami-reaches-vladivostok", Style.CODE))),
    ),
    (Action("Mengapa?", "why:"),),
)


def test_an_answer_is_one_message_with_its_sources_linked() -> None:
    """The payload is what sendMessage gets, to the letter."""
    assert payload(ANSWER) == {
        "text": (
            "<b>12 Januari 1918.</b>\nIwami tiba di Vladivostok.\n\n"
            '<i>Sumber: </i><a href="https://id.wikipedia.org/wiki/I">Intervensi</a>; Tucker, 2006\n'
            "Fakta: <code>iwami-reaches-vladivostok</code>"
        ),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Mengapa?", "callback_data": "why:"}]]},
    }


def test_lists_are_bulleted_or_numbered() -> None:
    """Numbers are those of the buttons below."""
    items = ((Span("satu"),), (Span("dua"),))
    assert payload(Reply((Bullets(items), Bullets(items, 3))))["text"] == "• satu\n• dua\n3. satu\n4. dua"


def test_numbers_share_a_row_and_long_labels_have_their_own() -> None:
    """As many as can be read side by side on a small telephone."""
    short = tuple(Action(str(number), f"fact:{number}") for number in range(1, 11))
    long = (Action("Mengapa jawabannya begini?", "why:"), Action("Lapor", "report:x"))
    rows = payload(Reply((), (*short, *long)))["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in rows] == [8, 2, 1, 1]


def test_buttons_say_how_much_they_weigh_and_may_copy() -> None:
    """Telegram colours them, and puts text on the clipboard by itself."""
    actions = (
        Action("Hapus", "mydata:erase", weight=Weight.DANGER),
        Action("Kutip", "cite:x", copies="Tucker, 2006"),
        Action("Kutip panjang", "cite:y", copies="x" * 257),
    )
    rows = payload(Reply((), actions))["reply_markup"]["inline_keyboard"]
    assert [button for row in rows for button in row] == [
        {"text": "Hapus", "callback_data": "mydata:erase", "style": "danger"},
        {"text": "Kutip", "copy_text": {"text": "Tucker, 2006"}},
        {"text": "Kutip panjang", "callback_data": "cite:y"},
    ]


@given(texts.replies)
def test_every_reply_is_read_as_it_was_meant(reply: Reply) -> None:
    """The judge takes the markup, finds nothing alive but our links, and reads every word of the source."""
    for message in messages(reply):
        text, entities = parse_html(message.parameters["text"])
        assert text.strip()
        assert {one["type"] for one in with_detected(text, entities)} <= {
            "bold",
            "italic",
            "code",
            "text_link",
        }
        for entity in entities:
            assert entity.get("url", "https://").startswith(("https://", "http://"))


@settings(max_examples=30, deadline=None)
@given(texts.recipes)
def test_no_limit_is_ever_exceeded(recipe: texts.Recipe) -> None:
    """Text, entities and buttons of every message, in markup and in plain words."""
    for message in messages(texts.long_reply(recipe)):
        text, entities = parse_html(message.parameters["text"])
        assert utf16_length(text) <= TEXT
        assert len(with_detected(text, entities)) <= 100
        plain = message.without_markup().parameters
        assert utf16_length(plain["text"]) <= TEXT
        assert "parse_mode" not in plain
        assert not with_detected(plain["text"], [])
        keys = message.parameters.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        assert sum(map(len, keys)) <= BUTTONS
        assert all(len(row) <= 8 for row in keys)


@settings(max_examples=30, deadline=None)
@given(texts.recipes)
def test_nothing_that_is_said_gets_lost(recipe: texts.Recipe) -> None:
    """Every citation's address and every action stands in one of the messages."""
    reply = texts.long_reply(recipe)
    posted = messages(reply)
    everything = " ".join(message.parameters["text"] for message in posted).replace(JOINER, "")
    for block in reply.blocks:
        if isinstance(block, Sources):
            assert all(str(item.url) in everything for item in block.items)
    buttons = [
        button
        for message in posted
        for row in message.parameters.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        for button in row
    ]
    assert len(buttons) == len(reply.actions)
    assert len(posted) == len(fit(reply, CAPABILITIES))


def test_an_empty_reply_still_is_a_message() -> None:
    """Telegram takes no message without a text."""
    assert [message.parameters["text"] for message in messages(Reply(()))] == ["…"]
    assert payload(Reply((Text((Span(" \n"),)),)))["text"] == "…"


def test_a_picture_has_its_words_below_and_the_buttons_under_the_last_message() -> None:
    """In the order of the blocks."""
    reply = Reply(
        (Heading("Peta"), Image(b"png", "Peta Siberia", "1918"), Text((Span("Selesai."),))),
        (Action("Lagi", "random:"),),
    )
    heading, picture, end = messages(reply)
    assert [heading.method, picture.method, end.method] == ["sendMessage", "sendPhoto", "sendMessage"]
    assert picture.parameters["caption"] == "Peta Siberia 1918"
    assert "reply_markup" in end.parameters
    assert "reply_markup" not in picture.parameters


def test_words_too_long_for_a_caption_come_before_the_file() -> None:
    """Nothing of them is cut."""
    words = "kata " * 400
    before, file = messages(Reply((File("paket.yaml", b"x", words),)))
    assert before.parameters["text"].split() == words.split()
    assert set(file.parameters) == {"document"}
    (short,) = messages(Reply((File("paket.yaml", b"x", "Paket."),)))
    assert short.parameters["caption"] == "Paket."


@given(st.lists(st.one_of(st.builds(Image, st.just(b"x"), texts.text, texts.text)), max_size=3).map(tuple))
def test_captions_keep_to_their_limit(blocks: tuple[Image, ...]) -> None:
    """Whatever the words are."""
    for message in messages(Reply(blocks)):
        assert utf16_length(message.parameters.get("caption", "")) <= CAPTION


def test_a_quiz_is_a_poll_of_telegram_s_own() -> None:
    """With who voted what, which the bot has to know."""
    (poll,) = messages(Reply((Quiz("Kapan?", ("1918", "1945"), 1, "Karena.", 60),)))
    assert (poll.method, poll.parameters) == (
        "sendPoll",
        {
            "question": "Kapan?",
            "options": ["1918", "1945"],
            "type": "quiz",
            "correct_option_ids": [1],
            "is_anonymous": False,
            "explanation": "Karena.",
            "open_period": 60,
        },
    )


@pytest.mark.parametrize(
    "quiz",
    [
        Quiz("?" * 301, ("a", "b"), 0),
        Quiz("?", ("a" * 101, "b"), 0),
        Quiz("?", tuple("abcdefghijklm"), 0),
        Quiz("?", ("a", ""), 0),
        Quiz("?", ("a",), 0),
        Quiz("?", ("a", "b"), 0, "x" * 201),
        Quiz("?", ("a", "b"), 0, "a\nb\nc\nd"),
    ],
)
def test_a_quiz_that_telegram_would_refuse_is_text(quiz: Quiz) -> None:
    """Its question and options are still asked."""
    (text,) = messages(Reply((quiz,)))
    assert text.method == "sendMessage"
    assert "1. a" in text.parameters["text"]
