"""Blocks as lines of a terminal: numbers in brackets to type, bold where colour is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Bullets, Heading, Span, Style, Text
from bot.plain import plain_block, plain_line

if TYPE_CHECKING:
    from bot.blocks import Block, Line

_BOLD: Final = "\033[1m"
_RESET: Final = "\033[0m"


def styled(block: Block, *, colour: bool) -> str:
    """One block; without ``colour`` not a single escape sequence."""
    match block:
        case Heading(text):
            return _line((Span(text, Style.BOLD),), colour=colour)
        case Text(spans):
            return _line(spans, colour=colour)
        case Bullets(items, first):
            marks = ["-" if first is None else f"[{first + at}]" for at in range(len(items))]
            lines = (_line(item, colour=colour) for item in items)
            return "\n".join(f"{mark} {line}" for mark, line in zip(marks, lines, strict=True))
        case _:
            return plain_block(block)


def _line(spans: Line, *, colour: bool) -> str:
    if not colour:
        return plain_line(spans)
    return "".join(
        f"{_BOLD}{plain_line((span,))}{_RESET}" if span.style is Style.BOLD else plain_line((span,))
        for span in spans
    )
