"""Which facts express which concepts, worked out for all words of an index at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from facts.language.meaning import meanings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from facts.language import Language

    Array = NDArray[Any]


class Stream(NamedTuple):
    """The words of an index in a row, as numbers, with what each belongs to."""

    words: Array
    stems: Array
    languages: Array
    sections: Array
    facts: Array


class ConceptPostings(NamedTuple):
    """Concepts of each fact, and facts of each concept, both as offsets and one flat array."""

    concept_at: Array
    concept: Array
    fact_at: Array
    fact: Array


def concept_postings(  # noqa: PLR0913, PLR0917  # the parts of an index under construction
    known: Sequence[Language],
    keys: Mapping[str, int],
    listed: Mapping[str, int],
    stem_numbers: Array,
    stream: Stream,
    facts: int,
) -> ConceptPostings:
    """Look up the meanings of all words and phrases, each in the language of its section.

    Args:
        known: the languages, in the order in which ``stream`` numbers them.
        keys: the numbers of the concepts.
        listed: the numbers of the words.
        stem_numbers: for each language and word the number of its stem.
        stream: the words of all facts.
        facts: how many there are.
    """
    found_facts: list[Array] = []
    found_concepts: list[Array] = []
    for row, language in enumerate(known):
        here = np.flatnonzero(stream.languages == row)
        spoken = Stream(*(part[here] for part in stream))
        numbered = _numbered_words(language, keys, listed)
        _take(spoken, numbered, len(listed), found_facts, found_concepts)
        stem_of = {language.stem(word): int(stem_numbers[row, number]) for word, number in listed.items()}
        for length, phrases in _numbered_phrases(language, keys, stem_of).items():
            starts, concepts = _phrase_starts(spoken, phrases, length)
            found_facts.append(spoken.facts[starts])
            found_concepts.append(concepts)
    all_facts = np.concatenate([np.zeros(0, np.uint32), *found_facts]).astype(np.uint64)
    all_concepts = np.concatenate([np.zeros(0, np.uint32), *found_concepts]).astype(np.uint64)
    pairs = (all_facts << np.uint64(16)) | all_concepts
    pairs.sort()
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    fact = (pairs >> np.uint64(16)).astype(np.uint32)
    concept = (pairs & np.uint64(0xFFFF)).astype(np.uint16)
    by_concept = np.argsort(concept, kind="stable")
    return ConceptPostings(_offsets(fact, facts), concept, _offsets(concept, len(keys)), fact[by_concept])


def _offsets(numbers: Array, count: int) -> Array:
    at = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(numbers, minlength=count), out=at[1:])
    return at


def _numbered_words(language: Language, keys: Mapping[str, int], listed: Mapping[str, int]) -> Array:
    """Pairs of a word and a concept that it may mean, as numbers, in order of the words."""
    meant = meanings(language.code)
    pairs = [(number, keys[key]) for word, number in listed.items() for key in sorted(meant.of_word(word))]
    pairs.sort()
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _take(
    spoken: Stream, numbered: Array, words: int, found_facts: list[Array], found_concepts: list[Array]
) -> None:
    """The concepts of single words."""
    at = _offsets(numbered[:, 0], words)
    counts = (at[1:] - at[:-1])[spoken.words]
    meaning = counts > 0
    counts = counts[meaning]
    starts = at[:-1][spoken.words[meaning]]
    # For each word a run of as many places as it has concepts.
    places = np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(
        counts.sum()
    )
    found_facts.append(np.repeat(spoken.facts[meaning], counts))
    found_concepts.append(numbered[places, 1].astype(np.uint32))


def _numbered_phrases(
    language: Language, keys: Mapping[str, int], stem_of: Mapping[str, int]
) -> dict[int, list[tuple[tuple[int, ...], int]]]:
    """By their lengths the phrases of which every stem is there, with a concept each."""
    result: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for phrase, expressed in meanings(language.code).phrases:
        if all(stem in stem_of for stem in phrase):
            stems = tuple(stem_of[stem] for stem in phrase)
            result.setdefault(len(stems), []).extend((stems, keys[key]) for key in sorted(expressed))
    return result


def _phrase_starts(
    spoken: Stream, phrases: Sequence[tuple[tuple[int, ...], int]], length: int
) -> tuple[Array, Array]:
    """Where phrases of one length begin, and the concept of each."""
    wanted = np.array([stems for stems, _ in phrases], dtype=np.int64)
    concepts = np.array([concept for _, concept in phrases], dtype=np.uint32)
    stems = int(max(spoken.stems.max(initial=0), wanted.max())) + 1
    places = np.arange(max(0, len(spoken.words) - length + 1))
    for step in range(length):
        member = np.zeros(stems, dtype=bool)
        member[wanted[:, step]] = True
        places = places[member[spoken.stems[places + step]]]
    # A phrase may not run from one section into the next.
    places = places[spoken.sections[places + length - 1] == spoken.sections[places]]
    # Whole phrases compare as one number; for up to three words, the most that there are, without collisions.
    codes = np.zeros(len(places), dtype=np.uint64)
    keys = np.zeros(len(wanted), dtype=np.uint64)
    for step in range(length):
        codes = codes * np.uint64(stems) + spoken.stems[places + step].astype(np.uint64)
        keys = keys * np.uint64(stems) + wanted[:, step].astype(np.uint64)
    order = np.argsort(keys, kind="stable")
    left = np.searchsorted(keys[order], codes)
    right = np.searchsorted(keys[order], codes, side="right")
    counts = right - left
    offsets = np.repeat(left - np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else left, counts)
    found = order[offsets + np.arange(counts.sum())]
    return np.repeat(places, counts), concepts[found]
