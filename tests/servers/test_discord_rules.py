"""What the loopback Discord refuses, in whose words, and a second opinion on it."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st
from simcord.components import ComponentValidationError, validate_message_state

from tests.servers.discord import ApiError, Problem
from tests.servers.discord.rules.commands import check_commands
from tests.servers.discord.rules.mentions import pings, risk
from tests.servers.discord.rules.messages import check_message
from tests.servers.discord.rules.modals import check_modal
from tests.servers.discord.world import COMPONENTS_V2
from tests.servers.discord_play import HUSHED, stage

Body = dict[str, Any]


def text(content: str = "x") -> Body:
    """A Text Display."""
    return {"type": 10, "content": content}


def button(custom_id: str = "a", **fields: Any) -> Body:
    """A button."""
    return {"type": 2, "style": 2, "label": "x", "custom_id": custom_id, **fields}


def row(*children: Body) -> Body:
    """A row."""
    return {"type": 1, "components": list(children)}


def modern(*components: Body, **fields: Any) -> Body:
    """A message of Components V2."""
    return {"flags": COMPONENTS_V2, "components": list(components), **fields}


def select(count: int, **fields: Any) -> Body:
    """A select of so many options."""
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **fields}


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


def refused(check: Any) -> str | None:
    """The path of the first mistake; none when there is none."""
    try:
        check()
    except ApiError as error:
        found = error
    else:
        return None
    assert found.problem is Problem.INVALID_FORM
    return first(found.errors or {})


def first(tree: Body, path: str = "") -> str:
    """The path of the first mistake in a tree of errors."""
    if "_errors" in tree:
        assert all(mistake["code"] and mistake["message"] for mistake in tree["_errors"])
        return path.strip(".")
    step, below = next(iter(tree.items()))
    return first(below, f"{path}.{step}")


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


def modal(*parts: Body, **fields: Any) -> Body:
    """A form."""
    return {"custom_id": "m", "title": "Form", "components": list(parts), **fields}


def entry(custom_id: str = "t", **fields: Any) -> Body:
    """A text to enter."""
    return {"type": 4, "style": 1, "custom_id": custom_id, **fields}


def label(component: Body, name: str = "Name", **fields: Any) -> Body:
    """A field with its label."""
    return {"type": 18, "label": name, "component": component, **fields}


MODALS: dict[str, tuple[Body, str | None]] = {
    "a form": (modal(label(entry()), text()), None),
    "an old form": (modal(row(entry(label="Name"))), None),
    "an old field without a label": (modal(row(entry())), "components.0.components.0.label"),
    "a long title": (modal(label(entry()), title="x" * 46), "title"),
    "a long label": (modal(label(entry(), "x" * 46)), "components.0.label"),
    "many parts": (modal(*(label(entry(str(number))) for number in range(6))), "components"),
    "no parts": (modal(), "components"),
    "a field without a label": (modal(entry()), "components.0.type"),
    "a button": (modal(label(button())), "components.0.component.type"),
    "the same id twice": (modal(label(entry()), label(entry())), "components.1.component.custom_id"),
    "a long value": (modal(label(entry(value="x" * 11, max_length=10))), "components.0.component.value"),
    "lengths that cross": (
        modal(label(entry(min_length=5, max_length=4))),
        "components.0.component.min_length",
    ),
    "a long placeholder": (modal(label(entry(placeholder="x" * 101))), "components.0.component.placeholder"),
    "one choice": (
        modal(label({"type": 21, "custom_id": "r", "options": select(1)["options"]})),
        "components.0.component.options",
    ),
    "ten choices": (modal(label({"type": 21, "custom_id": "r", "options": select(10)["options"]})), None),
    "eleven boxes": (
        modal(label({"type": 22, "custom_id": "c", "options": select(11)["options"]})),
        "components.0.component.options",
    ),
}


@pytest.mark.parametrize("name", MODALS)
def test_forms_are_refused_where_they_are_wrong(name: str) -> None:
    """With the path of the part, or not at all."""
    body, place = deepcopy(MODALS[name])
    assert refused(lambda: check_modal(body)) == (place and f"data.{place}")


def command(name: str = "ask", **fields: Any) -> Body:
    """A command."""
    return {"name": name, "description": "Ask", **fields}


def option(name: str = "question", **fields: Any) -> Body:
    """An option."""
    return {"type": 3, "name": name, "description": "What", **fields}


def choices(count: int, size: int = 1) -> list[Body]:
    """Choices with values of a size."""
    return [{"name": str(number), "value": str(number).zfill(size)} for number in range(count)]


COMMANDS: dict[str, tuple[list[Body], str | None]] = {
    "a command": ([command(options=[option(required=True), option("b")])], None),
    "capitals": ([command("Ask")], "0.name"),
    "a space": ([command("ask me")], "0.name"),
    "a long name": ([command("x" * 33)], "0.name"),
    "other scripts": ([command("คำถาม"), command("प्रश्न"), command("質問"), command("tanya-apa_'")], None),
    "a translated name": ([command(name_localizations={"id": "tanya"})], None),
    "a translated name with capitals": (
        [command(name_localizations={"id": "Tanya"})],
        "0.name_localizations.id",
    ),
    "an unknown locale": ([command(name_localizations={"jv": "takon"})], "0.name_localizations.jv"),
    "no description": ([command(description="")], "0.description"),
    "a long description": ([command(description="x" * 101)], "0.description"),
    "a long translated description": (
        [command(description_localizations={"id": "x" * 101})],
        "0.description_localizations.id",
    ),
    "many options": ([command(options=[option(f"o{number}") for number in range(26)])], "0.options"),
    "required options behind": ([command(options=[option(), option("b", required=True)])], "0.options.1"),
    "two options of one name": ([command(options=[option(), option()])], "0.options.1.name"),
    "many choices": ([command(options=[option(choices=choices(26))])], "0.options.0.choices"),
    "a long choice": ([command(options=[option(choices=choices(1, 101))])], "0.options.0.choices.0.value"),
    "choices and autocomplete": (
        [command(options=[option(choices=choices(1), autocomplete=True)])],
        "0.options.0",
    ),
    "autocomplete of a user": ([command(options=[option(type=6, autocomplete=True)])], "0.options.0"),
    "a subcommand": ([command(options=[option("start", type=1, options=[option()])])], None),
    "a subcommand beside an option": ([command(options=[option("start", type=1), option()])], "0.options"),
    "a group in a group": (
        [
            command(
                options=[option("a", type=2, options=[option("b", type=2, options=[option("c", type=1)])])]
            )
        ],
        "0.options.0.options.0.type",
    ),
    "two of a name": ([command(), command()], "1.name"),
    "a context menu of the same name": ([command(), {"name": "ask", "type": 3}], None),
    "a context menu with spaces": ([{"name": "Check this claim", "type": 3}], None),
    "a context menu with a description": ([command(type=3)], "0.description"),
    "101 commands": ([command(f"c{number}") for number in range(101)], ""),
    "16 context menus": ([{"name": f"c{number}", "type": 3} for number in range(16)], ""),
    "too much text": (
        [command(options=[option(f"o{number}", choices=choices(25, 50)) for number in range(7)])],
        "0",
    ),
    "an unknown place": ([command(contexts=[3])], "0.contexts"),
    "no places": ([command(integration_types=[])], "0.integration_types"),
    "a length of a number": ([command(options=[option(type=4, min_length=1)])], "0.options.0.min_length"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_refused_where_they_are_wrong(name: str) -> None:
    """With the path of the part, or not at all."""
    definitions, place = COMMANDS[name]
    assert refused(lambda: check_commands(definitions)) == place


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


def test_commands_keep_their_ids_and_are_created_200_times_a_day() -> None:
    """Overwriting the same again creates nothing."""

    async def scene() -> None:
        async with stage() as on:
            before = {one.name: one.id for one in await on.client.tree.fetch_commands()}
            again = {one.name: one.id for one in await on.client.tree.sync()}
            assert before == again
            assert len(before) == 4
            for batch in range(2):
                on.server.register([command(f"c{batch}-{number}") for number in range(98)])
            with pytest.raises(discord.HTTPException) as caught:
                await on.client.tree.sync()
            assert caught.value.code == 30034
            on.server.clock.advance(24 * 3600)
            await on.client.tree.sync()
            here = on.client.guilds[0]
            on.client.tree.copy_global_to(guild=here)
            assert len(await on.client.tree.sync(guild=here)) == 4

    asyncio.run(scene())
