"""What is wrong with a text that is not a date, said so that an author can mend it.

Consulted only after reading has failed, so it may be slow; it must be right.  Knows the forms of EDTF that
are refused (level 2, seasons, times of day) and the slips that people make.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MAX_LENGTH: Final = 40
"""Longest text read as a date, in characters; the longest valid interval has 29."""

_LEVEL_2: Final = "Babad reads EDTF levels 0 and 1 only; choose a less exact date or an interval."


class DateError(ValueError):
    """A text that is not a date Babad can hold.

    Attributes:
        text: what was to be read, cut to a printable length.
        problem: what is wrong, one sentence.
        hint: what to write instead, one sentence or more.
    """

    def __init__(self, text: str, problem: str, hint: str) -> None:
        self.text = text if len(text) <= MAX_LENGTH else text[:MAX_LENGTH] + "…"
        self.problem = problem
        self.hint = hint
        super().__init__(self.text, problem, hint)

    def __str__(self) -> str:
        return f"“{self.text}” is not a date: {self.problem} {self.hint}"


class _Slip(NamedTuple):
    """A common mistake; ``hint`` may refer to the groups of ``pattern``."""

    pattern: re.Pattern[str]
    problem: str
    hint: str


def _slip(pattern: str, problem: str, hint: str) -> _Slip:
    return _Slip(re.compile(pattern), problem, hint)


# The first that is found wins, so the particular stands before the general.
_SLIPS: Final = (
    _slip(r"\A()\Z", "It is empty.", "Leave the date out when it is unknown."),
    _slip(r"(\s)", "It has a space in it.", "Write it without spaces, as 1918-01-12."),
    _slip(
        r"([\u2013\u2014\u2212])",
        "It has a dash that is not a hyphen.",
        "Write - within a date and / in an interval.",
    ),
    _slip(r"([^\x21-\x7e])", "It has a character outside ASCII.", "Write with 0-9, -, / and X ~ ? % only."),
    _slip(
        r"(T[0-9]|:)",
        "It has a time of day, and a fact has no clock.",
        "Write the day alone and put the hour into the sentence.",
    ),
    _slip(
        r"\A([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\Z",
        "The year comes first in EDTF.",
        r"Write year-month-day: \3-MM-DD.",
    ),
    _slip(
        r"(/.*/)", "It has more than one slash.", "An interval is start/end; a date is written 1918-01-12."
    ),
    _slip(r"\A(-)0000", "There is no year minus zero.", "1 BCE is 0000, 2 BCE is -0001."),
    _slip(
        r"([\[\]{},]|[0-9]\.\.|\.\.[0-9])",
        "It is a set of dates, which is EDTF level 2.",
        "Write an interval as start/end, open as 1922/.. or ../1922.",
    ),
    _slip(r"\A(\.\.)\Z", "It has two dots and no date.", "Write an open interval as 1922/.. or ../1922."),
    _slip(r"([SEe][0-9])", "It has an exponent or a precision, which is EDTF level 2.", _LEVEL_2),
    _slip(
        r"([~?%]{2})",
        "It has two marks of doubt together.",
        "Write ~ for about, ? for uncertain and % for both.",
    ),
    _slip(r"([~?%].)", "It marks a part of the date as doubtful, which is EDTF level 2.", "Mark its end."),
    _slip(r"(x)", "It has a small x.", "Write unknown digits as a capital X, as in 191X."),
    _slip(r"\A-?[0-9]{2}([0-9X]X)-", "It has a month in a year that is not known.", "Write the year alone."),
    _slip(
        r"\A-?[0-9X]*(X[0-9]|XXX)|X-[0-9]|-[0-9]X|-X[0-9]",
        "Its X do not stand at the right, which is EDTF level 2.",
        "Write 191X, 19XX, 1918-XX, 1918-02-XX or 1918-XX-XX.",
    ),
    _slip(r"\A\+(.*)", "Only a year before 0000 has a sign.", r"Write \1."),
    _slip(
        r"\A([0-9]{3})\Z",
        "It has three digits and a year has four.",
        r"Write \1X for a decade, or 0\1 for the year \1.",
    ),
    _slip(
        r"\A([0-9]{2})\Z",
        "It has two digits and a year has four.",
        r"Write \1XX for a century, or 00\1 for the year \1.",
    ),
    _slip(r"\A([0-9])\Z", "It has one digit and a year has four.", r"Write 000\1 for the year \1."),
    _slip(
        r"\A-([0-9]{1,3})(?![0-9])",
        "A year has four digits.",
        "Write 44 BCE as -0043: the year before 1 CE is 0000.",
    ),
    _slip(
        r"\A(Y-?[0-9]{1,4}|Y-?0[0-9]*)\Z",
        "Y begins a year of more than four digits.",
        "Write 1918 plainly, and 17001 BCE as Y-17000.",
    ),
    _slip(
        r"\A(-?[1-9][0-9]{4,10})\Z",
        "It has more than four digits.",
        r"Write Y\1 for so far a year, or 1918-01-12 with hyphens.",
    ),
    _slip(r"\A(Y-?[0-9]{5,10}-)", "A year of more than four digits has no month.", "Write the year alone."),
    _slip(
        r"\A(-?[0-9]{4})-[0-9]{1,2}(?:-[0-9]{1,2})?\Z",
        "Its month or its day has one digit.",
        r"Write both with two digits, as in \1-01-09.",
    ),
    _slip(
        r"(?i)(unknown|open|now)",
        "It has a word in it.",
        "An interval without end is 1922/..; one whose end is unknown is 1922/.",
    ),
    _slip(r"([A-WZ])", "It has a word in it.", "Write 12 January 1918 as 1918-01-12."),
)
_OTHERWISE: Final = _slip("", "It does not follow EDTF.", "Write 1918, 1918-01, 1918-01-12 or start/end.")


def explain(text: str) -> DateError:
    """The error for a ``text`` that does not have the form of a date, or of one end of an interval."""
    if len(text) > MAX_LENGTH:
        return DateError(text, f"It is longer than {MAX_LENGTH} characters.", "Write one date or start/end.")
    for slip in _SLIPS:
        if found := slip.pattern.search(text):
            return DateError(text, slip.problem, found.expand(slip.hint))
    return DateError(text, _OTHERWISE.problem, _OTHERWISE.hint)


def explain_month(text: str, month: int) -> DateError:
    """The error for a ``text`` whose ``month`` is not from 1 to 12."""
    if 21 <= month <= 24:  # noqa: PLR2004 - EDTF's codes of the seasons
        return DateError(
            text,
            f"Month {month} stands for a season, which falls in different months north and south.",
            "Name the months that are meant, as in 1918-06/1918-08.",
        )
    if 25 <= month <= 41:  # noqa: PLR2004 - EDTF's codes of quarters and the like
        return DateError(text, f"Month {month} stands for a part of a year, which is EDTF level 2.", _LEVEL_2)
    return DateError(text, f"There is no month {month:02}.", "Write the month as 01 to 12.")
