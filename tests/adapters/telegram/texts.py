"""Hostile texts and replies of every shape, for the properties of rendering."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.blocks import (
    Action,
    Bullets,
    Citation,
    Heading,
    Quiz,
    Reply,
    Sources,
    Span,
    Style,
    Text,
)

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
quiz = st.builds(
    Quiz, text, st.lists(text, min_size=2, max_size=14).map(tuple), st.integers(0, 1), text, st.none()
)


def replies(blocks: st.SearchStrategy[tuple[object, ...]] | None = None) -> st.SearchStrategy[Reply]:
    """Replies of text blocks unless others are given."""
    made = st.lists(block, max_size=6).map(tuple) if blocks is None else blocks
    return st.builds(Reply, made, st.lists(action, max_size=9).map(tuple))


def long_replies() -> st.SearchStrategy[Reply]:
    """Replies that take several messages."""
    filler = st.sampled_from(["sejarah ", "@siti.example.com ", "<&>", "👩‍🏫", "a" * 50])
    long = st.builds(lambda piece, times: piece * times, filler, st.integers(1, 900))
    wide = st.one_of(
        st.builds(lambda words: Text((Span(words),)), long),
        st.builds(Heading, long),
        st.builds(
            lambda words, count: Bullets(tuple((Span(words[:300], Style.BOLD),) for _ in range(count))),
            long,
            st.integers(1, 150),
        ),
        st.builds(
            lambda words, count: Sources(
                "Sumber",
                tuple(Citation(words[:40], f"https://example.com/{number}") for number in range(count)),
            ),
            long,
            st.integers(1, 150),
        ),
    )
    return replies(st.lists(wide, max_size=4).map(tuple))
