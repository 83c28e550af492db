"""The bot's profile: commands and descriptions in every language, pushed only when they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.telegram.profile import descriptions, digest, menus
from bot.commands import TABLE
from tests.adapters.telegram.stage import Memory, play, stage
from tests.servers.telegram import TelegramServer, flood

if TYPE_CHECKING:
    from bot.i18n import Tongues

MENUS = 12


def test_every_scope_has_its_commands_in_every_language() -> None:
    """Those of managers are shown to administrators alone; others get the default language."""

    async def scene() -> None:
        async with stage() as scene:
            await scene.notebook.wrote.wait()
            commands = scene.server.commands
            assert len(commands) == MENUS
            named = {key: [one["command"] for one in listed] for key, listed in commands.items()}
            assert "tanya" in named["default", "id"]
            assert "ask" in named["all_private_chats", "en"]
            assert named["default", ""] == named["default", "id"]
            managed = {row.name for row in TABLE if row.managed}
            assert managed <= set(named["all_chat_administrators", "en"])
            assert not managed & set(named["all_group_chats", "en"])
            assert not {row.name for row in TABLE if row.local} & set(named["all_chat_administrators", "en"])
            assert "sumbernya" in scene.server.profile["description", "id"]
            assert "source" in scene.server.profile["short_description", "en"]

    play(scene())


def test_nothing_is_pushed_again_when_nothing_changed() -> None:
    """The digest in the notebook tells; another one makes everything new."""

    async def scene() -> None:
        memory = Memory()
        async with TelegramServer() as server:
            for _ in range(2):
                async with stage(server=server, notebook=memory) as scene:
                    await memory.wrote.wait()
                    await scene.settled()
            assert len(server.calls("setMyCommands")) == MENUS
            memory.kept = dict.fromkeys(memory.kept, "older")
            memory.wrote.clear()
            async with stage(server=server, notebook=memory):
                await memory.wrote.wait()
            assert "older" not in memory.kept.values()
            assert len(server.calls("setMyCommands")) == 2 * MENUS

    play(scene())


@pytest.mark.parametrize("seconds", [1_337])
def test_a_refusal_is_tried_again_at_the_next_start(seconds: int) -> None:
    """Telegram limits how often a profile changes; the bot serves meanwhile."""

    async def scene() -> None:
        memory = Memory()
        async with TelegramServer() as server:
            server.faults.next("setMyDescription", flood(seconds), times=None)
            async with stage(server=server, notebook=memory) as scene:
                siti = server.add_user("Siti")
                chat = server.private(siti)
                await server.next_call("setMyDescription")
                await server.say(chat, siti, "kapan?")
                await server.next_message(chat)
                await scene.settled()
            assert not memory.kept

    play(scene())


def test_without_the_store_everything_is_pushed() -> None:
    """Nothing can tell whether it changed."""

    async def scene() -> None:
        memory = Memory()
        memory.broken = True
        async with stage(notebook=memory) as scene:
            await scene.server.until(lambda: ("short_description", "id") in scene.server.profile)
            assert len(scene.server.calls("setMyCommands")) == MENUS

    play(scene())


def test_all_of_it_is_within_telegrams_limits(tongues: Tongues) -> None:
    """The server judges it as well; this holds for every language to come."""
    for menu in menus(tongues):
        assert len(menu.commands) <= 100
        assert all(1 <= len(name) <= 32 and name.islower() for name, _ in menu.commands)
        assert all(1 <= len(summary) <= 256 for _, summary in menu.commands)
    for long, short in descriptions(tongues).values():
        assert (len(long) <= 512, len(short) <= 120, short.endswith("…")) == (True, True, False)
    assert digest(tongues) == digest(tongues)
