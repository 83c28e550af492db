"""Telegram's HTML: runs of text in, markup out in which nothing of foreign text is alive.

Telegram turns names, commands, hashtags, addresses and the like in any text into links, and a name pings.
A WORD JOINER, which is not seen, is set behind each sign that would begin one.  What stays alive, since
nothing unseen breaks it: bare numbers that look like telephone numbers or IPv4 addresses.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.blocks import Span, Style
from bot.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.blocks import Line

JOINER: Final = "\u2060"
ENTITIES: Final = 100
"""Entities in one message; Telegram ignores the others without a word."""

# As tdlib finds them (MessageEntity.cpp): what stands behind these signs decides.
_LIVE: Final = re.compile(
    r"""
      [@#\uff03](?=\w)              # names, addresses of mail, hashtags
    | \$(?=[A-Za-z])                # cashtags
    | (?<!\w)/(?=\w)                # commands
    | :(?=//)                       # addresses with a scheme
    | (?<=[^\s.])\.(?=[^\W\d_])     # and without
    """,
    re.VERBOSE,
)
_SIGNS: Final = re.compile("[@#\uff03$/:.]")
_TAGS: Final = {Style.BOLD: "b", Style.ITALIC: "i", Style.CODE: "code"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text in one style, or behind a link."""

    text: str
    style: Style = Style.PLAIN
    url: str = ""

    @property
    def decorated(self) -> bool:
        """Whether it takes an entity."""
        return bool(self.text) and (bool(self.url) or self.style is not Style.PLAIN)


def utf16_length(text: str) -> int:
    """The UTF-16 code units of ``text``."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def measure(text: str) -> int:
    """What ``text`` takes in a message at most, joiners included; additive over its parts."""
    return utf16_length(text) + sum(1 for _ in _SIGNS.finditer(text))


def runs(spans: Line) -> list[Run]:
    """Spans as runs; an address that is not of the web is spelt out."""
    return [run for span in spans for run in _spelt(span)]


def link(title: str, url: str | None) -> list[Run]:
    """A title behind its address, which is spelt out when it is not of the web."""
    return _spelt(Span(title, url=url))


def _spelt(span: Span) -> list[Run]:
    if not span.url:
        return [Run(clean(span.text), span.style)]
    url = clean(span.url).strip()
    if not is_web(url):
        return [Run(clean(span.text), span.style), Run(f" ({url})")]
    return [Run(clean(span.text), url=url)] if clean(span.text).strip() else [Run(f" ({url})")]


def is_web(url: str) -> bool:
    """Whether ``url`` is an address of the web, and not one that acts within Telegram."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def to_html(text: Sequence[Run]) -> str:
    """The markup of a whole message, with no more entities than Telegram keeps."""
    kept = quieted(_afforded(text))
    return "".join(map(_tagged, kept))


def quieted(text: Sequence[Run]) -> list[Run]:
    """The runs with a joiner wherever Telegram would bring the text to life."""
    whole = "".join(run.text for run in text)
    ends = {match.end() for match in _LIVE.finditer(whole)}
    done, start = [], 0
    for run in text:
        # Telegram looks for nothing within code.
        at = [] if run.style is Style.CODE and not run.url else [end - start for end in ends]
        done.append(replace(run, text=_joined(run.text, at)))
        start += len(run.text)
    return done


def quiet(text: str) -> str:
    """Plain text for where there is no markup, clean and with nothing alive."""
    return quieted([Run(clean(text))])[0].text


def _joined(text: str, ends: Iterable[int]) -> str:
    for end in sorted((end for end in ends if 0 < end <= len(text)), reverse=True):
        text = f"{text[:end]}{JOINER}{text[end:]}"
    return text


def _afforded(text: Sequence[Run]) -> Sequence[Run]:
    """Styles go before links, and links beyond the limit are spelt out: sources are never lost."""
    if sum(run.decorated for run in text) <= ENTITIES:
        return text
    kept, links = [], 0
    for run in text:
        links += bool(run.url)
        if run.url and links > ENTITIES:
            kept.append(Run(f"{run.text} ({run.url})"))
        else:
            kept.append(replace(run, style=Style.PLAIN))
    return kept


def _tagged(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    if run.url and run.text:
        return f'<a href="{html.escape(run.url)}">{text}</a>'
    tag = _TAGS.get(run.style)
    return f"<{tag}>{text}</{tag}>" if tag and run.text else text
