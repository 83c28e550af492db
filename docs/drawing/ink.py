"""Text laid out in lines, and the elements of an SVG that show it.

Letters are drawn as the outlines of Source Sans, so that a picture is the same wherever it is seen, whatever
typefaces are there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final

from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]  # it ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # as above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNITS: Final = 1000
"""Of the typeface, to the size of a letter."""
# The typeface has no such triangles; these stand on the baseline and are as high as capitals.
_TRIANGLES: Final = {"◀": "M680 660V0L110 330Z", "▶": "M110 660V0L680 330Z"}
_TRIANGLE: Final = 790
_CODE: Final = 0.9
"""How large code is, beside other text."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: bool = False
    medium: bool = False

    @property
    def face(self) -> str:
        """The face of the typeface."""
        return "Semibold" if self.medium else "Bold" if self.bold else "It" if self.italic else "Regular"


@dataclass(frozen=True, slots=True)
class Pen:
    """How a paragraph is written: sizes in pixels, colours as SVG takes them."""

    size: float
    height: float
    """From one baseline to the next."""
    colour: str
    link: str
    ground: str = ""
    """Behind code; nothing by default."""
    code: str = ""
    """Of code; as all text by default."""


@dataclass(slots=True)
class Ink:
    """Draws, and keeps the outline of every letter that was drawn."""

    outlines: dict[str, str] = field(default_factory=dict)

    def write(self, run: Run, x: float, base: float, size: float, colour: str) -> str:
        """A run of text on a baseline."""
        if not run.text.strip():
            return ""
        size *= _CODE if run.code else 1
        at, letters = 0, []
        for char in run.text:
            name, outline, width = _letter(run.face, char)
            if outline:
                self.outlines[name] = outline
                letters.append(f"<use href='#{name}' x='{at}'/>" if at else f"<use href='#{name}'/>")
            at += width
        scale = f"{size / UNITS:.5f}"
        place = f"translate({_number(x)} {_number(base)}) scale({scale} -{scale})"
        return f"<g transform='{place}' fill='{colour}'>{''.join(letters)}</g>\n"

    def paragraph(self, runs: Iterable[Run], pen: Pen, x: float, y: float, room: float) -> tuple[str, float]:
        """A paragraph whose top is at ``y``: its elements, and where the next one has its top."""
        parts = []
        for line in broken(runs, pen.size, room):
            y += pen.height
            base = y - (pen.height - pen.size * 0.72) / 2
            at = x
            for run in line:
                width = wide(run, pen.size)
                if run.code and pen.ground:
                    high = pen.size * 1.3
                    parts.append(rectangle(at - 2, base - pen.size * 0.98, width + 4, high, pen.ground, 3))
                colour = pen.link if run.link else (pen.code or pen.colour) if run.code else pen.colour
                parts.append(self.write(run, at, base, pen.size, colour))
                at += width
        return "".join(parts), y

    def picture(self, width: float, height: float, title: str, about: str, body: str) -> str:
        """The whole drawing, with what is told to those who cannot see it."""
        wide, high = _number(width), _number(height)
        box = f"width='{wide}' height='{high}' viewBox='0 0 {wide} {high}'"
        letters = "".join(f"<path id='{name}' d='{path}'/>\n" for name, path in sorted(self.outlines.items()))
        return (
            f"<svg xmlns='http://www.w3.org/2000/svg' {box} role='img' aria-labelledby='t d'>\n"
            f"<title id='t'>{escape(title)}</title>\n<desc id='d'>{escape(about)}</desc>\n"
            f"<defs>\n{letters}</defs>\n{body}</svg>\n"
        )


@cache
def _typeface(face: str) -> tuple[Any, dict[int, str]]:
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{face}.ttf") as path:
        font = TTFont(path, lazy=False)
        return font.getGlyphSet(), font.getBestCmap()


@cache
def _letter(face: str, char: str) -> tuple[str, str, int]:
    """A name for the outline of a letter, the outline, and its width in units."""
    name = f"{face[0]}{ord(char):x}"
    if char in _TRIANGLES:
        return name, _TRIANGLES[char], _TRIANGLE
    glyphs, names = _typeface(face)
    if ord(char) not in names:
        raise SystemExit(f"Source Sans has no {char!r}: give it an outline in docs/drawing/ink.py")
    glyph = glyphs[names[ord(char)]]
    pen = SVGPathPen(glyphs)
    glyph.draw(pen)
    return name, pen.getCommands(), glyph.width


def measured(text: str, size: float, face: str = "Regular") -> float:
    """The width of ``text`` in pixels."""
    return sum(_letter(face, char)[2] for char in text) * size / UNITS


def wide(run: Run, size: float) -> float:
    """The width of a run in pixels."""
    return measured(run.text, size * (_CODE if run.code else 1), run.face)


def broken(runs: Iterable[Run], size: float, room: float) -> Iterator[list[Run]]:
    """The runs as lines no wider than ``room``, broken between words."""
    line: list[Run] = []
    used = 0.0
    for word in _words(runs):
        width = sum(wide(part, size) for part in word)
        if line and used + measured(" ", size) + width > room:
            yield _merged(line)
            line, used = [], 0.0
        if line:
            alike = line[-1] if line[-1].link == word[0].link and not line[-1].code else Run("")
            line.append(replace(alike, text=" "))
            used += wide(line[-1], size)
        line += word
        used += width
    if line:
        yield _merged(line)


def _words(runs: Iterable[Run]) -> Iterator[list[Run]]:
    word: list[Run] = []
    for run in runs:
        for part in re.findall(r"\s+|\S+", run.text):
            if not part.isspace():
                word.append(replace(run, text=part))
            elif word:
                yield word
                word = []
    if word:
        yield word


def _merged(line: list[Run]) -> list[Run]:
    """Neighbours of one style as one."""
    merged: list[Run] = []
    for run in line:
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def rectangle(  # noqa: PLR0913, PLR0917  # what a rectangle is
    x: float, y: float, width: float, height: float, colour: str, radius: float = 0, more: str = ""
) -> str:
    """A rectangle with round corners."""
    box = " ".join(
        f"{name}='{_number(value)}'"
        for name, value in (("x", x), ("y", y), ("width", width), ("height", height), ("rx", radius))
    )
    return f"<rect {box} fill='{colour}'{more}/>\n"


def circle(x: float, y: float, radius: float, colour: str) -> str:
    """A disc."""
    return f"<circle cx='{_number(x)}' cy='{_number(y)}' r='{_number(radius)}' fill='{colour}'/>\n"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
