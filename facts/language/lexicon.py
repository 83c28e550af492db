"""The words that the languages' data know, and which of them a misspelt word most likely is."""

from __future__ import annotations

from functools import cache
from typing import Final

from facts import vocabulary
from facts.language.language import languages
from facts.language.spelling import spelling_key

LEAST: Final = 5
"""Letters from which a word that nobody knows is taken for a misspelt one; shorter ones are near too many."""


@cache
def known_words() -> frozenset[str]:
    """Every word of the languages' data, folded."""
    found: set[str] = set()
    for language in languages().values():
        found |= language.function_words
        found.update(word for phrases in language.concepts.values() for phrase in phrases for word in phrase)
        found.update(word for _, value in language.slang.items() for word in value)
    return frozenset(found)


@cache
def _vocabulary() -> vocabulary.Vocabulary:
    listed = sorted(known_words())
    arrays, _ = vocabulary.build(listed, [spelling_key(word) for word in listed])
    return vocabulary.Vocabulary(arrays)


def nearest(word: str) -> tuple[str, float] | None:
    """The known word nearest to one that is not known, with similarity from 0 to 1, or None."""
    if len(word) < LEAST or word in known_words() or not word.isalpha():
        return None
    words = _vocabulary()
    near = words.near(word)
    if not near:
        return None
    number, similarity = near[0]
    return words.word(number), similarity
