"""Whatever the limits, a reply keeps within them and loses nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import (
    Action,
    Bullets,
    Citation,
    File,
    Heading,
    Image,
    Quiz,
    Reply,
    Sources,
    Span,
    Style,
    Text,
)
from bot.delivery import Capabilities
from bot.fit import fit
from bot.plain import plain, plain_block

words = st.text(st.sampled_from("abc é\n🙂(-"), max_size=120)
spans = st.lists(st.builds(Span, words, st.sampled_from(Style), st.none() | words), max_size=4).map(tuple)
citations = st.lists(st.builds(Citation, words, st.none() | words), min_size=1, max_size=4).map(tuple)
block = st.one_of(
    st.builds(Text, spans),
    st.builds(Heading, words),
    st.builds(Bullets, st.lists(spans, min_size=1, max_size=6).map(tuple), st.none() | st.just(1)),
    st.builds(Sources, st.just("Sumber"), citations),
    st.builds(Image, st.just(b"png"), words, words),
    st.builds(Quiz, words, st.lists(words, min_size=2, max_size=4).map(tuple), st.just(0)),
    st.builds(File, words, st.just(b"data"), words),
)
replies = st.builds(
    Reply,
    st.lists(block, max_size=5).map(tuple),
    st.lists(st.integers(0, 99).map(lambda at: Action(f"a{at}", f"fact:{at}")), max_size=9).map(tuple),
)
capabilities = st.builds(
    Capabilities,
    text=st.integers(30, 200),
    actions=st.integers(0, 4),
    images=st.booleans(),
    quizzes=st.booleans(),
    files=st.booleans(),
)


def letters(text: str) -> str:
    """The text without what splitting may add or drop: white space, list marks, colons."""
    return re.sub(r"[\s\-:]|\d\.", "", text)


@given(replies, capabilities)
def test_no_part_exceeds_the_limits(reply: Reply, limits: Capabilities) -> None:
    """Every part is short enough and holds few enough actions."""
    for part in fit(reply, limits):
        assert len(plain(part)) <= limits.text
        assert len(part.actions) <= limits.actions


@given(replies, capabilities)
def test_nothing_said_is_lost(reply: Reply, limits: Capabilities) -> None:
    """Every character of every block is said, in order; labels of sources may be said again."""
    said = letters("".join(plain(part) for part in fit(reply, limits))).replace("Sumber", "")
    for one in reply.blocks:
        text = letters(plain_block(one)).replace("Sumber", "")
        assert text.replace(";", "") in said.replace(";", "")


@given(replies, capabilities)
def test_every_action_can_still_be_taken(reply: Reply, limits: Capabilities) -> None:
    """As a button in the same order, or as a command where there are none."""
    parts = fit(reply, limits)
    if limits.actions:
        assert tuple(action for part in parts for action in part.actions) == reply.actions
    else:
        said = " ".join(plain(part) for part in parts)
        assert all(f"/fact {action.action[5:]}" in said for action in reply.actions)


def test_what_fits_is_left_alone() -> None:
    """A reply within the limits comes back as it is."""
    reply = Reply((Text((Span("a", Style.BOLD, "https://x"),)),), (Action("A", "fact:a"),), replaces=True)
    assert fit(reply, Capabilities(text=100, actions=3)) == (reply,)


def test_text_is_split_between_words() -> None:
    """No word is cut that fits on a line of its own."""
    parts = fit(Reply((Text((Span("satu dua tiga empat"),)),)), Capabilities(text=10))
    assert [plain(part).strip() for part in parts] == ["satu dua", "tiga empat"]


def test_numbering_goes_on_in_the_next_message() -> None:
    """The second half of a list does not begin at one again."""
    items = tuple((Span(f"item {at}"),) for at in range(1, 5))
    parts = fit(Reply((Bullets(items, first=1),)), Capabilities(text=25))
    assert plain(parts[-1]).startswith("3. item 3")


def test_a_picture_and_a_file_are_kept_and_their_words_follow() -> None:
    """Where the platform can show them; elsewhere their words stand for them."""
    picture, file = Image(b"png", "alt " * 9, "caption"), File("cards.tsv", b"data", "kata " * 9)
    parts = fit(Reply((picture, file)), Capabilities(text=30, images=True, files=True))
    blocks = [one for part in parts for one in part.blocks]
    assert Image(b"png", "") in blocks
    assert File("cards.tsv", b"data") in blocks
    poor = fit(Reply((picture, file)), Capabilities(text=30))
    assert {type(one) for part in poor for one in part.blocks} == {Text}
    assert plain(poor[0]).startswith("alt alt")


def test_what_cannot_be_halved_becomes_text() -> None:
    """A single item, source or quiz longer than a message."""
    long = "kata " * 20
    for one in (
        Bullets(((Span(long),),)),
        Sources("S", (Citation(long, "https://x"),)),
        Quiz(long, ("a", "b"), 0),
    ):
        parts = fit(Reply((one,)), Capabilities(text=40))
        assert {type(piece) for part in parts for piece in part.blocks} == {Text}
        assert letters("".join(map(plain, parts))) == letters(plain_block(one))


def test_an_address_longer_than_a_message_is_spelt_out() -> None:
    """No part of it is lost."""
    span = Span("peta", url="https://x.id/" + "a" * 60)
    parts = fit(Reply((Text((span,)),)), Capabilities(text=40))
    assert letters("".join(map(plain, parts))) == letters(plain_block(Text((span,))))


def test_only_the_first_part_replaces_a_message() -> None:
    """The others have nothing to replace."""
    parts = fit(Reply((Text((Span("a " * 30),)),), replaces=True), Capabilities(text=30))
    assert [part.replaces for part in parts] == [True, False]


def escaped(text: str) -> int:
    """A platform that counts in UTF-16, and escapes brackets and stars."""
    return len(text.encode("utf-16-le")) // 2 + sum(text.count(char) for char in "(*")


@given(replies, capabilities)
def test_text_is_measured_as_the_platform_counts_it(reply: Reply, allowed: Capabilities) -> None:
    """Once escaped, and in its own units."""
    strict = replace(allowed, measure=escaped, blocks=3)
    for page in fit(reply, strict):
        assert escaped(plain(page)) <= strict.text
        assert len(page.blocks) <= 3


@given(st.lists(st.sampled_from(["e\u0301", "👨\u200d👩\u200d👧", "🇮🇩", "👍🏽", "a", "☀\ufe0f"]), min_size=1))
def test_what_is_shown_as_one_character_is_never_cut(shown: list[str]) -> None:
    """A family, a flag, a letter with its mark: each stays whole where it fits."""
    parts = fit(Reply((Text((Span("".join(shown)),)),)), Capabilities(text=8))
    assert "".join(map(plain, parts)) == "".join(shown)
    left = list(shown)
    for part in map(plain, parts):
        taken = ""
        while taken != part:
            assert left, part
            taken += left.pop(0)
            assert part.startswith(taken), part


def test_marks_piled_up_for_pages_are_cut_all_the_same() -> None:
    """Nobody reads them."""
    text = "z" + "\u0301" * 100
    parts = fit(Reply((Text((Span(text),)),)), Capabilities(text=30))
    assert "".join(map(plain, parts)) == text
