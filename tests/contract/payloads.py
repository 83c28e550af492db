"""Replies as the payloads that go over the wire, by platform."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from telegram import InputFile

from adapters.discord.forms import modal
from adapters.discord.render import Look, pages, payload
from adapters.discord.settings import ACCENT
from adapters.telegram.forms import Progress, question
from adapters.telegram.messages import messages
from bot.blocks import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from adapters.telegram.messages import Message
    from bot.blocks import Reply
    from bot.i18n import Tongue

    Payload = dict[str, Any]
    Sent = Callable[[Reply | Form, Tongue], list[Payload]]

LOOK: Final = Look(int(ACCENT.removeprefix("#"), 16))


def on_discord(said: Reply | Form, tongue: Tongue) -> list[Payload]:
    """The messages, or the modal, as the bodies of requests."""
    del tongue
    sent = (
        [modal(said).to_dict()]
        if isinstance(said, Form)
        else [payload(page, LOOK) for page in pages(said, LOOK)]
    )
    plain: list[Payload] = json.loads(json.dumps(sent))
    return plain


def on_telegram(said: Reply | Form, tongue: Tongue) -> list[Payload]:
    """The calls, or those that ask for a form's fields one after the other, with their method."""
    made = [*_asked(said, tongue)] if isinstance(said, Form) else messages(said)
    return [{"method": message.method, **_parameters(message)} for message in made]


def _asked(form: Form, tongue: Tongue) -> Iterator[Message]:
    progress = Progress(form)
    while not progress.complete:
        yield from question(progress, tongue, private=False)
        progress = progress.having("")


def _parameters(message: Message) -> Payload:
    return {
        name: {"attached": value.filename} if isinstance(value, InputFile) else value
        for name, value in message.parameters.items()
    }


PLATFORMS: Final[Mapping[str, Sent]] = {"discord": on_discord, "telegram": on_telegram}
