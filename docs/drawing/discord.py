"""A question and its answer as Discord shows them, in its dark theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docs.drawing.ink import Ink, Pen, Run, circle, rectangle, wide

if TYPE_CHECKING:
    from docs.drawing.reading import Button, Message

WIDTH: Final = 660.0
GROUND: Final = "#313338"
BOX: Final = "#393a41"
LEFT: Final = 72.0
"""Where messages begin, beside the portraits."""
PAD: Final = 16.0
ROOM: Final = WIDTH - LEFT - 24
BODY: Final = Pen(16, 22, "#dbdee1", "#00a8fc", "#1e1f22")
ASKED: Final = Pen(16, 22, "#dbdee1", "#c9cdfb")
SMALL: Final = Pen(13, 18, "#949ba4", "#00a8fc", "#1e1f22")
KEY: Final = 32.0
INNER: Final = LEFT + PAD + 4


def draw(question: str, answer: Message, member: str, title: str) -> str:
    """The picture of a ``question`` by ``member`` and the ``answer`` below it, or a post alone."""
    ink = Ink()
    asked, y = _question(ink, question, member, 16) if question else ("", 16)
    head, y = _head(ink, "Babad", answer.accent, y, app=True)
    box, bottom = _container(ink, answer, y + 5)
    height = bottom + 18
    about = f"{member}: @Babad {question} — Babad: {answer.words}" if question else f"Babad: {answer.words}"
    return ink.picture(
        WIDTH, height, title, about, rectangle(0, 0, WIDTH, height, GROUND, 10) + asked + head + box
    )


def _question(ink: Ink, question: str, member: str, top: float) -> tuple[str, float]:
    """Who asks and what, and where the next message begins."""
    body, y = _head(ink, member, "#3a7d78", top)
    mention = Run("@Babad", link=True)
    body += rectangle(LEFT - 2, y + 1.5, wide(mention, ASKED.size) + 4, 20, "#3c4270", 3)
    words, y = ink.paragraph((mention, Run(f" {question}")), ASKED, LEFT, y, ROOM)
    return body + words, y + 18


def _head(ink: Ink, name: str, colour: str, y: float, *, app: bool = False) -> tuple[str, float]:
    """Portrait and name, and where the words begin."""
    initial, named, badge = Run(name[0], medium=True), Run(name, medium=True), Run("APP", medium=True)
    drawn = circle(36, y + 20, 20, colour)
    drawn += ink.write(initial, 36 - wide(initial, 19) / 2, y + 26.8, 19, "#ffffff")
    drawn += ink.write(named, LEFT, y + 14, 16, "#f2f3f5")
    x = LEFT + wide(named, 16) + 7
    if app:
        drawn += rectangle(x, y + 0.5, wide(badge, 11) + 9, 16, "#5865f2", 4)
        drawn += ink.write(badge, x + 4.5, y + 12.4, 11, "#ffffff")
        x += wide(badge, 11) + 16
    drawn += ink.write(Run("12:00"), x, y + 14, 12, "#949ba4")
    return drawn, y + 20


def _container(ink: Ink, answer: Message, top: float) -> tuple[str, float]:
    words, y = "", top + 10
    for one in answer.paragraphs:
        drawn, y = ink.paragraph(one.runs, SMALL if one.small else BODY, INNER, y, ROOM - 2 * PAD - 4)
        words, y = words + drawn, y + 6
    y += 4
    for row in answer.rows:
        drawn, y = _keys(ink, row, y)
        words += drawn
    bottom = y + 6
    box = rectangle(LEFT, top, ROOM, bottom - top, BOX, 8, " stroke='#44454c'")
    side = f"M{LEFT + 4:g} {top:.1f}a4 4 0 0 0-4 4v{bottom - top - 8:.1f}a4 4 0 0 0 4 4z"
    return f"{box}<path d='{side}' fill='{answer.accent}'/>\n{words}", bottom


def _keys(ink: Ink, row: tuple[Button, ...], y: float) -> tuple[str, float]:
    """The buttons of a row, going on below where there is no more room."""
    drawn, x = "", INNER
    for button in row:
        label = Run(button.label, medium=True)
        width = wide(label, 14) + 24
        if x > INNER and x + width > LEFT + ROOM - PAD:
            x, y = INNER, y + KEY + 8
        drawn += rectangle(x, y, width, KEY, "#5865f2" if button.primary else "#4e5058", 8)
        drawn += ink.write(label, x + 12, y + 21, 14, "#ffffff")
        x += width + 8
    return drawn, y + KEY + 8
