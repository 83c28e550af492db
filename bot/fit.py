"""A reply cut to what a platform can carry: pure, and nothing said is lost.

Text is split between words, lists and sources between items; what is still too long becomes plain text.
Actions beyond what a message can hold move to further messages, or become commands to type.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.blocks import Bullets, File, Heading, Image, Reply, Sources, Span, Style, Text
from bot.plain import plain_action, plain_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Action, Block
    from bot.delivery import Capabilities


def fit(reply: Reply, capabilities: Capabilities) -> tuple[Reply, ...]:
    """The replies, at least one, that say all of ``reply`` within the limits, in reading order."""
    blocks = [*reply.blocks]
    if not capabilities.actions:
        blocks += [Text((Span(plain_action(action)),)) for action in reply.actions]
    pages = list(_pages(blocks, capabilities))
    menus = list(_menus(reply.actions, capabilities.actions))
    # Actions belong under the last words; those that do not fit there follow on messages of their own.
    pages += [(Text((Span("…"),)),)] * (len(menus) - len(pages))
    silent: list[tuple[Action, ...]] = [()] * (len(pages) - len(menus))
    return tuple(
        replace(reply, blocks=page, actions=menu, replaces=reply.replaces and not at)
        for at, (page, menu) in enumerate(zip(pages, silent + menus, strict=True))
    )


def _menus(actions: tuple[Action, ...], most: int) -> Iterator[tuple[Action, ...]]:
    if most:
        yield from (actions[at : at + most] for at in range(0, len(actions), most))


def _pages(blocks: list[Block], capabilities: Capabilities) -> Iterator[tuple[Block, ...]]:
    page: list[Block] = []
    room = capabilities.text
    for block in blocks:
        for piece in _pieces(_supported(block, capabilities), capabilities.text):
            length = len(plain_block(piece))
            if page and length + 1 > room:
                yield tuple(page)
                page, room = [], capabilities.text
            room -= length + bool(page)
            page.append(piece)
    yield tuple(page)


def _supported(block: Block, capabilities: Capabilities) -> Block:
    match block:
        case Image() if not capabilities.images:
            return Text((Span(plain_block(block)),))
        case File() if not capabilities.files:
            return Text((Span(plain_block(block)),))
        case _:
            return block


def _pieces(block: Block, limit: int) -> Iterator[Block]:
    if len(plain_block(block)) <= limit:
        yield block
        return
    match block:
        case Text(spans):
            yield from _texts(spans, limit)
        case Heading(text):
            yield from _texts((Span(text, Style.BOLD),), limit)
        case Bullets(items, first) if len(items) > 1:
            half = len(items) // 2
            yield from _pieces(replace(block, items=items[:half]), limit)
            rest = None if first is None else first + half
            yield from _pieces(replace(block, items=items[half:], first=rest), limit)
        case Sources(_, items) if len(items) > 1:
            half = len(items) // 2
            yield from _pieces(replace(block, items=items[:half]), limit)
            yield from _pieces(replace(block, items=items[half:]), limit)
        case Image(_, alt, caption):
            yield replace(block, alt="", caption="")
            yield from _texts((Span(f"{alt} {caption}".strip()),), limit)
        case File(name, _, description):
            yield replace(block, name=name[:limit], description="")
            yield from _texts((Span(f"{name[limit:]} {description}".strip()),), limit)
        case _:
            yield from _texts((Span(plain_block(block)),), limit)


def _texts(spans: tuple[Span, ...], limit: int) -> Iterator[Text]:
    line: list[Span] = []
    room = limit
    for span in spans:
        for part in _parts(span, limit):
            length = len(plain_block(Text((part,))))
            if line and length > room:
                yield Text(tuple(line))
                line, room = [], limit
            line.append(part)
            room -= length
    if line:
        yield Text(tuple(line))


def _parts(span: Span, limit: int) -> Iterator[Span]:
    """The span whole when it fits, else by words; an address that does not fit is spelt out."""
    text = plain_block(Text((span,)))
    if len(text) <= limit:
        yield span
        return
    if span.url is not None:
        span = Span(text, span.style)
    text = span.text
    while len(text) > limit:
        cut = text.rfind(" ", 1, limit + 1)
        cut = limit if cut < 1 else cut
        yield replace(span, text=text[:cut])
        text = text[cut:].lstrip(" ")
    if text:
        yield replace(span, text=text)
