"""Links that open the private chat and go on there: ``t.me/<bot>?start=<payload>``.

A payload is an action or a command, with the group or channel that it is for.  What its alphabet or length
does not take is kept in the notebook for a while, and the payload is the key to it.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adapters.telegram.limits import START
from bot.blocks import fits_action
from bot.delivery import NotebookError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.delivery import Notebook

LIFETIME: Final = 3_600.0
"""Seconds for which the notebook keeps what a link goes on with."""

_ACTION: Final = "a"
_PLACED: Final = "g"
_KEPT: Final = "n"
_KEY: Final = "telegram:start:"
_OUTSIDE: Final = re.compile(r"[^A-Za-z0-9-]")
_PLACE: Final = re.compile(rf"{_PLACED}([0-9]{{1,16}}(?:_[0-9]{{1,16}})?)-", re.ASCII)
_CODED: Final = re.compile(r"_(_|-|[0-9a-f]{2})")
_SHORT: Final = {":": "_-", "_": "__"}
_LONG: Final = {"-": ":", "_": "_"}


@dataclass(frozen=True, slots=True)
class Errand:
    """What to do in the private chat: an action pressed, or a command with its options.

    ``origin`` is the group or channel that it happens in, as ``adapters.telegram.places`` writes it.
    """

    action: str = ""
    command: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


def url(bot: str, payload: str = "") -> str:
    """The address that opens the private chat with ``bot``."""
    return f"https://t.me/{quote(bot, safe='')}" + (f"?start={payload}" if payload else "")


def encode(action: str, origin: str = "") -> str | None:
    """The payload that is the action itself and where it happens, None when it does not fit."""
    place = f"{_PLACED}{origin.removeprefix('-').replace(':', '_')}-" if origin else ""
    payload = place + _ACTION + _OUTSIDE.sub(lambda match: _code(match[0]), action)
    return payload if len(payload) <= START else None


def _code(char: str) -> str:
    return _SHORT.get(char) or f"_{ord(char):02x}"


def decode(payload: str) -> Errand:
    """What a payload says by itself; nothing when it is none of ours."""
    found = _PLACE.match(payload)
    origin = "" if found is None else "-" + found[1].replace("_", ":")
    action = _decoded(payload if found is None else payload[found.end() :])
    return Errand() if action is None else Errand(action=action, origin=origin)


def _decoded(payload: str) -> str | None:
    if not payload.startswith(_ACTION):
        return None
    action = _CODED.sub(lambda match: _LONG.get(match[1]) or chr(int(match[1], 16)), payload[1:])
    return action if fits_action(action) else None


class StartLinks:
    """Payloads, and the errands that they stand for."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    async def payload(self, errand: Errand, user: str) -> str:
        """The payload for an errand of a member; empty when it could not be kept."""
        if errand.action and (payload := encode(errand.action, errand.origin)) is not None:
            return payload
        if not (errand.action or errand.command):
            return ""
        key = secrets.token_urlsafe(16)
        kept = {**asdict(errand), "args": dict(errand.args)}
        try:
            await self._notebook.write(_KEY + key, json.dumps(kept), lifetime=LIFETIME, user=user)
        except NotebookError:
            return ""
        return _KEPT + key

    async def errand(self, payload: str) -> Errand:
        """What a payload stands for; nothing when it is unknown, foreign or too old."""
        if payload.startswith(_KEPT):
            try:
                kept = await self._notebook.read(_KEY + payload.removeprefix(_KEPT))
            except NotebookError:
                kept = None
            return Errand(**json.loads(kept)) if kept else Errand()
        return decode(payload)
