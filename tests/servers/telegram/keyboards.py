"""What Telegram asks of reply markup."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.servers.telegram.html_markup import link_fault
from tests.servers.telegram.refusals import bad_request

MOST_BUTTONS = 100
MOST_IN_ROW = 8
DATA_BYTES = 64
COPIED_LENGTH = 256
PLACEHOLDER_LENGTH = 64
STYLES = frozenset({"danger", "success", "primary"})

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_OTHERS = ("keyboard", "remove_keyboard", "force_reply")


def check(markup: Any, *, inline_only: bool = False) -> dict[str, Any] | None:
    """Look at a reply markup and give it back; None for none.

    Raises:
        Refusal: 400, for markup that Telegram does not take.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if inline_only or not any(kind in markup for kind in _OTHERS):
        raise bad_request("inline keyboard expected" if inline_only else "object expected as reply markup")
    if len(str(markup.get("input_field_placeholder", ""))) > PLACEHOLDER_LENGTH:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")
    return markup


def _inline(markup: dict[str, Any]) -> dict[str, Any] | None:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if any(not isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    if any(len(row) > MOST_IN_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _button(button)
    return {"inline_keyboard": [row for row in rows if row]} if any(rows) else None


def _button(button: Any) -> None:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}expected an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{prefix}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
    actions = [name for name in _ACTIONS if button.get(name) not in (None, "") or _blank_query(button, name)]
    if not actions:
        raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    _action(actions[0], button[actions[0]])


def _blank_query(button: dict[str, Any], name: str) -> bool:
    """An empty query is one: it only opens the input field."""
    return name.startswith("switch_inline_query") and button.get(name) == ""


def _action(name: str, value: Any) -> None:
    if name == "callback_data" and len(str(value).encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "copy_text" and not 1 <= len(value.get("text", "")) <= COPIED_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if name in {"callback_game", "pay"}:
        raise bad_request("BUTTON_TYPE_INVALID")
    if name == "url" and (fault := link_fault(value if "://" in value else f"http://{value}")):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {fault}")
    if name == "web_app" and urlsplit(value.get("url", "")).scheme != "https":
        address = value.get("url", "")
        raise bad_request(
            f"inline keyboard button Web App URL '{address}' is invalid: Only HTTPS links are allowed"
        )
