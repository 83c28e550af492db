"""What every process under trial needs and never changes: loaded before they are copied from one another."""

from __future__ import annotations

from functools import cache

from bot import i18n
from bot.announcements.composing import Composing
from bot.cli.knowledge import read_packs
from bot.installed import load_adapter
from bot.shelf import Shelf


@cache
def composing() -> Composing:
    """Composes posts from all shipped packs."""
    shelf = Shelf(lambda: read_packs(()))
    shelf.prepare()
    return Composing(shelf, i18n.load())


for platform in ("discord", "telegram"):
    load_adapter(platform)
composing()
