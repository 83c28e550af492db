"""Text on Discord reads as it was written, whatever is in it; links lead where they say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.markdown import address, escape, line, link, measure, shorten, units, visible
from bot.blocks import Span, Style
from tests.adapters.discord.judge import Seen, kinds, seen, words
from tests.adapters.discord.texts import ANY, HOSTILE


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_not_harmless_by_itself(text: str) -> None:
    """The judge sees through it; without this the next tests would prove nothing."""
    assert kinds(seen(text)) - {"plain"} or words(seen(text)) != text or "_" in text


@given(ANY)
@example("¯\\_(ツ)_/¯")
@example("1. 2. 3")
@example("-# x")
def test_escaped_text_shows_exactly_the_text(text: str) -> None:
    """And nothing but text."""
    found = seen(escape(text))
    assert words(found) == visible(text)
    assert kinds(found) <= {"plain"}


@given(ANY)
def test_escaped_text_shows_exactly_the_text_within_a_list(text: str) -> None:
    """An item may not begin a list of its own."""
    mark, *found = seen(f"- {escape(text)}")
    assert mark.kind == "item"
    assert words(found).lstrip() == visible(text).lstrip()
    assert kinds(found) <= {"plain"}


@given(ANY, ANY)
def test_measure_is_additive_and_never_less_than_what_is_sent(left: str, right: str) -> None:
    """So that a page that fits is accepted."""
    assert measure(left) + measure(right) == measure(left + right)
    assert units(escape(left)) <= measure(visible(left))


@given(st.lists(st.builds(Span, ANY, st.sampled_from(Style)), max_size=5))
@example([Span("a", Style.BOLD), Span("b", Style.ITALIC), Span("c", Style.BOLD)])
@example([Span("a", Style.CODE), Span("`b", Style.CODE), Span("c", Style.CODE)])
@example([Span(" a ", Style.BOLD), Span("*", Style.BOLD)])
@example([Span("\\", Style.CODE), Span("x", Style.BOLD)])
def test_spans_show_their_words_in_their_styles_only(spans: list[Span]) -> None:
    """Style may be left out where Discord would misread it; words never are, and nothing else comes in."""
    found = seen(line(tuple(spans)))
    assert words(found) == visible("".join(span.text for span in spans))
    assert kinds(found) <= {"plain", "bold", "italic", "code"}


def test_each_style_is_shown() -> None:
    """Where nothing is in the way."""
    found = seen(
        line((Span("a", Style.BOLD), Span(" "), Span("b", Style.ITALIC), Span(" "), Span("c", Style.CODE)))
    )
    assert [(part.kind, part.text) for part in found] == [
        ("bold", "a"),
        ("plain", " "),
        ("italic", "b"),
        ("plain", " "),
        ("code", "c"),
    ]


def test_neighbours_of_one_style_stay_in_it() -> None:
    """Two bold spans in a row would otherwise be read as stars."""
    found = seen(line((Span("a", Style.BOLD), Span("b", Style.BOLD))))
    assert found == [Seen("bold", "a"), Seen("bold", "b")]


URLS = st.one_of(
    st.builds("https://contoh.id/{}".format, ANY),
    st.sampled_from(
        [
            "https://id.wikipedia.org/wiki/Perang_(1918)?a=b&c=d#e",
            "http://contoh.id/<>|*~`\\",
            "https://contoh.id/a) [x](https://jahat.example",
            "javascript:alert(1)",
            "discord://x",
            "https://",
            "//contoh.id",
            "http://[",
        ]
    ),
)


@given(ANY, URLS)
@example("[a", "https://contoh.id/")
@example("https://bank.example", "https://jahat.example")
@example("https://contoh.id/a", "https://contoh.id/a")
@example("", "https://contoh.id/")
def test_a_link_leads_only_where_it_is_meant_to(text: str, url: str) -> None:
    """One address at most, of the web, and the words beside it."""
    found = seen(line((Span(text, url=url),)))
    assert {part.target for part in found} <= {"", address(url)}
    assert kinds(found) <= {"plain", "link"}
    assert visible(text).strip() in words(found) or visible(text) == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "discord://x", "file:///etc/passwd", "https://", "x", "http://["]
)
def test_other_than_the_web_is_spelt_out(url: str) -> None:
    """It is shown as text, after the title."""
    assert address(url) is None
    assert words(seen(link("Judul", url))) == f"Judul ({url})"


def test_a_title_is_the_text_of_its_link() -> None:
    """The usual case."""
    url = "https://id.wikipedia.org/wiki/Perang_(1918)"
    found = seen(link("Perang (1918)", url))
    assert words(found) == "Perang (1918)"
    assert {part.target for part in found} == {"https://id.wikipedia.org/wiki/Perang_%281918%29"}


def test_what_cannot_be_seen_is_left_out() -> None:
    """Directions, marks without width, tags, and letters under a pile of marks."""
    hidden = "a\u202eb\u200bc\u2060d\ufeffe\u00adf\U000e0041g\u061ch"
    assert visible(hidden) == "abcdefgh"
    assert visible("e" + "\u0301" * 50) == "e" + "\u0301" * 4
    assert (
        visible("\U0001f468\u200d\U0001f469\u200d\U0001f467") == "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    )


@given(ANY, st.integers(1, 100))
def test_what_is_shortened_is_within_the_limit(text: str, limit: int) -> None:
    """And says that something is missing."""
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == visible(text).strip() or short.endswith("…")
    assert all(unicodedata.category(char) != "Cs" for char in short)
