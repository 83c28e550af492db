"""A small bot of discord.py and a stage for it, for the tests of the loopback Discord."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord
import pytest
from discord import app_commands, ui

from tests.servers.discord import DiscordServer, pointed_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from tests.servers.discord import Channel, Guild, User

PATIENCE = 30.0
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
HUSHED = discord.AllowedMentions.none()
T = TypeVar("T")


class Again(ui.DynamicItem[ui.Button[Any]], template=re.compile(r"again:(?P<count>\d+)")):
    """A button whose state is in its id."""

    def __init__(self, count: int) -> None:
        super().__init__(ui.Button(label="Again", custom_id=f"again:{count}"))
        self.count = count

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that an id describes."""
        return cls(int(match["count"]))

    async def callback(self, interaction: discord.Interaction) -> Any:
        """Count on, in place."""
        await interaction.response.edit_message(view=counting(self.count + 1), allowed_mentions=HUSHED)


def counting(count: int) -> ui.LayoutView:
    """A message of Components V2 that counts."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(ui.TextDisplay(f"count {count}"), ui.ActionRow(Again(count).item)))
    return view


class Report(ui.Modal, title="Report an error"):
    """A form."""

    what: ui.Label[Self] = ui.Label(
        text="What is wrong?", component=ui.TextInput(custom_id="what", max_length=50)
    )
    kind: ui.Label[Self] = ui.Label(
        text="Kind",
        component=ui.RadioGroup(
            custom_id="kind",
            options=[discord.RadioGroupOption(label=name, value=name) for name in ("date", "name")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Thank."""
        what, kind = self.what.component, self.kind.component
        assert isinstance(what, ui.TextInput)
        assert isinstance(kind, ui.RadioGroup)
        await interaction.response.send_message(f"{kind.value}: {what.value}", ephemeral=True)


class Player(discord.Client):
    """Hears everything, and answers a few commands."""

    def __init__(self, **options: Any) -> None:
        settings: dict[str, Any] = {
            "intents": INTENTS,
            "allowed_mentions": HUSHED,
            "guild_ready_timeout": 0.05,
        }
        super().__init__(**{**settings, **options})
        self.ready = asyncio.Event()
        self.heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ask)
        self.tree.add_command(quiz)
        self.tree.add_command(report)
        self.tree.add_command(check)

    async def setup_hook(self) -> None:
        """Register the commands."""
        self.add_dynamic_items(Again)
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Note it."""
        self.ready.set()
        self.events.put_nowait("ready")

    async def on_resumed(self) -> None:
        """Note it."""
        self.events.put_nowait("resumed")

    async def on_message(self, message: discord.Message) -> None:
        """Note what others say."""
        if message.author != self.user:
            self.heard.put_nowait(message)

    async def hear(self) -> discord.Message:
        """The next message."""
        return await within(self.heard.get())


async def within(work: Awaitable[T]) -> T:
    """What a work brings, or ``TimeoutError`` long after it should have come."""
    async with asyncio.timeout(PATIENCE):
        return await work


@app_commands.command(description="Ask about history")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ask(interaction: discord.Interaction, question: str, public: bool = True) -> None:  # noqa: FBT001, FBT002  # a command's option
    """Think, then answer what was asked."""
    await interaction.response.defer(ephemeral=not public, thinking=True)
    await interaction.followup.send(f"{interaction.locale}: {question}")


@ask.autocomplete("question")
async def offer(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Two endings."""
    return [app_commands.Choice(name=current + end, value=current + end) for end in ("an", "ital")]


quiz = app_commands.Group(name="quiz", description="Quizzes")


@quiz.command(description="Start a quiz")
async def start(interaction: discord.Interaction, rounds: app_commands.Range[int, 1, 10]) -> None:
    """Show a message with a button."""
    await interaction.response.send_message(view=counting(rounds))


@app_commands.command(description="Report an error")
async def report(interaction: discord.Interaction) -> None:
    """Show the form."""
    await interaction.response.send_modal(Report(custom_id="report"))


@app_commands.context_menu(name="Check this claim")
async def check(interaction: discord.Interaction, message: discord.Message) -> None:
    """Say the message again, to the asker alone."""
    await interaction.response.send_message(message.content, ephemeral=True)


@dataclass(frozen=True, slots=True)
class Stage:
    """A server with a guild, a channel and a user, and a bot that is there."""

    server: DiscordServer
    guild: Guild
    channel: Channel
    user: User
    client: Player

    @property
    def there(self) -> discord.TextChannel:
        """The channel as the bot knows it."""
        channel = self.client.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return channel


@asynccontextmanager
async def stage(server: DiscordServer | None = None, **options: Any) -> AsyncIterator[Stage]:
    """A stage with a bot that is ready; ``options`` are those of the client."""
    async with server or DiscordServer() as serving:
        guild = serving.add_guild("kelas", channels=["umum"], locale="id")
        user = serving.add_user("budi")
        with pointed_at(serving):
            client = Player(**options)
            running = asyncio.create_task(client.start(serving.token))
            ready = asyncio.create_task(client.ready.wait())
            try:
                await within(asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED))
                if running.done():
                    running.result()
                yield Stage(serving, guild, guild.channel("umum"), user, client)
            finally:
                ready.cancel()
                await client.close()
            await within(running)


def play(scene: Callable[[Stage], Awaitable[None]], **options: Any) -> None:
    """Run a scene on a fresh stage."""

    async def run() -> None:
        async with stage(**options) as on:
            await scene(on)

    asyncio.run(run())


async def expect(work: Coroutine[Any, Any, Any], status: int, code: int) -> None:
    """See that a request is refused with a code."""
    with pytest.raises(discord.HTTPException) as caught:
        await work
    assert (caught.value.status, caught.value.code) == (status, code)
