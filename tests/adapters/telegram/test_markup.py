"""Markup: what is shown is the text itself, nothing in it is alive, and only our own links are links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.markup import (
    ENTITIES,
    JOINER,
    Run,
    is_web,
    link,
    measure,
    runs,
    to_html,
    utf16_length,
)
from bot.blocks import Span, Style
from bot.plain import clean
from tests.adapters.telegram import texts
from tests.servers.telegram.entities import with_detected
from tests.servers.telegram.html_markup import parse_html


def shown(markup: str) -> str:
    """The text as a reader sees it."""
    return parse_html(markup)[0].replace(JOINER, "")


def alive(markup: str) -> set[str]:
    """The kinds of entities that Telegram would find or was given."""
    text, given = parse_html(markup)
    return {entity["type"] for entity in with_detected(text, given)}


@given(texts.line)
def test_any_spans_are_shown_exactly(spans: tuple[Span, ...]) -> None:
    """The judge reads back the clean text of each span, whatever it holds."""
    made = runs(spans)
    assert shown(to_html(made)) == "".join(run.text for run in made).replace(JOINER, "")
    for span in spans:
        assert clean(span.text).replace(JOINER, "") in shown(to_html(made)) or not clean(span.text).strip()


@given(st.lists(texts.text, max_size=6), st.lists(st.sampled_from(Style), min_size=6, max_size=6))
def test_nothing_of_a_foreign_text_comes_to_life(pieces: list[str], styles: list[Style]) -> None:
    """No name, command, hashtag or address, even when it is put together across styles."""
    spans = tuple(Span(piece, style) for piece, style in zip(pieces, styles, strict=False))
    assert alive(to_html(runs(spans))) <= {"bold", "italic", "code"}


@pytest.mark.parametrize(
    "text",
    [
        "@siti_1",
        "halo @babad_bot",
        "/start",
        "ketik /settings@babad_bot",
        "#kelasXI",
        "https://example.com/x",
        "example.com",
        "siti@example.com",
        "HTTPS://EXAMPLE.COM",
    ],
)
def test_what_the_judge_would_bring_to_life_is_quieted(text: str) -> None:
    """The judge finds something in the bare text, and nothing in ours: so the test above can fail."""
    assert with_detected(text, [])
    assert not alive(to_html([Run(text)]))


@pytest.mark.parametrize(
    "text", ["17/8/1945", "dan/atau", "1.000.000 orang", "Pukul 10:00.", "A. H. Nasution"]
)
def test_usual_texts_are_left_as_they_are(text: str) -> None:
    """Nothing unseen is put into what would not be alive anyway."""
    assert to_html([Run(text)]) == text


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://id.wikipedia.org/wiki/A", True),
        ("http://example.com", True),
        ("tg://user?id=1", False),
        ("tg://resolve?domain=x", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[", False),
        ("https://a b", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, web: bool) -> None:  # noqa: FBT001  # of the table
    """Others would act within Telegram, or mention somebody."""
    assert is_web(url) is web


def test_an_address_that_is_not_of_the_web_is_spelt_out() -> None:
    """It is not lost, and it does nothing."""
    markup = to_html(link("Siti", "tg://user?id=1"))
    assert shown(markup) == "Siti (tg://user?id=1)"
    assert not alive(markup)


def test_an_address_cannot_leave_its_attribute() -> None:
    """Quotes and ampersands in an address are escaped."""
    url = 'https://example.com/"><b>x</b>?a=1&lt;=2'
    text, entities = parse_html(to_html(link("buku", url)))
    assert text == "buku"
    assert [entity["url"] for entity in entities] == [url]


def test_styles_go_before_links_when_there_are_too_many() -> None:
    """Telegram would drop the last entities without a word; sources are worth more than bold."""
    many = [Run("tebal ", Style.BOLD)] * 90 + link("buku", "https://example.com") * 20
    text, entities = parse_html(to_html(many))
    assert {entity["type"] for entity in entities} == {"text_link"}
    assert text.count("tebal") == 90


def test_links_beyond_the_limit_are_spelt_out() -> None:
    """Not one address is lost."""
    many = [run for at in range(ENTITIES + 5) for run in link("b", f"https://e.com/{at}.")]
    text, entities = parse_html(to_html(many))
    assert len(entities) == ENTITIES
    assert text.replace(JOINER, "").count("(https://e.com/") == 5


@given(texts.text, texts.text)
def test_the_measure_adds_up_and_is_never_too_small(one: str, other: str) -> None:
    """As fitting needs it: parts measured apart never take more together."""
    one, other = clean(one), clean(other)
    assert measure(one + other) == measure(one) + measure(other)
    assert utf16_length(parse_html(to_html([Run(one), Run(other)]))[0]) <= measure(one + other)
