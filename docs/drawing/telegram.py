"""A question and its answer as Telegram shows them, in its light theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs.drawing.ink import Ink, Pen, Run, broken, rectangle, wide

if TYPE_CHECKING:
    from docs.drawing.reading import Button, Message

WIDTH: Final = 480.0
BUBBLE: Final = 412.0
MARGIN: Final = 14.0
PAD: Final = 12.0
PEN: Final = Pen(16, 21.5, "#0f1419", "#2481cc", code="#3a6f9f")
KEY: Final = 38.0
NOON: Final = "12:00"
STAMP: Final = 38.0
"""What the time takes, with the space before it."""
WALL: Final = "#bfd4b0"


def draw(question: str, answer: Message, member: str, title: str) -> str:
    """The picture of a ``question`` and the ``answer`` below it, in a private chat; of a post, alone."""
    ink = Ink()
    asked, y = _question(ink, question, 16) if question else ("", 8.0)
    told, y = _answer(ink, answer, y + 8)
    keys, y = _keyboard(ink, answer.rows, y + 4)
    height = y + 12
    wall = rectangle(0, 0, WIDTH, height, WALL, 10)
    about = f"{member}: {question} — Babad: {answer.words}" if question else f"Babad: {answer.words}"
    return ink.picture(WIDTH, height, title, about, wall + asked + told + keys)


def _question(ink: Ink, words: str, top: float) -> tuple[str, float]:
    """A bubble on the right, as wide as its words, with the time and two ticks."""
    room = BUBBLE - 2 * PAD
    runs = (Run(words),)
    *_, last = widths = [_long(line) for line in broken(runs, PEN.size, room)]
    width = min(max(*widths, last + STAMP + 20, 0), room) + 2 * PAD
    x = WIDTH - MARGIN - width
    drawn, y = ink.paragraph(runs, PEN, x + PAD, top + 7, room)
    bottom = y + (7 if last + STAMP + 20 <= room else 19)
    end = x + width - PAD
    ticks = f"M{end - 16:.1f} {bottom - 11:.1f}l3.5 3.5 6.5-7.5m-1.5 6l1.5 1.5 6.5-7.5"
    return (
        rectangle(x, top, width, bottom - top, "#e1fec6", 16)
        + drawn
        + ink.write(Run(NOON), end - STAMP - 12, bottom - 7, 11.5, "#61a856")
        + f"<path d='{ticks}' fill='none' stroke='#4fae4e' stroke-width='1.5'/>\n"
    ), bottom


def _answer(ink: Ink, answer: Message, top: float) -> tuple[str, float]:
    """A bubble on the left, with the time behind its last line."""
    drawn, y, room = "", top + 8, BUBBLE - 2 * PAD
    for one in answer.paragraphs:
        words, y = ink.paragraph(one.runs, PEN, MARGIN + PAD, y, room) if one.runs else ("", y + 12)
        drawn += words
    *_, last = (_long(line) for line in broken(answer.paragraphs[-1].runs, PEN.size, room))
    bottom = y + (8 if last + STAMP <= room else 20)
    return (
        rectangle(MARGIN, top, BUBBLE, bottom - top, "#ffffff", 16)
        + drawn
        + ink.write(Run(NOON), MARGIN + BUBBLE - PAD - STAMP + 8, bottom - 8, 11.5, "#8a949c")
    ), bottom


def _long(line: list[Run]) -> float:
    return sum(wide(run, PEN.size) for run in line)


def _keyboard(ink: Ink, rows: tuple[tuple[Button, ...], ...], y: float) -> tuple[str, float]:
    """Rows as wide as the bubble, each divided evenly."""
    drawn, gap = "", 4.0
    for row in rows:
        width = (BUBBLE - gap * (len(row) - 1)) / len(row)
        for at, button in enumerate(row):
            x, label = MARGIN + at * (width + gap), Run(button.label, medium=True)
            drawn += rectangle(x, y, width, KEY, "#2b6653", 9, " fill-opacity='0.55'")
            drawn += ink.write(label, x + (width - wide(label, 14)) / 2, y + 24, 14, "#ffffff")
        y += KEY + gap
    return drawn, y
