"""The bytes of a pack → its text, or why they are none that people could read and review."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from facts.pack_report import Report

MAX_BYTES: Final = 8 * 1024 * 1024
"""Largest pack read: some thirty thousand facts in two languages."""

HIDDEN: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for tab and line breaks
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, blank letters
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, separators that are no line breaks, bidi
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"  # fillers, variation selectors, specials
    "\ud800-\udfff\ue000-\uf8ff"  # lone surrogates and private use
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # tags and private use
    "]"
    "|[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}"
)
"""Characters that no reviewer can see, or that turn or deface what stands around them."""

# Looking only at what lies beyond Latin letters takes a tenth of the time.
_UNUSUAL: Final = re.compile("[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff]+")
# The C parser compares each %TAG line with all before it: 8 MiB of them would hold the interpreter for
# minutes.  A pack has no use for directives, nor for any line that begins with their sign.
_DIRECTIVE: Final = re.compile(r"%(?<![^\r\n]%)")
_BREAK: Final = re.compile(r"\r\n?|\n")


def decode(data: bytes, report: Report) -> str | None:
    """The text of a pack; None when no text could be made, with the reason in ``report``."""
    if len(data) > MAX_BYTES:
        report.at(
            1, 1, f"the file is larger than {MAX_BYTES // 2**20} MiB", "divide its facts among several packs"
        )
        return None
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        report.at(1, 1, "the file is written in UTF-16", 'save it again with the encoding "UTF-8"')
        return None
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start].decode(), error.start)
        report.at(
            line,
            column,
            f"the byte 0x{data[error.start]:02X} is not part of UTF-8 text",
            'save the file again with the encoding "UTF-8"',
        )
        return None
    for unusual in _UNUSUAL.finditer(text):
        for found in HIDDEN.finditer(unusual[0]):
            report.at(*place(text, unusual.start() + found.start()), *complaint(found[0]))
    for found in _DIRECTIVE.finditer(text):
        report.at(
            *place(text, found.start()),
            'a line begins with "%", which YAML takes for an instruction to itself',
            "delete the line, or put a space before the sign",
        )
    return None if report else text


def complaint(hidden: str) -> tuple[str, str]:
    """What is wrong with a match of ``HIDDEN``, and how to mend it."""
    if len(hidden) > 1:
        return "more accents are piled on one letter than any language has", "delete those not needed"
    code = f"U+{ord(hidden):04X}"
    if hidden == "\ufffd":
        return f"the character {code} shows that a letter was lost here", "type the word anew"
    name = unicodedata.name(hidden, "")
    return (
        f"a character that cannot be seen stands here ({code}{name and ' '}{name})",
        "delete it, or type the words anew: it often comes along when text is copied",
    )


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column of the character at ``index``, both from 1."""
    line, start = 1, 0
    for found in _BREAK.finditer(text, 0, index):
        line += 1
        start = found.end()
    return line, min(index, len(text)) - start + 1
