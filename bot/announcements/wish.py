"""What a member wants an announcement to be: options with their values, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Option(StrEnum):
    """What can be chosen; its value is the name of the command's parameter and part of a button."""

    TIME = "time"
    """``07:00``"""
    ZONE = "zone"
    """The name of a time zone; empty follows the community's."""
    DAYS = "days"
    """Digits, Monday being 0: ``01234``."""
    STYLE = "style"
    QUESTION = "question"
    """Hours until the answer; 0 for none."""
    LANGUAGE = "language"
    """Codes, parted by commas; empty leaves it to the community."""
    PACK = "pack"
    """Ids, parted by commas."""
    ERA = "era"
    """Tags, parted by commas, as of the next two."""
    REGION = "region"
    THEME = "theme"


TAGS: Final = (Option.ERA, Option.REGION, Option.THEME)
"""The groups of tags, named as in packs."""
SINGLE: Final = frozenset((Option.TIME, Option.ZONE, Option.STYLE, Option.QUESTION))
"""Options of which there is one value; of the others all that is said counts."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A value of an option."""

    option: Option
    value: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that were not understood, or that may mean several things."""

    words: str
    meanings: tuple[Meaning, ...] = ()
    """What may be meant."""
    option: Option | None = None
    """What the words were given for, when that was said."""
    known: bool = False
    """The words were understood, in several ways; else the meanings are only like them."""
    subject: bool = False
    """They were to say what posts are about: a pack, an era, a region or a theme."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was read."""

    meanings: tuple[Meaning, ...] = ()
    doubts: tuple[Doubt, ...] = ()
