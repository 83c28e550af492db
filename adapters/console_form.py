"""A form in a terminal: one question for each field, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.plain import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.blocks import Field, Form
    from bot.i18n import Tongue


def fill(
    form: Form, tongue: Tongue, say: Callable[[str], None], read: Callable[[], str | None]
) -> dict[str, str] | None:
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


def _ask(field: Field, tongue: Tongue, say: Callable[[str], None], read: Callable[[], str | None]) -> str | None:
    """What was typed for one field: the value of the option chosen by number, the text begun with, or a text."""
    say(clean(field.label) + ("" if field.required else f" ({tongue.gettext('may stay empty')})"))
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
