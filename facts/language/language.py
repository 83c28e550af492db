"""One language's matching data, read from its file beside this module."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import Stemmer
import yaml

from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_V = TypeVar("_V")
# libyaml's reader takes a tenth of the time; not every build of the library has it.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_REMEMBERED: Final = 8_192
"""Words whose stems are at hand."""
_NOT_A_LANGUAGE: Final = ("dates.", "concepts.", "days.")


class Phrases(Generic[_V]):
    """Phrases of folded words with a value each, found longest first in a list of words."""

    def __init__(self, phrases: Iterable[tuple[str, _V]]) -> None:
        self._values: dict[tuple[str, ...], _V] = {}
        for phrase, value in phrases:
            key = tuple(words(phrase))
            if key:
                self._values.setdefault(key, value)
        self._longest: dict[str, int] = {}
        for key in self._values:
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def __len__(self) -> int:
        return len(self._values)

    def get(self, phrase: Sequence[str]) -> _V | None:
        """The value of exactly these words, or None."""
        return self._values.get(tuple(phrase))

    def items(self) -> Iterable[tuple[tuple[str, ...], _V]]:
        """Every phrase with its value."""
        return self._values.items()

    def find(self, tokens: Sequence[str]) -> list[tuple[int, int, _V]]:
        """Non-overlapping phrases from left to right as (start, end, value)."""
        found: list[tuple[int, int, _V]] = []
        if self._longest.keys().isdisjoint(tokens):
            return found
        free = 0
        for start, token in enumerate(tokens):
            longest = self._longest.get(token)
            if longest is None or start < free:
                continue
            for end in range(min(len(tokens), start + longest), start, -1):
                value = self._values.get(tuple(tokens[start:end]))
                if value is not None:
                    found.append((start, end, value))
                    free = end
                    break
        return found


@dataclass(frozen=True, slots=True)
class Language:
    """The data of one language; see the comments at the head of its file for what each list holds."""

    code: str
    stemmer: str
    stop_words: frozenset[str]
    semi_stop_words: frozenset[str]
    fillers: Phrases[bool]
    slang: Phrases[tuple[str, ...]]
    question_words: Phrases[str]
    answer_types: Phrases[str]
    answer_markers: Mapping[str, frozenset[str]]
    """By kind of question, words that stand beside an answer of this kind."""
    negation: frozenset[str]
    units: Mapping[str, int]
    teens: frozenset[str]
    """Words that add ten to the unit before them."""
    multipliers: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_prefixes: tuple[str, ...]
    ordinal_suffixes: tuple[str, ...]
    informal_beginnings: tuple[tuple[str, str], ...]
    informal_endings: tuple[tuple[str, str], ...]
    """How chat begins and ends words, and how the standard does."""
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    enclitics: tuple[str, ...]
    spelling_rules: tuple[tuple[str, str], ...]
    old_spelling: tuple[tuple[str, str], ...]
    """What older spellings write and what is written now, each applied to what came of the one before."""
    old_spelling_marks: tuple[str, ...]
    followup: Phrases[bool]
    pronouns: frozenset[str]
    counting: frozenset[str]
    """Every word of which numbers are made."""
    concepts: Mapping[str, tuple[tuple[str, ...], ...]]
    function_words: frozenset[str]
    """Every word by which the language of a question is told."""
    digest: str

    def stem(self, word: str) -> str:
        """The Snowball stem of a folded word."""
        return _stem(self.stemmer, word)


@cache
def _stemmer(name: str) -> Any:
    return Stemmer.Stemmer(name)


# The stemmer's own cache is asked at ten times the price, for it takes the word to bytes and back.
@lru_cache(_REMEMBERED)
def _stem(name: str, word: str) -> str:
    return str(_stemmer(name).stemWord(word))


def _folded(items: Iterable[str]) -> frozenset[str]:
    return frozenset(word for item in items for word in words(item))


def _numbers(table: Mapping[str, str]) -> dict[str, int]:
    # A fraction ("setengah") is no count to match digits by.
    return {"".join(words(key)): int(value) for key, value in table.items() if value.isdecimal()}


def _read(raw: bytes) -> Language:
    data: dict[str, Any] = yaml.load(raw, Loader=_LOADER)  # noqa: S506  # makes only text, lists and mappings
    affixes = data.get("affixes") or {}
    informal = data.get("informal") or {}
    numbers = data.get("numbers") or {}
    slang = Phrases(
        (key, tuple(words(value)))
        for key, value in (data.get("slang") or {}).items()
        # Folding takes a possessive off, which would leave "how" for "how's".
        if not key.endswith("'s")
    )
    question_words = Phrases(
        (phrase, kind) for kind, phrases in data["question_words"].items() for phrase in phrases
    )
    stop_words = _folded(data["stop_words"])
    fillers = Phrases((phrase, True) for phrase in data.get("fillers") or ())
    function_words = (
        stop_words
        | _folded(data["semi_stop_words"])
        | {word for key, _ in question_words.items() for word in key}
        | {key[0] for key, _ in slang.items() if len(key) == 1}
        | {key[0] for key, _ in fillers.items() if len(key) == 1}
    )
    units, teens = _numbers(numbers.get("units") or {}), _folded(numbers.get("teens") or ())
    multipliers = _numbers(numbers.get("multipliers") or {})
    return Language(
        code=data["language"],
        stemmer=data["stemmer"],
        stop_words=stop_words,
        semi_stop_words=_folded(data["semi_stop_words"]),
        fillers=fillers,
        slang=slang,
        question_words=question_words,
        answer_types=Phrases(
            (word, kind) for kind, kinds in (data.get("answer_types") or {}).items() for word in kinds
        ),
        answer_markers={kind: _folded(marks) for kind, marks in (data.get("answer_markers") or {}).items()},
        negation=_folded(data.get("negation") or ()),
        units=units,
        teens=teens,
        multipliers=multipliers,
        counting=frozenset({*units, *teens, *multipliers}),
        ordinals=_numbers(numbers.get("ordinals") or {}),
        ordinal_prefixes=tuple(data.get("ordinal_prefixes") or ()),
        ordinal_suffixes=tuple(data.get("ordinal_suffixes") or ()),
        informal_beginnings=tuple((a, b) for a, b in informal.get("beginnings") or ()),
        informal_endings=tuple((a, b) for a, b in informal.get("endings") or ()),
        prefixes=tuple(affixes.get("prefixes") or ()),
        suffixes=tuple(affixes.get("suffixes") or ()),
        enclitics=tuple(affixes.get("enclitics") or ()),
        spelling_rules=tuple((a, b) for a, b in data.get("spelling_rules") or ()),
        old_spelling=tuple((a, b) for a, b in data.get("old_spelling") or ()),
        old_spelling_marks=tuple(data.get("old_spelling_marks") or ()),
        followup=Phrases((phrase, True) for phrase in data.get("followup") or ()),
        pronouns=_folded(data.get("pronouns") or ()),
        concepts={
            key: tuple(filter(None, (tuple(words(phrase)) for phrase in phrases)))
            for key, phrases in (data.get("concepts") or {}).items()
        },
        function_words=function_words,
        digest=hashlib.blake2b(raw, digest_size=8).hexdigest(),
    )


@cache
def languages() -> Mapping[str, Language]:
    """Every language that has a data file, by code, in order of code."""
    found = (
        _read(entry.read_bytes())
        for entry in resources.files("facts.language").iterdir()
        if entry.name.endswith(".yaml") and not entry.name.startswith(_NOT_A_LANGUAGE)
    )
    return {language.code: language for language in sorted(found, key=lambda language: language.code)}


@cache
def related() -> Mapping[str, frozenset[str]]:
    """For each concept those that a member may use in its place: broader, narrower, or very near."""
    source = resources.files("facts.language").joinpath("concepts.yaml")
    clusters: list[list[str]] = yaml.load(source.read_bytes(), Loader=_LOADER)["related"]  # noqa: S506  # as above
    result: dict[str, set[str]] = {}
    for cluster in clusters:
        for key in cluster:
            result.setdefault(key, set()).update(other for other in cluster if other != key)
    return {key: frozenset(others) for key, others in result.items()}
