"""``babad chat``: a conversation in the terminal."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click
import platformdirs

from bot.budget import Budgets, Rate
from bot.cli.knowledge import answering, language_option, locale, pack_option, read_packs
from bot.composition import converse
from bot.shelf import Shelf

if TYPE_CHECKING:
    from bot.delivery import Adapter

ALONE = Rate(1e9, 1e9)
"""What one may ask who keeps nobody else waiting."""


@click.command()
@pack_option
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print each reply as a line of JSON, with its buttons.")
def chat(*, packs: tuple[str, ...], language: str | None, as_json: bool) -> None:
    """Talk with Babad in the terminal, or pipe in one question a line.

    Questions are answered in their own language; /help lists what else can be typed.
    What you choose or hand over is forgotten at the end.

    \b
    Exit codes: 0 the conversation ended; 1 it failed; 2 the command was not used as it should be.
    """  # noqa: D301  # click reads the escape
    if isinstance(sys.stdin, TextIOWrapper):
        # Whatever bytes are piped in, one that is no character never ends a conversation.
        sys.stdin.reconfigure(errors="replace")
    if not os.environ.get("BABAD_DEBUG"):
        # What went wrong is said in the conversation; its traceback is for whoever asks for it.
        logging.getLogger().addHandler(logging.NullHandler())
    budgets = Budgets(member=ALONE, chat=ALONE, community=ALONE)
    conversation = converse(answering(packs), Shelf(lambda: read_packs(packs)), budgets=budgets)
    with suppress(KeyboardInterrupt):  # an interrupt ends a conversation, also while it is answering
        asyncio.run(console(language, as_json=as_json).run(conversation))


def console(language: str | None, *, as_json: bool = False) -> Adapter:
    """The console adapter, found as every adapter is."""
    (entry,) = entry_points(group="babad.adapters", name="console")
    adapter: Adapter = entry.load()(settings(language) | {"json": "yes" if as_json else "no"})
    return adapter


def settings(language: str | None) -> dict[str, str]:
    """What the console is told: the language, where to keep lines, and whether colour is wanted."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return {
        "language": language or locale() or "",
        "history": str(Path(platformdirs.user_state_dir("babad")) / "history"),
        "colour": "no" if plain else "yes",
    }
