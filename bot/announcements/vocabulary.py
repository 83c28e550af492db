"""The words by which members say what an announcement is to be; they stand in ``words.yaml``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LIKE: Final = str.maketrans("\u2019\u2018\u02bc`\u2010\u2011\u2013\u2014", "''''----")
"""Apostrophes and dashes as keyboards have them."""


@cache
def words() -> Mapping[str, Any]:
    """All that stands in the file."""
    read: Mapping[str, Any] = yaml.safe_load(
        files("bot.announcements").joinpath("words.yaml").read_text("utf-8")
    )
    return read


@cache
def options() -> Mapping[str, str]:
    """The option that each name before ``=`` or ``:`` stands for."""
    return {name: option for option, names in words()["options"].items() for name in names}


@cache
def named(table: str) -> Mapping[str, str]:
    """What each phrase of a table of lists stands for."""
    return {phrase: meaning for meaning, phrases in words()[table].items() for phrase in phrases}


def plain(text: str) -> str:
    """``text`` as the file has it: lower case, without accents, one space between words."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIKE).casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of them, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
