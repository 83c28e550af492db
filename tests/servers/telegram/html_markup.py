"""Telegram's HTML parse mode: markup in, plain text and entities out.

As strict as Telegram: its own few tags only, each closed in order; four named entities; byte offsets in
what it complains of.  Unknown named entities stay as they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.servers.telegram.entities import utf16_length
from tests.servers.telegram.refusals import unparsable

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>]+)(?:\s*(=)\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])))?""",
)
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_USER = re.compile(r"tg://user/?\?id=(\d+)\Z", re.IGNORECASE)
_LAST_CHARACTER = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def parse_html(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text of HTML markup, with its entities.

    Raises:
        Refusal: 400, with what is wrong and the byte at which it is.
    """
    return _Reader(markup).read()


def unescape(text: str) -> str:
    """Decode the characters that Telegram decodes; all others stay as they are."""
    return _CHARACTER.sub(_decode, text) if "&" in text else text


def _decode(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name, match[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code in _SURROGATES:
        raise unparsable("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code) if 0 < code < _LAST_CHARACTER else match[0]


@dataclass(slots=True)
class _Open:
    """A tag not closed yet, and where in the text it began."""

    name: str
    argument: str
    offset: int
    piece: int


@dataclass(slots=True)
class _Reader:
    """Walks through the markup from tag to tag."""

    markup: str
    pieces: list[str] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    length: int = 0

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        position = 0
        while (start := self.markup.find("<", position)) >= 0:
            self._take(self.markup[position:start])
            close = self.markup.startswith("/", start + 1)
            position = self._close(start) if close else self._begin(start)
        self._take(self.markup[position:])
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # code has one only within pre
        return "".join(self.pieces), self.entities

    def _take(self, escaped: str) -> None:
        if escaped:
            text = unescape(escaped)
            self.pieces.append(text)
            self.length += utf16_length(text)

    def _byte(self, position: int) -> int:
        return len(self.markup[:position].encode("utf-8", "surrogatepass"))

    def _begin(self, start: int) -> int:
        end = _end(_NAME, self.markup, start + 1)
        name = self.markup[start + 1 : end].lower()
        if end >= len(self.markup):
            raise unparsable(f"Unclosed start tag at byte offset {self._byte(start)}")
        if name not in _TYPES:
            raise unparsable(f'Unsupported start tag "{name}" at byte offset {self._byte(start)}')
        attributes, end = self._attributes(name, start, end)
        argument = _argument(name, attributes)
        if name == "span" and argument != "spoiler":
            where = self._byte(start)
            raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(name, argument, self.length, len(self.pieces)))
        return end

    def _attributes(self, name: str, start: int, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        where = f"byte offset {self._byte(start)}"
        while not self.markup.startswith(">", position := _end(_SPACE, self.markup, position)):
            if position >= len(self.markup):
                raise unparsable(f'Unclosed start tag "{name}" at {where}')
            match = _ATTRIBUTE.match(self.markup, position)
            if match is None:
                raise unparsable(f'Empty attribute name in the tag "{name}" at {where}')
            attribute, equals, *values = match.groups()
            if not equals and (name, attribute) != ("blockquote", "expandable"):
                wrong = "Expected equal sign in declaration of an attribute of the tag"
                raise unparsable(f'{wrong} "{name}" at {where}')
            attributes[attribute] = unescape(next((value for value in values if value is not None), ""))
            position = match.end()
        return attributes, position + 1

    def _close(self, start: int) -> int:
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {self._byte(start)}")
        end = self.markup.find(">", start)
        if end < 0:
            raise unparsable(f"Unclosed end tag at byte offset {self._byte(start)}")
        name = self.markup[start + 2 : end].strip().lower()
        tag = self.open.pop()
        if name and name != tag.name:
            where = f"byte offset {self._byte(start)}"
            raise unparsable(f'Unmatched end tag at {where}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._add(tag)
        return end + 1

    def _add(self, tag: _Open) -> None:
        entity: dict[str, Any] = {
            "type": _TYPES[tag.name],
            "offset": tag.offset,
            "length": self.length - tag.offset,
        }
        if tag.name == "a":
            target = tag.argument or "".join(self.pieces[tag.piece :])
            self.entities.extend(_link(entity, target))
        elif tag.name == "tg-emoji":
            if not tag.argument.isdigit():
                raise unparsable("Invalid custom emoji identifier specified")
            self.entities.append({**entity, "custom_emoji_id": tag.argument})
        elif tag.name == "blockquote" and tag.argument:
            self.entities.append({**entity, "type": "expandable_blockquote"})
        elif tag.name == "pre" and self._absorbs(entity, "code"):
            self.entities[-1]["type"] = "pre"
        else:
            language = tag.argument if tag.name == "code" else ""
            self.entities.append({**entity, "language": language} if language else entity)

    def _absorbs(self, entity: dict[str, Any], inner: str) -> bool:
        """Code with a language that fills a pre: the two are one."""
        if not self.entities:
            return False
        last = self.entities[-1]
        same = (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        return bool(same and last["type"] == inner and "language" in last)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Where a pattern that always matches stops."""
    match = pattern.match(text, position)
    return match.end() if match else position


def _argument(name: str, attributes: dict[str, str]) -> str:
    """What of a tag's attributes Telegram heeds."""
    if name == "a":
        return attributes.get("href", "")
    if name == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    if name == "tg-emoji":
        return attributes.get("emoji-id", "")
    prefix = {"code": "language-", "span": "tg-"}.get(name)
    value = attributes.get("class", "")
    return value.removeprefix(prefix) if prefix and value.startswith(prefix) else ""


def _link(entity: dict[str, Any], target: str) -> list[dict[str, Any]]:
    """A link to an address or to a user; none when the address is unusable, as Telegram drops it."""
    if user := _USER.match(target):
        return [{**entity, "type": "text_mention", "user": {"id": int(user[1])}}]
    address = target if "://" in target else f"http://{target}"
    return [{**entity, "url": address}] if link_fault(address) is None else []


def link_fault(address: str) -> str | None:
    """Why Telegram does not take an address, or None when it does."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return None
    if parts.scheme and parts.scheme not in {"http", "https"} and "://" in address:
        return "Unsupported URL protocol"
    if not host:
        return "Wrong HTTP URL" if address else "URL host is empty"
    if not ("." in host or host == "localhost" or ":" in host) or re.search(r"\s", address):
        return "Wrong HTTP URL"
    return None
