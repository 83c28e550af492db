"""Events of lists that others have put together, one JSON object a line, with the days that they give.

Three lists are known: ``events.jsonl`` (world history, agreed on by several calendars, with a grade),
``indonesia.jsonl`` (each event looked up, with a verdict and a note) and ``commemorations-id.jsonl`` (days of
remembrance, which have no year).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTS: Final = {"events": ("gist", "en"), "indonesia": ("en", "en"), "commemorations-id": ("text", "id")}
"""The key of the text in each list, and the language that it is in."""
DOUBTED: Final = frozenset({"contested", "unconfirmed"})
_DAY: Final = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)")


class ListError(Exception):
    """The lists are not there or not as they should be; its text says so in one sentence."""


class Date(NamedTuple):
    """A day as a list gives it, in whatever calendar it means; days of remembrance have no year."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year:05}-" if self.year < 0 else f"{self.year:04}-"
        return f"{year or '--'}{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a list."""

    origin: str
    """The name of the list."""
    text: str
    language: str
    day: Date
    days: frozenset[Date]
    """Every day that the list gives: its own, both ends of an interval, each of several."""
    grade: str
    """How sure the list is: A or B, or a verdict such as ``contested``."""
    note: str

    @property
    def doubted(self) -> bool:
        """Whether the list itself says that the day is not certain."""
        return self.grade in DOUBTED


def read(folder: Path) -> tuple[Event, ...]:
    """Every event of every list in ``folder``.

    Raises:
        ListError: a list is not there, or a line of it is no event.
    """
    return tuple(event for origin in LISTS for event in _read_list(folder, origin))


def _read_list(folder: Path, origin: str) -> Iterator[Event]:
    file = folder / f"{origin}.jsonl"
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise ListError(
            f"{file} cannot be read ({error.strerror}): say where the lists of events lie with "
            "make verify-dates REFERENCE=…"
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            yield _event(origin, json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ListError(
                f"{file}, line {number}, is no event ({error!r}): it needs month, day, year and a text."
            ) from error


def _event(origin: str, row: dict[str, Any]) -> Event:
    key, language = LISTS[origin]
    day = Date(row["year"], row["month"], row["day"])
    others = (Date(*map(int, found)) for found in _DAY.findall(row.get("edtf", "")))
    grade = row.get("grade") or row.get("verdict") or "listed"
    return Event(origin, row[key], language, day, frozenset({day, *others}), grade, row.get("note", ""))
