"""Spellings that stand for the same sounds share a key."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.language import languages
from facts.language.spelling import _rules, spelling_key


@pytest.mark.parametrize(
    "spellings",
    [
        "soekarno sukarno",
        "djakarta jakarta",
        "tjirebon cirebon",
        "wladiwostok vladivostok vladiwostok",
        "kolchak kolcak",
        "chita tjita",
        "colour color",
        "philippines filipines",
        "muhammad muhamad",
        "organisation organization",
    ],
)
def test_spellings_of_a_name_share_a_key(spellings: str) -> None:
    """Old orthographies, transliterations and doubled letters."""
    assert len({spelling_key(spelling) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize("words", ["semenov kolchak", "perang parang", "jakarta cirebon", "chita china"])
def test_other_words_have_other_keys(words: str) -> None:
    """A key is not so coarse that names fall together."""
    one, other = words.split()
    assert spelling_key(one) != spelling_key(other)


def test_nothing_has_an_empty_key() -> None:
    """And a single letter is its own."""
    assert spelling_key("") == ""
    assert spelling_key("k") == "k"
    assert spelling_key("aaaa") == "a"


def test_longer_patterns_come_first() -> None:
    """Every language's rules are among them, each once."""
    lengths = [len(pattern) for pattern, _ in _rules()]
    assert lengths == sorted(lengths, reverse=True)
    wanted = {rule for language in languages().values() for rule in language.spelling_rules}
    assert sorted(_rules()) == sorted(wanted)


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii", categories=["Ll"]), max_size=20))
def test_a_key_repeats_no_letter(word: str) -> None:
    """Doubled letters are one sound, and a key is never much longer than its word."""
    key = spelling_key(word)
    assert all(a != b for a, b in pairwise(key))
    assert len(key) <= 2 * len(word)
