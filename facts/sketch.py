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
from facts.language.meaning import meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from facts.index import Index

KEPT: Final = 2_048
"""Facts at hand; with twenty sections each they take some forty megabytes, bare statements two."""
_NAME: Final = 100
"""Capitals, of 255, from which a word is a name."""
_NONE: Final[frozenset[str]] = frozenset()


Spot = tuple[int, int]
"""A section of a fact by its number, and a place in it."""


class Section(NamedTuple):
    """A run of words of a fact; what only statements or only phrasings need is empty in the others."""

    kind: int
    row: int
    """Number of its language among those of the index."""
    asked: int
    """Number of the kind of question that a phrasing asks, from 1; 0 for none."""
    tokens: tuple[int, ...]
    """Numbers of its words."""
    stems: tuple[int, ...]
    """Numbers of their stems."""
    masses: tuple[float, ...]
    """Rarity of each word, of statements and phrasings."""
    total: float
    """Sum of the masses."""
    texts: tuple[str, ...]
    """The words themselves, of statements."""
    trigrams: frozenset[str]
    """Of statements."""
    names: frozenset[int]
    """Places of names, in statements."""
    meanings: tuple[frozenset[str], ...]
    """Concepts of each word, in phrasings."""


class Sketch(NamedTuple):
    """One fact: its sections, and the numbers of the concepts that it expresses.

    ``places`` says where each word stands, by its number, and each stem, by the complement of its number;
    ``meant`` in which phrasings a concept is meant.  What a question names is looked up rather than searched.
    """

    sections: tuple[Section, ...]
    concepts: frozenset[int]
    places: Mapping[int, tuple[Spot, ...]]
    keys: frozenset[int]
    """Those of ``places``, as a set, for sets are cut with sets fastest."""
    meant: Mapping[str, tuple[int, ...]]
    meanings: frozenset[str]
    """The keys of ``meant``."""
    kinds: frozenset[int]
    """Kinds of its sections."""


class Sketches:
    """The sketches of the facts of one index, those asked about lately at hand."""

    def __init__(self, index: Index, kept: int = KEPT) -> None:
        self._index = index
        self._meanings = [meanings(code) for code in index.codes]
        self.of = lru_cache(kept)(self._draw)
        """The sketch of a fact by its number; safe to ask from several threads."""

    def _draw(self, fact: int) -> Sketch:
        index = self._index
        start, end = int(index.fact_at[fact]), int(index.fact_at[fact + 1])
        kinds = index.section_kind[start:end].tolist()
        rows = index.section_language[start:end].tolist()
        asked = index.section_asked[start:end].tolist()
        bounds = pairwise(index.section_at[start : end + 1].tolist())
        sections = tuple(self._section(*each) for each in zip(kinds, rows, asked, bounds, strict=True))
        places: dict[int, list[Spot]] = {}
        meant: dict[str, list[int]] = {}
        for number, section in enumerate(sections):
            for place, (word, stem) in enumerate(zip(section.tokens, section.stems, strict=True)):
                places.setdefault(word, []).append((number, place))
                places.setdefault(~stem, []).append((number, place))
            for key in frozenset().union(*section.meanings):
                meant.setdefault(key, []).append(number)
        return Sketch(
            sections,
            frozenset(index.concepts_in(fact)),
            {key: tuple(spots) for key, spots in places.items()},
            frozenset(places),
            {key: tuple(numbers) for key, numbers in meant.items()},
            frozenset(meant),
            frozenset(kinds),
        )

    def _section(self, kind: int, row: int, asked: int, bounds: tuple[int, int]) -> Section:
        index = self._index
        tokens = index.tokens[slice(*bounds)]
        stems = index.classes[row][tokens]
        numbers, classes = tuple(tokens.tolist()), tuple(stems.tolist())
        statement, phrasing = kind == SectionKind.STATEMENT, kind == SectionKind.PHRASING
        texts = tuple(map(index.vocabulary.word, numbers)) if statement or phrasing else ()
        meant = tuple(map(self._meanings[row].of_word, texts)) if phrasing else ()
        masses = index.rarities(stems) if statement or phrasing else np.zeros(0)
        return Section(
            kind,
            row,
            asked,
            numbers,
            classes,
            tuple(masses.tolist()),
            float(masses.sum()),
            texts if statement else (),
            trigrams(" ".join(texts)) if statement else _NONE,
            frozenset(np.flatnonzero(index.capitals[tokens] > _NAME).tolist() if statement else ()),
            meant,
        )


def trigrams(text: str) -> frozenset[str]:
    """Every three letters in a row of ``text`` between two spaces."""
    text = f" {text} "
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))
