"""Numbers written as words, in each language."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.language import languages
from facts.language.numerals import numbers_in, ordinal
from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from facts.language import Language

ID, EN = languages()["id"], languages()["en"]
UNITS = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
ONES = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def indonesian(number: int) -> str:
    """A number from 1 to 999,999,999 in Indonesian words."""
    for size, name in ((1_000_000, "juta"), (1_000, "ribu"), (100, "ratus")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"se{name}" if count == 1 and size < 1_000_000 else f"{indonesian(count)} {name}"
            return f"{head} {indonesian(rest)}".strip() if rest else head
    if number < 10:
        return UNITS[number - 1]
    if number in (10, 11):
        return ("sepuluh", "sebelas")[number - 10]
    if number < 20:
        return f"{UNITS[number - 11]} belas"
    tens, rest = divmod(number, 10)
    return f"{UNITS[tens - 1]} puluh" + (f" {UNITS[rest - 1]}" if rest else "")


def english(number: int) -> str:
    """A number from 1 to 999,999,999 in English words without "and"."""
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            count, rest = divmod(number, size)
            return f"{english(count)} {name}" + (f" {english(rest)}" if rest else "")
    if number < 20:
        return ONES[number - 1]
    tens, rest = divmod(number, 10)
    return TENS[tens - 2] + (f" {ONES[rest - 1]}" if rest else "")


@settings(deadline=None)
@given(st.integers(1, 999_999_999))
def test_every_number_is_read_as_it_is_written(number: int) -> None:
    """In both languages, from its first word to its last."""
    for written, language in ((indonesian(number), ID), (english(number), EN)):
        tokens = written.split()
        assert numbers_in(tokens, language) == [(0, len(tokens), number)], written


@pytest.mark.parametrize(("say", "language"), [(indonesian, ID), (english, EN)])
def test_all_small_numbers_are_read_as_they_are_written(
    say: Callable[[int], str], language: Language
) -> None:
    """Each up to the years that are asked for."""
    for number in range(1, 2100):
        tokens = say(number).split()
        assert numbers_in(tokens, language) == [(0, len(tokens), number)], tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tujuh puluh ribu", 70_000),
        ("dua belas ribu", 12_000),
        ("duabelas ribu", 12_000),
        ("12 ribu", 12_000),
        ("12 rb", 12_000),
        ("70 ratus ribu", 7_000_000),
        ("seribu sembilan ratus delapan belas", 1918),
        ("sejuta dua ratus ribu", 1_200_000),
        ("dua puluh lima ratus", 2_500),
        ("2 belas", 12),
        ("ribu", 1_000),
        ("nol", 0),
        ("ribu ribu ribu", 3_000),
    ],
)
def test_indonesian_numbers(text: str, value: int) -> None:
    """As students type them."""
    assert numbers_in(words(text), ID) == [(0, len(words(text)), value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seventy thousand", 70_000),
        ("seventy-two thousand", 72_000),
        ("two hundred thousand", 200_000),
        ("3 million five hundred thousand", 3_500_000),
        ("nineteen hundred", 1_900),
        ("nineteen hundred eighteen", 1_918),
        ("twelve hundred", 1_200),
        ("thousands", 1_000),
        ("dozen", 12),
    ],
)
def test_english_numbers(text: str, value: int) -> None:
    """Hundreds may be counted beyond nine."""
    assert numbers_in(words(text), EN) == [(0, len(words(text)), value)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("nineteen eighteen", 1918),
        ("nineteen forty five", 1945),
        ("nineteen forty-five", 1945),
        ("twenty twelve", 2012),
        ("twenty twenty", 2020),
        ("sembilan belas delapan belas", 1918),
        ("sembilan belas empat puluh lima", 1945),
        ("sembilan belas empat lima", 1945),
    ],
)
def test_years_are_said_in_two_halves(text: str, year: int) -> None:
    """They are not added up."""
    language = EN if text.startswith(("nineteen", "twenty")) else ID
    assert numbers_in(words(text), language) == [(0, len(words(text)), year)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pasukan Jepang", []),
        ("", []),
        ("pada 12 januari 1918", []),
        ("belas kasihan", []),
        ("puluh", []),
        ("dua belas orang dan tiga kapal", [(0, 2, 12), (4, 5, 3)]),
        ("satu dua tiga", [(0, 1, 1), (1, 2, 2), (2, 3, 3)]),
        ("1910 tiga kapal", [(1, 2, 3)]),
        ("12 lima", [(1, 2, 5)]),
        ("dua 12", [(0, 1, 2)]),
        ("dua seribu", [(0, 1, 2), (1, 2, 1_000)]),
        ("dua belas belas", [(0, 2, 12)]),
        ("dua puluh puluh", [(0, 2, 20)]),
        ("sembilan belas tiga", [(0, 2, 19), (2, 3, 3)]),
        ("sembilan belas seratus", [(0, 2, 19), (2, 3, 100)]),
        ("sembilan belas 45", [(0, 2, 19)]),
        ("sembilan belas tiga kapal", [(0, 2, 19), (2, 3, 3)]),
        ("12 ribu 13 ribu", [(0, 2, 12_000), (2, 4, 13_000)]),
        ("1234567890123456 ribu", [(1, 2, 1_000)]),
        ("123456789012345", []),
    ],
)
def test_what_does_not_belong_together_is_set_apart(text: str, found: list[tuple[int, int, int]]) -> None:
    """Words of other things, figures that stand alone, and numbers that follow one another."""
    assert numbers_in(words(text), ID) == found


@pytest.mark.parametrize(
    "word", ["ribu", "triliun", "ratus", "puluh", "belas", "satu", "9", "999999999999999"]
)
@pytest.mark.parametrize("other", ["ribu", "triliun", "ratus", "satu", "belas"])
def test_long_chains_cost_no_time(word: str, other: str) -> None:
    """Hostile repetition is read once from left to right, and gives no number that history has not."""
    chain = [word, other] * 10_000
    began = time.process_time()
    found = numbers_in(chain, ID)
    assert time.process_time() - began < 1
    assert all(0 <= value <= 10**15 for *_, value in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_numbers_larger_than_history_are_noise() -> None:
    """A thousand times a million millions and more; what comes behind is read again."""
    noise = ["sembilan", "ratus", "triliun"] * 2
    assert numbers_in([*noise, "kapal", "dua"], ID)[-1] == (7, 8, 2)
    assert (0, 6) not in [(start, end) for start, end, _ in numbers_in(noise, ID)]


def test_a_year_cut_off_by_noise_is_a_number() -> None:
    """The first half stands by itself."""
    assert numbers_in(["sembilan", "belas", "empat", *["triliun"] * 1100], ID)[0] == (0, 2, 19)


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("kedua", 2),
        ("pertama", 1),
        ("ke2", 2),
        ("ke20", 20),
        ("ke", None),
        ("kepala", None),
        ("dua", None),
        ("ke" + "9" * 5_000, 999_999_999),
    ],
)
def test_indonesian_ordinals(token: str, value: int | None) -> None:
    """In words and as figures; digits beyond nine are cut, not computed."""
    assert ordinal(token, ID) == value


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("second", 2),
        ("2nd", 2),
        ("21st", 21),
        ("3rd", 3),
        ("20th", 20),
        ("nd", None),
        ("and", None),
        ("2", None),
    ],
)
def test_english_ordinals(token: str, value: int | None) -> None:
    """In words and as figures."""
    assert ordinal(token, EN) == value
