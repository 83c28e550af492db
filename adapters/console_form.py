"""A form in a terminal: one question for each field, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.plain import clean

if TYPE_CHECKING:
    from bot.blocks import Field, Form
    from bot.i18n import Tongue


Say = Callable[[str], None]
Read = Callable[[], str | None]
"""The next line; None when there is none."""


def fill(form: Form, tongue: Tongue, say: Say, read: Read) -> dict[str, str] | None:
    """The values typed, by field; None when the input ends or a field that is needed stays empty."""
    say(clean(form.title))
    values = {}
    for field in form.fields:
        line = _ask(field, tongue, say, read)
        if line is None or (field.required and not line):
            say(tongue.gettext("Nothing was sent."))
            return None
        values[field.name] = line
    return values


def _ask(field: Field, tongue: Tongue, say: Say, read: Read) -> str | None:
    """What was typed for one field: an option by its number, else a text, else the one it began with."""
    optional = "" if field.required else f" ({tongue.gettext('may stay empty')})"
    say(clean(field.label) + optional)
    for remark in (field.hint, field.filled):
        if remark:
            say(f"  {clean(remark)}")
    for number, option in enumerate(field.options, 1):
        say(f"  [{number}] {clean(option.label)}")
    line = read()
    if line is None:
        return None
    by_number = {str(number): option.value for number, option in enumerate(field.options, 1)}
    return by_number.get(line, line)[: field.limit] or field.filled
