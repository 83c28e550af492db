"""Blocks as lines of a terminal: numbers in brackets to type, bold where colour is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Bullets, Heading, Span, Style, Text
from bot.plain import clean, plain_block, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Action, Block, Line, Reply

_BOLD: Final = "\033[1m"
_RESET: Final = "\033[0m"


def menu(page: Reply, *, listed_only: bool) -> dict[str, Action]:
    """What numbers choose under a page; ``listed_only`` those that stand in its text, and no buttons."""
    offered = {str(number): action for number, action in enumerate(page.actions, 1)}
    # Actions named by their number alone stand in the list above, with the same number.
    return {number: one for number, one in offered.items() if not listed_only or one.label == number}


def lines(page: Reply, *, colour: bool) -> Iterator[str]:
    """The blocks of a page, then in one line the buttons that stand in none of them."""
    yield from (styled(block, colour=colour) for block in page.blocks)
    offered = menu(page, listed_only=False).items()
    if buttons := [f"[{number}] {clean(one.label)}" for number, one in offered if one.label != number]:
        yield "  ".join(buttons)


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
