"""A call of a method as it came over the wire: text fields, files, and how they are read."""

from __future__ import annotations

import inspect
import json
import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from telegram import Bot
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from aiohttp import web

REQUEST_BYTES = 60 * 2**20
"""Larger requests are refused with 413: an upload may have 50 MB."""

# What python-telegram-bot takes for itself and never sends under these names.
_CONVENIENCES = frozenset(
    {
        "self",
        "read_timeout",
        "write_timeout",
        "connect_timeout",
        "pool_timeout",
        "api_kwargs",
        "allow_sending_without_reply",
        "reply_to_message_id",
        "disable_web_page_preview",
        "current_offset",
        "filename",
    }
)


@cache
def parameters(method: str) -> frozenset[str] | None:
    """The parameters that a method has, by the library's signature; None for an unknown method."""
    function = getattr(Bot, method, None)
    if function is None or not callable(function) or method.startswith("_"):
        return None
    if method not in _methods():
        return None
    return frozenset(inspect.signature(function).parameters) - _CONVENIENCES


@cache
def _methods() -> frozenset[str]:
    """The methods' names on the wire: the library offers each in both spellings."""
    return frozenset(
        name
        for name, value in inspect.getmembers(Bot, inspect.isfunction)
        if value.__name__ != name and value.__name__.replace("_", "") == name.lower()
    )


@dataclass(frozen=True, slots=True)
class File:
    """A file, uploaded by the bot or by a user."""

    name: str
    data: bytes
    mime_type: str = "application/octet-stream"


@dataclass(slots=True)
class Call:
    """One request: what was asked, and later how it was answered."""

    method: str
    fields: dict[str, str]
    files: dict[str, File] = field(default_factory=dict)
    at: float = field(default_factory=time.perf_counter)
    status: int = 0
    description: str = ""
    """Why it was refused."""

    def text(self, name: str, default: str = "") -> str:
        """A field as it stands."""
        return self.fields.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """A number, or the default for anything else, as Telegram reads them."""
        try:
            return int(self.fields.get(name, default))
        except ValueError:
            return default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A truth."""
        value = self.fields.get(name)
        return default if value is None else value.lower() in {"true", "yes", "1"}

    def value(self, name: str) -> Any:
        """An object or array, written as JSON; None when it is missing.

        Raises:
            Refusal: 400 for what is not JSON.
        """
        written = self.fields.get(name)
        if not written:
            return None
        try:
            return json.loads(written)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def strange(self) -> list[str]:
        """The names of fields that the method does not have."""
        known = parameters(self.method) or frozenset()
        files = {name for name in self.files if name not in known}
        asked = "".join(self.fields.values()) if files else ""
        unasked = {name for name in files if f"attach://{name}" not in asked}
        return sorted((self.fields.keys() - known) | unasked)


async def read(method: str, request: web.BaseRequest) -> Call:
    """Read a call in any of the encodings that Telegram takes.

    Raises:
        Refusal: 400 for a body that cannot be read.
    """
    fields = dict(request.query)
    if request.content_type.startswith("multipart/"):
        return await _read_parts(method, request, fields)
    body = await request.read()
    try:
        if request.content_type == "application/json":
            given = json.loads(body)
            fields |= {key: _written(value) for key, value in given.items() if value is not None}
        else:
            fields |= parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100)
    except (ValueError, AttributeError):
        raise bad_request("can't parse request body") from None
    return Call(method, fields)


async def _read_parts(method: str, request: web.BaseRequest, fields: dict[str, str]) -> Call:
    files = {}
    parts = await request.clone(client_max_size=REQUEST_BYTES).post()
    for name, value in parts.items():
        if isinstance(value, str):
            fields[name] = value
        elif isinstance(value, (bytes, bytearray)):
            fields[name] = value.decode("utf-8", "replace")
        else:
            files[name] = File(value.filename, value.file.read(), value.content_type)
            value.file.close()
    return Call(method, fields, files)


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
