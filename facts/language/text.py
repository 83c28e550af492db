"""Text to words: the one normalisation that facts and questions share.

Case, width, marks and apostrophes are folded, so that ``Katō``, ``KATO`` and ``kato`` are one word;
thousands separators are taken out of numbers (``7.000`` and ``7,000`` are ``7000``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_QUESTION: Final = 2_000
"""Characters of a question that are read; the rest is noise, and normalising is quadratic at worst."""

_WORD: Final = re.compile(r"(?:[^\W_]|[\u3099\u309a])+")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,\u00a0\u202f])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d)")
_SET_APART: Final = re.compile("[\u00a0\u202f]")
"""Spaces that keep a number together; folding makes plain ones of them."""
_ENDINGS: Final = re.compile(r"(?<=\w)'(?:s|d|m|ll|re|ve)\b")
"""Possessives and contractions; what is left of "I'd" must not be taken for a word of its own."""
_APOSTROPHES: Final = str.maketrans(
    {**dict.fromkeys("\u2019\u2018\u02bc\u02bb\u0060\u00b4\u1fef\u1ffd\uff07\uff40", "'"), "\u0149": "'n"}
)
_NOISE: Final = re.compile(
    r"https?://\S+|www\.\S+"  # addresses
    r"|<a?:(\w+):\d+>|<[@#][!&]?\d+>"  # Discord emoji and mentions
    r"|</?[a-zA-Z][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,6});"  # HTML
    r"|(?<!\w)@\w+"  # Telegram mentions
    r"|:[a-z_]{2,32}:"  # emoji by name
)
_NOISE_MARKS: Final = (":", "<", "@", "&", "www.")
"""Without one of these nothing is noise."""


def _invisible() -> str:
    """Marks and invisible characters as the inside of a character class.

    The sound marks of Japanese (U+3099, U+309A) are left out: they make other letters, as in ベ and ヘ.
    """
    gone = [
        code
        for code in (*range(0x80, 0x10000), *range(0xE0000, 0xE0200))
        if unicodedata.category(chr(code)) in {"Mn", "Cf"} and code not in {0x3099, 0x309A}
    ]
    runs: list[list[int]] = []
    for code in gone:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs)


_INVISIBLE: Final = re.compile(f"[{_invisible()}]+")


def _joined_number(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match.group())


def fold(text: str) -> str:
    """Lower case without marks, widths, or invisible characters; apostrophes made one.

    Linear for texts of bounded length; bound the length before, since canonical reordering of combining
    marks is quadratic.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return _INVISIBLE.sub("", unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold())


def words(text: str) -> list[str]:
    """The words and numbers of a text in order, folded."""
    if not text.isascii() and _SET_APART.search(text):
        text = _THOUSANDS.sub(_joined_number, text)
    text = fold(text)
    if "'" in text:
        text = _ENDINGS.sub("", text).replace("'", "")
    if "." in text or "," in text:
        text = _THOUSANDS.sub(_joined_number, text)
    return _WORD.findall(text)


def plain(question: str) -> str:
    """A question without mentions, emoji names, markup and addresses, bounded in length."""
    question = question[: 4 * MAX_QUESTION]
    if not question.isascii():
        # Invisible characters may stand inside a mention or tag and would keep it from being seen.
        question = _INVISIBLE.sub("", question)
    question = question[:MAX_QUESTION]
    if any(mark in question for mark in _NOISE_MARKS):
        question = _NOISE.sub(" ", question)
    if not question.isascii():
        # Some characters fold to eighteen; what is read is bounded after folding too.
        while len(fold(question)) > 2 * MAX_QUESTION:
            question = question[: len(question) // 2]
    return question
