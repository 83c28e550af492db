"""The reference adapter: a conversation in a terminal, or with questions piped in.

Plain lines that a screen reader can follow: no boxes, no spinners, colour only where it is wanted.
Reading blocks the event loop on purpose: there is one member, and a post that breaks into the line being
typed would help nobody.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from adapters.console_form import fill
from adapters.console_input import Offers, event_of
from adapters.line_editing import LineEditing, complete, read_line
from adapters.terminal_text import lines, menu
from bot import i18n
from bot.blocks import UNOFFERED, Bullets, Form
from bot.commands import TABLE
from bot.delivery import Capabilities, Failed, Gone, Located, Sent, Unsure
from bot.fit import fit
from bot.information import usage
from bot.plain import plain
from bot.reply_json import as_json
from bot.seam import Command, Member, Place, Press, Submit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.blocks import Action, Reply
    from bot.delivery import Delivery, Handler, Notebook, Whereabouts
    from bot.seam import Event


def create(settings: Mapping[str, object], notebook: Notebook | None = None) -> Console:
    """The console on the standard streams.

    Settings: ``language``, ``history`` (a file), ``colour`` and ``json`` (yes).
    """
    del notebook  # a conversation in a terminal leaves nothing half done
    # A stream that was closed from outside is None: then nothing is read, and nothing shown.
    told = {name: str(value) for name, value in settings.items()}
    return Console(told, sys.stdin or StringIO(), sys.stdout or StringIO())


class Console:
    """Talks to whoever sits at the terminal, or answers line for line what is piped in."""

    name = "console"
    capabilities = Capabilities(text=20_000, actions=20)
    connected = True

    def __init__(self, settings: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> None:
        self._in, self._out = stdin, stdout
        self._tongue = i18n.load().speak(settings.get("language"))
        self._history = Path(settings["history"]) if settings.get("history") else None
        self._interactive = stdin.isatty() and stdout.isatty()
        self._colour = self._interactive and settings.get("colour") == "yes"
        self._json = settings.get("json") == "yes"
        self._place = Place(self.name, "terminal", "terminal", private=True)
        self._member = Member(self.name, "terminal", locale=self._tongue.code)
        self._menu: dict[str, Action] = {}
        self._listed = False
        """Whether anything was offered yet that a number can choose."""

    async def run(self, handler: Handler) -> None:
        """Serve until the input ends, the member quits or interrupts."""
        editing = LineEditing(self._history, partial(complete, handler, self._place, self._member))
        if self._interactive:
            editing.start()
            self._say(self._tongue.gettext("Babad, your history companion. Ask away, or type /help."))
        try:
            while (line := self._read()) is not None:
                if not line:
                    continue
                offers = Offers(self._menu, listed=self._listed)
                event = event_of(line, offers, self._place, self._member)
                if self._is(event, "quit"):
                    break
                reply = (await handler.handle(event)).reply
                while isinstance(reply, Form):
                    values = fill(reply, self._tongue, self._say, self._read)
                    submit = Submit(self._place, self._member, datetime.now(UTC), reply.id, values or {})
                    reply = None if values is None else (await handler.handle(submit)).reply
                if reply is None:
                    continue
                if isinstance(event, Press) and event.action.startswith(f"{UNOFFERED}:"):
                    self._print(reply)  # what was offered still is
                else:
                    self._show(self._with_own_commands(reply) if self._is(event, "help") else reply)
        finally:
            if self._interactive:
                editing.stop()

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:  # noqa: ARG002  # there is one place
        """Print a post; it appears between two questions."""
        self._show(reply)
        return Sent(key)

    async def recover(self, place: Place, reply: Reply, key: str, age: float) -> Delivery:
        """Admit that nobody knows whether it was printed."""
        del place, reply, key, age
        return Unsure()

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Refuse: what is printed stays."""
        del ref, reply
        return Failed("a terminal cannot edit")

    async def locate(self, place: Place) -> Whereabouts:
        """Here is the only place there is."""
        return Located(place, "") if place.chat == self._place.chat else Gone()

    async def close(self) -> None:
        """Nothing is open but the streams, which are not ours to close."""

    @staticmethod
    def _is(event: Event, name: str) -> bool:
        return isinstance(event, Command) and event.name == name

    def _with_own_commands(self, reply: Reply) -> Reply:
        rows = (usage(row, self._tongue) for row in TABLE if row.local)
        return replace(reply, blocks=(*reply.blocks, Bullets(tuple(rows))))

    def _read(self) -> str | None:
        """The next line, None at the end; an interrupt at the prompt ends the conversation as well."""
        if not self._interactive:
            line = self._in.readline()
            return line.strip() if line else None
        typed = read_line()
        if typed is None:
            self._say("")
        return typed

    def _show(self, reply: Reply) -> None:
        """Print a reply; from now on numbers choose from what it offers."""
        self._menu = {}
        self._print(reply)
        self._listed = self._listed or bool(self._menu)

    def _print(self, reply: Reply) -> None:
        if self._json:
            self._say(json.dumps(as_json(reply), ensure_ascii=False))
        for page in fit(reply, self.capabilities):
            self._menu |= menu(page, listed_only=not self._interactive)
            if self._interactive and not self._json:
                self._say("\n".join((*lines(page, colour=self._colour), "")))
            elif not self._json:
                self._say(" ".join(plain(page).split()))

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)
