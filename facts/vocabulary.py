"""The words of an index: exact look-up, and look-up of words that a misspelt one may stand for.

Near words are found by symmetric deletion (SymSpell, Wolf Garbe 2012): two words within *d* edits share
a form after at most *d* deletions from each, taken here from their first `PREFIX` letters.  All forms are
hashed into one sorted array, so that a look-up is a few dozen binary searches whatever the number of words;
the candidates are then measured by rapidfuzz.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

PREFIX: Final = 7
"""Letters of a word from which deletions are taken."""
MAX_LENGTH: Final = 40
"""Letters of a word that count; longer strings are no words."""
_MANY: Final = 3_000
"""At most so many candidates are measured for one word."""

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_VOWELS: Final = frozenset("aeiou")

Array = NDArray[Any]


def digest(text: str) -> int:
    """A 64-bit hash that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def edits_allowed(length: int) -> int:
    """Edits within which a word of this many letters may be read as another."""
    return 0 if length < 3 else 1 if length < 5 else 2 if length < 9 else 3


def skeleton(word: str) -> str:
    """First letter and consonants: what is left of a word in hasty typing."""
    return word[:1] + "".join(c for c in word[1:] if c not in _VOWELS)


def _mix(values: Array) -> NDArray[np.uint32]:
    values = values ^ (values >> np.uint64(31))
    with np.errstate(over="ignore"):
        values = values * np.uint64(0xBF58476D1CE4E5B9)
    return (values >> np.uint64(32)).astype(np.uint32)


