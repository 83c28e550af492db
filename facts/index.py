"""An immutable index over facts: built once, saved, and mapped back from disk.

A fact is a few *sections* (its statement in each language, phrasings, short answers, other spellings of
the names in it), each a run of words.  The index holds those runs, the words (`facts.vocabulary`), for each
stem the facts that hold it, the concepts of each fact, and each fact's record to be shown.
"""

from __future__ import annotations

import json
import re
from array import array
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from facts import arrays as container
from facts import vocabulary
from facts.concept_index import Stream, concept_postings
from facts.language import languages
from facts.language.spelling import spelling_key
from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from facts.language import Language

VERSION: Final = 3
"""Counted up whenever the parts of an index, or what they mean, change."""
_CAPITAL: Final = re.compile(r"(?<=[\w,;:)] )[^\W\d_a-zà-ÿ][\w'\u2019]*")
_SAMPLE: Final = 200_000
"""Statements in which capitals are counted; more would tell nothing new."""

Array = NDArray[Any]


class SectionKind(IntEnum):
    """What a section of a fact holds."""

    STATEMENT = 0
    PHRASING = 1
    NAMES = 2
    WHO = 3
    WHAT = 4
    WHERE = 5
    WHY = 6
    HOW = 7
    HOW_MANY = 8
    WHEN = 9
    TITLE = 10


@dataclass(frozen=True, slots=True)
class Section:
    """A run of words of a fact."""

    kind: SectionKind
    language: str
    text: str
    asked: int = 0
    """For a phrasing the kind of its question, numbered from 1 in the order of `facts.outcome.Asked`."""


