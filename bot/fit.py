"""A reply cut to what a platform can carry: pure, and nothing said is lost.

Text is split between words, lists and sources between items; what is still too long becomes plain text.
Actions beyond what a message can hold move to further messages, or become commands to type.
"""

from __future__ import annotations

import bisect
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.blocks import Bullets, File, Heading, Image, Reply, Sources, Span, Style, Text
from bot.plain import clean, plain_action, plain_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Action, Block
    from bot.delivery import Capabilities

_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3")
_REGIONAL: Final = ("\U0001f1e6", "\U0001f1ff")
_SKIN: Final = ("\U0001f3fb", "\U0001f3ff")


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
        for piece in _pieces(_supported(block, capabilities), capabilities):
            length = capabilities.measure(plain_block(piece))
            if page and (length + 1 > room or len(page) == capabilities.blocks):
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


def _pieces(block: Block, capabilities: Capabilities) -> Iterator[Block]:
    if capabilities.measure(plain_block(block)) <= capabilities.text:
        yield block
        return
    match block:
        case Text(spans):
            yield from _texts(spans, capabilities)
        case Heading(text):
            yield from _texts((Span(text, Style.BOLD),), capabilities)
        case Bullets(items, first) if len(items) > 1:
            half = len(items) // 2
            yield from _pieces(replace(block, items=items[:half]), capabilities)
            rest = None if first is None else first + half
            yield from _pieces(replace(block, items=items[half:], first=rest), capabilities)
        case Sources(_, items) if len(items) > 1:
            half = len(items) // 2
            yield from _pieces(replace(block, items=items[:half]), capabilities)
            yield from _pieces(replace(block, items=items[half:]), capabilities)
        case Image(_, alt, caption):
            yield replace(block, alt="", caption="")
            yield from _texts((Span(f"{alt} {caption}".strip()),), capabilities)
        case File(name, _, description):
            cut = _end(name, capabilities)
            yield replace(block, name=name[:cut], description="")
            yield from _texts((Span(f"{name[cut:]} {description}".strip()),), capabilities)
        case _:
            yield from _texts((Span(plain_block(block)),), capabilities)


def _texts(spans: tuple[Span, ...], capabilities: Capabilities) -> Iterator[Text]:
    line: list[Span] = []
    room = capabilities.text
    for span in spans:
        for part in _parts(span, capabilities):
            length = capabilities.measure(plain_block(Text((part,))))
            if line and length > room:
                yield Text(tuple(line))
                line, room = [], capabilities.text
            line.append(part)
            room -= length
    if line:
        yield Text(tuple(line))


def _parts(span: Span, capabilities: Capabilities) -> Iterator[Span]:
    """The span whole when it fits, else by words; an address that does not fit is spelt out."""
    text = plain_block(Text((span,)))
    if capabilities.measure(text) <= capabilities.text:
        yield span
        return
    if span.url is not None:
        span = Span(text, span.style)
    text = span.text
    while text:
        end = _end(text, capabilities)
        cut = text.rfind(" ", 1, end + 1) if end < len(text) else end
        cut = end if cut < 1 else cut
        yield replace(span, text=text[:cut])
        text = text[cut:].lstrip(" ")


def _end(text: str, capabilities: Capabilities) -> int:
    """Where a message that begins with ``text`` has to end: at least one character, no mark left alone."""
    # A rendered character is never shorter than one, so that no more than these can fit.
    ends = range(1, min(len(text), capabilities.text) + 1)
    fitting = bisect.bisect_right(
        ends, capabilities.text, key=lambda end: capabilities.measure(clean(text[:end]))
    )
    whole = end = max(1, fitting)
    while 1 < whole < len(text) and _joins(text, whole):
        whole -= 1
    # Whoever piles up marks for pages gets them cut.
    return whole if whole > 1 else end


def _joins(text: str, at: int) -> bool:
    """Whether the characters around ``at`` are shown as one."""
    return bool(
        unicodedata.combining(text[at])
        or text[at] in _JOINERS
        or text[at - 1] == "\u200d"
        or (_REGIONAL[0] <= text[at] <= _REGIONAL[1] and _REGIONAL[0] <= text[at - 1] <= _REGIONAL[1])
        or _SKIN[0] <= text[at] <= _SKIN[1]
    )
