"""Entities: what Telegram finds in plain text by itself, and how offsets are counted.

Offsets and lengths are UTF-16 code units, as everywhere in the Bot API.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.servers.telegram.model import User

_OUTERMOST = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "text_link": 2, "text_mention": 2}

_TOKENS = re.compile(
    r"""
      (?P<url>https?://[^\s<>"]+[^\s<>".,;:!?)\]'»]|(?<![\w.@/-])(?:[a-z0-9-]+\.)+
              (?:com|org|net|info|edu|gov|io|me|id|nl|jp|uk|dev|app)\b(?:/[^\s<>"]*[^\s<>".,;:!?)\]'»])?(?!@))
    | (?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)
    | (?P<mention>(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w))
    | (?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))
    | (?P<hashtag>(?<!\w)\#\w*[^\W\d]\w*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LITERAL = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def covered(text: str, entity: Mapping[str, Any]) -> str:
    """The words under an entity."""
    return utf16_slice(text, entity["offset"], entity["length"])


def detected(text: str) -> list[dict[str, Any]]:
    """The addresses, mentions, commands and hashtags in a plain text, in order."""
    found = []
    for match in _TOKENS.finditer(text):
        start = match.start()
        offset = start if text.isascii() else utf16_length(text[:start])
        found.append({"type": match.lastgroup, "offset": offset, "length": utf16_length(match[0])})
    return found


def with_detected(text: str, given: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The given entities and the detected ones, save those within code, links and mentions."""
    kept = list(given)
    literal = [entity for entity in kept if entity["type"] in _LITERAL]
    free = (entity for entity in detected(text) if not any(_overlap(entity, other) for other in literal))
    return sorted([*kept, *free], key=_position)


def mentions(text: str, named: Mapping[str, User]) -> Iterator[dict[str, Any]]:
    """A mention of each user without a username, where their name stands in the text."""
    for name, user in named.items():
        start = text.index(name)
        yield {
            "type": "text_mention",
            "offset": utf16_length(text[:start]),
            "length": utf16_length(name),
            "user": user.as_json(),
        }


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


def _position(entity: Mapping[str, Any]) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _OUTERMOST.get(entity["type"], 3)