def concepts_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The concept keys of the languages named, in a fixed order."""
    return tuple(sorted({key for code in codes if code in languages() for key in languages()[code].concepts}))


class Builder:
    """Gathers facts and makes the arrays of an index."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        self._numbers: dict[str, int] = {}
        self._tokens = array("I")
        self._section_at = array("Q", [0])
        self._section_kind = array("B")
        self._section_language = array("B")
        self._section_asked = array("B")
        self._fact_at = array("I", [0])
        self._records = bytearray()
        self._record_at = array("Q", [0])
        self._ids: list[str] = []
        self._capitals: dict[str, int] = {}
        self._sampled = 0

    def add(self, fact_id: str, record: bytes, sections: Iterable[Section]) -> None:
        """Take in one fact.

        Args:
            fact_id: unique among the facts of this index.
            record: what `Index.record` gives back.
            sections: at least one, of the languages the builder was made for.
        """
        numbers = self._numbers
        for section in sections:
            found = words(section.text)
            self._tokens.extend([numbers.setdefault(word, len(numbers)) for word in found])
            self._section_at.append(len(self._tokens))
            self._section_kind.append(section.kind)
            self._section_language.append(self.codes.index(section.language))
            self._section_asked.append(section.asked)
            if section.kind == SectionKind.STATEMENT and self._sampled < _SAMPLE:
                self._sampled += 1
                for capital in _CAPITAL.findall(section.text):
                    self._capitals[capital] = self._capitals.get(capital, 0) + 1
        self._fact_at.append(len(self._section_kind))
        self._ids.append(fact_id)
        self._records += record
        self._record_at.append(len(self._records))

    def finish(self) -> dict[str, Array]:
        """The arrays of the index; the builder is spent."""
        known = [languages()[code] for code in self.codes]
        listed = list(self._numbers)
        spelt = [spelling_key(word) for word in listed]
        result, renumbered = vocabulary.build(listed, spelt)
        counts = np.zeros(len(listed), dtype=np.uint32)
        for capital, count in self._capitals.items():
            for word in words(capital):
                if word in self._numbers:
                    counts[renumbered[self._numbers[word]]] += count
        stems, classes = _classes(listed, renumbered, known)
        tokens = renumbered[np.frombuffer(self._tokens, dtype=np.uint32)] if listed else _none(np.uint32)
        section_at = np.frombuffer(self._section_at, dtype=np.uint64).astype(np.int64)
        fact_at = np.frombuffer(self._fact_at, dtype=np.uint32)
        kinds = np.frombuffer(self._section_kind, dtype=np.uint8)
        spoken = np.frombuffer(self._section_language, dtype=np.uint8)
        facts = len(self._ids)
        sections_a_fact: Array = np.diff(fact_at.astype(np.int64))
        fact_of_section = np.repeat(np.arange(facts, dtype=np.uint32), sections_a_fact)
        lengths = np.diff(section_at)
        fact_of_token = np.repeat(fact_of_section, lengths)
        language_of_token = np.repeat(spoken, lengths)
        section_of_token = np.repeat(np.arange(len(spoken), dtype=np.uint32), lengths)
        class_of_token = classes[language_of_token, tokens]
        post_at, post = _postings(class_of_token, fact_of_token, len(stems))
        frequency = np.bincount(tokens, minlength=len(listed)).astype(np.uint32)
        statements = kinds == SectionKind.STATEMENT
        size = np.zeros(facts, dtype=np.int64)
        np.maximum.at(size, fact_of_section[statements], lengths[statements])
        concepts = concept_postings(
            known,
            {key: number for number, key in enumerate(concepts_of(self.codes))},
            dict(zip(listed, renumbered.tolist(), strict=True)),
            classes,
            Stream(tokens, class_of_token, language_of_token, section_of_token, fact_of_token),
            facts,
        )
        id_hash = np.fromiter((vocabulary.digest(fact) for fact in self._ids), np.uint64, facts)
        by_id = np.argsort(id_hash, kind="stable").astype(np.uint32)
        result |= {
            "capitals": np.minimum(255, counts * 255 // np.maximum(1, frequency)).astype(np.uint8),
            "frequency": frequency,
            "stem_hash": stems,
            "classes": classes,
            "tokens": tokens,
            "section_at": section_at,
            "section_kind": kinds,
            "section_language": spoken,
            "section_asked": np.frombuffer(self._section_asked, dtype=np.uint8),
            "fact_at": fact_at,
            "size": np.minimum(size, 255).astype(np.uint8),
            "post_at": post_at,
            "post": post,
            "concept_at": concepts.concept_at,
            "concept": concepts.concept,
            "concept_post_at": concepts.fact_at,
            "concept_post": concepts.fact,
            "id_hash": id_hash[by_id],
            "id_fact": by_id,
            "record": np.frombuffer(bytes(self._records), dtype=np.uint8),
            "record_at": np.frombuffer(self._record_at, dtype=np.uint64).astype(np.int64),
        }
        return result


def _none(dtype: Any) -> Array:
    return np.zeros(0, dtype=dtype)


def _classes(listed: Sequence[str], renumbered: Array, known: Sequence[Language]) -> tuple[Array, Array]:
    """Sorted stem hashes, and for each language and word the number of its stem."""
    hashes = np.zeros((len(known), len(listed)), dtype=np.uint64)
    for row, language in enumerate(known):
        hashes[row, renumbered] = np.fromiter(
            (vocabulary.digest(language.stem(word)) for word in listed), np.uint64, len(listed)
        )
    stems, inverse = np.unique(hashes.reshape(-1), return_inverse=True)
    return stems, inverse.reshape(hashes.shape).astype(np.uint32)


def _postings(keys: Array, facts: Array, count: int) -> tuple[Array, Array]:
    """For each key the sorted distinct facts that hold it, as offsets and one flat array."""
    pairs = keys.astype(np.uint64) << np.uint64(32)
    pairs |= facts
    pairs.sort()
    if len(pairs):
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])]
    at = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=count), out=at[1:])
    return at, (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32)


