"""What weighing needs of one fact, taken out of the index once and kept while the fact is asked about.

Looking a fact up in arrays costs more than weighing it.  The facts of a community are few and asked about
again and again, so that most of them are at hand; of a million only those asked about lately are.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from facts.index import SectionKind
from facts.language import languages
from facts.language.meaning import meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from facts.index import Array, Index

KEPT: Final = 2_048
"""Facts at hand; with twenty sections each they take some sixty megabytes, bare statements some thirty."""
_NAME: Final = 100
"""Capitals, of 255, from which a word is a name."""
_HEAD: Final = 14
"""Words of a statement within which it says what something is."""
_YEAR: Final = (3, 4)
"""Digits of a year."""
_NONE: Final[frozenset[str]] = frozenset()
_BY_FORM: Final = ("who", "where", "when", "how_many")
"""Kinds of answer that are known by more than the words that mark them."""

# Plain tuples, for weighing takes dozens apart for every fact, and those with names take twice the time.
Spot = tuple[int, int]
"""A section by its number, and a place in it."""
Said = tuple[int, int, float, int, str, tuple[Spot, ...], tuple[Spot, ...]]
"""A word of a fact in one language: its number, the complement of that of its stem, and its rarity; the place
where it is said first, and what way of matching that is (`IN_NAME`, `IN_TITLE`, or "" for the word's own);
where it stands in statements and phrasings, and where in short answers."""
IN_NAME: Final = "name"
IN_TITLE: Final = "pack"
_WAYS: Final[Mapping[int, str]] = {SectionKind.NAMES: IN_NAME, SectionKind.TITLE: IN_TITLE}


class Statement(NamedTuple):
    """What there is to a statement besides its words."""

    total: float
    """Sum of the rarities of its words."""
    trigrams: frozenset[str]
    answers: Mapping[str, frozenset[int]]
    """By kind of question the places of words that may answer it; without kinds that nothing answers."""
    digits: frozenset[int]
    """Places of numbers."""
    defines: int
    """The last place in its head of a word that says what something is; -1 when there is none."""


class Phrasing(NamedTuple):
    """What there is to a phrasing besides its words."""

    total: float
    """Sum of the rarities of its words."""
    asked: int
    """Number of the kind of question that it asks, from 1."""


class Sketch(NamedTuple):
    """One fact, with its sections by number; what a question names is looked up rather than searched."""

    said: tuple[Said, ...]
    """Its words, in the order in which they are said first; what only a title says counts from there."""
    places: Mapping[int, tuple[int, ...]]
    """Which of those are a word, by its number, and a form of a stem, by the complement of its number."""
    keys: frozenset[int]
    """Those of ``places``, as a set, for sets are cut with sets fastest."""
    statements: Mapping[int, Statement]
    phrasings: Mapping[int, Phrasing]
    meant: Mapping[str, tuple[tuple[int, int, float], ...]]
    """By concept the words of phrasings that may mean it: section, place, and rarity."""
    meanings: frozenset[str]
    """The keys of ``meant``."""
    slots: Mapping[int, tuple[tuple[int, int], ...]]
    """Short answers by kind, each with its number and how many words it has; titles pass for one."""
    concepts: frozenset[int]
    """Numbers of the concepts that the fact expresses."""


class Sketches:
    """The sketches of the facts of one index, those asked about lately at hand."""

    def __init__(self, index: Index, kept: int = KEPT) -> None:
        self._index = index
        self._meanings = [meanings(code) for code in index.codes]
        self._markers = [languages()[code].answer_markers for code in index.codes]
        self.of = lru_cache(kept)(self._draw)
        """The sketch of a fact by its number; safe to ask from several threads."""

    def _draw(self, fact: int) -> Sketch:
        index = self._index
        start, end = int(index.fact_at[fact]), int(index.fact_at[fact + 1])
        kinds = index.section_kind[start:end].tolist()
        rows = index.section_language[start:end].tolist()
        asked = index.section_asked[start:end].tolist()
        bounds = pairwise(index.section_at[start : end + 1].tolist())
        words = _Words()
        statements: dict[int, Statement] = {}
        phrasings: dict[int, Phrasing] = {}
        meant: dict[str, list[tuple[int, int, float]]] = {}
        slots: dict[int, list[tuple[int, int]]] = {}
        for number, (kind, row, (first, last)) in enumerate(zip(kinds, rows, bounds, strict=True)):
            tokens = index.tokens[first:last]
            stems = index.classes[row][tokens]
            masses = index.rarities(stems)
            words.add(number, kind, zip(tokens.tolist(), stems.tolist(), masses.tolist(), strict=True))
            if kind == SectionKind.STATEMENT:
                statements[number] = self._statement(float(masses.sum()), row, tokens)
            elif kind == SectionKind.PHRASING:
                phrasings[number] = Phrasing(float(masses.sum()), asked[number])
                for place, (text, mass) in enumerate(zip(self._texts(tokens), masses.tolist(), strict=True)):
                    for key in self._meanings[row].of_word(text):
                        meant.setdefault(key, []).append((number, place, mass))
            elif kind >= SectionKind.WHO:
                slots.setdefault(kind, []).append((number, len(tokens)))
        said = words.said()
        places = _places(said)
        return Sketch(
            said,
            places,
            frozenset(places),
            statements,
            phrasings,
            {key: tuple(spots) for key, spots in meant.items()},
            frozenset(meant),
            {kind: tuple(sections) for kind, sections in slots.items()},
            frozenset(index.concepts_in(fact)),
        )

    def _texts(self, tokens: Array) -> list[str]:
        return list(map(self._index.vocabulary.word, tokens.tolist()))

    def _statement(self, total: float, row: int, tokens: Array) -> Statement:
        texts, markers = self._texts(tokens), self._markers[row]
        names = frozenset(np.flatnonzero(self._index.capitals[tokens] > _NAME).tolist())
        answers = {kind: answering(kind, texts, names, markers) for kind in {*_BY_FORM, *markers}}
        said = [place for place, text in enumerate(texts[:_HEAD]) if text in markers.get("what", _NONE)]
        return Statement(
            total,
            trigrams(" ".join(texts)),
            {kind: places for kind, places in answers.items() if places},
            frozenset(place for place, text in enumerate(texts) if text.isdigit()),
            max(said, default=-1),
        )


def answering(
    kind: str, texts: Sequence[str], names: frozenset[int], markers: Mapping[str, frozenset[str]]
) -> frozenset[int]:
    """The places of words that may answer a question of this kind.

    Args:
        kind: of question, as its question words are called.
        texts: the words of a statement.
        names: places of those that are names.
        markers: by kind, words that mark an answer.
    """
    marked = markers.get(kind, _NONE)
    if kind == "who":
        return names
    if kind == "where":
        return frozenset(place for place in names if place and texts[place - 1] in marked)
    return frozenset(
        place
        for place, text in enumerate(texts)
        if text in marked
        or (kind == "how_many" and text.isdigit())
        or (kind == "when" and text.isdigit() and len(text) in _YEAR)
    )


def trigrams(text: str) -> frozenset[str]:
    """Every three letters in a row of ``text`` between two spaces."""
    text = f" {text} "
    # One string each in all sets, so that cutting two of them never has to compare letters; and a set made of
    # a set is half as large as one that grew, so that more of them stay within the processor's reach.
    return frozenset({sys.intern(text[i : i + 3]) for i in range(len(text) - 2)})


class _Words:
    """Gathers the words of a fact, section by section."""

    def __init__(self) -> None:
        self._spots: defaultdict[tuple[int, int, float], list[Spot]] = defaultdict(list)
        self._short: defaultdict[tuple[int, int, float], list[Spot]] = defaultdict(list)
        self._first: dict[tuple[int, int, float], tuple[bool, int, int, str]] = {}

    def add(self, number: int, kind: int, words: Iterable[tuple[int, int, float]]) -> None:
        """Take in the words of one section, each with its stem and rarity."""
        way = _WAYS.get(kind, "")
        for place, word in enumerate(words):
            first = (way == IN_TITLE, number, place, way)
            # What only the title of a pack says, it says of every fact: any other word goes before.
            self._first[word] = min(first, self._first.get(word, first))
            if not way:
                spots = self._short if kind >= SectionKind.WHO else self._spots
                spots[word].append((number, place))

    def said(self) -> tuple[Said, ...]:
        """All of them, in the order in which they are said first."""
        order = sorted(self._first.items(), key=lambda item: item[1][1:3])
        return tuple(
            (key[0], ~key[1], key[2], place, way, tuple(self._spots[key]), tuple(self._short[key]))
            for key, (_, _, place, way) in order
        )


def _places(said: Sequence[Said]) -> dict[int, tuple[int, ...]]:
    places: dict[int, list[int]] = {}
    for at, (word, stem, *_) in enumerate(said):
        places.setdefault(word, []).append(at)
        places.setdefault(stem, []).append(at)
    return {key: tuple(ats) for key, ats in places.items()}
