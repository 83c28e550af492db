"""What Telegram shows of the bot by itself: its commands and descriptions, from the table and catalogues.

Pushed only when they changed since the last time, by a digest in the notebook.
"""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Final, NamedTuple

from telegram import (
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.constants import BotCommandLimit
from telegram.error import TelegramError

from adapters.telegram.limits import DESCRIPTION, SHORT_DESCRIPTION
from bot.commands import TABLE
from bot.delivery import NotebookError
from bot.i18n import mark
from bot.telling import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import BotCommandScope
    from telegram.ext import ExtBot

    from bot.delivery import Notebook
    from bot.i18n import Tongue, Tongues

logger = logging.getLogger(__name__)

DESCRIBED: Final = mark(
    "Ask me about history in your own words, here or in your study group. I answer only from facts that have "
    "a source, and I say so when I don't know."
)
DESCRIBED_SHORTLY: Final = mark("A history companion for study groups: every answer has its source.")

_SCOPES: Final[tuple[tuple[BotCommandScope, bool], ...]] = (
    (BotCommandScopeDefault(), False),
    (BotCommandScopeAllPrivateChats(), False),
    (BotCommandScopeAllGroupChats(), False),
    (BotCommandScopeAllChatAdministrators(), True),
)
"""Whom commands are shown to, and whether those who manage a community are among them alone."""


class Menu(NamedTuple):
    """The commands shown in one scope to those who use Telegram in one language; "" is any other."""

    scope: BotCommandScope
    language: str
    commands: tuple[tuple[str, str], ...]


def menus(tongues: Tongues) -> Iterator[Menu]:
    """Every list of commands; those of managers are for the administrators of groups."""
    for scope, managed in _SCOPES:
        for language in ("", *sorted(tongues.by_code)):
            yield Menu(scope, language, tuple(_commands(tongues.speak(language), managed=managed)))


def _commands(tongue: Tongue, *, managed: bool) -> Iterator[tuple[str, str]]:
    for row in TABLE:
        if row.listed and not row.local and (managed or not row.managed):
            summary = shorten(tongue.gettext(row.summary), int(BotCommandLimit.MAX_DESCRIPTION))
            yield row.named(tongue.code), summary


def descriptions(tongues: Tongues) -> dict[str, tuple[str, str]]:
    """The description and the short one, by language."""
    spoken = {language: tongues.speak(language) for language in ("", *sorted(tongues.by_code))}
    return {
        language: (
            shorten(tongue.gettext(DESCRIBED), DESCRIPTION),
            shorten(tongue.gettext(DESCRIBED_SHORTLY), SHORT_DESCRIPTION),
        )
        for language, tongue in spoken.items()
    }


def digest(tongues: Tongues) -> str:
    """What tells one version of all of it from another."""
    listed = [(menu.scope.type, menu.language, menu.commands) for menu in menus(tongues)]
    return hashlib.sha256(json.dumps([listed, descriptions(tongues)]).encode()).hexdigest()


class Profile:
    """Brings what Telegram shows up to date."""

    def __init__(self, bot: ExtBot[float], notebook: Notebook, tongues: Tongues) -> None:
        self._bot = bot
        self._notebook = notebook
        self._tongues = tongues

    async def refresh(self) -> None:
        """Push everything if any of it changed; a failure is logged, and tried again at the next start."""
        key, current = f"telegram:profile:{self._bot.id}", digest(self._tongues)
        try:
            if await self._notebook.read(key) == current:
                return
        except NotebookError:
            logger.info("The commands are registered anew: the store cannot tell whether they changed")
        try:
            await self._push()
            await self._notebook.write(key, current)
        except TelegramError as error:
            logger.warning("The commands were not registered: %s", type(error).__name__)
        except NotebookError:
            return

    async def _push(self) -> None:
        for menu in menus(self._tongues):
            await self._bot.set_my_commands(menu.commands, menu.scope, menu.language or None)
        for language, (long, short) in descriptions(self._tongues).items():
            await self._bot.set_my_description(long, language or None)
            await self._bot.set_my_short_description(short, language or None)
