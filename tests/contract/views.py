"""What a reader is shown of a reply on each platform: rendered, judged as the platform judges, and read back.

A view knows an adapter's rendering on one side and, on the other, a judge that was written apart from it.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from telegram import InputFile

from adapters.console import Console
from adapters.discord import render
from adapters.discord.render import Look
from adapters.telegram.limits import CAPABILITIES, CAPTION, EXPLANATION, OPTION, QUESTION, TEXT
from adapters.telegram.messages import messages
from bot.seam import Place
from tests.adapters.discord.judge import seen
from tests.servers.discord.rules.mentions import pings, risk
from tests.servers.discord.rules.messages import check_message
from tests.servers.discord.world import walk
from tests.servers.telegram import TOKEN, Chat, User
from tests.servers.telegram.calls import Call, File
from tests.servers.telegram.entities import covered
from tests.servers.telegram.methods import METHODS
from tests.servers.telegram.realm import Realm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adapters.telegram.messages import Message
    from bot.blocks import Reply
    from tests.adapters.discord.judge import Seen
    from tests.servers.telegram.model import Message as Posted

DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Shown:
    """What there is to see and to press, over all messages of a reply."""

    text: str
    """In the order of reading."""
    described: str = ""
    """What those are told of pictures who cannot see them."""
    links: tuple[tuple[str, str], ...] = ()
    """What can be followed: the words, and where they lead."""
    styles: frozenset[str] = frozenset()
    """How words are shown other than plainly, in the platform's own terms."""
    buttons: tuple[str, ...] = ()
    """The actions carried."""
    files: tuple[bytes, ...] = ()


class View(Protocol):
    """One platform as its readers see it."""

    @property
    def name(self) -> str:
        """What the view is called."""

    @property
    def adapter(self) -> str:
        """The entry point of the adapter."""

    @property
    def presses(self) -> bool:
        """Whether there are buttons; otherwise actions are words."""

    @property
    def decorations(self) -> frozenset[str]:
        """The styles that blocks may be shown in, besides links."""

    @property
    def limits(self) -> tuple[int, ...]:
        """Lengths at which the platform or its adapter begins to cut, to move or to refuse."""

    def show(self, reply: Reply) -> Shown:
        """Show a reply; whatever the platform would refuse or warn of is raised."""


def gathered(parts: Iterable[Shown]) -> Shown:
    """Several messages as one reading."""
    shown = tuple(parts)
    return Shown(
        "\n".join(part.text for part in shown),
        "\n".join(part.described for part in shown),
        tuple(link for part in shown for link in part.links),
        frozenset().union(*(part.styles for part in shown)),
        tuple(button for part in shown for button in part.buttons),
        tuple(file for part in shown for file in part.files),
    )


@dataclass(frozen=True)
class DiscordView:
    """Markdown in a container, or in a plain message."""

    name: str
    look: Look
    adapter: str = "discord"
    presses: bool = True
    decorations: frozenset[str] = frozenset({"bold", "italic", "code", "heading", "small", "item"})

    @property
    def limits(self) -> tuple[int, ...]:
        """Of a description, of what the adapter puts in a message, and of what Discord takes."""
        whole = render.CONTENT if self.look.plain else render.DISPLAYED
        return (render.ALT, self.look.capabilities.text, whole)

    def show(self, reply: Reply) -> Shown:
        """Render, check by Discord's rules, and read the Markdown."""
        return gathered(self._show(page) for page in render.pages(reply, self.look))

    def _show(self, page: Reply) -> Shown:
        sent = {file.filename: file.fp.read() for file in render.message(page, self.look).get("files", ())}
        said = json.loads(json.dumps(render.payload(page, self.look)))
        check_message(said, frozenset(sent))
        assert risk(said) is None
        return shown_on_discord(said, sent)


def shown_on_discord(said: Mapping[str, Any], files: Mapping[str, bytes]) -> Shown:
    """A message of Discord's as its reader sees it."""
    parts = list(walk(said.get("components") or []))
    texts = [str(said.get("content") or ""), *(part["content"] for part in parts if part["type"] == 10)]
    pictures = [*said.get("attachments", ()), *(item for part in parts for item in part.get("items", ()))]
    read = [one for text in texts for one in (*seen(text), *seen("\n"))]
    assert not pings("\n".join(texts), said.get("allowed_mentions"))
    marks = {"heading", "small", "item"}
    words = "".join(one.text for one in read if one.kind not in marks)
    styles = {kind for one in read for kind in one.kind.split()} - {"plain", "link"}
    pressed = (render.pressed(part["custom_id"]) for part in parts if "custom_id" in part)
    return Shown(
        words,
        "\n".join(picture.get("description") or "" for picture in pictures),
        tuple(_links(read)),
        frozenset(styles),
        tuple(found[0] for found in pressed if found),
        tuple(files.values()),
    )


