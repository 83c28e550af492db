"""Payloads read as what is to be drawn: Markdown and HTML as runs, components and keyboards as labels."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docs.drawing.ink import Run
from tests.adapters.discord.judge import seen
from tests.servers.telegram.html_markup import parse_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.adapters.discord.judge import Seen

BUTTON, TEXT = 2, 10


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, set small when it is small print."""

    runs: tuple[Run, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label, and whether it stands out."""

    label: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What a message shows."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[tuple[Button, ...], ...]
    accent: str = ""
    """The colour at its edge."""

    @property
    def words(self) -> str:
        """Everything that it says, for those who cannot see it."""
        said = " ".join("".join(run.text for run in paragraph.runs) for paragraph in self.paragraphs)
        labels = "; ".join(button.label for row in self.rows for button in row)
        return f"{said} [{labels}]"


def from_discord(payload: Mapping[str, Any]) -> Message:
    """A message of one container."""
    (container,) = payload["components"]
    paragraphs: list[Paragraph] = []
    rows = []
    for part in container["components"]:
        if part["type"] == TEXT:
            paragraphs += [_markdown(line) for line in part["content"].split("\n")]
        else:
            buttons = [one for one in part["components"] if one["type"] == BUTTON]
            rows.append(tuple(Button(one["label"], one["style"] == 1) for one in buttons))
    return Message(tuple(paragraphs), tuple(rows), f"#{container['accent_color']:06x}")


def _markdown(line: str) -> Paragraph:
    found = seen(line)
    small = any(one.kind == "small" for one in found)
    shown = [one for one in found if one.kind not in {"small", "heading"}]
    runs = itertools.groupby(shown, lambda one: (one.kind, one.target))
    # A heading of the third level is as large as the text, and bold.
    bold = "bold" if len(shown) < len(found) and not small else ""
    return Paragraph(tuple(_run(kind + bold, "".join(map(_text, run))) for (kind, _), run in runs), small)


def _text(part: Seen) -> str:
    return part.text


def _run(kind: str, words: str) -> Run:
    return Run(words, "bold" in kind, "italic" in kind, kind == "code", kind == "link")


def from_telegram(payload: Mapping[str, Any]) -> Message:
    """A message of HTML with a keyboard; an empty paragraph for an empty line."""
    text, entities = parse_html(payload["text"])
    styles: list[set[str]] = [set() for _ in text]
    for one in entities:  # our goldens hold no character beyond 16 bits, so that offsets are indices
        for at in range(one["offset"], one["offset"] + one["length"]):
            styles[at].add(one["type"])
    rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
    keys = tuple(tuple(Button(one["text"], one.get("style") == "primary") for one in row) for row in rows)
    return Message(tuple(_paragraphs(text, styles)), keys)


def _paragraphs(text: str, styles: list[set[str]]) -> Iterator[Paragraph]:
    at = 0
    for line in text.split("\n"):
        pieces = itertools.groupby(range(at, at + len(line)), lambda index: frozenset(styles[index]))
        yield Paragraph(
            tuple(
                Run(
                    "".join(text[index] for index in run),
                    "bold" in kinds,
                    "italic" in kinds,
                    "code" in kinds,
                    "text_link" in kinds,
                )
                for kinds, run in pieces
            )
        )
        at += len(line) + 1
