"""The reference adapter: a conversation in a terminal, or with questions piped in.

Plain lines that a screen reader can follow: no boxes, no spinners, colour only where it is wanted.
Reading blocks the event loop on purpose: there is one member, and a post that breaks into the line being
typed would help nobody.
"""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from adapters.console_form import fill
from adapters.line_editing import LineEditing, complete
from adapters.terminal_text import styled
from bot import i18n
from bot.blocks import UNOFFERED, Bullets, Form
from bot.commands import TABLE, read, read_local
from bot.delivery import Capabilities, Failed, Sent
from bot.fit import fit
from bot.information import usage
from bot.plain import clean, plain
from bot.reply_json import as_json
from bot.seam import Command, Member, Place, Press, Question, Submit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.blocks import Action, Reply
    from bot.delivery import Delivery, Handler, Notebook
    from bot.seam import Event


DIGITS: Final = 2
"""A number of so many digits answers a list; a longer one may be a year."""


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
                event = self._event(line)
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

    async def send(self, place: Place, reply: Reply, key: str) -> Delivery:
        """Print a post; it appears between two questions."""
        del place
        self._show(reply)
        return Sent(key)

    async def edit(self, ref: str, reply: Reply) -> Delivery:
        """Refuse: what is printed stays."""
        del ref, reply
        return Failed("a terminal cannot edit")

    async def close(self) -> None:
        """Nothing is open but the streams, which are not ours to close."""

    @staticmethod
    def _is(event: Event, name: str) -> bool:
        return isinstance(event, Command) and event.name == name

    def _with_own_commands(self, reply: Reply) -> Reply:
        rows = (usage(row, self._tongue) for row in TABLE if row.local)
        return replace(reply, blocks=(*reply.blocks, Bullets(tuple(rows))))

    def _event(self, line: str) -> Event:
        now = datetime.now(UTC)
        if line in self._menu:
            return Press(self._place, self._member, now, self._menu[line].action)
        if self._listed and line.isdecimal() and len(line) <= DIGITS:
            return Press(self._place, self._member, now, f"{UNOFFERED}:{len(self._menu)}")
        if (typed := read_local(line) or read(line)) is not None:
            return Command(self._place, self._member, now, typed.name, typed.args)
        return Question(self._place, self._member, now, line)

    def _read(self) -> str | None:
        """The next line, None at the end; an interrupt at the prompt ends the conversation as well."""
        if not self._interactive:
            line = self._in.readline()
            return line.strip() if line else None
        # The event loop's own handler would only cancel a task that cannot run while we wait here.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            self._say("")
            return None
        finally:
            signal.signal(signal.SIGINT, before)

    def _show(self, reply: Reply) -> None:
        """Print a reply; from now on numbers choose from what it offers."""
        self._menu = {}
        self._print(reply)
        self._listed = self._listed or bool(self._menu)

    def _print(self, reply: Reply) -> None:
        if self._json:
            self._say(json.dumps(as_json(reply), ensure_ascii=False))
        for page in fit(reply, self.capabilities):
            offered = {str(number): action for number, action in enumerate(page.actions, 1)}
            # Actions named by their number alone stand in the list above, with the same number.
            listed = {number: action for number, action in offered.items() if action.label == number}
            self._menu |= offered if self._interactive else listed
            if self._json:
                continue
            if not self._interactive:
                self._say(" ".join(plain(page).split()))
                continue
            for block in page.blocks:
                self._say(styled(block, colour=self._colour))
            rest = [(number, one) for number, one in offered.items() if number not in listed]
            self._say("  ".join(f"[{number}] {clean(one.label)}" for number, one in rest))
            self._say("")

    def _say(self, text: str) -> None:
        print(text, file=self._out, flush=True)
