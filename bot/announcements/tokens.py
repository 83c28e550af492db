"""A line cut into words, with the names of options that are written before their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.announcements.vocabulary import options, plain, words
from bot.announcements.wish import TAGS, Option

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FILTERS: Final = frozenset((Option.PACK, *TAGS))
"""What a post can be about."""
BREAKS: Final = frozenset((",", ";"))
_WORD: Final = re.compile(r"[^\s,;]+|[,;]")
_EQUALS: Final = re.compile(r"\s*=\s*")
_NAME: Final = re.compile(r"(?P<name>[a-z]+)[=:](?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_QUOTES: Final = "\"'\u201c\u201d\u2018\u2019()\u00ab\u00bb"
_ABBREVIATED: Final = re.compile(r"[ap]\.m\.|pkl?\.|s\.d\.", re.IGNORECASE)
_LEADING: Final = 3
"""Words that announce what follows, at most."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word."""

    text: str
    option: Option | None = None
    """The option that it is the name of, when it was written as ``name=`` or ``name:``."""


def tokens(text: str) -> list[Token]:
    """The words of a line in their order."""
    found = []
    for word in _WORD.findall(_EQUALS.sub("=", text)):
        name = _NAME.fullmatch(word)
        option = options().get(name["name"].casefold()) if name else None
        if name is None or option is None:
            found.append(Token(_bare(word)))
            continue
        found += [Token(name["name"], Option(option)), Token(_bare(name["rest"]))]
    return [word for word in found if word.text]


def joined(said: Sequence[Token], at: int, length: int) -> str:
    """So many words from there on."""
    return " ".join(word.text for word in said[at : at + length])


def leading(said: Sequence[Token], at: int) -> tuple[int, Collection[Option]]:
    """How many words there announce what follows, and which options that may be: "soal", "time zone"."""
    for length in range(min(_LEADING, len(said) - at - 1), 0, -1):
        text = plain(joined(said, at, length))
        kinds = [kind for kind, phrases in words()["leading"].items() if text in phrases]
        if kinds:
            return length, FILTERS if "filter" in kinds else {Option(kind) for kind in kinds}
    return 0, ()


def _bare(word: str) -> str:
    """A word without quotes around it, and without what ends a sentence."""
    word = word.strip(_QUOTES)
    return word if _ABBREVIATED.fullmatch(word) else word.rstrip(".!?")
