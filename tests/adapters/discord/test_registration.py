"""The table of commands on Discord: complete, translated, within limits, compared with what is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
import pytest

from adapters.discord.comparison import digest
from adapters.discord.registration import Tree, arguments
from adapters.discord.whereabouts import PLACES
from bot.commands import TABLE, Parameter, Row
from bot.i18n import mark
from tests.adapters.discord.stage import definitions
from tests.servers.discord.rules.commands import check_commands

if TYPE_CHECKING:
    from bot.i18n import Tongues


@pytest.fixture(scope="module")
def registered() -> dict[tuple[str, int], dict[str, Any]]:
    """The commands by name and type."""
    return {(command["name"], command["type"]): command for command in asyncio.run(definitions())}


def test_every_command_of_the_table_is_registered(registered: dict[tuple[str, int], dict[str, Any]]) -> None:
    """But those of a terminal, and those that only buttons do; and nothing else is."""
    rows = [row for row in TABLE if row.listed and not row.local]
    slash = {(row.name, 1) for row in rows}
    menus = {(row.menu, 3) for row in rows if row.menu}
    assert set(registered) == slash | menus


def test_discord_takes_them_all(registered: dict[tuple[str, int], dict[str, Any]]) -> None:
    """Names, lengths and order, in every language, by the rules of the loopback server."""
    assert check_commands(list(registered.values()))


def test_commands_and_options_have_indonesian_names(
    registered: dict[tuple[str, int], dict[str, Any]],
) -> None:
    """From the table and the catalogues; English is what stands without a language."""
    ask = registered["ask", 1]
    assert ask["name_localizations"] == {"id": "tanya"}
    assert ask["description"] == "Ask me about history in your own words"
    assert ask["description_localizations"]["id"] != ask["description"]
    (question,) = ask["options"]
    assert question["name_localizations"] == {"id": "pertanyaan"}
    assert question["required"]
    assert question["autocomplete"]
    assert registered["Check this claim", 3]["name_localizations"]["id"]


def test_choices_are_translated(registered: dict[tuple[str, int], dict[str, Any]]) -> None:
    """And keep their values."""
    setting = registered["settings", 1]["options"][0]
    assert {choice["value"] for choice in setting["choices"]} == {
        value for value, _ in TABLE_SETTINGS.choices
    }
    assert all(choice["name_localizations"]["id"] for choice in setting["choices"])


TABLE_SETTINGS = next(row for row in TABLE if row.name == "settings").parameters[0]


def test_commands_for_managers_are_shown_to_them_only(
    registered: dict[tuple[str, int], dict[str, Any]],
) -> None:
    """To those who may manage the server, until it decides otherwise; unless others are answered too."""
    for row in TABLE:
        if row.listed and not row.local:
            hidden = row.managed and not row.open
            wanted = discord.Permissions(manage_guild=True).value if hidden else None
            assert registered[row.name, 1]["default_member_permissions"] == wanted


def test_commands_can_be_used_everywhere(registered: dict[tuple[str, int], dict[str, Any]]) -> None:
    """In servers, in private and between members, installed there or by a member."""
    for command in registered.values():
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert sorted(command["integration_types"]) == [0, 1]


def test_a_role_is_chosen_as_one(monkeypatch: pytest.MonkeyPatch, tongues: Tongues) -> None:
    """And handed over by its id."""
    role = Parameter(name="role", label=mark("value"), summary=mark("Its new value"), role=True)
    row = Row("keeper", {}, mark("Show what I can do"), (role,))
    monkeypatch.setattr("adapters.discord.registration.TABLE", (row,))

    async def made() -> list[dict[str, Any]]:
        async with discord.Client(intents=discord.Intents.none()) as client:
            return await Tree(client, tongues).payload()

    (command,) = asyncio.run(made())
    assert command["options"][0]["type"] == discord.AppCommandOptionType.role.value


def test_a_place_is_chosen_as_a_channel(monkeypatch: pytest.MonkeyPatch, tongues: Tongues) -> None:
    """Among those that can be written in; another choice of kinds is told as a change."""
    place = Parameter(name="place", label=mark("value"), summary=mark("Its new value"), place=True)
    row = Row("keeper", {}, mark("Show what I can do"), (place,))
    monkeypatch.setattr("adapters.discord.registration.TABLE", (row,))

    async def made() -> list[dict[str, Any]]:
        async with discord.Client(intents=discord.Intents.none()) as client:
            return await Tree(client, tongues).payload()

    (command,) = asyncio.run(made())
    (option,) = command["options"]
    assert option["type"] == discord.AppCommandOptionType.channel.value
    assert option["channel_types"] == [kind.value for kind in PLACES]
    assert not option["required"]
    assert check_commands([command])
    fewer = {**command, "options": [{**option, "channel_types": [0]}]}
    assert digest([fewer]) != digest([command])


def test_what_was_not_given_is_no_argument() -> None:
    """Whatever else an option is, it is text."""
    assert arguments({"a": None, "b": "", "c": "x", "d": 3}) == {"c": "x", "d": "3"}
