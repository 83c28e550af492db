"""Forms and commands that the loopback Discord refuses."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from typing import Any

import discord
import pytest

from tests.servers.discord.rules.commands import check_commands
from tests.servers.discord.rules.modals import check_modal
from tests.servers.discord_bodies import Body, button, refused, row, select, text
from tests.servers.discord_play import stage


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
