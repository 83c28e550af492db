"""Messages in channels, threads, forums and private chats: written, rewritten and taken back.

Each carries a nonce made from a key, so that Discord itself drops what is sent again within minutes, and a
mark by which ``adapters.discord.history`` finds it later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import discord

from adapters.discord.history import Written, mark
from adapters.discord.outcome import UNKNOWN_MESSAGE, TakenAwayError
from adapters.discord.render import edited, message, pages, title
from adapters.discord.transport import attempt

if TYPE_CHECKING:
    from adapters.discord.render import Look
    from bot.blocks import Reply

MALFORMED: Final = 50035
ARCHIVED: Final = 50083
_NOTHING: Final = Written({}, {})


def nonce(key: str, page: int) -> str:
    """What Discord knows page number ``page`` of the post ``key`` by; 25 characters at most are taken."""
    return blake2b(f"{page}/{key}".encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Posted:
    """The messages that say one reply: their channel and ids, in reading order."""

    channel: int
    messages: tuple[int, ...]

    @property
    def ref(self) -> str:
        """As text; ``read`` reads it."""
        return f"{self.channel}:{','.join(map(str, self.messages))}"

    @classmethod
    def read(cls, ref: str) -> Posted:
        """What ``ref`` stands for.

        Raises:
            ValueError: if it stands for nothing.
        """
        channel, _, messages = ref.partition(":")
        return cls(int(channel), tuple(map(int, messages.split(","))))


@dataclass(frozen=True, slots=True)
class Poster:
    """Writes replies in one look, with one client; what was ``written`` already is not written again."""

    client: discord.Client
    look: Look
    written: Written = _NOTHING

    async def post(
        self, channel: int, reply: Reply, key: str, *, answers: discord.Message | None = None
    ) -> Posted:
        """Write ``reply``, as answer to a message when one is given.

        Raises:
            discord.HTTPException: when Discord refuses it.
            TakenAwayError: when it had arrived before, and was deleted since.
            aiohttp.ClientError, OSError, TimeoutError: when the connection fails.
        """
        first, *rest = pages(reply, self.look)
        ids = await self._write(channel, first, key, 1, answers)
        for page in rest:
            ids += await self._write(channel, page, key, len(ids) + 1)
        return Posted(channel, ids)

    async def _write(
        self,
        channel: int,
        page: Reply,
        key: str,
        number: int,
        answers: discord.Message | None = None,
    ) -> tuple[int, ...]:
        try:
            return (await self._send(channel, page, self.look, nonce(key, number), answers),)
        except discord.HTTPException as error:
            if error.code == ARCHIVED:
                await self._reopen(channel, error)
                return (await self._send(channel, page, self.look, nonce(key, number), answers),)
            if error.code != MALFORMED or self.look.plain:
                raise
        plain = replace(self.look, plain=True)
        parts = enumerate(pages(page, plain), number)
        return tuple(
            [await self._send(channel, part, plain, nonce(f"plain/{key}", at), answers) for at, part in parts]
        )

    async def _reopen(self, thread: int, archived: discord.HTTPException) -> None:
        try:
            await self.client.http.edit_channel(thread, archived=False)
        except discord.Forbidden:
            raise archived from None

    async def _send(
        self, channel: int, page: Reply, look: Look, unique: str, answers: discord.Message | None
    ) -> int:
        arguments = message(page, look, mark(unique))
        if (known := self.written.find(unique, arguments)) is not None:
            return known
        if answers is not None:
            arguments["reference"] = answers.to_reference(fail_if_not_exists=False)
            arguments["mention_author"] = False
        channel_ = self.client.get_partial_messageable(channel)
        try:
            return (await channel_.send(**arguments, nonce=unique, silent=page.quiet)).id
        except discord.NotFound as error:
            if error.code == UNKNOWN_MESSAGE:
                raise TakenAwayError(channel) from error
            raise

    async def open(self, forum: discord.ForumChannel, reply: Reply, key: str) -> Posted:
        """Write ``reply`` as a post of its own in a forum, which knows no nonce: never twice in doubt.

        Raises:
            TwiceError: when it may have arrived and the library would send it again.
            as ``post``.
        """
        first, *rest = pages(reply, self.look)
        with attempt(once=True):
            opened = await forum.create_thread(
                name=title(reply), **message(first, self.look), silent=reply.quiet
            )
        ids: tuple[int, ...] = (opened.message.id,)
        for page in rest:
            ids += await self._write(opened.thread.id, page, key, len(ids) + 1)
        return Posted(opened.thread.id, ids)

    async def revise(self, posted: Posted, reply: Reply, key: str) -> Posted:
        """Let the messages say ``reply`` instead; more are written, or those left over taken back.

        Raises:
            as ``post``.
        """
        channel = self.client.get_partial_messageable(posted.channel)
        new = pages(reply, self.look)
        ids = posted.messages[: len(new)]
        for at, page in zip(ids, new, strict=False):
            await channel.get_partial_message(at).edit(**edited(page, self.look))
        await self.withdraw(replace(posted, messages=posted.messages[len(new) :]))
        for page in new[len(ids) :]:
            ids += await self._write(posted.channel, page, key, len(ids) + 1)
        return Posted(posted.channel, ids)

    async def withdraw(self, posted: Posted) -> None:
        """Delete the messages; one that is gone already is left at that.

        Raises:
            as ``post``.
        """
        channel = self.client.get_partial_messageable(posted.channel)
        for at in posted.messages:
            try:
                await channel.get_partial_message(at).delete()
            except discord.NotFound:
                continue
