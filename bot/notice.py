"""A sentence or two for the one who asked, and their own words quoted safely in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Audience, Reply, Span, Style, Text
from bot.plain import clean
from bot.telling import shorten

if TYPE_CHECKING:
    from bot.blocks import Action

ECHO: Final = 40
"""Characters of a member's own words in a reply."""


def notice(*lines: str, actions: tuple[Action, ...] = (), replaces: bool = False) -> Reply:
    """The lines, seen by nobody but the one who asked."""
    return Reply(tuple(map(paragraph, lines)), actions, Audience.ASKER, replaces)


def paragraph(text: str, style: Style = Style.PLAIN) -> Text:
    """``text`` as a block of its own."""
    return Text((Span(text, style),))


def echo(words: str) -> str:
    """A member's own words, on one line and cut short."""
    return shorten(clean(words), ECHO)