def _links(read: list[Seen]) -> Iterator[tuple[str, str]]:
    for (kind, target), run in itertools.groupby(read, lambda one: (one.kind, one.target)):
        if kind == "link":
            yield "".join(one.text for one in run), target


@dataclass(frozen=True)
class TelegramView:
    """HTML, or plain words when Telegram takes no markup."""

    name: str
    marked: bool = True
    adapter: str = "telegram"
    presses: bool = True
    decorations: frozenset[str] = frozenset({"bold", "italic", "code"})
    limits: tuple[int, ...] = (OPTION, EXPLANATION, QUESTION, CAPTION, CAPABILITIES.text, TEXT)

    def show(self, reply: Reply) -> Shown:
        """Render, hand every call to the loopback server's own methods, and read what became of them."""
        sent = messages(reply)
        plain = [one.without_markup() if one.method == "sendMessage" else one for one in sent]
        chat, files = taken_by_telegram(sent if self.marked else plain)
        return gathered(shown_on_telegram(one, files) for one in chat.messages.values())


def taken_by_telegram(sent: Iterable[Message]) -> tuple[Chat, Mapping[str, File]]:
    """The private chat that messages were posted to by the loopback server's methods, and its files."""
    realm = Realm(TOKEN, "babad_bot", privacy=True, inline=True, guest=True)
    chat = realm.chats[1] = Chat(1, "private", user=User(1, "Siti"))
    for message in sent:
        METHODS[message.method](realm, telegram_call(message, chat.id))
    assert not realm.violations, list(realm.violations)
    return chat, realm.files


def telegram_call(message: Message, chat: int) -> Call:
    """A call as the library writes it on the wire."""
    fields: dict[str, str] = {"chat_id": str(chat)}
    files: dict[str, File] = {}
    for name, value in message.parameters.items():
        if isinstance(value, InputFile):
            files[name] = File(value.filename, _read(value))
        else:
            fields[name] = value if isinstance(value, str) else json.dumps(value)
    call = Call(message.method, fields, files)
    assert not call.strange(), call.strange()
    return call


def _read(file: InputFile) -> bytes:
    content = file.input_file_content
    return content if isinstance(content, bytes) else content.read()


def shown_on_telegram(message: Posted, files: Mapping[str, File]) -> Shown:
    """A message of Telegram's as its reader sees it."""
    content = message.content
    poll = content.get("poll", {})
    asked = [poll["question"], *(option["text"] for option in poll["options"])] if poll else []
    sent = [*content.get("photo", ()), *filter(None, [content.get("document")])]
    linked = [one for one in message.entities if one["type"] == "text_link"]
    styles = {one["type"] for one in (*message.entities, *poll.get("explanation_entities", ()))}
    return Shown(
        "\n".join((message.text, *asked)),
        links=tuple((covered(message.text, one), one["url"]) for one in linked),
        styles=frozenset(styles) - {"text_link"},
        buttons=tuple(button["callback_data"] for button in message.buttons if "callback_data" in button),
        files=tuple(files[one["file_id"]].data for one in sent),
    )


class _Screen(io.StringIO):
    """A stream that says that a person sits before it."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class ConsoleView:
    """Lines of a terminal, or of a pipe."""

    name: str
    screen: bool
    adapter: str = "console"
    presses: bool = False
    decorations: frozenset[str] = frozenset()
    limits: tuple[int, ...] = (Console.capabilities.text,)

    def show(self, reply: Reply) -> Shown:
        """Print, and read what was printed."""
        console, out = _console(screen=self.screen)
        out.seek(0)
        out.truncate()
        asyncio.run(console.send(Place("console", "terminal", "terminal", private=True), reply, "key"))
        return Shown(out.getvalue())


@cache
def _console(*, screen: bool) -> tuple[Console, io.StringIO]:
    """A console and what it writes to; one for all tests, since reading the catalogues takes its time."""
    out = _Screen() if screen else io.StringIO()
    return Console({}, _Screen() if screen else io.StringIO(), out), out


VIEWS: Final[tuple[View, ...]] = (
    DiscordView("discord", Look(0x9C3D2E)),
    DiscordView("discord, plain", Look(0x9C3D2E, plain=True)),
    TelegramView("telegram"),
    TelegramView("telegram, plain", marked=False),
    ConsoleView("terminal", screen=True),
    ConsoleView("pipe", screen=False),
)
"""Every way in which a shipped adapter shows replies."""


def stray(shown: Shown) -> set[str]:
    """Characters in what is shown that drive a screen or turn text around."""
    return {
        char
        for char in shown.text
        if char in DIRECTIONS or (char != "\n" and unicodedata.category(char) in {"Cc", "Cs"})
    }
