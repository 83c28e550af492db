"""Bots on the same libraries that answer everything at once with one and the same reply.

It is as long as Babad's answers are and has as many buttons; nothing is looked up, so this is what the
libraries themselves cost.  They are set up as lightly as Babad's adapters are.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import discord
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.ext import Application, MessageHandler, filters

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bench.chat.child import Json

_EN: Final = "https://en.wikipedia.org/wiki/Japanese_intervention_in_Siberia"
_ID: Final = "https://id.wikipedia.org/wiki/Intervensi_Jepang_di_Siberia"
_TITLES: Final = ("Japanese intervention in Siberia, Wikipedia", "Intervensi Jepang di Siberia, Wikipedia")
STATEMENT: Final = (
    "The Japanese warship Iwami reached Vladivostok on 12 January 1918 (Gregorian calendar), "
    "two days ahead of HMS Suffolk."
)
NOTE: Final = (
    "Note: One day-by-day chronicle of the First World War gives 13 January. By the Julian calendar "
    "then still in use in Russia, 12 January was 30 December 1917."
)
TEXTS: Final = (
    "**12 January 1918.**",
    STATEMENT,
    f"*{NOTE}*",
    f"-# Sources: [{_TITLES[0]}](<{_EN}>); [{_TITLES[1]}](<{_ID}>)",
    "Fact: `iwami-reaches-vladivostok`",
)
HTML: Final = (
    f"<b>12 January 1918.</b>\n{STATEMENT}\n<i>{NOTE}</i>\n\n<i>Sources: </i>"
    f'<a href="{_EN}">{_TITLES[0]}</a>; <a href="{_ID}">{_TITLES[1]}</a>\n'
    "Fact: <code>iwami-reaches-vladivostok</code>"
)
BUTTONS: Final = (
    ("Why this answer?", "why:iwami-reaches-vladivostok"),
    ("Bahasa Indonesia", "say:id:iwami-reaches-vladivostok"),
    ("◀ Earlier", "earlier:iwami-reaches-vladivostok"),
    ("Later ▶", "later:iwami-reaches-vladivostok"),
    ("Cite", "cite:iwami-reaches-vladivostok"),
    ("Report a mistake", "report:iwami-reaches-vladivostok"),
    ("Not what I meant", "instead:~6bab364fc4c0~17dee278130f~af33f2c9ed08"),
)
HUSHED: Final = discord.AllowedMentions.none()


def view() -> ui.LayoutView:
    """The reply on Discord."""
    made = ui.LayoutView(timeout=None)
    buttons: list[ui.Button[Any]] = [ui.Button(label=label, custom_id=id_) for label, id_ in BUTTONS]
    rows = [ui.ActionRow(*buttons[:5]), ui.ActionRow(*buttons[5:])]
    made.add_item(ui.Container(*map(ui.TextDisplay, TEXTS), *rows, accent_colour=0x9C3D2E))
    made.stop()
    return made


async def on_discord(settings: Json, stop: asyncio.Event) -> None:
    """Answer ``/ask`` and mentions until stopped."""
    Route.BASE = settings["api"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings["gateway"])
    client = discord.Client(
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
        allowed_mentions=HUSHED,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        max_messages=None,
    )
    tree = app_commands.CommandTree(client)

    @tree.command()
    async def ask(interaction: discord.Interaction, question: str) -> None:
        """Echo."""
        del question
        await interaction.response.send_message(view=view())

    @client.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(view=view(), mention_author=False)

    running = asyncio.create_task(client.start(settings["token"]))
    await stop.wait()
    await client.close()
    await running


async def on_telegram(settings: Json, stop: asyncio.Event) -> None:
    """Answer every message until stopped."""
    builder = Application.builder().token(settings["token"]).concurrent_updates(1_024)
    application = builder.base_url(settings["base_url"]).base_file_url(settings["base_file_url"]).build()

    async def answer(update: Update, context: object) -> None:
        del context
        message = update.effective_message
        assert message is not None
        buttons = [[InlineKeyboardButton(label, callback_data=data)] for label, data in BUTTONS]
        await message.reply_text(
            HTML,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=ReplyParameters(message.message_id),
            reply_markup=InlineKeyboardMarkup(buttons),
        )

    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await stop.wait()
        await application.updater.stop()
        await application.stop()


BOTS: Final[dict[str, Callable[[Json, asyncio.Event], Coroutine[Any, Any, None]]]] = {
    "discord": on_discord,
    "telegram": on_telegram,
}
