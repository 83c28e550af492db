"""Spellings that stand for the same sounds share a key."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.language import languages
from facts.language.spelling import _rules, modern_spelling, spelling_key


@pytest.mark.parametrize(
    "spellings",
    [
        "soekarno sukarno",
        "djakarta jakarta",
        "tjirebon cirebon",
        "soerabaja surabaja surabaya",
        "djogjakarta jogjakarta yogyakarta",
        "kartosoewirjo kartosuwiryo",
        "yerusalem jerusalem",
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("soekarno", "sukarno"),
        ("djakarta", "jakarta"),
        ("soerabaja", "surabaya"),
        ("tjokroaminoto", "cokroaminoto"),
        ("njai", "nyai"),
        ("sjahrir", "syahrir"),
        ("poedjangga", "pujangga"),
        ("sriwidjaja", "sriwijaya"),
    ],
)
def test_older_spellings_are_led_to_those_of_today(old: str, new: str) -> None:
    """All of the word at once, once it bears a mark of an older spelling."""
    assert modern_spelling(old) == new


@pytest.mark.parametrize("word", ["johnson", "join", "june", "raja", "major", "jakarta", "church", ""])
def test_a_word_without_a_mark_of_older_spellings_is_left_alone(word: str) -> None:
    """A lone j or ch says nothing: English is full of them, and so is Indonesian."""
    assert modern_spelling(word) is None
