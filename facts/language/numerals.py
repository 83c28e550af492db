"""Numbers written as words: ``dua belas ribu``, ``seventy thousand``, ``70 ribu``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from facts.language.language import Language

_LIMIT: Final = 10**15
"""No historical count is larger; more is noise and would only cost time."""


def _value(tokens: Sequence[str], language: Language) -> tuple[int, int]:
    """The longest number at the start of ``tokens`` as (value, words used); (0, 0) when there is none."""
    total = current = used = 0
    seen = False
    for place, token in enumerate(tokens):
        if token in language.units:
            current += language.units[token]
            seen = True
        elif token.isdecimal() and place == 0 and len(token) <= 15:
            current, seen = int(token), True
        elif token in language.teens and seen:
            current += 10
        elif token in language.multipliers and (seen or language.multipliers[token] >= 100):
            factor = language.multipliers[token]
            if factor >= 1000:
                total += max(1, current) * factor
                current = 0
            else:
                # "tujuh puluh", "two hundred": the factor takes the last unit only.
                low = current % 10 if current % 10 or factor < 100 else current % 100
                current = current - low + max(1, low) * factor
            seen = True
        else:
            break
        used = place + 1
        if total + current > _LIMIT:
            return 0, 0
    return (total + current, used) if seen else (0, 0)


def numbers_in(tokens: Sequence[str], language: Language) -> list[tuple[int, int, int]]:
    """Numbers in words as (start, end, value), left to right; lone digits are left as they are."""
    found: list[tuple[int, int, int]] = []
    start = 0
    while start < len(tokens):
        value, used = _value(tokens[start:], language) if _may_start(tokens[start], language) else (0, 0)
        if used > 1 or (used == 1 and not tokens[start].isdecimal()):
            found.append((start, start + used, value))
        start += max(1, used)
    return found


def _may_start(token: str, language: Language) -> bool:
    return token in language.units or token in language.multipliers or token.isdecimal()


def ordinal(token: str, language: Language) -> int | None:
    """The number that an ordinal names (``kedua``, ``second``, ``2nd``, ``ke-2`` as ``ke2``), or None."""
    if token in language.ordinals:
        return language.ordinals[token]
    for prefix in language.ordinal_prefixes:
        if token.startswith(prefix) and token[len(prefix) :].isdecimal():
            return int(token[len(prefix) :][:9])
    for suffix in language.ordinal_suffixes:
        if token.endswith(suffix) and token[: -len(suffix)].isdecimal():
            return int(token[: -len(suffix)][:9])
    return None
