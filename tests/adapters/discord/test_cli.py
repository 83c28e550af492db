"""``babad discord``: what it registers, what it tells, and what it says when that cannot be done."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from adapters.discord.cli import PERMISSIONS, discord
from adapters.discord.comparison import DIGEST, digest
from bot.cli.exits import Exit
from bot.store.opening import open_store
from tests.adapters.discord.stage import definitions
from tests.servers.discord import DiscordServer, pointed_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    Babad = Callable[..., Coroutine[None, None, Result]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database that is configured."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'babad.sqlite'}"
    monkeypatch.setenv("BABAD_STORE", url)
    return url


@asynccontextmanager
async def platform(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[DiscordServer, Babad]]:
    """A Discord, and ``babad discord`` with a token that it takes."""
    async with DiscordServer() as server:
        monkeypatch.setenv("BABAD_DISCORD__TOKEN", server.token)

        async def babad(*words: str) -> Result:
            return await asyncio.to_thread(CliRunner().invoke, discord, words)

        with pointed_at(server):
            yield server, babad


def test_sync_registers_the_commands_and_notes_it(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once; then there is nothing left to do."""

    async def play() -> None:
        async with platform(monkeypatch) as (server, babad):
            first = await babad("sync")
            assert first.exit_code == 0, first.output
            assert "+ ask" in first.output
            assert "ask" in {command["name"] for command in server.commands}
            again = await babad("sync")
            assert again.output == "Discord has the commands of this version.\n"
            opened = await open_store(store)
            noted = await opened.notebook.read(DIGEST, datetime.now(UTC))
            await opened.close()
            assert noted == digest(await definitions())
            puts = [one for one in server.requests if one.method == "PUT"]
            assert len(puts) == 1

    asyncio.run(play())


@pytest.mark.usefixtures("store")
def test_what_changes_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """And with --dry-run nothing is changed."""

    async def play() -> None:
        async with platform(monkeypatch) as (server, babad):
            made = await definitions()
            ask = next(command for command in made if command["name"] == "ask")
            server.register(
                [{**ask, "description": "Lama"}, {"name": "lama", "description": "Lama", "type": 1}]
            )
            told = await babad("sync", "--dry-run")
            assert {"~ ask", "- lama", "+ help"} <= set(told.output.splitlines())
            assert {command["name"] for command in server.commands} == {"ask", "lama"}

    asyncio.run(play())


@pytest.mark.usefixtures("store")
def test_commands_can_be_registered_in_one_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they show at once."""

    async def play() -> None:
        async with platform(monkeypatch) as (server, babad):
            guild = server.add_guild("kelas")
            done = await babad("sync", "--guild", str(guild.id))
            assert done.exit_code == 0, done.output
            assert server.commands == []
            assert server.platform.commands.list(guild.id)

    asyncio.run(play())


@pytest.mark.usefixtures("store")
def test_invite_prints_an_address_with_all_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing more."""

    async def play() -> None:
        async with platform(monkeypatch) as (server, babad):
            told = (await babad("invite")).output
            assert told.startswith(f"https://discord.com/oauth2/authorize?client_id={server.bot.id}")
            assert "scope=bot+applications.commands" in told
            assert f"permissions={PERMISSIONS.value}" in told

    asyncio.run(play())


@pytest.mark.usefixtures("store")
def test_a_refused_token_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the token."""

    async def play() -> None:
        async with platform(monkeypatch) as (server, babad):
            server.bad_token = True
            told = await babad("sync")
            assert told.exit_code == Exit.REFUSED
            assert "developer portal" in told.output
            assert server.token not in told.output

    asyncio.run(play())


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("fault", "says"),
    [("cut", "cannot be reached"), ("forbidden", "invite"), ("gone", "no such server"), ("down", "503")],
)
def test_what_goes_wrong_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: str, says: str
) -> None:
    """One that tells what to do."""

    async def play() -> None:
        async with platform(monkeypatch) as (server, babad):
            pattern = "GET /applications/*/commands*"
            if fault == "cut":
                server.faults.cut(pattern, times=5)  # aiohttp itself reads again
            else:
                status = {"forbidden": 403, "gone": 404, "down": 503}[fault]
                server.faults.fail(pattern, status)
            told = await babad("sync")
            assert told.exit_code == Exit.FAILED
            assert says in told.output

    asyncio.run(play())


def test_without_a_token_it_is_told_where_to_find_one(store: str) -> None:
    """No traceback."""
    del store
    told = CliRunner().invoke(discord, ["sync"])
    assert told.exit_code == Exit.CONFIG
    assert told.output.startswith("Error: discord.token: it is missing")


def test_a_configuration_that_is_wrong_is_told(store: str, tmp_path: Path) -> None:
    """As everywhere."""
    del store
    file = tmp_path / "babad.yaml"
    file.write_text("zone: Mars/Utara\n", "utf-8")
    told = CliRunner().invoke(discord, ["invite", "--config", str(file)])
    assert told.exit_code == Exit.CONFIG
    assert "zone" in told.output
