"""The words of an index: exact look-up, and look-up of words that a misspelt one may stand for.

Near words are found by symmetric deletion (SymSpell, Wolf Garbe 2012): two words within *d* edits share
a form after at most *d* deletions from each, taken here from their first `PREFIX` letters.  All forms are
hashed into one sorted array, so that a look-up is a few dozen binary searches whatever the number of words;
the candidates are then measured by rapidfuzz.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PREFIX: Final = 7
"""Letters of a word from which deletions are taken."""
MAX_LENGTH: Final = 40
"""Letters of a word that count; longer strings are no words."""
_MANY: Final = 3_000
"""At most so many candidates are measured for one word."""
_SHORTEST: Final = 3
"""Letters from which a word may be misspelt; shorter ones are near too many others."""
_TWO_FROM: Final = 5
"""Letters from which two edits are allowed."""
_THREE_FROM: Final = 9
"""Letters from which three edits are allowed."""
_BYTES: Final = 4
"""A letter takes at most so many."""

_LEAST: Final = (2, _SHORTEST, _TWO_FROM)
"""Letters from which none, one and two are deleted: with two of four, everything would be near everything."""
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_VOWELS: Final = frozenset("aeiou")

Array = NDArray[Any]


def digest(text: str) -> int:
    """A 64-bit hash that is the same in every process."""
    # Half a surrogate pair is no text, but it may be asked for.
    return int.from_bytes(
        hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "little"
    )


def edits_allowed(length: int) -> int:
    """Edits within which a word of this many letters may be read as another."""
    return (length >= _SHORTEST) + (length >= _TWO_FROM) + (length >= _THREE_FROM)


def skeleton(word: str) -> str:
    """First letter and consonants: what is left of a word in hasty typing."""
    return word[:1] + "".join(c for c in word[1:] if c not in _VOWELS)


def _mix(values: Array) -> NDArray[np.uint32]:
    values = values ^ (values >> np.uint64(31))
    with np.errstate(over="ignore"):
        values = values * np.uint64(0xBF58476D1CE4E5B9)
    return (values >> np.uint64(32)).astype(np.uint32)


def _codes(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Letters of the prefixes as numbers (texts by PREFIX) and their counts."""
    fixed = np.array([text[:PREFIX] for text in texts], dtype=f"U{PREFIX}")
    codes = fixed.view(np.uint32).reshape(len(texts), PREFIX).astype(np.uint64)
    return codes, (codes != 0).sum(axis=1)


def _forms(codes: NDArray[np.uint64], lengths: NDArray[np.int64]) -> Iterable[tuple[Array, Array]]:
    """Hashes of each text's prefix with none, one and two letters deleted, and the rows they belong to."""
    rows = np.arange(len(codes), dtype=np.uint32)
    for deleted in range(len(_LEAST)):
        for gone in combinations(range(PREFIX), deleted):
            least = max((gone[-1] + 1) if gone else 0, _LEAST[deleted])
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
    for deleted, least in enumerate(_LEAST):
        if len(letters) < least:
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
    spelt = [i for i, word in enumerate(ordered) if not word.isdigit() and len(word) >= _SHORTEST]
    codes, lengths = _codes([ordered[i] for i in spelt])
    numbered = np.array(spelt, dtype=np.uint32)
    parts = [(keys, numbered[rows]) for keys, rows in _forms(codes, lengths)]
    near_keys, near_words = _sorted_pairs(
        np.concatenate([keys for keys, _ in parts]) if parts else np.zeros(0, np.uint32),
        np.concatenate([rows for _, rows in parts]) if parts else np.zeros(0, np.uint32),
    )
    ordered_keys = [spelling_keys[i] for i in order.tolist()]
    key_hashes = np.fromiter((digest(ordered_keys[i]) for i in spelt), np.uint64, len(spelt))
    bone_hashes = np.fromiter((digest(skeleton(ordered[i])) for i in spelt), np.uint64, len(spelt))
    key_hashes, key_words = _sorted_pairs(key_hashes, numbered)
    bone_hashes, bone_words = _sorted_pairs(bone_hashes, numbered)
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
        Found are all words of three letters or more, but for bare numbers, within one edit of a word of
        three or four letters and within two of a longer one.  From nine letters on three edits are allowed,
        of which at most two may lie within the first `PREFIX` letters.  Two limits keep hostile words cheap:
        nothing is near a word of more than `MAX_LENGTH` letters, and of the words that share a deletion with
        it `_MANY` are measured.  A word in plain ASCII finds one with other letters
        only if that is longer by at most one byte more than the edits allowed.
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
        spare = allowed + 1 if word.isascii() else allowed * _BYTES
        numbers = numbers[np.abs(sizes - len(word.encode())) <= spare][:_MANY].tolist()
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
