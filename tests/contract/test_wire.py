"""A sample of the contract over the wire: real libraries, loopback platforms, every byte as it is sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Action, Reply
from bot.delivery import Sent
from bot.seam import Place
from tests.adapters.discord import stage as discord
from tests.adapters.telegram import stage as telegram
from tests.contract.cases import CASES
from tests.contract.test_blocks import harmless, missing
from tests.contract.texts import HOSTILE, endless
from tests.contract.views import VIEWS, gathered, shown_on_discord, shown_on_telegram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.views import Shown

BY_NAME = {view.name: view for view in VIEWS}
WHY = Action("Mengapa?", "why:")


def sample() -> Iterator[tuple[str, Reply]]:
    """Every type of block with every hostile text, and replies that take many messages."""
    for named, text in HOSTILE.items():
        yield named, Reply(tuple(next(make(text)) for make in CASES.values()), (WHY,))
    for named, text in [*endless()][:2]:
        yield named, Reply(tuple(next(make(text)) for make in CASES.values()), (WHY,))


def check(shown: Shown, name: str, reply: Reply, named: str) -> None:
    """Hold what arrived against what was said."""
    missing(shown, reply.blocks, named)
    harmless(shown, BY_NAME[name], reply.blocks, named)
    assert shown.buttons == ("why:",), named


@pytest.mark.parametrize("plain", [False, True], ids=["contained", "plain"])
def test_discord_shows_what_was_sent(*, plain: bool) -> None:
    """Nothing refused, nobody pinged, nothing lost on the way."""

    async def scene() -> None:
        async with discord.stage(plain=plain) as on:
            on.server.limits.whole = None
            place = Place("discord", str(on.guild.id), str(on.channel.id))
            for named, reply in sample():
                before = len(on.said())
                assert isinstance(await on.adapter.send(place, reply, named), Sent), named
                arrived = on.said()[before:]
                shown = gathered(
                    shown_on_discord(one.raw, {file.filename: file.content for file in one.attachments})
                    for one in arrived
                )
                assert not any(one.pings for one in arrived)
                check(shown, "discord, plain" if plain else "discord", reply, named)

    asyncio.run(scene())


def test_telegram_shows_what_was_sent() -> None:
    """Likewise; quizzes are polls of Telegram's own."""

    async def scene() -> None:
        async with telegram.stage() as on:
            group = on.server.add_group("Kelas XI")
            place = Place("telegram", str(group.id), str(group.id))
            for named, reply in sample():
                before = len(on.server.replies(group))
                assert isinstance(await on.adapter.send(place, reply, named), Sent), named
                arrived = on.server.replies(group)[before:]
                shown = gathered(shown_on_telegram(one, on.server.realm.files) for one in arrived)
                check(shown, "telegram", reply, named)

    telegram.play(scene())
