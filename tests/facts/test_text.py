# ruff: noqa: RUF001 - folding is about letters that look alike
"""Text to words: what is folded, what is kept apart, and that hostile text costs no time."""

from __future__ import annotations

import sys
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts.language.text import MAX_QUESTION, fold, plain, words

HOSTILE = {
    "marks": "a" + "\u0301" * 100_000,
    "marks out of order": "a" + "\u0301\u0323" * 50_000,
    "sound marks": "か" + "\u3099\u309a" * 50_000,
    "rare marks": "\U00010a0f\U0001d165" * 50_000,
    "zero widths": "\u200b" * 100_000,
    "long ligatures": "\ufdfa" * 100_000,
    "open tags": "<a" * 50_000,
    "open emoji": "<:a" * 33_000,
    "mentions": "<@!" * 33_000,
    "at signs": "@a" * 50_000,
    "colons": ":a" * 50_000,
    "ampersands": "&#1" * 33_000,
    "addresses": "http://" * 14_000,
    "thousands": "1.000" + ".000" * 25_000 + ",",
    "apostrophes": "a'" * 50_000,
}


class TestFold:
    """Case, width, marks and apostrophes."""

    @settings(deadline=None, max_examples=500)
    @given(st.text())
    @example("ŉ")
    @example("e`")
    @example("é｀")
    @example("ẛ̣ ᾳ ǰ İ ﷺ")
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        """So it does not matter who folded before."""
        assert fold(fold(text)) == fold(text)

    def test_folding_any_character_twice_changes_nothing(self) -> None:
        """Every one that Unicode has, as random texts miss the odd ones."""
        changed = [
            hex(code) for code in range(sys.maxunicode + 1) if fold(fold(chr(code))) != fold(chr(code))
        ]
        assert changed == []

    @settings(deadline=None)
    @given(st.text(st.characters(codec="ascii")))
    def test_plain_letters_take_the_same_way_as_others(self, text: str) -> None:
        """The quick path for ASCII must not differ: a text says the same beside a foreign letter."""
        assert fold(text) == fold("日" + text)[1:]

    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            ("KATŌ", "kato"),
            ("Kato\u0304", "kato"),
            ("ＫＡＴＯ", "kato"),
            ("Straße", "strasse"),
            ("СЕМЁНОВ", "семенов"),
            ("Qur’an", "qur'an"),
            ("Qur`an", "qur'an"),
            ("Ma´mur", "ma'mur"),
            ("Jum＇at", "jum'at"),
            ("se\u00adme\u200bnov\ufeff", "semenov"),
            ("ǅ", "dz"),
        ],
    )
    def test_spellings_of_one_word_are_one(self, written: str, folded: str) -> None:
        """However it was typed."""
        assert fold(written) == folded

    def test_japanese_keeps_its_sound_marks(self) -> None:
        """ベルリン (Berlin) and ヘルリン are different words, in wide, narrow and composed letters."""
        assert fold("ベルリン") == fold("ﾍﾞﾙﾘﾝ") == "ヘ\u3099ルリン"
        assert fold("ベルリン") != fold("ヘルリン")
        assert fold("ぱ") != fold("ば") != fold("は")
        assert words("ベルリンとパリ") == [unicodedata.normalize("NFD", "ベルリンとパリ")]


