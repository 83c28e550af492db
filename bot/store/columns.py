"""The two kinds of values that need care on their way to a database: instants and text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, String
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Instant(TypeDecorator[datetime]):
    """A moment, in UTC to the microsecond.

    Raises:
        ValueError: the moment has no time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, on its way in."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone: instants are stored with theirs.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, on its way out: SQLite knows no zones, PostgreSQL uses the session's."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Name(TypeDecorator[str]):
    """An id, a key or a short word: stored as it is or not at all, since others compare with it.

    ``what`` names it in errors; ``length`` is in characters.

    Raises:
        ValueError: it is too long, or holds characters that not every database can keep.
    """

    impl = String
    cache_ok = True

    def __init__(self, what: str, length: int) -> None:
        super().__init__(length)
        self.what = what
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text, on its way in."""
        del dialect
        if value is None:
            return None
        if value != _storable(value):
            raise ValueError(f"The {self.what} {value!r:.80} holds a character that cannot be stored.")
        return _within(value, self.what, self.length)


class Prose(Name):
    """What people or programs wrote at length: characters that cannot be stored are left out.

    Raises:
        ValueError: it is too long.
    """

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text, on its way in."""
        del dialect
        return None if value is None else _within(_storable(value), self.what, self.length)


def _storable(text: str) -> str:
    # PostgreSQL has no NUL, and halves of surrogate pairs are no UTF-8.
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _within(text: str, what: str, length: int) -> str:
    if len(text) > length:
        raise ValueError(f"The {what} has {len(text)} characters; at most {length} can be stored.")
    return text
