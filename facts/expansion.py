"""From a term of the question to the words of an index that may stand for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from numpy.typing import NDArray

from facts.language import languages, related
from facts.language.lexicon import is_function_word
from facts.language.meaning import meanings
from facts.language.spelling import spelling_key
from facts.reading import Term, guessed
from facts.vocabulary import skeleton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from facts.index import Index
    from facts.vocabulary import Vocabulary

STEM: Final = 0.92
"""Similarity of another form of the same word."""
OTHER_READING: Final = 0.97
"""Similarity of what a term may stand for besides its likeliest reading."""
SPELLING: Final = 0.95
"""Similarity of another spelling of the same sounds."""
BONES: Final = 0.75
"""Similarity of a word to its bare consonants."""
MEANING: Final = 0.6
"""How far a word that means the same accounts for a term."""
SAME_MEANING: Final = 0.8
"""As `MEANING`, between two questions, whose words are few and to the point."""
RELATED: Final = 0.3
"""As `MEANING`, where what is meant is only near."""
TITLE: Final = 0.6
"""How far the title of its pack speaks for a fact."""
_HELD: Final = 0.5
"""Similarity from which the holders of a stem count as holders of the word."""
_SHORT: Final = 3
"""Words of up to so many letters are too near to too many others to be read as misspelt, and shorter ones
too few to be bare consonants."""
_NEAR_KEPT: Final = 8
_NEAR_WITHIN: Final = 0.12
"""Near words are kept while they are at most so much less similar than the nearest."""


Call = tuple[int, NDArray[Any], float]
"""A stem by its number, or a concept by the complement of its own; the facts that hold it; its worth."""


@dataclass(slots=True)
class Expansion:
    """What in one index a term may match, each with a similarity from 0 to 1."""

    term: Term
    words: dict[int, float] = field(default_factory=dict)
    classes: dict[int, float] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    """For words: in which way they match."""
    concepts: frozenset[int] = frozenset()
    found: frozenset[str] = frozenset()
    """Concept keys of the word that a misspelt term was read as."""
    related: frozenset[int] = frozenset()
    """Concepts near to those."""
    meant: str = ""
    """The word of the language that a misspelt one was read as."""
    exact: bool = False
    """Some fact holds the word itself or another form of it."""
    rarity: float = 0.0
    """Inverse document frequency of the word as read, in nats."""
    calls: tuple[Call, ...] | None = field(default=None, repr=False, compare=False)
    """By what it calls for facts, once some were gathered."""


def rarity(holders: int, facts: int) -> float:
    """Inverse document frequency as in BM25 (Robertson and Zaragoza 2009), never negative."""
    return math.log1p((facts - holders + 0.5) / (holders + 0.5))


def expand(term: Term, indexes: Sequence[Index]) -> list[Expansion]:
    """For each index the words, stems and concepts that ``term`` may match.

    A word is read as a misspelt one only where no index holds it, and its rarity is that in all of them.
    """
    results = [Expansion(term) for _ in indexes]
    for result, index in zip(results, indexes, strict=True):
        for place, reading in enumerate(term.readings):
            _take(result, reading, 1.0 if place == 0 else OTHER_READING, index)
        _take_concepts(result, term.concepts, index)
    exact = any(result.exact for result in results)
    if not exact and not term.number and not term.known:
        term = guessed(term)
        for result, index in zip(results, indexes, strict=True):
            result.term = term
            _take_near(result, term.readings[0], index)
            if term.meant:
                _take_meant(result, term.meant, index)
    holders = sum(
        max((index.holders(stem) for stem, share in result.classes.items() if share >= _HELD), default=0)
        for result, index in zip(results, indexes, strict=True)
    )
    shared = rarity(holders, sum(index.facts for index in indexes))
    for result in results:
        result.exact = exact
        result.rarity = shared
    return results


def _take_meant(result: Expansion, meant: Sequence[tuple[str, float]], index: Index) -> None:
    """Read a misspelt word as one of the language, too: either reading may be right."""
    similarity = meant[0][1]
    if max(result.words.values(), default=0.0) >= similarity * similarity:
        return
    for word, share in meant:
        _take(result, word, share * share, index)
    for number, how in result.how.items():
        if how == "exact":
            result.how[number] = "typo"
    result.exact = False
    result.meant = meant[0][0]
    result.found = frozenset().union(*(_all_meanings(word) for word, _ in meant))
    _take_concepts(result, result.found, index)


def _all_meanings(word: str) -> frozenset[str]:
    return frozenset().union(*(meanings(code).of_word(word) for code in languages()))


def _take_concepts(result: Expansion, keys: frozenset[str], index: Index) -> None:
    """What the word means, and what is near to that."""
    near = frozenset().union(*(related().get(key, frozenset()) for key in keys)) - keys
    result.concepts = index.concepts(keys)
    result.related = index.concepts(near)


def _take(result: Expansion, word: str, factor: float, index: Index) -> None:
    """The word itself and the other forms of it."""
    number = index.vocabulary.find(word)
    if number is not None:
        result.words[number] = max(result.words.get(number, 0.0), factor)
        result.how[number] = "exact"
        result.exact = True
    if word.isdigit():
        if number is not None:
            result.classes[int(index.classes[0][number])] = factor
        return
    for code in index.codes:
        stem = index.stem_class(languages()[code].stem(word))
        if stem is not None:
            result.classes[stem] = max(result.classes.get(stem, 0.0), factor * STEM)
            result.exact = True


def _take_near(result: Expansion, word: str, index: Index) -> None:
    """Other spellings and misspellings of a word that no fact holds."""
    words = index.vocabulary
    for number, (share, how) in _nearest(_near(word, words), index):
        if is_function_word(words.word(number)):
            continue
        weight = share * share
        result.words[number] = weight
        result.how[number] = how
        for row in range(len(index.codes)):
            stem = int(index.classes[row][number])
            result.classes[stem] = max(result.classes.get(stem, 0.0), weight * STEM)


def _near(word: str, words: Vocabulary) -> dict[int, tuple[float, str]]:
    """Words like this one by number, with similarity and the way in which they are like it."""
    found = dict.fromkeys(words.spelt_alike(spelling_key(word)), (SPELLING, "spelling"))
    near = words.near(word) if len(word) > _SHORT else []
    for number, similarity in near:
        if similarity > found.get(number, (0.0, ""))[0]:
            found[number] = (similarity, "typo")
    if len(word) >= _SHORT and skeleton(word) == word:
        for number in words.same_bones(word):
            if found.get(number, (0.0, ""))[0] < BONES:
                found[number] = (BONES, "typo")
    return found


def _nearest(found: Mapping[int, tuple[float, str]], index: Index) -> list[tuple[int, tuple[float, str]]]:
    """The most similar words, of which the more frequent come first among equals."""
    best = max((share for share, _ in found.values()), default=0.0)
    kept = sorted(
        (item for item in found.items() if item[1][0] >= best - _NEAR_WITHIN),
        key=lambda item: (-item[1][0], -int(index.frequency[item[0]]), item[0]),
    )
    return kept[:_NEAR_KEPT]
