"""A platform whose updates are lines over TCP, and others that go wrong, installed by the tests."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003  # pydantic reads annotations
from typing import TYPE_CHECKING

import click
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from bot.blocks import Reply
from bot.delivery import (
    AdapterSettingsError,
    Capabilities,
    Failed,
    Gone,
    Located,
    NotebookError,
    RefusedError,
    Sent,
    Unsure,
)
from bot.plain import plain
from bot.seam import Member, Place, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.delivery import Delivery, Handler, Notebook, Whereabouts

HOME = "home"
HOLD = "hold "
"""Begins a line whose answer is kept back until the next line comes."""


@click.command()
def dummy() -> None:
    """Say that the command of an adapter is there."""
    click.echo("dummy at your service")


class DummySettings(BaseModel):
    """What the platform can be told."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: SecretStr
    address_in: Path
    """Where to write the port that it listens on."""


def create(settings: Mapping[str, object], notebook: Notebook) -> Dummy:
    """The platform that works."""
    try:
        return Dummy(DummySettings.model_validate(dict(settings)), notebook)
    except ValidationError as error:
        problems = [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors(include_input=False)]
        raise AdapterSettingsError(*problems) from None


def create_flaky(settings: Mapping[str, object], notebook: Notebook) -> Broken:
    """One that fails again and again, with its token in the message."""
    del notebook
    return Broken("flaky", OSError, f"no route to https://flaky.example/bot{settings.get('token', '')}")


def create_refused(settings: Mapping[str, object], notebook: Notebook) -> Broken:
    """One whose token is wrong."""
    del notebook
    return Broken("refused", RefusedError, f"The token {settings.get('token', '')} is wrong; take a new one.")


class Broken:
    """Fails whenever it is run."""

    capabilities = Capabilities(text=100)
    connected = False

    def __init__(self, name: str, error: type[Exception], problem: str) -> None:
        self.name = name
        self._error, self._problem = error, problem

    async def run(self, handler: Handler) -> None:
        """Fail."""
        del handler
        raise self._error(self._problem)

    async def close(self) -> None:
        """Nothing is open."""

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Fail."""
        del place, reply, key
        return Failed("broken")

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Fail."""
        del place, reply, key, age
        return Failed("broken")

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Fail."""
        del ref, reply
        return Failed("broken")

    async def locate(self, place: Place) -> Whereabouts:
        """Fail."""
        del place
        return Failed("broken")


class Dummy:
    """Answers each line of a connection with a line."""

    name = "dummy"
    capabilities = Capabilities(text=4_000)

    def __init__(self, settings: DummySettings, notebook: Notebook) -> None:
        self._settings = settings
        self._notebook = notebook
        self._closing = asyncio.Event()
        self._talking: set[asyncio.Task[None]] = set()
        self._idle: set[asyncio.StreamReader] = set()
        self.connected = False

    async def run(self, handler: Handler) -> None:
        """Listen until closed."""

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._talking.add(task)
            try:
                await self._talk(handler, reader, writer)
            finally:
                self._talking.discard(task)
                writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        async with server:
            draft = self._settings.address_in.with_suffix(".draft")
            draft.write_text(str(server.sockets[0].getsockname()[1]), "utf-8")
            draft.replace(self._settings.address_in)
            self.connected = True
            await self._closing.wait()
            self.connected = False

    async def close(self) -> None:
        """Finish the answers that are under way."""
        self._closing.set()
        for reader in self._idle:
            reader.feed_eof()
        if self._talking:
            await asyncio.wait(self._talking)

    async def _talk(
        self, handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while line := await self._next(reader):
            text = line.removeprefix(HOLD)
            reply = await self._answer(handler, text)
            if line.startswith(HOLD):
                writer.write(b"held\n")
                await reader.readline()
            writer.write(" ".join(plain(reply).split()).encode() + b"\n")
            await writer.drain()

    async def _next(self, reader: asyncio.StreamReader) -> str:
        """The next line; none when the other side hung up or the bot ends."""
        if self._closing.is_set():
            return ""
        self._idle.add(reader)
        try:
            return (await reader.readline()).decode().strip()
        finally:
            self._idle.discard(reader)

    async def _answer(self, handler: Handler, text: str) -> Reply:
        place = Place(self.name, HOME, HOME, private=True)
        question = Question(place, Member(self.name, "somebody"), datetime.now(UTC), text)
        reply = (await handler.handle(question)).reply
        assert isinstance(reply, Reply)
        with suppress(NotebookError):
            await self._notebook.write("dummy:last", text, user="somebody")
        return reply

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Nobody listens; the key is the message."""
        del place, reply
        return Sent(key)

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Nobody knows."""
        del place, reply, key, age
        return Unsure()

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Nothing is kept."""
        del reply
        return Sent(ref)

    async def locate(self, place: Place) -> Whereabouts:
        """There is one place, which all share."""
        return Located(place, "") if place.chat == HOME else Gone()
