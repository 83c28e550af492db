"""Blocks as the text of one message: HTML for Telegram, and the same in plain words for when that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adapters.telegram.markup import Run, link, quieted, runs, to_html
from bot.blocks import Bullets, Heading, Sources, Style, Text
from bot.plain import clean, plain_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks import Block

EMPTY: Final = "…"
"""A message needs a text."""
_BULLET: Final = "•"


def as_html(blocks: Sequence[Block]) -> str:
    """The blocks as Telegram's HTML."""
    return to_html(_text(blocks))


def as_plain(blocks: Sequence[Block]) -> str:
    """The blocks without markup, every address spelt out, nothing alive."""
    text = "\n".join(plain_block(block) for block in blocks)
    return quieted([Run(text if text.strip() else EMPTY)])[0].text


def _text(blocks: Sequence[Block]) -> list[Run]:
    text: list[Run] = []
    for at, block in enumerate(blocks):
        if at:
            text.append(Run("\n\n" if isinstance(block, Sources | Heading) else "\n"))
        text += _block(block)
    return text if any(run.text.strip() for run in text) else [Run(EMPTY)]


def _block(block: Block) -> list[Run]:
    match block:
        case Text(spans):
            return runs(spans)
        case Heading(text):
            return [Run(clean(text), Style.BOLD)]
        case Bullets():
            return _bullets(block)
        case Sources():
            return _sources(block)
        case _:
            return [Run(plain_block(block))]


def _bullets(block: Bullets) -> list[Run]:
    text: list[Run] = []
    for at, item in enumerate(block.items):
        mark = _BULLET if block.first is None else f"{block.first + at}."
        text += [Run(f"{chr(10) if at else ''}{mark} "), *runs(item)]
    return text


def _sources(block: Sources) -> list[Run]:
    text = [Run(f"{clean(block.label)}: ", Style.ITALIC)]
    for at, item in enumerate(block.items):
        text += [*([Run("; ")] if at else []), *link(item.title, item.url)]
    return text
