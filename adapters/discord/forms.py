"""A form as Discord's modal, and what was filled in as values.

Limits are from Discord's reference of modals: a title of 45 characters, five entries with labels of 45 and
hints of 100, and 25 options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from adapters.discord.markdown import shorten, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.blocks import Field, Form

FIELDS: Final = 5
OPTIONS: Final = 25
LABEL: Final = 45
HINT: Final = 100
TEXT: Final = 4_000


def modal(form: Form) -> ui.Modal:
    """The modal that asks for ``form``.

    Raises:
        ValueError: when it asks for more than a modal can hold.
    """
    if len(form.fields) > FIELDS or any(len(field.options) > OPTIONS for field in form.fields):
        raise ValueError(f"A form holds at most {FIELDS} fields, and a field {OPTIONS} options: {form.id}")
    made = ui.Modal(title=shorten(form.title, LABEL) or "…", custom_id=form.id, timeout=None)
    for field in form.fields:
        made.add_item(
            ui.Label(
                text=shorten(field.label, LABEL) or "…",
                description=shorten(field.hint, HINT) or None,
                component=_choice(field) if field.options else _text(field),
            )
        )
    made.stop()  # keeps the library from remembering it: what is filled in names the form
    return made


def _text(field: Field) -> ui.TextInput[Any]:
    limit = min(field.limit, TEXT)
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        required=field.required,
        max_length=limit,
        default=_cut(field.filled, limit) or None,
    )


def _cut(text: str, limit: int) -> str:
    """As much of what was written as Discord takes back; it may count UTF-16 units."""
    text = text[:limit]
    while units(text) > limit:
        text = text[:-1]
    return text


def _choice(field: Field) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=shorten(option.label, HINT) or "…",
            value=option.value,
            default=option.value == field.filled,
        )
        for option in field.options
    ]
    return ui.Select(custom_id=field.name, options=options, required=field.required)


def values(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What was filled in, by the field's name; of a choice the option taken."""
    return dict(_values(components))


def _values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        inner = component.get("component")
        yield from _values([inner] if inner else component.get("components", ()))
        if "custom_id" in component:
            chosen = component.get("values") or [component.get("value") or ""]
            yield component["custom_id"], str(chosen[0])
