"""Spellings that stand for the same sounds: old orthographies and transliterations."""

from __future__ import annotations

from functools import cache

from facts.language.language import languages


@cache
def _rules() -> tuple[tuple[str, str], ...]:
    # Longer patterns first, so that "nj" is not undone by a rule for "j".
    rules = {rule for language in languages().values() for rule in language.spelling_rules}
    return tuple(sorted(rules, key=lambda rule: (-len(rule[0]), rule)))


def spelling_key(word: str) -> str:
    """A form that different spellings of a word share; no spelling itself."""
    key = word
    for pattern, replacement in _rules():
        if pattern in key:
            key = key.replace(pattern, replacement)
    return "".join(letter for i, letter in enumerate(key) if i == 0 or letter != key[i - 1])


def modern_spelling(word: str) -> str | None:
    """What a word in an older spelling is written like now ("soerabaja": "surabaya"), or None.

    Only words that bear a mark of such a spelling are touched.
    """
    for language in languages().values():
        if any(mark in word for mark in language.old_spelling_marks):
            modern = word
            for old, new in language.old_spelling:
                modern = modern.replace(old, new)
            return modern
    return None
