"""Facts, shelves and announcements for the tests of what posts say."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from bot.announcements.announcement import Announcement
from bot.seam import Place
from bot.shelf import Shelf
from facts.dates import Calendar, HistoricalDate
from facts.fact import Certainty, DateKind, Fact, Pack, Slot, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOK: Final = Source("book", {"id": "Buku Sejarah", "en": "History Book"}, url={"id": "https://x.id/buku"})
SINCE: Final = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
_NONE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})


def fact(  # noqa: PLR0913  # one for each thing that a post shows
    name: str,
    when: str | None,
    *,
    kind: str = "event",
    calendar: Calendar = Calendar.GREGORIAN,
    certainty: Certainty = Certainty.SURE,
    text: dict[str, str] | None = None,
    note: dict[str, str] | None = None,
    asked: Mapping[str, tuple[str, ...]] = _NONE,
    answers: Mapping[Slot, Mapping[str, str]] | None = None,
    tags: Mapping[str, tuple[str, ...]] = _NONE,
    pack: str = "p",
    yearly: bool = False,
) -> Fact:
    """A fact that names its id."""
    return Fact(
        name,
        pack,
        text or {"id": f"Peristiwa {name}.", "en": f"Event {name}."},
        (BOOK,),
        None if when is None else HistoricalDate(when, calendar),
        DateKind(kind),
        certainty=certainty,
        note=note or {},
        asked=asked,
        answers=answers or {},
        tags=tags,
        yearly=yearly,
    )


def asked(name: str, year: int, **values: Any) -> Fact:
    """A fact that is asked about by its year, in both languages."""
    questions = {"id": (f"Kapan {name} terjadi?",), "en": (f"When did {name} happen?",)}
    return fact(name, str(year), asked=questions, **values)


def shelf(*facts: Fact) -> Shelf:
    """A shelf with those facts, in a pack each that they name."""
    names = dict.fromkeys(one.pack for one in facts)
    return Shelf(
        lambda: tuple(
            Pack(
                name,
                {"id": name},
                None,
                MappingProxyType({}),
                (),
                tuple(one for one in facts if one.pack == name),
                f"{name}.yaml",
            )
            for name in names
        )
    )


def announcement(number: int = 7, **values: Any) -> Announcement:
    """An announcement of every day at seven."""
    return Announcement(id=number, place=Place("test", "group", "chat"), since=SINCE, **values)
