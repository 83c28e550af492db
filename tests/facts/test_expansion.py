"""From a term to the words of an index: forms, spellings, misspellings, meanings, and how sure each is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from facts.expansion import BONES, OTHER_READING, SPELLING, STEM, Expansion, expand, rarity
from facts.index import Builder, Index, Section, SectionKind
from facts.reading import Term, guessed, read

if TYPE_CHECKING:
    from collections.abc import Sequence


def of(*texts: str, language: str = "id") -> Index:
    """An index of one statement a fact."""
    builder = Builder(("en", "id"))
    for number, text in enumerate(texts):
        record = json.dumps({"id": str(number)}).encode()
        builder.add(str(number), record, [Section(SectionKind.STATEMENT, language, text)])
    return Index(builder.finish(), ("en", "id"))


def only(term: Term | str, index: Index) -> Expansion:
    """The expansion of a term, or of a word as it is read in a question, in one index."""
    if isinstance(term, str):
        (term,) = read(f"Qwz {term}").terms[1:]
    (found,) = expand(term, [index])
    return found


def said(found: Expansion, index: Index) -> dict[str, tuple[Any, str]]:
    """The words found, with similarity and way."""
    return {
        index.vocabulary.word(number): (share, found.how[number]) for number, share in found.words.items()
    }


def forms(found: Expansion, index: Index) -> dict[str, float]:
    """For each word of the index how far its stem is asked for."""
    return {
        index.vocabulary.word(number): found.classes[stem]
        for number in range(len(index.vocabulary))
        for stem in {int(index.classes[row][number]) for row in range(2)}
        if stem in found.classes
    }


def test_rarity_falls_with_the_holders_and_is_never_negative() -> None:
    """As inverse document frequency in BM25; a word that every fact holds is worth next to nothing."""
    values = [rarity(holders, 100) for holders in range(101)]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(5.308, abs=0.001)
    assert 0 < values[100] < 0.01


def test_a_word_is_found_as_it_stands_and_in_its_other_forms() -> None:
    """The word itself for certain, its stem almost."""
    index = of("pasukan menyerang", "pasukan diserang", "damai")
    found = only("menyerang", index)
    assert said(found, index) == {"menyerang": (1.0, "exact")}
    assert forms(found, index) == {"menyerang": STEM, "diserang": STEM}
    assert found.exact
    assert found.rarity == rarity(2, 3)


def test_stems_are_those_of_every_language_of_the_index() -> None:
    """An English word in an Indonesian question finds its forms in English facts."""
    index = of("the soldier", language="en")
    found = only("soldiers", index)
    assert forms(found, index) == {"soldier": STEM}
    assert found.exact


def test_other_readings_count_almost_as_the_first() -> None:
    """The better of both where they meet."""
    index = of("Perang Dunia II", "Kongres 2")
    found = only(Term("ii", ("2", "ii", "2")), index)
    assert said(found, index) == {"2": (1.0, "exact"), "ii": (OTHER_READING, "exact")}
    assert forms(found, index)["ii"] == OTHER_READING * STEM
    assert forms(found, index)["2"] == pytest.approx(OTHER_READING, abs=0.04)


def test_a_number_has_no_other_forms_and_no_near_words() -> None:
    """1918 is not 1919, and "19" stems to nothing."""
    index = of("tahun 1919", "tahun 1918a")
    found = only("1918", index)
    assert (found.words, found.classes, found.exact) == ({}, {}, False)
    assert found.rarity == rarity(0, 2)


def test_a_misspelt_word_is_read_as_the_nearest() -> None:
    """The square of the similarity, and its other forms a little less."""
    index = of("Semenov di Chita", "Kolchak di Omsk")
    found = only("Semenof", index)
    similarity = 6 / 7
    assert said(found, index) == {"semenov": (pytest.approx(similarity**2), "typo")}
    assert forms(found, index) == {"semenov": pytest.approx(similarity**2 * STEM)}
    assert not found.exact
    assert found.rarity == rarity(1, 2)


def test_a_word_that_some_fact_holds_is_not_read_as_misspelt() -> None:
    """However near another is: names that differ in a letter are two names."""
    index = of("Semenov di Chita", "Semenof di Omsk")
    assert set(said(only("Semenof", index), index)) == {"semenof"}


@pytest.mark.parametrize(
    "term", [Term("semenof", ("semenof",), language="id", known=True), Term("19", ("19",), language="id")]
)
def test_known_words_and_numbers_are_not_read_as_misspelt(term: Term) -> None:
    """They are what they are."""
    assert not only(term, of("Semenov di Chita", "190 191")).words


@pytest.mark.parametrize(("word", "found"), [("Oms", False), ("Omks", True)])
def test_short_words_are_not_read_as_misspelt(word: str, *, found: bool) -> None:
    """Of three letters, they are near to too many others."""
    index = of("Kolchak di Omsk")
    assert bool(said(only(word, index), index)) is found


def test_another_spelling_is_surer_than_a_misspelling() -> None:
    """Old orthography and transliteration stand for the same sounds."""
    index = of("Tjibatu direbut", "Cibaatu direbut")
    found = said(only("Cibatu", index), index)
    assert found["tjibatu"] == (pytest.approx(SPELLING**2), "spelling")
    index = of("Tjibatu direbut", "Cibatx direbut")
    assert set(said(only("Cibatu", index), index)) == {"tjibatu", "cibatx"}
    index = of("Tjibatu direbut", "Cibxxu direbut")
    assert set(said(only("Cibatu", index), index)) == {"tjibatu"}


def test_a_word_without_its_vowels_is_found_by_its_bones() -> None:
    """As it is typed in haste; a nearer reading wins over it."""
    index = of("Kolchak di Omsk")
    assert said(only("klchk", index), index) == {"kolchak": (pytest.approx(BONES**2), "typo")}
    assert said(only("vldvstk", of("Vladivostok")), of("Vladivostok")) == {
        "vladivostok": (pytest.approx(BONES**2), "typo")
    }
    index = of("vladivstk direbut")
    index = of("Kasmnv direbut")
    assert said(only(Term("ksmnv", ("ksmnv",), language="id"), index), index)["kasmnv"][0] > BONES**2
    index = of("vladivstk direbut")
    (near,) = said(only("vldivstk", index), index).values()
    assert near == (pytest.approx((8 / 9) ** 2), "typo")


def test_three_letters_may_be_bones_but_two_may_not() -> None:
    """What is left of a word may be short, but not that short."""
    index = of("Hareka di Hara")
    assert said(only(Term("hrk", ("hrk",), language="id"), index), index) == {
        "hareka": (pytest.approx(BONES**2), "typo")
    }
    assert not only(Term("hr", ("hr",), language="id"), index).words


def test_near_words_far_behind_the_nearest_are_left_out() -> None:
    """And of equals the more frequent are kept."""
    texts = [f"Semen{letter}v" for letter in "abcdefghij"] + ["Semenjv Semenjv Semeniv"]
    index = of(*texts, "Semarlov")
    found = said(only("Semen0v".replace("0", "x"), index), index)
    assert len(found) == 8
    assert {"semenjv", "semeniv", "semarlov"} & set(found) == {"semenjv", "semeniv"}


def test_the_nearest_are_kept_whatever_else_is_near() -> None:
    """Though others are more frequent."""
    index = of("Bogomolovitm", *[f"Bogomolov{a}t{b} " * 3 for a in "aeou" for b in "xyz"])
    found = said(only("Bogomolovitk", index), index)
    assert len(found) == 8
    assert found["bogomolovitm"] == (pytest.approx((11 / 12) ** 2), "typo")


def test_a_misspelling_that_stands_for_a_function_word_stands_for_nothing() -> None:
    """A function word in a fact is nothing to be found by."""
    index = of("Semenov dari Dara", "Semenov")
    assert set(said(only(Term("darr", ("darr",), language="id"), index), index)) == {"dara"}


def test_a_misspelt_word_of_the_language_is_read_as_that_too() -> None:
    """Such a word is still no word of the question's own."""
    for text in ("rundingkan di Chita", "rundingkan ngrundingkn"):
        index = of(text)
        found = only("ngerundingkan", index)
        assert said(found, index)["rundingkan"] == (pytest.approx(0.95**2), "typo")
        assert not found.exact
    assert only("ngerundingkan", of("rundingkan di Chita")).meant == "rundingkan"


