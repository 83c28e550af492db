"""A reply as plain text: the fallback of every block, and the only way that text reaches a terminal.

Also strips what could act on the reader's screen; knows no platform and no language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never

from bot.blocks import Bullets, Citation, File, Heading, Image, Quiz, Sources, Text

if TYPE_CHECKING:
    from bot.blocks import Action, Block, Line, Reply

# Control characters drive terminals; directional overrides make a text read as another.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS: Final = frozenset("\t\n\r\v\f\x85\u2028\u2029")
_SURROGATES: Final = range(0xD800, 0xE000)


def clean(text: str) -> str:
    """``text`` without control characters, line breaks as spaces, and lone surrogates replaced."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_safe, text)


def _safe(match: re.Match[str]) -> str:
    char = match[0]
    if char in _BREAKS:
        return " "
    return "\ufffd" if ord(char) in _SURROGATES else ""


def plain(reply: Reply) -> str:
    """The whole reply as text, a line or more for each block; actions are the platform's to show."""
    return "\n".join(plain_block(block) for block in reply.blocks)


def plain_block(block: Block) -> str:  # noqa: PLR0911  # one for each block
    """One block as its documented fallback."""
    match block:
        case Text(spans):
            return plain_line(spans)
        case Heading(text):
            return clean(text)
        case Bullets(items, first):
            return "\n".join(f"{marker(first, at)} {plain_line(item)}" for at, item in enumerate(items))
        case Sources(label, items):
            return f"{clean(label)}: " + "; ".join(plain_citation(item) for item in items)
        case Image(_, alt, caption):
            return clean(" ".join(filter(None, (alt, caption))))
        case Quiz(question, options):
            return "\n".join(
                (clean(question), *(f"{at}. {clean(text)}" for at, text in enumerate(options, 1)))
            )
        case File(name, _, description):
            return clean(": ".join(filter(None, (name, description))))
        case _:  # pragma: no cover
            assert_never(block)


def marker(first: int | None, at: int) -> str:
    """What stands before the item at index ``at`` of a list."""
    return "-" if first is None else f"{first + at}."


def plain_line(spans: Line) -> str:
    """Spans in a row, addresses in brackets."""
    return "".join(clean(f"{span.text} ({span.url})" if span.url else span.text) for span in spans)


def plain_citation(item: Citation) -> str:
    """One source: its title, then its address in brackets."""
    return clean(f"{item.title} ({item.url})" if item.url else item.title)


def plain_action(action: Action) -> str:
    """An action as the command that does the same."""
    verb, _, argument = action.action.partition(":")
    return f"{clean(action.label)}: /{verb} {argument}".rstrip()
