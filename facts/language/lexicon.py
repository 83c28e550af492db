"""The words that the languages' data know, and which of them a misspelt word most likely is."""

from __future__ import annotations

from functools import cache
from typing import Final

from facts import vocabulary
from facts.language.language import languages
from facts.language.meaning import meanings
from facts.language.spelling import spelling_key
from facts.vocabulary import skeleton

_BARE: Final = 3
"""Letters that must be left of a word without its affixes."""
BONES: Final = 0.8
"""Similarity of a word to its bare consonants."""
_TIED: Final = 3
"""Of words that are equally likely at most so many are given."""
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
def _function_words() -> frozenset[str]:
    return frozenset().union(
        *(
            language.stop_words
            | {word for phrase, _ in language.question_words.items() for word in phrase[:1]}
            for language in languages().values()
        )
    )


def is_function_word(word: str) -> bool:
    """Whether a word only asks or joins in some language, so that no misspelt word stands for it."""
    return word in _function_words()


@cache
def _vocabulary() -> vocabulary.Vocabulary:
    listed = sorted(known_words())
    arrays, _ = vocabulary.build(listed, [spelling_key(word) for word in listed])
    return vocabulary.Vocabulary(arrays)


def standard_form(word: str, code: str) -> str | None:
    """The standard word that a chat form stands for by the language's informal affixes, or None."""
    language = languages()[code]
    known = known_words()
    endings = [("", ""), *(rule for rule in language.informal_endings if word.endswith(rule[0]))]
    beginnings = [("", ""), *(rule for rule in language.informal_beginnings if word.startswith(rule[0]))]
    for old_end, new_end in endings:
        for old, new in beginnings:
            bare = word[len(old) : len(word) - len(old_end)]
            form = new + bare + new_end
            if len(bare) >= _BARE and form != word and (form in known or meanings(code).of_word(form)):
                return form
    return None


def nearest(word: str) -> tuple[tuple[str, float], ...]:
    """Known words that one that is not known most likely stands for, with similarity from 0 to 1.

    Either the nearest by edits, where several tie the first few, or, for a word typed without its vowels,
    those with the same consonants.
    """
    if word in known_words() or not word.isalpha():
        return ()
    words = _vocabulary()
    near = words.near(word) if len(word) >= LEAST else []
    found = [(words.word(number), similarity) for number, similarity in near if similarity == near[0][1]]
    if len(word) >= _BARE and skeleton(word) == word and (not near or near[0][1] < BONES):
        bones = [(words.word(number), BONES) for number in words.same_bones(word)]
        found = sorted(bones, key=lambda pair: len(pair[0])) or found
    return tuple(found[:_TIED])
