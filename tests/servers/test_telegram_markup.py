"""The HTML parse mode and the entities of the loopback Telegram, judged as Telegram documents them."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.telegram import entities, texts
from tests.servers.telegram.html_markup import parse_html
from tests.servers.telegram.refusals import Refusal

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "pre", "tg-spoiler", "blockquote"])


def found(text: str) -> list[tuple[str, str]]:
    """The entities of a plain text, with their words."""
    return [(entity["type"], entities.covered(text, entity)) for entity in entities.detected(text)]


@given(TEXT)
def test_escaped_text_comes_back(text: str) -> None:
    """Whatever it holds: no tag opens, no character is decoded twice."""
    assert parse_html(html.escape(text)) == (text, [])


@given(TAGS, TEXT, TEXT, TEXT)
def test_a_tag_covers_its_words(tag: str, before: str, within: str, after: str) -> None:
    """Offsets count UTF-16 units, and nothing else of the text is touched."""
    before, after = f"{before}.", f".{after}"
    markup = f"{html.escape(before)}<{tag}>{html.escape(within)}</{tag}>{html.escape(after)}"
    text, spans = parse_html(markup)
    assert text == before + within + after
    assert [entities.covered(text, span) for span in spans] == ([within] if within else [])


@given(st.text("<>/&ab=\"' ;#x1", max_size=30))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    """Never another error, and never a span outside the text."""
    try:
        text, spans = parse_html(markup)
    except Refusal as refusal:
        assert refusal.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017  # may well not raise
    else:
        length = entities.utf16_length(text)
        assert all(0 <= span["offset"] < span["offset"] + span["length"] <= length for span in spans)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>halo", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>halo</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("halo</b>", "Unexpected end tag at byte offset 4"),
        ("é<script>x</script>", 'Unsupported start tag "script" at byte offset 2'),
        ("<p>halo</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("<b x>halo</b>", "Expected equal sign in declaration of an attribute of the tag"),
        ("<b ='x'>halo</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href='x", "Unclosed start tag|Expected equal sign"),
        ("<b>halo</b", "Unclosed end tag at byte offset 7"),
        ("<span>halo</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xd800;", "Text contains invalid Unicode characters"),
    ],
)
def test_bad_markup_is_refused_with_what_and_where(markup: str, reason: str) -> None:
    """In Telegram's words, counting bytes."""
    with pytest.raises(Refusal, match=reason) as refused:
        parse_html(markup)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("markup", "text", "spans"),
    [
        ("<B>ya</B>", "ya", [{"type": "bold", "offset": 0, "length": 2}]),
        ("<b></b>kosong", "kosong", []),
        ("&lt;&gt;&amp;&quot;&#33;&#x1F600;&copy;&amp", '<>&"!😀&copy;&', []),
        ("😀<i>ya</i>", "😀ya", [{"type": "italic", "offset": 2, "length": 2}]),
        (
            '<a href="https://id.wikipedia.org/?a=1&amp;b=2">ya</a>',
            "ya",
            [{"type": "text_link", "offset": 0, "length": 2, "url": "https://id.wikipedia.org/?a=1&b=2"}],
        ),
        ("<a href='javascript:alert(1)'>ya</a>", "ya", []),
        (
            "<a href='tg://user?id=7'>ya</a>",
            "ya",
            [{"type": "text_mention", "offset": 0, "length": 2, "user": {"id": 7}}],
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        ('<code class="language-x">y</code>', "y", [{"type": "code", "offset": 0, "length": 1}]),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
    ],
)
def test_markup_is_read_as_telegram_reads_it(markup: str, text: str, spans: list[dict[str, Any]]) -> None:
    """Tags in any case, four named characters, addresses that it would open."""
    assert parse_html(markup) == (text, spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/tanya kapan", [("bot_command", "/tanya")]),
        ("ya /tanya@babad_bot", [("bot_command", "/tanya@babad_bot")]),
        ("dan/atau 1/2", []),
        ("😀 @siti_99, halo", [("mention", "@siti_99")]),
        ("siti@example.org @abc", [("email", "siti@example.org")]),
        ("lihat https://t.me/x?a=1.", [("url", "https://t.me/x?a=1")]),
        ("lihat id.wikipedia.org/wiki/Siti, ya", [("url", "id.wikipedia.org/wiki/Siti")]),
        ("#sejarah #1945", [("hashtag", "#sejarah")]),
    ],
)
def test_entities_are_found_in_plain_text(text: str, expected: list[tuple[str, str]]) -> None:
    """What Telegram makes clickable by itself."""
    assert found(text) == expected


def test_nothing_is_found_within_code_and_links() -> None:
    """There Telegram leaves words alone."""
    _, spans = texts.read("<code>@siti_99</code> <a href='https://a.org'>b.org</a>", "HTML", None)
    assert [span["type"] for span in spans] == ["code", "text_link"]


def test_outer_white_space_is_cut_and_entities_move_along() -> None:
    """As Telegram trims what is sent."""
    assert texts.read("  <b> ya </b> ", "HTML", None) == (
        "ya",
        [{"type": "bold", "offset": 0, "length": 2}],
    )


def test_what_telegram_strips_is_stripped() -> None:
    """Directional overrides and carriage returns vanish; other control characters become spaces."""
    assert texts.read("a\u202eb\r\nc\td", "HTML", None)[0] == "ab\nc d"
