"""What words may mean: as written first, then by stem, phrases before words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.language import languages, meaning
from facts.language.meaning import Meanings, meanings

CONCEPTS = {
    "war": (("perang",), ("angkat", "senjata")),
    "arms": (("senjata",),),
    "great_war": (("perang", "dunia", "pertama"),),
    "die": (("meninggal",),),
    "leave": (("meninggalkan",),),
    "fall": (("gugur",),),
    "casualty": (("gugur",), ("angkat", "senjata")),
}
SAID = st.sampled_from(["angkat", "senjata", "perang", "dunia", "pertama", "gugur", "di"])
SMALL = Meanings(replace(languages()["id"], concepts=CONCEPTS))


def find(tokens: str, known: Meanings = SMALL) -> list[tuple[int, int, set[str]]]:
    """What is found in words that are set apart by spaces."""
    return [(start, end, set(keys)) for start, end, keys in known.find(tokens.split())]


def test_a_word_means_what_is_written_of_it() -> None:
    """Meninggal (die) and meninggalkan (leave) have one stem and two meanings."""
    stem = languages()["id"].stem
    assert stem("meninggal") == stem("meninggalkan")
    assert SMALL.of_word("meninggal") == {"die"}
    assert SMALL.of_word("meninggalkan") == {"leave"}


def test_a_form_that_is_not_written_means_what_its_stem_means() -> None:
    """Berperang (to be at war) is no entry of its own."""
    assert SMALL.of_word("berperang") == {"war"}
    assert SMALL.of_word(languages()["id"].stem("meninggalkan")) == {"die", "leave"}


def test_a_word_may_have_several_meanings_or_none() -> None:
    """Asked twice, it has the same ones."""
    for _ in range(2):
        assert SMALL.of_word("gugur") == {"fall", "casualty"}
        assert SMALL.of_word("semenov") == frozenset()
        assert SMALL.of_word("") == frozenset()


def test_only_so_many_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers who type rubbish cannot fill the memory; the others are looked up each time."""
    monkeypatch.setattr(meaning, "_REMEMBERED", 2)
    known = Meanings(replace(languages()["id"], concepts=CONCEPTS))
    for _ in range(2):
        assert [known.of_word(word) for word in ("xx", "perang", "gugur", "meninggal")] == [
            frozenset(),
            {"war"},
            {"fall", "casualty"},
            {"die"},
        ]
    assert len(known._words) == 2


def test_a_phrase_means_more_than_its_words() -> None:
    """Within it no other meaning is found; the longest comes first."""
    assert find("mereka angkat senjata dalam perang dunia pertama") == [
        (1, 3, {"war", "casualty"}),
        (4, 7, {"great_war"}),
    ]


def test_a_phrase_cut_short_is_its_words() -> None:
    """At the end of a question too."""
    assert find("senjata perang dunia") == [(0, 1, {"arms"}), (1, 2, {"war"})]
    assert find("perang dunia kedua") == [(0, 1, {"war"})]
    assert find("") == []


def test_phrases_are_found_by_the_stems_of_their_words() -> None:
    """Mengangkat senjata is angkat senjata."""
    assert find("mengangkat senjata") == [(0, 2, {"war", "casualty"})]


def test_every_phrase_is_told_with_its_meanings() -> None:
    """As stems, which is how an index looks for it."""
    stem = languages()["id"].stem
    assert dict(SMALL.phrases) == {
        ("angkat", stem("senjata")): {"war", "casualty"},
        (stem("perang"), stem("dunia"), stem("pertama")): {"great_war"},
    }


def test_a_language_without_phrases_has_words() -> None:
    """Nothing depends on there being phrases."""
    only = Meanings(replace(languages()["id"], concepts={"war": (("perang",),)}))
    assert find("perang dunia", only) == [(0, 1, {"war"})]
    assert Meanings(replace(languages()["id"], concepts={})).find(["perang"]) == []


@pytest.mark.parametrize("code", languages())
def test_every_written_word_means_its_concept(code: str) -> None:
    """What the data say is what is found."""
    known = meanings(code)
    for key, phrases in languages()[code].concepts.items():
        for phrase in phrases:
            found = known.of_word(phrase[0]) if len(phrase) == 1 else known.find(phrase)[0][2]
            assert key in found, phrase


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["angkat", "senjata", "perang", "dunia", "pertama", "gugur", "di"]), max_size=12)
)
def test_meanings_do_not_overlap(tokens: list[str]) -> None:
    """They go from left to right, each of a place of its own."""
    found = SMALL.find(tokens)
    for (_, end, _), (start, _, _) in pairwise(found):
        assert end <= start
    assert all(start < end <= len(tokens) and keys for start, end, keys in found)
    assert {i for i, token in enumerate(tokens) if SMALL.of_word(token)} <= {
        i for start, end, _ in found for i in range(start, end)
    }


def test_meanings_of_a_language_are_made_once() -> None:
    """Every question shares them."""
    assert meanings("id") is meanings("id")
    with pytest.raises(KeyError):
        meanings("xx")
