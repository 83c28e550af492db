"""Actions as an inline keyboard: short labels side by side, long ones in rows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adapters.telegram.limits import COPIED, ROW
from adapters.telegram.markup import utf16_length
from bot.blocks import Weight
from bot.plain import clean
from bot.telling import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.blocks import Action

Button = dict[str, Any]
"""An InlineKeyboardButton as the Bot API writes it."""

WIDTH: Final = 36
"""Characters that a row on a small telephone shows before it cuts labels."""
LABEL: Final = 64
"""Characters of one label; Telegram states no limit, telephones cut earlier."""
_PADDING: Final = 2
_STYLES: Final = {Weight.PRIMARY: "primary", Weight.DANGER: "danger"}


def keyboard(actions: Sequence[Action]) -> Button | None:
    """The markup for ``actions``, None for none."""
    return markup([button(action) for action in actions]) if actions else None


def markup(buttons: Sequence[Button]) -> Button:
    """Buttons in rows, in their order."""
    return {"inline_keyboard": list(_rows(buttons))}


def button(action: Action) -> Button:
    """One action: its label, cut where it must be, and what a press sends or copies."""
    made = named(action.label, callback_data=action.action)
    if action.copies and utf16_length(action.copies) <= COPIED:
        made = named(action.label, copy_text={"text": action.copies})
    if action.weight in _STYLES:
        made["style"] = _STYLES[action.weight]
    return made


def named(label: str, **what: object) -> Button:
    """A button with a label and what it does."""
    return {"text": shorten(clean(label).strip(), LABEL) or "…", **what}


def _rows(buttons: Sequence[Button]) -> Iterator[list[Button]]:
    """All buttons of a row are equally wide, so the longest label decides how many there are.

    Buttons of different weight do different things, and stand in different rows.
    """
    row: list[Button] = []
    widest = 0
    for made in buttons:
        wide = max(widest, len(made["text"]) + _PADDING)
        unlike = bool(row) and row[-1].get("style") != made.get("style")
        if row and (unlike or len(row) == ROW or wide * (len(row) + 1) > WIDTH):
            yield row
            row, wide = [], len(made["text"]) + _PADDING
        row.append(made)
        widest = wide
    if row:
        yield row
