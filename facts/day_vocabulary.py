"""The words for days, and for what they can be narrowed to, in every language at once.

They stand in ``language/days.CODE.yaml``, names of months in ``language/dates.CODE.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from facts.date_language import date_language, date_languages
from facts.pack_model import ERAS, REGIONS, THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TAGS: Final = {"era": ERAS, "region": REGIONS, "theme": THEMES}
"""The closed list of every group of tags."""
TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_APOSTROPHES: Final = str.maketrans("", "", "'`\u2018\u2019\u02bc")
_SHORTEST: Final = 4
"""Letters from which a word may be told to somebody who misspelt it; shorter ones are abbreviations."""


@dataclass(frozen=True, slots=True)
class DayVocabulary:
    """The words of every language, lower case, without hyphens and apostrophes."""

    months: Mapping[str, int]
    from_today: Mapping[str, int]
    passed_over: frozenset[str]
    weekdays: Mapping[str, int]
    """By their number in the week, Monday being 1."""
    beside_weekday: frozenset[str]
    next_weekday: frozenset[str]
    last_weekday: frozenset[str]
    weeks: frozenset[str]
    before_era: frozenset[str]
    in_era: frozenset[str]
    groups: Mapping[str, str]
    """What a kind of filter is called, and which one it is."""
    between_filters: frozenset[str]
    tags: Mapping[str, Mapping[str, str]]
    """For each group of tags the tag that each phrase stands for."""

    def knows(self, word: str) -> bool:
        """Whether the word has some meaning beside a day."""
        around = (self.passed_over, self.beside_weekday, self.next_weekday, self.last_weekday, self.in_era)
        return word in self.months or word in self.weekdays or any(word in words for words in around)

    @property
    def teachable(self) -> Iterator[str]:
        """Words that a misspelt one may have been meant for."""
        phrases = (
            *self.months,
            *self.weekdays,
            *self.from_today,
            *(p for g in self.tags.values() for p in g),
        )
        return (phrase for phrase in phrases if " " not in phrase and len(phrase) >= _SHORTEST)


def plain(text: str) -> str:
    """``text`` as the vocabulary has it; hyphens are kept, for they part figures."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES).strip()


@cache
def vocabulary() -> DayVocabulary:
    """All that is known."""
    codes = sorted(date_languages())
    dates = [date_language(code) for code in codes]
    days = [_read(code) for code in codes]
    eras = (word for one in dates for word in (*one.reading.before_era, *one.reading.before_era_short))
    return DayVocabulary(
        months={
            name.casefold(): number
            for one in dates
            for number, names in enumerate(one.months, 1)
            for name in names
        },
        from_today=_numbers(days, "from_today"),
        passed_over=_words(days, "passed_over").union(*(one.reading.ordinal_after for one in dates)),
        weekdays=_numbers(days, "weekdays"),
        beside_weekday=_words(days, "beside_weekday"),
        next_weekday=_words(days, "next_weekday"),
        last_weekday=_words(days, "last_weekday"),
        weeks=_words(days, "weeks"),
        before_era=frozenset(map(_joined, eras)),
        in_era=frozenset(_joined(word) for one in dates for word in one.reading.in_era),
        groups={
            word: group for one in days for group, words in one.get("groups", {}).items() for word in words
        },
        between_filters=_words(days, "between_filters"),
        tags={group: _phrases(days, group) for group in TAGS},
    )


def _phrases(days: Sequence[Mapping[str, Any]], group: str) -> Mapping[str, str]:
    found = {tag.replace("-", " "): tag for tag in TAGS[group]}
    for one in days:
        for tag, phrases in one.get("tags", {}).get(group, {}).items():
            found |= dict.fromkeys(phrases, tag)
    return found


def _read(code: str) -> Mapping[str, Any]:
    """The file of a language; one that has none names days by date only."""
    file = files("facts") / "language" / f"days.{code}.yaml"
    # Every value as text: YAML would make true of "on".
    return yaml.load(file.read_bytes(), Loader=yaml.BaseLoader) if file.is_file() else {}  # noqa: S506


def _words(days: Sequence[Mapping[str, Any]], key: str) -> frozenset[str]:
    return frozenset(word for one in days for word in one.get(key, ()))


def _numbers(days: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, int]:
    return {word: int(number) for one in days for word, number in one.get(key, {}).items()}


def _joined(phrase: str) -> str:
    return " ".join(TOKEN.findall(phrase))
