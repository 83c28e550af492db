"""What is read of a language's file, and phrases found in words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.language import Phrases, languages, related
from facts.language.language import _read
from facts.language.text import words

LEAST = b"""
language: xx
stemmer: english
stop_words: [the, The]
semi_stop_words: [name]
question_words: {who: [who, by whom]}
"""


class TestPhrases:
    """Phrases of words with a value each."""

    BOOK = Phrases(
        [("perang dunia", 1), ("Perang Dunia Kedua", 2), ("dunia", 3), ("dunia", 4), ("…", 5), ("Katō", 0)]
    )

    def test_the_longest_phrase_is_found(self) -> None:
        """From left to right, none within another."""
        tokens = words("Perang Dunia Kedua, perang dunia, dunia, perang.")
        assert self.BOOK.find(tokens) == [(0, 3, 2), (3, 5, 1), (5, 6, 3)]

    def test_a_phrase_is_folded_and_the_first_value_stays(self) -> None:
        """A phrase without words is none; a value may be nought."""
        assert len(self.BOOK) == 4
        assert dict(self.BOOK.items())["dunia",] == 3
        assert self.BOOK.get(["kato"]) == 0
        assert self.BOOK.get(["perang"]) is None
        assert self.BOOK.find(["kato"]) == [(0, 1, 0)]

    def test_no_phrases_are_found_in_no_words(self) -> None:
        """Nor with no phrases to look for."""
        assert self.BOOK.find([]) == []
        assert Phrases[int]([]).find(["perang"]) == []

    @settings(deadline=None)
    @given(
        st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(" ".join), max_size=8),
        st.lists(st.sampled_from("abcd"), max_size=15),
    )
    def test_phrases_are_those_of_a_slow_search(self, phrases: list[str], tokens: list[str]) -> None:
        """At each place all lengths are tried, the longest first."""
        wanted: list[tuple[int, int, str]] = []
        start = 0
        while start < len(tokens):
            ends = [
                end for end in range(start + 1, len(tokens) + 1) if " ".join(tokens[start:end]) in phrases
            ]
            if ends:
                wanted.append((start, ends[-1], " ".join(tokens[start : ends[-1]])))
            start = ends[-1] if ends else start + 1
        assert Phrases((phrase, phrase) for phrase in phrases).find(tokens) == wanted


class TestReading:
    """From a file to a language."""

    def test_what_a_file_leaves_out_is_empty(self) -> None:
        """A new language may begin with a few lines."""
        language = _read(LEAST)
        assert language.code == "xx"
        assert language.stop_words == {"the"}
        assert language.function_words == {"the", "name", "who", "by", "whom"}
        assert language.question_words.get(["by", "whom"]) == "who"
        assert not language.concepts
        assert not language.units
        assert not language.spelling_rules
        assert not language.old_spelling
        assert not language.old_spelling_marks
        assert language.stem("ships") == "ship"

    def test_chat_words_of_one_word_are_function_words(self) -> None:
        """Longer ones would make content words of their parts."""
        language = _read(LEAST + b"slang: {wat: what, idk man: i do not know}\nfillers: [pls, tell me]\n")
        assert {"wat", "pls"} <= language.function_words
        assert not {"idk", "man", "tell", "me"} & language.function_words
        assert language.slang.get(["idk", "man"]) == ("i", "do", "not", "know")

    def test_possessives_are_no_chat_words(self) -> None:
        """Folding takes the ending off, and "how" would mean "how is"."""
        language = _read(LEAST + b"slang: {how's: how is, whos: who is}\n")
        assert [key for key, _ in language.slang.items()] == [("whos",)]

    def test_fractions_are_no_counts(self) -> None:
        """Half is no number to match digits by; a number may be written in one word."""
        language = _read(LEAST + b'numbers: {units: {half: "0.5", dua belas: "12"}}\n')
        assert language.units == {"duabelas": 12}

    def test_a_concept_is_said_in_words(self) -> None:
        """Signs alone say nothing."""
        language = _read(LEAST + b"concepts: {war: [war, world war, '...']}\n")
        assert language.concepts == {"war": (("war",), ("world", "war"))}

    def test_a_digest_tells_one_file_from_another(self) -> None:
        """By it an index knows that it is out of date."""
        assert _read(LEAST).digest == _read(LEAST).digest != _read(LEAST + b"\n").digest


class TestShipped:
    """The files that come with Babad."""

    def test_languages_stand_in_order_and_are_read_once(self) -> None:
        """Files of dates and of concepts are no languages."""
        names = [entry.name for entry in resources.files("facts.language").iterdir()]
        codes = [name.removesuffix(".yaml") for name in names if name.endswith(".yaml")]
        assert list(languages()) == sorted(code for code in codes if code.isalpha() and code != "concepts")
        assert languages() is languages()
        assert all(language.code == code for code, language in languages().items())

    @pytest.mark.parametrize("code", languages())
    def test_every_text_is_read_as_text(self, code: str) -> None:
        """No yes or no of YAML among them, and what libyaml reads is what Python reads."""
        raw = resources.files("facts.language").joinpath(f"{code}.yaml").read_bytes()
        plain = yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 - makes only text, lists and mappings
        language = languages()[code]
        assert set(language.concepts) == set(plain["concepts"])
        assert language.prefixes == tuple(plain["affixes"]["prefixes"])
        assert language.units["".join(words(next(iter(plain["numbers"]["units"]))))] == 0

    @pytest.mark.parametrize("code", languages())
    def test_stems_are_the_same_from_several_threads(self, code: str) -> None:
        """The stemmer is shared and keeps a cache, which these many words overflow."""
        listed = [f"meng{number}kan{number % 7}ships" for number in range(25_000)]
        wanted = [languages()[code].stem(word) for word in listed]
        with ThreadPoolExecutor(4) as pool:
            found = pool.map(lambda part: [languages()[code].stem(word) for word in part], [listed] * 4)
            assert all(stems == wanted for stems in found)

    def test_relations_go_both_ways_and_never_back(self) -> None:
        """What may stand for another, for that the other may stand."""
        for key, others in related().items():
            assert others
            assert key not in others
            assert all(key in related()[other] for other in others)
        assert related() is related()
