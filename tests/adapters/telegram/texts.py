"""Hostile texts and replies of every shape, for the properties of rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.blocks import (
    Action,
    Bullets,
    Citation,
    Heading,
    Reply,
    Sources,
    Span,
    Style,
    Text,
)

if TYPE_CHECKING:
    from bot.blocks import Block

HOSTILE = (
    "@everyone",
    "@siti_1",
    "halo,@siti_1!",
    "/start",
    "(/settings@other_bot)",
    "#tag",
    "\uff03tag",
    "$IDR",
    "https://example.com/a?b=c&d",
    "example.com",
    "siti@example.com",
    "tg://user?id=1",
    "t.me/joinchat/x",
    "<b>bold</b>",
    '<a href="tg://user?id=1">Siti</a>',
    "&lt;&#64;siti",
    "&amp;",
    "'\"",
    "a\nb",
    "\u202egnirts\u202c",
    "\x00\x1b[2J",
    "👩‍🏫🇮🇩",
    "e\u0301",
    "\ud800",
    "17/8/1945",
    "1.000.000",
    "dan/atau",
    "…",
    " ",
    "",
    "\u2060",
)

text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.lists(st.sampled_from([*HOSTILE, "a", "@", "/", ".", ":", "#", " "]), max_size=8).map("".join),
)
url = st.one_of(
    st.none(),
    st.sampled_from(
        [
            'https://id.wikipedia.org/wiki/Intervensi_(1918)?a=1&b="2"',
            "http://example.com",
            "tg://user?id=1",
            "javascript:alert(1)",
            "https://",
            "https://[",
            "https://exa mple.com",
            "",
        ]
    ),
)
span = st.builds(Span, text, st.sampled_from(Style), url)
line = st.lists(span, max_size=5).map(tuple)
block = st.one_of(
    st.builds(Text, line),
    st.builds(Heading, text),
    st.builds(Bullets, st.lists(line, max_size=5).map(tuple), st.one_of(st.none(), st.integers(1, 9))),
    st.builds(Sources, text, st.lists(st.builds(Citation, text, url), max_size=4).map(tuple)),
)
action = st.builds(
    Action,
    text,
    st.sampled_from(["fact:iwami", "why:", "settings:zone WIB"]),
    copies=st.sampled_from(["", "x"]),
)

replies = st.builds(Reply, st.lists(block, max_size=6).map(tuple), st.lists(action, max_size=9).map(tuple))


Recipe = list[tuple[str, str, int]]
"""Kinds of blocks with the piece that each repeats, and how often: small to print, long to send."""

recipes: st.SearchStrategy[Recipe] = st.lists(
    st.tuples(
        st.sampled_from(["text", "heading", "bullets", "sources"]),
        st.sampled_from(["sejarah ", "@siti.example.com ", "<&>", "👩‍🏫", "a" * 50]),
        st.integers(1, 130),
    ),
    max_size=3,
)


def long_reply(recipe: Recipe) -> Reply:
    """A reply that may take several messages."""
    actions = tuple(Action(f"Pilihan {number}", f"fact:{number}") for number in range(len(recipe) * 30))
    return Reply(tuple(_long_block(*part) for part in recipe), actions)


def _long_block(kind: str, piece: str, times: int) -> Block:
    match kind:
        case "text":
            return Text((Span(piece * times),))
        case "heading":
            return Heading(piece * times)
        case "bullets":
            return Bullets(((Span(piece * 9, Style.BOLD),),) * times)
        case _:
            numbers = range(times)
            return Sources("Sumber", tuple(Citation(piece, f"https://example.com/{at}/") for at in numbers))
