"""What words may mean: the concepts of words and short phrases in one language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from facts.language.language import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from facts.language.language import Language

_REMEMBERED: Final = 50_000
"""Words whose meanings are kept at hand."""
_NONE: frozenset[str] = frozenset()


class Meanings:
    """Concepts by the words that express them.

    A single word is looked up as it is written, and by its stem only when no list holds it: the Indonesian
    stemmer makes one of ``meninggal`` (die) and ``meninggalkan`` (leave).  Phrases are matched by the stems
    of their words.
    """

    def __init__(self, language: Language) -> None:
        self._stem = language.stem
        self._written: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._phrases: dict[tuple[str, ...], set[str]] = {}
        for key, phrases in language.concepts.items():
            for phrase in phrases:
                if len(phrase) == 1:
                    self._written.setdefault(phrase[0], set()).add(key)
                    self._stems.setdefault(language.stem(phrase[0]), set()).add(key)
                else:
                    self._phrases.setdefault(tuple(map(language.stem, phrase)), set()).add(key)
        self._words: dict[str, frozenset[str]] = {}
        self._longest: dict[str, int] = {}
        """By the first stem of phrases the length of the longest."""
        for stems in self._phrases:
            self._longest[stems[0]] = max(len(stems), self._longest.get(stems[0], 0))

    @property
    def phrases(self) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
        """Every phrase of several words, as stems, with its concepts."""
        return ((stems, frozenset(keys)) for stems, keys in self._phrases.items())

    def of_word(self, word: str) -> frozenset[str]:
        """The concepts that a folded word may express by itself."""
        known = self._words.get(word)
        if known is None:
            known = frozenset(self._written.get(word) or self._stems.get(self._stem(word)) or _NONE)
            if len(self._words) < _REMEMBERED:
                self._words[word] = known
        return known

    def find(self, tokens: Sequence[str]) -> list[tuple[int, int, frozenset[str]]]:
        """Words and phrases with a meaning as (start, end, concepts); none within a longer one."""
        stems = [self._stem(token) for token in tokens]
        found: list[tuple[int, int, frozenset[str]]] = []
        free = 0
        for start, stem in enumerate(stems):
            if start < free:
                continue
            for end in range(min(self._longest.get(stem, 1) + start, len(tokens)), start + 1, -1):
                phrase = self._phrases.get(tuple(stems[start:end]))
                if phrase:
                    found.append((start, end, frozenset(phrase)))
                    free = end
                    break
            else:
                keys = self.of_word(tokens[start])
                if keys:
                    found.append((start, start + 1, keys))
        return found


@cache
def meanings(code: str) -> Meanings:
    """The meanings of the language of this code."""
    return Meanings(languages()[code])
