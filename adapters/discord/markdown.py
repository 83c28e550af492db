"""Text as Discord's Markdown that shows exactly that text, and links that are meant as links.

Foreign text is escaped character by character: nothing in it becomes a mention, a link, a heading or a
spoiler, and nothing in it is lost to the eye.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from bot.blocks import Span, Style
from bot.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Line

# A backslash shows any punctuation as it is.  ``/`` keeps addresses and invites from becoming links,
# ``@`` and ``<`` mentions, timestamps, emoji and channels.
_SPECIAL: Final = re.compile(r"[\\*_~|`>#\[\]<@/]")
# Lists begin a line with a dash, a plus or a number and a dot.
_LIST: Final = re.compile(r"^([ ]*[0-9]*)([-+.])")
_COSTLY: Final = re.compile(r"[\\*_~|`>#\[\]<@/\-+.]")
# Nothing to see, and only good for making two texts look alike or a word unlike itself.
# The joiners U+200C and U+200D stay: scripts and emoji need them.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2065\u2066-\u206f\u3164\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARKS: Final = 4
"""Combining marks on one letter at most; no script needs more."""
_URL_SAFE: Final = "%/:=&?#+,;@-.!$'"
"""What stays of an address; everything else that Markdown could read is percent-encoded."""
_EMPHASIS: Final = {Style.BOLD: "**", Style.ITALIC: "*"}


def visible(text: str) -> str:
    """``text`` on one line, without what cannot be seen or piles up."""
    text = clean(text)
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text)
    # A dash or an accent makes a text more than ASCII; marks on their own are rare.
    return "".join(_few_marks(text)) if any(map(unicodedata.combining, text)) else text


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS:
            yield char


def escape(text: str) -> str:
    """Markdown that shows ``text`` and does nothing else, wherever in a line it stands."""
    return _listless(_escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", visible(text))


def _listless(markdown: str) -> str:
    """``markdown`` so that it begins no list when it begins a line."""
    return _LIST.sub(r"\1\\\2", markdown)


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units, the larger of the two ways in which Discord may count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def measure(text: str) -> int:
    """How long ``text`` is at most once escaped, in UTF-16 units; additive over its parts."""
    return units(text) + len(_COSTLY.findall(text))


def shorten(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` UTF-16 units, with an ellipsis where something is left out."""
    text = visible(text).strip()
    if units(text) <= limit:
        return text
    while units(text) > limit - 1:
        text = text[: limit - 1] if len(text) >= limit else text[:-1]
    return f"{text.rstrip()}…"


def address(url: str) -> str | None:
    """``url`` so that Markdown takes it whole, or None when it is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return quote(url, safe=_URL_SAFE, errors="replace")


def link(text: str, url: str) -> str:
    """``text`` leading to ``url`` without a preview; spelt out where Discord would not make a link of it."""
    target = address(url)
    if target is None:
        return _escaped(f"{text} ({url})")
    if visible(text) == url:
        return f"<{target}>"
    # Brackets end a link's text whether escaped or not, and text that looks like an address is not linked.
    if not visible(text).strip() or re.search(r"[\[\]\\`]|://|discord|www\.", text):
        return f"{_escaped(text)} (<{target}>)".lstrip()
    return f"[{_escaped(text)}](<{target}>)"


def line(spans: Line) -> str:
    """Spans in a row.  Emphasis that would touch the one before is left out: Discord misreads it."""
    parts = ""
    for span in _joined(spans):
        part = _span(span)
        touching = part.startswith(("*", "`")) and parts.endswith(("*", "`"))
        parts += _escaped(span.text) if touching else part
    return _listless(parts)


def _joined(spans: Line) -> Iterator[Span]:
    """Neighbours of one style as one span."""
    before: Span | None = None
    for span in spans:
        if before is not None and before.style == span.style and before.url is span.url is None:
            before = Span(before.text + span.text, span.style)
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


def _span(span: Span) -> str:
    text = visible(span.text)
    if span.style is Style.CODE and span.url is None and text.strip() and "`" not in text:
        return f"`{text}`"
    body = _escaped(span.text) if span.url is None else link(span.text, span.url)
    mark = _EMPHASIS.get(span.style)
    inner = body.strip()
    if mark is None or not inner:
        return body
    before, _, after = body.partition(inner)
    return f"{before}{mark}{inner}{mark}{after}"
