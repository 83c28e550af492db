"""Where a reply belongs that went to the private chat: its buttons carry the group along.

What they do happens in the group that the reply was asked for in: a report is marked as done there, and a
mistake is reported to those who manage it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from adapters.telegram.limits import CALLBACK
from adapters.telegram.places import group_place

if TYPE_CHECKING:
    from adapters.telegram.messages import Message
    from bot.seam import Place

_MARK: Final = "@"
"""Parts an action from the group; no action of the conversation has it."""
_CARRIED: Final = re.compile(rf"(?P<action>[^{_MARK}]+){_MARK}(?P<chat>-[0-9]{{1,16}})", re.ASCII)


def marked(posted: list[Message], origin: Place | None) -> list[Message]:
    """The messages, their buttons acting in ``origin``; those that cannot carry it act where they are."""
    if origin is None or origin.private:
        return posted
    return [replace(one, parameters=_with(one.parameters, origin)) for one in posted]


def _with(parameters: dict[str, Any], origin: Place) -> dict[str, Any]:
    keys = parameters.get("reply_markup", {}).get("inline_keyboard")
    if not keys:
        return parameters
    rows = [[_button(button, origin) for button in row] for row in keys]
    return {**parameters, "reply_markup": {**parameters["reply_markup"], "inline_keyboard": rows}}


def _button(button: dict[str, Any], origin: Place) -> dict[str, Any]:
    data = f"{button.get('callback_data', '')}{_MARK}{origin.chat}"
    fits = "callback_data" in button and len(data.encode()) <= CALLBACK
    return {**button, "callback_data": data} if fits else button


def carried(data: str) -> tuple[str, Place | None]:
    """What a button does, and the group that it does it in when it carries one."""
    found = _CARRIED.fullmatch(data)
    return (data, None) if found is None else (found["action"], group_place(int(found["chat"])))
