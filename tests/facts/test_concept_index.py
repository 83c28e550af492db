"""Meanings of words and phrases, looked up for all words of an index at once."""

from __future__ import annotations

from facts.index import Builder, Index, Section, SectionKind
from facts.language import languages
from facts.language.meaning import meanings
from facts.language.text import words

CODES = tuple(languages())


def index_of(*facts: list[tuple[str, str]]) -> Index:
    """An index of facts, each a list of sections as (language, text)."""
    builder = Builder(CODES)
    for number, sections in enumerate(facts):
        builder.add(
            f"fact-{number}",
            b'{"id": "x"}',
            [Section(SectionKind.STATEMENT, language, text) for language, text in sections],
        )
    return Index(builder.finish(), CODES)


def concepts(index: Index, *keys: str) -> set[int]:
    """The numbers of concepts."""
    return set(index.concepts(keys))


def test_a_word_stands_for_its_concepts_in_the_language_of_its_section() -> None:
    """Every fact holds the concepts of its words, and every concept the facts that express it."""
    index = index_of([("en", "They withdrew.")], [("id", "Pasukan itu mundur.")], [("en", "Rice is grown.")])
    (withdraw,) = concepts(index, "withdraw")
    assert withdraw in index.concepts_in(0)
    assert withdraw in index.concepts_in(1)
    assert withdraw not in index.concepts_in(2)
    assert index.meaning(withdraw).tolist() == [0, 1]


def test_a_phrase_of_several_words_stands_for_its_concept_only_as_a_whole() -> None:
    """A prime minister is a head of government; neither word is by itself, nor both apart."""
    index = index_of(
        [("en", "The prime minister spoke.")], [("en", "A minister spoke in the prime of life.")]
    )
    (prime_minister,) = concepts(index, "prime_minister")
    assert index.meaning(prime_minister).tolist() == [0]


def test_a_phrase_does_not_run_from_one_section_into_the_next() -> None:
    """Sections of a fact are apart even where they follow one another in one language."""
    index = index_of([("en", "He was in his prime"), ("en", "minister of nothing")])
    (prime_minister,) = concepts(index, "prime_minister")
    assert prime_minister not in index.concepts_in(0)


def test_the_index_agrees_with_looking_each_text_up() -> None:
    """For single sections the arrays say what reading the words one by one says."""
    texts = {
        "en": "On 24 June 1922 the government announced that its troops would pull out of the island.",
        "id": "Parlemen menolak usul perdana menteri untuk mengirim kapal perang ke pelabuhan itu.",
    }
    for language, text in texts.items():
        index = index_of([(language, text)])
        keys = {key for *_, found in meanings(language).find(words(text)) for key in found}
        assert keys
        # The index also counts a word by itself where it stands in a phrase.
        assert concepts(index, *keys) <= set(index.concepts_in(0))


def test_nothing_means_nothing() -> None:
    """An index of facts without a meaningful word, or of none at all, has no concepts."""
    assert index_of([("en", "Xyzzy qwrtp")]).concepts_in(0) == []
    assert Index(Builder(CODES).finish(), CODES).facts == 0