def _codes(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Letters of the prefixes as numbers (texts × PREFIX) and their counts."""
    fixed = np.array([text[:PREFIX] for text in texts], dtype=f"U{PREFIX}")
    codes = fixed.view(np.uint32).reshape(len(texts), PREFIX).astype(np.uint64)
    return codes, (codes != 0).sum(axis=1)


def _forms(codes: NDArray[np.uint64], lengths: NDArray[np.int64]) -> Iterable[tuple[Array, Array]]:
    """Hashes of each text's prefix with none, one and two letters deleted, and the rows they belong to."""
    rows = np.arange(len(codes), dtype=np.uint32)
    for deleted in (0, 1, 2):
        for gone in combinations(range(PREFIX), deleted):
            # Texts of up to four letters give up one letter: with two, everything would be near everything.
            least = max((gone[-1] + 1) if gone else 0, 2 + deleted if deleted < 2 else 5)
            chosen = lengths >= least
            if not chosen.any():
                continue
            hashes = np.zeros(int(chosen.sum()), dtype=np.uint64)
            picked = codes[chosen]
            with np.errstate(over="ignore"):
                for position in range(PREFIX):
                    if position not in gone:
                        letter = picked[:, position]
                        # Zero is padding and must leave the hash as it is.
                        hashes = np.where(letter > 0, (hashes + letter) * _MULTIPLIER, hashes)
                yield _mix(hashes), rows[chosen]


def _forms_of(word: str) -> set[int]:
    """The same hashes for one word, in plain integers: far quicker than arrays of one row."""
    letters = [ord(letter) for letter in word[:PREFIX]]
    multiplier, mask = int(_MULTIPLIER), (1 << 64) - 1
    forms: set[int] = set()
    for deleted in (0, 1, 2):
        if len(letters) < (2 + deleted if deleted < 2 else 5):
            break
        for gone in combinations(range(len(letters)), deleted):
            value = 0
            for position, letter in enumerate(letters):
                if position not in gone:
                    value = (value + letter) * multiplier & mask
            value ^= value >> 31
            forms.add((value * 0xBF58476D1CE4E5B9 & mask) >> 32)
    return forms


def _sorted_pairs(keys: Array, values: Array) -> tuple[Array, Array]:
    order = np.argsort(keys, kind="stable")
    return keys[order], values[order]


def build(words: Sequence[str], spelling_keys: Sequence[str]) -> tuple[dict[str, Array], Array]:
    """Arrays of a vocabulary, and for each of ``words`` its number in it.

    Args:
        words: distinct folded words.
        spelling_keys: for each word its form under the spelling rules.
    """
    hashes = np.fromiter((digest(word) for word in words), dtype=np.uint64, count=len(words))
    order = np.argsort(hashes, kind="stable")
    numbers = np.empty(len(words), dtype=np.uint32)
    numbers[order] = np.arange(len(words), dtype=np.uint32)
    ordered = [words[i] for i in order.tolist()]
    encoded = [word.encode() for word in ordered]
    offsets = np.zeros(len(words) + 1, dtype=np.uint32)
    np.cumsum([len(word) for word in encoded], out=offsets[1:], dtype=np.uint32)
    wordlike = [i for i, word in enumerate(ordered) if not word.isdigit() and len(word) >= 3]
    codes, lengths = _codes([ordered[i] for i in wordlike])
    numbered = np.array(wordlike, dtype=np.uint32)
    parts = [(keys, numbered[rows]) for keys, rows in _forms(codes, lengths)] if wordlike else []
    near_keys, near_words = _sorted_pairs(
        np.concatenate([keys for keys, _ in parts]) if parts else np.zeros(0, np.uint32),
        np.concatenate([rows for _, rows in parts]) if parts else np.zeros(0, np.uint32),
    )
    ordered_keys = [spelling_keys[i] for i in order.tolist()]
    spelt = [i for i in wordlike if len(ordered[i]) >= 3]
    key_hashes = np.fromiter((digest(ordered_keys[i]) for i in spelt), np.uint64, len(spelt))
    bone_hashes = np.fromiter((digest(skeleton(ordered[i])) for i in spelt), np.uint64, len(spelt))
    spelt_numbers = np.array(spelt, dtype=np.uint32)
    key_hashes, key_words = _sorted_pairs(key_hashes, spelt_numbers)
    bone_hashes, bone_words = _sorted_pairs(bone_hashes, spelt_numbers)
    return {
        "word_hash": hashes[order],
        "word_text": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "word_at": offsets,
        "near_key": near_keys,
        "near_word": near_words,
        "key_hash": key_hashes,
        "key_word": key_words,
        "bone_hash": bone_hashes,
        "bone_word": bone_words,
    }, numbers


class Vocabulary:
    """Read-only words numbered 0 to *n* - 1."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._hash = arrays["word_hash"]
        self._text = arrays["word_text"]
        self._at = arrays["word_at"]
        self._near_key = arrays["near_key"]
        self._near_word = arrays["near_word"]
        self._key_hash = arrays["key_hash"]
        self._key_word = arrays["key_word"]
        self._bone_hash = arrays["bone_hash"]
        self._bone_word = arrays["bone_word"]
        self.word = lru_cache(maxsize=1 << 14)(self._word)

    def __len__(self) -> int:
        return len(self._hash)

    def _word(self, number: int) -> str:
        return bytes(self._text[int(self._at[number]) : int(self._at[number + 1])]).decode()

    def find(self, word: str) -> int | None:
        """The number of exactly this word, or None."""
        key = np.uint64(digest(word))
        place = int(np.searchsorted(self._hash, key))
        while place < len(self._hash) and self._hash[place] == key:
            if self.word(place) == word:
                return place
            place += 1
        return None

    def _among(self, hashes: Array, numbers: Array, text: str) -> list[int]:
        key = np.uint64(digest(text))
        left = int(np.searchsorted(hashes, key))
        right = int(np.searchsorted(hashes, key, side="right"))
        return [int(number) for number in numbers[left : min(right, left + 50)]]

    def spelt_alike(self, key: str) -> list[int]:
        """Words whose form under the spelling rules is ``key``."""
        return self._among(self._key_hash, self._key_word, key)

    def same_bones(self, word: str) -> list[int]:
        """Words with the same first letter and consonants."""
        return self._among(self._bone_hash, self._bone_word, skeleton(word))

    def near(self, word: str) -> list[tuple[int, float]]:
        """Words within the edits allowed, with similarity (1 - edits / letters), nearest first.

        Edits are insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
        """
        allowed = edits_allowed(len(word))
        if not allowed or len(word) > MAX_LENGTH:
            return []
        keys = np.fromiter(_forms_of(word), dtype=np.uint32)
        left = np.searchsorted(self._near_key, keys)
        right = np.searchsorted(self._near_key, keys, side="right")
        found = [self._near_word[a:b] for a, b in zip(left.tolist(), right.tolist(), strict=True) if b > a]
        if not found:
            return []
        numbers = np.unique(np.concatenate(found))
        sizes = self._at[numbers + 1].astype(np.int64) - self._at[numbers]
        numbers = numbers[np.abs(sizes - len(word.encode())) <= allowed + 1][:_MANY].tolist()
        texts = [self.word(number) for number in numbers]
        if not texts:
            return []
        distances = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        best = [
            (number, 1.0 - int(distance) / max(len(word), len(text)))
            for number, text, distance in zip(numbers, texts, distances.tolist(), strict=True)
            if distance <= allowed
        ]
        best.sort(key=lambda pair: -pair[1])
        return best