def test_the_meaning_of_a_misspelt_word_finds_facts_in_other_words() -> None:
    """The words of the data bring their concepts with them."""
    index = of("Semenov wafat", "Kolchak pergi")
    found = only(Term("menninggal", ("menninggal",), language="id"), index)
    assert found.meant == "meninggal"
    assert found.concepts == index.concepts(found.found)
    assert set(index.meaning(min(found.concepts)).tolist()) <= {0, 1}
    assert any(0 in index.meaning(concept).tolist() for concept in found.concepts)
    assert not found.exact


def test_words_meant_do_not_add_to_a_nearer_word_of_the_facts() -> None:
    """A fact's own spelling is the likelier reading."""
    index = of("Kappel di Chita")
    term = Term("kappull", ("kappull",), language="id")
    assert guessed(term).meant
    found = only(term, index)
    assert (found.meant, found.found) == ("", frozenset())


def test_a_term_brings_its_concepts_and_those_near_to_them() -> None:
    """None of them both."""
    index = of("perang")
    (found,) = expand(read("Qwz perang").terms[1], [index])
    assert index.concepts(["war"]) <= found.concepts
    assert found.related
    assert not found.concepts & found.related


def test_rarity_is_that_in_all_indexes() -> None:
    """A small pack of a community's own does not make its words rarer than they are."""
    big, small = of(*["Semenov di Chita"] * 9, "Kolchak"), of("Semenov mundur")
    both = expand(Term("semenov", ("semenov",), language="id"), [big, small])
    assert [found.rarity for found in both] == [rarity(10, 11)] * 2


def test_a_word_that_one_index_holds_is_misspelt_in_none() -> None:
    """Else a name of one pack would be read as a typo for a name of another."""
    indexes = [of("Semenov di Chita"), of("Semenof di Omsk")]
    first, second = expand(Term("semenof", ("semenof",), language="id"), indexes)
    assert first.words == {}
    assert first.exact
    assert set(said(second, indexes[1])) == {"semenof"}


def test_without_an_index_there_is_nothing_to_find() -> None:
    """A chat may have switched off all packs."""
    none: Sequence[Index] = []
    assert expand(Term("semenov", ("semenov",), language="id"), none) == []
