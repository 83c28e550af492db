"""A day wished for in a member's own words is shown, or refused with the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import Span, Text
from bot.day_wish import wish_reply
from bot.notice import ECHO
from bot.plain import plain
from bot.today import today_reply
from facts.almanac import Almanac
from facts.day import Day

if TYPE_CHECKING:
    from bot.i18n import Tongues
    from facts.fact import Pack

TODAY = date(2026, 11, 22)
HOW = {
    "id": "Tulis tanggalnya seperti “24 Juni”, “24/6”, atau “besok”.",
    "en": "Write a day like “24 June”, “24/6” or “tomorrow”.",
}


@pytest.fixture
def almanac(pack: Pack) -> Almanac:
    """One fact on 12 January and one on 7 November."""
    return Almanac([pack])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("wish", "day"),
    [
        ("", (11, 22)),
        ("besok", (11, 23)),
        ("12 januari", (1, 12)),
        ("January 12th", (1, 12)),
        ("7 nov 2026", (11, 7)),
    ],
)
def test_a_wish_shows_its_day(
    almanac: Almanac, tongues: Tongues, language: str, wish: str, day: tuple[int, int]
) -> None:
    """In the language of the reply, whatever that of the wish."""
    tongue = tongues.speak(language)
    shown = today_reply(almanac, Day(*day), tongue, today=TODAY)
    assert wish_reply(almanac, wish, tongue, today=TODAY).blocks == shown.blocks


def test_a_year_is_said_to_make_no_difference(almanac: Almanac, tongues: Tongues) -> None:
    """Before the list, unless it is this year."""
    indonesian = tongues.speak("id")
    lines = plain(wish_reply(almanac, "12 jan 1945", indonesian, today=TODAY)).splitlines()
    assert lines[:2] == ["12 Januari", "Aku mencari 12 Januari pada semua tahun, bukan hanya pada 1945."]
    assert lines[2].startswith("1. 1918 · 108 tahun yang lalu: ")
    early = plain(wish_reply(almanac, "15 March 44 BC", tongues.speak("en"), today=TODAY))
    assert "I look for 15 March in every year, not only in 44 BCE." in early
    assert "semua tahun" not in plain(wish_reply(almanac, "2026-01-12", indonesian, today=TODAY))


@pytest.mark.parametrize(
    ("language", "said", "label"),
    [
        ("en", ["12 January", "I read “12/1” as 12 January."], "I meant 1 December"),
        ("id", ["12 Januari", "“12/1” kubaca sebagai 12 Januari."], "Maksudku 1 Desember"),
    ],
)
def test_of_two_readings_the_one_taken_is_said_and_the_other_offered(
    almanac: Almanac, tongues: Tongues, language: str, said: list[str], label: str
) -> None:
    """In words; the button is not ambiguous."""
    tongue = tongues.speak(language)
    reply = wish_reply(almanac, "12/1", tongue, today=TODAY)
    assert plain(reply).splitlines()[:2] == said
    assert (reply.actions[-1].label, reply.actions[-1].action) == (label, "today:--12-01")
    pressed = wish_reply(almanac, "--12-01", tongue, today=TODAY)
    assert said[1].partition("12/1")[0] not in plain(pressed)
    assert all(one.label.startswith(("←", "1")) or "→" in one.label for one in pressed.actions[-2:])
    both = plain(wish_reply(almanac, "12/1/1945", tongue, today=TODAY)).splitlines()[1]
    assert "1945" in both.split(".")[1]


@pytest.mark.parametrize(
    ("wish", "language", "said"),
    [
        ("31/2", "id", "Tidak ada tanggal 31 Februari: bulan itu hanya punya tanggal 1 sampai 29."),
        ("31/2", "en", "There is no 31 February: that month has the days 1 to 29."),
        ("32 mei", "id", "Tidak ada tanggal 32 Mei: bulan itu hanya punya tanggal 1 sampai 31."),
        ("29 feb 2023", "en", "There is no 29 February 2023: that month has the days 1 to 28."),
        ("13/13", "id", "Tidak ada bulan ke-13."),
        ("13/13", "en", "There is no month number 13."),
        ("halo {0} kak", "id", "Aku tidak mengenali “halo {0} kak” sebagai tanggal."),
        ("a\x1b[2J\n@everyone", "en", "I can't read “a[2J @everyone” as a day."),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(
    almanac: Almanac, tongues: Tongues, wish: str, language: str, said: str
) -> None:
    """And with how to write one; nothing is shown in its place."""
    reply = wish_reply(almanac, wish, tongues.speak(language), today=TODAY)
    assert reply.blocks[:2] == tuple(Text((Span(line),)) for line in (said, HOW[language]))
    assert reply.actions == ()


@given(st.text(), st.dates())
def test_a_hostile_wish_is_answered_briefly(tongues: Tongues, wish: str, today: date) -> None:
    """Whatever it is, and with no more of it than a glance."""
    said = plain(wish_reply(Almanac(()), wish, tongues.speak("en"), today=today))
    assert said
    assert len(said) < 600
    assert len(wish) <= ECHO or wish not in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_advice_is_good(almanac: Almanac, tongues: Tongues, language: str) -> None:
    """Whatever is given as an example can be read."""
    tongue = tongues.speak(language)
    for example in HOW[language].split("“")[1:]:
        shown = wish_reply(almanac, example.partition("”")[0], tongue, today=TODAY)
        assert HOW[language] not in plain(shown)
