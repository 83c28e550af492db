"""Numbers written as words: ``dua belas ribu``, ``seventy thousand``, ``70 ribu``, ``nineteen eighteen``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facts.language.language import Language

_LIMIT: Final = 10**15
"""No historical count is larger; more is noise and would only cost time."""
_LONGEST: Final = 15
"""Digits of a number that counts."""
_THOUSAND: Final = 1000
_HUNDRED: Final = 100
_TEN: Final = 10
_CENTURIES: Final = range(10, 21)
"""What may stand before the last two digits of a year: "nineteen eighteen", "sembilan belas empat lima"."""


def _joined(token: str, total: int, current: int, language: Language) -> tuple[int, int] | None:
    """The thousands counted and what is counted since, with one more word; None if it does not fit."""
    unit = language.units.get(token)
    if unit is not None:
        # "twenty one" is one number; "nineteen eighteen" and "one two" are two.
        if current % _TEN ** len(str(unit)):
            return None
        return (total + unit, 0) if unit >= _THOUSAND else (total, current + unit)
    if token in language.teens:
        return (total, current + _TEN) if 0 < current % _HUNDRED < _TEN else None
    factor = language.multipliers.get(token, 0)
    if factor >= _THOUSAND:
        return total + max(1, current) * factor, 0
    # "tujuh puluh", "nineteen hundred": the factor takes what stands below it.
    low = current % _HUNDRED
    if factor < _HUNDRED and not (factor and 0 < low < _TEN):
        return None
    return total, current - low + max(1, low) * factor


def _value(tokens: Sequence[str], start: int, language: Language) -> tuple[int, int]:
    """The longest number from ``start`` on as (value, end); -1 when there is none, or too large a one."""
    total = current = 0
    end = start
    if tokens[start].isdecimal():
        if len(tokens[start]) > _LONGEST:
            return -1, start
        current, end = int(tokens[start]), start + 1
        if end < len(tokens) and tokens[end] in language.units:
            return current, end
    while end < len(tokens):
        joined = _joined(tokens[end], total, current, language)
        if joined is None:
            break
        total, current = joined
        end += 1
        if total + current > _LIMIT:
            return -1, end
    return (total + current if end > start else -1), end


def _year(tokens: Sequence[str], value: int, end: int, language: Language) -> tuple[int, int]:
    """A number, or the year that it is the beginning of, as (value, end)."""
    digits = ""
    after = end
    while len(digits) < 2 and after < len(tokens) and not tokens[after].isdecimal():  # noqa: PLR2004  # of a year
        more, after = _value(tokens, after, language)
        if more < 0:
            break
        digits += str(more)
    return (value * _HUNDRED + int(digits), after) if len(digits) == 2 else (value, end)  # noqa: PLR2004  # as above


def numbers_in(tokens: Sequence[str], language: Language) -> list[tuple[int, int, int]]:
    """Numbers in words as (start, end, value), left to right; lone digits are left as they are."""
    found: list[tuple[int, int, int]] = []
    if language.counting.isdisjoint(tokens):
        return found
    start = 0
    while start < len(tokens):
        value, end = _value(tokens, start, language)
        if value >= 0 and not (tokens[start].isdecimal() and end == start + 1):
            if value in _CENTURIES and not tokens[start].isdecimal():
                value, end = _year(tokens, value, end, language)
            found.append((start, end, value))
        start = max(start + 1, end)
    return found


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
