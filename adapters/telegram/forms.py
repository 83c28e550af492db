"""Forms asked field by field: a chat has no windows, so each field is a message of the bot's.

How far a member has come is kept in the notebook, so that a form goes on after a restart.  A press or a reply
counts only for the field that it belongs to and only from the member whom it was asked.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from adapters.telegram.keyboards import markup, named
from adapters.telegram.limits import PLACEHOLDER
from adapters.telegram.messages import messages
from bot.blocks import Form, Heading, Reply, Span, Style, Text
from bot.delivery import NotebookError
from bot.recent import Recent
from bot.telling import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.telegram.messages import Message
    from bot.blocks import Field
    from bot.delivery import Notebook
    from bot.i18n import Tongue
    from bot.seam import Member, Place

logger = logging.getLogger(__name__)

LIFETIME: Final = 3_600.0
"""Seconds after its last step for which a form waits to be filled in."""
MARK: Final = "~"
"""What the data of a form's buttons begins with; no action of the conversation does."""
MEMBERS: Final = 10_000


class Way(StrEnum):
    """How a field is left without a value of its own."""

    SKIP = "skip"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Progress:
    """A form, the values so far by field name, and the message that asks for the next one."""

    form: Form
    values: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    origin: int = 0
    """The group that the form is for, when it is filled in elsewhere."""

    @property
    def complete(self) -> bool:
        """Whether every field has a value."""
        return len(self.values) >= len(self.form.fields)

    @property
    def at(self) -> int:
        """The index of the field asked for."""
        return len(self.values)

    @property
    def field(self) -> Field:
        """The field asked for."""
        return self.form.fields[self.at]

    def having(self, value: str) -> Progress:
        """The same with the value of the field asked for."""
        return replace(self, values={**self.values, self.field.name: value}, asked=0)


_PROGRESS: Final = TypeAdapter(Progress)


class Forms:
    """The forms being filled in, one for a member in a chat."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        # Forms are opened by this process alone while it runs, so that looking once is enough.
        self._none: Recent[str, bool] = Recent(MEMBERS, LIFETIME)

    async def take(self, place: Place, member: Member) -> Progress | None:
        """Take the member's form into hand, None when there is none; ``keep`` gives it back."""
        key = _key(place, member)
        if self._none.get(key):
            return None
        try:
            kept = await self._notebook.take(key)
        except NotebookError:
            return None
        self._none.put(key, True)  # noqa: FBT003  # a set, in effect
        try:
            return None if kept is None else _PROGRESS.validate_json(kept)
        except ValidationError:
            logger.warning("A form kept by another version is dropped")
            return None

    async def keep(self, place: Place, member: Member, progress: Progress) -> None:
        """Let the form wait for the next field.

        Raises:
            NotebookError: it cannot be kept.
        """
        key = _key(place, member)
        text = _PROGRESS.dump_json(progress).decode()
        await self._notebook.write(key, text, lifetime=LIFETIME, user=member.user)
        self._none.drop(key)


def _key(place: Place, member: Member) -> str:
    return f"telegram:form:{place.chat}:{place.thread or ''}:{member.user}"


def question(progress: Progress, tongue: Tongue, *, private: bool) -> list[Message]:
    """What asks for the next field: its choices as buttons, else words to type; the last message has them.

    In company a text is asked for by a forced reply, since the bot need not see anything else there; such a
    message has no buttons, so it names the commands instead.
    """
    asked = progress.field
    typed = not (private or asked.options)
    *before, last = messages(Reply(tuple(_blocks(progress, tongue, typed=typed))))
    keys = _forced(asked) if typed else markup(list(_buttons(progress, tongue)))
    return [*before, replace(last, parameters={**last.parameters, "reply_markup": keys})]


def _blocks(progress: Progress, tongue: Tongue, *, typed: bool) -> Iterator[Heading | Text]:
    asked = progress.field
    count = len(progress.form.fields)
    yield Heading(f"{progress.form.title} ({progress.at + 1}/{count})" if count > 1 else progress.form.title)
    yield Text((Span(asked.label, Style.BOLD),))
    if asked.hint:
        yield Text((Span(asked.hint, Style.ITALIC),))
    if asked.filled:
        yield Text((Span(tongue.gettext("So far: {text}", text=asked.filled)),))
    if typed and can_skip(asked):
        yield Text((Span(tongue.gettext("Reply to this message. Reply /skip to go on, /cancel to stop.")),))
    elif typed:
        yield Text((Span(tongue.gettext("Reply to this message, or reply /cancel to stop.")),))


def _buttons(progress: Progress, tongue: Tongue) -> Iterator[dict[str, Any]]:
    asked = progress.field
    for at, option in enumerate(asked.options):
        yield named(option.label, callback_data=f"{MARK}{progress.at}.{at}")
    if can_skip(asked):
        label = tongue.gettext("Keep it") if asked.filled else tongue.gettext("Skip")
        yield named(label, callback_data=f"{MARK}{progress.at}.{Way.SKIP}")
    yield named(tongue.gettext("Cancel"), callback_data=f"{MARK}{progress.at}.{Way.CANCEL}")


def _forced(asked: Field) -> dict[str, Any]:
    hint = shorten(asked.hint or asked.label, PLACEHOLDER)
    return {"force_reply": True, "selective": True, "input_field_placeholder": hint}


def can_skip(asked: Field) -> bool:
    """Whether a field can be left as it is."""
    return not asked.required or bool(asked.filled)


def chosen(progress: Progress, data: str) -> str | Way | None:
    """The value or the way that a button's data stands for; None when it is of another field."""
    at, _, choice = data.removeprefix(MARK).partition(".")
    if at != str(progress.at):
        return None
    if choice in set(Way):
        return Way(choice)
    options = progress.field.options
    return options[int(choice)].value if choice.isdecimal() and int(choice) < len(options) else None


def problem(progress: Progress, text: str, tongue: Tongue) -> str:
    """What is wrong with a typed value, empty when nothing is."""
    asked = progress.field
    if asked.options and text not in {option.value for option in asked.options}:
        return tongue.gettext("Please choose one of the buttons.")
    if len(text) > asked.limit:
        return tongue.ngettext(
            "That is too long: one character at most.",
            "That is too long: {count} characters at most.",
            asked.limit,
        )
    return ""
