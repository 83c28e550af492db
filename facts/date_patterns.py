"""The pattern that finds dates in questions, put together from the words of the languages.

Every repetition in it is bounded, and it is tried only where a word begins: the time it takes grows with the
length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from facts.date_language import DateLanguage, date_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DAY: Final = r"3[01]|[12][0-9]|0?[1-9]"
_ROMAN: Final = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split()  # noqa: SIM905
)
_NOT_GLUED: Final = r"(?<![\w$€£#])(?<![0-9][.,])"
"""Where a date may begin: not inside a word, a number with separators or a sum of money."""


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """The compiled pattern, and what the words that it finds mean."""

    pattern: re.Pattern[str]
    """Its outermost groups are ``day_month``, ``month_day``, ``month_year``, ``iso``, ``numeric``,
    ``century``, ``decade``, ``count``, ``named_year``, ``bare_year`` and ``month``."""
    months: Mapping[str, int]
    centuries: Mapping[str, int]
    """Roman numerals and words; digits are read as they are."""
    before_era: frozenset[str]
    before_era_short: frozenset[str]


@lru_cache(maxsize=32)
def date_patterns(codes: tuple[str, ...]) -> DatePatterns:
    """The pattern for these languages; a word that two of them use belongs to the one named first."""
    languages = [date_language(code) for code in codes]
    months: dict[str, int] = {}
    centuries = {numeral: number for number, numeral in enumerate(_ROMAN, 1)}
    for language in languages:
        for number, names in enumerate(language.months, 1):
            for name in names:
                months.setdefault(name.lower(), number)
        for name, number in language.century_words.items():
            centuries.setdefault(name, number)
    return DatePatterns(
        pattern=re.compile(_NOT_GLUED + "(?:" + "|".join(_alternatives(languages, months)) + ")"),
        months=months,
        centuries=centuries,
        before_era=frozenset(word for language in languages for word in language.reading.before_era),
        before_era_short=frozenset(
            word for language in languages for word in language.reading.before_era_short
        ),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern of one of the words, the longest first; of nothing at all when there are none."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) or r"(?!)"


def _alternatives(languages: list[DateLanguage], months: Iterable[str]) -> list[str]:
    """The forms of a date, the most telling first, each in a group of its own name."""

    def words(kind: str) -> str:
        return _any(word for language in languages for word in getattr(language.reading, kind))

    def century_words(*, first: bool) -> str:
        chosen = [language for language in languages if language.century_first is first]
        return _any(word for language in chosen for word in language.reading.century)

    end = r"(?!\w)"
    month = rf"(?:{_any(months)})(?![^\W\d_])"
    ordinal = rf"(?:{words('ordinal_after')})?"
    of_month = rf"(?:(?:{words('before_month')})\s{{1,3}})?"
    of_year = rf"(?:(?:{words('before_year')}|{words('before_month')})\s{{1,3}})?"
    era = rf"(?:{words('before_era')}|{words('before_era_short')}|{words('in_era')}){end}"
    century = _any([*_ROMAN, *(word for language in languages for word in language.century_words)])
    not_counted = rf"(?!\s{{0,3}}(?:(?:{words('counted')}){end}|[%°]))"

    def year(name: str) -> str:
        # One or two digits are a year only where the era says so; 1,399 and 19:45 are none.
        digits = rf"(?P<{name}_y>[1-9][0-9]{{2,3}}|[0-9]{{1,4}}(?=\s{{0,3}}{era}))(?![0-9]|[.,:][0-9])"
        return rf"{digits}(?:\s{{0,3}}(?P<{name}_era>{era})|{end})"

    between = rf"\s{{0,3}}(?:[-\u2013\u2014]|(?:{words('between_days')}){end})\s{{0,3}}"
    forms = {
        "day_month": rf"(?:(?P<from>{_DAY}){ordinal}{between})?(?P<dm_d>{_DAY})(?![0-9]){ordinal}"
        rf"[\s.-]{{0,3}}{of_month}(?P<dm_m>{month})(?:[\s.,-]{{0,3}}{of_year}{year('dm')})?",
        "month_day": rf"{of_month}(?P<md_m>{month})[\s.]{{0,3}}(?P<md_d>{_DAY})"
        rf"(?![0-9]|[.,][0-9]{{3}}(?![0-9])){ordinal}{end}{not_counted}(?:[\s.,]{{0,3}}{of_year}{year('md')})?",
        "month_year": rf"{of_month}(?P<my_m>{month})[\s.,-]{{0,3}}{of_year}{year('my')}",
        "iso": rf"(?P<i_y>[0-9]{{4}})(?:-(?P<i_m>0[1-9]|1[0-2])|(?P<i_s>[-/])(?P<i_m2>0[1-9]|1[0-2])(?P=i_s)"
        rf"(?P<i_d>0[1-9]|[12][0-9]|3[01])){end}(?![-/.][0-9])",
        "numeric": rf"(?P<n_1>[0-9]{{1,2}})(?P<n_s>[/.-])(?P<n_2>[0-9]{{1,2}})(?P=n_s)"
        rf"(?P<n_y>[0-9]{{4}}|[0-9]{{2}}){end}(?![-/.][0-9])",
        "century": rf"(?:(?:{century_words(first=True)})\s{{1,3}}(?:{words('ordinal_before')})?"
        rf"(?P<c_a>[0-9]{{1,2}}|{century})"
        rf"|(?:(?P<c_b>[0-9]{{1,2}})(?:{words('ordinal_after')})|(?P<c_c>{century}))[\s-]{{1,3}}"
        rf"(?:{century_words(first=False)})){end}(?:\s{{0,3}}(?P<c_era>{era}))?",
        "decade": rf"(?:(?:{words('before_year')})\s{{1,3}})?(?P<d_y>[1-9][0-9]{{2}}0)"
        rf"(?:{words('decade')}){end}{not_counted}",
        "count": rf"(?:{words('numbered')})\s{{0,3}}[0-9]{{3,}}(?![0-9])",
        "named_year": rf"(?:{words('before_year')})\s{{0,3}}{year('ny')}",
        "bare_year": rf"{year('by')}(?!(?:{words('decade')}){end}){not_counted}",
        "month": rf"(?:(?:{words('before_month')})\s{{1,3}}(?P<m_b>{month})|(?P<m_m>{words('alone')}){end})",
    }
    return [rf"(?P<{name}>{form})" for name, form in forms.items()]
