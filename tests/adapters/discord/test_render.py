"""A reply on Discord: within every limit, with every source, and pinging nobody."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.markdown import visible
from adapters.discord.render import Look, custom_id, message, pages, payload, pressed, title
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
    Weight,
)
from tests.adapters.discord.judge import seen, words
from tests.adapters.discord.stage import ANSWER, text
from tests.adapters.discord.texts import ANY
from tests.servers.discord.rules.mentions import risk
from tests.servers.discord.rules.messages import check_message
from tests.servers.discord.world import walk

CONTAINED, PLAIN = Look(0x9C3D2E), Look(0x9C3D2E, plain=True)
PNG = b"\x89PNG\r\n"

LONG = st.one_of(ANY, st.builds(lambda word, times: (word + " ") * times, ANY, st.integers(1, 400)))
SPANS = st.builds(Span, LONG, st.sampled_from(Style), st.none() | st.just("https://contoh.id/a_b?c=(d)"))
LINES = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
CITATIONS = st.builds(Citation, LONG.filter(str.strip), st.none() | st.just("https://contoh.id/x"))
BLOCKS = st.one_of(
    st.builds(Text, LINES),
    st.builds(Heading, LONG),
    st.builds(Bullets, st.lists(LINES, min_size=1, max_size=5).map(tuple), st.none() | st.integers(1, 99)),
    st.builds(Sources, ANY, st.lists(CITATIONS, min_size=1, max_size=4).map(tuple)),
    st.builds(Image, st.just(PNG), LONG, ANY),
    st.builds(Quiz, ANY, st.lists(ANY, min_size=2, max_size=4).map(tuple), st.just(0)),
    st.builds(File, ANY, st.just(b"x"), ANY),
)
ACTIONS = st.builds(
    Action,
    ANY,
    st.from_regex(r"[a-z]{1,8}:[a-z0-9]{0,8}", fullmatch=True),
    st.booleans(),
    st.sampled_from(Weight),
)
REPLIES = st.builds(
    Reply, st.lists(BLOCKS, max_size=20).map(tuple), st.lists(ACTIONS, max_size=30).map(tuple)
)


def files(page: Reply, look: Look) -> frozenset[str]:
    """The names of what goes along."""
    return frozenset(file.filename for file in message(page, look).get("files", ()))


def shown(said: dict[str, Any]) -> str:
    """The texts of a message as JSON."""
    parts = [part["content"] for part in walk(said.get("components", [])) if part["type"] == 10]
    return "\n".join([said.get("content") or "", *parts])


@pytest.mark.parametrize("look", [CONTAINED, PLAIN], ids=["contained", "plain"])
@settings(max_examples=30, deadline=None)
@given(reply=REPLIES)
def test_every_page_of_any_reply_is_one_that_discord_takes(look: Look, reply: Reply) -> None:
    """Its rules are those of the loopback server."""
    for page in pages(reply, look):
        said = payload(page, look)
        check_message(said, files(page, look))
        assert risk(said) is None
        assert said["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("look", [CONTAINED, PLAIN], ids=["contained", "plain"])
@settings(max_examples=30, deadline=None)
@given(reply=REPLIES)
def test_every_source_and_every_action_is_on_some_page(look: Look, reply: Reply) -> None:
    """Only decoration may be left out."""
    made = [payload(page, look) for page in pages(reply, look)]
    read = "".join(words(seen(shown(said))) for said in made)
    flat = "".join(read.split())
    for block in reply.blocks:
        for item in block.items if isinstance(block, Sources) else ():
            assert "".join(visible(item.title).split()) in flat
    pressable = {
        control["custom_id"]
        for said in made
        for control in walk(said["components"])
        if "custom_id" in control
    }
    assert pressable == {custom_id(action) for action in reply.actions}


def test_an_answer_is_one_container() -> None:
    """Heading, text, small print, buttons; this is what goldens show."""
    (page,) = pages(ANSWER, CONTAINED)
    said = payload(page, CONTAINED)
    (container,) = said["components"]
    assert said["flags"] == 1 << 15
    assert (container["type"], container["accent_color"]) == (17, 0x9C3D2E)
    *texts, row = container["components"]
    assert [part["content"] for part in texts] == [
        "### Iwami",
        "Tiba **12 Januari 1918**.",
        "-# Sumber: [Wikipedia](<https://id.wikipedia.org/wiki/Iwami>)",
    ]
    assert [(one["label"], one["custom_id"]) for one in row["components"]] == [
        ("Mengapa?", "why:"),
        ("Lapor", "!report:iwami"),
    ]


def test_a_plain_answer_says_the_same() -> None:
    """For clients that do not show containers."""
    (page,) = pages(ANSWER, PLAIN)
    said = payload(page, PLAIN)
    assert said["content"].split("\n") == [
        "### Iwami",
        "Tiba **12 Januari 1918**.",
        "-# Sumber: [Wikipedia](<https://id.wikipedia.org/wiki/Iwami>)",
    ]
    assert "flags" not in said
    assert [row["type"] for row in said["components"]] == [1]


def test_a_picture_stands_with_its_description_and_caption() -> None:
    """The description is for those who cannot see it."""
    (page,) = pages(Reply((Image(PNG, "Peta Siberia", "Teluk Emas"),)), CONTAINED)
    gallery, caption = payload(page, CONTAINED)["components"][0]["components"]
    assert gallery["items"][0]["description"] == "Peta Siberia"
    assert gallery["items"][0]["media"]["url"] == "attachment://picture-1.png"
    assert caption["content"] == "Teluk Emas"


def test_a_description_that_is_too_long_is_said_in_full_below() -> None:
    """Discord takes 256 characters."""
    alt = "Peta " * 100
    (page,) = pages(Reply((Image(PNG, alt),)), CONTAINED)
    assert alt.strip() in shown(payload(page, CONTAINED))


def test_names_of_files_are_made_harmless() -> None:
    """And stay apart."""
    blocks = (File("../../Catatan rahasia.csv", b"a"), File("", b"b"), File("x.csv", b"c"))
    (page,) = pages(Reply(blocks), CONTAINED)
    assert files(page, CONTAINED) == {"Catatan-rahasia-1.csv", "file-2", "x-3.csv"}


def test_two_actions_that_do_the_same_are_one_button() -> None:
    """Discord refuses the message otherwise."""
    (page,) = pages(text("x", Action("Mengapa?", "why:"), Action("Kenapa?", "why:")), CONTAINED)
    row = payload(page, CONTAINED)["components"][0]["components"][1]
    assert [control["label"] for control in row["components"]] == ["Mengapa?"]


@pytest.mark.parametrize(
    ("carried", "read"),
    [
        ("why:", ("why:", False)),
        ("!report:iwami", ("report:iwami", True)),
        ("someone-elses", None),
    ],
)
def test_a_button_says_by_itself_what_it_does(carried: str, read: tuple[str, bool] | None) -> None:
    """So that no process needs to remember it."""
    assert pressed(carried) == read


def test_a_post_is_called_by_its_heading() -> None:
    """Or by its first words; Discord takes 100 characters."""
    assert title(ANSWER) == "Iwami"
    assert title(text("kata " * 50)).endswith("…")
    assert title(Reply(())) == "…"


def test_a_picture_beside_a_plain_message_is_described_in_it() -> None:
    """There is no gallery to hold the description."""
    (page,) = pages(Reply((Image(PNG, "Peta Siberia", "Teluk Emas"),)), PLAIN)
    assert payload(page, PLAIN)["content"] == "Peta Siberia Teluk Emas"
