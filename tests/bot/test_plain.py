"""Plain text says everything and drives nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import (
    Action,
    Block,
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
)
from bot.plain import clean, plain, plain_action, plain_block


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Text((Span("a "), Span("b", Style.BOLD), Span(" c", url="https://x"))), "a b c (https://x)"),
        (Heading("Title"), "Title"),
        (Bullets(((Span("a"),), (Span("b"),))), "- a\n- b"),
        (Bullets(((Span("a"),), (Span("b"),)), first=3), "3. a\n4. b"),
        (Sources("Sumber", (Citation("A", "https://a"), Citation("B"))), "Sumber: A (https://a); B"),
        (Image(b"", "A map", "Siberia"), "A map Siberia"),
        (Quiz("When?", ("1918", "1922"), 0), "When?\n1. 1918\n2. 1922"),
        (File("cards.tsv", b"", "Flash cards"), "cards.tsv: Flash cards"),
    ],
)
def test_each_block_has_its_documented_fallback(block: Block, text: str) -> None:
    """What the block's docstring promises is what is said."""
    assert plain_block(block) == text
    assert plain(Reply((block, Heading("end")))) == f"{text}\nend"


def test_an_action_becomes_the_command_that_does_the_same() -> None:
    """Nobody is left without a way to press."""
    assert plain_action(Action("Open", "fact:iwami")) == "Open: /fact iwami"
    assert plain_action(Action("Why?", "why:")) == "Why?: /why"


@given(st.text())
def test_nothing_that_drives_a_terminal_survives(text: str) -> None:
    """No control character, override of direction or lone surrogate; and cleaning twice changes nothing."""
    result = clean(text)
    assert not [char for char in result if unicodedata.category(char) in {"Cc", "Cs"}]
    assert not set(result) & set("\u202a\u202e\u2066\u2069")
    assert clean(result) == result


def test_an_escape_sequence_is_disarmed_and_words_stay_apart() -> None:
    """Line breaks become spaces; the escape character goes, what followed it is harmless text."""
    assert clean("a\x1b[2Jb\r\nc\x9bd") == "a[2Jb  cd"
    assert clean("a\u202eb\u2066\ud800") == "ab\ufffd"
    assert clean("ke-20 “Katō” 尼港") == "ke-20 “Katō” 尼港"
