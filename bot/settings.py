"""The settings of a community, shown to everyone and changed by whoever manages it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.notice import echo, notice
from bot.preferences import SETTINGS, PreferencesUnavailableError
from bot.seam import Right
from bot.setting_values import UnreadableValueError, complete, read_value
from bot.settings_panel import (
    ASK,
    LABELS,
    NAMES,
    PRIVATE,
    named,
    offered,
    panel,
    replaces_panel,
    set_action,
    who_may,
    zone_form,
    zone_form_action,
)
from bot.store import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.blocks import Action, Form, Reply
    from bot.i18n import Tongue, Tongues
    from bot.preferences import Preferences
    from bot.seam import Choice, Place
    from bot.turn import Turn

_SETTINGS: Final = {
    **{name: name for name in SETTINGS},
    **{name: setting for names in NAMES.values() for setting, name in names.items()},
}
"""Every setting by all its names."""


class CommunitySettings:
    """Shows and changes the settings of the community that a turn happens in.

    Args:
        preferences: keeps them.
        tongues: the languages to choose from.
        rezone: told of places whose community has chosen another time zone; raises ``StoreUnavailableError``.
    """

    def __init__(
        self,
        preferences: Preferences,
        tongues: Tongues,
        rezone: Callable[[Place], Awaitable[None]] | None = None,
    ) -> None:
        self._preferences = preferences
        self._tongues = tongues
        self._rezone = rezone

    async def change(self, turn: Turn, args: Mapping[str, str]) -> Reply | Form:
        """Show all settings, one ``setting``, or give it a ``value``.

        A press brings both as ``setting=value``; the value ``?`` asks for a form.
        """
        wished, _, pressed = args.get("setting", "").strip().partition("=")
        value = args.get("value", "").strip() or pressed.strip()
        if not wished:
            return panel(turn, self._tongues, turn.community)
        setting = _SETTINGS.get(wished.casefold())
        # Elsewhere than in a private chat all can be named; a role is only not shown before any is known of.
        if setting is None or (turn.place.private and setting not in PRIVATE):
            return _no_such(wished, turn)
        if not value:
            return panel(turn, self._tongues, turn.community, only=setting)
        refusal = _refusal(turn, setting)
        if refusal:
            return notice(refusal)
        if value == ASK and setting == "zone":
            return zone_form(turn.community, turn.tongue)
        return await self._set(turn, setting, value)

    async def fill(self, turn: Turn, values: Mapping[str, str]) -> Reply | Form:
        """Take the ``value`` that was written into the form of a ``setting``."""
        return await self.change(turn, {name: values.get(name, "") for name in ("setting", "value")})

    def complete(self, setting: str, prefix: str, tongue: Tongue) -> tuple[Choice, ...]:
        """Values of ``setting`` that begin so."""
        setting = _SETTINGS.get(setting.casefold(), "")
        return complete(setting, prefix, tongue, self._tongues)

    async def _set(self, turn: Turn, setting: str, wish: str) -> Reply:
        try:
            value = read_value(setting, wish, turn.tongue, self._tongues)
            community = await self._preferences.change(turn.place, setting, value, turn.member)
        except UnreadableValueError as error:
            return _unreadable(error, turn, setting)
        except PreferencesUnavailableError:
            return _not_kept(turn.tongue)
        if setting == "zone" and self._rezone is not None:
            with suppress(StoreUnavailableError):  # the next post then still comes by the old zone
                await self._rezone(turn.place)
        said = turn.tongue.gettext("Changed: {setting}.", setting=turn.tongue.gettext(LABELS[setting]))
        return panel(turn, self._tongues, community, said=said)


def _refusal(turn: Turn, setting: str) -> str:
    """Why the member may not change it; nothing when they may."""
    if not turn.manager:
        return who_may(turn)
    if setting == "managers" and Right.MANAGE not in turn.member.rights:
        # Else whoever has the role could hand it on.
        return turn.tongue.gettext(
            "Only those whom the platform itself lets manage this community can choose that role."
        )
    return ""


def _no_such(wished: str, turn: Turn) -> Reply:
    settings = ", ".join(named(setting, turn.tongue.code) for setting in offered(turn, turn.community))
    text = turn.tongue.gettext(
        "There is no setting “{setting}” here. These are the settings: {settings}.",
        setting=echo(wished),
        settings=settings,
    )
    return notice(text)


def _unreadable(error: UnreadableValueError, turn: Turn, setting: str) -> Reply:
    lines = [str(error)]
    actions: list[Action] = []
    for value in error.near:
        actions += set_action(value, setting, value)
    if actions:
        lines.append(turn.tongue.ngettext("Did you mean this?", "Did you mean one of these?", len(actions)))
    if setting == "zone":
        actions.append(zone_form_action(turn.tongue))
    return notice(*lines, actions=tuple(actions), replaces=replaces_panel(turn))


def _not_kept(tongue: Tongue) -> Reply:
    return notice(
        tongue.gettext(
            "I can't keep that just now, so nothing was changed. Please try again in a few minutes."
        )
    )
