"""What the loopback Discord refuses, in whose words, and a second opinion on it."""

from __future__ import annotations

import asyncio
from copy import deepcopy

import discord
import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st
from simcord.components import ComponentValidationError, validate_message_state

from tests.servers.discord import ApiError, Problem
from tests.servers.discord.rules.mentions import pings, risk
from tests.servers.discord.rules.messages import check_message
from tests.servers.discord.world import COMPONENTS_V2
from tests.servers.discord_bodies import Body, button, modern, refused, row, select, text
from tests.servers.discord_play import HUSHED, stage

MESSAGES: dict[str, tuple[Body, str | None]] = {
    "a text": ({"content": "x" * 2000}, None),
    "a long text": ({"content": "x" * 2001}, "content"),
    "a text that is long in UTF-16": ({"content": "\N{HEADSTONE}" * 1001}, "content"),
    "no text": ({"content": 5}, "content"),
    "a long nonce": ({"content": "x", "nonce": "x" * 26}, "nonce"),
    "strange flags": ({"content": "x", "flags": 1 << 20}, "flags"),
    "embeds": ({"embeds": [{"title": "x" * 256, "description": "x" * 4096}]}, None),
    "a long title": ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
    "a long footer": ({"embeds": [{"footer": {"text": "x" * 2049}}]}, "embeds.0.footer.text"),
    "an empty field": ({"embeds": [{"fields": [{"name": "", "value": "x"}]}]}, "embeds.0.fields.0.name"),
    "many fields": ({"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]}, "embeds.0.fields"),
    "many embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds"),
    "long embeds": ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds"),
    "components": (modern(text("x" * 4000)), None),
    "a long display": (modern(text("x" * 2000), text("x" * 2001)), "components"),
    "an empty display": (modern(text("")), "components.0.content"),
    "components with content": (modern(text(), content="x"), "content"),
    "components with embeds": (modern(text(), embeds=[{"title": "x"}]), "embeds"),
    "no components": (modern(), "components"),
    "40 components": (modern(*(text() for _ in range(40))), None),
    "41 components, nested": (modern({"type": 17, "components": [text() for _ in range(40)]}), "components"),
    "a container in another": (
        modern({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        "components.0.components.0.type",
    ),
    "a display without the flag": ({"components": [text()]}, "components.0.type"),
    "six rows": ({"components": [row(button(str(number))) for number in range(6)]}, "components"),
    "five rows": ({"components": [row(button(str(number))) for number in range(5)]}, None),
    "six buttons": (modern(row(*(button(str(number)) for number in range(6)))), "components.0.components"),
    "an empty row": (modern(row()), "components.0.components"),
    "a button by itself": (modern(button()), "components.0.type"),
    "a long label": (modern(row(button(label="x" * 81))), "components.0.components.0.label"),
    "no label": (modern(row(button(label=""))), "components.0.components.0.label"),
    "a long id": (modern(row(button("x" * 101))), "components.0.components.0.custom_id"),
    "an empty id": (modern(row(button(""))), "components.0.components.0.custom_id"),
    "the same id twice": (modern(row(button(), button())), "components.0.components.1.custom_id"),
    "a link": (modern(row({"type": 2, "style": 5, "label": "x", "url": "https://x.org"})), None),
    "a link with an id": (
        modern(row(button(style=5, url="https://x.org"))),
        "components.0.components.0.custom_id",
    ),
    "a strange link": (
        modern(row({"type": 2, "style": 5, "label": "x", "url": "javascript:x"})),
        "components.0.components.0.url",
    ),
    "a strange style": (modern(row(button(style=9))), "components.0.components.0.style"),
    "a select": (modern(row(select(25))), None),
    "many options": (modern(row(select(26))), "components.0.components.0.options"),
    "more than there may be": (modern(row(select(2, max_values=26))), "components.0.components.0.min_values"),
    "a select beside a button": (modern(row(select(2), button())), "components.0"),
    "a section": (modern({"type": 9, "components": [text()], "accessory": button()}), None),
    "a section alone": (modern({"type": 9, "components": [text()]}), "components.0.accessory"),
    "a gallery": (modern({"type": 12, "items": [{"media": {"url": "https://x.org/a.png"}}]}), None),
    "an empty gallery": (modern({"type": 12, "items": []}), "components.0.items"),
    "a file that was not sent": (
        modern({"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}),
        "components.0.items.0",
    ),
    "a wide separator": (modern({"type": 14, "spacing": 3}), "components.0.spacing"),
    "a colour": (
        modern({"type": 17, "components": [text()], "accent_color": 1 << 24}),
        "components.0.accent_color",
    ),
    "the same number twice": (modern({**text(), "id": 7}, {**text(), "id": 7}), "components.1.id"),
}
"""Messages, and where each is wrong."""

STRICTER = {
    "a strange link",
    "no label",
    "an empty field",
    "a text that is long in UTF-16",
    "a file that was not sent",
}
STRICTER |= {"a long nonce", "strange flags", "no text"}
"""What the second opinion does not look at in the same place."""


@pytest.mark.parametrize("name", MESSAGES)
def test_messages_are_refused_where_they_are_wrong(name: str) -> None:
    """With the path of the part, or not at all."""
    body, place = deepcopy(MESSAGES[name])
    assert refused(lambda: check_message(body, frozenset())) == place


@pytest.mark.parametrize("name", MESSAGES.keys() - STRICTER)
def test_a_second_opinion_agrees(name: str) -> None:
    """Another simulation of Discord, by other people."""
    body, place = deepcopy(MESSAGES[name])
    assert accepted_elsewhere(body) is (place is None)


def accepted_elsewhere(body: Body) -> bool:
    """Whether the other simulation takes a message."""
    try:
        validate_message_state(
            body.get("components", []),
            flags=body.get("flags", 0),
            content=body.get("content"),
            embeds=body.get("embeds", []),
            require_nonempty=True,
        )
    except ComponentValidationError:
        return False
    return True


LABELS = st.text("ab ", min_size=0, max_size=3)
BUTTONS = st.builds(button, st.text("abc", min_size=0, max_size=2), label=LABELS, style=st.integers(0, 4))
CONTROLS = BUTTONS | st.builds(select, st.integers(0, 3))
ROWS = st.builds(row, BUTTONS) | st.lists(CONTROLS, max_size=6).map(lambda children: row(*children))
TEXTS = st.builds(text, st.sampled_from(["", "x", "x" * 1500, "x" * 4000]))
SECTIONS = st.fixed_dictionaries(
    {"type": st.just(9), "components": st.lists(TEXTS, max_size=4), "accessory": BUTTONS | TEXTS}
)
LEAVES = ROWS | TEXTS | SECTIONS | st.just({"type": 14, "spacing": 1})
CONTAINERS = st.fixed_dictionaries({"type": st.just(17), "components": st.lists(LEAVES, max_size=8)})
TREES = st.lists(LEAVES | CONTAINERS, max_size=8)


@given(components=TREES, flags=st.sampled_from([0, COMPONENTS_V2]))
def test_what_passes_here_passes_there(components: list[Body], flags: int) -> None:
    """Any tree of components that this server takes, the second opinion takes too."""
    body = {"components": components, "flags": flags, "content": None}
    try:
        check_message(body, frozenset())
    except ApiError:
        return
    assert accepted_elsewhere({**body, "components": [dict(one) for one in components]})


def test_an_empty_message_is_refused() -> None:
    """With a code of its own."""
    with pytest.raises(ApiError) as caught:
        check_message({"content": " "}, frozenset())
    assert caught.value.problem is Problem.EMPTY_MESSAGE


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"content": "x", "allowed_mentions": {"parse": []}}, None),
        ({"attachments": []}, None),
        ({"content": "x"}, "missing"),
        ({"components": [text()]}, "missing"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"]}}, "parse"),
        ({"content": "x", "allowed_mentions": {}}, "parse"),
        ({"content": "x", "allowed_mentions": {"parse": [], "users": ["5"]}}, "users"),
        ({"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}}, "replied_user"),
    ],
)
def test_bodies_that_could_ping_are_told(body: Body, why: str | None) -> None:
    """All that carry text and do not rule every mention out."""
    found = risk(body)
    assert found is None if why is None else why in (found or "")


def test_pings_follow_the_rule_on_mentions() -> None:
    """Without one, everything pings."""
    said = "@everyone <@5> <@!6> <@&7>"
    assert pings(said, None, 8) == {"everyone", "5", "6", "7", "8"}
    assert pings(said, {"parse": []}, 8) == frozenset()
    assert pings(said, {"parse": ["roles"], "users": [6]}, 8) == {"6", "7"}
    assert pings("@here", {"parse": ["everyone"]}) == {"everyone"}
    assert pings("@everyoneelse", {"parse": ["everyone"]}) == frozenset()


def test_discord_py_tells_what_was_wrong() -> None:
    """The tree of errors is flattened into its message."""

    async def scene() -> None:
        async with stage() as on:
            with pytest.raises(
                discord.HTTPException, match=r"In content: Must be between 0 and 2000 in length"
            ):
                await on.there.send("x" * 2001)
            view = ui.LayoutView(timeout=None)
            view.add_item(ui.TextDisplay("x" * 4000)).add_item(ui.TextDisplay("x"))
            with pytest.raises(discord.HTTPException, match="exceeds the maximum of 4000"):
                await on.there.send(view=view, allowed_mentions=HUSHED)
            assert [violation.kind for violation in on.server.violations] == ["form", "form"]

    asyncio.run(scene())