class Index:
    """A built index, in memory or mapped from disk; safe to read from several threads."""

    def __init__(self, parts: Mapping[str, Array], codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        self.vocabulary = vocabulary.Vocabulary(parts)
        self.parts = parts
        self.facts = len(parts["fact_at"]) - 1
        self.capitals = parts["capitals"]
        self.frequency = parts["frequency"]
        self.classes = parts["classes"]
        self.tokens = parts["tokens"]
        self.section_at = parts["section_at"]
        self.section_kind = parts["section_kind"]
        self.section_language = parts["section_language"]
        self.section_asked = parts["section_asked"]
        self.fact_at = parts["fact_at"]
        self.size = parts["size"]
        self.mean_size = float(self.size[:100_000].mean()) if self.facts else 1.0
        self._stems = parts["stem_hash"]
        self._post_at = parts["post_at"]
        self._post = parts["post"]
        self._concept_at = parts["concept_at"]
        self._concept = parts["concept"]
        self._meaning_at = parts["concept_post_at"]
        self._meaning = parts["concept_post"]
        self._id_hash = parts["id_hash"]
        self._id_fact = parts["id_fact"]
        self._record = parts["record"]
        self._record_at = parts["record_at"]
        self._concepts = {key: number for number, key in enumerate(concepts_of(codes))}

    @property
    def bare(self) -> bool:
        """Whether every fact is a lone statement."""
        return len(self.section_kind) == self.facts

    def stem_class(self, stem: str) -> int | None:
        """The number of a stem, or None when no fact holds it."""
        key = np.uint64(vocabulary.digest(stem))
        place = int(np.searchsorted(self._stems, key))
        return place if place < len(self._stems) and self._stems[place] == key else None

    def holding(self, stem_class: int) -> Array:
        """The facts that hold a word of this stem, in order."""
        return self._post[self._post_at[stem_class] : self._post_at[stem_class + 1]]

    def holders(self, stem_class: int) -> int:
        """How many facts hold a word of this stem."""
        return int(self._post_at[stem_class + 1] - self._post_at[stem_class])

    def holders_of_each(self, stem_classes: Array) -> Array:
        """How many facts hold each of these stems."""
        result: Array = self._post_at[stem_classes.astype(np.int64) + 1] - self._post_at[stem_classes]
        return result

    def rarities(self, stem_classes: Array) -> Array:
        """How telling each of these stems is: the logarithm of the odds against a fact holding it, from 0."""
        holders = self.holders_of_each(stem_classes)
        result: Array = np.log1p((self.facts - holders + 0.5) / (holders + 0.5))
        return result

    def concepts(self, keys: Iterable[str]) -> frozenset[int]:
        """The numbers of the concepts of these keys."""
        return frozenset(self._concepts[key] for key in keys if key in self._concepts)

    def meaning(self, concept: int) -> Array:
        """The facts that express a concept, in order."""
        return self._meaning[self._meaning_at[concept] : self._meaning_at[concept + 1]]

    def concepts_in(self, fact: int) -> list[int]:
        """The concepts that a fact expresses."""
        return list(self._concept[self._concept_at[fact] : self._concept_at[fact + 1]].tolist())

    def record(self, fact: int) -> dict[str, Any]:
        """What was given with the fact when it was added, as JSON values."""
        start, end = int(self._record_at[fact]), int(self._record_at[fact + 1])
        data: dict[str, Any] = json.loads(bytes(self._record[start:end]))
        return data

    def find(self, fact_id: str) -> int | None:
        """The number of the fact with this id, or None."""
        hashes = self._id_hash
        key = np.uint64(vocabulary.digest(fact_id))
        place = int(np.searchsorted(hashes, key))
        while place < len(hashes) and hashes[place] == key:
            number = int(self._id_fact[place])
            if self.record(number)["id"] == fact_id:
                return number
            place += 1
        return None

    def save(self, path: Path, meta: Mapping[str, Any]) -> None:
        """Write the index to ``path`` together with ``meta``."""
        container.save(path, self.parts, {**meta, "version": VERSION, "codes": list(self.codes)})

    @classmethod
    def open(cls, path: Path) -> tuple[Index, dict[str, Any]]:
        """Map a saved index; gives it and the ``meta`` it was saved with.

        Raises:
            ArraysError: the file is foreign, of another version, or damaged.
            OSError: it cannot be opened.
        """
        parts, meta = container.load(path)
        if meta.get("version") != VERSION:
            raise container.ArraysError(f"{path} is an index of another version")
        try:
            return cls(parts, meta["codes"]), meta
        except KeyError as error:
            raise container.ArraysError(f"{path} lacks the part {error}") from error
