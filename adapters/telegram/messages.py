"""A reply as the calls of the Bot API that post it, one for each message, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from telegram import InputFile

from adapters.telegram.keyboards import keyboard
from adapters.telegram.limits import (
    CAPABILITIES,
    CAPTION,
    EXPLANATION,
    EXPLANATION_LINES,
    OPTION,
    OPTIONS,
    QUESTION,
)
from adapters.telegram.markup import measure, quiet
from adapters.telegram.rendering import as_html, as_plain
from bot.blocks import File, Image, Quiz, Span, Text
from bot.fit import fit
from bot.plain import clean, plain_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.blocks import Block, Reply

Method = Literal["sendMessage", "sendPhoto", "sendDocument", "sendPoll"]

NO_PREVIEW: Final = {"is_disabled": True}
_OPEN_PERIOD: Final = (5, 2_628_000)
"""Seconds that a poll may be open (Bot API, sendPoll)."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post: the method and its parameters.

    ``blocks`` are what a text was made of, for when Telegram refuses its markup.
    """

    method: Method
    parameters: dict[str, Any]
    blocks: tuple[Block, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether its text has markup."""
        return "parse_mode" in self.parameters

    def without_markup(self) -> Message:
        """The same in plain words; itself when it has no markup."""
        if not self.marked:
            return self
        kept = {name: value for name, value in self.parameters.items() if name != "parse_mode"}
        return Message(self.method, {**kept, "text": as_plain(self.blocks)})


def messages(reply: Reply) -> list[Message]:
    """Everything that ``reply`` takes to post, within Telegram's limits."""
    return [message for page in fit(reply, CAPABILITIES) for message in _page(page)]


def payload(reply: Reply) -> dict[str, Any]:
    """The parameters of sendMessage, as sent, for the first message of a reply made of text."""
    return next(message.parameters for message in messages(reply) if message.method == "sendMessage")


def _page(page: Reply) -> list[Message]:
    posted = list(_split(page.blocks)) or [_text(())]
    buttons = keyboard(page.actions)
    if buttons is not None:
        posted[-1] = replace(posted[-1], parameters={**posted[-1].parameters, "reply_markup": buttons})
    return posted


def _split(blocks: Sequence[Block]) -> Iterator[Message]:
    """Text in one message, and each picture, file and quiz in its own."""
    text: list[Block] = []
    for block in blocks:
        native = list(_native(block))
        if not native:
            text.append(block)
            continue
        if text:
            yield _text(text)
            text = []
        yield from native
    if text:
        yield _text(text)


def _native(block: Block) -> Iterator[Message]:
    match block:
        case Image(data):
            yield from _captioned("sendPhoto", "photo", InputFile(data, filename="picture.png"), block)
        case File(name, data):
            yield from _captioned("sendDocument", "document", InputFile(data, filename=clean(name)), block)
        case Quiz() if _is_poll(block):
            yield Message("sendPoll", _poll(block))


def _text(blocks: Sequence[Block]) -> Message:
    return Message(
        "sendMessage",
        {"text": as_html(blocks), "parse_mode": "HTML", "link_preview_options": NO_PREVIEW},
        tuple(blocks),
    )


def _captioned(method: Method, kind: str, file: InputFile, block: Image | File) -> Iterator[Message]:
    """A file with its words as the caption, or in a message before it when they are too long."""
    words = plain_block(block) if isinstance(block, Image) else block.description
    if not words.strip():
        yield Message(method, {kind: file})
    elif measure(words) <= CAPTION:
        yield Message(method, {kind: file, "caption": as_plain([_paragraph(words)])})
    else:
        yield _text([_paragraph(words)])
        yield Message(method, {kind: file})


def _is_poll(quiz: Quiz) -> bool:
    """Whether Telegram takes the quiz as its own; otherwise it is text."""
    texts = (quiz.question, *quiz.options)
    return (
        2 <= len(quiz.options) <= OPTIONS  # noqa: PLR2004  # with fewer there is nothing to choose
        and all(clean(text).strip() for text in texts)
        and measure(quiz.question) <= QUESTION
        and all(measure(option) <= OPTION for option in quiz.options)
        and measure(quiz.explanation) <= EXPLANATION
        and len(quiz.explanation.splitlines()) <= EXPLANATION_LINES
        and 0 <= quiz.correct < len(quiz.options)
    )


def _poll(quiz: Quiz) -> dict[str, Any]:
    least, most = _OPEN_PERIOD
    parameters: dict[str, Any] = {
        "question": quiet(quiz.question),
        "options": [quiet(option) for option in quiz.options],
        "type": "quiz",
        "correct_option_ids": [quiz.correct],
        "is_anonymous": False,
    }
    if quiz.explanation.strip():
        parameters["explanation"] = quiet(quiz.explanation)
    if quiz.open_for is not None and quiz.open_for <= most:
        parameters["open_period"] = max(least, quiz.open_for)
    return parameters


def _paragraph(words: str) -> Block:
    return Text((Span(words),))
