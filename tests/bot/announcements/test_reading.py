"""What an announcement is to be, read from one line in any order, or from one option."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.reading import LONGEST, Reader
from bot.announcements.subjects import Subjects
from bot.announcements.values import LONGEST_REVEAL, chosen
from bot.announcements.wish import Meaning, Option, Wish
from bot.references import digest
from tests.bot.conftest import PACK
from tests.bot.turns import EVIL

if TYPE_CHECKING:
    from bot.i18n import Tongues


@pytest.fixture(scope="module")
def reader(tongues: Tongues) -> Reader:
    """A reader that knows one pack."""
    return Reader(Subjects(tongues, (PACK,)))


def understood(wish: Wish) -> str:
    """What was understood, on one line."""
    return " ".join(f"{meaning.option}={meaning.value}" for meaning in wish.meanings)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "07.00 WITA senin-jumat rangkuman soal indonesia",
            "time=07:00 zone=Asia/Makassar days=01234 style=roundup region=indonesia",
        ),
        (
            "about science and war, round-up, at 7pm in London on weekdays",
            "theme=science theme=war style=roundup time=19:00 zone=Europe/London days=01234",
        ),
        (
            "time=07:00 zone=New York days=mon-fri style=roundup question=5 language=id,en",
            "time=07:00 zone=America/New_York days=01234 style=roundup question=5 language=id,en",
        ),
        ("zona: makassar jam: 6.30 tema: sains, perang", "zone=Asia/Makassar time=06:30 theme=science,war"),
        ("bahasa inggris dan indonesia jam tujuh pagi", "language=en language=id time=07:00"),
        ("7 pagi dwibahasa dengan pertanyaan", "time=07:00 language=en,id question=10"),
        ("tanpa pertanyaan, satu fakta, setiap hari", "question=0 style=one days=0123456"),
        (
            "kirim rangkuman setiap hari kerja pukul 06.30 waktu Indonesia tengah dengan pertanyaan 8 jam",
            "style=roundup days=01234 time=06:30 zone=Asia/Makassar question=8",
        ),
        ("tolong jam 7 malem tiap hari ya min", "time=19:00 days=0123456"),
        ("06.00 pakai kuis, jawabannya 5 jam kemudian", "time=06:00 question=5"),
        ("paket siberia", "pack=siberia"),
        ("“Japanese intervention in Siberia” 07.00.", "pack=siberia time=07:00"),
        ("wilayah: Eropa", "region=europe"),
        ("", ""),
    ],
)
def test_options_are_read_in_any_order_and_form(reader: Reader, line: str, meant: str) -> None:
    """By their names or by what they look like, in either language, with words of a sentence around."""
    wish = reader.line(line)
    assert understood(wish) == meant
    assert wish.doubts == ()


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("indonesia", {Option.ZONE, Option.LANGUAGE, Option.REGION}),
        ("inggris", {Option.ZONE, Option.LANGUAGE}),
        ("07.00 19.00", {Option.TIME}),
        ("one fact or rather a round-up", {Option.STYLE}),
        ("setiap minggu", {Option.DAYS}),
    ],
)
def test_what_may_mean_several_things_is_asked(reader: Reader, line: str, options: set[Option]) -> None:
    """Nothing of it is taken before it is clear."""
    wish = reader.line(line)
    asked = [doubt for doubt in wish.doubts if doubt.known]
    assert {meaning.option for doubt in asked for meaning in doubt.meanings} == options
    assert not options & {meaning.option for meaning in wish.meanings}


@pytest.mark.parametrize(
    ("line", "words", "suggested"),
    [
        ("07.00 WITTA", "WITTA", Meaning(Option.ZONE, "Asia/Makassar")),
        ("jam 7 sennin", "sennin", Meaning(Option.DAYS, "0")),
        ("soal sainss", "sainss", Meaning(Option.THEME, "science")),
        ("jam 7 rangkumn", "rangkumn", Meaning(Option.STYLE, "roundup")),
    ],
)
def test_what_is_misspelt_is_suggested_and_not_taken(
    reader: Reader, line: str, words: str, suggested: Meaning
) -> None:
    """All the rest is understood."""
    wish = reader.line(line)
    (doubt,) = wish.doubts
    assert (doubt.words, doubt.known) == (words, False)
    assert suggested in doubt.meanings
    assert suggested not in wish.meanings


@pytest.mark.parametrize("line", ["blub blah foo", "soal 1945", "@everyone", "jam 25", "time=", EVIL])
def test_what_is_not_understood_is_told(reader: Reader, line: str) -> None:
    """As it was written."""
    assert reader.line(line).doubts


def test_a_line_is_read_to_its_bound(reader: Reader) -> None:
    """What is beyond counts as not understood, rather than being dropped."""
    wish = reader.line("07.00 " + "ya " * LONGEST)
    assert understood(wish) == "time=07:00"
    assert wish.doubts


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (Option.TIME, "8 pagi", "08:00"),
        (Option.ZONE, "WIB", "Asia/Jakarta"),
        (Option.DAYS, "mon, wed", "02"),
        (Option.STYLE, "roundup", "roundup"),
        (Option.QUESTION, "10", "10"),
        (Option.QUESTION, "5 hours", "5"),
        (Option.QUESTION, "ya", "10"),
        (Option.QUESTION, "tidak", "0"),
        (Option.LANGUAGE, "both languages", "en,id"),
        (Option.LANGUAGE, "auto", ""),
        (Option.REGION, "region:asia", "asia"),
        (Option.THEME, "sains, perang dan seni", "science,war,art"),
        (Option.PACK, digest("siberia"), "siberia"),
    ],
)
def test_an_option_is_read_by_itself(reader: Reader, option: Option, text: str, value: str) -> None:
    """As platforms with typed options and forms hand it over."""
    assert reader.value(option, text) == Wish((Meaning(option, value),))
    assert reader.typed({option: text, "place": "1"}).meanings == (Meaning(option, value),)


@pytest.mark.parametrize("option", list(Option))
def test_an_option_that_cannot_be_read_says_so(reader: Reader, option: Option) -> None:
    """Whatever was written."""
    for text in ("xyzzy", "", EVIL, str(LONGEST_REVEAL + 1)):
        wish = reader.value(option, text)
        assert [doubt.option for doubt in wish.doubts] == [option] or option is Option.TIME


@given(line=st.text(max_size=120))
def test_anything_may_be_written(tongues: Tongues, line: str) -> None:
    """It is read or doubted, and what is read can be kept."""
    wish = Reader(Subjects(tongues, (PACK,))).line(line)
    chosen(wish.meanings)
