"""What each language knows of dates: month names, templates and the words that members use.

A language is a file, ``facts/language/dates.CODE.yaml``; this module reads and checks it once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FALLBACK: Final = "en"
"""The language that stands in for one without a file."""

_SAMPLE: Final = dict.fromkeys(("day", "month", "year", "date", "start", "end", "number", "ordinal"), "1")


class DateLanguageError(LookupError):
    """A language has no file, or one that lacks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """How a language writes dates; every one is a ``str.format`` template, described in the files."""

    none: str
    day: str
    day_of_year: str
    month: str
    decade: str
    century: str
    before_era: str
    in_era: str
    about: str
    uncertain: str
    range: str
    long_range: str
    since: str
    until: str
    end_unknown: str
    start_unknown: str
    julian: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """The words around dates that a language uses in questions, in lower case; described in the files."""

    alone: tuple[str, ...]
    before_month: tuple[str, ...]
    before_year: tuple[str, ...]
    between_days: tuple[str, ...]
    ordinal_before: tuple[str, ...]
    ordinal_after: tuple[str, ...]
    decade: tuple[str, ...]
    century: tuple[str, ...]
    before_era: tuple[str, ...]
    before_era_short: tuple[str, ...]
    in_era: tuple[str, ...]
    counted: tuple[str, ...]
    numbered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLanguage:
    """One language's file, checked."""

    code: str
    months: tuple[tuple[str, ...], ...]
    """For each of the twelve months its proper name and the other spellings."""
    words: Templates
    thousands: str
    ordinals: Mapping[str, Any]
    reading: ReadingWords
    century_first: bool
    """Whether the word for century stands before its number."""
    century_words: Mapping[str, int]
    """Centuries counted in words: ``twentieth`` is 20."""

    def ordinal(self, number: int) -> str:
        """``number`` as an ordinal: "ke-20", "21st"."""
        by_two: Mapping[int, str] = self.ordinals.get("last_two", {})
        by_one: Mapping[int, str] = self.ordinals.get("last", {})
        template = by_two.get(number % 100) or by_one.get(number % 10) or self.ordinals["other"]
        return template.format(number=number)


@cache
def date_languages() -> frozenset[str]:
    """The codes of the languages that have a file."""
    names = [file.name for file in (files("facts") / "language").iterdir()]
    return frozenset(found[1] for name in names if (found := re.fullmatch(r"dates\.(\w+)\.yaml", name)))


def date_language(code: str) -> DateLanguage:
    """The language of ``code`` (a region, as in ``en-GB``, is passed over), else English."""
    primary = code.replace("_", "-").partition("-")[0].lower()
    return load(primary if primary in date_languages() else FALLBACK)


@cache
def load(code: str) -> DateLanguage:
    """Read and check the file of ``code``; the caller names only languages that exist.

    Raises:
        DateLanguageError: there is no such file, or something in it is missing or of the wrong kind.
    """
    if code not in date_languages():
        known = ", ".join(sorted(date_languages()))
        raise DateLanguageError(
            f"No file dates.{code}.yaml tells how {code!r} writes dates; there are {known}."
        )
    text = (files("facts") / "language" / f"dates.{code}.yaml").read_text(encoding="utf-8")
    return check(code, yaml.safe_load(text))


def check(code: str, data: Mapping[str, Any]) -> DateLanguage:
    """The language that ``data`` describe.

    Raises:
        DateLanguageError: something is missing or of the wrong kind; the message says what.
    """
    try:
        reading = dict(data["reading"])
        language = DateLanguage(
            code=code,
            months=tuple(_strings(names, "months") for names in data["months"]),
            words=Templates(**data["words"]),
            thousands=data["thousands"],
            ordinals=data["ordinals"],
            century_first=reading.pop("century_first"),
            century_words={name: int(number) for name, number in reading.pop("century_words").items()},
            reading=ReadingWords(**{key: _strings(value, key) for key, value in reading.items()}),
        )
        for template in fields(Templates):
            getattr(language.words, template.name).format(**_SAMPLE)
        for number in range(1, 32):
            language.ordinal(number)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise DateLanguageError(f"dates.{code}.yaml: {type(error).__name__}: {error}") from error
    if len(language.months) != 12:  # noqa: PLR2004 - months
        raise DateLanguageError(f"dates.{code}.yaml: {len(language.months)} months instead of 12.")
    return language


def _strings(value: object, key: str) -> tuple[str, ...]:
    """A list of strings; YAML turns an unquoted ``on`` or ``no`` into something else."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{key} is to be a list of words, each in quotes if YAML reads it as true or false.")
    return tuple(value)
