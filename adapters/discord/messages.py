"""Questions in plain words: answered, answered anew when edited, the answer taken back when deleted."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from adapters.discord import reading
from bot.blocks import Audience, Reply
from bot.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.discord.posting import Posted, Poster
    from adapters.discord.work import Work
    from bot.seam import Question

_log = logging.getLogger(__name__)

TYPING: Final = 1.0
"""Seconds of thought after which the bot is seen typing."""
ANSWERS: Final = 10_000
"""Answers that can still be revised; some megabytes at most."""
REVISED: Final = 86_400.0
"""Seconds for which an answer follows its question."""
DEADLINE: Final = 15.0
"""Seconds for one try to write an answer."""
PAUSES: Final = (0.0, 0.5, 2.0)
"""Seconds before each try."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What answers a message; of its words only enough is kept to tell whether they changed."""

    words: int
    posted: Posted


class Messages:
    """What members say to the bot, and what it says to that."""

    def __init__(self, client: discord.Client, work: Work, poster: Poster) -> None:
        self._client = client
        self._work = work
        self._poster = poster
        self._answers: Recent[int, _Answer] = Recent(ANSWERS, REVISED)

    def _read(self, message: discord.Message) -> Question | None:
        me = self._client.user
        return None if me is None or message.author.id == me.id else reading.question(message, me.id)

    async def ask(self, message: discord.Message) -> None:
        """Answer a message that asks something."""
        if (question := self._read(message)) is None:
            return
        thinking = asyncio.ensure_future(self._work.handle(question))
        try:
            done, _ = await asyncio.wait({thinking}, timeout=TYPING)
            if not done and question.addressed:
                await self._type(message.channel.id)
            response = await thinking
        finally:
            thinking.cancel()
        if isinstance(response.reply, Reply):
            posted = await self._answer(message, response.reply)
            self._answers.put(message.id, _Answer(hash(question.text), posted))
        await self._work.deliver(response.posts, str(message.id))

    async def edit(self, message: discord.Message) -> None:
        """Answer a message anew whose words were changed."""
        before = self._answers.get(message.id)
        question = self._read(message) if before is not None else None
        if (
            before is None
            or question is None
            or not question.addressed
            or before.words == hash(question.text)
        ):
            return
        response = await self._work.handle(question)
        if isinstance(response.reply, Reply):
            posted = await self._poster.revise(
                before.posted, response.reply, f"{message.id}/{hash(question.text)}"
            )
            self._answers.put(message.id, _Answer(hash(question.text), posted))

    async def delete(self, ids: Iterable[int]) -> None:
        """Take back what answers messages that are no more."""
        for id_ in ids:
            if (answer := self._answers.get(id_)) is not None:
                self._answers.drop(id_)
                await self._poster.withdraw(answer.posted)

    async def _answer(self, message: discord.Message, reply: Reply) -> Posted:
        """Say ``reply``, privately when it is for the asker alone and they take messages."""
        if reply.audience is Audience.ASKER and message.guild is not None:
            try:
                private = await message.author.create_dm()
                return await self._surely(private.id, reply, message.id)
            except discord.Forbidden:
                pass
        return await self._surely(message.channel.id, reply, message.id, answers=message)

    async def _surely(
        self, channel: int, reply: Reply, id_: int, *, answers: discord.Message | None = None
    ) -> Posted:
        """Write again what may not have arrived: the nonce lets Discord drop what had.

        Raises:
            what the last try ended in.
        """
        *pauses, last = PAUSES
        for pause in pauses:
            await asyncio.sleep(pause)
            try:
                return await self._once(channel, reply, id_, answers)
            except (discord.DiscordServerError, aiohttp.ClientError, OSError, TimeoutError):
                continue
        await asyncio.sleep(last)
        return await self._once(channel, reply, id_, answers)

    async def _once(self, channel: int, reply: Reply, id_: int, answers: discord.Message | None) -> Posted:
        async with asyncio.timeout(DEADLINE):
            return await self._poster.post(channel, reply, f"answer/{id_}", answers=answers)

    async def _type(self, channel: int) -> None:
        try:
            async with asyncio.timeout(DEADLINE):
                await self._client.http.send_typing(channel)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError):
            _log.debug("Could not show the bot typing")