class TestWords:
    """Words and numbers in order."""

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Pada 12 Januari 1918, Katō tiba.", ["pada", "12", "januari", "1918", "kato", "tiba"]),
            ("", []),
            ("?! … _", []),
            ("ke-2 snake_case", ["ke", "2", "snake", "case"]),
            ("Japan's ships, I'd say; they're", ["japan", "ships", "i", "say", "they"]),
            ("Semenov’s", ["semenov"]),
            ("Jum'at Ma’mur d'Argenlieu don`t", ["jumat", "mamur", "dargenlieu", "dont"]),
            ("'quoted'", ["quoted"]),
        ],
    )
    def test_words_are_what_is_left_of_signs(self, text: str, found: list[str]) -> None:
        """Apostrophes join; possessives and contractions go."""
        assert words(text) == found

    @pytest.mark.parametrize(
        "written", ["70.000", "70,000", "70\u00a0000", "70\u202f000", "７０.０００", "70000", "**70.000**"]
    )
    def test_thousands_are_one_number(self, written: str) -> None:
        """In the writing of either language, and as typesetters do it."""
        assert words(f"sekitar {written} orang") == ["sekitar", "70000", "orang"]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("1.234.567", ["1234567"]),
            ("1\u00a0234\u00a0567 orang é", ["1234567", "orang", "e"]),
            ("1.234,567", ["1", "234", "567"]),
            ("12.10.1918", ["12", "10", "1918"]),
            ("12.345.67", ["12", "345", "67"]),
            ("1918.000", ["1918", "000"]),
            ("3.14", ["3", "14"]),
            ("1000.000", ["1000", "000"]),
            ("70 000", ["70", "000"]),
            ("Ia pergi. 000", ["ia", "pergi", "000"]),
            ("tahun 1918, 200 orang", ["tahun", "1918", "200", "orang"]),
        ],
    )
    def test_other_points_and_commas_set_numbers_apart(self, text: str, found: list[str]) -> None:
        """Dates, decimals and mixed signs are no thousands."""
        assert words(text) == found

    @settings(deadline=None)
    @given(st.text(max_size=200))
    def test_words_are_folded_words(self, text: str) -> None:
        """Each is a word by itself, and reading it again gives it back."""
        for word in words(text):
            assert words(word) == [word]


class TestPlain:
    """A question without what is not part of it."""

    @pytest.mark.parametrize(
        "noise",
        [
            "<@123456789012345678>",
            "<@!123>",
            "<@&123>",
            "<#123>",
            "<:ataman:123>",
            "<a:dance:123>",
            "@babad_bot",
            ":thinking_face:",
            "https://example.org/kapan?x=1",
            "www.example.org",
            "<b>",
            "</b>",
            '<a href="https://e.x/">',
            "<br/>",
            "&nbsp;",
            "&#8217;",
            "<@\u200b123>",
            "<\u2060@!12\u200d3>",
            "@\u200bbabad_bot",
            "<\u0301b>",
            "https:\u200b//example.org",
        ],
    )
    def test_noise_is_taken_out(self, noise: str) -> None:
        """Mentions, emoji, markup and addresses; nothing invisible can hide them."""
        assert words(plain(f"{noise} kapan Semenov {noise} mundur? {noise}")) == [
            "kapan",
            "semenov",
            "mundur",
        ]

    @pytest.mark.parametrize(
        "kept", ["a < b > c", "2 <3", "jam 10:30", "AT&T", "siapa a@b itu", "<>", "Katō: siapa?", "1:a:2"]
    )
    def test_signs_of_ordinary_text_stay(self, kept: str) -> None:
        """Nothing is taken out that only looks a little like noise."""
        assert plain(kept) == kept

    @settings(deadline=None)
    @given(st.text(max_size=300))
    def test_what_is_plain_is_bounded(self, text: str) -> None:
        """Whatever comes in."""
        assert len(plain(text)) <= MAX_QUESTION

    def test_a_long_question_is_read_from_its_beginning(self) -> None:
        """Two thousand characters, not counting invisible ones before them."""
        assert plain("a" * 5_000) == "a" * MAX_QUESTION
        assert plain("\u200b" * 3_000 + "kapan") == "kapan"
        assert plain("é" * 5_000) == "é" * MAX_QUESTION

    def test_characters_that_fold_to_many_are_bounded_after_folding(self) -> None:
        """One Arabic ligature is eighteen letters; Korean, which only doubles, keeps its length."""
        assert 0 < len(fold(plain("\ufdfa" * 2_000))) <= 2 * MAX_QUESTION
        assert plain("가" * 2_000) == "가" * 2_000

    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile_questions_cost_no_time(self, name: str) -> None:
        """A hundred thousand characters of anything take less than 50 ms."""
        began = time.process_time()
        found = words(plain(HOSTILE[name]))
        assert time.process_time() - began < 0.05
        assert sum(map(len, found)) <= 2 * MAX_QUESTION
