"""What weighing needs of one fact, taken out of the index once and kept while the fact is asked about.

Looking a fact up in arrays costs more than weighing it.  The facts of a community are few and asked about
again and again, so that most of them are at hand; of a million only those asked about lately are.
"""

from __future__ import annotations

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
"""Facts at hand; with twenty sections each they take 170 megabytes."""
KEPT_BARE: Final = 128
"""Bare statements at hand: of a million, the same are rarely asked about twice."""
_NAME: Final = 100
"""Capitals, of 255, from which a word is a name."""
_HEAD: Final = 14
"""Words of a statement within which it says what something is."""
_YEAR: Final = (3, 4)
"""Digits of a year."""
_WHAT: Final = "what"

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
    """Places of numbers but for those of the date."""
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

    def __init__(self, index: Index, kept: int | None = None) -> None:
        if kept is None:
            kept = KEPT_BARE if index.bare else KEPT
        self._index = index
        self._meanings = [meanings(code) for code in index.codes]
        self._marked = [marking(languages()[code].answer_markers) for code in index.codes]
        self.of = lru_cache(kept)(self._draw)
        """The sketch of a fact by its number; safe to ask from several threads."""

    def _draw(self, fact: int) -> Sketch:
        index = self._index
        start, end = int(index.fact_at[fact]), int(index.fact_at[fact + 1])
        kinds = index.section_kind[start:end].tolist()
        rows = index.section_language[start:end].tolist()
        asked = index.section_asked[start:end].tolist()
        bounds = pairwise(index.section_at[start : end + 1].tolist())
        dated = self._dated(start, end)
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
                statements[number] = self._statement(float(masses.sum()), row, tokens, dated)
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

    def _dated(self, start: int, end: int) -> frozenset[str]:
        """The numbers in the date of a fact: its statement counts nothing by them."""
        index = self._index
        sections = start + np.flatnonzero(index.section_kind[start:end] == SectionKind.WHEN)
        said = [index.tokens[index.section_at[at] : index.section_at[at + 1]] for at in sections.tolist()]
        return frozenset(text for tokens in said for text in self._texts(tokens) if text.isdigit())

    def _statement(self, total: float, row: int, tokens: Array, dated: frozenset[str]) -> Statement:
        texts, marked = self._texts(tokens), self._marked[row]
        names = frozenset(np.flatnonzero(self._index.capitals[tokens] > _NAME).tolist())
        said = [place for place, text in enumerate(texts[:_HEAD]) if _WHAT in marked.get(text, ())]
        return Statement(
            total,
            trigrams(" ".join(texts)),
            answering(texts, names, marked, dated),
            frozenset(place for place, text in enumerate(texts) if text.isdigit() and text not in dated),
            said[-1] if said else -1,
        )


def marking(markers: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """For each word that marks an answer the kinds of those."""
    marked: dict[str, tuple[str, ...]] = {}
    for kind, words in markers.items():
        for word in words:
            marked[word] = (*marked.get(word, ()), kind)
    return marked


def answering(
    texts: Sequence[str],
    names: frozenset[int],
    marked: Mapping[str, tuple[str, ...]],
    dated: frozenset[str] = frozenset(),
) -> Mapping[str, frozenset[int]]:
    """By kind of question the places of words that may answer it.

    Args:
        texts: the words of a statement.
        names: places of those that are names.
        marked: by word the kinds of answer that it marks.
        dated: numbers that only date what is told.
    """
    found: dict[str, list[int]] = {"who": list(names)} if names else {}
    for place, text in enumerate(texts):
        for kind in marked.get(text, ()):
            # Who is told by names alone, and where by a name behind the word that marks it.
            if kind == "where":
                if place + 1 in names:
                    found.setdefault(kind, []).append(place + 1)
            elif kind != "who":
                found.setdefault(kind, []).append(place)
        if text.isdigit():
            if text not in dated:
                found.setdefault("how_many", []).append(place)
            if len(text) in _YEAR:
                found.setdefault("when", []).append(place)
    return {kind: frozenset(places) for kind, places in found.items()}


def trigrams(text: str) -> frozenset[str]:
    """Every three letters in a row of ``text`` between two spaces."""
    text = f" {text} "
    # A set made of a set takes half the room of one that grew.
    return frozenset(set(map("".join, zip(text, text[1:], text[2:], strict=False))))


class _Words:
    """Gathers the words of a fact, section by section."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, int], tuple[float, int, str, list[Spot], list[Spot]]] = {}

    def add(self, number: int, kind: int, words: Iterable[tuple[int, int, float]]) -> None:
        """Take in the words of one section, each with its stem and rarity."""
        way = _WAYS.get(kind, "")
        for place, (word, stem, mass) in enumerate(words):
            key = word, ~stem
            said = self._said.get(key)
            # What only the title of a pack says, it says of every fact: any other word goes before.
            if said is None or (said[2] == IN_TITLE != way):
                self._said.pop(key, None)
                said = self._said[key] = (mass, place, way, [], [])
            if not way:
                spots = said[4] if kind >= SectionKind.WHO else said[3]
                spots.append((number, place))

    def said(self) -> tuple[Said, ...]:
        """All of them, in the order in which they are said first."""
        return tuple(
            (word, stem, mass, place, way, tuple(spots), tuple(short))
            for (word, stem), (mass, place, way, spots, short) in self._said.items()
        )


def _places(said: Sequence[Said]) -> dict[int, tuple[int, ...]]:
    places: dict[int, tuple[int, ...]] = {}
    for at, (word, stem, *_) in enumerate(said):
        places[word] = (*places[word], at) if word in places else (at,)
        places[stem] = (*places[stem], at) if stem in places else (at,)
    return places
