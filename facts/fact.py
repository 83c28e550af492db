"""The values a pack holds: facts and what they are made of.  Frozen; no reading, no matching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from facts.dates import HistoricalDate

Localized = Mapping[str, str]
"""One text by language code (``id``, ``en``, …)."""

EMPTY: Final[Mapping[str, str]] = MappingProxyType({})


def _empty() -> Localized:
    return EMPTY


class Certainty(StrEnum):
    """How far a fact may be trusted; all but ``SURE`` come with a note."""

    SURE = "sure"
    SOURCE_SAYS = "source_says"
    DISPUTED = "disputed"


class DateKind(StrEnum):
    """What the date of a fact is the date of."""

    EVENT = "event"
    PERIOD = "period"
    BIRTH = "birth"
    DEATH = "death"
    COMMEMORATION = "commemoration"
    DEADLINE = "deadline"


class Slot(StrEnum):
    """The kinds of question to which a fact may hold a short answer (``when`` follows from its date)."""

    WHO = "who"
    WHAT = "what"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    HOW_MANY = "how_many"


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    PLACE = "place"
    SHIP = "ship"
    BODY = "body"
    EVENT = "event"
    WORK = "work"
    PEOPLE = "people"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Source:
    """A work that supports a fact."""

    id: str
    title: Localized
    author: str | None = None
    publisher: str | None = None
    year: str | None = None
    url: Localized = field(default_factory=_empty)
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place, ship or body with the spellings that members may use."""

    id: str
    kind: NameKind
    name: Localized
    also: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    """Latitude and longitude in degrees, for places."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling once, the proper ones first."""
        return tuple(dict.fromkeys((*self.name.values(), *self.also)))


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the past that a source supports."""

    id: str
    pack: str
    text: Localized
    sources: tuple[Source, ...]
    when: HistoricalDate | None = None
    kind: DateKind = DateKind.EVENT
    derived_from: str | None = None
    """How the date was reached when the source does not state it."""
    answers: Mapping[Slot, Localized] = field(default_factory=lambda: MappingProxyType({}))
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ref: tuple[int, ...] = ()
    certainty: Certainty = Certainty.SURE
    note: Localized = field(default_factory=_empty)
    yearly: bool = False
    """Whether it is told every year on its day, before whatever else happened on it."""

    def in_language(self, language: str) -> str:
        """The statement in ``language``, else in the first language that it has."""
        return self.text.get(language) or next(iter(self.text.values()))


@dataclass(frozen=True, slots=True)
class Pack:
    """A named set of facts with its sources and names, as read from one file."""

    id: str
    title: Localized
    license: str | None
    sources: Mapping[str, Source]
    names: tuple[Name, ...]
    facts: tuple[Fact, ...]
    origin: str
    """The file it was read from, for messages."""
