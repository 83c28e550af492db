"""Words of an index: exact look-up, and what a misspelt word may stand for, held against a slow search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from facts import vocabulary
from facts.language.text import words
from facts.vocabulary import Vocabulary, build, digest, edits_allowed, skeleton

LETTERS = "abcдж日"
"""Of one, two and three bytes; few, so that words are near one another."""
WORD = st.text(LETTERS, min_size=1, max_size=12)


def of(*listed: str) -> Vocabulary:
    """A vocabulary of these words, each its own form under the spelling rules."""
    return Vocabulary(build(listed, listed)[0])


def near(book: Vocabulary, word: str) -> dict[str, float]:
    """Near words with their similarity."""
    return {book.word(number): similarity for number, similarity in book.near(word)}


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same after one to three slips of the finger."""
    word = draw(st.text(LETTERS, min_size=3, max_size=14))
    slipped = word
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(slipped)))
        kind = draw(st.sampled_from(["insert", "delete", "replace", "swap"]))
        letter = draw(st.sampled_from(LETTERS))
        if kind == "insert":
            slipped = slipped[:place] + letter + slipped[place:]
        elif kind == "delete":
            slipped = slipped[:place] + slipped[place + 1 :]
        elif kind == "replace":
            slipped = slipped[:place] + letter + slipped[place + 1 :]
        else:
            slipped = (
                slipped[:place]
                + slipped[place + 1 : place + 2]
                + slipped[place : place + 1]
                + slipped[place + 2 :]
            )
    return word, slipped


