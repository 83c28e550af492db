"""Every block in every shape, and what must be left of it wherever it is shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, assert_never
from urllib.parse import unquote

from bot.blocks import Bullets, Citation, File, Heading, Image, Quiz, Sources, Span, Style, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.blocks import Block, Line

PNG: Final = b"\x89PNG\r\n\x1a\n"
PAGE: Final = "https://id.wikipedia.org/wiki/Intervensi_(1918)?a=1&b=%22c%22"
OTHER: Final = "http://example.com/a_b*c*/[d]|e|~f"
NAME: Final = 60
"""Characters of a file's name that every platform keeps."""
MARKS: Final = 4
"""Marks on one letter that every platform keeps; no script has more."""
# What cannot be seen, drives a screen, or stands for what is no character; of this nothing need be left.
_UNSEEN: Final = re.compile("[\u034f\u115f\u1160\u180e\u3164\ufe0f\ufffd\\s]")
_NO_CHARACTERS: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})


def _texts(text: str) -> Iterator[Block]:
    yield from (Text((Span(text, style),)) for style in Style)
    yield Text((Span("a"), Span(text, Style.BOLD), Span(text), Span(text, Style.ITALIC), Span("b")))
    yield from (Text((Span(text, url=url), Span(text, Style.BOLD, url))) for url in (PAGE, OTHER))
    yield Text((Span("a", url=text or None),))
    yield Text(())


def _headings(text: str) -> Iterator[Block]:
    yield Heading(text)


def _bullets(text: str) -> Iterator[Block]:
    line = (Span(text), Span(text, Style.CODE), Span("a", url=PAGE))
    for first in (None, 1, 9):
        yield Bullets(((Span(text),), line, ()), first)
    yield Bullets(())


def _sources(text: str) -> Iterator[Block]:
    yield Sources("Sumber", (Citation(text, PAGE), Citation(text), Citation("a", text or None)))
    yield Sources(text, (Citation("a"), Citation("b", OTHER)))
    yield Sources("Sumber", ())


def _images(text: str) -> Iterator[Block]:
    yield Image(PNG, text)
    yield Image(PNG, "a", text)
    yield Image(PNG, text, text)


def _quizzes(text: str) -> Iterator[Block]:
    yield Quiz(text, ("a", text), 0)
    yield Quiz("a", (text, *"bcdefghijklmn"), 1, text, 60)
    yield Quiz("a", ("b", "c", text), 2, text)


def _files(text: str) -> Iterator[Block]:
    yield File("catatan.csv", b"a", text)
    yield File(text, b"a")
    yield File(f"{text}.csv", b"a", text)


CASES: Final[Mapping[type[Block], Callable[[str], Iterator[Block]]]] = {
    Text: _texts,
    Heading: _headings,
    Bullets: _bullets,
    Sources: _sources,
    Image: _images,
    Quiz: _quizzes,
    File: _files,
}
"""Makes blocks of each type with a text wherever one can stand."""


@lru_cache
def flat(text: str) -> str:
    """``text`` as far as it can be seen: without space, and addresses as they are meant."""
    kept: list[str] = []
    marks = 0
    for char in _UNSEEN.sub("", unquote(text)):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MARKS and unicodedata.category(char) not in _NO_CHARACTERS:
            kept.append(char)
    return "".join(kept)


def words(block: Block) -> tuple[str, ...]:  # noqa: PLR0911  # one for each block
    """Everything that a block says, in order, addresses and descriptions of pictures apart."""
    match block:
        case Text(spans):
            return _said(spans)
        case Heading(text):
            return (text,)
        case Bullets(items):
            return tuple(text for item in items for text in _said(item))
        case Sources(label, items):
            return (label, *(item.title for item in items))
        case Image(caption=caption):
            return (caption,)
        case Quiz(question, options):
            return (question, *options)
        case File(_, _, description):
            return (description,)
        case _:
            assert_never(block)


def addresses(block: Block) -> tuple[str, ...]:
    """Every address that a block names."""
    match block:
        case Text(spans):
            return _led(spans)
        case Bullets(items):
            return tuple(url for item in items for url in _led(item))
        case Sources(_, items):
            return tuple(item.url for item in items if item.url)
        case _:
            return ()


def descriptions(block: Block) -> tuple[str, ...]:
    """What stands for a picture where it cannot be seen."""
    return (block.alt,) if isinstance(block, Image) else ()


def contents(block: Block) -> tuple[bytes, ...]:
    """What a block hands over."""
    return (block.data,) if isinstance(block, Image | File) else ()


def _said(line: Line) -> tuple[str, ...]:
    return tuple(span.text for span in line)


def _led(line: Line) -> tuple[str, ...]:
    return tuple(span.url for span in line if span.url)
