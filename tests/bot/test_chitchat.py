"""Small talk is small talk only when it is the whole message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import chitchat
from bot.chitchat import LONGEST, with_example

CHITCHAT = chitchat.load()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("haiiii kak", "greeting"),
        ("Assalamu'alaikum wr. wb.", "greeting"),
        ("met pagi semuanya 🌞", "greeting"),
        ("<@123456> halo", "greeting"),
        ("@babad_bot halo!!", "greeting"),
        ("halooo, apa kabar?", "well"),
        ("makasih", "thanks"),
        ("mksh bgt kak", "thanks"),
        ("hatur nuhun", "thanks"),
        ("matur nuwun", "thanks"),
        ("terima kasih banyak ya atas penjelasannya 🙏", "thanks"),
        ("siapa sih kamu", "who"),
        ("kamu bisa apa aja?", "can"),
        ("wkwkwkwk", "laughter"),
        ("awokawokawok", "laughter"),
        ("hahahaha", "laughter"),
        ("mantap bang", "compliment"),
        ("maaf kak", "sorry"),
        ("dadah, sampai jumpa", "bye"),
        ("tes", "ping"),
        ("P", "ping"),
        ("oke sip", "agreement"),
    ],
)
def test_indonesian_small_talk_is_answered_in_indonesian(message: str, kind: str) -> None:
    """With slang, drawn-out letters, emoji, mentions and particles."""
    talk = CHITCHAT.recognise(message, "id")
    assert talk is not None
    assert (talk.kind, talk.language) == (kind, "id")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("hello there!", "greeting"),
        ("Good morning everyone", "greeting"),
        ("how are you doing?", "well"),
        ("tysm!!!", "thanks"),
        ("thank you so much for your help", "thanks"),
        ("who r u", "who"),
        ("what can you do", "can"),
        ("that's funny", "laughter"),
        ("well done", "compliment"),
        ("im so sorry", "sorry"),
        ("see you later", "bye"),
        ("are you there", "ping"),
        ("got it", "agreement"),
        ("no", "agreement"),
    ],
)
def test_english_small_talk_is_answered_in_english(message: str, kind: str) -> None:
    """Even in a chat that prefers Indonesian."""
    talk = CHITCHAT.recognise(message, "en")
    assert talk is not None
    assert (talk.kind, talk.language) == (kind, "en")


@pytest.mark.parametrize("message", ["thx", "hi", "lol", "test", "ok", "👍"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_both_languages_say_is_answered_as_preferred(message: str, language: str) -> None:
    """Nothing else could tell."""
    talk = CHITCHAT.recognise(message, language)
    assert talk is not None
    assert talk.language == language


@pytest.mark.parametrize(
    "message",
    [
        "halo, siapa itu Semenov?",
        "makasih, terus kapan mundurnya?",
        "siapa dia",
        "apa kabar Iwami di Vladivostok",
        "kapan selamat?",
        "hi when did the Iwami arrive",
        "who are the Bolsheviks",
        "thanks giving history",
        "Iwami",
        "1918",
        "apa",
        "kak",
        "babad",
        "",
        "   ",
        "?!",
        "Perang Dunia I",
        "what is the Siberian intervention",
        "what do you know about Chita",
        "kamu tahu apa tentang Iwami",
    ],
)
def test_anything_that_small_talk_does_not_account_for_is_a_question(message: str) -> None:
    """History goes first."""
    assert CHITCHAT.recognise(message, "id") is None


def test_a_long_message_is_never_small_talk() -> None:
    """And costs nothing to refuse."""
    assert CHITCHAT.recognise("halo " * (LONGEST // 5 + 1), "id") is None
    assert CHITCHAT.recognise("halo " * (LONGEST // 5), "id") is not None


@given(st.text(max_size=LONGEST + 5), st.sampled_from(["id", "en", "fr"]))
def test_any_text_is_taken(message: str, language: str) -> None:
    """Without an error, whatever is written."""
    CHITCHAT.recognise(message, language)


def test_the_same_words_get_the_same_reply() -> None:
    """Replies vary with what is said, so that a conversation can be replayed."""
    assert CHITCHAT.recognise("makasih", "id") == CHITCHAT.recognise("makasih!!", "id")
    replies = {CHITCHAT.recognise(f"makasih{more}", "id") for more in ("", " kak", " bang", " min", " ya")}
    assert len(replies) > 1


def test_what_is_in_brackets_stands_only_with_an_example() -> None:
    """Replies without brackets are left as they are."""
    assert with_example("Tanya[, misalnya: “{example}”].", "Kapan {x}?") == "Tanya, misalnya: “Kapan {x}?”."
    assert with_example("Tanya[, misalnya: “{example}”].", "") == "Tanya."
    assert with_example("Tanya.", "Kapan?") == "Tanya."


def test_every_kind_stands_in_every_language() -> None:
    """A kind without a reply in a language could not be answered in it."""
    kinds = [list(language.replies) for language in CHITCHAT._languages]
    assert kinds[0] == kinds[1]
    for language in CHITCHAT._languages:
        assert all(language.replies.values())