class TestExact:
    """Look-up of a word as it stands."""

    @settings(deadline=None)
    @given(st.sets(WORD, max_size=30), WORD)
    def test_words_are_found_and_no_others(self, listed: set[str], other: str) -> None:
        """Each word has one number, by which it is given back."""
        ordered = sorted(listed)
        arrays, numbers = build(ordered, ordered)
        book = Vocabulary(arrays)
        assert len(book) == len(ordered)
        assert sorted(numbers.tolist()) == list(range(len(ordered)))
        for word, number in zip(ordered, numbers.tolist(), strict=True):
            assert book.find(word) == number
            assert book.word(number) == word
        assert (book.find(other) is None) == (other not in listed)

    def test_words_of_one_hash_are_told_apart(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A collision costs a comparison, never a wrong word."""
        monkeypatch.setattr(vocabulary, "digest", len)
        book = of("perang", "damai", "serang", "kapal")
        for word in ("perang", "damai", "serang", "kapal"):
            number = book.find(word)
            assert number is not None
            assert book.word(number) == word
        assert book.find("gerang") is None
        assert book.find("zamai") is None

    def test_a_hash_is_the_same_in_every_process(self) -> None:
        """Files made by one process are read by another."""
        assert digest("perang") == 0xF389_D698_9623_6633

    def test_half_a_surrogate_pair_can_be_asked_for(self) -> None:
        """It is no word, and no reason to fail."""
        assert of("perang").find("\ud800") is None


class TestNear:
    """Look-up of a misspelt word."""

    @settings(max_examples=400, deadline=None)
    @given(misspelt(), st.sets(st.text(LETTERS, min_size=1, max_size=10), max_size=25))
    @example(("abcdefg", "bacdefg"), {"abcdegf"})
    @example(("aaaaaaab", "aaaaaaabcc"), set())
    @example(("a日aa", "aaa"), set())
    def test_all_words_within_two_edits_are_found(self, pair: tuple[str, str], others: set[str]) -> None:
        """Within one for three and four letters; nothing beyond the edits allowed is ever found."""
        word, slipped = pair
        listed = sorted({word, *others})
        found = near(of(*listed), slipped)
        allowed = edits_allowed(len(slipped))
        distances = {known: OSA.distance(slipped, known) for known in listed}
        promised = {
            known
            for known in listed
            if len(known) >= 3
            and distances[known] <= min(2, allowed)
            and (not slipped.isascii() or len(known.encode()) <= len(slipped) + allowed + 1)
        }
        assert promised <= set(found) if allowed else not found
        for known, similarity in found.items():
            assert distances[known] <= allowed
            assert similarity == pytest.approx(1 - distances[known] / max(len(known), len(slipped)))

    def test_of_three_edits_one_must_lie_behind_the_seventh_letter(self) -> None:
        """The price of the quick search, as documented."""
        book = of("kolonelnya")
        assert near(book, "kxlxnelxya") == {"kolonelnya": pytest.approx(0.7)}
        assert near(book, "kxlxnexnya") == {}

    def test_nearest_comes_first(self) -> None:
        """And of words as near, the one of the lower number."""
        book = of("semenov", "semenova", "sememova", "seminar")
        assert book.word(book.near("semenov")[0][0]) == "semenov"
        shares = [similarity for _, similarity in book.near("semenov")]
        assert shares == sorted(shares, reverse=True)
        assert near(book, "semenow") == {
            "semenov": pytest.approx(1 - 1 / 7),
            "semenova": pytest.approx(1 - 2 / 8),
        }

    @pytest.mark.parametrize("word", ["", "a", "ab", "a" * 41, "b" * 100_000])
    def test_nothing_is_near_what_is_no_word(self, word: str) -> None:
        """Too short to be misspelt, or too long to be a word."""
        assert of("abc", "a" * 40, "a" * 41).near(word) == []

    def test_the_longest_word_is_read(self) -> None:
        """Forty letters still count."""
        assert set(near(of("a" * 41), "a" * 40)) == {"a" * 41}

    def test_numbers_are_near_nothing(self) -> None:
        """1918 is no misspelling of 1919."""
        assert of("1918", "1919", "19").near("1917") == []

    def test_words_of_like_beginning_but_other_length_are_not_measured(self) -> None:
        """They share a deletion and are far too long."""
        assert of("perangkatlunaknya").near("perang") == []

    def test_letters_of_several_bytes_count_as_one(self) -> None:
        """Insertions in another script are as near as in this one."""
        assert set(near(of("日本海海戦線"), "日本海海戦")) == {"日本海海戦線"}
        assert set(near(of("семенов"), "сменв")) == {"семенов"}

    def test_at_most_so_many_candidates_are_measured(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """However many words share a deletion."""
        monkeypatch.setattr(vocabulary, "_MANY", 2)
        assert len(of("perana", "peranb", "peranc", "perand").near("perang")) == 2

    @settings(deadline=None)
    @given(st.lists(st.text(LETTERS + "xyzäß", min_size=3, max_size=10), min_size=1, max_size=8, unique=True))
    def test_one_word_has_the_hashes_that_arrays_give(self, listed: list[str]) -> None:
        """The quick way and the wide way agree, or nothing would be found."""
        by_row: dict[int, set[int]] = {row: set() for row in range(len(listed))}
        for keys, rows in vocabulary._forms(*vocabulary._codes(listed)):
            for key, row in zip(keys.tolist(), rows.tolist(), strict=True):
                by_row[row].add(key)
        assert [by_row[row] for row in range(len(listed))] == [vocabulary._forms_of(w) for w in listed]


class TestAlike:
    """Look-up by sound and by consonants."""

    def test_words_of_one_spelling_key_are_alike(self) -> None:
        """Numbers and short words have no other spelling."""
        listed = ["soekarno", "sukarno", "suharto", "1945", "ab"]
        book = Vocabulary(build(listed, ["sukarno", "sukarno", "suharto", "1945", "ab"])[0])
        assert {book.word(number) for number in book.spelt_alike("sukarno")} == {"soekarno", "sukarno"}
        assert book.spelt_alike("1945") == []
        assert book.spelt_alike("ab") == []

    def test_words_with_the_same_bones(self) -> None:
        """Vowels left out in haste."""
        book = of("perang", "parang", "barang", "prg")
        assert {book.word(number) for number in book.same_bones("prng")} == {"perang", "parang"}
        assert book.same_bones("xyz") == []

    def test_fifty_words_at_most_are_alike(self) -> None:
        """A hostile pack cannot make one look-up dear."""
        listed = [f"x{'a' * count}" for count in range(2, 80)]
        assert len(of(*listed).same_bones("x")) == 50

    @pytest.mark.parametrize(
        ("word", "bones"), [("perang", "prng"), ("agustus", "agsts"), ("a", "a"), ("", ""), ("iii", "i")]
    )
    def test_a_skeleton_keeps_the_first_letter_and_the_consonants(self, word: str, bones: str) -> None:
        """The first letter stays even if it is a vowel."""
        assert skeleton(word) == bones


@pytest.mark.parametrize(
    ("length", "edits"), [(0, 0), (2, 0), (3, 1), (4, 1), (5, 2), (8, 2), (9, 3), (40, 3)]
)
def test_longer_words_may_have_more_edits(length: int, edits: int) -> None:
    """None below three letters."""
    assert edits_allowed(length) == edits


def test_an_empty_vocabulary_knows_nothing() -> None:
    """A community that has no facts yet asks in vain, and nothing breaks."""
    book = of()
    assert len(book) == 0
    assert book.find("perang") is None
    assert book.near("perang") == []
    assert book.spelt_alike("perang") == []


def test_a_vocabulary_of_numbers_only_can_be_built() -> None:
    """Nothing in it may be misspelt."""
    book = of("1918", "7000")
    assert book.find("7000") is not None
    assert book.near("perang") == []
    assert book._near_key.dtype == np.uint32


def test_words_of_real_text_are_all_found() -> None:
    """A sentence of three scripts, as it is folded."""
    listed = list(dict.fromkeys(words("Семёнов 7.000 orang ベルリン dan Katō Tomosaburō")))
    book = of(*listed)
    assert [book.word(number) for word in listed if (number := book.find(word)) is not None] == listed
